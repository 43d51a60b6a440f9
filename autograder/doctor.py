"""What the sandbox holds back on this machine, found by trying it.

A process of its own enters the box and then tries everything that a student's code must
not be able to do; others try the same without one of the layers, for what two layers
hold still stands where a kernel lacks one. Run as a program, this module is such a
process.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from autograder import sandbox, starts
from autograder.records import Facts, SetupError

SECONDS = 60
SWITCHED_OFF = {  # each is tried without
    "Landlock": {"landlock": 0},
    "seccomp": {"without": ("network and processes",)},
    "view and user": {"without": sandbox.BESIDES},
}
COURSE = "course"
MEND = {
    COURSE: "Move it, or make Python's environment in a folder of its own (.venv).",
    "environment": "This is ours to mend: report it with this output.",
    "scratch": "Is the folder for temporary files writable?",
    "descriptors": "This is ours to mend: report it with this output.",
    "limits": "Is this Linux, macOS or WSL? Windows itself has no such limits.",
    "files": "Needs Linux 5.13 or later with Landlock: /sys/kernel/security/lsm must"
    " name it (boot option lsm=landlock,...).",
    "view": "Needs mount namespaces: root, or user namespaces that are open to all. The"
    " other layers hold what this one would.",
    "user": "Grade as a user who is not root. Other layers hold what this one would.",
    "network": "Needs seccomp filters (CONFIG_SECCOMP_FILTER) on x86_64 or aarch64; a"
    " container must allow them.",
    "processes": "Needs seccomp filters, like the network.",
}
MEND["network and processes"] = MEND["network"]


@dataclass(frozen=True)
class Check:
    """One thing that was tried from inside the box, and whether it was held back.

    `alone` names the layers without which it was not. What is not `needed` is held by
    others too.
    """

    layer: str
    tried: str
    held: bool
    found: str
    needed: bool = True
    alone: tuple[str, ...] = ()

    def __str__(self) -> str:
        mark = "[OK]  " if self.held else "[FAIL]" if self.needed else "[--]  "
        mend = "" if self.held else f"\n       {MEND[self.layer]}"
        by = f" (by {' and '.join(self.alone)} alone)" if self.alone else ""
        return f"{mark} {self.layer:12} {self.tried}: {self.found}{by}{mend}"


def examine(folder: Path | None = None) -> tuple[Check, ...]:
    """Try all in boxes on this machine; takes about a second.

    Where a course lies around `folder`, look whether a box could read it, too.
    """
    whole = _tried({}) + (_of_course(folder.resolve()) if folder else ())
    less = {name: _tried(box) for name, box in SWITCHED_OFF.items()}
    return tuple(
        replace(check, alone=_alone(check, less)) if check.held else check
        for check in whole
    )


def _of_course(folder: Path) -> tuple[Check, ...]:
    """Tell whether the course around a folder, if there is one, is out of reach."""
    marks = "nbgrader_config.py", "source"
    for root in (folder, *folder.parents):
        if any((root / mark).exists() for mark in marks):
            within = sandbox.holder(root)
            found = f"students' code may read {within}" if within else "no way"
            return (Check(COURSE, "read the course's folder", not within, found),)
    return ()


def _alone(check: Check, less: dict[str, tuple[Check, ...]]) -> tuple[str, ...]:
    """Name the layers without which a thing was not held back."""
    return tuple(
        name
        for name, checks in less.items()
        for other in checks
        if (other.layer, other.tried) == (check.layer, check.tried)
        and check.tried != "stands"
        and not other.held
    )


def _tried(box: dict) -> tuple[Check, ...]:
    """Try all in a process in a box with these settings."""
    with (
        tempfile.TemporaryDirectory() as outside,
        tempfile.TemporaryDirectory() as scratch,
        socket.socket() as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as drop,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hall,
    ):
        secret, library = Path(outside, "secret"), Path(outside, "library")
        for place in (secret, library):
            place.write_text("secret", encoding="ascii")
        drop.bind(str(Path(outside, "drop")))
        hall.bind("")  # the kernel chooses a name, one that is no file
        for place in (secret, library, Path(outside, "drop"), Path(outside)):
            place.chmod(0o777)  # so that no layer is helped by modes
        for listener in (tcp, udp):
            listener.bind(("127.0.0.1", 0))
        tcp.listen()
        told = {
            "box": {
                "scratch": scratch,
                "libraries": [*sandbox.libraries(), str(library)],
                **box,
            },
            "files": [str(secret), str(library)],
            "lines": [
                *(listener.getsockname()[1] for listener in (tcp, udp)),
                drop.getsockname(),
                hall.getsockname().decode(),
            ],
        }
        reading, writing = os.pipe()
        with os.fdopen(reading) as answers, secret.open() as inherited:
            open_files = [writing, inherited.fileno()]
            process = subprocess.Popen(
                starts.command(
                    "autograder.doctor", json.dumps(told), *map(str, open_files)
                ),
                pass_fds=open_files,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "FIRST_NEURON_SECRET": "secret"},
            )
            os.close(writing)
            lines = answers.read()
            process.wait(SECONDS)
    return tuple(Check(*json.loads(line)) for line in lines.splitlines())


def require() -> None:
    """Raise SetupError unless everything is held back."""
    failed = [check for check in _tried({}) if check.needed and not check.held]
    if not failed:
        return
    found = "; ".join(
        f"{check.layer}: {check.tried} ({check.found})" for check in failed
    )
    raise SetupError(
        Facts(
            where="sandbox",
            found=f"student code is not held back: {found}",
            done="Nothing was graded.",
            next="`autograder doctor` lists what each layer needs.",
        )
    )


def _main(told: dict, writing: int, inherited: int) -> None:
    victim = _victim()
    few = {"megabytes": 512, "file_megabytes": 1, "disk_megabytes": 16}
    layers = sandbox.enter(sandbox.Box(**few, **told["box"]), keep=(writing,))

    def tell(check: Check) -> None:
        os.write(writing, (json.dumps(list(asdict(check).values())) + "\n").encode())

    for layer in layers:
        needed = layer.name not in sandbox.BESIDES
        tell(Check(layer.name, "stands", layer.active, layer.detail, needed))
    trials = _on_files(*told["files"], inherited) + _on_others(*told["lines"], victim)
    for name, tried, act in trials:
        tell(Check(name, tried, *_try(act)))


def _victim() -> int:
    """Give a process that may be signalled, and ends with us."""
    us, pid = os.getpid(), os.fork()
    if pid:
        return pid
    os.closerange(0, 256)
    for _ in range(SECONDS * 10):
        time.sleep(0.1)
        if os.getppid() != us:
            break
    os._exit(0)


def _on_files(secret: str, library: str, inherited: int) -> list:
    return [
        ("scratch", "see the folder it was started in", lambda: _elsewhere()),
        ("environment", "read the instructor's variables", lambda: _variable()),
        ("descriptors", "use a file that was open", lambda: os.fstat(inherited)),
        ("limits", "take 2 GB of memory", lambda: bytearray(2**31)),
        ("limits", "write a file of 2 MB", lambda: _write("large", 2**21)),
        ("files", "read a file of the instructor's", lambda: open(secret).read()),
        ("files", "write beside it", lambda: _write(f"{secret}.too", 1)),
        ("files", "list the home folder", lambda: os.listdir(Path.home().parent)),
        ("files", "empty a file that it reads", lambda: os.truncate(library, 0)),
        ("files", "empty it by opening it", lambda: _open_empty(library)),
        ("files", "change its mode", lambda: _mode(library)),
        ("files", "change its times", lambda: _times(library)),
        ("files", "give it an attribute", lambda: os.setxattr(library, "user.x", b"")),
    ]


def _on_others(tcp: int, udp: int, path: str, name: str, victim: int) -> list:
    address = "127.0.0.1"
    datagram = (socket.AF_INET, socket.SOCK_DGRAM)
    return [
        ("network", "open a TCP connection", lambda: _connect((address, tcp))),
        ("network", "send a UDP packet", lambda: socket.socket(*datagram).sendto(
            b"x", (address, udp))),
        ("network", "open a unix socket", lambda: socket.socket(socket.AF_UNIX)),
        ("network", "send a datagram to a path", lambda: _datagram(path)),
        ("network", "send one to a name that is no file", lambda: _datagram(name)),
        ("processes", "start a process", lambda: _fork()),
        ("processes", "run a program", lambda: subprocess.run(["/bin/true"])),
        ("processes", "signal another", lambda: os.kill(victim, 0)),
        ("processes", "slow it down", lambda: os.sched_setaffinity(
            victim, os.sched_getaffinity(victim))),
        ("processes", "signal it by a pipe's owner", lambda: _by_pipe(victim)),
    ]  # fmt: skip


def _try(act: Callable[[], object]) -> tuple[bool, str]:
    """Act, and tell whether it was held back, and by what."""
    try:
        act()
    except (OSError, MemoryError) as error:
        return True, getattr(error, "strerror", None) or "not enough memory"
    return False, "it worked"


def _elsewhere() -> None:
    if os.listdir("."):
        return
    raise OSError(0, "its own folder is empty")


def _variable() -> None:
    if "FIRST_NEURON_SECRET" not in os.environ:
        raise OSError(0, "it is not there")


def _write(path: str, size: int) -> None:
    Path(path).write_bytes(bytes(size))


def _open_empty(path: str) -> None:
    os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))


def _mode(path: str) -> None:
    before = os.stat(path).st_mode
    os.chmod(path, 0o700)
    _changed(before, os.stat(path).st_mode)


def _times(path: str) -> None:
    before = os.stat(path).st_mtime
    os.utime(path, (1, 1))
    _changed(before, os.stat(path).st_mtime)


def _changed(before: float, after: float) -> None:
    if before == after:
        raise OSError(0, "it stayed as it was")


def _by_pipe(victim: int) -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, victim)
    fcntl.fcntl(reading, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.write(writing, b"x")
    time.sleep(0.1)
    if os.waitpid(victim, os.WNOHANG) == (0, 0):
        raise OSError(0, "it was not reached")


def _connect(address: tuple[str, int]) -> None:
    with socket.create_connection(address, 2):
        pass


def _datagram(name: str) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        ours.sendto(b"x", name)


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]), *map(int, sys.argv[2:]))
