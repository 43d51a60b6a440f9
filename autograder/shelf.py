"""Where outcomes are kept from run to run: one JSON file for each submission."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

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
    return Refusal(plain["student"], plain["assignment"], Facts(**plain["facts"]))


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
    again = tuple(plain.get("again", ()))
    return _checked(Result(**{**plain, **many, "again": again}))


def _checked(result: Result) -> Result:
    """Give a result whose fields are of their types; TypeError for any other.

    One that is not would be noticed much later, by whoever adds it up.
    """
    usual = Result("", "", ())
    for name, value in vars(usual).items():
        kind = int | float if isinstance(value, float) else type(value)
        if not isinstance(getattr(result, name), kind):
            raise TypeError(f"{name}: {getattr(result, name)!r}")
    texts = (v.message for v in result.verdicts), (r.what for r in result.repairs)
    if not all(isinstance(text, str) for each in texts for text in each):
        raise TypeError("a message that is no text")
    return result
