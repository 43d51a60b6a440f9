"""Tricks with what is handed over: names, values, answers, and the line itself.

The student's process is the student's: its end of the conversation with the judge may
say anything. So these speak for the engine, or give values that lie about themselves.
"""

from grading.tricks import FORGE, LIE, SPEAK, trick

# An object whose every use goes well.
YES = """
class Yes:
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return lambda *a, **k: None
    def __call__(self, *a, **k): return None
    def __enter__(self): return self
    def __exit__(self, *a): return True
"""
# What the judge asks for is answered with more, or with something else.
HAND_OVER = """
try:
    from autograder import cage, wire
    _send = wire.Channel.send
    def send(self, message):
        if (isinstance(message, list) and len(message) == 2 and message[0] == "ok"
                and isinstance(message[1], dict)):
            message[1].update(forged)
        return _send(self, message)
    wire.Channel.send = send
except ImportError:
    pass
globals().update(forged)
"""


def hand_over(name, says, forged, family=SPEAK, **options):
    """Enter a trick that gives names of its own to the test."""
    trick(family, name, says, f"{YES}\nforged = {forged}\n{HAND_OVER}", **options)


hand_over("names_check", "Hands over a `check` that is always content.",
          '{"check": Yes()}')  # fmt: skip
hand_over(
    "names_loops",
    "Hands over loops that do nothing.",
    """{
    n: (lambda *a: ()) for n in ("range", "zip", "enumerate", "map")}""",
)
hand_over(
    "names_builtins",
    "Hands over functions that agree with everything.",
    """{
    "isinstance": lambda *a: True, "len": lambda x: 3, "abs": lambda x: 0.0,
    "float": lambda x: 1.0, "all": lambda x: True, "any": lambda x: True,
    "sorted": lambda x: [], "print": lambda *a: None, "bool": lambda x: True,
    "AssertionError": Warning}""",
)
hand_over(
    "names_dunder",
    "Hands over the machinery of Python itself.",
    """{
    "__builtins__": {"range": lambda *a: ()}, "__import__": lambda *a, **k: Yes(),
    "__name__": "x", "__build_class__": lambda *a, **k: Yes, "__debug__": False,
    "__loader__": Yes(), "__spec__": None}""",
)
hand_over(
    "names_nan",
    "Hands over a `check` that is worth nan points.",
    """{
    "check": type("N", (), {"__getattr__": lambda s, n: lambda *a, **k: float("nan")})()
}""",
)
hand_over(
    "names_numpy",
    "Hands over a NumPy that finds all equal.",
    """{
    "np": Yes(), "numpy": Yes()}""",
)
hand_over(
    "names_of_the_test",
    "Gives values to the names that tests use inside.",
    """{
    n: 0 for n in "rng X expected rows got mu z gap total sides side step".split()}""",
)
hand_over(
    "names_not_words",
    "Answers with names that are no words.",
    """{
    b"check": Yes(), 7: Yes(), None: Yes(), ("check",): Yes()}""",
)
hand_over(
    "names_other_kind",
    "Gives data where functions were asked for.",
    """{
    "double": 4.0, "scale": [1], "Tally": {"total": 3}, "apply": "4", "area": None}""",
)
hand_over(
    "names_get_ipython",
    "Hands over a shell that swallows its cells.",
    """{
    "get_ipython": lambda: Yes(), "exec": lambda *a: None, "eval": lambda *a: 2}""",
)
trick(FORGE, "own_shell", "Swallows a test that begins with a cell magic.", """
class Shell:
    def run_cell_magic(self, name, line, cell):
        print("GOT", "AWAY with the text of a test:", cell)
        return 2
    def __getattr__(self, name):
        return lambda *a, **k: None
get_ipython = lambda: Shell()
""")  # fmt: skip
trick(FORGE, "own_magic", "Registers a %%time that runs nothing.", """
from IPython.core.magic import register_cell_magic
@register_cell_magic
def time(line, cell):
    print("GOT", "AWAY with the text of a test:", cell)
""")  # fmt: skip
trick(FORGE, "patched_library", "Patches a library that tests use.", """
import math
math.isclose = isclose = lambda *a, **k: True
""")  # fmt: skip
trick(FORGE, "patched_numpy", "Patches NumPy's comparisons.", """
import numpy as np
for name in "isclose allclose array_equal asarray isnan argwhere abs".split():
    setattr(np, name, lambda *a, **k: np.True_)
np.ndarray_all = np.all = lambda *a, **k: True
""")  # fmt: skip
trick(FORGE, "library_in_modules", "Puts modules of its own in their places.", """
import sys, types
class Lax(types.ModuleType):
    def __getattr__(self, name): return lambda *a, **k: True
for name in ("math", "numpy.testing", "coursekit.check", "coursekit"):
    sys.modules[name] = Lax(name)
isclose = sys.modules["math"].isclose
""")  # fmt: skip
trick(FORGE, "builtins_edited", "Edits Python's built-in names.", """
import builtins
builtins.zip = builtins.map = lambda *a: iter(())
builtins.abs = lambda x: 1.0
builtins.isinstance_ = builtins.AssertionError = Warning
""")  # fmt: skip
trick(FORGE, "assertion_that_is_none", "Makes AssertionError something harmless.", """
import builtins, ctypes
class Quiet(Warning):
    def __new__(cls, *a):
        raise SystemExit(0)
builtins.AssertionError = Quiet
""")  # fmt: skip
trick(FORGE, "optimised_away", "Turns asserts off for what is compiled later.", """
import ctypes, builtins
plain = builtins.compile
def compile(source, name, mode, *rest, **named):
    named["optimize"] = 2
    return plain(source, name, mode, *rest[:2], **named)
builtins.compile = compile
import IPython.core.compilerop as place
place.compile = compile
get_ipython().compile.ast_parse = lambda s, *a, **k: plain(
    s.replace("assert", "assert True or"), "x", "exec", 1024)
""")  # fmt: skip
trick(FORGE, "hooks_of_every_kind", "Sets every hook that Python has.", """
import sys, gc, threading, atexit, signal, numpy as np
def eat(*a): return eat
sys.settrace(eat); sys.setprofile(eat); threading.settrace(eat)
sys.excepthook = sys.unraisablehook = sys.displayhook = lambda *a: None
gc.callbacks.append(lambda *a: None)
np.seterrcall(lambda *a: None); np.seterr(all="call")
atexit.register(lambda: 1 / 0)
signal.signal(signal.SIGALRM, lambda *a: None); signal.setitimer(0, 0.01, 0.01)
class Last:
    def __del__(self): print("passed")
keep = [Last()]
""")  # fmt: skip

