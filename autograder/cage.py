"""The student's process: runs the cells, and lends its functions to the judge.

Forked from the zygote with one socket, by which the judge asks for things; it enters
the sandbox before it hears the first word. Nothing here is trusted by anybody: what
this process says is only ever taken as the value that a student's function gave.
"""

import builtins
import contextlib
import itertools
import json
import operator
import random
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder import sandbox
from autograder.networks import is_model
from autograder.wire import Channel, Codec, Handle, Hangup, WireError

OUTPUT_CHARACTERS = 200_000  # of one notebook; more would only slow the reader's page
SHOWN_CHARACTERS = 500_000  # of one picture
ALL_SHOWN = 6_000_000  # of all pictures of a notebook
OUTPUTS = 500  # of one cell
NAP = 1.0  # seconds that a cell may sleep at a time where nobody reads what it prints
OPERATORS = {  # what the judge may do to an object that stays here
    name: getattr(operator, name)
    for name in "add sub mul truediv floordiv mod pow matmul neg pos abs getitem "
    "setitem".split()
} | {
    "len": len, "iter": iter, "getattr": getattr, "setattr": setattr,
    "float": float, "int": int, "bool": bool, "isinstance": isinstance,
}  # fmt: skip
_shell: Any = None


def prepare_to_fork() -> None:
    """Make the IPython shell that every fork finds ready; the zygote calls this."""
    global _shell
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    quiet = Config()
    quiet.HistoryManager.enabled = False
    quiet.InteractiveShell.colors = "NoColor"
    _shell = InteractiveShell.instance(config=quiet)
    _shell.system = _shell.getoutput = _no_shell
    _shell.enable_gui = lambda gui=None: None  # %matplotlib asks for it; here is none
    _shell.run_cell("pass", store_history=False)  # the first cell loads a lot


def main(connection: int, box: dict[str, Any], seed: int, naps: bool = False) -> None:
    """Enter the sandbox, then serve the judge until it hangs up.

    With `naps` the cells have slept in another cage before, and sleep but briefly.
    """
    layers = sandbox.enter(sandbox.Box(**box), keep=(connection,))
    random.seed(seed)
    np.random.seed(seed % 2**32)
    cage = Cage(socket.socket(fileno=connection), naps, sandbox.told(layers))
    try:
        cage.serve()
    except Hangup:
        return


def run(source: str, outputs: "Outputs") -> tuple[list, Any]:
    """Run a cell; give what it shows and IPython's own result."""
    with outputs.collected(_shell) as shown:
        result = _shell.run_cell(source, store_history=True)
        _shell.events.trigger("post_execute")
    return shown, result


