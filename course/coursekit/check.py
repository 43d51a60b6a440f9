"""Comparison rules with reasons, the same for a student at work and for a graded test.

A check is silent when all is well and raises `CheckFailed` when not; the message says
what was found, what was expected and where to look. `check.hidden` holds the same rules
for tests that students never see: its messages do not give the answer.

>>> shape([[1, 2], [3, 4]], (2, 2), "X")
>>> close(0.1 + 0.2, 0.3, "total")
>>> same([1, -1], [1, 1], "sign_pm1")
Traceback (most recent call last):
...
coursekit.check.CheckFailed: sign_pm1: found [1, -1] where [1, 1] was expected.
"""

import functools
import hashlib
import os
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from coursekit import blanks, wording
from coursekit.diagnosis import diagnose
from coursekit.guesses import predict
from coursekit.handin import graded, passed, summary
from coursekit.untouched import picture
from coursekit.wording import worded

__all__ = [
    "CheckFailed",
    "Rules",
    "close",
    "diagnose",
    "fresh_rng",
    "graded",
    "hidden",
    "passed",
    "predict",
    "same",
    "shape",
    "summary",
    "that",
    "unchanged",
    "unpack",
    "your_turn",
]

TOLERANCES = {  # kind: (relative, absolute); the only place where tolerances stand
    "default": (1e-6, 1e-8),  # float64 by another route: order of sums, einsum
    "float64": (1e-12, 1e-12),  # well-conditioned; only the last digits may differ
    "float32": (1e-4, 1e-5),  # Keras and everything else that computes in float32
    "gradient": (1e-4, 1e-6),  # central differences with a step of about 1e-5
    "statistic": (5e-2, 1e-2),  # means over a few thousand random draws
}
LONGEST_SHOWN = 6  # arrays with more values are never printed in full


class CheckFailed(AssertionError):
    """Something is not as it should be; the message says what, and where to look."""

    def _render_traceback_(self):
        """Have IPython show the message alone.

        A traceback through this file helps no student, and one through a hidden test
        would print its source.
        """
        return [f"{type(self).__name__}: {self}"]


def _in_few_words(rule):
    """Have a rule that must not reveal anything fail in the plain words of its kind."""

    @functools.wraps(rule)
    def plainly(self, got, expected, what, hint=None, *more, **options):
        try:
            return rule(self, got, expected, what, hint, *more, **options)
        except CheckFailed as failed:
            if self.reveal:
                raise
            raise _failure(what, failed.parts[1], hint) from None

    return plainly


@dataclass(frozen=True)
class Rules:
    """The comparison rules; `reveal` says whether a message may give the answer.

    Without it a message has one wording per kind of failure: what a student's code
    gave back could carry what it was given.
    """

    reveal: bool = True

    @_in_few_words
    def shape(self, got, expected, what, hint=None):
        """Fail unless `got` is numbers of the shape `expected`; an int means (int,).

        >>> shape([1, 2, 3], (4,), "predict", "Is the column of ones missing from X?")
        Traceback (most recent call last):
        ...
        coursekit.check.CheckFailed: predict: shape (3,) where (4,) was expected. Is \
the column of ones missing from X?
        """
        expected = (expected,) if isinstance(expected, int) else tuple(expected)
        found = _array(got, what, hint).shape
        if found != expected:
            hint = hint or _shape_hint(found, expected)
            reason = f"shape {found} where {expected} was expected"
            raise _failure(what, reason, hint, "not of the expected shape")

    @_in_few_words
    def close(self, got, expected, what, hint=None, kind="default"):
        """Fail unless the numbers agree within the tolerance of this `kind`.

        The kinds are the keys of `TOLERANCES`. Nothing agrees with a nan.
        """
        expected = _no_nan(np.asarray(expected), what)
        self.shape(got, expected.shape, what, hint)
        got = _array(got, what, hint)
        _finite_where(got, expected, what, hint)
        relative, absolute = TOLERANCES[kind]
        with np.errstate(all="ignore"):
            agree = np.isclose(got + 0.0, expected + 0.0, relative, absolute)
        self._all(agree, got, expected, what, hint)

    @_in_few_words
    def same(self, got, expected, what, hint=None):
        """Fail unless the values are equal: counts, labels, choices, words, None.

        An int and a float of equal value are the same; their dtypes may differ.
        """
        if expected is None or isinstance(expected, str):
            return self._same_object(got, expected, what, hint)
        expected = _no_nan(np.asarray(expected), what)
        self.shape(got, expected.shape, what, hint)
        got = _array(got, what, hint)
        _finite_where(got, expected, what, hint)
        self._all(got == expected, got, expected, what, hint)

    def _same_object(self, got, expected, what, hint):
        if type(got) is type(expected) and got == expected:
            return
        found = repr(got) if isinstance(got, str | int | float | None) else _kind(got)
        reason = f"{_short(found)} came back where {expected!r} was expected"
        raise _failure(what, reason, hint, "not what was expected")

    def _all(self, agree, got, expected, what, hint):
        if agree.all():
            return
        at = tuple(int(i) for i in np.argwhere(~agree)[0])
        if got.size <= LONGEST_SHOWN:
            reason = f"found {_show(got)} where {_show(expected)} was expected"
        else:
            wrong = int((~agree).sum())
            reason = f"{wrong} of {agree.size} values differ, the first at {list(at)}"
            reason += f": found {_show(got[at])}, expected {_show(expected[at])}"
        some = agree.size > 1
        plain = "some values are not" if some else "the value is not"
        raise _failure(what, reason, hint, f"{plain} the expected one{'s' * some}")


