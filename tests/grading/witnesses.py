"""What code did to the world around it: files, processes, packets, words.

Used around a grader that grades one hostile submission, so what is found is charged to
that submission. Linux only, as are the processes it follows.
"""

import base64
import contextlib
import ctypes
import hashlib
import os
import re
import select
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ADOPT = 36  # prctl: whoever loses his parent below us becomes our child
ROWS = {  # what nobody but the graded student's own grading may change
    "scores of others": "select s.student_id, g.cell_id, g.auto_score, g.manual_score "
    "from grade g join submitted_notebook n on g.notebook_id = n.id "
    "join submitted_assignment s on n.assignment_id = s.id where s.student_id != ?",
    "scores by hand": "select g.cell_id, g.manual_score from grade g "
    "where g.manual_score is not null and '' != ?",
    "tests": "select c.name, c.source from source_cell c where '' != ?",
    "points": "select c.id, c.max_score from grade_cells c where '' != ?",
}
COLOURS = re.compile(r"\x1b\[[\d;]*m")
STARTED_LATER = (".py", ".pth", ".sh", ".bashrc", ".profile")


@contextlib.contextmanager
def listeners(folder: Path) -> Iterator[tuple[dict[str, object], list[str]]]:
    """Listen on this machine; give where, and the list of who called."""
    heard: list[str] = []
    lines = {
        "tcp": socket.socket(),
        "udp": socket.socket(type=socket.SOCK_DGRAM),
        "line": socket.socket(socket.AF_UNIX),
    }
    for name, line in lines.items():
        line.bind(str(folder / "line") if name == "line" else ("127.0.0.1", 0))
        if name != "udp":
            line.listen()
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            for line in select.select(lines.values(), (), (), 0.05)[0]:
                if line is lines["udp"]:
                    line.recv(1000)
                else:
                    line.accept()[0].close()
                heard.append("a packet")

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield {n: _address(line.getsockname()) for n, line in lines.items()}, heard
    finally:
        done.set()
        thread.join()
        for line in lines.values():
            line.close()


def _address(name: str | tuple) -> object:
    return name if isinstance(name, str) else name[1]


def fingerprint(course: Path, student: str, home: Path) -> str:
    """Hash all that grading this student must leave as it is.

    Of a course: everything but the student's own folders. Of a home: what would run
    when Python or a shell starts next. Rights count as content.
    """
    own = [f"{f}/{student}" for f in ("submitted", "autograded", "feedback", "results")]
    own += [".nbgrader.log"]
    whole = hashlib.sha256()
    for path in sorted(course.rglob("*")):
        name = path.relative_to(course).as_posix()
        if name.startswith(tuple(own)) or "__pycache__" in name:
            continue
        if name.startswith("gradebook.db"):
            content = repr(_rows(path, student)) if name == "gradebook.db" else ""
        else:
            content = f"{path.stat().st_mode} {_content(path)}"
        whole.update(f"{name} {content}\n".encode())
    for path in sorted(home.rglob("*")):
        if path.name.endswith(STARTED_LATER):
            whole.update(f"{path.relative_to(home)} {_content(path)}\n".encode())
    return whole.hexdigest()


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _rows(gradebook: Path, student: str) -> dict[str, list]:
    with contextlib.closing(
        sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True)
    ) as b:
        return {
            what: sorted(map(repr, b.execute(question, [student])))
            for what, question in ROWS.items()
        }


def shared_memory(token: object) -> list[Path]:
    """List what lies in shared memory under a name that has the token in it."""
    return list(Path("/dev/shm").glob(f"*{token}*"))


def adopt() -> None:
    """Become the parent of all processes below us that lose their own."""
    ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)


def processes() -> set[int]:
    """List the processes that come from this one and live; buries those that ended."""
    parents = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            pid = int(entry.name)
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                parents[pid] = int(parent)
    found = set()
    for pid in parents:
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid():
            found.add(pid)
    return found - {os.getpid()}


def end(left: Iterable[int]) -> None:
    """End what was left behind: each comes from this process."""
    for pid in left:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    for pid in left:
        with contextlib.suppress(OSError):  # not each is our own child yet
            os.waitpid(pid, os.WNOHANG)


def tells(shown: str, secrets: Iterable[float]) -> bool:
    """Tell whether one of the numbers stands in a text, plain or in a simple disguise.

    >>> tells("I was given 73140.625", [73140.625]), tells("521.04137", [73140.125])
    (True, True)
    >>> tells("I was given something", [73140.625])
    False
    """
    plain = COLOURS.sub("", shown)
    return any(form in plain for secret in secrets for form in _forms(secret))


def _forms(secret: float) -> set[str]:
    text = str(secret)
    coded = base64.b64encode(text.encode()).decode()
    return {text, text[::-1], coded, secret.hex(), f"{round(secret * 1000)}"}