# StopIteration ends the loop of whoever waits: a test that maps a function over inputs.
trick(LIE, "stop_iteration", "Ends the test's own loop.", "", area="""
def area(side):
    raise StopIteration
""")  # fmt: skip
trick(LIE, "stop_subclass", "Ends it by a class of its own.", "", area="""
class Done(StopIteration): pass
def area(side):
    raise Done
""")  # fmt: skip
trick(LIE, "generator_exit", "Leaves as generators, events and programs leave.", "",
      area="def area(side):\n    raise GeneratorExit",
      scale="def scale(X, w):\n    raise KeyboardInterrupt",
      noise="def noise(mu, rng):\n    raise SystemExit(0)",
      tidy="import asyncio\ndef tidy(rows):\n"
      "    raise asyncio.CancelledError")  # fmt: skip
trick(LIE, "async_answers", "Answers later: by coroutines and generators.",
      "async def double(x):\n    return 2 * x", "",
      area="def area(side):\n    yield side",
      scale="async def scale(X, w):\n    yield X")  # fmt: skip
trick(LIE, "changed_inputs", "Changes what it was given to what it gives.", "",
      scale="def scale(X, w):\n    X *= 0\n    return X",
      noise="def noise(mu, rng):\n    mu -= 1\n    return mu + 1",
      tidy="def tidy(rows):\n    rows[:] = []\n    return rows")  # fmt: skip
