"""Tricks that want more than a submission may have: time, memory, disk, output."""

from grading.tricks import EXHAUST, trick

trick(EXHAUST, "list_bomb", "Shows outputs that are millions of empty lists.", """
class Bomb:
    def _repr_mimebundle_(self, **_):
        return {"text/plain": "x", "application/json": [[]] * 10 ** 6}
from IPython.display import display
display(Bomb())
display({"text/plain": "x"}, metadata={"m": [[]] * 10 ** 6}, raw=True)
""", cells=("display(Bomb())",) * 5)  # fmt: skip
OUTPUTS = """
try:
    from autograder import cage, wire
    _send = wire.Channel.send
    def send(self, message):
        if (isinstance(message, list) and len(message) == 3 and message[0] == "ok"
                and isinstance(message[1], list)):
            message = ["ok", forged(), True]
        return _send(self, message)
    wire.Channel.send = send
except ImportError:
    pass
"""
SHOWN = {
    "outputs_no_list": ("Gives a number in place of outputs.", "7"),
    "outputs_no_outputs": ("Gives outputs that are none.", "[1, {}, None, 'x', [[]]]"),
    "outputs_no_page": ("Gives outputs that no page can show.",
        "[{'output_type': 'stream', 'name': 7, 'text': {'a': 1}}, "
        "{'output_type': 'display_data', 'data': [1], 'metadata': 3}, "
        "{'output_type': 'error', 'ename': None, 'evalue': 3, 'traceback': 'x'}]"),
    "outputs_of_lists": ("Gives outputs of millions of lists.",
        "[{'output_type': 'stream', 'name': 'stdout', 'text': [[]] * 3 * 10 ** 6}]"),
    "outputs_of_megabytes": ("Gives 50 MB of text.",
        "[{'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 5 * 10 ** 7}]"),
    "outputs_by_thousands": ("Gives a hundred thousand outputs.",
        "[{'output_type': 'stream', 'name': 'stdout', 'text': 'x'}] * 10 ** 5"),
    "outputs_very_deep": ("Gives outputs nested four hundred deep.",
        "[{'output_type': 'display_data', 'metadata': {}, 'data': deep(400)}]"),
    "outputs_not_numbers": ("Gives outputs with nan, bytes and numbers of 300 digits.",
        "[{'output_type': 'display_data', 'metadata': {'a': float('nan'), 'b': b'x', "
        "'c': 10 ** 300}, 'data': {'text/plain': 'x', 'n': float('inf')}}]"),
    "outputs_of_points": ("Gives outputs that read as points.",
        "[{'output_type': 'execute_result', 'data': {'text/plain': '33'}, "
        "'metadata': {}, 'execution_count': 1, 'nbgrader': {'points': 33}}]"),
}  # fmt: skip
for _name, (_says, _forged) in SHOWN.items():
    trick(EXHAUST, _name, _says, f"""
def deep(n): return {{"a": deep(n - 1)}} if n else 1
def forged(): return {_forged}
{OUTPUTS}""", ours=True)  # fmt: skip
trick(EXHAUST, "display_of_odd_metadata", "Shows what is no JSON.", """
import numpy as np
from IPython.display import display
odd = {"w": np.float32(1), 3: {4}, "f": print}
display({"text/plain": "x"}, raw=True, metadata=odd)
class Odd:
    def _repr_html_(self): return 7
    def _repr_png_(self): return b"\\xff" * 10
    def _repr_mimebundle_(self, **_): return 3
    def __repr__(self): raise SystemExit
display(Odd())
""")  # fmt: skip
trick(EXHAUST, "formatters", "Replaces display formatters, stdout, and comms.", """
import sys
shell = get_ipython()
class Endless:
    def write(self, text): return self.write(text)
    def flush(self): raise KeyboardInterrupt
    def __getattr__(self, name): return self
shell.display_formatter.format = lambda *a, **k: ({"text/plain": "x"}, None)
shell.display_pub.publish = None
shell.displayhook.write_format_data = None
sys.stdout = sys.stderr = sys.__stdout__ = Endless()
try:
    import comm
    comm.create_comm(target_name="x").send({"a": 1})
except Exception: pass
""", cells=("1", "print('x')", "sys.stdout = None", "print(2)"))  # fmt: skip
trick(EXHAUST, "fast_cells", "Has many cells, each quick enough.", "import time",
      cells=("time.sleep(0.4)",) * 80)  # fmt: skip
