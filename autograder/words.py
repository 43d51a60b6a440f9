"""What is told of a test that failed: of a hidden one, nothing that was handed in.

What a hidden test gives to a student's function could come back in whatever the student
chooses: the name of an exception, its line, a shape, a quoted text. So of a hidden test
only that is told which stands in its own text, or in the wording of `coursekit`. How it
ended is a choice as well, and a student's: whatever came to no answer has one wording.
"""

import re
import signal
import traceback
from collections.abc import Iterable

from coursekit import wording

from autograder.scopes import TEST, asserted, constants, reason

LENGTH = 600
LONGEST = 20_000  # characters of a message that are looked at
CELL = "<ipython-input-"  # how IPython names the file of a cell
NO_REASON = "an assert of the test does not hold"
SLOW = "no answer in time: is there a loop without an end?"
SLOW_BEFORE = "not waited for again: a test of the same function got no answer in time"
UNWRITTEN = "not written yet"
NO_ANSWER = (
    "no answer that could be worked with: was there an exception or a crash, is"
    " something not written yet, or did its cell not run?"
)
_ENDINGS = {
    signal.SIGKILL: "was killed: did it need more memory than there is?",
    signal.SIGSEGV: "crashed (a memory fault)",
    signal.SIGXCPU: "used up its processor time",
    signal.SIGXFSZ: "wrote too large a file",
}
_FORGOTTEN = "\N{HORIZONTAL ELLIPSIS}"


def explain(error: Exception, hidden: str = "", visible: str = "") -> str:
    """Say why a test failed; `hidden` or `visible` is its text.

    >>> explain(ValueError("operands (3,) (4,)"))
    'ValueError: operands (3,) (4,)'
    >>> explain(ValueError("secret 42"), hidden="assert f(42) == 1")[:37]
    'no answer that could be worked with: '
    """
    if hidden and (hasattr(error, "of_student") or not _is_assert(error)):
        return NO_ANSWER
    if hasattr(error, "of_student"):
        return _of_student(*error.of_student)[:LENGTH]
    if _is_assert(error):
        if not hidden:
            return str(error)[:LENGTH] or _quoted(visible, error)
        if not hasattr(error, "parts"):
            return reason(hidden, str(error), _line(error))[:LENGTH] or NO_REASON
        known = (*constants(hidden), *wording.PLAIN)
        told = [only(part, known) for part in wording.plain_parts(error)]
        return wording.worded(*told)[:LENGTH] or NO_REASON
    if isinstance(error, NameError):
        missing = getattr(error, "name", None) or "a name"
        return f"{missing} is not defined: did its cell run without an error?"
    return f"{type(error).__name__}: {error}"[:LENGTH]


def _quoted(visible: str, error: Exception) -> str:
    """Quote the assert that does not hold: it has no words of its own."""
    quoted = asserted(visible, _line(error))
    return f"{NO_REASON}: {quoted}" if quoted else NO_REASON


def _line(error: Exception) -> int:
    """Find the line of the test in which it failed, 0 if there is none.

    In an open exam IPython runs the test, and calls its file by a name of its own.
    """
    frames = traceback.extract_tb(error.__traceback__)
    files = {TEST, *(f.filename for f in frames[1:2] if f.filename.startswith(CELL))}
    return next((f.lineno for f in reversed(frames) if f.filename in files), 0)


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


def ending(number: int | None) -> str:
    """Say how a student's process ended: by a signal, or by itself.

    >>> ending(signal.SIGSEGV)
    'the notebook crashed (a memory fault)'
    """
    told = _ENDINGS.get(number, "ended its own process: look for exit() or a crash")
    return f"the notebook {told}"


def cause(error: Exception) -> str:
    """Say for the instructor alone how a hidden test ended: who chose these words?

    >>> cause(ValueError("secret 42"))
    'ValueError: secret 42'
    """
    if hasattr(error, "of_student"):
        said = _of_student(*error.of_student)
    else:
        said = f"{type(error).__name__}: {error}"
    return said[:LENGTH].encode("utf-8", "replace").decode()


def _is_assert(error: Exception) -> bool:
    return isinstance(error, AssertionError)


def _of_student(name: str, message: str, line: int) -> str:
    """Word an exception of the student's."""
    if name == "NotImplementedError":
        return UNWRITTEN
    where = f" (line {line} of its cell)" if line else ""
    return f"your code raised {name}{where}{': ' if message else ''}{message}"