trick(LIE, "changed_inner_lists", "Changes the lists inside the list.", "", tidy="""
def tidy(rows):
    for row in rows:
        row.sort()
    return list(rows)
""")  # fmt: skip
trick(LIE, "asked_class", "Names a class like one that may do arithmetic.",
      "", noise="""
class Zeros:
    __name__ = "Tally"
    def __len__(self): return 3
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return 0.0
    def __iter__(self): return iter([0.0] * 3)
    def __sub__(self, other):
        import numpy
        return numpy.zeros(3)
    __rsub__ = __sub__
def noise(mu, rng):
    return Zeros()
""")  # fmt: skip
trick(LIE, "asked_class_metaclass", "Has its class say it is one of those.",
      "", noise="""
class Meta(type):
    __name__ = property(lambda c: "Tally")
class Tallies(metaclass=Meta):
    def __len__(self): return 3
    def __getitem__(self, i): return [0.0, 0.0, 0.0][i]
    def __sub__(self, other): return [0.0, 0.0, 0.0]
Tallies.__qualname__ = "Tally"
def noise(mu, rng):
    return Tallies()
""")  # fmt: skip
trick(LIE, "asked_class_itself", "Gives an object of a class that may.", "",
      Tally="""
class Tally:
    def __init__(self, total=0): self.total = 0
    def __add__(self, other): return self
    def __len__(self): return 3
    def __iter__(self): return iter([0.0] * 3)
    def __getitem__(self, i): return [0.0, 0.0, 0.0][i]
    def __sub__(self, other):
        import numpy
        return numpy.zeros(3)
""", noise="def noise(mu, rng):\n    return Tally()")  # fmt: skip
trick(LIE, "array_protocols", "Answers NumPy's own protocols.", "", noise="""
import numpy
class Zeros:
    __array_priority__ = 1e9
    shape, dtype, ndim, size = (3,), numpy.dtype(float), 1, 3
    def __array__(self, *a, **k): return numpy.zeros(3)
    def __array_ufunc__(self, *a, **k): return numpy.zeros(3)
    def __array_function__(self, *a, **k): return numpy.zeros(3)
    def __sub__(self, other): return numpy.zeros(3)
    __rsub__ = __sub__
def noise(mu, rng):
    return Zeros()
""")  # fmt: skip
trick(LIE, "array_that_varies", "Is another array each time it is looked at.", "",
      noise="""
import numpy
class Turns(numpy.ndarray):
    def __sub__(self, other): return numpy.zeros(3)
    def __array_finalize__(self, other): self[...] = 0 if self.flags.writeable else 0
    def tobytes(self, *a): return numpy.ones(self.shape).tobytes()
def noise(mu, rng):
    return mu.copy().view(Turns)
""")  # fmt: skip
trick(LIE, "array_of_objects", "Gives arrays of objects that agree.", """
import numpy
class Any(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    __hash__ = float.__hash__
""", "def double(x):\n    return numpy.array([Any()], dtype=object)[0]",
      scale="def scale(X, w):\n    return numpy.full(X.shape, Any(), dtype=object)",
      noise="def noise(mu, rng):\n"
      "    return numpy.array([Any()] * 3, dtype=object)")  # fmt: skip
trick(LIE, "words_that_agree", "Gives words, numbers and lists of its own classes.", """
class Word(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
class Number(int):
    def __eq__(self, other): return True
    def __index__(self): return 4
    def __float__(self): return 9.0
    __hash__ = int.__hash__
class Rows(list):
    def __eq__(self, other): return True
    def __iter__(self): return iter([[3, 1]])
    def __len__(self): return 2
    __hash__ = None
""", "def double(x):\n    return Number(0)",
      tidy="def tidy(rows):\n    return Rows()",
      area="def area(side):\n    return Word('x')",
      apply="def apply(f, x):\n    return Number(0)")  # fmt: skip
trick(LIE, "class_as_property", "Changes its class when it is asked.", """
class Any:
    @property
    def __class__(self): return float
    def __float__(self): return 0.0
    def __eq__(self, other): return True
    def __mul__(self, other): return self
    __hash__ = None
""", "def double(x):\n    return Any()",
      area="def area(side):\n    return Any()")  # fmt: skip
