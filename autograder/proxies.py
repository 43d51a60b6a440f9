"""What a judge's test holds in its hands for an object in the student's process.

Every use of a proxy is a question to the cage, and the answer is data or another proxy.
So a student's `__eq__` or `__array__` can give a value, but never meets the test's own.
"""

import builtins
import secrets
from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from autograder.wire import Channel, Codec, Handle, Hangup, WireError, write_back

NOT_ASKED = "the notebook answered what nobody had asked"


class CageLost(BaseException):
    """The student's process is gone; no `except Exception` in a test may hide it.

    Its words say why, where the process is there still and only cannot be heard on.
    """


class StudentError(Exception):
    """An exception in the student's code whose class only the cage knows."""


class Visit:
    """The judge's end of the conversation with one cage."""

    def __init__(self, channel: Channel):
        self._channel = channel
        self.classes: Collection[str] = ()  # whose objects may do arithmetic now
        channel.codec = Codec(self._lend, self._proxy, guarded=True)
        self._lent: list[Callable] = []
        self._known: dict[int, Proxy] = {}
        self._given: dict[int, dict] = {}  # what the calls had that made an iterator

    def layers(self) -> list:
        """Ask what holds the student's code; to be believed before any of it ran."""
        (layers,) = self._only(self.ask("layers"), 1)
        return layers

    def run(self, number: int, source: str) -> tuple[list, bool]:
        """Run a cell; give its outputs and whether it ended well."""
        token = secrets.token_hex(8)  # so that no cell's answer is there before it ran
        try:
            answer = self._only(self.ask("run", number, source, token), 3)
        except Exception:  # of the process, for a cell's own are among its outputs
            return [], False
        outputs, success, echo = answer
        if echo != token:
            raise CageLost(NOT_ASKED)
        return outputs, success is True

    def names(self, wanted: list[str]) -> dict[str, Any]:
        """Give those of the names that the student's cells defined, and no other.

        The cage could hand over a `check` or a `range` of its own as well.
        """
        if not wanted:
            return {}
        (found,) = self._only(self.ask("names", wanted), 1)
        if not isinstance(found, dict):
            raise CageLost(NOT_ASKED)
        return {name: found[name] for name in wanted if name in found}

    def ask(self, *request: Any) -> list:
        """Put a question and give the answer; an exception there is raised here."""
        try:
            self._channel.send(list(request))
            while True:
                kind, *rest = self._channel.receive()
                if kind != "loan":
                    break
                self._serve_loan(*rest)
        except Hangup:
            raise CageLost from None
        except (ValueError, TypeError):
            raise CageLost(NOT_ASKED) from None
        except WireError as error:
            raise _failure(["TypeError"], str(error), 0) from None
        if kind == "ok":
            return rest
        if kind == "stop" and not rest:
            if request[0] == "advance":
                raise StopIteration
            raise _failure(["StopIteration"], "", 0)
        if kind != "error":
            raise CageLost(NOT_ASKED)
        raise _failure(*_told(rest))

    def settle(self) -> None:
        """Make sure that the cage has said all, and nothing that nobody asked for."""
        token = secrets.token_hex(8)
        try:
            settled = self.ask("echo", token) == [token]
        except Exception:
            settled = False
        if not settled:
            raise CageLost(NOT_ASKED)

    def call(self, function: "Proxy", arguments: tuple, named: dict) -> Any:
        """Call a student's function, and let its changes of the arguments happen."""
        pack, unpack = self._channel.codec.pack, self._channel.codec.unpack
        packed = [pack(argument) for argument in arguments]
        keywords = {name: pack(argument) for name, argument in named.items()}
        value, changed = self._only(self.ask("call", function, packed, keywords), 2)
        if not isinstance(changed, dict):
            raise CageLost(NOT_ASKED)
        given = dict(enumerate(arguments)) | named
        for key, content in changed.items():
            if key in given:
                write_back(given[key], unpack(content))
        if isinstance(value, IteratorProxy):
            self._given[id(value)] = given
        return value

    def advance(self, iterator: "IteratorProxy") -> Any:
        """Take the next value, and let what was drawn for it happen here, too."""
        value, changed = self._only(self.ask("advance", iterator), 2)
        if not isinstance(changed, dict):
            raise CageLost(NOT_ASKED)
        given = self._given.get(id(iterator), {})
        for key, content in changed.items():
            if isinstance(given.get(key), np.random.Generator):
                write_back(given[key], self._channel.codec.unpack(content))
        return value

    def operate(self, name: str, *arguments: Any) -> Any:
        """Apply an operator to objects of the cage, there."""
        return self._only(self.ask("operate", name, list(arguments)), 1)[0]

    def _only(self, answer: list, count: int) -> list:
        """Give an answer of so many parts; another one is no answer of our cage's."""
        if len(answer) != count:
            raise CageLost(NOT_ASKED)
        return answer

    def _lend(self, value: Any) -> Handle:
        if isinstance(value, Proxy):
            known = object.__getattribute__(value, "_handle")
            return Handle(known.number, known.kind, known.name, mine=False)
        if not callable(value):
            raise WireError(f"a {type(value).__name__} cannot be handed to a student")
        self._lent.append(value)
        name = getattr(value, "__name__", "function")
        return Handle(len(self._lent) - 1, "function", str(name), mine=True)

    def _proxy(self, handle: Handle) -> Any:
        if not handle.mine:  # one of ours comes back
            return self._lent[handle.number]
        if handle.number not in self._known:
            kind = {"iterator": IteratorProxy, "class": ClassProxy}
            proxy = kind.get(handle.kind, Proxy)(self, handle)
            self._known[handle.number] = proxy
        return self._known[handle.number]

    def _serve_loan(self, number: int, packed: list, named: dict) -> None:
        """Call a function of the test's own for the student's code."""
        unpack = self._channel.codec.unpack
        try:
            arguments = [unpack(content) for content in packed]
            keywords = {name: unpack(content) for name, content in named.items()}
            self._channel.send(["loan_ok", self._lent[number](*arguments, **keywords)])
        except Exception as error:
            kind, said = type(error).__name__, str(error)[:200]
            self._channel.send(["loan_error", kind, said])


