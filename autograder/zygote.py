"""A process with the libraries loaded, from which others are forked in milliseconds.

Theory of operation. `Zygote` starts a Python that runs this module, with a unix socket.
The new process imports what it is told, runs nothing, and answers one request at a
time: fork (a role and its open files come with it) or end (a process it forked). It
has one thread, so forking is safe; Keras may be loaded as long as nothing was computed.

    who starts it      keeps the socket; when it dies, the zygote ends all and itself
    the zygote         is the parent of all it forks, and adopts what those leave behind
    who is forked      dies with the zygote; has only the files that came with the fork

Nothing secret is ever in the zygote: tests and seeds reach a judge by its own socket.
"""

import array
import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder import scratch, starts
from autograder.files import lay

PATIENCE = 180  # seconds for the imports: Keras and TensorFlow on a slow, busy machine
LARGEST = 65536
PF_EXITING = 0x4  # a flag in /proc/PID/stat, from the kernel's sched.h


class ZygoteLost(Exception):
    """The zygote is gone, and all that was forked from it; start another."""


class Zygote:
    """The handle of a zygote; may be used by several threads."""

    def __init__(self, modules: Sequence[str], environment: dict[str, str]):
        self.home = environment.get("FIRST_NEURON_SCRATCH")  # None for the system's
        self._lock = threading.Lock()
        self._connection, theirs = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as we
        self._process = subprocess.Popen(
            starts.command("autograder.zygote", str(theirs.fileno()), *modules),
            env=environment,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            start_new_session=True,  # Ctrl-C is for us; we end it in our own time
        )
        theirs.close()
        self._versions: dict[str, str] | None = None
        self.beside = ""  # the folder of files that every box gets a copy of

    def lay_beside(self, files: Mapping[str, bytes]) -> None:
        """Keep files for the boxes, by their relative paths."""
        if files:
            self.beside = os.path.join(self.home, "beside")
            lay(files, Path(self.beside))

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what is loaded; waits until all is."""
        with self._lock:
            return self._ready()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def fork(
        self, role: str, files: Sequence[socket.socket] = (), **options: Any
    ) -> int:
        """Fork a process that calls `role`, "module:function"; give its number.

        The function is given the sockets' numbers and the options.
        """
        request = {"do": "fork", "role": role, "options": options}
        return self._ask(request, [file.fileno() for file in files])["pid"]

    def end(self, pid: int) -> dict[str, Any]:
        """Kill a process, and what it left behind; give its memory and its end.

        `signal` is what had ended it before we did, or None.
        """
        return self._ask({"do": "end", "pid": pid})

    def signal(self, pid: int, number: int) -> bool:
        """Send a signal to a process that was forked here; False if it has ended.

        The number 0 sends nothing, and asks.
        """
        return self._ask({"do": "signal", "pid": pid, "number": number})["alive"]

    def close(self) -> None:
        """End the zygote and all that was forked from it."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)  # wakes a thread that waits
        with self._lock:
            self._connection.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def _ask(self, request: dict, files: Sequence[int] = ()) -> dict[str, Any]:
        with self._lock:
            self._ready()
            try:
                content = json.dumps(request).encode()
                socket.send_fds(self._connection, [content], list(files))
            except OSError:
                raise ZygoteLost(self._last_words()) from None
            return self._hear(PATIENCE)

    def _ready(self) -> dict[str, str]:
        if self._versions is None:
            self._versions = self._hear(PATIENCE)["versions"]
        return self._versions

    def _hear(self, seconds: float) -> dict[str, Any]:
        try:
            self._connection.settimeout(seconds)
            content = self._connection.recv(LARGEST)
        except OSError:
            content = b""
        if not content:
            raise ZygoteLost(self._last_words())
        return json.loads(content)

    def _last_words(self) -> str:
        with contextlib.suppress(ValueError, OSError):
            self._errors.seek(0)
            return self._errors.read()[-2000:].decode(errors="replace").strip()
        return ""


