"""What the sandbox holds back on this machine, found by trying it.

A process of its own enters the box and then tries everything that a student's code must
not be able to do. Run as `python -m autograder.doctor`, this module is that process.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder import sandbox
from autograder.records import Facts, SetupError

SECONDS = 60
MEND = {
    "environment": "This is ours to mend: report it with this output.",
    "scratch": "Is the folder for temporary files writable?",
    "descriptors": "This is ours to mend: report it with this output.",
    "limits": "Is this Linux, macOS or WSL? Windows itself has no such limits.",
    "files": "Needs Linux 5.13 or later with Landlock: /sys/kernel/security/lsm must"
    " name it (boot option lsm=landlock,...).",
    "network": "Needs seccomp filters (CONFIG_SECCOMP_FILTER) on x86_64 or aarch64; a"
    " container must allow them.",
    "processes": "Needs seccomp filters, like the network.",
}


@dataclass(frozen=True)
class Check:
    """One thing that was tried from inside the box, and whether it was held back."""

    layer: str
    tried: str
    held: bool
    found: str

    def __str__(self) -> str:
        mark = "[OK]  " if self.held else "[FAIL]"
        mend = "" if self.held else f"\n       {MEND[self.layer]}"
        return f"{mark} {self.layer:12} {self.tried}: {self.found}{mend}"


def examine() -> tuple[Check, ...]:
    """Try all in a box on this machine; takes about a second."""
    with (
        tempfile.TemporaryDirectory() as outside,
        tempfile.TemporaryDirectory() as scratch,
        socket.socket() as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
    ):
        secret = Path(outside, "secret")
        secret.write_text("secret", encoding="ascii")
        for listener in (tcp, udp):
            listener.bind(("127.0.0.1", 0))
        tcp.listen()
        ports = [listener.getsockname()[1] for listener in (tcp, udp)]
        reading, writing = os.pipe()
        with os.fdopen(reading) as answers, secret.open() as inherited:
            told = [scratch, str(secret), *ports, writing, inherited.fileno()]
            process = subprocess.Popen(
                [sys.executable, "-m", "autograder.doctor", *map(str, told)],
                pass_fds=[writing, inherited.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "FIRST_NEURON_SECRET": "secret"},
            )
            os.close(writing)
            lines = answers.read()
            process.wait(SECONDS)
    return tuple(Check(*json.loads(line)) for line in lines.splitlines())


def require() -> None:
    """Raise SetupError unless everything is held back."""
    failed = [check for check in examine() if not check.held]
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


def _main(arguments: list[str]) -> None:
    scratch, secret = arguments[:2]
    tcp, udp, writing, inherited = map(int, arguments[2:])
    box = sandbox.Box(scratch, megabytes=512, file_megabytes=1)
    box = sandbox.Box(**{**vars(box), "libraries": sandbox.libraries()})
    sandbox.enter(box, keep=(writing,))
    for layer, tried, act in _trials(secret, tcp, udp, inherited):
        answer = [layer, tried, *_try(act)]
        os.write(writing, (json.dumps(answer) + "\n").encode())


def _trials(secret: str, tcp: int, udp: int, inherited: int) -> list[tuple]:
    address = "127.0.0.1"
    datagram = (socket.AF_INET, socket.SOCK_DGRAM)
    return [
        ("scratch", "see the folder it was started in", lambda: _elsewhere()),
        ("environment", "read the instructor's variables", lambda: _variable()),
        ("descriptors", "use a file that was open", lambda: os.fstat(inherited)),
        ("limits", "take 2 GB of memory", lambda: bytearray(2**31)),
        ("limits", "write a file of 2 MB", lambda: _write("large", 2**21)),
        ("files", "read a file of the instructor's", lambda: open(secret).read()),
        ("files", "write beside it", lambda: _write(f"{secret}.too", 1)),
        ("files", "list the home folder", lambda: os.listdir(Path.home().parent)),
        ("network", "open a TCP connection", lambda: _connect((address, tcp))),
        ("network", "send a UDP packet", lambda: socket.socket(*datagram).sendto(
            b"x", (address, udp))),
        ("network", "open a unix socket", lambda: socket.socket(socket.AF_UNIX)),
        ("processes", "start a process", lambda: _fork()),
        ("processes", "run a program", lambda: subprocess.run(["/bin/true"])),
        ("processes", "signal its parent", lambda: os.kill(os.getppid(), 0)),
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


def _connect(address: tuple[str, int]) -> None:
    with socket.create_connection(address, 2):
        pass


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    _main(sys.argv[1:])
