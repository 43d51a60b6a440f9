"""Rules about a notebook's size, its rhythm and its parts; see rules.py."""

import re
from math import ceil
from statistics import mean, median

from notebooks.books import long_lines
from notebooks.shelf import DETAILS, Book, full_lines, markdown, said, terms
from sync import tagged

TERMS = 8
CELLS = (30, 85)  # the guide says 40 to 70
MINUTES = 90  # the guide says one hour
PARTS = (
    "What you will be able to do",
    "When it goes wrong",
    "How this compares",
    "Key points",
    "Quiz",
    "References",
    "What comes next",
)
OPTIONAL = {"How this compares", "What comes next"}
ATTENDED = ("check.your_turn(", "check.predict(", "quiz.show(", "run.record(")
FORMATTER = re.compile(r"# (?:fmt|yapf|black|ruff|noqa)\b.*")
SHOWS = re.compile(
    r"\bprint\(|plots\.(?!style)\w+\(|\.reveal\(|display\(|check\.your_turn\("
    r"|check\.predict\(|quiz\.show\("
)


def new_terms(book: Book) -> list[str]:
    """At most eight terms are defined."""
    found = list(terms(book.cells))
    if len(found) <= TERMS:
        return []
    return [f"{len(found)} new terms, at most {TERMS}: {', '.join(found)}"]


def honest_time(book: Book) -> list[str]:
    """The title's time is within ten minutes of the computed one, and no evening."""
    said, real = book.minutes_said, book.minutes
    sums = (
        f"{book.words:,} words / 150, {sum(book.lines)} visible lines / 10, "
        f"{book.exercises} exercises of 6, {len(book.quiz)} questions of 1"
    )
    complaints = []
    if abs(said - real) > 10:
        complaints.append(
            f"about {said} min is promised, {real:.0f} are needed ({sums})"
        )
    if real > MINUTES:
        complaints.append(f"{real:.0f} min are needed, at most {MINUTES}: split it")
    return complaints


def size(book: Book) -> list[str]:
    """A notebook is no leaflet and no book."""
    least, most = CELLS
    if least <= len(book.cells) <= most:
        return []
    return [f"{len(book.cells)} cells, {least} to {most} are allowed (guide: 40 to 70)"]


def code_lengths(book: Book) -> list[str]:
    """Visible cells have 3 to 8 lines in the median, nine of ten fewer than 15."""
    lines, complaints = book.lines, []
    if not 3 <= median(lines) <= 8:
        complaints.append(
            f"visible cells have {median(lines):g} lines in the median, not 3 to 8"
        )
    long = [cell for cell in book.visible if full_lines(cell) >= 15]
    if len(long) > ceil(len(lines) / 10):
        firsts = "; ".join(f"{full_lines(c)}: {first_line(c)}" for c in long)
        complaints.append(
            f"{len(long)} of {len(lines)} visible cells have 15 lines or more: {firsts}"
        )
    for cell in book.code:
        most = 60 if tagged(cell, "hide-input") else 30
        lines = full_lines(cell)
        if lines > most:
            complaints.append(f"{lines} lines, at most {most}: {first_line(cell)}")
    return complaints


def exercises(book: Book) -> list[str]:
    """At least five exercises, one per twelve minutes; three check themselves."""
    complaints, wanted = [], max(5, round(book.minutes_said / 12))
    if book.exercises < wanted:
        found = f"{book.exercises} exercises ('> **Your turn')"
        complaints.append(f"{found}, {wanted} wanted for {book.minutes_said} min")
    if book.turns < 3:
        complaints.append(f"{book.turns} exercises check themselves, at least 3 should")
    return complaints


def hints(book: Book) -> list[str]:
    """Every exercise has three hints and a solution, folded away."""
    labels = ("Hint 1", "Hint 2", "Hint 3", "Solution")
    counts = {n: book.prose.count(f"<details><summary>{n}</summary>") for n in labels}
    return [
        f"{count} times {label} for {book.exercises} exercises"
        for label, count in counts.items()
        if count != book.exercises
    ]


