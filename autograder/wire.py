"""What may cross between a student's process and the judge: data, capped, no pickle.

Numbers, words, lists, dictionaries, arrays and random generators cross by value. A
function, a class or any other object stays where it is: a `Handle` crosses, and the
other side makes of it what it likes. A Keras model crosses as its configuration and
its weights. Nothing that crosses can carry code.
"""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgpack
import numpy as np

from autograder import draws, networks
from autograder.networks import Numbers

MAX_BYTES = 64 * 2**20
MAX_BITS = 20_000  # of a whole number
PLAIN_KINDS = "biufcSUmM"  # of NumPy's dtypes: those that hold no Python object
_TUPLE, _ARRAY, _OBJECTS, _SCALAR, _SET, _FROZEN, _COMPLEX, _LONG = range(1, 9)
_GENERATOR, _SLICE, _MODEL, _HANDLE, _AGAIN = range(9, 14)


class WireError(Exception):
    """A value cannot cross, or what came is no value; the message says why."""


class Hangup(Exception):
    """The other process is gone."""


@dataclass(frozen=True)
class Handle:
    """An object that stays at home; `mine` is said from the sender's side."""

    number: int
    kind: str  # function, class, iterator or object
    name: str
    mine: bool


class Codec:
    """Values to bytes and back; what is no data goes through the two functions.

    One array in two places of a message arrives as one array: who adds to it changes
    both. A guarded codec does not tell from what random generators were made.

    >>> codec = Codec()
    >>> codec.unpack(codec.pack((1, "a", {2: np.arange(3)})))
    (1, 'a', {2: array([0, 1, 2])})
    """

    def __init__(
        self,
        export: Callable[[Any], Handle] | None = None,
        resolve: Callable[[Handle], Any] | None = None,
        guarded: bool = False,
    ):
        self._export, self._resolve, self._guarded = export, resolve, guarded
        self._spare: list[msgpack.Packer] = []  # making one takes longer than using it
        self._depth = 0  # of a message in a message
        self._sent, self._made = Numbers(), {}  # layers of the models of one message
        self._given: dict[int, tuple[int, np.ndarray]] = {}  # its arrays, by their id
        self._taken: list[np.ndarray] = []

    def pack(self, value: Any) -> bytes:
        """Give the bytes of a value; WireError if it cannot cross."""
        new = msgpack.Packer
        packer = (
            self._spare.pop()
            if self._spare
            else new(default=self._default, strict_types=True)
        )
        self._depth += 1
        try:
            return packer.pack(value)
        except (RecursionError, ValueError, OverflowError, TypeError) as error:
            raise WireError(f"a value cannot be handed over: {error}") from None
        finally:
            self._depth -= 1
            self._spare.append(packer)
            if not self._depth:
                self._sent.clear()
                self._given.clear()

    def unpack(self, content: bytes) -> Any:
        """Give the value back; WireError if the bytes are none of ours."""
        self._depth += 1
        try:
            return msgpack.unpackb(content, ext_hook=self._ext, strict_map_key=False)
        except WireError:
            raise
        except (networks.NoModel, draws.NoGenerator) as error:
            raise WireError(str(error)) from None
        except (Exception, RecursionError) as error:
            raise WireError(f"what came is no value: {error}") from None
        finally:
            self._depth -= 1
            if not self._depth:
                self._made.clear()
                self._taken = []

    def _default(self, value: Any) -> Any:
        if isinstance(value, tuple):  # a named one loses its names
            return msgpack.ExtType(_TUPLE, self.pack(list(value)))
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, np.generic):
            return msgpack.ExtType(_SCALAR, _take_array(np.asarray(value)))
        if type(value) is np.random.Generator:
            fields = draws.take(value, self._guarded)
            return msgpack.ExtType(_GENERATOR, self.pack(fields))
        if type(value) is int:  # msgpack comes here with more than 64 bits
            return msgpack.ExtType(_LONG, _take_long(value))
        for kind in (int, float, str, bytes, list, dict):
            if isinstance(value, kind):  # a subclass may lie about itself
                return kind(value)
        for kind, code, take in _TO_WIRE:
            if isinstance(value, kind):
                return msgpack.ExtType(code, self.pack(take(value)))
        if networks.is_model(value):
            fields = networks.take(value, self._sent)
            return msgpack.ExtType(_MODEL, self.pack(fields))
        if hasattr(value, "__array__") and not isinstance(value, type):
            return self._array(np.asarray(value))
        return self._handle(value)

    def _array(self, array: np.ndarray) -> msgpack.ExtType:
        if array.dtype.kind == "O":
            fields = [list(array.shape), array.ravel().tolist()]
            return msgpack.ExtType(_OBJECTS, self.pack(fields))
        if known := self._given.get(id(array)):
            return msgpack.ExtType(_AGAIN, known[0].to_bytes(4, "big"))
        # Kept with its number: of an array that is gone another could take the id.
        self._given[id(array)] = len(self._given), array
        return msgpack.ExtType(_ARRAY, _take_array(array))

    def _handle(self, value: Any) -> msgpack.ExtType:
        if self._export is None:
            raise WireError(f"{type(value).__name__} is no data")
        handle = self._export(value)
        fields = [handle.number, handle.kind, handle.name, handle.mine]
        return msgpack.ExtType(_HANDLE, msgpack.packb(fields))

    def _ext(self, code: int, content: bytes) -> Any:
        if code == _ARRAY:
            self._taken.append(_make_array(content))
            return self._taken[-1]
        if code == _AGAIN:
            return self._taken[int.from_bytes(content, "big")]
        if code in _FROM_BYTES:
            return _FROM_BYTES[code](content)
        if code == _HANDLE:
            number, kind, name, mine = msgpack.unpackb(content)
            if self._resolve is None:
                raise WireError("an object where data was expected")
            return self._resolve(Handle(int(number), str(kind), str(name), bool(mine)))
        if code == _MODEL:
            return networks.make(self.unpack(content), self._made)
        if code not in _FROM_WIRE:
            raise WireError(f"unknown kind of value {code}")
        return _FROM_WIRE[code](self.unpack(content))


