"""Jupyter kernels that start in a moment: forked from a zygote, reached through files.

`WarmProvisioner` is a kernel provisioner of Jupyter's own kind: whoever sets
JUPYTER_DEFAULT_PROVISIONER_NAME=warm-provisioner gets kernels that have Keras and
TensorFlow loaded, twenty chapters for one import. It serves nbval and `make sync`;
students' code runs in cages, which are no kernels.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from autograder.zygote import Zygote, ZygoteLost

WARM = (  # what chapters import, and what ipykernel would import after each fork
    "ipykernel.kernelapp ipykernel.debugger ipykernel.zmqshell IPython numpy "
    "matplotlib sklearn keras"
).split()
_zygotes: dict[int, Zygote] = {}


def sockets() -> dict[str, str]:
    """Give a KernelManager's settings for sockets that only this user can open.

    Works with the network cut off, the machine's own address included. Windows has no
    such files: there kernels keep to ports of this machine.
    """
    if sys.platform == "win32":
        return {}
    folder = Path(tempfile.gettempdir()) / f"first-neuron-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077:
        # Somebody else made it first, to listen in.
        folder = Path(tempfile.mkdtemp(prefix="first-neuron-"))
    return {"transport": "ipc", "ip": str(folder / f"kernel-{os.getpid()}")}


class WarmProvisioner(LocalProvisioner):
    """Forks kernels from this process's zygote; where it cannot, starts them as usual.

    jupyter_client finds it by its entry point and calls it once for each kernel.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Start a kernel; jupyter_client calls this with the command it would run."""
        if "ipykernel_launcher" not in cmd or not _can_fork():
            self.log.warning("No warm kernel on this platform: an ordinary one starts.")
            return await super().launch_kernel(cmd, **kwargs)
        environment = dict(kwargs.get("env") or os.environ)
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        folder = kwargs.get("cwd") or os.getcwd()
        try:
            self.process = Forked(arguments, environment, str(folder))
        except ZygoteLost as lost:
            self.log.warning(f"No warm kernel, an ordinary one starts: {lost}")
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        return self.connection_info


class Forked:
    """A kernel forked from the zygote, with the face of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, arguments: Sequence[str], environment: dict, folder: str):
        self._zygote = _zygote()
        self.returncode: int | None = None
        self.pid = self._zygote.fork(
            "autograder.kernels:run",
            arguments=list(arguments),
            environment=environment,
            folder=folder,
        )

    def poll(self) -> int | None:
        """Tell the return code, or None while it runs."""
        if self.returncode is None and not self._signal(0):
            self.wait()
        return self.returncode

    def wait(self) -> int:
        """Bury it, ending it if it still runs."""
        if self.returncode is None:
            self.returncode = 0
            try:
                self.returncode = -(self._zygote.end(self.pid)["signal"] or 0)
            except ZygoteLost:
                _zygotes.pop(os.getpid(), None)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        self._signal(number)

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.wait()

    def _signal(self, number: int) -> bool:
        try:
            return self._zygote.signal(self.pid, number)
        except ZygoteLost:
            _zygotes.pop(os.getpid(), None)
            return False


def run(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """Be a kernel until it is told to end; runs in the forked process."""
    os.environ.clear()
    # ipykernel ends itself when its parent does, and the zygote is its parent now.
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher", *arguments]
    from ipykernel.kernelapp import IPKernelApp

    application = IPKernelApp.instance()
    application.initialize(arguments)
    application.start()


def _zygote() -> Zygote:
    """Give this process's zygote for kernels; after a fork a process has its own."""
    if os.getpid() not in _zygotes:
        _zygotes.clear()
        _zygotes[os.getpid()] = Zygote(WARM, dict(os.environ))
    return _zygotes[os.getpid()]


def _can_fork() -> bool:
    return sys.platform == "linux" and hasattr(os, "fork")
