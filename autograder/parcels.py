"""What comes with a notebook: the zips around it, and the name of its time stamp.

Bytes in, values out. A zip is opened as far as a notebook may be long, and no zip
within a zip is opened at all.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice

from autograder.names import shown
from autograder.records import Repair

MAX_BYTES = 256 * 2**20  # outputs count; more than any honest notebook has
MAX_PACKED = 50  # notebooks in a zip
MAX_ENTRIES = 20_000
STAMP = "timestamp.txt"
# Some browsers save a notebook with an ending of their own.
NOTEBOOK = re.compile(r"\.ipynb(\.json|\.txt)?$", re.IGNORECASE)


class TooLarge(Exception):
    """A zip that holds more than may be unpacked."""

    def __init__(self, name: str, found: str):
        super().__init__(name, found)
        self.name, self.found = name, found


def is_zip(name: str) -> bool:
    """Tell whether a file's name says that it is a zip."""
    return name.lower().endswith(".zip")


def unpacked(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Repair]]:
    """Give the notebooks in zips that were handed in, and what could not be opened."""
    found: dict[str, bytes] = {}
    told: list[Repair] = []
    room = MAX_BYTES
    for name in sorted(filter(is_zip, files)):
        try:
            for inner, content in _entries(name, files[name], room):
                room -= len(content)
                found.setdefault(inner, content)
        except (MemoryError, TooLarge):
            raise
        # A damaged archive raises a dozen kinds of errors, struct.error among them.
        except Exception as error:
            why = shown(str(error) or type(error).__name__, 80)
            told.append(Repair("", f"{shown(name)} could not be unpacked ({why})"))
    return found, told


def _entries(name: str, content: bytes, room: int) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = archive.infolist()
        if len(inside) > MAX_ENTRIES:
            raise TooLarge(name, f"it holds {len(inside)} files")
        notebooks = (entry for entry in inside if _is_notebook(entry.filename))
        for entry in islice(notebooks, MAX_PACKED):
            if entry.flag_bits & 1:
                raise zipfile.BadZipFile("it is encrypted")
            with archive.open(entry) as file:
                # What an entry says of its size is its own word.
                unpacked = file.read(room + 1)
            if len(unpacked) > room:
                raise TooLarge(name, "it unpacks to more")
            room -= len(unpacked)
            yield entry.filename, unpacked


def _is_notebook(name: str) -> bool:
    made_by_macos = "__MACOSX" in name or name.rpartition("/")[2].startswith("._")
    return bool(NOTEBOOK.search(name)) and not made_by_macos
