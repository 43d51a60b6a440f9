"""Questions with a reason for every option: a page that unfolds, and counts.

A quiz is a file `<name>.yml`:

    title: The perceptron
    questions:
      - id: B05.Q2              # unique in the file
        text: Does the loop always stop? `code`, *stress*, $w^T x$.
        several: false          # optional; true: any number of options may be right
        options:                # two or more
          - text: Only on separable data.
            right: true         # exactly one of them, unless `several`
            reason: Else some example is always wrong.

Every option needs a reason: wrong answers are where readers learn most. There is no
other markup than these three; a dollar sign that opens no formula belongs into `code`.
"""

import difflib
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from coursekit import cards, run

HERE = Path(__file__).parent
FOLDERS = (HERE.parent / "quizzes", HERE / "quizzes")
"""Where quizzes are: beside the package in a checkout, inside it in a wheel."""


class QuizError(ValueError):
    """A quiz that cannot be shown; the message says where and what is missing."""


@dataclass(frozen=True)
class Option:
    """One answer to choose from, whether it is right, and the reason why."""

    text: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Question:
    """A question with its options; `several` of them may be right."""

    id: str
    text: str
    options: tuple[Option, ...]
    several: bool = False


@dataclass(frozen=True)
class Quiz:
    """A quiz in the order of its file; printed, its answers stand at the end.

    >>> options = Option("2", True, "One more."), Option("11", False, "Not text.")
    >>> print(Quiz("tiny", "Sums", (Question("q", "1 + 1?", options),)))
    Sums
    <BLANKLINE>
    1. 1 + 1?
       A. 2
       B. 11
    <BLANKLINE>
    Answers
    1. A is right: One more.
       B is not right: Not text.
    """

    name: str
    title: str
    questions: tuple[Question, ...]

    def __str__(self):
        """Return the quiz for a terminal."""
        return cards.text(self)


def load(name, folders=FOLDERS):
    """Read and check a quiz: the name of one of the course's, or the path of a file.

    >>> load("05_perceptron").questions[0].id
    'ones'
    """
    path = _find(name, folders)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise QuizError(f"{path.name}: this is not YAML. {error}") from error
    _check_keys(path.name, content, {"title", "questions"}, set())
    questions = _list(path.name, content, "questions", 1)
    questions = tuple(_question(path.name, n, q) for n, q in enumerate(questions, 1))
    ids = [question.id for question in questions]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise QuizError(f"{path.name}: two questions have the id {', '.join(twice)}.")
    return Quiz(path.stem, _text(path.name, content, "title"), questions)


def show(name):
    """Show a quiz: a page whose options unfold; in a live notebook it also counts.

    In plain Python it is printed. No answer is recorded anywhere.
    """
    quiz = load(name)
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
        from IPython.display import display

        page = cards.live(quiz) if run.interactive() else cards.page(quiz)
        display({"text/html": page, "text/plain": str(quiz)}, raw=True)
    else:
        print(quiz)


def _find(name, folders):
    if isinstance(name, Path) or name.endswith(".yml"):
        return Path(name)
    for folder in folders:
        if (folder / f"{name}.yml").is_file():
            return folder / f"{name}.yml"
    there = sorted({path.stem for folder in folders for path in folder.glob("*.yml")})
    close = difflib.get_close_matches(name, there, 1)
    nearest = f"Did you mean {close[0]!r}? " if close else ""
    raise QuizError(
        f"There is no quiz {name!r}. {nearest}These are here: "
        f"{', '.join(there) or 'none'}."
    )


def _question(file, number, content):
    """Check one question; errors name it by its id, or by its number without one."""
    where = f"{file}, question {number}"
    _check_keys(where, content, {"id", "text", "options"}, {"several"})
    id = _text(where, content, "id")
    where = f"{file}, question {id}"
    several = _bool(where, content, "several", default=False)
    options = _list(where, content, "options", 2)
    options = tuple(_option(where, n, option) for n, option in enumerate(options))
    right = sum(option.right for option in options)
    if right != 1 and not several:
        raise QuizError(
            f"{where}: {right} options are right where exactly one was expected. If "
            "any number may be, say `several: true`."
        )
    return Question(id, _text(where, content, "text"), options, several)


def _option(where, number, content):
    where = f"{where}, option {cards.letter(number)}"
    _check_keys(where, content, {"text", "right", "reason"}, set())
    return Option(
        _text(where, content, "text"),
        _bool(where, content, "right"),
        _text(where, content, "reason"),
    )


def _check_keys(where, content, needed, optional):
    if not isinstance(content, dict):
        raise QuizError(f"{where}: {content!r} where {_names(needed)} were expected.")
    missing = needed - set(content)
    unknown = set(content) - needed - optional
    if missing:
        raise QuizError(f"{where}: {_names(missing)} missing.")
    if unknown:
        raise QuizError(
            f"{where}: {_names(unknown)} unknown. Known are "
            f"{_names(needed | optional)}."
        )


def _names(keys):
    return ", ".join(f"`{key}`" for key in sorted(map(str, keys)))


def _text(where, content, key):
    """Return a text in one line; formulas and code must be closed."""
    text = content[key]
    if not isinstance(text, str) or not text.strip():
        raise QuizError(
            f"{where}: `{key}` is {text!r} where a text was expected. Is it empty, or "
            "a number without quotes?"
        )
    if not cards.closed(text):
        raise QuizError(
            f"{where}: `{key}` has a dollar sign or a backtick without its partner: "
            f"{text.strip()!r}."
        )
    return " ".join(text.split())


def _bool(where, content, key, default=None):
    value = content.get(key, default)
    if not isinstance(value, bool):
        raise QuizError(f"{where}: `{key}` is {value!r} where true or false is due.")
    return value


def _list(where, content, key, least):
    items = content[key]
    if not isinstance(items, list) or len(items) < least:
        raise QuizError(f"{where}: `{key}` must be a list of {least} or more.")
    return items
