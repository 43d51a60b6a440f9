"""Whether a value is still what it was, down to the last number of a nested list."""

from dataclasses import dataclass

import numpy as np

_SCALARS = (int, float, complex, str, bytes, type(None), np.generic)


def picture(value, within=()):
    """Describe a value so that a later description of it shows any change.

    Lists, tuples, dictionaries (their order, too), sets, arrays, generators, tables and
    models are described by what is in them, anything else by being itself.

    >>> rows = [[1, 2], {"w": np.zeros(2)}]
    >>> before = picture(rows)
    >>> before == picture(rows)
    True
    >>> rows[1]["w"][0] = 3
    >>> before == picture(rows)
    False
    """
    if isinstance(value, _SCALARS):
        return type(value).__name__, repr(value)
    if id(value) in within:  # a list that holds itself
        return "again", within.index(id(value))
    inner = _inside(value)
    if inner is None:
        return _Itself(value)
    within = (*within, id(value))
    return type(value).__name__, *(picture(part, within) for part in inner)


def _inside(value):
    """List what a value is made of; None for one that is only itself."""
    if isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            return [value.shape, *value.ravel().tolist()]
        return [value.shape, value.dtype.str, value.tobytes()]
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, dict):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, np.random.Generator):
        return [value.bit_generator.state]
    if type(value).__module__.startswith("pandas."):
        columns = list(getattr(value, "columns", ()))
        return [columns, list(value.index), value.to_numpy()]
    if type(value).__module__.startswith("keras."):
        return value.get_weights() if hasattr(value, "get_weights") else None
    return None


@dataclass(frozen=True, eq=False)
class _Itself:
    value: object

    def __eq__(self, other):
        return isinstance(other, _Itself) and other.value is self.value
