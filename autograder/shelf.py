"""Where outcomes are kept from run to run: one JSON file for each submission."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.files import write_whole
from autograder.names import unfit
from autograder.records import (
    Facts,
    Layer,
    Part,
    Refusal,
    Repair,
    Result,
    Submission,
    Verdict,
)

_NOUNS = {
    "verdicts": Verdict("", 0, 0),
    "repairs": Repair("", ""),
    "waiting": Part("", 0),
    "layers": Layer("", True),
}
_UNREADABLE = (
    OSError, ValueError, LookupError, TypeError, AttributeError,
    RecursionError,  # brackets without end
)  # fmt: skip


class Shelf:
    """A store that keeps one JSON file per submission in a folder of its own.

    Written beside and moved into place: a run killed at any moment leaves whole files.
    A file that cannot be read, or that is another student's, is none: what it told is
    graded again.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def done(self, submission: Submission) -> Result | Refusal | None:
        """Give what this very content earned before, or None."""
        kept = self._load(submission.student)
        return kept[1] if kept and kept[0] == submission.digest else None

    def last(self, student: str) -> Result | Refusal | None:
        """Give what a student earned last, whatever was handed in since."""
        kept = self._load(student)
        return kept[1] if kept else None

    def save(self, submission: Submission, outcome: Result | Refusal) -> None:
        """Keep an outcome; a crash leaves the old file or the new one."""
        kind = "result" if isinstance(outcome, Result) else "refusal"
        record = {"digest": submission.digest, "kind": kind, kind: _plain(outcome)}
        path = self._path(submission.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name may hold half a character, which only JSON's own escapes can.
        write_whole(path, json.dumps(record, indent=1))

    def _path(self, student: str) -> Path:
        """Name a student's file; what cannot be one is named by its hash."""
        if unfit(student):
            whole = hashlib.sha256(student.encode(errors="surrogateescape"))
            student = f"-{whole.hexdigest()[:32]}"
        return self.folder / f"{student}.json"

    def _load(self, student: str) -> tuple[str, Result | Refusal] | None:
        try:
            record = json.loads(self._path(student).read_text(encoding="utf-8"))
            outcome = _outcome(record)
            return (record["digest"], outcome) if outcome.student == student else None
        except _UNREADABLE:
            return None


def _outcome(record: dict) -> Result | Refusal:
    if record["kind"] == "result":
        return _result(record["result"])
    plain = record["refusal"]
    facts = _typed(Facts(**plain["facts"]), Facts())
    return Refusal(plain["student"], plain["assignment"], facts)


def _plain(outcome: Result | Refusal) -> dict:
    if isinstance(outcome, Result):
        return asdict(outcome)
    return {
        "student": outcome.student,
        "assignment": outcome.assignment,
        "facts": asdict(outcome.facts),
    }


def _result(plain: dict) -> Result:
    many = {
        key: tuple(_typed(type(usual)(**each), usual) for each in plain[key])
        for key, usual in _NOUNS.items()
    }
    again = tuple(plain.get("again", ()))
    return _typed(Result(**{**plain, **many, "again": again}), Result("", "", ()))


def _typed(noun: Any, usual: Any) -> Any:
    """Give a noun whose fields are of their types; TypeError for any other.

    One that is not would be noticed much later, by whoever adds it up.
    """
    for name, value in vars(usual).items():
        kind, found = type(value), getattr(noun, name)
        if not isinstance(found, int | float if kind in (int, float) else kind):
            raise TypeError(f"{name}: {found!r}")
    return noun