class Cage:
    """What lives in the student's process, and the conversation about it."""

    def __init__(self, connection: socket.socket, naps: bool, layers: list):
        self._naps, self._walls = naps, layers
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._drawing: dict[int, tuple[dict, dict]] = {}  # by the ids of iterators
        self._count = itertools.count(1)
        self._outputs = Outputs()
        codec = Codec(export=self._export, resolve=self._resolve)
        self._channel = Channel(connection, codec)

    def serve(self, until: str = "") -> Any:
        """Answer requests; with `until`, stop at that kind of message and give it."""
        while True:
            kind, *rest = self._channel.receive()
            if kind in until.split():
                return [kind, *rest]
            try:
                answer = ["ok", *getattr(self, f"_{kind}")(*rest)]
            except StopIteration:
                answer = ["stop"]
            except Hangup:
                raise
            except BaseException as error:
                answer = ["error", *_describe(error)]
            self._reply(answer)

    def _reply(self, answer: list) -> None:
        try:
            self._channel.send(answer)
        except WireError as error:
            self._channel.send(["error", ["TypeError"], str(error), 0])

    def _run(self, number: int, source: str, token: str) -> tuple[list, bool, str]:
        with _napping() if self._naps else contextlib.nullcontext():
            shown, result = run(source, self._outputs)
        return shown, bool(result.success), token

    def _layers(self) -> tuple[list]:
        return (self._walls,)

    def _echo(self, token: str) -> tuple[str]:
        return (token,)

    def _names(self, wanted: list[str]) -> tuple[dict[str, Any]]:
        return ({n: _shell.user_ns[n] for n in wanted if n in _shell.user_ns},)

    def _call(self, function: Any, packed: list, named: dict) -> tuple[Any, dict]:
        """Call a function; tell also which arguments it changed, as they are now."""
        codec = self._channel.codec
        arguments = [codec.unpack(content) for content in packed]
        keywords = {name: codec.unpack(content) for name, content in named.items()}
        with self._outputs.dropped():
            value = function(*arguments, **keywords)
        before = dict(enumerate(packed)) | named
        after = dict(enumerate(arguments)) | keywords
        mutable = {k: v for k, v in after.items() if _can_change(v)}
        changed = self._changed(before, mutable)
        if isinstance(value, Iterator):  # it may draw later, when it is asked
            draws = {k: v for k, v in mutable.items() if isinstance(v, _RANDOM)}
            self._drawing[id(value)] = (before | changed, draws)
        return value, changed

    def _advance(self, iterator: Any) -> tuple[Any, dict]:
        with self._outputs.dropped():
            value = next(iterator)
        before, draws = self._drawing.get(id(iterator), ({}, {}))
        changed = self._changed(before, draws)
        before.update(changed)
        return value, changed

    def _changed(self, before: dict, after: dict) -> dict[Any, bytes]:
        now = {key: self._channel.codec.pack(value) for key, value in after.items()}
        return {key: content for key, content in now.items() if content != before[key]}

    def _operate(self, name: str, arguments: list) -> tuple[Any]:
        with self._outputs.dropped():
            return (OPERATORS[name](*arguments),)

    def _export(self, value: Any) -> Handle:
        if isinstance(value, _Loan):
            return Handle(value.number, "function", value.__name__, mine=False)
        number = self._numbers.get(id(value))
        if number is None:
            number = next(self._count)
            self._objects[number] = value  # kept, so that its id stays its own
            self._numbers[id(value)] = number
        name = getattr(value, "__name__", None) or type(value).__name__
        return Handle(number, _kind(value), str(name)[:100], mine=True)

    def _resolve(self, handle: Handle) -> Any:
        if handle.mine:  # the judge's own function
            return _Loan(self, handle.number, handle.name)
        return self._objects[handle.number]

    def borrow(self, number: int, arguments: tuple, named: dict) -> Any:
        """Call a function of the judge's, as when a test hands one to a student's."""
        pack = self._channel.codec.pack
        packed = [pack(a) for a in arguments]
        keywords = {name: pack(a) for name, a in named.items()}
        self._channel.send(["loan", number, packed, keywords])
        kind, *rest = self.serve(until="loan_ok loan_error")
        if kind == "loan_error":
            raise getattr(builtins, rest[0], RuntimeError)(rest[1])
        return rest[0]


_RANDOM = np.random.Generator
_MUTABLE = (np.ndarray, list, dict, set, tuple, _RANDOM)


def _can_change(value: Any) -> bool:
    return isinstance(value, _MUTABLE) or is_model(value)


@contextlib.contextmanager
def _napping() -> Iterator[None]:
    sleep = time.sleep
    time.sleep = lambda seconds: sleep(min(seconds, NAP))
    try:
        yield
    finally:
        time.sleep = sleep


class _Loan:
    """A function that lives in the judge."""

    def __init__(self, cage: Cage, number: int, name: str):
        self._cage, self.number, self.__name__ = cage, number, name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._cage.borrow(self.number, arguments, named)

    def __deepcopy__(self, _: dict) -> "_Loan":
        return self  # a copy of a generator asks the same


class Outputs:
    """What the cells print and show, as a notebook keeps it, up to a limit."""

    def __init__(self) -> None:
        self.left, self._shown_left = OUTPUT_CHARACTERS, ALL_SHOWN

    def collected(self, shell: Any) -> "_Collecting":
        """Collect what is printed, shown and raised in a `with` block."""
        return _Collecting(self, shell)

    def dropped(self) -> "_Dropping":
        """Drop what is printed in a `with` block: it is no answer to a call."""
        return _Dropping()

    def take(self, text: str) -> str:
        """Give as much of a text as may still be kept."""
        kept = text[: self.left]
        self.left -= len(kept)
        if len(kept) < len(text) and kept:
            kept += "\n[the rest of the output was left out]"
        return kept

    def has_room(self, characters: int) -> bool:
        """Whether a picture of so many characters may be shown; it is counted."""
        if characters > min(SHOWN_CHARACTERS, self._shown_left):
            return False
        self._shown_left -= characters
        return True