def untouched(book: Book) -> list[str]:
    """An exercise that nobody has touched says so, whatever is done with its None.

    What is to be repaired is written already, and says what is wrong with it.
    """
    repair = [cell.source for cell in book.section("When it goes wrong")]
    complaints = []
    for cell in book.code:
        turns = cell.source.count("check.your_turn(")
        told = said(cell).count("nothing written yet")
        if told < turns and cell.source not in repair:
            tail = said(cell).strip()[-120:]
            complaints.append(f"an untouched exercise prints {tail!r}")
    return complaints


def predictions(book: Book) -> list[str]:
    """The reader guesses at least twice, and every guess is laid beside its result."""
    code = "\n".join(cell.source for cell in book.code)
    guesses, reveals = code.count("check.predict("), code.count(".reveal(")
    complaints = []
    if guesses < 2:
        complaints.append(f"{guesses} guesses (check.predict), at least 2 are wanted")
    if reveals < guesses:
        complaints.append(f"{guesses} guesses but {reveals} times reveal")
    return complaints


def broken_model(book: Book) -> list[str]:
    """One broken thing is repaired: the one exercise of 'When it goes wrong'."""
    cells = book.section("When it goes wrong")
    turns = sum(cell.source.count("check.your_turn(") for cell in cells)
    if turns == 1:
        return []
    return [f"'When it goes wrong' has {turns} exercises that check a repair, not one"]


def parts(book: Book) -> list[str]:
    """The fixed parts stand in their order; three to six promises at the beginning."""
    found = [t.strip() for t in re.findall(r"^## +(.+)$", book.prose, re.M)]
    found = [title for title in found if title in PARTS]
    wanted = [part for part in PARTS if part in found or part not in OPTIONAL]
    complaints = [] if found == wanted else [f"parts {found}, expected {wanted}"]
    goals = "\n".join(map(markdown, book.section(PARTS[0])))
    goals = re.split(r"^## ", goals, flags=re.M)[1] if "## " in goals else ""
    promised = len(re.findall(r"^- ", goals, re.M))
    if not 3 <= promised <= 6:
        complaints.append(f"{promised} promises under '{PARTS[0]}', not 3 to 6")
    return complaints


def records(book: Book) -> list[str]:
    """What is recorded stands in one folded cell."""
    cells = [cell for cell in book.code if "run.record(" in cell.source]
    complaints = [
        f"run.record in a visible cell: {first_line(cell)}"
        for cell in cells
        if not tagged(cell, "hide-input")
    ]
    if len(cells) > 1:
        complaints.append(f"run.record stands in {len(cells)} cells, not in one")
    return complaints


def layout(book: Book) -> list[str]:
    """Lines fit, and no word to a formatter is left in what a reader sees."""
    lines = [line for cell in book.cells for line in long_lines(cell)]
    complaints = [f"{len(line)} signs in a line: {line.strip()}" for line in lines]
    code = "\n".join(cell.source for cell in book.code)
    return complaints + [f"{word} is for no reader" for word in FORMATTER.findall(code)]


def quiz_questions(book: Book) -> list[str]:
    """Five to eight questions."""
    if 5 <= len(book.quiz) <= 8:
        return []
    return [f"{len(book.quiz)} quiz questions, not 5 to 8"]


def quiz_lengths(book: Book) -> list[str]:
    """The longest option is at most 1.6 times the shortest, in the mean.

    Options of a few signs, such as numbers, count as equal.
    """
    ratios = {}
    for question in book.quiz:
        lengths = [length(option.text) for option in question.options]
        bare = max(lengths) <= 15
        ratios[question.id] = 1.0 if bare else max(lengths) / max(min(lengths), 1)
    if not ratios or mean(ratios.values()) <= 1.6:
        return []
    worst = sorted(ratios, key=ratios.get, reverse=True)[:3]
    words = ", ".join(f"{id} {ratios[id]:.1f}" for id in worst)
    found = f"{mean(ratios.values()):.2f} in the mean"
    return [f"options differ in length by {found}, at most 1.6 ({words})"]