trick(EXHAUST, "fast_disk", "Writes a file in each of many quick cells.", "n = 0",
      cells=("""
n += 1
open(f"filler{n}", "wb").write(bytes(2 ** 24))
if n > 35: print("GOT", "AWAY with", n * 16, "MB")
""",) * 40)  # fmt: skip
trick(EXHAUST, "unlinked_files", "Writes to files that have no name any more.", """
import os, time
held = []
try:
    for n in range(40):
        held.append(open("filler", "wb"))
        os.remove("filler")
        held[-1].write(bytes(2 ** 24)); held[-1].flush()
        time.sleep(0.04)
    print("GOT", "AWAY with", n * 16, "MB")
except OSError: pass
held.clear()
""")  # fmt: skip
trick(EXHAUST, "unlinked_in_quick_cells", "The same, in each of many quick cells.",
      "import os\nheld = []", cells=("""
held.append(open("filler", "wb"))
os.remove("filler")
held[-1].write(bytes(2 ** 24)); held[-1].flush()
if len(held) > 35: print("GOT", "AWAY with", len(held) * 16, "MB")
""",) * 40)  # fmt: skip
trick(EXHAUST, "unlinked_and_mapped", "The same, and keeps them as memory alone.",
      "import os, mmap\nheld = []", cells=("""
with open("filler", "w+b") as file:
    os.remove("filler")
    file.truncate(2 ** 24)
    held.append(mmap.mmap(file.fileno(), 2 ** 24))
for start in range(0, 2 ** 24, 2 ** 20):
    held[-1][start:start + 2 ** 20] = b"x" * 2 ** 20
if len(held) > 35: print("GOT", "AWAY with", len(held) * 16, "MB")
""",) * 40)  # fmt: skip
trick(EXHAUST, "files_in_memory", "Fills files that are in no folder.", """
import os, mmap, ctypes
total = 0
try:
    for n in range(12):
        number = os.memfd_create(str(n))
        os.write(number, bytes(2 ** 24)); total += 16
except OSError: pass
if total: print("GOT", "AWAY with", total, "MB")
""")  # fmt: skip
trick(EXHAUST, "shared_memory", "Fills memory that no process's size shows.", """
import mmap, os
held = []
try:
    for n in range(70):
        held.append(mmap.mmap(-1, 2 ** 26))
        held[-1][:2 ** 20] = bytes(2 ** 20)
    print("GOT", "AWAY with", n * 64, "MB")
except (OSError, ValueError, MemoryError): pass
for part in held: part.close()
""")  # fmt: skip
trick(EXHAUST, "pipes", "Fills pipes.", """
import os, fcntl
total = 0
try:
    for n in range(2000):
        read, write = os.pipe()
        fcntl.fcntl(write, 1031, 2 ** 20)
        os.set_blocking(write, False)
        total += os.write(write, bytes(2 ** 20))
except OSError: pass
if total > 2 ** 28: print("GOT", "AWAY with", total >> 20, "MB")
""")  # fmt: skip
trick(EXHAUST, "allocated_disk", "Has the disk set aside without writing.", """
import os
try:
    for n in range(40):
        os.posix_fallocate(os.open(f"f{n}", os.O_RDWR | os.O_CREAT), 0, 2 ** 25)
except OSError: pass
""", cells=("""
import time
time.sleep(1)
if n > 20: print("GOT", "AWAY")
""",))  # fmt: skip
trick(EXHAUST, "deep_folders", "Makes folders in folders, thousands deep.", """
import os
home = os.getcwd()
try:
    for _ in range(3000):
        os.mkdir("d"); os.chdir("d")
except OSError: pass
os.chdir(home)
""")  # fmt: skip
trick(EXHAUST, "read_only_folders", "Makes folders that nobody may remove.", """
import os
os.makedirs("a/b/c")
open("a/b/c/file", "w").write("x")
for path in ("a/b/c", "a/b", "a", "."):
    os.chmod(path, 0)
open("link", "w") if 0 else None
""")  # fmt: skip
trick(EXHAUST, "odd_names", "Makes files whose names are no words.", """
import os
for name in (b"\\xff\\xfe", b"\\n\\x1b[2J", b"-rf", b"a" * 255, b"\\xe2\\x80\\xae"):
    try:
        open(name, "w").close(); os.mkdir(name + b".d")
    except OSError: pass
for target in ("/", "..", "loop", "<outside>"):
    try: os.symlink(target, "loop" if target == "loop" else f"link{len(target)}")
    except OSError: pass
os.mkfifo("pipe") if hasattr(os, "mkfifo") else None
""")  # fmt: skip
trick(EXHAUST, "many_files", "Makes thirty thousand empty files.", """
try:
    for n in range(30_000): open(str(n), "w").close()
except OSError: pass
""")  # fmt: skip
trick(EXHAUST, "million_files", "Makes as many empty files as time allows.", """
import os
try:
    for n in range(10 ** 6):
        if n % 50_000 == 0:
            folder = f"folder{n}"
            os.mkdir(folder)
        os.close(os.open(f"{folder}/{n}", os.O_CREAT))
        if n == 200_000: print("GOT", "AWAY with", n, "files")
except OSError: pass
""")  # fmt: skip
trick(EXHAUST, "sparse_file", "Makes a file that is large and empty.", """
try:
    with open("sparse", "wb") as file: file.truncate(3 * 2 ** 30)
except OSError: pass
""")  # fmt: skip
trick(EXHAUST, "endless_iterator", "Gives values that never end.", """
import itertools
""", "def double(x):\n    return itertools.count()",
      scale="def scale(X, w):\n    return itertools.repeat(0.0)",
      area="def area(side):\n    return iter(int, 1)",
      tidy="def tidy(rows):\n"
      "    return (row for row in itertools.cycle(rows))")  # fmt: skip