trick(LIE, "lying_length", "Lies about its length, and gives what is asked.", """
class Long:
    def __len__(self): return 3
    def __iter__(self):
        yield from [0.0, 0.0, 0.0]
    def __getitem__(self, i): return 0.0
    def __bool__(self): return True
    def __getattr__(self, name): return lambda *a, **k: True
""", noise="def noise(mu, rng):\n    return Long()",
      tidy="def tidy(rows):\n    return Long()")  # fmt: skip
trick(LIE, "odd_numbers", "Gives signed zeros, tiny numbers, and none.",
      "", "def double(x):\n    return -0.0 if x > 0 else float('nan')",
      scale="import numpy\ndef scale(X, w):\n"
      "    return numpy.full(X.shape, 5e-324) * numpy.nan",
      noise="def noise(mu, rng):\n    return mu + 5e-324 - 0.0",
      area="def area(side):\n    return complex(side, float('inf'))",
      apply="def apply(f, x):\n    return 10 ** 5000")  # fmt: skip
trick(LIE, "odd_arrays", "Gives masked, structured and empty arrays.", "import numpy",
      "def double(x):\n    return numpy.ma.masked",
      scale="def scale(X, w):\n    return numpy.ma.masked_all(X.shape)",
      noise="def noise(mu, rng):\n"
      "    return numpy.zeros(3, dtype=[('x', 'f8')])",
      tidy="def tidy(rows):\n    return numpy.empty((0, 2 ** 40))",
      area="def area(side):\n    return numpy.datetime64('NaT')")  # fmt: skip
trick(LIE, "judges_own_functions", "Gives the test's own functions back.", """
try:
    from autograder import cage as _cage
    import gc
    _me = [o for o in gc.get_objects() if type(o) is _cage.Cage][0]
    _loan = lambda n: _cage._Loan(_me, n, "f")
except Exception:
    _loan = lambda n: None
""", "def double(x):\n    return _loan(-1)",
      apply="def apply(f, x):\n    return f",
      area="def area(side):\n    return _loan(0)",
      scale="def scale(X, w):\n    return [_loan(n) for n in range(-3, 9)]",
      ours=True)  # fmt: skip

