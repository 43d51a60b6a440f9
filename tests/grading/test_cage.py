"""What the code in a cage cannot do, to files, to others and to the machine's space."""

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import coursekit
import msgpack
import pytest
from grading.exams import Room

from autograder import doctor, landlock, sandbox, scratch, seccomp
from autograder.judge import Cell, Exam
from autograder.outputs import SHOWN, Purse
from autograder.sitting import Limits, Sitting
from autograder.testimony import CONTAINERS, Statement
from autograder.wire import WireError

ROOT = os.geteuid() == 0
RIGHT = "def double(x):\n    return 2 * x"
TESTS = {"visible": "assert double(1) == 2", "hidden": "assert double(2) == 4"}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy")
    yield room
    room.zygote.close()


def printed(sitting, cell=1):
    return "".join(out.get("text", "") for out in sitting.outputs[cell])


def in_a_box(code, tmp_path, **box):
    """Run code in a box of its own; give what it prints into `told`."""
    folder = tmp_path / "scratch"
    folder.mkdir(exist_ok=True)
    box = {"scratch": str(folder), "libraries": sandbox.libraries(), **box}
    reading, writing = os.pipe()
    program = f"""
import ctypes, fcntl, os, signal, sys, time
from autograder import sandbox
def told(*what):
    os.write({writing}, (" ".join(map(str, what)) + "\\n").encode())
def tried(name, call, *arguments):
    try:
        call(*arguments)
    except OSError:
        return
    told(name)
os.set_inheritable({writing}, False)
before = os.fork() or os.execv(sys.executable, [sys.executable, "-c",
    "import time; time.sleep(20)"])
group = os.getpgid(before)
layers = sandbox.enter(sandbox.Box(**{box!r}), keep=({writing},))
{code}
"""
    with os.fdopen(reading) as answers:
        subprocess.run([sys.executable, "-c", program], pass_fds=[writing], timeout=60)
        os.close(writing)
        return answers.read().split()


BY_A_PIPE = """
reading, writing = os.pipe()
def owned():
    fcntl.fcntl(reading, fcntl.F_SETOWN, before)
    fcntl.fcntl(reading, fcntl.F_SETSIG, signal.SIGKILL)
def owned_by_ioctl():
    fcntl.ioctl(reading, 0x8901, before.to_bytes(4, "little"))
def asked_for():
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
tried("owner", owned)
tried("owner_by_ioctl", owned_by_ioctl)
tried("asked", asked_for)
tried("kill", os.kill, before, 9)
tried("group", os.killpg, group, 9)
os.write(writing, b"x")
time.sleep(0.2)
told("dead" if os.waitpid(before, os.WNOHANG)[0] else "alive")
"""


@pytest.mark.parametrize("landlock", [5, 0])
def test_no_signal_reaches_another_on_kernels_with_an_older_landlock(
    tmp_path, landlock
):
    """Not by the owner of a pipe either, which Landlock holds since its version 6."""
    options = {"landlock": landlock, "without": sandbox.BESIDES}
    assert in_a_box(BY_A_PIPE, tmp_path, **options) == ["asked", "alive"]


# Ways out by sockets that nobody connects: with names, and with what a name is for.
SOCKETS = """
import array, errno, socket
path, name = {places!r}
DATAGRAM, STREAM = socket.SOCK_DGRAM, socket.SOCK_STREAM
def pair(kind=DATAGRAM, family=socket.AF_UNIX):
    return socket.socketpair(family, kind)
def file_out(place):
    files = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))
    pair()[0].sendmsg([b"x"], [files], 0, place)
def refused(name, call, *arguments):
    try:
        call(*arguments)
    except OSError as error:
        if error.errno == errno.EPERM:
            return
    told(name)
"""
ANSWERABLE = """
def be_called():
    ours, theirs = pair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    ours.send(b"x")  # the kernel gives it a name of its own
    told(ours.getsockname())
tried("called", be_called)
"""
BY_NAME = """
for kind in (DATAGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET, 4, 6, 10):
    for bits in (0, socket.SOCK_NONBLOCK, socket.SOCK_CLOEXEC):
        tried(f"pair of {kind}", pair, kind | bits)
for place in (path, name):
    tried("word", lambda: pair()[0].sendto(b"x", place))
    tried("raw", lambda: pair(socket.SOCK_RAW)[0].sendto(b"x", place))
    tried("file", file_out, place)
"""
# Where a socket with a name is had somehow: each call by itself.
STREAMS = """
ours, theirs = pair(STREAM)
ours.sendall(b"xx")
refused("sendto", ours.sendto, b"x", path)
refused("sendmsg", ours.sendmsg, [b"x"])
refused("file out", socket.send_fds, ours, [b"x"], [0])
refused("file in", socket.recv_fds, theirs, 1, 1)
for option in (16, 26, 34, 50, 76):  # credentials, filters, their process
    refused(f"set {option}", ours.setsockopt, socket.SOL_SOCKET, option, bytes(16))
for option in (17, 31, 77):  # who is at the other end, and a hold on it
    refused(f"ask {option}", ours.getsockopt, socket.SOL_SOCKET, option, 64)
refused("accept", ours.accept)
told(theirs.recv(2).decode(), ours.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
"""


