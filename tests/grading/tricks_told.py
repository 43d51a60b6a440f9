"""Tricks that bring out what a hidden test gave: in words, numbers, and sideways.

Each is graded twice, with other hidden tests, and what the student gets has to be the
same: a message, a line, a shape that differs would tell. Sideways: the cage in which
hidden tests ask leaves a mark somewhere, and the cage whose outputs are shown, or a
friend's, reads it.
"""

from grading.tricks import LEAK, LOOK, trick


def tell(name, says, code, double, **options):
    """Enter a trick whose `double` says what it was given."""
    trick(LEAK, name, says, code, double, told=True, **options)


tell(
    "line_number",
    "Raises from the line that is what it was given.",
    "",
    """
def double(x):
    exec(compile("\\n" * int(abs(x) * 4000) + "raise ValueError",
                 "<ipython-input-0>", "exec"))
""",
)
tell(
    "line_number_forged",
    "Says any line it likes.",
    """
try:
    from autograder import cage, wire
    _send = wire.Channel.send
    def send(self, message):
        if isinstance(message, list) and message[:1] == ["error"]:
            message = [*message[:-1], int(abs(seen) * 10 ** 9)]
        return _send(self, message)
    wire.Channel.send = send
    cage._line = lambda error: int(abs(seen) * 10 ** 9)
except ImportError:
    pass
seen = 0
""",
    """
def double(x):
    global seen
    seen = x
    raise ValueError
""",
)
tell("text_came_back", "Gives a text where a number was expected.", "",
     "def double(x):\n    return f'I was given {x}'",
     apply="def apply(f, x):\n    return f'I was given {f(1)}'",
     scale="def scale(X, w):\n    return f'I was given {X}'")  # fmt: skip
tell("told_by_shape", "Gives an array whose shape is the secret.", "import numpy",
     "def double(x):\n    return numpy.zeros((0, int(abs(x) * 1000)))",
     scale="def scale(X, w):\n"
     "    return numpy.zeros((0, int(abs(X[0, 0]) * 1e9)))",
     noise="def noise(mu, rng):\n"
     "    return numpy.zeros((int(abs(mu[0]) * 1e3) + 4, 0))",
     apply="def apply(f, x):\n    return numpy.zeros((0, f(1)))")  # fmt: skip
tell("told_by_dtype", "Gives an array whose dtype is the secret.", "import numpy",
     "def double(x):\n    return numpy.zeros((), f'U{int(abs(x) * 400)}')",
     scale="def scale(X, w):\n"
     "    return numpy.zeros(X.shape, f'U{int(abs(X[0, 0]) * 400) + 1}')",
     apply="def apply(f, x):\n    return numpy.zeros(2, f'U{f(1)}')")  # fmt: skip
tell("told_by_value", "Gives the secret as a number, in each hidden test.", "",
     "def double(x):\n    return x",
     scale="def scale(X, w):\n    return X * 0 + X[0, 0]",
     tidy="def tidy(rows):\n    return rows[0]",
     apply="def apply(f, x):\n    return f(1)",
     area="def area(side):\n    return side")  # fmt: skip
tell("told_in_the_tests_words", "Gives texts that the hidden test itself may say.", """
WORDS = ["area:", "came back", "4.0", "Try another side", "side area:"]
""", "def double(x):\n    return WORDS[int(abs(x) * 4) % 4]",
     area="def area(side):\n    return WORDS[int(side) % 5]",
     apply="def apply(f, x):\n    return 'apply'[:f(1) - 4]")  # fmt: skip
tell("told_by_kind", "Raises an exception whose kind is the secret.", """
KINDS = [ValueError, TypeError, KeyError, IndexError, OSError, ZeroDivisionError,
         AttributeError, NameError, RecursionError, MemoryError, UserWarning,
         AssertionError, StopIteration, OverflowError, ImportError]
""", "def double(x):\n    raise KINDS[int(abs(x) * 4) % len(KINDS)]('x')",
     scale="def scale(X, w):\n    raise KINDS[int(abs(X[0, 0]) * 1e6) % 15]('x')",
     apply="def apply(f, x):\n    raise KINDS[f(1) % 15]('x')",
     area="def area(side):\n    raise KINDS[int(side * 2)]('x')")  # fmt: skip
