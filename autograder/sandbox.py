"""The box in which a student's code runs, without Docker and without root.

Theory of operation. A process is forked from the zygote with one open socket and an
environment that holds nothing of the instructor's. Before any student code it enters
the box, layer by layer, each of which it cannot leave again:

    view         a mount namespace: all files are read-only, modes and times included,
                 but for the scratch folder, which is memory of a bounded size
    scratch      an empty folder of its own is its home, its working folder and the only
                 place it can write to; notebooks, gradebook and tests are elsewhere
    environment  only the variables that a numerical library needs
    limits       memory, processor time, file size, open files, threads, no core dumps
    files        Landlock: Python and its libraries to read, the scratch folder to write
    user         where the grader is root: somebody else, each box another one
    network      seccomp: no socket can be made (TCP, UDP, unix) but pairs of streams,
                 which carry bytes within the box, no names and no open files
    processes    seccomp: no new process, no signal to another, no look into another
    tree         the zygote adopts and kills whatever a dead box left behind

What one of `view` and `user` holds, `files` or `processes` holds too: where a system
does not give them, the box still stands. A layer that cannot be had is reported, never
passed over in silence.
"""

import ctypes
import importlib.util
import itertools
import os
import resource
import shutil
import site
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder import landlock, mounts, seccomp, users
from autograder.records import Layer

LINUX = sys.platform == "linux"
KEPT = (  # environment variables that reach a student's code
    "PATH LANG LC_ALL LC_CTYPE TZ KERAS_BACKEND TF_CPP_MIN_LOG_LEVEL FIRST_NEURON_DATA "
    "CUDA_VISIBLE_DEVICES XLA_FLAGS LD_LIBRARY_PATH"
).split()
# Two jobs on two cores must not start two threads each; it also makes runs repeatable.
ONE_THREAD = {
    name: "1"
    for name in "OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS "
    "TF_NUM_INTRAOP_THREADS TF_NUM_INTEROP_THREADS".split()
}
# What numerical libraries read of the machine, and no more of /etc and /proc.
SYSTEM = (
    "/usr /lib /lib64 /bin /opt/conda /etc/ld.so.cache /etc/localtime /etc/timezone "
    "/etc/mime.types /etc/fonts /etc/nsswitch.conf /etc/passwd /dev/null /dev/zero "
    "/dev/random /dev/urandom /proc/cpuinfo /proc/meminfo /proc/self "
    "/proc/filesystems /proc/sys/vm/overcommit_memory /sys/devices/system/cpu "
    "/sys/devices/system/node"
).split()


BESIDES = ("view", "user")  # layers that a system may not give; others hold as much
THREADS = 256  # of one process; a library takes a few for each processor
NEWEST = 99  # of Landlock's versions: later than any


@dataclass(frozen=True)
class Box:
    """How much a student's code may have, and where its scratch folder is.

    `without` names layers to leave out and `landlock` the newest version of it to use,
    so that it can be tried what the others hold.
    """

    scratch: str
    megabytes: int = 4096  # beyond what the process has when it enters
    file_megabytes: int = 64
    disk_megabytes: int = 256  # of all files together
    cpu_seconds: int = 600
    libraries: tuple[str, ...] = ()
    beside: str = ""  # a folder whose files are copied into the scratch folder
    processor: int | None = None  # the only one it may use
    without: tuple[str, ...] = ()
    landlock: int = NEWEST


