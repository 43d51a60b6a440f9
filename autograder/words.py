"""What is told of a test that failed: of a hidden one, nothing that was handed in.

What a hidden test gives to a student's function could come back in whatever the student
chooses: the name of an exception, its line, a shape, a quoted text. So of a hidden test
only that is told which stands in its own text, or in the wording of `coursekit`.
"""

import re
import traceback
from collections.abc import Iterable

from coursekit import wording

from autograder.scopes import TEST, constants, reason

LENGTH = 600
LONGEST = 20_000  # characters of a message that are looked at
NO_REASON = "an assert of the test does not hold"
_FORGOTTEN = "\N{HORIZONTAL ELLIPSIS}"


def explain(error: Exception, hidden: str = "") -> str:
    """Say why a test failed; `hidden` is the text of a hidden one.

    >>> explain(ValueError("operands (3,) (4,)"))
    'ValueError: operands (3,) (4,)'
    >>> explain(ValueError("secret 42"), hidden="assert f(42) == 1")
    'what came back could not be worked with'
    """
    if hasattr(error, "of_student"):
        return _of_student(*error.of_student, bool(hidden))[:LENGTH]
    if isinstance(error, AssertionError):
        if not hidden:
            return str(error)[:LENGTH] or NO_REASON
        if not hasattr(error, "parts"):
            return reason(hidden, str(error), _line(error))[:LENGTH] or NO_REASON
        known = (*constants(hidden), *wording.PLAIN)
        told = [only(part, known) for part in wording.plain_parts(error)]
        return wording.worded(*told)[:LENGTH] or NO_REASON
    if isinstance(error, NameError):
        missing = getattr(error, "name", None) or "a name"
        return f"{missing} is not defined: did its cell run without an error?"
    if hidden:
        return "what came back could not be worked with"
    return f"{type(error).__name__}: {error}"[:LENGTH]


def _line(error: Exception) -> int:
    """Find the line of the test in which it failed, 0 if there is none."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno for f in reversed(frames) if f.filename == TEST), 0)


def only(said: str, known: Iterable[str]) -> str:
    """Leave of a message what is made of known texts, each at most once.

    Each once, for else a message could be spelled of them.

    >>> only("w: found [8.0], w again", ["w:", "found", "again", "f"])
    'w: found … again'
    """
    if len(said) > LONGEST:  # its middle could not be of the test's own words
        said = said[: LONGEST // 2] + said[-LONGEST // 2 :]
    kept = [c if c.isspace() else _FORGOTTEN for c in said]
    for text in sorted({text.strip() for text in known} - {""}, key=len, reverse=True):
        for place in re.finditer(_whole(text), said):
            here = slice(*place.span())
            if all(c.isspace() or c == _FORGOTTEN for c in kept[here]):
                kept[here] = text
                break
    left = re.sub(rf"{_FORGOTTEN}(\s*{_FORGOTTEN})*", _FORGOTTEN, "".join(kept))
    return " ".join(left.split())


def _whole(text: str) -> str:
    """Write a pattern that finds a text, and not inside of a word or a number."""
    pattern = re.escape(text)
    for kind in (r"[^\W\d_]", r"\d"):
        before = rf"(?<!{kind})" if re.match(kind, text[0]) else ""
        after = rf"(?!{kind})" if re.match(kind, text[-1]) else ""
        pattern = before + pattern + after
    return pattern


def _of_student(name: str, message: str, line: int, hidden: bool) -> str:
    """Word an exception of the student's; of one in a hidden test, that there was one.

    Name, words and line are the student's to choose: each could tell a hidden input.
    """
    if name == "NotImplementedError":
        return "not written yet"
    if hidden:
        return "your code raised an exception"
    where = f" (line {line} of its cell)" if line else ""
    return f"your code raised {name}{where}{': ' if message else ''}{message}"