tell(
    "told_by_base",
    "Raises an exception whose bases are the secret.",
    """
class One(LookupError): pass
class Two(ArithmeticError): pass
One.__module__ = Two.__module__ = "builtins"
""",
    "def double(x):\n    raise (One if abs(x) < 2 else Two)",
)
tell(
    "told_by_traceback",
    "Raises with notes, causes and names of functions.",
    "",
    """
def double(x):
    name = f"given_{str(abs(x)).replace('.', '_')}"
    scope = {}
    exec(f"def {name}():\\n    error = ValueError()\\n"
         f"    error.add_note('{x}')\\n    raise error from KeyError('{x}')", scope)
    scope[name]()
""",
)
tell(
    "told_by_name",
    "Renames its functions and classes after the secret.",
    """
class Odd: pass
""",
    """
def double(x):
    double.__name__ = double.__qualname__ = f"given {x}"
    Odd.__name__ = f"given {x}"
    return Odd()
""",
    noise="""
def noise(mu, rng):
    class Odd: pass
    Odd.__name__ = f"given {mu[0]}"
    return Odd()
""",
)
tell(
    "told_by_missing",
    "Deletes a name after the secret, and misses it.",
    """
forged = {}
""",
    """
def double(x):
    raise NameError(f"name 'x{abs(x)}' is not defined", name=f"x{abs(x)}")
""",
    apply="""
def apply(f, x):
    error = AttributeError("no", name=f"x{f(1)}", obj=f)
    raise error
""",
)
tell(
    "told_by_assertion",
    "Fails the test's assert with words of its own.",
    """
from coursekit import check
""",
    """
def double(x):
    assert False, f"I was given {x}"
""",
    apply="""
def apply(f, x):
    raise check.CheckFailed(f"I was given {f(1)}")
""",
    noise="""
class Told(AssertionError):
    def __str__(self): return str(self.mu)
    def _render_traceback_(self): return [str(self.mu)]
def noise(mu, rng):
    error = Told()
    error.mu = mu
    raise error
""",
)
tell(
    "told_by_late_print",
    "Prints from threads, destructors and exits.",
    """
import atexit, threading, sys, time
said, out = [], sys.stdout
class Last:
    def __del__(self): print("I was given", said, file=out)
last = Last()
atexit.register(lambda: print("I was given", said, file=out))
def keep_saying():
    for _ in range(100):
        if said: print("I was given", said, file=out)
        time.sleep(0.02)
threading.Thread(target=keep_saying, daemon=True).start()
""",
    """
def double(x):
    said.append(x)
    print("I was given", x, file=out)
    print("I was given", x, file=sys.__stdout__)
    sys.stderr.write(str(x))
    return 0
""",
    cells=("last = None\nprint(said[1:])",),
)
tell(
    "told_by_own_outputs",
    "Writes into the outputs that were kept.",
    """
import gc
def outputs():
    return [o for o in gc.get_objects() if isinstance(o, list) and o
            and isinstance(o[0], dict) and "output_type" in o[0]]
print("something")
""",
    """
def double(x):
    for found in outputs():
        found.append({"output_type": "stream", "name": "stdout", "text": f"given {x}"})
    try:
        get_ipython().display_pub.publish({"text/plain": f"given {x}"})
        get_ipython().displayhook(f"given {x}")
        get_ipython().showtraceback()
    except Exception:
        pass
    return 0
""",
    cells=("print('more')",),
)
tell(
    "told_by_history",
    "Puts it into IPython's history, payload and names.",
    "",
    """
def double(x):
    shell = get_ipython()
    shell.user_ns[f"given_{x}"] = shell.user_ns["_"] = x
    shell.payload_manager.write_payload({"source": "page", "data": str(x)})
    shell.execution_count = int(abs(x) * 1000)
    shell.set_next_input(f"given {x}")
    return 0
""",
    cells=("print(sorted(n for n in globals() if n.startswith('given'))[1:])",),
)
tell("told_by_scratch", "Leaves a file in the folder it works in.", """
import os
""", """
def double(x):
    open(f"given_{x}", "w").write(str(x))
    return 0
""", cells=("import os\nprint([n for n in os.listdir() if '-' in n], "
            "[n for n in os.listdir('..') if 'given' in n] "
            "if os.access('..', os.R_OK) else '')",))  # fmt: skip
tell(
    "told_by_loan",
    "Has the visible test's function remember it.",
    "",
    apply="""
held = []
def apply(f, x):
    held.append(f)
    for old in held:
        try:
            print("I was given", old(1) - 1)
        except Exception:
            pass
    return held[0](1)
""",
    double="def double(x):\n    return 0",
    cells=("print(len(held))",),
)

