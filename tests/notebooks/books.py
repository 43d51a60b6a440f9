"""The notebooks of the repository, for the tests of this folder."""

import json
import re
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "course" / "tools"))

CHAPTERS = sorted((ROOT / "course").glob("*.ipynb"))
SOURCES = sorted((ROOT / "source").glob("*/*.ipynb"))
RELEASES = sorted((ROOT / "release").glob("*/*.ipynb"))
ALL = CHAPTERS + SOURCES + RELEASES


def is_second(path: Path) -> bool:
    """Tell whether a chapter is marked as one of the second edition."""
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    return metadata.get("first_neuron", {}).get("edition") == 2


def name(path: Path) -> str:
    """The notebook's path as a test id."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook as it stands on disk."""
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    """The code cells of a notebook, in order."""
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def outputs(path: Path) -> list[tuple[nbformat.NotebookNode, nbformat.NotebookNode]]:
    """All outputs of a notebook, each with its cell."""
    return [(cell, out) for cell in code_cells(path) for out in cell.outputs]


def prose(path: Path) -> list[str]:
    """The Markdown of a notebook, cell by cell, or of a page."""
    if path.suffix == ".md":
        return [path.read_text(encoding="utf-8")]
    return [c.source for c in read(path).cells if c.cell_type == "markdown"]


def headings(path: Path) -> list[tuple[int, str]]:
    """Levels and texts of the headings of a notebook or page, code fences left out."""
    found = []
    for text in prose(path):
        text = re.sub(r"```.*?```", "", text, flags=re.S)
        for marks, words in re.findall(r"^(#+) +(.+)$", text, re.M):
            found.append((len(marks), words.strip()))
    return found


def long_lines(cell: nbformat.NotebookNode) -> list[str]:
    """Lines that a reader has to scroll for: code over 88 signs, prose over 110.

    Folded code may have 100. References, badges and rows of a table are one long line
    by nature.
    """
    folded = "hide-input" in cell.metadata.get("tags", [])
    limit = (100 if folded else 88) if cell.cell_type == "code" else 110
    lines = [line for line in cell.source.splitlines() if "://" not in line]
    if cell.cell_type == "markdown":
        lines = [line for line in lines if not line.startswith("|")]
    return [line for line in lines if len(line) > limit]