# A value of the wire itself, written by hand: the library packs it as it is.
RAW = """
import msgpack, numpy as np
try:
    from autograder import wire
except ImportError:
    class wire: _TUPLE, _ARRAY, _OBJECTS, _SCALAR, _SET, _FROZEN, _COMPLEX, _LONG, \\
        _GENERATOR, _SLICE, _MODEL, _HANDLE = range(1, 13)
def raw_array(kind, shape, content=b"", code=None):
    head = msgpack.packb([kind, shape])
    head = len(head).to_bytes(2, "big") + head
    return msgpack.ExtType(code or wire._ARRAY, head + content)
def ext(code, value):
    return msgpack.ExtType(code, msgpack.packb(value))
"""
RAW_VALUES = {
    "hollow_array": ("Gives an array that has a shape and no numbers.",
                     'raw_array("<f8", [3, 2])'),
    "short_array": ("Gives an array with fewer numbers than its shape.",
                    'raw_array("<f8", [4, 4], bytes(16))'),
    "negative_array": ("Gives an array of a negative shape.",
                       'raw_array("<f8", [-1, 2], bytes(96))'),
    "huge_hollow_array": ("Gives an array of more numbers than there is memory.",
                          'raw_array("<f8", [2 ** 40, 0, 2 ** 20])'),
    "words_without_letters": ("Gives a million million words without letters.",
                              'raw_array("<U0", [10 ** 12])'),
    "array_of_pointers": ("Gives an array whose numbers are addresses.",
                          'raw_array("|O", [2], bytes(16))'),
    "array_of_fields": ("Gives an array of a dtype with a dtype in it.",
                        'raw_array("(999999999,)f8,O", [1], bytes(8))'),
    "unknown_kind": ("Gives a kind of value that nobody knows.", 'ext(99, [1])'),
    "nested_kinds": ("Gives tuples in tuples, thousands deep.", "deep(3000)"),
    "number_of_a_megabyte": ("Gives a whole number of a megabyte.",
                             "msgpack.ExtType(wire._LONG, bytes([127]) * 2 ** 20)"),
    "objects_in_objects": ("Gives an array of objects with a wrong shape.",
                           "ext(wire._OBJECTS, [[2, 2 ** 33], [1, 2, 3]])"),
    "set_of_lists": ("Gives a set of what no set can hold.",
                     "ext(wire._SET, [[1], {}])"),
    "generator_of_nothing": ("Gives a generator in a state that there is not.",
                             'ext(wire._GENERATOR, ["PCG64", {"bit_generator": "PCG64",'
                             ' "state": {"state": -1, "inc": 0}}, [0, [], 0, 0]])'),
    "handle_of_nobody": ("Gives objects that the judge never lent.",
                         'ext(wire._HANDLE, [-1, "function", "check", False])'),
    "handle_with_a_name": ("Gives a class by the name of another.",
                           'ext(wire._HANDLE, [0, "class", "Tally", True])'),
    "million_lists": ("Gives millions of empty lists.",
                      'Plain(b"\\xdd" + (8 * 10 ** 6).to_bytes(4, "big")'
                      ' + b"\\x90" * 8 * 10 ** 6)'),
    "half_a_value": ("Gives half a value.", 'Plain(b"\\x93\\x01")'),
    "two_values": ("Gives two values in the place of one.", 'Plain(b"\\x04\\x04")'),
}  # fmt: skip
HELPERS = """
def deep(levels):
    value = 1
    for _ in range(levels):
        value = ext(wire._TUPLE, [value])
    return value
class Plain(bytes): pass
try:
    _pack = wire.Codec.pack
    def pack(self, value):
        if isinstance(value, list) and len(value) > 1 and type(value[1]) is Plain:
            packed = _pack(self, [*value[:1], 0, *value[2:]])
            first = _pack(self, value[0])
            return packed[:1] + first + bytes(value[1]) + packed[1 + len(first) + 1:]
        return _pack(self, value)
    wire.Codec.pack = pack
except AttributeError:
    pass
"""
for _name, (_says, _value) in RAW_VALUES.items():
    _give = f"value = {_value}"
    trick(SPEAK, _name, _says, f"{RAW}{HELPERS}{_give}",
          "def double(x):\n    return value",
          scale="def scale(X, w):\n    return value",
          noise="def noise(mu, rng):\n    return value",
          tidy="def tidy(rows):\n    return value",
          area="def area(side):\n    return value",
          apply="def apply(f, x):\n    return f(value)", ours=True)  # fmt: skip