@pytest.fixture
def outside(tmp_path):
    """Two listeners of somebody else's: at a path, and at a name that is no file."""
    places = str(tmp_path / "drop"), f"\0first-neuron-{os.getpid()}"
    drop, hall = (socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in places)
    with drop, hall:
        for line, place in zip((drop, hall), places, strict=True):
            line.bind(place)
            line.setblocking(False)
        yield places, (drop, hall)


@pytest.mark.parametrize("landlock", [sandbox.NEWEST, 5])
@pytest.mark.parametrize("ways", [BY_NAME, ANSWERABLE])
def test_no_datagram_and_no_open_file_leaves_the_box_or_enters(
    tmp_path, outside, ways, landlock
):
    places, lines = outside
    box = {"landlock": landlock, "without": sandbox.BESIDES}
    code = SOCKETS.format(places=places) + ways
    assert in_a_box(code, tmp_path, **box) == []
    for line in lines:
        with pytest.raises(BlockingIOError):
            line.recv(100)


def test_no_call_takes_a_name_or_an_open_file_where_there_is_a_socket(tmp_path):
    code = SOCKETS.format(places=("/drop", "")) + STREAMS
    assert in_a_box(code, tmp_path) == ["xx", "1"]


@cache
def lines_of(machine):
    return list(struct.iter_unpack("HBBI", seccomp.program(machine, 77)))


