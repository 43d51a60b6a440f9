"""The bank of hostile submissions: what somebody might try instead of an answer.

Every function of a submission is wrong but `sign`, so its honest score is what `sign`
is worth. A trick stands in the cell of `double`, and in others where it says so.
`<outside>` is a folder that no code of a submission may touch, `<victim>` a process of
somebody else's, `<tcp>` and `<udp>` ports of this machine that listen.
All of them are small and harmless even where nothing stops them.

A trick may also say for itself that it got through: it prints GOT AWAY, which stands
in no line of its code, for a traceback shows those.
"""

from dataclasses import dataclass

from grading.arena import HONEST, WRONG

__all__ = ["HONEST", "TRICKS", "Trick", "trick"]


@dataclass(frozen=True)
class Trick:
    """One hostile submission: its name, what it tries, its family and its cells.

    `answers` are the solution cells, `cells` stand behind them. One with a `friend`
    is graded after it; one that is `told` is graded twice, with other hidden tests:
    what the student gets may not differ. A trick against `ours` alone speaks our
    engine's language, and is nothing to other graders.
    """

    name: str
    says: str
    family: str
    answers: dict[str, str]
    cells: tuple[str, ...] = ()
    friend: str = ""
    told: bool = False
    ours: bool = False

    @property
    def long(self) -> bool:
        """Whether grading it takes seconds: it wants time, memory or threads."""
        return self.name in LONG


LONG = set("""
    deep_folders deep_value disk endless_call endless_cell fast_cells fast_disk
    half_a_message interrupts_refused large_value list_bomb loans_for_ever
    many_files many_threads memory million_files million_lists outputs_by_thousands
    outputs_of_lists outputs_of_megabytes recursion_without_limit
    sideways_by_numbers_of_threads sideways_by_statistics sideways_by_whole_locks
    slow_answers slow_destructor spinning_threads stopped_self unlinked_and_mapped
    unlinked_files unlinked_in_quick_cells
""".split())  # fmt: skip
TRICKS: list[Trick] = []


def trick(family, name, says, code, double=None, **options):
    """Enter a trick: its code, and what `double` does; other answers by name."""
    fields = {key: options.pop(key) for key in ("cells", "friend", "told", "ours")
              if key in options}  # fmt: skip
    double = WRONG["double"] if double is None else double
    text = f"{code.strip()}\n{double.strip()}"
    answers = WRONG | options | {"double": text}
    TRICKS.append(Trick(name, says, family, answers, **fields))


FORGE, LOOK, LIE = "forge the verdict", "find the answer", "return a lie"
CHANGE, STAY, SEND = "change what is outside", "stay behind", "send a packet"
EXHAUST, LEAK = "exhaust or stop the grader", "leak a hidden test"
SPEAK = "speak for the engine"

# Forging: in a kernel that runs the tests too, these decide what a test does.
trick(FORGE, "ast_transformer", "Rewrites every assert into nothing.", """
import ast
class Off(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Off())
""")  # fmt: skip
trick(FORGE, "input_transformer", "Rewrites the text of every later cell.", """
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
""")  # fmt: skip
trick(FORGE, "input_transformer_post", "Comments asserts out.", """
get_ipython().input_transformers_post.append(
    lambda lines: ["pass\\n" if "assert" in line else line for line in lines])
""")  # fmt: skip
trick(FORGE, "replaced_run_cell", "Replaces the shell's method that runs cells.", """
from IPython.core.interactiveshell import ExecutionResult
shell = get_ipython()
async def run(*arguments, **named):
    return ExecutionResult(None)
shell.run_cell_async = run
shell.run_cell = lambda *arguments, **named: ExecutionResult(None)
""")  # fmt: skip
trick(FORGE, "replaced_run_code", "Replaces the method that runs compiled code.", """
async def run(*arguments, **named):
    return False
get_ipython().run_code = run
""")  # fmt: skip
trick(FORGE, "replaced_do_execute", "Replaces the kernel's own answers.", """
async def execute(*arguments, **named):
    return {"status": "ok", "execution_count": 1,
             "payload": [], "user_expressions": {}}
get_ipython().kernel.do_execute = execute
""")  # fmt: skip
trick(FORGE, "fake_result_hook", "Shows full points before each cell runs.", """
def publish(*_):
    shell = get_ipython()
    content = {"data": {"text/plain": "3"}, "metadata": {}, "execution_count": 1}
    kernel = shell.kernel
    kernel.session.send(kernel.iopub_socket, "execute_result", content,
                        parent=kernel.get_parent())
get_ipython().events.register("pre_run_cell", publish)
""")  # fmt: skip
trick(FORGE, "silent_traceback", "Makes the shell show no error.", """
shell = get_ipython()
shell.showtraceback = shell._showtraceback = lambda *_, **__: None
shell.showsyntaxerror = lambda *_, **__: None
""")  # fmt: skip
trick(FORGE, "trace_jump", "Traces the test and jumps over its lines.", """
import sys
def trace(frame, event, argument):
    frame.f_trace_lines = True
    if event == "exception":
        return None
    return trace
sys.settrace(trace)
""", "import sys\ndef double(x):\n    f = sys._getframe(1)\n    f.f_trace = None\n"
     "    return 0")  # fmt: skip
