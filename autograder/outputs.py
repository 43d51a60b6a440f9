"""What student cells show, taken from a process that may say anything.

A cage keeps these limits itself, and tells where it left something out. Here they are
kept once more, for a cage is the student's: an output is built anew from the fields it
may have, each of the type it must have, and a notebook has so much of them in all.
"""

import json
from typing import Any

TEXT = 250_000  # characters that a notebook prints; a cage keeps 200,000
SHOWN = 8_000_000  # of all pictures and tables of a notebook
OUTPUTS = 500  # of one cell
PARTS = 50  # kinds in which one thing is shown, and facts about it
NONE = "its output was no output of a notebook"
MUCH = "more output than a page can show"
_TEXTS = ("text/plain", "text/markdown", "text/latex")


class Purse:
    """How much a notebook may still show; `take` a cell's outputs from it."""

    def __init__(self) -> None:
        self._text, self._shown = TEXT, SHOWN

    def take(self, told: Any) -> list[dict[str, Any]]:
        """Give outputs that are some, and a word for those that are none.

        >>> Purse().take([{"output_type": "stream", "name": "stdout", "text": "a"}])
        [{'output_type': 'stream', 'name': 'stdout', 'text': 'a'}]
        >>> Purse().take(7)[0]["evalue"]
        'its output was no output of a notebook'
        """
        if not isinstance(told, list) or len(told) > OUTPUTS:
            return [stopped(MUCH if isinstance(told, list) else NONE)]
        found = []
        for output in told:
            try:
                plain = _KINDS[output["output_type"]](output)
            except (TypeError, KeyError, ValueError, RecursionError):
                return [*found, stopped(NONE)]
            if not self._pays(plain):
                return [*found, stopped(MUCH)]
            found.append(plain)
        return found

    def _pays(self, output: dict[str, Any]) -> bool:
        if "data" in output and not set(output["data"]) <= set(_TEXTS):
            self._shown -= _size(output)
        else:
            self._text -= _size(output)
        return min(self._shown, self._text) >= 0


def stopped(why: str) -> dict[str, Any]:
    """Give the output of a cell that was ended from outside."""
    return {
        "output_type": "error",
        "ename": "Stopped",
        "evalue": why,
        "traceback": [why],
    }


def _size(part: Any) -> int:
    """Count the characters of an output, its names included."""
    if isinstance(part, dict):
        return sum(map(_size, [*part, *part.values()]))
    if isinstance(part, list):
        return sum(map(_size, part)) + len(part)
    return len(part) if isinstance(part, str) else 1


def _stream(output: dict) -> dict[str, Any]:
    name = "stderr" if output["name"] == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": _text(output["text"])}


def _shown(output: dict) -> dict[str, Any]:
    data, metadata = output["data"], output["metadata"]
    if not isinstance(data, dict) or not isinstance(metadata, dict):
        raise TypeError
    if max(len(data), len(metadata)) > PARTS:
        raise ValueError
    json.dumps(metadata, allow_nan=False)
    return {
        "output_type": output["output_type"],
        "data": {_text(mime): _text(part) for mime, part in data.items()},
        "metadata": {_text(name): fact for name, fact in metadata.items()},
    }


def _error(output: dict) -> dict[str, Any]:
    lines = output["traceback"]
    if not isinstance(lines, list):
        raise TypeError
    return {
        "output_type": "error",
        "ename": _text(output["ename"]),
        "evalue": _text(output["evalue"]),
        "traceback": list(map(_text, lines)),
    }


def _text(told: Any) -> str:
    """Take a text, if it is one that a file can hold."""
    if type(told) is not str:
        raise TypeError
    told.encode()
    return told


_KINDS = {
    "stream": _stream,
    "display_data": _shown,
    "execute_result": _shown,
    "error": _error,
}