def filtered(machine, number, *arguments):
    """What the filter answers on a machine, as the kernel would read it."""
    lines = lines_of(machine)
    _, architecture = seccomp._ARCHITECTURES[machine]
    values = [number, architecture, 0, 0]
    for argument in (*arguments, *[0] * (6 - len(arguments))):
        values += [argument & 0xFFFFFFFF, argument >> 32]
    here, held = 0, 0
    while True:
        code, yes, no, constant = lines[here]
        here += 1
        if code == 0x06:
            return constant
        if code == 0x20:
            held = values[constant // 4]
        elif code == 0x54:
            held &= constant
        else:
            tests = {0x15: held == constant, 0x35: held >= constant}
            here += yes if tests.get(code, held & constant) else no


OPEN, DENIED = 0x7FFF0000, 0x00050001


@pytest.mark.parametrize(
    ("machine", "pair", "to", "options", "others"),
    [
        ("x86_64", 53, 44, 55, (46, 47, 54, 288, 299, 307)),
        ("aarch64", 199, 206, 209, (208, 211, 212, 242, 243, 269)),
    ],
)
def test_the_filter_lets_only_pairs_of_streams_be_on_each_machine(
    machine, pair, to, options, others
):
    made = {
        (family, kind | bits)
        for family in (0, 1, 2, 10, 16, 30, 38, 40)
        for kind in range(16)
        for bits in (0, 0x800, 0x80000, 0x80800, 0x100)
        if filtered(machine, pair, family, kind | bits) == OPEN
    }
    assert made == {(1, 1 | bits) for bits in (0, 0x800, 0x80000, 0x80800)}
    assert filtered(machine, to, 3, 1 << 40, 9, 0, 0, 0) == OPEN
    for address in (1, 1 << 32, 1 << 63):
        assert filtered(machine, to, 3, 1 << 40, 9, 0, address, 16) == DENIED
    assert filtered(machine, options, 3, 1, 3) == OPEN
    assert filtered(machine, options, 3, 1, 77) == DENIED
    assert {filtered(machine, number, 3) for number in others} == {DENIED}


@pytest.mark.parametrize(("machine", "futex"), [("x86_64", 202), ("aarch64", 98)])
def test_the_filter_lets_threads_wait_for_each_other_alone(machine, futex):
    own = {filtered(machine, futex, 1 << 40, 0x80 | op) for op in range(14)}
    own |= {filtered(machine, futex, 1 << 40, 0x180 | op) for op in range(14)}
    assert own == {OPEN}
    others = {filtered(machine, futex, 1 << 40, op) for op in range(14)}
    others |= {filtered(machine, futex, 1 << 40, 0x100 | op) for op in range(14)}
    assert others == {0x0005000B, 0x00050000, DENIED}  # look again, done, no


WAKING = """
import mmap
file = open(os.__file__, "rb")
view = mmap.mmap(file.fileno(), 4096, prot=mmap.PROT_READ)
class Buffer(ctypes.Structure):
    _fields_ = [("place", ctypes.c_void_p), ("rest", ctypes.c_char * 120)]
buffer = Buffer()
ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(view), ctypes.byref(buffer), 0)
call = ctypes.CDLL(None, use_errno=True).syscall
futex = {"x86_64": 202, "aarch64": 98}[os.uname().machine]
place, value = ctypes.c_void_p(buffer.place), int.from_bytes(view[:4], "little")
def asked(command):
    ctypes.set_errno(0)
    return call(futex, place, command, value, 0, 0, -1), ctypes.get_errno()
told(*asked(0), *asked(9), *asked(9 | 256), *asked(1), *asked(10), *asked(3))
"""


def test_nobody_waits_or_wakes_in_memory_that_other_boxes_have_too(tmp_path):
    """The three that wait would wait for ever, were they let."""
    told = in_a_box(WAKING, tmp_path, cpu_seconds=20)
    assert told == ["-1", "11"] * 3 + ["0", "0"] * 2 + ["-1", "1"]


JOINED = """
import ctypes, time
libc = ctypes.CDLL(None)
@ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
def work(_):
    time.sleep(0.2)
    print("worked")
thread = ctypes.c_ulong()
libc.pthread_create(ctypes.byref(thread), None, work, None)
print(libc.pthread_join(thread, None))
"""


def test_threads_that_a_library_starts_can_be_joined(room):
    assert printed(room.sit(JOINED, TESTS)).split() == ["worked", "0"]


HONEST = """
import asyncio, threading
from concurrent.futures import ThreadPoolExecutor
async def later(x):
    await asyncio.sleep(0.01)
    return await asyncio.to_thread(lambda: 2 * x)
async def all_of_them():
    return sum(await asyncio.gather(*map(later, range(3))))
print(asyncio.run(all_of_them()))
with ThreadPoolExecutor(2) as threads:
    print(sum(threads.map(lambda x: 2 * x, range(3))))
thread = threading.Thread(target=print, args=("thread",))
thread.start(); thread.join()
import multiprocessing
ours, theirs = multiprocessing.Pipe()
ours.send([1]); print(theirs.recv())
"""


def test_coroutines_threads_and_pipes_of_ones_own_run_in_a_cell(room):
    assert printed(room.sit(HONEST, TESTS)).split() == ["6", "6", "thread", "[1]"]


EMPTYING = """
call = ctypes.CDLL(None, use_errno=True).syscall
path = {place!r}
for name, flags in (("read", os.O_RDONLY), ("odd", 3), ("write", os.O_WRONLY)):
    tried(name, os.open, path, flags | os.O_TRUNC)
tried("truncate", os.truncate, path, 0)
how = (os.O_TRUNC).to_bytes(8, "little") + bytes(16)
told(call(437, -100, path.encode(), how, 24), os.stat(path).st_size)
"""


@pytest.mark.parametrize("landlock", [1, 7])
def test_no_file_is_emptied_on_kernels_with_an_older_landlock(tmp_path, landlock):
    place = tmp_path / "library.py"
    place.write_text("x = 1")
    box = {"landlock": landlock, "without": sandbox.BESIDES}
    box["libraries"] = (*sandbox.libraries(), str(place))
    code = EMPTYING.format(place=str(place))
    assert in_a_box(code, tmp_path, **box) == ["-1", "5"]


def test_the_view_alone_keeps_files_as_they_are(tmp_path):
    place = tmp_path / "gradebook.db"
    place.write_text("marks")
    place.chmod(0o666)
    before = place.stat()
    code = f"""
path = {str(place)!r}
if layers[2].active:
    tried("write", open, path, "w")
    tried("mode", os.chmod, path, 0o777)
    tried("times", os.utime, path, (1, 1))
    tried("attribute", os.setxattr, path, "user.told", b"x")
    tried("beside", os.mkdir, path + ".too")
    open("own", "w").write("x")
"""
    others = ("files", "user", "network and processes")
    assert in_a_box(code, tmp_path, without=others) == []
    after = place.stat()
    for what in ("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns"):
        assert getattr(after, what) == getattr(before, what)


@pytest.mark.skipif(not ROOT, reason="only root can be somebody else")
def test_where_root_grades_each_box_is_another_user_without_rights(room):
    student = """
import os
held = [line for line in open("/proc/self/status") if line.startswith("CapEff")]
print(os.getuid(), held[0].split()[1])
for call in (lambda: os.setuid(0), lambda: os.nice(-5), lambda: os.chroot(".")):
    try:
        call()
        print("done")
    except OSError:
        pass
"""
    found = [printed(room.sit(student, TESTS)).split() for _ in range(2)]
    users = [int(user) for user, _ in found]
    assert 0 not in users
    assert users[0] != users[1]
    assert {int(rights, 16) for _, rights in found} <= {0, 4}  # to read, at most


def test_somebody_who_is_not_root_has_a_view_too_where_the_system_gives_it(tmp_path):
    if not ROOT:
        pytest.skip("the other tests are this one")
    place = tmp_path / "others"
    place.write_text("x")
    place.chmod(0o666)
    (tmp_path / "scratch").mkdir()
    os.chown(tmp_path / "scratch", 1234, 1234)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    program = f"""
import codecs, os
from autograder import mounts, users
codecs.lookup("ascii")  # loaded while its file can be read
users.become(1234, [])
try:
    mounts.enter({str(tmp_path / "scratch")!r}, 8)
except OSError as error:
    print("none", error)
else:
    os.chdir({str(tmp_path / "scratch")!r})
    open("own", "w").write("x")
    try:
        open({str(place)!r}, "w")
    except OSError as error:
        print(os.getuid(), error.strerror)
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True)
    told = ended.stdout.decode()
    assert told.startswith("none") or told == "1234 Read-only file system\n", ended
    assert place.read_text() == "x"


def test_what_root_may_is_refused_to_a_cell(room):
    student = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
calls = {"adjtimex": 159, "fsopen": 430, "fanotify_init": 300, "syslog": 103,
         "acct": 163, "setdomainname": 171, "setreuid": 113, "setrlimit": 160,
         "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311,
         "pidfd_getfd": 438, "kcmp": 312, "mincore": 27, "prctl": 157}
for name, number in calls.items():
    if libc.syscall(number, 1, 0, 0, 0, 0) >= 0:
        print(name)
for path in ("/proc/1/environ", "/proc/1/mem", f"/proc/{os.getppid()}/fd"):
    try:
        os.open(path, os.O_RDONLY)
        print(path)
    except OSError:
        pass
"""
    if os.uname().machine != "x86_64":
        pytest.skip("these are the numbers of another architecture")
    sitting = room.sit([student, RIGHT], TESTS)
    assert printed(sitting) == ""
    assert sitting.verdicts["hidden"].points == 4


DEEP = """
import os
for _ in range(2000):
    os.mkdir("d")
    os.chdir("d")
os.mkdir("closed", 0)
"""


def test_folders_too_deep_for_a_path_cost_nothing_and_stay_nowhere(room):
    sitting = room.sit([DEEP, RIGHT], TESTS)
    assert sitting.verdicts["hidden"].points == 4
    assert list(Path(room.zygote.home).glob("tmp*")) == []


def test_any_folder_is_removed_and_nothing_that_is_linked_from_it(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    folder = tmp_path / "scratch"
    folder.mkdir()
    (folder / "link").symlink_to(outside)
    place = os.open(folder, os.O_RDONLY)
    name = "d" * 200
    for n in range(60):  # 12,000 characters, of 4,096 that a path may have
        if n == 40:
            os.symlink(outside, "link", dir_fd=place)
        os.mkdir(name, dir_fd=place)
        below = os.open(name, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.mkdir("closed", 0, dir_fd=place)
    os.close(place)
    scratch.remove(str(folder))
    assert not folder.exists()
    assert (outside / "kept").read_text() == "x"
    scratch.remove(str(folder))


def test_files_without_a_name_count_as_long_as_they_are_open(tmp_path):
    with open(tmp_path / "gone", "wb") as file:
        file.write(bytes(3 * 2**20))
        file.flush()
        os.fsync(file.fileno())
        (tmp_path / "gone").unlink()
        found = scratch.trouble([str(tmp_path)], [os.getpid()], 2)
    assert found == "more than 2 MB of files were written"
    assert scratch.trouble([str(tmp_path)], [], 2) == ""


MANY_FILES = """
import os
kept = []
for n in range(12):
    try:
        kept.append(open(f"large{n}", "wb"))
        kept[-1].write(bytes(50 * 2**20))
        kept[-1].flush()
        {remove}
        print("written")
    except OSError as error:
        print(error.strerror)
        break
"""


@pytest.mark.parametrize("remove", ["pass", "os.remove(f'large{n}')"])
def test_files_are_bounded_together_with_a_name_or_without(room, remove):
    sitting = room.sit([MANY_FILES.replace("{remove}", remove), RIGHT], TESTS)
    told = printed(sitting) or sitting.outputs[1][0]["evalue"]
    assert told.count("written") <= 6
    assert "No space left" in told or "MB of files" in told
    assert sitting.verdicts["hidden"].points == 4


def test_many_quick_cells_write_no_more_together(room):
    cell = "n = globals().get('n', 0) + 1\nopen(f'f{n}', 'wb').write(bytes(60 * 2**20))"
    sitting = room.sit([cell] * 10, {"visible": "pass"}, limits=Limits(30, 60))
    assert "No space left" in str(sitting.outputs) or "MB of" in str(sitting.outputs)


def test_threads_are_bounded(room):
    student = """
import threading, time
threading.stack_size(65536)
started = 0
try:
    for started in range(1, 3000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    time.sleep(5)
except RuntimeError as error:
    print(started, error)
"""
    told = str(room.sit([student, RIGHT], TESTS).outputs[1])
    assert "can't start new thread" in told or "threads were started" in told


def test_a_file_in_memory_is_refused(room):
    student = "import os\nos.memfd_create('kept')"
    assert room.sit(student, TESTS).outputs[1][0]["ename"] == "PermissionError"


READ_BY_OTHERS = """
file = open(os.__file__, "rb")
call = ctypes.CDLL(None, use_errno=True).syscall
def asked(*arguments):
    if call(*arguments) == -1:
        raise OSError(ctypes.get_errno(), "")
view = mmap.mmap(file.fileno(), 4096, prot=mmap.PROT_READ)
place = ctypes.c_char_p(id(view))
numbers = {"x86_64": (27, 451), "aarch64": (232, 451)}[os.uname().machine]
tried("mincore", asked, numbers[0], place, 4096, bytes(16))
tried("cachestat", asked, numbers[1], file.fileno(), bytes(16), bytes(40), 0)
tried("preadv2", os.preadv, file.fileno(), [bytearray(1)], 0, os.RWF_NOWAIT)
told(ctypes.get_errno() == 1)
"""


def test_what_others_have_read_cannot_be_asked(tmp_path):
    code = f"import mmap{READ_BY_OTHERS}"
    assert in_a_box(code, tmp_path) == ["True"]


@pytest.mark.parametrize(
    ("machine", "of_files", "kernel", "asking"),
    [
        ("x86_64", (206, 207, 208, 209, 210, 333), 320, (121, 124)),
        ("aarch64", (0, 1, 2, 3, 4, 292), 294, (155, 156)),
    ],
)
def test_no_older_way_leads_to_what_is_denied(machine, of_files, kernel, asking):
    for number in (*of_files, kernel):
        assert filtered(machine, number, 1) == DENIED
    for number in asking:
        assert {filtered(machine, number, own) for own in (0, 77)} == {OPEN}
        assert {filtered(machine, number, pid) for pid in (1, 76)} == {DENIED}


ASKED_OF_OTHERS = """
tried("session", os.getsid, before)
tried("group", os.getpgid, before)
tried("counted", open, "/proc/stat")
told(os.getsid(0) == os.getsid(os.getpid()), os.getpgid(0) > 0, os.cpu_count() > 0)
"""


def test_sessions_groups_and_counts_of_others_cannot_be_asked(tmp_path):
    assert in_a_box(ASKED_OF_OTHERS, tmp_path) == ["True"] * 3


HOSTILE_RUN = """
from autograder.cage import Cage
Cage._run = lambda self, number, source, token: ({outputs}, True, token)
"""
BOMBS = {
    "lists": "[[] for _ in range(1_000_000)]",
    "nested": "[[[[]] * 1000] * 1000]",
    "text": "[{'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 50_000_000}]",
    "words": "['x' * 9_000_000]",
    "no list": "{'output_type': 7}",
    "keys": "[{'output_type': 'display_data', 'metadata': {},"
    " 'data': {str(n): 'x' for n in range(100_000)}}]",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_outputs_that_are_a_bomb_cost_their_own_cell(room, bomb):
    student = HOSTILE_RUN.format(outputs=BOMBS[bomb])
    sitting = room.sit([RIGHT, student, "7"], TESTS)
    assert len(json.dumps(sitting.outputs)) < 10_000
    assert [v.points for v in sitting.verdicts.values()] == [4, 4]


def test_a_report_of_millions_of_lists_is_not_unpacked():
    with pytest.raises(WireError):
        Statement().unpack(msgpack.packb([[]] * (CONTAINERS + 1)))
    fine = ["outputs", 1, [[]] * 10]
    assert Statement().unpack(msgpack.packb(fine)) == fine


@pytest.mark.parametrize(
    "said",
    [[], 7, ["hold"], ["cell", "1", "open"], ["lost", 7], ["done", 1], [["cell"], 1]],
)
def test_what_no_judge_says_is_no_report(said):
    with pytest.raises(WireError):
        Statement().unpack(msgpack.packb(said))


def test_a_cage_that_forgets_its_limit_prints_no_more(room):
    student = """
import gc
from autograder.cage import Outputs
for outputs in gc.get_objects():
    if isinstance(outputs, Outputs):
        outputs.left = 10**12
"""
    sitting = room.sit([RIGHT, student] + ["print('x' * 90_000)"] * 8, TESTS)
    assert len(str(sitting.outputs)) < 300_000
    assert "more output than a page can show" in str(sitting.outputs)


def test_pictures_of_a_notebook_are_bounded_and_the_first_are_shown():
    picture = {"output_type": "display_data", "metadata": {}}
    picture["data"] = {"image/png": "x" * 400_000}
    purse = Purse()
    taken = [output for _ in range(40) for output in purse.take([picture])]
    shown = [output for output in taken if "data" in output]
    assert 10 < len(shown) < SHOWN / 400_000
    assert taken[-1]["evalue"] == "more output than a page can show"


def test_an_output_with_facts_that_no_file_can_hold_is_shown_without_them(room):
    student = """
import numpy as np
from IPython.display import display
display("word", metadata={"w": np.float32(1)})
"""
    (shown,) = room.sit(student, TESTS).outputs[1]
    assert shown["data"] == {"text/plain": "'word'"}
    assert shown["metadata"] == {}


def test_the_open_cage_has_ended_before_the_sealed_one_hears_a_word(room):
    """So nothing that a hidden test gave can be told to it, by whatever way."""
    import threading

    most, done = 0, threading.Event()
    children = f"/proc/{room.zygote.pid}/task/{room.zygote.pid}/children"

    def count():
        nonlocal most
        while not done.is_set():
            most = max(most, len(Path(children).read_text().split()))
            time.sleep(0.005)

    watcher = threading.Thread(target=count)
    watcher.start()
    sitting = room.sit(f"import time\ntime.sleep(0.3)\n{RIGHT}", TESTS)
    done.set()
    watcher.join()
    assert [v.points for v in sitting.verdicts.values()] == [4, 4]
    assert most == 2  # a judge and a cage


class OneWeak(Sitting):
    """A sitting with one box for which this kernel has no Landlock."""

    def __init__(self, *arguments, weak):
        super().__init__(*arguments)
        self.boxes, self.weak = 0, weak

    def _box(self, folder):
        box = super()._box(folder)
        box |= {"landlock": 0} if self.boxes == self.weak else {}
        self.boxes += 1
        return box


@pytest.mark.parametrize("weak", [0, 1, 2, 4])
def test_a_layer_that_is_missing_in_any_box_is_told(room, weak):
    """Two cages and their judges; a fifth box there is not."""
    cells = (
        Cell(0, "student", RIGHT),
        Cell(1, "test", TESTS["visible"], "visible", 4.0),
        Cell(2, "test", TESTS["hidden"], "hidden", 4.0, hidden=True),
    )
    exam = Exam(cells, asked=frozenset({"double"}))
    sitting = OneWeak(room.zygote, exam, Limits(10, 60), weak=weak)
    sitting.hold()
    assert sitting.boxes == 4
    assert [v.points for v in sitting.verdicts.values()] == [4, 4]
    stands = {layer.name: layer.active for layer in sitting.layers}
    assert stands["files"] is (weak == 4)
    assert stands["network and processes"]


DATAGRAM = "send one to a name that is no file"


@pytest.fixture(scope="module")
def checks():
    return doctor.examine()


def test_the_doctor_finds_everything_held_on_this_machine(checks):
    assert [str(c) for c in checks if c.needed and not c.held] == []


def test_the_doctor_knows_which_layer_holds_a_thing_alone(checks):
    by = {(c.layer, c.tried): c.alone for c in checks}
    assert by["network", "open a unix socket"] == ("seccomp",)
    assert by["network", "send a datagram to a path"] == ("seccomp",)
    both = landlock.version() >= 6  # it holds abstract names since then, no paths
    assert by["network", DATAGRAM] == (() if both else ("seccomp",))
    assert by["files", "read a file of the instructor's"] == ("Landlock",)
    assert by["processes", "signal it by a pipe's owner"] == ()
    assert by["files", "change its mode"] in ((), ("seccomp",))


def test_the_doctor_says_the_truth_where_landlock_holds_no_names():
    older = {"landlock": 5}
    (held,) = (c for c in doctor._tried(older) if c.tried == DATAGRAM)
    assert held.held
    alone = doctor._tried({**older, "without": ("network and processes",)})
    assert {"send a datagram to a path", DATAGRAM} <= {
        c.tried for c in alone if not c.held
    }


def test_the_doctor_says_the_truth_where_there_is_no_landlock():
    checks = doctor._tried({"landlock": 0, "without": sandbox.BESIDES})
    open_there = {c.tried for c in checks if not c.held}
    assert "stands" in open_there
    assert "read a file of the instructor's" in open_there
    held = {c.tried for c in checks if c.held}
    assert {"change its mode", "signal it by a pipe's owner", "signal another"} <= held
    assert {"empty it by opening it", "give it an attribute"} <= held


def test_what_grades_in_a_box_is_the_engine_that_was_started(tmp_path):
    """Another checkout may be the one that is installed, or that a path leads to."""
    places = {
        "autograder": Path(sandbox.__file__).parent,
        "coursekit": Path(coursekit.__file__).parent,
    }
    for name, folder in places.items():
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(folder, tmp_path / name, ignore=ignored)
    program = f"""
import sys
sys.path[:0] = [{str(tmp_path)!r}, {str(Path(__file__).parents[1])!r}]
from pathlib import Path
from grading.exams import Room
room = Room(Path({str(tmp_path)!r}), "numpy")
cell = "import autograder.cage, coursekit.check\\nprint(autograder.__path__, coursekit)"
print(room.sit(cell, {{"t": "1"}}).outputs[1][0]["text"])
room.zygote.close()
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True
    )
    assert f"['{tmp_path}/autograder']" in run.stdout, run.stderr
    assert f"'{tmp_path}/coursekit/__init__.py'" in run.stdout