class Proxy:
    """An object or a function in the cage.

    Two are equal if they are the same one, whatever the student's `__eq__` says: equal
    to an expected value is what the test decides. Arithmetic is only done by objects
    of classes that the assignment asks for.
    """

    def __init__(self, visit: Visit, handle: Handle):
        object.__setattr__(self, "_visit", visit)
        object.__setattr__(self, "_handle", handle)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._visit.call(self, arguments, named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__name__", "__doc__"):
            raise AttributeError(name)  # NumPy and others look for protocols
        return self._visit.operate("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._visit.operate("setattr", self, name, value)

    def __repr__(self) -> str:
        return f"<{self._handle.kind} {self._handle.name} of the submission>"


class IteratorProxy(Proxy):
    """An iterator in the cage; its values come one by one."""

    def __iter__(self) -> "IteratorProxy":
        return self

    def __next__(self) -> Any:
        return self._visit.advance(self)


class ClassProxy(Proxy):
    """A class in the cage; `isinstance` and `except` of the test understand it."""

    def __instancecheck__(self, value: Any) -> bool:
        return isinstance(value, Proxy) and bool(
            self._visit.operate("isinstance", value, self)
        )


def _structure(name: str) -> Callable:
    def apply(self: Proxy, *others: Any) -> Any:
        return self._visit.operate(name, self, *others)

    return apply


def _arithmetic(name: str, mirrored: bool = False) -> Callable:
    def apply(self: Proxy, *others: Any) -> Any:
        handle = self._handle
        if handle.name not in self._visit.classes:
            # A number was expected. An object that subtracts in its own way would see
            # the expected value, and could call every difference zero.
            raise StudentError(f"{handle.name} came back where a value was expected")
        arguments = [*others, self] if mirrored else [self, *others]
        return self._visit.operate(name, *arguments)

    return apply


def _convert(kind: type) -> Callable:
    def convert(self: Proxy) -> Any:
        value = self._visit.operate(kind.__name__, self)
        if not isinstance(value, kind):
            raise TypeError(f"no {kind.__name__} came back")
        return value

    return convert


for _name in "add sub mul truediv floordiv mod pow matmul".split():
    setattr(Proxy, f"__{_name}__", _arithmetic(_name))
    setattr(Proxy, f"__r{_name}__", _arithmetic(_name, mirrored=True))
for _name in "neg pos abs".split():
    setattr(Proxy, f"__{_name}__", _arithmetic(_name))
for _name in "len iter getitem setitem".split():
    setattr(Proxy, f"__{_name}__", _structure(_name))
for _kind in (float, int, bool):
    setattr(Proxy, f"__{_kind.__name__}__", _convert(_kind))
IteratorProxy.__iter__ = lambda self: self


def _told(rest: list) -> tuple[list[str], str, int]:
    """Read what the cage says of an exception; it may say anything."""
    try:
        names, message, line = rest
        return [str(name) for name in names], str(message), int(line)
    except (TypeError, ValueError):
        raise CageLost(NOT_ASKED) from None


def _failure(names: list[str], message: str, line: int) -> Exception:
    """Make the exception that a student's code raised, as near as it can be had.

    But for one that would end a loop of the test's as if it had been to its end.
    """
    for name in names:
        kind = getattr(builtins, name, None)
        if kind in (StopIteration, StopAsyncIteration):
            kind = RuntimeError
        if isinstance(kind, type) and issubclass(kind, Exception):
            break
    else:
        kind = StudentError
    try:
        error = kind(message)
    except TypeError:
        error = StudentError(message)
    error.of_student = (names[0] if names else "Exception", message, line)
    return error