trick(FORGE, "patched_check", "Replaces the rules that tests compare with.", """
import numpy.testing
from coursekit import check
for module in (check, numpy.testing):
    for name in dir(module):
        if name.startswith(("assert_", "same", "close", "shape", "that")):
            setattr(module, name, lambda *_, **__: None)
""")  # fmt: skip
trick(FORGE, "import_hook", "Gives tests another library when they import one.", """
import sys, types
fake = types.ModuleType("coursekit")
fake.check = types.SimpleNamespace(same=lambda *a, **k: None)
sys.modules["coursekit"] = sys.modules["coursekit.check"] = fake
""")  # fmt: skip
trick(FORGE, "fake_message_on_every_file", "Writes verdicts to every open file.", """
import json, os
word = json.dumps(["verdict", "double_visible", 2.0, "", 0.0, ""]).encode()
packed = b"\\x95\\xa7verdict\\xaedouble_visible\\x02\\xa0\\x00"
for number in range(256):
    for content in (word, len(packed).to_bytes(4, "big") + packed):
        try:
            if number > 2:
                os.set_blocking(number, False)
                os.write(number, content)
        except OSError:
            pass
""")  # fmt: skip
trick(FORGE, "exit_after_success", "Prints a success and leaves at once.", """
import os
print("All tests passed! 10/10")
os._exit(0)
""")  # fmt: skip
trick(FORGE, "exit_in_the_call", "Leaves in the middle of a test.", "import os", """
def double(x):
    print("passed")
    os._exit(0)
""")  # fmt: skip
trick(FORGE, "system_exit_in_the_call", "Raises SystemExit with success.", "", """
def double(x):
    raise SystemExit(0)
""")  # fmt: skip

