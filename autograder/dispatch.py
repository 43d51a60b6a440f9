"""Many submissions: what is left to do, in order, told as it goes, and kept.

`grade` and the store are handed in. A failure of one submission never stops the
others, and an unchanged submission is never graded twice.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from autograder.records import (
    EngineFault,
    Facts,
    Layer,
    Part,
    Refusal,
    Repair,
    Result,
    Submission,
    Verdict,
)

Outcome = Result | Refusal | EngineFault


class Store(Protocol):
    """Where outcomes are kept from run to run."""

    def done(self, submission: Submission) -> Result | Refusal | None:
        """Give what this very content earned before, or None."""

    def save(self, submission: Submission, outcome: Result | Refusal) -> None:
        """Keep an outcome; a crash must leave the old one or the new one."""


def dispatch(
    submissions: Sequence[Submission],
    grade: Callable[[Submission], Result],
    store: Store,
    force: bool = False,
    say: Callable[[str], None] = print,
) -> list[Outcome]:
    """Grade what is left and give the outcome of every submission, in order.

    A refusal is kept like a result; an engine's fault is not, and is tried again.
    """
    kept = {} if force else {s.student: store.done(s) for s in submissions}
    left = [s for s in submissions if kept.get(s.student) is None]
    if len(left) < len(submissions):
        say(f"{len(submissions) - len(left)} of {len(submissions)} unchanged, kept")
    fresh = {}
    start = time.monotonic()
    for number, submission in enumerate(left, 1):
        outcome = fresh[submission.student] = _attempt(grade, submission)
        if not isinstance(outcome, EngineFault):
            store.save(submission, outcome)
        spent = time.monotonic() - start
        eta = spent / number * (len(left) - number)
        count = f"[{number:{len(str(len(left)))}}/{len(left)}]"
        say(f"{count} {line(outcome)}  ({spent:.0f} s, about {eta:.0f} s left)")
    return [fresh.get(s.student) or kept[s.student] for s in submissions]


def collect(submissions: Sequence[Submission], store: Store) -> list[Outcome]:
    """Give the outcomes kept; a submission without one is listed as not graded yet."""
    return [
        store.done(submission) or _pending(submission) for submission in submissions
    ]


def _pending(submission: Submission) -> EngineFault:
    facts = Facts(
        found="not graded yet, or changed since",
        done="Nothing was scored.",
        next=f"Run `autograder grade {submission.assignment}`.",
    )
    return EngineFault(submission.student, submission.assignment, facts)


def line(outcome: Outcome) -> str:
    """Say an outcome in one line.

    >>> line(Result("ana", "hw", (Verdict("f_visible", 4, 4),)))
    'ana: 4 of 4'
    """
    if isinstance(outcome, Result):
        score = f"{outcome.points:g} of {outcome.max_points:g}"
        waiting = ", the rest waits for a person" if outcome.needs_manual else ""
        mended = f", {len(outcome.repairs)} repaired" if outcome.repairs else ""
        return f"{outcome.student}: {score}{waiting}{mended}"
    kind = "refused" if isinstance(outcome, Refusal) else "ENGINE FAULT"
    where = f"{outcome.facts.where}: " if outcome.facts.where else ""
    return f"{outcome.student}: {kind}, {where}{outcome.facts.found}"


def _attempt(grade: Callable[[Submission], Result], submission: Submission) -> Outcome:
    try:
        return grade(submission)
    except (Refusal, EngineFault) as problem:
        return problem
    except Exception as error:
        facts = Facts(
            found=f"{type(error).__name__}: {error}",
            done="Nothing was scored.",
            next="Run the same command again; it tries only what is left.",
        )
        return EngineFault(submission.student, submission.assignment, facts)


class Shelf:
    """A store that keeps one JSON file per submission in a folder of its own.

    Written beside and moved into place: a run killed at any moment leaves whole files.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def done(self, submission: Submission) -> Result | Refusal | None:
        """Give what this very content earned before, or None."""
        kept = self._load(self._path(submission.student))
        return kept[1] if kept and kept[0] == submission.digest else None

    def save(self, submission: Submission, outcome: Result | Refusal) -> None:
        """Keep an outcome; a crash leaves the old file or the new one."""
        kind = "result" if isinstance(outcome, Result) else "refusal"
        record = {"digest": submission.digest, "kind": kind, kind: _plain(outcome)}
        path = self._path(submission.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.part")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(record, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def _path(self, student: str) -> Path:
        return self.folder / f"{student}.json"

    def _load(self, path: Path) -> tuple[str, Result | Refusal] | None:
        if not path.exists():
            return None
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["kind"] == "result":
            return record["digest"], _result(record["result"])
        plain = record["refusal"]
        facts = Facts(**plain["facts"])
        return record["digest"], Refusal(plain["student"], plain["assignment"], facts)


def _plain(outcome: Result | Refusal) -> dict:
    if isinstance(outcome, Result):
        return asdict(outcome)
    return {
        "student": outcome.student,
        "assignment": outcome.assignment,
        "facts": asdict(outcome.facts),
    }


def _result(plain: dict) -> Result:
    nouns = {"verdicts": Verdict, "repairs": Repair, "waiting": Part, "layers": Layer}
    many = {key: tuple(noun(**p) for p in plain[key]) for key, noun in nouns.items()}
    return Result(**{**plain, **many})