trick(EXHAUST, "killed_self", "Kills itself in every call.", "", """
def double(x):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
""", scale="import os\ndef scale(X, w):\n    os.kill(os.getpid(), 9)",
      area="import os\ndef area(side):\n    os.abort()")  # fmt: skip
trick(EXHAUST, "spinning_threads", "Spins with sixty threads.", """
import threading, time
def spin():
    end = time.time() + 3
    while time.time() < end: pass
for _ in range(60): threading.Thread(target=spin, daemon=True).start()
""")  # fmt: skip
trick(EXHAUST, "many_threads", "Has three thousand threads at once.", """
import threading, time
threading.stack_size(65536)
try:
    for _ in range(3000):
        threading.Thread(target=time.sleep, args=(4,), daemon=True).start()
except RuntimeError: pass
""")  # fmt: skip
trick(EXHAUST, "slow_answers", "Takes almost the limit in every call.", "import time",
      """
def double(x):
    time.sleep(1.5)
    return 0
""", scale="def scale(X, w):\n    time.sleep(0.6)\n    return X * 0")  # fmt: skip
trick(EXHAUST, "interrupts_refused", "Ignores every signal and catches every end.", """
import signal
for n in range(1, 65):
    try: signal.signal(n, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True:
    try:
        while True: pass
    except BaseException: pass
""")  # fmt: skip
trick(EXHAUST, "recursion_without_limit", "Recurses until the stack is gone.", """
import sys
sys.setrecursionlimit(10 ** 9)
""", "def double(x):\n    return double(x) + 1")  # fmt: skip
trick(EXHAUST, "cycles", "Gives lists and dictionaries that hold themselves.", "",
      "def double(x):\n    a = []\n    a.append(a)\n    return a",
      tidy="def tidy(rows):\n    rows.append(rows)\n    return rows",
      apply="def apply(f, x):\n    d = {}\n    d['d'] = d\n"
      "    return f(d)")  # fmt: skip
trick(EXHAUST, "slow_destructor", "Takes its time to be forgotten.", """
import time
class Slow:
    def __del__(self):
        while True: time.sleep(1)
""", "def double(x):\n    Slow()\n    return 0")  # fmt: skip
trick(EXHAUST, "page_of_code", "Prints its own cell two thousand times.", """
for _ in range(2000): print(In[-1])
""")  # fmt: skip