class Channel:
    """Whole messages over a socket, each with its length in front."""

    largest = MAX_BYTES  # of a message that is received

    def __init__(self, connection: socket.socket, codec: Codec | None = None):
        self.connection = connection
        self.codec = codec or Codec()
        self._buffer = bytearray()

    def send(self, message: Any) -> None:
        """Send a message; WireError if it cannot cross, Hangup if nobody listens."""
        content = self.codec.pack(message)
        if len(content) > MAX_BYTES:
            raise WireError(f"a value of more than {MAX_BYTES >> 20} MB")
        try:
            self.connection.sendall(len(content).to_bytes(4, "big") + content)
        except OSError:
            raise Hangup from None

    def receive(self, seconds: float | None = None) -> Any:
        """Wait for a whole message; Hangup if nobody is there, else TimeoutError.

        What came of it in time is kept for the next call.
        """
        end = None if seconds is None else time.monotonic() + seconds
        self._fill(4, end)
        length = int.from_bytes(self._buffer[:4], "big")
        if length > self.largest:
            raise Hangup
        self._fill(4 + length, end)
        content = bytes(self._buffer[4 : 4 + length])
        del self._buffer[: 4 + length]
        return self.codec.unpack(content)

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def _fill(self, length: int, end: float | None) -> None:
        """Have so many bytes, before `end`: a sender may be slow on purpose."""
        while (missing := length - len(self._buffer)) > 0:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                raise TimeoutError
            try:
                self.connection.settimeout(left)
                chunk = self.connection.recv(max(65536, missing))
            except TimeoutError:
                raise
            except OSError:
                raise Hangup from None
            if not chunk:
                raise Hangup
            self._buffer += chunk


def write_back(old: Any, new: Any) -> Any:
    """Make `old` equal to `new` in place as far as it goes; give what stands for it.

    So a function that changes its arguments in another process changes them here too.

    >>> values = [np.zeros(2), 1]
    >>> first = values[0]
    >>> _ = write_back(values, [np.ones(2), 5])
    >>> first, values[1]
    (array([1., 1.]), 5)
    """
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.shape == new.shape and old.dtype == new.dtype and old.flags.writeable:
            old[...] = new
            return old
    elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        if draws.write_back(old, new):
            return old
    elif isinstance(old, list) and isinstance(new, list):
        alike = len(old) == len(new)
        pairs = zip(old, new, strict=True) if alike else ()
        old[:] = [write_back(*pair) for pair in pairs] if alike else new
        return old
    elif isinstance(old, dict) and isinstance(new, dict):
        changed = {k: write_back(old[k], v) if k in old else v for k, v in new.items()}
        old.clear()
        old.update(changed)
        return old
    elif isinstance(old, set) and isinstance(new, set):
        old.clear()
        old.update(new)
        return old
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return tuple(write_back(*pair) for pair in zip(old, new, strict=True))
    elif networks.write_back(old, new):
        return old
    return new


def _take_array(array: np.ndarray) -> bytes:
    head = _head(array.dtype, array.shape)
    return head + array.tobytes()


@lru_cache(maxsize=1024)
def _head(dtype: np.dtype, shape: tuple[int, ...]) -> bytes:
    """Write what stands in front of an array's numbers: its length, dtype and shape."""
    if dtype.kind not in PLAIN_KINDS:
        raise WireError(f"an array of dtype {dtype} cannot be handed over")
    fields = msgpack.packb([dtype.str, shape])
    return len(fields).to_bytes(2, "big") + fields


@lru_cache(maxsize=1024)
def _read_head(head: bytes) -> tuple[np.dtype, tuple[int, ...]]:
    kind, shape = msgpack.unpackb(head)
    dtype = np.dtype(kind)
    if dtype.kind not in PLAIN_KINDS:
        raise WireError(f"an array of dtype {kind}")
    return dtype, tuple(map(int, shape))


def _make_array(content: bytes) -> np.ndarray:
    start = 2 + int.from_bytes(content[:2], "big")
    dtype, shape = _read_head(content[2:start])
    if start == len(content):
        if all(shape) and dtype.itemsize:
            raise WireError("an array without its numbers")
        return np.zeros(shape, dtype)
    return np.frombuffer(content, dtype, offset=start).reshape(shape).copy()


def _make_objects(fields: list) -> np.ndarray:
    shape, values = fields
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array.reshape(tuple(map(int, shape)))


def _take_long(value: int) -> bytes:
    if value.bit_length() > MAX_BITS:
        raise WireError(f"a whole number of more than {MAX_BITS} bits")
    return value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)


def _make_long(content: bytes) -> int:
    return int.from_bytes(content, "big", signed=True)


_TO_WIRE = (
    (complex, _COMPLEX, lambda v: [v.real, v.imag]),
    (set, _SET, list),
    (frozenset, _FROZEN, list),
    (slice, _SLICE, lambda v: [v.start, v.stop, v.step]),
)
_FROM_WIRE = {
    _TUPLE: tuple,
    _SET: set,
    _FROZEN: frozenset,
    _COMPLEX: lambda v: complex(*v),
    _GENERATOR: draws.make,
    _SLICE: lambda v: slice(*v),
    _OBJECTS: _make_objects,
}
_FROM_BYTES = {
    _SCALAR: lambda content: _make_array(content)[()],
    _LONG: _make_long,
}