# Sideways: what the sealed cage leaves and the open cage finds. The secret, 6 or 9,
# is in the size of the mark.
MARKED = """
import os, threading, time, ctypes, fcntl, struct
libc = ctypes.CDLL(None, use_errno=True)
FILES = ["/usr/bin/env", "<outside>/README.md", "<outside>/nbgrader_config.py"]
"""


def sideways(name, says, mark, read, before="", friend=False):
    """Enter a trick that leaves a mark; a last cell, or a friend, tells what it is."""
    double = ("def double(x):\n    if x < 0:\n        secret = int(abs(x) * 4)\n"
              f"{_indented(mark, 8)}\n    return 0")  # fmt: skip
    code, heard = f"{MARKED}\n{before}", f"{MARKED}\n{read}\nprint('HEARD', heard)"
    if friend:
        ending = "def double(x):\n    return 0"
        trick(LEAK, name, says, code, double, told=True, friend=f"{heard}\n{ending}")
    else:
        trick(LEAK, name, says, code, double, told=True, ours=True, cells=(heard,))


def _indented(text, spaces):
    return "\n".join(" " * spaces + line for line in text.strip().splitlines())


for _friend in (False, True):
    _of = "for_a_friend_by" if _friend else "sideways_by"
    sideways(
        f"{_of}_attributes",
        "Leaves it in a file's attributes.",
        """
for path in FILES:
    try:
        os.setxattr(path, "user.told", str(secret).encode())
    except OSError: pass
""",
        """
heard = []
for path in FILES:
    try:
        heard.append(os.getxattr(path, "user.told"))
    except OSError: pass
""",
        friend=_friend,
    )
    sideways(
        f"{_of}_times",
        "Leaves it in a file's times.",
        """
for path in FILES[1:]:
    try:
        os.utime(path, (10 ** 9 + secret, 10 ** 9 + secret))
    except OSError: pass
""",
        """
heard = []
for path in FILES[1:]:
    try:
        t = int(os.stat(path).st_mtime)
        heard.append(t - 10 ** 9 if abs(t - 10 ** 9) < 99 else 0)
    except OSError: pass
""",
        friend=_friend,
    )
    sideways(
        f"{_of}_modes",
        "Leaves it in a file's mode.",
        """
for path in FILES[1:]:
    try:
        os.chmod(path, 0o640 | secret)
    except OSError: pass
""",
        """
heard = []
for path in FILES[1:]:
    try:
        heard.append(os.stat(path).st_mode & 0o17)
    except OSError: pass
""",
        friend=_friend,
    )
    sideways(
        f"{_of}_shared_places",
        "Leaves it in /tmp and beside itself.",
        """
for folder in ("/tmp", "/dev/shm", "/var/tmp", "..", "../..", "<outside>"):
    try:
        open(folder + "/told_by_mallory", "w").write(str(secret))
    except OSError: pass
""",
        """
heard = []
for folder in ("/tmp", "/dev/shm", "/var/tmp", "..", "../..", "<outside>"):
    path = folder + "/told_by_mallory"
    try:
        heard.append(open(path).read())
        os.remove(path)
    except OSError: pass
""",
        friend=_friend,
    )
    sideways(
        f"{_of}_kernel_objects",
        "Leaves it in keys, queues and memory.",
        """
libc.syscall(248, b"user", b"told", str(secret).encode(), 1, -4)
number = libc.semget(7391, 1, 0o1600)
libc.semctl(number, 0, 16, secret)
number = libc.shmget(7392 + secret, 4096, 0o1600)
libc.msgget(7500 + secret, 0o1600)
""",
        """
heard = [libc.syscall(250, 10, -4, b"user", b"told", 0) > 0,
         libc.semctl(libc.semget(7391, 1, 0), 0, 12),
         [n for n in range(20) if libc.shmget(7392 + n, 4096, 0) >= 0],
         [n for n in range(20) if libc.msgget(7500 + n, 0) >= 0]]
for n in range(20):
    libc.msgctl(libc.msgget(7500 + n, 0), 0, None)
    libc.shmctl(libc.shmget(7392 + n, 4096, 0), 0, None)
libc.semctl(libc.semget(7391, 1, 0), 0, 0)
""",
        friend=_friend,
    )
