"""The nouns of grading, and the three ways in which it can fail.

    Problem
    ├── Refusal       one submission cannot be graded; the class goes on
    ├── SetupError    nothing can run until the instructor acts
    └── EngineFault   our own failure; it never costs anybody a point

Every noun is a frozen value that prints well. A problem carries `Facts`, is worded
once, here, and survives pickling.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from autograder.names import shown

_TEST_NAME = re.compile(r"_(visible|hidden)(_.*)?$")


@dataclass(frozen=True)
class Part:
    """A cell of an assignment that is worth points; a manual one is read by a person.

    `why` tells of one that waits although it has a mark.

    >>> Part("sign_pm1_hidden_zero", 4).function
    'sign_pm1'
    """

    name: str
    max_points: float
    manual: bool = False
    why: str = ""

    @property
    def function(self) -> str:
        """The function that this part examines: its name without the test's suffix."""
        return _TEST_NAME.sub("", self.name)


@dataclass(frozen=True)
class Assignment:
    """What is handed out: the notebook's name (no suffix) and the parts in order.

    `more` are the names of the others, where it has several notebooks.

    `digest` names this very version, so that a changed test makes old results stale.
    `others` are the cells of the course's other assignments, by assignment: what is
    theirs was handed in at the wrong place. `unsealed` says why its tests run in the
    student's own process, where they do.

    >>> Assignment("hw", "neuron", (Part("f_visible", 4), Part("essay", 6, True)))
    Assignment hw: neuron.ipynb, 2 parts, 10 points
    """

    name: str
    notebook: str
    parts: tuple[Part, ...] = ()
    digest: str = ""
    others: tuple[tuple[str, frozenset[str]], ...] = ()
    unsealed: str = ""
    more: tuple[str, ...] = ()

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of all its notebooks; nearly always one."""
        return self.notebook, *self.more

    @property
    def max_points(self) -> float:
        """All that can be had, the manual parts included."""
        return sum(part.max_points for part in self.parts)

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions that tests examine, once each, in the assignment's order."""
        tested = (part.function for part in self.parts if not part.manual)
        return tuple(dict.fromkeys(tested))

    def __repr__(self) -> str:
        points = f"{len(self.parts)} parts, {self.max_points:g} points"
        named = ", ".join(f"{name}.ipynb" for name in self.notebooks)
        return f"Assignment {self.name}: {named}, {points}"


@dataclass(frozen=True)
class Submission:
    """What one student handed in: the folder's files, as bytes by name.

    `digest` names the content; the same digest is never graded twice. `trouble` is why
    the folder could not be read, `fault` why, where that is this machine's own failure,
    and `notes` what was seen while it was.

    >>> Submission("ana", "hw", {"neuron.ipynb": b"{}"}, "9f86d081884c7d65")
    Submission by ana to hw: neuron.ipynb (9f86d081)
    """

    student: str
    assignment: str
    files: Mapping[str, bytes]
    digest: str = ""
    trouble: "Facts | None" = None
    fault: "Facts | None" = None
    notes: "tuple[Repair, ...]" = ()

    def __repr__(self) -> str:
        names = shown(", ".join(sorted(self.files))) or "no file"
        return f"Submission by {shown(self.student)} to {self.assignment}: {names} " + (
            f"({self.digest[:8]})"
        )


@dataclass(frozen=True)
class Repair:
    """Something that was put right in a submission, so that it could be graded."""

    part: str
    what: str

    def __str__(self) -> str:
        return f"{self.part}: {self.what}" if self.part else self.what


@dataclass(frozen=True)
class Verdict:
    """What one test or person said: the points, and why some are missing.

    `extra` is extra credit, which stands beside the points; `ended` how a hidden test
    came to no answer, for the instructor alone. Points that are no number, or none that
    the part can give, are nobody's: a ValueError.

    >>> Verdict("pla_visible", 0, 3, "pla: shape (3,) where (4,) was expected").passed
    False
    """

    part: str
    points: float
    max_points: float
    message: str = ""
    seconds: float = 0.0
    extra: float = 0.0
    ended: str = ""

    def __post_init__(self) -> None:
        # Written so that nan is refused too.
        if not (0 <= self.points <= self.max_points < inf and abs(self.extra) < inf):
            extra = f" and {self.extra} extra" if self.extra else ""
            raise ValueError(
                f"{self.part}: {self.points} of {self.max_points} points{extra}"
            )

    @property
    def passed(self) -> bool:
        """Whether every point was earned."""
        return self.points >= self.max_points


@dataclass(frozen=True)
class Layer:
    """One wall of the sandbox: whether it stood, and what it does or what it lacks.

    >>> Layer("network", False, "seccomp is not built into this kernel")
    Layer(name='network', active=False, detail='seccomp is not built into this kernel')
    """

    name: str
    active: bool
    detail: str = ""


