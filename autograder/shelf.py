"""Where outcomes are kept from run to run: one JSON file for each submission."""

import json
import os
from dataclasses import asdict
from pathlib import Path

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

    def last(self, student: str) -> Result | Refusal | None:
        """Give what a student earned last, whatever was handed in since."""
        kept = self._load(self._path(student))
        return kept[1] if kept else None

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
    again = tuple(plain.get("again", ()))
    return Result(**{**plain, **many, "again": again})