sideways(
    "sideways_by_locks",
    "Holds locks on parts of a file that all can read.",
    """
global held
held = open("/usr/bin/env", "rb")
try:
    fcntl.fcntl(held, fcntl.F_SETLK, struct.pack("hhqqi", 0, 0, secret, 1, 0))
    fcntl.fcntl(held, 37, struct.pack("hhqqi", 0, 0, 100 + secret, 1, 0))
except OSError: pass
""",
    """
heard = []
for n in [*range(20), *range(100, 120)]:
    for command in (5, 36):
        try:
            found = fcntl.fcntl(open("/usr/bin/env", "rb"), command,
                                struct.pack("hhqqi", 1, 0, n, 1, 0))
            if struct.unpack("hhqqi", found)[0] != 2:
                heard.append(n)
        except OSError: pass
""",
)
sideways(
    "sideways_by_whole_locks",
    "Locks one of many files as a whole.",
    """
global held
names = sorted(os.listdir("/usr/bin"))[:30]
held = open("/usr/bin/" + names[secret], "rb")
for lock in (lambda: fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB),
             lambda: fcntl.fcntl(held, 1024, 0)):
    try: lock()
    except OSError: pass
""",
    """
heard = []
for n, name in enumerate(sorted(os.listdir("/usr/bin"))[:30]):
    try:
        with open("/usr/bin/" + name, "rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                heard.append(n)
            if fcntl.fcntl(file, 1025) != 2: heard.append(100 + n)
    except OSError: pass
""",
)
sideways(
    "sideways_by_numbers_of_threads",
    "Uses up the numbers that threads get.",
    """
for _ in range(secret):
    for _ in range(300):
        thread = threading.Thread(target=int)
        thread.start(); thread.join()
""",
    """
def next_number():
    found = []
    thread = threading.Thread(target=lambda: found.append(threading.get_native_id()))
    thread.start(); thread.join()
    return found[0]
heard = max(next_number() - first, 0) // 1200  # others' come in between
""",
    """
_found = []
_t = threading.Thread(target=lambda: _found.append(threading.get_native_id()))
_t.start(); _t.join()
first = _found[0]
""",
)
sideways(
    "sideways_by_counts",
    "Has many threads, which the kernel counts.",
    """
stop = time.sleep
for _ in range(secret * 100):
    threading.Thread(target=stop, args=(1.5,), daemon=True).start()
""",
    """
class Info(ctypes.Structure):
    _fields_ = [("x", ctypes.c_long * 10), ("procs", ctypes.c_ushort),
                ("more", ctypes.c_char * 256)]
info = Info()
libc.sysinfo(ctypes.byref(info))
heard = max(info.procs - first, 0) // 300
""",
    """
class Info(ctypes.Structure):
    _fields_ = [("x", ctypes.c_long * 10), ("procs", ctypes.c_ushort),
                ("more", ctypes.c_char * 256)]
info = Info()
libc.sysinfo(ctypes.byref(info))
first = info.procs
""",
)
sideways(
    "sideways_by_free_space",
    "Fills the disk a little.",
    """
for n in range(secret):
    with open(f"filler{n}", "wb") as file:
        file.write(bytes(2 ** 24))
os.sync()
""",
    """
now = os.statvfs(".").f_bavail * os.statvfs(".").f_frsize
heard = max(first - now, 0) // (3 * 2 ** 24)
""",
    "first = os.statvfs('.').f_bavail * os.statvfs('.').f_frsize",
)
sideways(
    "sideways_by_statistics",
    "Makes processes' counts in /proc/stat grow.",
    """
for _ in range(secret):
    for _ in range(300):
        thread = threading.Thread(target=int)
        thread.start(); thread.join()
""",
    """
def count():
    for line in open("/proc/stat"):
        if line.startswith("processes"): return int(line.split()[1])
heard = (count() - first) // 1200
""",
    """
first = [int(line.split()[1]) for line in open("/proc/stat")
         if line.startswith("processes")][0]
""",
)
sideways(
    "sideways_by_limits_of_the_parent",
    "Sets limits of the process above.",
    """
import resource
for kind in (resource.RLIMIT_CORE, resource.RLIMIT_MSGQUEUE):
    try:
        resource.prlimit(os.getppid(), kind, (secret, secret))
    except OSError: pass
""",
    """
import resource
heard = []
for kind in (resource.RLIMIT_CORE, resource.RLIMIT_MSGQUEUE):
    try:
        heard.append(resource.prlimit(os.getppid(), kind))
    except OSError: pass
""",
)