_open = Rules()
shape, close, same = _open.shape, _open.close, _open.same
hidden = Rules(reveal=False)


def that(condition, what, reason):
    """Fail with the reason unless the condition holds, for all that is no comparison.

    >>> that(3 > 4, "n_updates", "more updates than are possible")
    Traceback (most recent call last):
    ...
    coursekit.check.CheckFailed: n_updates: more updates than are possible.
    """
    if not condition:
        raise _failure(what, reason, None)


def unpack(got, names, what, hint=None):
    """Return the values of a tuple or list after checking how many there are.

    >>> w, n_updates = unpack(([0.0, 1.0], 3), "w, n_updates", "pla")
    >>> unpack(7, "w, n_updates", "pla")
    Traceback (most recent call last):
    ...
    coursekit.check.CheckFailed: pla: an int came back where (w, n_updates) was \
expected.
    """
    expected = len(names.split(","))
    if not isinstance(got, tuple | list):
        reason = f"{_kind(got)} came back where ({names}) was expected"
    elif len(got) != expected:
        reason = f"{len(got)} values where {expected} were expected, ({names})"
    else:
        return tuple(got)
    raise _failure(what, reason, hint, "not as many values as were expected")


@contextmanager
def unchanged(**lent):
    """Fail when the code inside modifies one of the values, or what is in them.

    >>> X, sizes = np.zeros(2), [[3, 4], 5]
    >>> with unchanged(X=X, sizes=sizes):
    ...     X += 1
    Traceback (most recent call last):
    ...
    coursekit.check.CheckFailed: X was changed by the call. Work on a copy: X.copy().
    >>> with unchanged(X=X, sizes=sizes):
    ...     sizes[0].pop()
    Traceback (most recent call last):
    ...
    coursekit.check.CheckFailed: sizes was changed by the call. Work on a copy, of \
what is in it, too.
    """
    before = {name: picture(value) for name, value in lent.items()}
    yield
    for name, value in lent.items():
        if picture(value) != before[name]:
            flat = isinstance(value, np.ndarray)
            how = f": {name}.copy()." if flat else ", of what is in it, too."
            reason = "was changed by the call"
            failed = CheckFailed(f"{name} {reason}. Work on a copy{how}")
            failed.parts = (name, reason, "Work on a copy.")
            raise failed


