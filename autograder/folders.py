"""The course's folders, read as values: what was set, released and handed in."""

import contextlib
import difflib
import hashlib
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder import inbox, sandbox
from autograder.files import write_whole
from autograder.intake import is_amount, parts
from autograder.names import shown, unfit
from autograder.rebuild import name_of
from autograder.records import Assignment, Facts, Part, SetupError, Submission
from autograder.sheets import join

BESIDE_MEGABYTES = 64  # of files beside a notebook: every submission gets a copy
# What desktops and Python leave behind.
LITTER = {".ipynb_checkpoints", "__pycache__", ".DS_Store", "Thumbs.db"}
_TAKEN = {"secret": "a file beside the records is called so"}
_MARKER = ".release"  # no student's record is called so
_SECRET = re.compile(r"\S{16,}")


@dataclass(frozen=True)
class Released:
    """What is noted of a release: of which source, and how it is graded.

    `rules` are the limits and delimiters by which it was audited, `unsealed` says why
    its tests are not sealed, `tests` are those that nbgrader wrote itself (AUTOTEST).
    """

    of: str
    rules: str
    unsealed: str = ""
    tests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Course:
    """A course's folder: source, release, submitted, autograded and feedback."""

    root: Path

    @classmethod
    def around(cls, folder: Path) -> "Course":
        """Find the course that a folder lies in, or say what one looks like."""
        for root in (folder, *folder.resolve().parents):
            if (root / "nbgrader_config.py").exists() or cls(root).known():
                return cls(root)
        found = "no course here, and none above"
        expected = "a folder with nbgrader_config.py and source/"
        advice = "Go there, or name it: autograder --course FOLDER ..."
        raise SetupError(
            Facts(str(folder.resolve()), expected, found, "Nothing was done.", advice)
        )

    def stay_hidden(self) -> None:
        """Raise SetupError where students' code could read the course."""
        if folder := sandbox.holder(self.root):
            found = f"students' code may read {shown(folder)}, and so the course"
            advice = (
                "Move the course, or make Python's environment in a folder of its own"
                " (python -m venv .venv) and let FIRST_NEURON_DATA name one."
            )
            where = str(self.root.resolve())
            raise SetupError(Facts(where, "", found, "Nothing was run.", advice))

    def known(self) -> list[str]:
        """Name the assignments that have a source."""
        return sorted({p.parent.name for p in self.root.glob("source/*/*.ipynb")})

    def called(self, words: str) -> str:
        """Give the assignment that somebody means, or say which it may be.

        The one name that begins so is meant: hw05 is hw05_perceptron.
        """
        name = Path(words).name  # as the shell completes it: source/hw05_perceptron/
        begins = re.compile(rf"{re.escape(name)}(?!\d)", re.IGNORECASE)  # not hw10
        begun = [known for known in self.known() if begins.match(known)]
        return self.source(begun[0] if name and len(begun) == 1 else name).name

    def source(self, name: str) -> Path:
        """Find an assignment's source folder, or say which name was meant."""
        known = self.known()
        folder = self.root / "source" / name
        if name in known:
            why = unfit(name) or _TAKEN.get(name, "")
            why = why or ("nbgrader takes no + in it" if "+" in name else "")
            if not why:
                return folder
            found, advice = f"its name cannot be used: {why}", "Rename the folder."
            where = shown(f"source/{name}")
            raise SetupError(Facts(where, "", found, "Nothing was done.", advice))
        missing = f"no assignment {shown(name)}"
        if name.strip(".") and folder.is_dir():
            missing += " (its folder holds no notebook)"
        raise SetupError(
            Facts(
                where=str(self.root / "source"),
                found=missing,
                expected="one of "
                + (shown(", ".join(known), 500) or "(there is none)"),
                done="Nothing was done.",
                next=_meant(name, known),
            )
        )

    def assignment(self, name: str) -> Assignment:
        """Read an assignment as it was released; SetupError if it never was."""
        digest = self.digest(name)
        skeleton = self.skeleton(name)
        notebook, *more = (path.stem for path in self._released(name))
        noted = self.released(name)
        unsealed = noted.unsealed if noted else ""
        if unsealed:  # what was graded sealed is graded again
            digest = _digest({"open": digest.encode()})
        of = _parts(name, skeleton), digest, self._others(name), unsealed
        return Assignment(name, notebook, *of, tuple(more))

    def skeleton(self, name: str) -> dict:
        """Read the released notebook, on which submissions are rebuilt."""
        advice = f"Run `autograder release {name}`."
        return _joined(self._released(name), advice)

    def instructors(self, name: str) -> dict:
        """Read the instructor's notebook, with its solutions and hidden tests."""
        found = sorted(self.source(name).glob("*.ipynb"))
        return _joined(found, "Mend it, or put a copy back.")

    def beside(self, name: str) -> dict[str, bytes]:
        """Read what was handed out beside the notebook, by relative path.

        Tests and students' code open these files: data, modules. What the instructor
        did not hand out stays at home, and so does what a link leads to.
        """
        folder = self.root / "release" / name
        names = [n for n in _names(folder) if not n.endswith(".ipynb")]
        found = {n: folder / n for n in names}
        size = sum(path.stat().st_size for path in found.values())
        if size > BESIDE_MEGABYTES * 2**20:
            raise SetupError(
                Facts(
                    where=str(folder),
                    found=f"{size >> 20} MB of files beside the notebook",
                    expected=f"at most {BESIDE_MEGABYTES} MB",
                    done="Nothing was graded.",
                    next="Every submission gets a copy of them: make them fewer.",
                )
            )
        return {name: path.read_bytes() for name, path in found.items()}

    def secret(self) -> str:
        """Give the course's secret, of which the seeds of tests are made.

        It is drawn at the first call and stays in autograded/, which no student sees.
        An empty one would be known to all: SetupError.
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
        with contextlib.suppress(ValueError):
            if _SECRET.fullmatch(known := path.read_text(encoding="ascii").strip()):
                return known
        facts = Facts(
            where=str(path.relative_to(self.root)),
            found="the secret that tests draw from is damaged",
            done="Nothing was graded.",
            next="Put a copy back; or remove it, and grade all with --force: another"
            " is drawn.",
        )
        raise SetupError(facts)

    def submissions(self, assignment: Assignment) -> list[Submission]:
        """Read all that was handed in, by student's name."""
        return inbox.submissions(self.root, assignment)

    def submission(self, assignment: Assignment, student: str) -> Submission:
        """Read what one student handed in."""
        found = inbox.submissions(self.root, assignment, student)
        return found[0] if found else Submission(student, assignment.name, {})

    def records(self, name: str) -> Path:
        """Name the folder for an assignment's records.

        It lies in autograded/, where nbgrader's patterns skip names with a dot.
        """
        return self.root / "autograded" / ".records" / name

    def released(self, name: str) -> Released | None:
        """Give what was noted of the release; None if the source is another now."""
        try:
            noted = Released(**json.loads((self.records(name) / _MARKER).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return noted if noted.of == self.digest(name) else None

    def remember_release(self, name: str, released: Released) -> None:
        """Note what the release and the gradebook come from, all at once."""
        self.records(name).mkdir(parents=True, exist_ok=True)
        write_whole(self.records(name) / _MARKER, json.dumps(asdict(released)))

    def _others(self, name: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Name the marked cells of the other assignments, by assignment."""
        found = []
        for other in self.known():
            with contextlib.suppress(ValueError, OSError, LookupError, TypeError):
                (path,) = self.root.glob(f"source/{other}/*.ipynb")
                cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                if other != name:
                    found.append((other, frozenset(map(name_of, cells)) - {""}))
        return tuple(found)

    def _released(self, name: str) -> list[Path]:
        """Find the released notebooks: those of the source, and no other."""
        found = sorted(self.root.glob(f"release/{name}/*.ipynb"))
        wanted = {path.name for path in self.source(name).glob("*.ipynb")}
        if {path.name for path in found} == wanted:
            return found
        there = ", ".join(path.name for path in found)
        number = f"{len(found)} notebooks" + (f" ({there})" if there else "")
        raise SetupError(
            Facts(
                where=f"release/{name}",
                found=number,
                expected=", ".join(sorted(wanted)),
                done="Nothing was done.",
                next=f"Run `autograder release {name}`.",
            )
        )

    def digest(self, name: str) -> str:
        """Name the source as it is now, with all that lies beside it."""
        folder = self.source(name)
        names = [n for n in _names(folder) if not n.startswith("text/")]
        return _digest({n: (folder / n).read_bytes() for n in names})


def _joined(found: list[Path], advice: str) -> dict:
    return join({path.stem: _notebook(path, advice) for path in found})


def _notebook(path: Path, advice: str) -> dict:
    """Read a notebook that is ours, not a student's; SetupError if it is none."""
    try:
        notebook = json.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        if all(map(_is_cell, notebook["cells"])):
            return {
                **notebook,
                "cells": list(map(_without_idle_mark, notebook["cells"])),
            }
        found = "it has a cell without a type, a text or metadata"
    except (ValueError, RecursionError) as error:
        found = f"it is not JSON ({shown(str(error), 80)})"
    except (TypeError, LookupError):
        found = "it has no list of cells"
    where = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    expected = "a notebook of format 4"
    raise SetupError(Facts(where, expected, found, "Nothing was done.", advice))


def _without_idle_mark(cell: dict) -> dict:
    """Leave out a mark that has no name and marks nothing, as older nbgraders wrote."""
    mark = cell["metadata"].get("nbgrader", {})
    if mark.get("grade_id") or any(map(mark.get, ("grade", "solution", "task"))):
        return cell
    metadata = {k: v for k, v in cell["metadata"].items() if k != "nbgrader"}
    return {**cell, "metadata": metadata}


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("metadata"), dict):
        return False
    text, mark = cell.get("source"), cell["metadata"].get("nbgrader", {})
    lines = text if isinstance(text, list) else [text]
    written = all(isinstance(line, str) for line in lines)
    return written and isinstance(cell.get("cell_type"), str) and isinstance(mark, dict)


def _parts(name: str, skeleton: dict) -> tuple[Part, ...]:
    """List a release's parts; SetupError for points that nobody can earn."""
    wrong = "a marked cell has no name or no points"
    with contextlib.suppress(LookupError, TypeError):
        found = parts(skeleton)
        odd = [part for part in found if not is_amount(part.max_points)]
        if not odd:
            return found
        wrong = f"{odd[0].name} is worth {odd[0].max_points!r} points"
    advice = f"Run `autograder release {name}`."
    raise SetupError(Facts(f"release/{name}", "", wrong, "Nothing was done.", advice))


def _meant(words: str, known: list[str]) -> str:
    """Guess which name was meant: "Homework 5" is the one with the number 5.

    >>> _meant("hw5", ["hw02_frameworks", "hw05_perceptron", "hw10_vae"])
    'Did you mean hw05_perceptron?'
    """
    number = re.findall(r"\d+", words)[:1]
    same = [k for k in known if [int(n) for n in re.findall(r"\d+", k)[:1]]
            == [int(n) for n in number]]  # fmt: skip
    near = same if number and same else difflib.get_close_matches(words, known, 1, 0.3)
    return f"Did you mean {' or '.join(near)}?" if near else "Is this the course?"


def _names(folder: Path) -> list[str]:
    """List a folder's plain files; a link could point at somebody else's answers."""
    found = sorted(folder.rglob("*"))
    names = [p.relative_to(folder) for p in found if p.is_file() and not p.is_symlink()]
    return [n.as_posix() for n in names if not LITTER.intersection(n.parts)]


def _digest(files: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        head = f"{name}\0{len(content)}\0".encode(errors="surrogateescape")
        whole.update(head + content)
    return whole.hexdigest()