class _Dropping:
    def __enter__(self) -> None:
        self._was = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = _Sink()

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._was


class _Sink:
    """A file that forgets; `keep` is told what was written."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, keep: Any = None):
        self._keep = keep

    def write(self, text: str) -> int:
        """Write as to a file."""
        if self._keep:
            self._keep(str(text))
        return len(text)

    def flush(self) -> None:
        """There is nothing to flush."""

    def isatty(self) -> bool:
        """A page is no terminal."""
        return False


class _Collecting:
    def __init__(self, outputs: Outputs, shell: Any):
        self._all, self._shell, self.found = outputs, shell, []

    def __enter__(self) -> list:
        shell, hook = self._shell, self._shell.displayhook
        self._was = sys.stdout, sys.stderr
        sys.stdout = _Sink(lambda text: self._stream("stdout", text))
        sys.stderr = _Sink(lambda text: self._stream("stderr", text))
        shell.display_pub.publish = self._publish
        hook.write_output_prompt = lambda: None
        hook.write_format_data = lambda data, metadata=None: self._show(
            "execute_result", data, metadata
        )
        shell._showtraceback = self._error
        return self.found

    def __exit__(self, *_: object) -> None:
        del self.found[OUTPUTS:]
        sys.stdout, sys.stderr = self._was

    def _stream(self, name: str, text: str) -> None:
        text = self._all.take(text)
        if self.found and self.found[-1].get("name") == name:
            self.found[-1]["text"] += text
        elif text:
            self.found.append({"output_type": "stream", "name": name, "text": text})

    def _publish(self, data: dict, metadata: dict | None = None, **_: object) -> None:
        self._show("display_data", data, metadata)

    def _show(self, kind: str, data: dict, metadata: dict | None) -> None:
        """Keep what is shown; of a picture too large, the words alone."""
        data = {mime: part for mime, part in data.items() if isinstance(part, str)}
        if not self._all.has_room(sum(map(len, data.values()))):
            data = {"text/plain": self._all.take(data.get("text/plain", "too large"))}
        self.found.append(
            {"output_type": kind, "data": data, "metadata": _plain_facts(metadata)}
        )

    def _error(self, kind: type, value: BaseException, lines: list[str]) -> None:
        text = self._all.take("\n".join(map(str, lines)))
        self.found.append({
            "output_type": "error", "ename": kind.__name__, "evalue": str(value)[:2000],
            "traceback": text.split("\n"),
        })  # fmt: skip


def _plain_facts(metadata: Any) -> dict[str, Any]:
    """Give what is told about an output, if a notebook's file can hold it."""
    try:
        return dict(json.loads(json.dumps(metadata or {}, allow_nan=False)))
    except (TypeError, ValueError, RecursionError):
        return {}


def _describe(error: BaseException) -> tuple[list[str], str, int]:
    """Tell an exception: its names, from the nearest on; its message; the line."""
    names = [kind.__name__ for kind in type(error).__mro__]
    try:
        message = str(error)[:2000]
    except Exception:
        message = ""
    return names, message, _line(error)


def _line(error: BaseException) -> int:
    """Find the deepest line of the student's own code, 0 if there is none."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame.lineno for frame in frames if "ipykernel_" in frame.filename
           or frame.filename.startswith("<ipython-input")]  # fmt: skip
    return own[-1] or 0 if own else 0


def _kind(value: Any) -> str:
    if isinstance(value, type):
        return "class"
    if isinstance(value, Iterator):
        return "iterator"
    return "function" if callable(value) else "object"


def _no_shell(command: str, *_: object, **__: object) -> None:
    print(f"There is no shell here; not run: {command}")