def environment(scratch: str) -> dict[str, str]:
    """Give the environment of a zygote and all that is forked from it."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONNOUSERSITE": "1"}
    inline = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    home = {"HOME": scratch, "TMPDIR": scratch, "MPLCONFIGDIR": scratch}
    home["FIRST_NEURON_SCRATCH"] = scratch  # a zygote removes it when it ends
    home["NBGRADER_EXECUTION"] = "autograde"  # as nbgrader tells a notebook
    return {"PATH": os.defpath, **quiet, **kept, **ONE_THREAD, **inline, **home}


@cache
def libraries() -> tuple[str, ...]:
    """Name the folders of Python and its libraries, and no folder of the course."""
    folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages()}
    folders |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
    coursekit = importlib.util.find_spec("coursekit")
    if coursekit:  # installed for development, it stands beside the notebooks
        folders.add(str(Path(coursekit.origin).parent))
    if data := os.environ.get("FIRST_NEURON_DATA"):
        folders.add(data)
    return tuple(sorted(folder for folder in folders if folder))


def holder(course: Path) -> str:
    """Name a folder that a box may read and that holds what a course keeps to itself.

    An environment made in the course's own folder, or a course below Python's. "" if
    there is none.
    """
    kept = "", "source", "submitted", "autograded", "gradebook.db"
    places = [Path(os.path.realpath(course / name)) for name in kept]
    for folder in (*SYSTEM, *libraries()):
        if any(place.is_relative_to(os.path.realpath(folder)) for place in places):
            return folder
    return ""


def enter(box: Box, keep: tuple[int, ...]) -> list[Layer]:
    """Enter the box with a few open files; give every layer and whether it stands."""
    other = None if "user" in box.without else users.private()
    layers = {
        "descriptors": lambda: _close_all(keep),
        "limits": lambda: _limit(box, other),
        "view": lambda: _view(box, other),
        "scratch": lambda: _move(box, other),
        "environment": lambda: _scrub(box.scratch),
        "files": lambda: _wall(box),
        "user": lambda: _become(box, other),
        "network and processes": _filter,
    }
    wanted = (name for name in layers if name not in box.without)
    return [_layer(name, layers[name]) for name in wanted]


def told(layers: Iterable[Layer]) -> list[list]:
    """Give layers as they are told to another process."""
    return [list(vars(layer).values()) for layer in layers]


def _layer(name: str, build: Callable[[], str]) -> Layer:
    try:
        return Layer(name, True, build())
    except (OSError, ValueError) as error:
        return Layer(name, False, str(error))


def _view(box: Box, other: int | None) -> str:
    mounts.enter(box.scratch, box.disk_megabytes, other)
    return f"all files read-only, but {box.disk_megabytes} MB of its own"


def _move(box: Box, other: int | None) -> str:
    os.umask(0o077)
    if other is not None:
        os.chown(box.scratch, other, other)
    os.chdir(box.scratch)
    if not box.beside:
        return "an empty folder of its own"
    shutil.copytree(box.beside, box.scratch, dirs_exist_ok=True)
    for folder, _, files in os.walk(box.scratch) if other is not None else ():
        for path in (folder, *(os.path.join(folder, file) for file in files)):
            os.chown(path, other, other)
    sys.path.insert(0, box.scratch)
    return "a folder of its own with the assignment's files"


def _become(box: Box, other: int | None) -> str:
    if other is not None:
        return users.become(other, [box.scratch, os.__file__, *box.libraries])
    if LINUX and os.geteuid() == 0:
        raise OSError("root itself: no other user can be had here")
    return "the user who grades, who is not root"


def _scrub(scratch: str) -> str:
    kept = environment(scratch)
    for name in set(os.environ) - set(kept):
        del os.environ[name]
    os.environ.update(kept)
    return f"{len(os.environ)} variables, none of them the instructor's"


def _close_all(keep: tuple[int, ...]) -> str:
    """Close what was inherited; a channel of somebody else's could be written to."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    last = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    edges = [2, *sorted(keep), last]
    for below, above in itertools.pairwise(edges):
        os.closerange(below + 1, above)
    return f"open files: {len(keep)}, its own"


def _limit(box: Box, other: int | None) -> str:
    used = _address_space()
    limits = {
        resource.RLIMIT_AS: used + box.megabytes * 2**20,
        resource.RLIMIT_CPU: box.cpu_seconds,
        resource.RLIMIT_FSIZE: box.file_megabytes * 2**20,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
    }
    if other is not None:  # the system counts all that a user runs
        limits[resource.RLIMIT_NPROC] = THREADS
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))
    if box.processor is not None:
        os.sched_setaffinity(0, {box.processor})
    if LINUX:  # where the machine's memory runs out, who grades is not the one to go
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    return f"{box.megabytes} MB, {box.cpu_seconds} s, files of {box.file_megabytes} MB"


def _address_space() -> int:
    if not LINUX:
        return 0
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _wall(box: Box) -> str:
    readable = [*SYSTEM, *box.libraries]
    known = landlock.restrict(readable, [box.scratch], box.landlock)
    later = {"truncation": 3, "TCP": 4, "signals and abstract sockets": 6}
    without = [what for what, since in later.items() if known < since]
    if not without:
        return f"Landlock {known}"
    held = "seccomp holds" if seccomp.is_known() else "open:"
    return f"Landlock {known}; {held} {', '.join(without)}"


def _filter() -> str:
    if LINUX:
        # Nobody may look into this process by way of /proc, or dump it.
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
    seccomp.restrict()
    return "no sockets, no new processes, no signals to others"