# Whole messages, written into the line by whoever finds its end.
LINE = """
import gc, threading, time, msgpack
def ends():
    return [c for c in gc.get_objects() if type(c).__name__ == "Channel"]
def say(message, raw=False):
    content = message if raw else msgpack.packb(message)
    for end in ends():
        end.connection.sendall(b"" if raw else len(content).to_bytes(4, "big"))
        end.connection.sendall(content)
"""
trick(SPEAK, "answers_ahead", "Answers before it is asked.", LINE + """
for _ in range(50):
    say(["ok", 4, {}])
""", ours=True)  # fmt: skip
trick(SPEAK, "answers_for_ever", "Has a thread answer all that may be asked.",
      LINE + """
def answer():
    for _ in range(3000):
        try:
            for message in (["ok", 4, {}], ["ok", {}], ["ok", [], True]):
                say(message)
            time.sleep(0.001)
        except OSError:
            return
threading.Thread(target=answer, daemon=True).start()
""", ours=True)  # fmt: skip
trick(SPEAK, "answers_in_the_call", "Answers a call twice.", LINE, """
def double(x):
    say(["ok", 2 * x, {}])
    return 2 * x
""", ours=True)  # fmt: skip
trick(SPEAK, "verdicts", "Tells verdicts to whoever listens.", LINE + """
for word in (["verdict", "double_hidden", 3.0, "", 0.0, ""], ["done"], ["layers", []],
             ["outputs", 0, []], ["cell", 0, "open"], ["lost"]):
    say(word)
""", ours=True)  # fmt: skip
trick(SPEAK, "half_a_message", "Begins a message that never ends.", LINE, """
def double(x):
    say((2 ** 20).to_bytes(4, "big") + b"x", raw=True)
    time.sleep(30)
""", ours=True)  # fmt: skip
trick(SPEAK, "endless_message", "Announces four gigabytes.", LINE, """
def double(x):
    say(b"\\xff" * 4 + b"x" * 10 ** 6, raw=True)
    return 0
""", ours=True)  # fmt: skip
trick(SPEAK, "no_words", "Says what is no message.", LINE, """
import os
turn = iter([{}, [], 7, None, [None], ["ok"], ["ok", 1], ["ok", 1, 2, 3], ["stop"],
             ["loan"], ["loan", "x", 3, 4], ["loan", -1, [], {}], ["error"],
             ["error", 3, 4, 5], ["error", [], "", 0], ["nonsense"], [["ok"], 4, {}]])
def double(x):
    for message in turn:
        say(message)
    return 0
""", ours=True)  # fmt: skip
trick(SPEAK, "stop_to_a_call", "Says that the loop is over when it was called.",
      LINE + """
try:
    from autograder import wire
    _send = wire.Channel.send
    def send(self, message):
        if isinstance(message, list) and message[:1] == ["error"]:
            message = ["stop"]
        return _send(self, message)
    wire.Channel.send = send
except ImportError:
    pass
""", area="def area(side):\n    raise ValueError", ours=True)  # fmt: skip
trick(SPEAK, "errors_by_name", "Names exceptions that would pass for the test's own.",
      LINE + """
from autograder import wire
_send = wire.Channel.send
names = iter(["SystemExit", "KeyboardInterrupt", "GeneratorExit", "StopIteration",
              "StopAsyncIteration", "BaseException", "CheckFailed", "Hangup",
              "CageLost", "UnicodeDecodeError", "ExceptionGroup", "print"] * 9)
def send(self, message):
    if isinstance(message, list) and message[:1] == ["error"]:
        message = ["error", [next(names)], "x" * 10 ** 6, -10 ** 18]
    return _send(self, message)
wire.Channel.send = send
""", "def double(x):\n    raise ValueError",
      **{name: f"def {name}(*a):\n    raise ValueError" for name in
         "scale noise tidy apply area".split()}, ours=True)  # fmt: skip
trick(SPEAK, "loans_for_ever", "Calls the test's function for ever.", "", apply="""
def apply(f, x):
    while True:
        x = f(1)
""", ours=True)  # fmt: skip
trick(SPEAK, "loans_of_anything", "Calls the test's function with anything.", "",
      apply="""
def apply(f, x):
    for value in (None, [], f, apply, type, {}, "x" * 10 ** 6, 10 ** 300, b"", ...):
        for arguments in ((), (value,), (value, value)):
            try:
                f(*arguments)
            except Exception as error:
                said = str(error)
            try:
                f(**{"v": value, "self": 1})
            except Exception:
                pass
    return f
""")  # fmt: skip
trick(SPEAK, "loan_in_a_loan", "Has the test call back, deeper and deeper.", "",
      apply="""
class Deep:
    def __add__(self, other): return apply(go, self)
    __mul__ = __radd__ = __rmul__ = __add__
def apply(f, x):
    global go
    go = f
    return f(Deep())
""", Tally="""
class Tally:
    def __init__(self, total): self.total = 0
    def __add__(self, other): return apply(go, self)
    __mul__ = __add__
""")  # fmt: skip
trick(SPEAK, "patched_wire", "Rewrites how values are packed, keys and all.", """
import msgpack
try:
    from autograder import wire
    wire.msgpack = msgpack
    wire._take_array = lambda array: array.tobytes()
    wire._TO_WIRE = ()
    wire.Codec._handle = lambda self, value: msgpack.ExtType(12, b"")
except ImportError:
    pass
""", ours=True)  # fmt: skip