@dataclass(frozen=True)
class Result:
    """One graded submission, with all that an appeal or a regrading would ask for.

    `waiting` are the parts that a person still has to read: they are in neither sum.
    `megabytes` is the most memory that the student's process took; `again` tells what
    was tried again because the failure was ours. When it was handed in, how late that
    was and what it costs come from the gradebook, as extra credit does.

    >>> marks = Verdict("f_visible", 4, 4), Verdict("f_hidden", 0, 6, "f: the sign")
    >>> Result("ana", "hw", marks, waiting=(Part("essay", 10, manual=True),))
    Result of ana in hw: 4 of 10, 10 more wait for a person
    """

    student: str
    assignment: str
    verdicts: tuple[Verdict, ...]
    repairs: tuple[Repair, ...] = ()
    waiting: tuple[Part, ...] = ()
    seconds: float = 0.0
    seed: int = 0
    digest: str = ""
    megabytes: float = 0.0
    layers: tuple[Layer, ...] = ()
    again: tuple[str, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    handed_in: str = ""
    seconds_late: float = 0.0
    penalty: float = 0.0

    @property
    def points(self) -> float:
        """What was earned so far, extra credit included, before any penalty."""
        return sum(verdict.points for verdict in self.verdicts) + self.extra

    @property
    def extra(self) -> float:
        """The extra credit that people gave."""
        return sum(verdict.extra for verdict in self.verdicts)

    @property
    def score(self) -> float:
        """What counts: the points, less the penalty for being late, never below 0.

        >>> Result("ana", "hw", (Verdict("f_visible", 4, 4),), penalty=1.5).score
        2.5
        """
        return max(0.0, self.points - self.penalty)

    @property
    def late_by(self) -> str:
        """How late it was handed in, in words; nothing if it was in time.

        >>> Result("ana", "hw", (), seconds_late=123_456).late_by
        '1 d 10 h'
        """
        left, found = int(self.seconds_late), []
        for unit, length in (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)):
            count, left = divmod(left, length)
            found += [f"{count} {unit}"] if count else []
        return " ".join(found[:2]) or ("under 1 s" if self.seconds_late > 0 else "")

    @property
    def max_points(self) -> float:
        """What could be earned in the parts that have a verdict."""
        return sum(verdict.max_points for verdict in self.verdicts)

    @property
    def unread(self) -> str:
        """Name the parts that a person has to read, with what is to be known of them.

        >>> essay = Part("essay", 4, why="it changed")
        >>> Result("ana", "hw", (), waiting=(essay,)).unread
        'essay (it changed)'
        """
        notes = [f"{p.name} ({p.why})" if p.why else p.name for p in self.waiting]
        return ", ".join(notes)

    @property
    def needs_manual(self) -> bool:
        """Whether a person still has to read a part."""
        return bool(self.waiting)

    def __repr__(self) -> str:
        score = f"{self.points:g} of {self.max_points:g}"
        left = sum(part.max_points for part in self.waiting)
        more = f", {left:g} more wait for a person" if left else ""
        return f"Result of {self.student} in {self.assignment}: {score}{more}"


@dataclass(frozen=True)
class Facts:
    """What a person needs to know about a problem; prints as one paragraph.

    >>> print(Facts("cell 31", "at most 20 MB", "48 MB", "Not graded.", "Clear it."))
    cell 31: 48 MB, expected at most 20 MB. Not graded. Clear it.
    """

    where: str = ""
    expected: str = ""
    found: str = ""
    done: str = ""
    next: str = ""

    def __str__(self) -> str:
        expected = f", expected {self.expected}" if self.expected else ""
        where = f"{self.where}: " if self.where else ""
        return " ".join(filter(None, (f"{where}{self.found}{expected}.", self.done,
                                      self.next)))  # fmt: skip


class Problem(Exception):
    """Why something was not graded; never raised itself, one of its children is."""

    def __init__(self, facts: Facts):
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.facts)


class SetupError(Problem):
    """The instructor has to act before anything can be graded."""


class _AboutOne(Problem):
    def __init__(self, student: str, assignment: str, facts: Facts):
        super().__init__(facts)
        self.args = (student, assignment, facts)
        self.student, self.assignment = student, assignment

    def __str__(self) -> str:
        return f"{shown(self.student)}, {self.assignment}: {self.facts}"


class Refusal(_AboutOne):
    """One submission cannot be graded: not a zero, and the class goes on.

    >>> raise Refusal("ana", "hw05", Facts("", "at most 20 MB", "48 MB"))
    Traceback (most recent call last):
    autograder.records.Refusal: ana, hw05: 48 MB, expected at most 20 MB.
    """


class EngineFault(_AboutOne):
    """The engine failed on one submission: ours to mend, and never costs a point."""


def points(amount: float) -> str:
    """Say how many points.

    >>> points(1), points(0.5)
    ('1 point', '0.5 points')
    """
    return f"{amount:g} point" + "s" * (amount != 1)