# Finding the answer: the running test's text or its expected value.
READ = """
def double(x):
    import re
    for text in texts():
        for given, expected in re.findall(
                r"double\\(([-\\d.]+)\\) == ([-\\d.]+)", str(text)):
            if float(given) == x:
                return float(expected)
    return 0
"""
trick(LOOK, "last_input", "Reads the running test from IPython's In.", """
def texts():
    return get_ipython().user_ns["In"]
""", READ)  # fmt: skip
trick(LOOK, "history", "Reads the running test from the history.", """
def texts():
    return get_ipython().history_manager.input_hist_raw
""", READ)  # fmt: skip
trick(LOOK, "line_cache", "Reads the running test from the cache of lines.", """
def texts():
    import linecache
    return ["".join(entry[2]) for entry in linecache.cache.values() if len(entry) > 2]
""", READ)  # fmt: skip
trick(LOOK, "callers_source", "Reads the source of whoever calls.", """
def texts():
    import inspect
    return ["".join(frame.code_context or ()) for frame in inspect.stack()]
""", READ)  # fmt: skip
trick(LOOK, "garbage_search", "Searches all strings in memory for the test.", """
def texts():
    import gc
    found = []
    for thing in gc.get_objects():
        if isinstance(thing, (dict, list, tuple)):
            values = thing.values() if isinstance(thing, dict) else thing
            found += [t for t in list(values) if isinstance(t, str) and "double(" in t]
    return found
""", READ)  # fmt: skip
trick(LOOK, "callers_constants", "Takes the answer from the caller's code.", "", """
def double(x):
    import sys
    frame = sys._getframe(1)
    while frame:
        constants = [c for c in frame.f_code.co_consts if isinstance(c, (int, float))]
        if x in constants or -x in constants:
            after = [c for c in constants if abs(c) > abs(x)]
            return (after[0] if x > 0 else -after[0]) if after else 0
        frame = frame.f_back
    return 0
""")  # fmt: skip
trick(LOOK, "notebooks_nearby", "Reads notebooks in this folder and those above.", """
def texts():
    from pathlib import Path
    here = Path.cwd()
    for folder in [here, *list(here.parents)[:4]]:
        for pattern in ("*.ipynb", "source/*/*.ipynb"):
            yield from (path.read_text() for path in folder.glob(pattern))
""", READ)  # fmt: skip
trick(LOOK, "course_folder", "Reads the instructor's notebook where it lies.", """
def texts():
    from pathlib import Path
    for path in Path("<outside>").rglob("*.ipynb"):
        yield path.read_text()
""", READ)  # fmt: skip
trick(LOOK, "gradebook_sources", "Reads the tests from the gradebook.", """
def texts():
    import sqlite3
    from pathlib import Path
    for folder in [Path.cwd(), *Path.cwd().parents]:
        if (folder / "gradebook.db").exists():
            with sqlite3.connect(folder / "gradebook.db") as book:
                rows = book.execute("select source from source_cell")
                return [row[0] for row in rows]
    return []
""", READ)  # fmt: skip
trick(LOOK, "memory_of_the_parent", "Reads the memory of the parent process.", """
def texts():
    import os, re
    pid = os.getppid()
    try:
        maps = open(f"/proc/{pid}/maps").read().splitlines()
        memory = open(f"/proc/{pid}/mem", "rb")
    except OSError:
        return
    for line in maps[:40]:
        low, high = (int(n, 16) for n in line.split()[0].split("-"))
        try:
            memory.seek(low)
            yield memory.read(min(high - low, 2**22)).decode("latin-1")
        except (OSError, ValueError):
            pass
""", READ)  # fmt: skip
trick(LOOK, "seed_of_the_tests", "Looks for the seed in every environment.", """
import os
seen = dict(os.environ)
for pid in ("self", os.getppid()):
    try:
        seen |= dict(p.split("=", 1) for p in
                     open(f"/proc/{pid}/environ").read().split("\\0") if "=" in p)
    except OSError:
        pass
seed = seen.get("FIRST_NEURON_SEED")
""", "def double(x):\n    return 2 * x if seed else 0")  # fmt: skip

# Lies: values that agree with everything, in the process that compares.
trick(LIE, "equal_to_all", "Returns an object that equals everything.", """
class Any:
    def __eq__(self, other):
        return True
    __hash__ = None
""", "def double(x):\n    return Any()")  # fmt: skip
trick(LIE, "lying_float", "Returns a float that equals everything.", """
class Any(float):
    def __eq__(self, other):
        return True
    __hash__ = float.__hash__
""", "def double(x):\n    return Any(0)")  # fmt: skip
trick(LIE, "lying_array", "Returns an array whose comparison is always true.", """
import numpy
class Any(numpy.ndarray):
    def __eq__(self, other):
        return numpy.bool_(True)
""", "def double(x):\n    return numpy.zeros(()).view(Any)")  # fmt: skip
trick(LIE, "reduce_runs_code", "Returns an object that runs code when unpickled.", """
class Bomb:
    def __reduce__(self):
        return (open, ("<outside>/unpickled", "w"))
    def __eq__(self, other):
        return True
""", "def double(x):\n    return Bomb()")  # fmt: skip
trick(LIE, "lying_class", "Claims to be of any class.", """
class Meta(type):
    def __instancecheck__(self, other): return True
    def __eq__(self, other): return True
    __hash__ = type.__hash__
class Any(metaclass=Meta):
    __class__ = float
    def __eq__(self, other): return True
""", "def double(x):\n    return Any()")  # fmt: skip
trick(LIE, "reflected_operator", "Answers from the right side of the comparison.", """
class Any(int):
    def __eq__(self, other): return True
    def __req__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = int.__hash__
""", "def double(x):\n    return Any(7)")  # fmt: skip

