"""What a judge may tell of an exam: plain data, of a few kinds, and not too much of it.

A judge is ours, but what it tells may come from a cage; and an open exam has no judge.
"""

import itertools
import math
from typing import Any

import msgpack

from autograder.wire import Codec, WireError

CONTAINERS = 20_000  # lists and dictionaries in one message
REPORTS: dict[str, tuple] = {  # what a judge says, and of which types
    "layers": (list,),
    "cell": (int, str),
    "outputs": (int, object),
    "verdict": (str, int | float, str, int | float, str),
    "lost": (str,),
    "done": (),
}


class Statement(Codec):
    """Reads what a judge says: plain data, and not too much of it."""

    def unpack(self, content: bytes) -> Any:
        """Give a message; WireError for anything that no judge says."""
        count = itertools.count(1)

        def counted(value: Any) -> Any:
            if next(count) > CONTAINERS:
                raise WireError(f"more than {CONTAINERS} lists")
            return value

        try:
            return _said(msgpack.unpackb(
                content, list_hook=counted, object_hook=counted, max_ext_len=0
            ))  # fmt: skip
        except WireError:
            raise
        except Exception as error:
            raise WireError(f"what came is no report: {error}") from None


def _said(message: Any) -> list:
    """Give a message if a judge could say it; WireError for any other.

    >>> _said(["lost", "it hung up"])
    ['lost', 'it hung up']
    >>> _said(["lost", 7])
    Traceback (most recent call last):
    autograder.wire.WireError: a judge does not say that
    >>> _said(["verdict", "f", 4, "", float("nan"), ""])
    Traceback (most recent call last):
    autograder.wire.WireError: a judge does not say that
    """
    kind, *rest = message if isinstance(message, list) and message else [None]
    types = REPORTS.get(kind, [None]) if isinstance(kind, str) else [None]
    fits = len(rest) == len(types) and all(map(isinstance, rest, types))
    if fits and all(math.isfinite(part) for part in rest if isinstance(part, float)):
        return message
    raise WireError("a judge does not say that")
