"""The CSV of measured figures, and the table that a chapter makes of it.

One row per item, figure and size: a run at the sources' full size (`make full`) stands
beside the chapter's small one. Always sorted, never torn: several chapters may write
at once, one at a time changes the file, and readers see the old one or the new one.
"""

import csv
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: works, but two writers at once may lose a row
    fcntl = None

COLUMNS = ("id", "figure", "ours", "published", "data", "budget")
"""The columns of the file. A budget that begins with "full" marks the full size."""

HERE = Path(__file__).parent
PLACES = (HERE.parent / "results.csv", HERE / "results.csv")
"""Where the file is: beside the package in a checkout, inside it in a wheel."""

SOURCES = {
    "B": "Beginners' book (2020), chapter {}",
    "LA": "Lecture 16",
    "LB": "Lecture 16, second version",
    "LC": "Slides 14 (2020)",
    "LD": "Lecture 25",
}
"""The texts that published a figure, by the first letters of an id."""


@dataclass(frozen=True)
class Table:
    """Published figures beside ours; prints as text, shows as a table in notebooks."""

    rows: tuple
    notes: tuple = ()

    def __str__(self):
        """Return the table in columns, for a terminal."""
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        lines = [
            "  ".join(
                cell.ljust(w) for cell, w in zip(row, widths, strict=True)
            ).rstrip()
            for row in self.rows
        ]
        return "\n".join([*lines, "", *self.notes])

    __repr__ = __str__

    def _repr_markdown_(self):
        """Return the table in Markdown, which Jupyter, Colab and GitHub show."""
        head, *rows = self.rows
        lines = [head, ["---"] * len(head), *rows]
        table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        notes = "\n".join(f"- {note}" for note in self.notes)
        return f"{table}\n\n{notes}\n"


def table(*ids, words=None, path=None):
    """Return a Table of what the sources published and what we got, from the CSV.

    Give ids of items, "B06.P4", or of single figures, "LD.P02 test_accuracy". `words`
    says them in plain words: {"B06.P4 g": "16, 16 relu"}. "Small" is the
    chapter's own run, "full" the run at the source's size (`make full`); below stand
    their budgets and data. Of an item, the published figures are shown, or, where
    there are none, those of its full run; ask for others by name.

        results.table("B06.P2", "B06.P4", words={"B06.P2 accuracy": "by hand"})
    """
    rows = _read(path or _packaged())
    keys = list(dict.fromkeys(key[:2] for id in ids for key in _asked(id, rows)))
    words, found = words or {}, []
    if strange := set(words) - {f"{id} {figure}" for id, figure in keys}:
        raise KeyError(f"words for {sorted(strange)}, which the table does not show")
    for id, figure in keys:
        small, full = (rows.get((id, figure, size), {}) for size in ("", "full"))
        name = words.get(f"{id} {figure}", figure.replace("_", " "))
        published = small.get("published") or full.get("published") or ""
        ours = (_brief_number(size.get("ours", "")) for size in (small, full))
        cells = (name, published, *ours)
        found.append((source(id), *(cell or "-" for cell in cells)))
    head = ("source", "figure", "published", "ours, small", "ours, full size")
    taken = [rows[key] for key in rows if key[:2] in keys]
    return Table((head, *found), tuple(_notes(taken)))


def source(id):
    """Name the text that an item comes from.

    >>> source("B06.P4")
    "Beginners' book (2020), chapter 6"
    """
    letters = id.partition(".")[0].rstrip("0123456789")
    return SOURCES[letters].format(id.partition(".")[0].lstrip("BL0") or "")


def _packaged():
    for place in PLACES:
        if place.exists():
            return place
    raise FileNotFoundError(
        f"results.csv is in neither of {', '.join(map(str, PLACES))}"
    )


def _asked(id, rows):
    """Return the keys that an id, or an id with a figure, stands for."""
    item, _, figure = id.partition(" ")
    wanted = [key for key in rows if key[0] == item and figure in ("", key[1])]
    if not figure:  # what was published, or else what was run in full
        told = {key[:2] for key in wanted if rows[key]["published"]}
        told = told or {key[:2] for key in wanted if key[2]}
        wanted = [key for key in wanted if key[:2] in told]
    if not wanted:
        raise KeyError(f"results.csv has no row for {id!r} to show.")
    return wanted


def _notes(rows):
    """Say with which budgets and data the rows were measured, each once."""
    for size, kind in (("small", ""), ("full size", "full")):
        of_kind = [row for row in rows if _size(row) == kind]
        budgets = dict.fromkeys(row["budget"] for row in of_kind if row["budget"])
        if budgets:
            told = (budget.removeprefix("full: ") for budget in budgets)
            yield f"Budget, {size}: {'; '.join(told)}."
    lines = (row["data"].split("; ") for row in rows if row["data"])
    for line in dict.fromkeys(_brief(line) for part in lines for line in part):
        yield f"Data: {line}."


def _brief_number(text):
    """Give a figure of ours with four digits; a count keeps all of its own.

    >>> _brief_number("0.938333"), _brief_number("109386"), _brief_number("")
    ('0.9383', '109386', '')
    """
    return f"{float(text):.4g}" if "." in text or "e" in text else text


def _brief(line):
    """Leave out where on the machine the data lay."""
    return line.replace(" from the folder in FIRST_NEURON_DATA", "").rstrip(".")


def save(path, rows):
    """Put rows, each a dict of COLUMNS, into the CSV; the same id and figure give way.

    A run at full size and a small one do not replace each other, and what was measured
    on a stand-in never takes the place of what real data gave.

    All other rows stay. A file with other columns is refused and left alone.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.parent):
        before = _read(path)
        merged = before | {
            _key(row): row for row in rows if not _is_worse(row, before.get(_key(row)))
        }
        _write(path, [merged[key] for key in sorted(merged)])


def _is_worse(row, old):
    """Tell whether a row comes from a stand-in, and the one before it does not."""
    return bool(old) and "stand-in" in row["data"] and "stand-in" not in old["data"]


def _read(path):
    """Return the rows by (id, figure, size); no file has no rows."""
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(
                f"{path} has the columns {reader.fieldnames}, where {list(COLUMNS)} "
                "are expected. Nothing was written. Does FIRST_NEURON_RESULTS name "
                "the right file?"
            )
        return {_key(row): row for row in reader}


def _key(row):
    return row["id"], row["figure"], _size(row)


def _size(row):
    return "full" if row["budget"].startswith("full") else ""


def _write(path, rows):
    """Write beside the target, then move."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with open(handle, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        os.chmod(beside, 0o644)  # mkstemp keeps a file to its owner
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


@contextmanager
def _locked(folder):
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