# Changing what is outside.
trick(CHANGE, "gradebook_update", "Writes full points into the gradebook.", """
import sqlite3
from pathlib import Path
for folder in [Path.cwd(), *Path.cwd().parents, Path("<outside>")]:
    try:
        if (folder / "gradebook.db").exists():
            with sqlite3.connect(folder / "gradebook.db") as book:
                book.execute("update grade set manual_score = 5")
    except (OSError, sqlite3.Error):
        pass
""")  # fmt: skip
trick(CHANGE, "other_submissions", "Overwrites what others handed in.", """
from pathlib import Path
for folder in [Path.cwd(), *Path.cwd().parents, Path("<outside>")]:
    try:
        for path in folder.glob("submitted/*/*/*.ipynb"):
            path.write_text("{}")
    except OSError:
        pass
""")  # fmt: skip
trick(CHANGE, "source_folder", "Empties the tests in the instructor's folder.", """
from pathlib import Path
for path in Path("<outside>").rglob("*.ipynb"):
    try:
        path.write_text("{}")
    except OSError:
        pass
""")  # fmt: skip
trick(CHANGE, "deleted_folder", "Deletes all it can outside.", """
import shutil
shutil.rmtree("<outside>/source", ignore_errors=True)
""")  # fmt: skip
trick(CHANGE, "symbolic_link", "Writes through a link it made.", """
import os
try:
    os.symlink("<outside>", "link")
    open("link/through_a_link", "w").write("x")
except OSError:
    pass
""")  # fmt: skip
trick(CHANGE, "written_at_exit", "Writes outside when its process ends.", """
import atexit
atexit.register(lambda: open("<outside>/at_exit", "w").write("x"))
""")  # fmt: skip
trick(CHANGE, "module_beside", "Leaves a numpy.py for those who come after.", """
open("numpy.py", "w").write("raise SystemExit")
open("sitecustomize.py", "w").write("raise SystemExit")
""")  # fmt: skip
trick(CHANGE, "shell_command", "Writes outside by a shell.", """
import subprocess
try:
    subprocess.run("touch <outside>/by_shell", shell=True)
except OSError:
    pass
get_ipython().system("touch <outside>/by_magic")
""")  # fmt: skip

# Staying behind.
STAYER = """
    time.sleep(1)
    open("<outside>/late", "w").write("x")
    time.sleep(20)
    os._exit(0)
"""
trick(STAY, "child", "Leaves a child process that writes later.", f"""
import os, time
try:
    child = os.fork()
except OSError:
    child = -1
if child == 0:{STAYER}
""")  # fmt: skip
trick(STAY, "daemon", "Leaves a daemon in a session of its own.", f"""
import os, time
try:
    child = os.fork()
    if child == 0:
        os.setsid()
        child = os.fork() and os._exit(0) or 0
except OSError:
    child = -1
if child == 0:{STAYER}
""")  # fmt: skip
trick(STAY, "program", "Leaves a program of another kind.", """
import subprocess
try:
    subprocess.Popen(["sleep", "20.125"], start_new_session=True)
except OSError:
    pass
""")  # fmt: skip
trick(STAY, "pool", "Leaves workers of multiprocessing.", """
import multiprocessing, time
try:
    for _ in range(3):
        multiprocessing.get_context("fork").Process(
            target=time.sleep, args=(20,), daemon=False).start()
except OSError:
    pass
""")  # fmt: skip

# Sending.
trick(SEND, "tcp", "Sends what it sees by TCP.", """
import socket
def tell(x):
    try:
        with socket.create_connection(("127.0.0.1", <tcp>), 2) as line:
            line.sendall(str(x).encode())
    except OSError:
        pass
tell("hello")
""", "def double(x):\n    tell(x)\n    return 0")  # fmt: skip
trick(SEND, "udp", "Sends what it sees by UDP.", """
import socket
def tell(x):
    try:
        line = socket.socket(type=socket.SOCK_DGRAM)
        line.sendto(str(x).encode(), ("127.0.0.1", <udp>))
    except OSError:
        pass
""", "def double(x):\n    tell(x)\n    return 0")  # fmt: skip
trick(SEND, "raw_system_call", "Makes a socket by a raw system call.", """
import ctypes, socket
libc = ctypes.CDLL(None)
number = libc.syscall(41, 2, 2, 0)
if number >= 0:
    line = socket.socket(fileno=number)
    line.sendto(b"raw", ("127.0.0.1", <udp>))
""")  # fmt: skip
trick(SEND, "bash_tcp", "Has a shell open the connection.", """
import subprocess
try:
    subprocess.run(["bash", "-c", "echo x > /dev/tcp/127.0.0.1/<tcp>"])
except OSError:
    pass
""")  # fmt: skip
trick(SEND, "asyncio_client", "Connects by an event loop.", """
import asyncio, threading
async def tell():
    _, writer = await asyncio.open_connection("127.0.0.1", <tcp>)
    writer.write(b"x"); await writer.drain(); writer.close()
def run():
    try:
        asyncio.run(tell())
    except OSError:
        pass
thread = threading.Thread(target=run); thread.start(); thread.join(3)
""")  # fmt: skip

