"""The course's folders, read as values: what was set, released and handed in."""

import contextlib
import difflib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from autograder.intake import MAX_BYTES, parts
from autograder.records import Assignment, Facts, SetupError, Submission


@dataclass(frozen=True)
class Course:
    """A course's folder: source, release, submitted, autograded and feedback."""

    root: Path

    def source(self, name: str) -> Path:
        """Find an assignment's source folder, or say which name was meant."""
        known = sorted({p.parent.name for p in self.root.glob("source/*/*.ipynb")})
        if name in known:
            return self.root / "source" / name
        near = difflib.get_close_matches(name, known, 1, 0.3)
        raise SetupError(
            Facts(
                where=str(self.root / "source"),
                found=f"no assignment {name}",
                expected="one of " + (", ".join(known) or "(there is none)"),
                done="Nothing was done.",
                next=f"Did you mean {near[0]}?" if near else "Is this the course?",
            )
        )

    def assignment(self, name: str) -> Assignment:
        """Read an assignment as it was released; SetupError if it never was."""
        digest = self._source_digest(name)
        skeleton = self.skeleton(name)
        return Assignment(name, self._released(name).stem, parts(skeleton), digest)

    def skeleton(self, name: str) -> dict:
        """Read the released notebook, on which submissions are rebuilt."""
        return json.loads(self._released(name).read_text(encoding="utf-8"))

    def instructors(self, name: str) -> dict:
        """Read the instructor's notebook, with its solutions and hidden tests."""
        notebook = self.source(name) / self._released(name).name
        return json.loads(notebook.read_text(encoding="utf-8"))

    def secret(self) -> str:
        """Give the course's secret, of which the seeds of tests are made.

        It is drawn at the first call and stays in autograded/, which no student sees.
        """
        path = self.root / "autograded" / ".records" / "secret"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(f".{os.getpid()}.part")
            beside.write_text(secrets.token_hex(16), encoding="ascii")
            beside.chmod(0o600)
            with contextlib.suppress(FileExistsError):
                os.link(beside, path)  # the first one wins, whoever else starts now
            beside.unlink()
        return path.read_text(encoding="ascii")

    def submissions(self, assignment: Assignment) -> list[Submission]:
        """Read all that was handed in, by student's name."""
        folders = sorted(self.root.glob(f"submitted/*/{assignment.name}"))
        return [_collect(folder, assignment) for folder in folders if folder.is_dir()]

    def submission(self, assignment: Assignment, student: str) -> Submission:
        """Read what one student handed in."""
        return _collect(self.root / "submitted" / student / assignment.name, assignment)

    def records(self, name: str) -> Path:
        """Name the folder for an assignment's records.

        It lies in autograded/, where nbgrader's patterns skip names with a dot.
        """
        return self.root / "autograded" / ".records" / name

    def is_released(self, name: str) -> bool:
        """Tell whether the release was made from the source as it is now."""
        marker = self.records(name) / "released"
        if not marker.exists():
            return False
        return marker.read_text(encoding="utf-8") == self._source_digest(name)

    def remember_release(self, name: str) -> None:
        """Note which source the release and the gradebook come from."""
        self.records(name).mkdir(parents=True, exist_ok=True)
        digest = self._source_digest(name)
        (self.records(name) / "released").write_text(digest, encoding="utf-8")

    def _released(self, name: str) -> Path:
        found = sorted(self.root.glob(f"release/{name}/*.ipynb"))
        if len(found) == 1:
            return found[0]
        raise SetupError(
            Facts(
                where=f"release/{name}",
                found=f"{len(found)} notebooks",
                expected="one",
                done="Nothing was graded.",
                next=f"Run `autograder release {name}`.",
            )
        )

    def _source_digest(self, name: str) -> str:
        folder = self.source(name)
        names = [n for n in _names(folder) if not n.startswith("text/")]
        return _digest({n: (folder / n).read_bytes() for n in names})


def _collect(folder: Path, assignment: Assignment) -> Submission:
    """Read a student's notebooks and zips; of any other file, the name alone."""
    files = {name: b"" for name in _names(folder)}
    for name in files:
        if name.endswith((".ipynb", ".zip")) or name == "timestamp.txt":
            with (folder / name).open("rb") as file:
                files[name] = file.read(MAX_BYTES + 1)
    student = folder.parent.name
    digest = _digest({**files, "": assignment.digest.encode()})
    return Submission(student, assignment.name, files, digest)


def _names(folder: Path) -> list[str]:
    """List a folder's plain files; a link could point at somebody else's answers."""
    found = sorted(folder.rglob("*"))
    names = [p.relative_to(folder) for p in found if p.is_file() and not p.is_symlink()]
    return [n.as_posix() for n in names if ".ipynb_checkpoints" not in n.parts]


def _digest(files: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()
