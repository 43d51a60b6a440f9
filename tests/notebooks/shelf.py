"""A notebook as the rules of the second edition see it, among the others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

import nbformat
import notebooks.books as disk  # finds the modules of course/tools
from coursekit import quiz as quizzes
from generated import definitions
from sync import is_fresh, keep_outputs, read_text, tagged, twins

DETAILS = re.compile(r"<details>.*?</details>", re.S)
TURN = re.compile(r"^> \*\*Your turn", re.M)
# Parts that name what is to come, or what others wrote, and may.
APART = (
    "What you will be able to do",
    "How this compares",
    "References",
    "What comes next",
)


@dataclass(frozen=True)
class Book:
    """One notebook: its cells, its quiz, and the cells of all by name."""

    name: str
    cells: tuple[nbformat.NotebookNode, ...]
    quiz: tuple[quizzes.Question, ...] = ()
    shelf: Mapping[str, tuple[nbformat.NotebookNode, ...]] = field(default_factory=dict)
    ran: bool = True

    @cached_property
    def code(self) -> list[nbformat.NotebookNode]:
        """The code cells."""
        return [cell for cell in self.cells if cell.cell_type == "code"]

    @cached_property
    def visible(self) -> list[nbformat.NotebookNode]:
        """The code cells that a reader reads: not folded, and not the one for Colab."""
        seen = [cell for cell in self.code if not tagged(cell, "hide-input")]
        return [cell for cell in seen if "google.colab" not in cell.source]

    @cached_property
    def prose(self) -> str:
        """All Markdown."""
        return all_prose(self.cells)

    @cached_property
    def passages(self) -> list[tuple[str, str]]:
        """Each Markdown cell's paragraphs as (heading of level 2 above them, text)."""
        found, heading = [], ""
        for cell in self.cells:
            if cell.cell_type == "markdown":
                for part in re.split(r"^(?=#+ )", plain(cell.source), flags=re.M):
                    if match := re.match(r"## +(.+)", part):
                        heading = match.group(1).strip()
                    found.append((heading, re.sub(r"\A#+ .*\n?", "", part)))
        return found

    @property
    def turns(self) -> int:
        """How many exercises check themselves."""
        return sum(cell.source.count("check.your_turn(") for cell in self.code)

    @property
    def exercises(self) -> int:
        """How many exercises are set, those included that are answered in words.

        A check without the words "Your turn" only looks at what was written before.
        """
        return len(TURN.findall(self.prose))

    @property
    def words(self) -> int:
        """Words to be read; a formula in a line is one, a displayed one is ten."""
        text = "\n".join(text for part, text in self.passages if part != "References")
        return len(re.findall(r"\w[\w'.,-]*", text))

    @property
    def lines(self) -> list[int]:
        """Lines of code per visible cell, empty ones not counted."""
        return [full_lines(cell) for cell in self.visible]

    @property
    def minutes(self) -> float:
        """The honest time: reading, code, exercises and quiz."""
        reading = self.words / 150 + sum(self.lines) / 10
        return reading + 6 * self.exercises + len(self.quiz)

    @property
    def minutes_said(self) -> int:
        """The time that the first cell promises, 0 where it promises none."""
        said = re.search(r"^\*about (\d+) min", self.cells[0].source, re.M)
        return int(said.group(1)) if said else 0

    def section(self, heading: str) -> list[nbformat.NotebookNode]:
        """The cells of a section, from its heading to the next one of level 2."""
        found, inside = [], False
        for cell in self.cells:
            for title in re.findall(r"^## +(.+)$", markdown(cell), re.M):
                inside = title.strip() == heading
            if inside:
                found.append(cell)
        return found

    def earlier(self) -> Iterator[tuple[nbformat.NotebookNode, ...]]:
        """The notebooks that come before this one."""
        return (cells for name, cells in sorted(self.shelf.items()) if name < self.name)


def markdown(cell: nbformat.NotebookNode) -> str:
    """The Markdown of a cell without blocks of code, nothing for a code cell."""
    if cell.cell_type != "markdown":
        return ""
    return re.sub(r"```.*?```", "", cell.source, flags=re.S)


def all_prose(cells) -> str:
    """All Markdown of some cells."""
    return "\n\n".join(filter(None, map(markdown, cells)))


def plain(text: str) -> str:
    """Take away what is not read as words: folded hints, addresses, tags, formulas.

    >>> plain("A [link](a.md), $x$ and $$y$$ <b>bold</b> ![badge](b.svg)")
    'A link, formula and formula formula formula formula formula formula formula \
formula formula formula bold '
    """
    text = DETAILS.sub("", text)
    text = re.sub(r"\[?!\[[^\]]*\]\([^)]*\)(\]\([^)]*\))?", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\$\$.*?\$\$", " ".join(["formula"] * 10), text, flags=re.S)
    text = re.sub(r"\$[^$]+\$", "formula", text)
    return re.sub(r"</?\w[^>]*>|https?://\S+", "", text)


def sentences(text: str) -> list[str]:
    """Split prose where a sentence, a paragraph, an item or a row of a table ends.

    >>> sentences("One is here. Two\\nis there.\\n\\n- An item\\n- Another")
    ['One is here.', 'Two is there.', 'An item', 'Another']
    """
    parts = re.split(r"(?<=[.!?])['\"”*)]*\s+|\n\s*\n|\n(?=[-|>#*\d])", text)
    parts = [" ".join(re.sub(r"^[>\-|# ]+", "", p, flags=re.M).split()) for p in parts]
    return [part for part in parts if part]


def full_lines(cell: nbformat.NotebookNode) -> int:
    """How many lines of a cell are not empty."""
    return len([line for line in cell.source.splitlines() if line.strip()])


def said(cell: nbformat.NotebookNode) -> str:
    """What a cell printed."""
    texts = [
        o.get("text", o.get("data", {}).get("text/plain", "")) for o in cell.outputs
    ]
    return "\n".join(texts)


def terms(cells) -> dict[str, str]:
    """The terms that a notebook defines, with their definitions."""
    return definitions(all_prose(cells))


def titles(cells) -> list[str]:
    """The texts of all headings."""
    return [t.strip() for t in re.findall(r"^#+ +(.+)$", all_prose(cells), re.M)]


def second_edition() -> list[str]:
    """The names of the chapters that ask for the rules of the second edition."""
    texts = [text for text, _ in twins("course")]
    mark = "second-edition"
    return [t.stem for t in texts if mark in t.read_text("utf-8").split("\n", 1)[0]]


@cache
def shelf() -> dict[str, tuple[nbformat.NotebookNode, ...]]:
    """All chapters as their texts have them.

    Where a chapter has notebooks of both editions, only those of the second count.
    """
    anew = second_edition()
    replaced = {name[:2] for name in anew}
    texts = [text for text, _ in twins("course")]
    kept = [t for t in texts if t.stem in anew or t.stem[:2] not in replaced]
    return {text.stem: tuple(read_text(text).cells) for text in kept}


@cache
def open_book(name: str) -> Book:
    """Take a chapter from its text, with its outputs where they are up to date."""
    text = disk.ROOT / "course" / "text" / f"{name}.py"
    notebook = disk.ROOT / "course" / f"{name}.ipynb"
    fresh, ran = read_text(text), is_fresh(text, notebook)
    if ran:
        fresh = keep_outputs(fresh, nbformat.read(notebook, as_version=4))
    try:
        questions = quizzes.load(name).questions
    except quizzes.QuizError as error:
        print(error)
        questions = ()
    return Book(name, tuple(fresh.cells), questions, shelf(), ran)