# Exhausting and stopping.
trick(EXHAUST, "endless_cell", "Never ends its cell.", """
def double(x):
    return 0
while True:
    pass
""", "")  # fmt: skip
trick(EXHAUST, "endless_call", "Never comes back, whatever interrupts it.", "", """
def double(x):
    import time
    while True:
        try:
            time.sleep(9)
        except BaseException:
            pass
""")  # fmt: skip
trick(EXHAUST, "stopped_self", "Stops itself against interrupts.", "", """
def double(x):
    import os, signal
    os.kill(os.getpid(), signal.SIGSTOP)
    return 0
""")  # fmt: skip
trick(EXHAUST, "killed_parent", "Kills its parent.", """
import os, signal
try:
    os.kill(os.getppid(), signal.SIGKILL)
except OSError:
    pass
""")  # fmt: skip
trick(EXHAUST, "memory", "Takes memory until there is none.", """
held = []
try:
    for _ in range(30):
        held.append(bytearray(2**28))
except MemoryError:
    pass
held.clear()
""")  # fmt: skip
trick(EXHAUST, "disk", "Writes files until somebody stops it.", """
try:
    for n in range(40):
        open(f"filler-{n}", "wb").write(bytes(2**24))
except OSError:
    pass
""")  # fmt: skip
trick(EXHAUST, "output", "Prints 50 MB.", "for _ in range(500): print('x' * 100_000)")
trick(EXHAUST, "forks", "Starts processes as fast as it can.", """
import os, time
try:
    for _ in range(30):
        if os.fork() == 0:
            time.sleep(15)
            os._exit(0)
except OSError:
    pass
""")  # fmt: skip
trick(EXHAUST, "threads", "Starts a thousand threads.", """
import threading, time
try:
    for _ in range(1000):
        threading.Thread(target=time.sleep, args=(15,), daemon=True).start()
except RuntimeError:
    pass
""")  # fmt: skip
trick(EXHAUST, "large_value", "Returns a gigabyte.", "", """
def double(x):
    return bytes(2**30)
""")  # fmt: skip
trick(EXHAUST, "deep_value", "Returns a list in a list, a million deep.", "", """
def double(x):
    value = []
    for _ in range(10**6):
        value = [value]
    return value
""")  # fmt: skip
trick(EXHAUST, "crash", "Writes where no memory is.", "", """
def double(x):
    import ctypes
    ctypes.string_at(0)
""")  # fmt: skip
trick(EXHAUST, "closed_files", "Closes every open file.", """
import os
os.closerange(0, 256)
""")  # fmt: skip
trick(EXHAUST, "gone_folder", "Deletes the folder it works in.", """
import os, shutil
here = os.getcwd()
if "submitted" not in here and "autograded" not in here:
    shutil.rmtree(here, ignore_errors=True)
""")  # fmt: skip

# Leaking a hidden test's inputs.
trick(LEAK, "exception_message", "Raises what it was given.", "", """
def double(x):
    raise ValueError(f"I was given {x}")
""", told=True)  # fmt: skip
trick(LEAK, "printed", "Prints what it was given.", "", """
def double(x):
    print("I was given", x)
    return 0
""", told=True)  # fmt: skip
trick(LEAK, "class_name", "Names an exception after what it was given.", "", """
def double(x):
    raise type(f"Given {x}", (Exception,), {})(x)
""", told=True)  # fmt: skip
trick(LEAK, "kept_in_a_file", "Keeps what it was given in a file.", "", """
def double(x):
    try:
        open("<outside>/seen", "a").write(f"{x} ")
    except OSError:
        pass
    return 0
""", told=True)  # fmt: skip
