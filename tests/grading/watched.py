"""What is watched while somebody's code is graded: files, processes and packets."""

import contextlib
import os
import resource
import select
import signal
import socket
import sqlite3
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

# What a grader may write in a course; the rest of it belongs to others.
GRADERS_OWN = (
    "autograded feedback results nbgrader_config.py .nbgrader.log "
    "submitted/mallory submitted/eve __pycache__"
).split()
MARK = f"FIRST_NEURON_WATCHED_BY={os.getpid()}"  # in the environment of all we start
os.environ.update([MARK.split("=")])


@contextlib.contextmanager
def listeners() -> Iterator[tuple[dict[str, int | str], list[str]]]:
    """Listen on this machine, and note whoever calls.

    For TCP and UDP, and for datagrams to a path (`drop`) and to a name that is no file
    (`hall`), as another account's program could.
    """
    heard: list[str] = []
    done = threading.Event()
    with contextlib.ExitStack() as stack:
        tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
        drop, hall = (socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in "12")
        lines = [stack.enter_context(line) for line in (tcp, udp, drop, hall)]
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        path = os.path.join(folder, "drop")
        here = ("127.0.0.1", 0)
        for line, place in zip(lines, (here, here, path, ""), strict=True):
            line.bind(place)  # the kernel chooses the last one's name
        for mine in (folder, path):
            os.chmod(mine, 0o777)
        tcp.listen()

        def listen() -> None:
            while not done.is_set():
                for line in select.select(lines, [], [], 0.02)[0]:
                    if line is tcp:
                        line.accept()[0].close()
                    else:
                        line.recv(1000)
                    heard.append(line.family.name)

        thread = threading.Thread(target=listen)
        thread.start()
        stack.callback(thread.join)
        stack.callback(done.set)
        ports = {"tcp": tcp.getsockname()[1], "udp": udp.getsockname()[1]}
        yield {**ports, "drop": path, "hall": hall.getsockname()[1:].decode()}, heard
        time.sleep(0.06)


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """Have a folder that is removed, also where it got too deep for Python."""
    home = tempfile.mkdtemp()
    try:
        yield Path(home)
    finally:
        subprocess.run(["rm", "-rf", home], check=False)


@contextlib.contextmanager
def victim() -> Iterator[subprocess.Popen]:
    """Have a process of somebody else's, that no submission may end."""
    process = subprocess.Popen(["sleep", "900"], start_new_session=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def fingerprint(course: Path) -> dict[str, object]:
    """Note of a course's files what nobody but their owner may change.

    Contents, modes, owners, links, attributes and the time of the last change; of the
    gradebook, which graders write, the scores given by hand in place of the contents.
    """
    found: dict[str, object] = {}
    for path in _of_others(course):
        name = path.relative_to(course).as_posix()
        about = path.lstat()
        found[name] = [about.st_mode, about.st_uid, about.st_gid]
        if name.startswith("gradebook.db"):
            found[name] += by_hand(course)
        elif stat.S_ISREG(about.st_mode):
            attributes = {a: os.getxattr(path, a) for a in os.listxattr(path)}
            found[name] += [about.st_nlink, about.st_mtime_ns, attributes]
            found[name] += [path.read_bytes()]
    return found


def _of_others(course: Path) -> Iterator[Path]:
    """Walk all but the graders' own; what a trick left there may have no end."""
    for above, folders, files in os.walk(course):
        kept = []
        for name in sorted([*folders, *files]):
            path = Path(above, name)
            own = path.relative_to(course).as_posix().startswith(tuple(GRADERS_OWN))
            if not own and not path.is_symlink():
                kept.append(name)
                yield path
        folders[:] = [folder for folder in folders if folder in kept]


def by_hand(course: Path) -> list:
    """Read the scores that only a person may enter."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        asked = "select manual_score from grade where manual_score is not null"
        try:
            return book.execute(asked).fetchall()
        except sqlite3.Error:
            return ["no gradebook any more"]


def standing(pid: int) -> list:
    """Tell how a process stands: what a submission must not change about a grader."""
    kinds = (resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_CPU)
    with contextlib.suppress(OSError):
        return [
            sorted(os.sched_getaffinity(pid)),
            os.sched_getscheduler(pid),
            os.getpriority(os.PRIO_PROCESS, pid),
            *(resource.prlimit(pid, kind) for kind in kinds),
        ]
    return []


@contextlib.contextmanager
def filling() -> Iterator[list[float]]:
    """Measure how many megabytes more this process has at its fullest, in a `with`."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak is what it has now
    before, found = _peak(), [0.0]
    yield found
    found[0] = _peak() - before


def _peak() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def processes() -> set[int]:
    """List the processes that come from this one, also those that changed parents."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(status[1])
    found = {pid for pid in parents if _has_mark(pid)}
    for pid in parents:
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid():
            found.add(pid)
    return found - {os.getpid()}


def _has_mark(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return MARK.encode() in Path(f"/proc/{pid}/environ").read_bytes()
    return False


def end(left: set[int]) -> None:
    """End what a trick left behind: each was started by this run."""
    for pid in left:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
