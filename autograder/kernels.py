"""How kernels are reached: through files, so that grading needs no network at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


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