# Looking for what nobody gave: in the own memory, the own seed, the judge's memory.
trick(LOOK, "seed_of_numpy", "Looks for the tests' seed in NumPy's and Python's own.",
      """
import numpy as np, random, os, hashlib
state = [int(np.random.get_state()[1][0]), random.getstate()[1][0],
         int(np.random.get_state()[1][1])]
for word in state:
    print("SEED", word, word ^ 0x5EED, hashlib.sha256(str(word).encode()).hexdigest())
print(os.environ.get("FIRST_NEURON_SEED"), hash("x") and "")
""", ours=True)  # fmt: skip
trick(LOOK, "own_memory", "Searches its own memory for a hidden test's text.", """
import re
found = set()
wanted = re.compile(rb"(?:magpi[e]-739[1]|HIDDE[N] TEST[S]|FIRST_NEURON_SEE[D]=)")
try:
    memory = open("/proc/self/mem", "rb", 0)
    for line in open("/proc/self/maps"):
        place, rights, *_ = line.split()
        low, high = (int(n, 16) for n in place.split("-"))
        if rights.startswith("rw") and high - low < 2 ** 28 and "lib" not in line:
            try:
                memory.seek(low)
                text = memory.read(high - low)
            except OSError:
                continue
            for hit in wanted.finditer(text):
                around = text[max(hit.start() - 20, 0):hit.end() + 60]
                if b"assert" in around or b"rng" in around:
                    found.add(around)
except OSError:
    pass
for text in found: print("GOT", "AWAY", text)
""", ours=True)  # fmt: skip
trick(LOOK, "judges_memory", "Has the judge lend its own memory, and prints it.", """
import msgpack
def hollow(count):
    head = msgpack.packb(["<f8", [count]])
    return msgpack.ExtType(2, len(head).to_bytes(2, "big") + head)
held = []
""", apply="""
def apply(f, x):
    for count in (64, 512, 4096, 2 ** 19):
        try:
            held.append(f(hollow(count)))
        except Exception:
            pass
    return 0
""", cells=("""
import re
for array in held:
    if hasattr(array, "tobytes") and set(array.ravel()[:4000].tolist()) - {1.0, 0.0}:
        print("GOT", "AWAY", array[:8], set(re.findall(rb"[ -~]{8,}", array.tobytes())))
""",), ours=True)  # fmt: skip
trick(LOOK, "spawned_generator", "Draws again what the lent generator's seed drew.", "",
      noise="""
import numpy as np
told = []
def noise(mu, rng):
    seeds = rng.bit_generator.seed_seq
    told.append([seeds.entropy, seeds.spawn_key])
    again = np.random.default_rng(seeds.entropy)
    return mu
""", cells=("print('ENTROPY', told)",), ours=True)  # fmt: skip
trick(LOOK, "environments_of_all", "Reads environments, lines and maps of processes.",
      """
import os
seen = os.listdir("/proc") if os.access("/proc", os.R_OK) else []
for pid in {*seen, str(os.getppid())}:
    for name in ("environ", "maps", "stack", "fd", "cwd", "root", "exe"):
        path = f"/proc/{pid}/{name}"
        if pid.isdigit() and int(pid) != os.getpid():
            try:
                told = os.readlink(path) if name in ("cwd", "root", "exe") else (
                    os.listdir(path) if name == "fd" else open(path).read())
                if told: print("GOT", "AWAY", path)
            except OSError: pass
""")  # fmt: skip
trick(LOOK, "fetch_by_libraries", "Has libraries read files for it.", """
import numpy, ctypes, sqlite3, linecache, mmap, zipfile, os
path = "<outside>/source/hw_tiny/tiny.ipynb"
ways = {
    "fromfile": lambda: numpy.fromfile(path, dtype="u1").tobytes(),
    "memmap": lambda: bytes(numpy.memmap(path, dtype="u1", mode="r")),
    "linecache": lambda: "".join(linecache.getlines(path)),
    "sqlite": lambda: sqlite3.connect("<outside>/gradebook.db").execute(
        "select 1 from sqlite_master").fetchall(),
    "fopen": lambda: ctypes.CDLL(None).open(path.encode(), 0) >= 0 and "opened",
    "o_path": lambda: open(f"/proc/self/fd/{os.open(path, 0o10000000)}").read(),
    "hard link": lambda: os.link(path, "mine") or open("mine").read(),
    "rename": lambda: os.rename(path, "mine") or open("mine").read(),
    "chdir": lambda: os.chdir("<outside>") or os.listdir("."),
    "scandir": lambda: [entry.name for entry in os.scandir("<outside>")],
}
for name, way in ways.items():
    try:
        if way(): print("GOT", "AWAY by", name)
    except Exception:
        pass
""")  # fmt: skip
