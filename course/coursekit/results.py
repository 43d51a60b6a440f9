"""The CSV of measured figures: one row per item and figure, always sorted, never torn.

Several chapters may write at once: one at a time changes the file, and readers see
the old one or the new one.
"""

import csv
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: works, but two writers at once may lose a row
    fcntl = None

COLUMNS = ("id", "figure", "ours", "published", "data", "budget")
"""The columns of the file."""


def save(path, rows):
    """Put rows, each a dict of COLUMNS, into the CSV; the same id and figure give way.

    All other rows stay. A file with other columns is refused and left alone.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.parent):
        merged = _read(path) | {(row["id"], row["figure"]): row for row in rows}
        _write(path, [merged[key] for key in sorted(merged)])


def _read(path):
    """Return the rows by (id, figure); no file has no rows."""
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
        return {(row["id"], row["figure"]): row for row in reader}


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