def fresh_rng(what):
    """Return a generator for the inputs of the test `what`, new in every run.

    When FIRST_NEURON_SEED is set, the same seed and `what` give the same numbers.
    """
    seed = os.environ.get("FIRST_NEURON_SEED")
    if seed is None:
        return np.random.default_rng()
    digest = hashlib.sha256(f"{seed}/{what}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


_attempts = Counter()


def your_turn(what):
    """Print how an exercise of a chapter went; never raise, whatever the code does.

    What is not written yet is told as that, whatever its None led to. From the second
    failure on, the line also says which of the three hints to open.

    >>> with your_turn("sign"):
    ...     same(-1, 1, "sign_pm1(0)")
    [not yet] sign: sign_pm1(0): found -1 where 1 was expected.
    >>> with your_turn("sign"):
    ...     same(1, 1, "sign_pm1(0)")
    [OK] sign: all checks passed.
    """
    return _turn(what, sys._getframe(1))


@contextmanager
def _turn(what, cell):
    watch = blanks.Watch(cell)
    try:
        with watch:
            yield
    except NotImplementedError:
        print(
            f"[not yet] {what}: nothing written yet. Replace the NotImplementedError."
        )
    except Exception as error:
        if missing := watch.missing():
            names = ", ".join(
                name for name in missing if name not in (what, "<lambda>")
            )
            within = f" in {names}" if names else ""
            print(
                f"[not yet] {what}: nothing written yet{within}. Your answer goes "
                "where ... stands."
            )
            return
        _attempts[what] += 1
        hint = _which_hint(_attempts[what])
        print(f"[not yet] {what}: {_reason(error, cell)}{hint}")
    else:
        _attempts.pop(what, None)
        print(f"[OK] {what}: all checks passed.")


def _reason(error, cell):
    if isinstance(error, CheckFailed):
        return str(error)
    told = f"{type(error).__name__}: {error}".removesuffix(": ").removesuffix(".")
    return f"{blanks.line_of(error, cell)}: {told}.".removeprefix(": ")


def _which_hint(attempt):
    return f" Hint {min(attempt - 1, 3)} below may help." if attempt > 1 else ""


def _failure(what, reason, hint, plain=None):
    """Make a failure; `plain` are the words for it that tell nothing of the values."""
    failed = CheckFailed(worded(what, reason, hint))
    failed.parts = (what, plain or reason, hint or "")
    return failed


def _array(got, what, hint):
    """Return `got` as an array of numbers, or fail with a reason."""
    if got is None:
        raise _failure(what, "None came back", "Is a `return` missing?")
    if got is Ellipsis or got is NotImplemented:
        raise _failure(what, "nothing written yet", "Put your answer in its place.")
    try:
        array = np.asarray(got)
    except Exception as error:
        rows = isinstance(got, list | tuple)
        reason = "rows of different lengths" if rows else _kind(got)
        reason += " where numbers were expected"
        raise _failure(what, reason, hint, "no numbers came back") from error
    if array.dtype.kind not in "biufc":
        reason = f"{_kind(got)} where numbers were expected"
        raise _failure(what, reason, hint, "no numbers came back")
    return array


def _no_nan(expected, what):
    """Return what a test expects, or fail: a nan there is no knowledge of the answer.

    It may come from a function that wrote nan into the very array from which the test
    then computed what it expects.
    """
    if expected.dtype.kind in "fc" and np.isnan(expected).any():
        raise _failure(what, wording.EXPECTS_NAN, None)
    return expected


def _finite_where(got, expected, what, hint):
    for name, test in (("nan", np.isnan), ("inf", np.isinf)):
        surprise = test(got) & ~test(expected)
        if surprise.any():
            at = [int(i) for i in np.argwhere(surprise)[0]]
            reason = f"{name} at {at}" if at else f"{name} came back"
            why = hint or "A division by zero, or a log of 0?"
            raise _failure(what, reason, why, "nan or inf came back")


def _shape_hint(found, expected):
    if len(found) > 1 and found == expected[::-1]:
        return "Is it transposed?"
    if [n for n in found if n != 1] == [n for n in expected if n != 1]:
        return "The values are there, but the axes of length 1 differ."
    return None


def _kind(got):
    if isinstance(got, np.ndarray):
        return f"an array of dtype {got.dtype}"
    name = "None" if got is None else type(got).__name__
    article = "" if got is None else "an " if name[0] in "aeiou" else "a "
    return article + name


def _show(array):
    """Return a small array as one line, with six digits and no trailing zeros."""
    kind = np.asarray(array).dtype.kind
    say = {"b": bool, "i": int, "u": int}.get(kind, lambda value: f"{value:.6g}")
    words = {"all": lambda value: str(say(value))}
    text = np.array2string(np.asarray(array), separator=", ", formatter=words)
    return " ".join(text.split())


def _short(text, longest=60):
    return text if len(text) <= longest else text[: longest - 3] + "..."