def quiz_longest(book: Book) -> list[str]:
    """The right option is not the longest more often than chance would have it.

    A complaint comes when chance alone would do this in fewer than one of ten quizzes.
    """
    hits, chance = longest(book.quiz)
    if not hits or tail(chance, len(hits)) >= 0.1:
        return []
    expected = sum(chance)
    return [
        f"the right option is the longest in {len(hits)} of {len(chance)} questions, "
        f"by chance it would be in {expected:.1f}: {', '.join(hits)}"
    ]


def longest(questions) -> tuple[list[str], list[float]]:
    """Name the questions whose right option is clearly the longest, and each chance.

    Clearly: by a tenth, since nobody sees less. Questions with several right ones and
    those whose options are a few signs are left out.
    """
    hits, chance = [], []
    for question in questions:
        lengths = {option.text: length(option.text) for option in question.options}
        if question.several or max(lengths.values()) <= 15:
            continue
        right = next(option.text for option in question.options if option.right)
        others = [n for text, n in lengths.items() if text != right]
        chance.append(1 / len(question.options))
        if lengths[right] > 1.1 * max(others):
            hits.append(question.id)
    return hits, chance


def tail(chance: list[float], at_least: int) -> float:
    """The probability of at least so many hits in independent tries.

    >>> round(tail([0.5, 0.5], 1), 2)
    0.75
    """
    odds = [1.0]
    for p in chance:
        odds = [
            a * (1 - p) + b * p for a, b in zip([*odds, 0], [0, *odds], strict=True)
        ]
    return sum(odds[at_least:])


def length(text: str) -> int:
    """How long an option looks: without dollar signs, backticks, names of commands."""
    return len(re.sub(r"\\[a-zA-Z]+|[`${}\\]", "", text))


def readings(book: Book) -> list[str]:
    """Prose follows every output before the next one, and says what it shows.

    One text may read two outputs, if the second is a folded drawing or a guess laid
    beside the first. A guess that is asked about a picture reads it. Exercises, the
    quiz and the record need no reading.
    """
    complaints, waiting, more = [], None, 0
    for cell in book.cells:
        if cell.cell_type == "markdown":
            if waiting is not None and reads(cell):
                waiting = None
            elif waiting is not None and re.search(r"^#+ ", cell.source, re.M):
                complaints.append(unread(waiting, "a heading"))
                waiting = None
            continue
        if not shows(cell, book.ran) or "google.colab" in cell.source:
            continue
        follows = tagged(cell, "hide-input") or ".reveal(" in cell.source
        more = more + 1 if follows and waiting is not None else 0
        asked = "check.predict(" in cell.source
        if waiting is not None and more != 1 and not asked:
            complaints.append(unread(waiting, first_line(cell)))
        attended = any(call in cell.source for call in ATTENDED)
        waiting = None if attended else cell
    return complaints + ([unread(waiting, "the end")] if waiting is not None else [])


def reads(cell) -> bool:
    """Tell whether a cell begins with prose, before any heading or exercise."""
    text = DETAILS.sub("", markdown(cell))
    text = re.split(r"^#+ |^> \*\*Your turn", text, maxsplit=1, flags=re.M)[0]
    return len(text.split()) >= 4


def shows(cell, ran: bool) -> bool:
    """Tell whether a cell shows something; guessed from its code if it never ran."""
    return bool(cell.outputs) if ran else bool(SHOWS.search(cell.source))


def unread(cell, before: str) -> str:
    """Word the complaint about an output that no sentence reads."""
    return f"no sentence reads what '{first_line(cell)}' shows, before {before!r}"


def first_line(cell) -> str:
    """The first line of a cell, to find it by."""
    return cell.source.strip().split("\n")[0][:60]