def main(arguments: Sequence[str]) -> None:
    """Load the modules, then fork on request until the other end is closed."""
    connection = socket.socket(fileno=int(arguments[0]))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # adopt what our children leave behind
    for name in arguments[1:]:
        _load(name)
    gc.collect()
    gc.freeze()  # what is shared with the forks must not be touched by the collector
    versions = {
        name: str(module.__version__)
        for name in ("numpy", "keras", "tensorflow", "IPython")
        if hasattr(module := sys.modules.get(name), "__version__")
    }
    connection.sendall(json.dumps({"versions": versions}).encode())
    _serve(connection)
    if home := os.environ.get("FIRST_NEURON_SCRATCH"):
        scratch.remove(home)  # whoever started us may be dead


def _load(name: str) -> None:
    """Import a module, and let it prepare what may be prepared before a fork."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            module = importlib.import_module(name)
        except ImportError:
            return  # the cell that needs it will say so
    if prepare := getattr(module, "prepare_to_fork", None):
        prepare()


def _serve(connection: socket.socket) -> None:
    children: set[int] = set()
    while True:
        ready, _, _ = select.select([connection], [], [], 2)
        _bury(children)
        if not ready:
            continue
        content, files = _receive(connection)
        if not content:
            break
        answer = _obey(json.loads(content), files, children, connection)
        for file in files:
            os.close(file)
        connection.sendall(json.dumps(answer).encode())
    for child in children:
        _end(child)
    _bury(set())


def _receive(connection: socket.socket) -> tuple[bytes, list[int]]:
    try:
        size = socket.CMSG_LEN(8 * array.array("i").itemsize)
        content, said, _, _ = connection.recvmsg(LARGEST, size)
    except OSError:
        return b"", []
    files = array.array("i")
    for _, kind, payload in said:
        if kind == socket.SCM_RIGHTS:
            files.frombytes(payload)
    return content, list(files)


def _obey(
    request: dict, files: list[int], children: set[int], connection: socket.socket
) -> dict:
    pid = request.get("pid", 0)
    if request["do"] == "fork":
        zygote, pid = os.getpid(), os.fork()
        if pid == 0:
            connection.close()
            _die_with(zygote)
            _become(request["role"], files, request["options"])
        children.add(pid)
        return {"pid": pid}
    if request["do"] == "signal":
        alive = pid in children and not _ended(pid)
        if alive:
            os.kill(pid, request["number"])
        return {"alive": alive}
    ended = pid in children
    children.discard(pid)
    answer = _end(pid) if ended else {"megabytes": 0.0, "signal": None}
    _bury(children)
    return answer


def _die_with(zygote: int) -> None:
    """Have the kernel end this process when the zygote ends, also a moment ago."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != zygote:
        os._exit(1)


def _become(role: str, files: list[int], options: dict) -> None:
    """Be the new process: do what the role says and never come back."""
    try:
        os.setsid()
        gc.unfreeze()
        module, _, function = role.partition(":")
        getattr(importlib.import_module(module), function)(*files, **options)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def _ended(pid: int) -> os.waitid_result | None:
    """Look whether one of our children has ended, and leave it as it is.

    One that is just ending has closed its files but cannot be waited for yet; it
    gets a second, so that who reads its line's end also learns what ended it.
    """
    patience = time.monotonic() + 1
    while True:
        found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found or not _ending(pid) or time.monotonic() > patience:
            return found
        time.sleep(0.001)


def _ending(pid: int) -> bool:
    """Tell whether the kernel is taking a process down (Linux; elsewhere False)."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            flags = int(file.read().rpartition(")")[2].split()[6])
    except OSError:
        return False
    return bool(flags & PF_EXITING)


def _end(pid: int) -> dict[str, Any]:
    """Kill one of our children for good; tell what had ended it before, if anything."""
    with contextlib.suppress(ProcessLookupError):
        found = _ended(pid)
        before = found.si_status if found and found.si_code != os.CLD_EXITED else None
        os.kill(pid, signal.SIGKILL)
        _, _, used = os.wait4(pid, 0)
        megabytes = used.ru_maxrss / 1024
        return {"megabytes": round(megabytes, 1), "signal": before}
    return {"megabytes": 0.0, "signal": None}


def _bury(children: set[int]) -> None:
    """Kill and bury what is ours but no child: the orphans of boxes."""
    while strays := _strays(children):
        for pid in strays:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _strays(children: set[int]) -> set[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return {int(pid) for pid in file.read().split()} - children
    except OSError:
        return set()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(sys.argv[1:])
