"""The bank of solutions to an assignment: right ones, wrong ones, the two ends.

A file of the bank holds whole cells, each under a line `# %% <function>`; what stands
above the first one is its docstring (the style, or the misconception), an import that
keeps the file readable for tools, and in a wrong one the line

    # loses: sign_pm1_visible 4, sign_pm1_hidden 3

with the exact points that it must lose in each test cell.
"""

import ast
import copy
import re
from dataclasses import dataclass, field
from pathlib import Path

import jupytext

ROOT = Path(__file__).resolve().parents[2]
BANK = Path(__file__).parent / "bank"
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
_SOLUTION = re.compile(
    r"^(?P<indent> *)### BEGIN SOLUTION\n.*?### END SOLUTION$", re.DOTALL | re.MULTILINE
)
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS$", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One solution of the bank; functions without `code` keep the reference's."""

    name: str
    kind: str  # reference, blank, correct or wrong
    says: str = ""
    code: dict[str, str] = field(default_factory=dict)
    loses: dict[str, float] = field(default_factory=dict)


def source(assignment):
    """Return the instructor's notebook, read from its text twin."""
    (twin,) = (ROOT / "source" / assignment / "text").glob("*.py")
    return jupytext.read(twin, fmt="py:percent")


def tests(notebook):
    """Return the points of each part that is graded automatically, in order."""
    marked = (meta(cell) for cell in notebook.cells)
    return {m["grade_id"]: m["points"] for m in marked if _is_test(m)}


def by_hand(notebook):
    """Return the points of each part that a person reads."""
    marked = (meta(cell) for cell in notebook.cells)
    return {
        m["grade_id"]: m["points"] for m in marked if m.get("grade") and not _is_test(m)
    }


def solutions(notebook):
    """Return the code of each solution cell by its function's name."""
    return {
        meta(cell)["grade_id"]: cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and meta(cell).get("solution")
    }


def meta(cell):
    """Return what nbgrader knows about a cell; nothing for an ordinary one."""
    return cell.metadata.get("nbgrader", {})


def fill(notebook, case):
    """Return a notebook in which the case's code stands; its other cells are shared."""
    filled = copy.copy(notebook)
    filled.cells = [_solved(cell, case.code) for cell in notebook.cells]
    return filled


def _solved(cell, code):
    name = meta(cell).get("grade_id")
    if cell.cell_type != "code" or not meta(cell).get("solution") or name not in code:
        return cell
    solved = copy.copy(cell)
    solved.source = code[name]
    return solved


def blank(code):
    """Return a solution cell as a student gets it.

    >>> print(blank("def one():\\n    ### BEGIN SOLUTION\\n    return 1\\n"
    ...             "    ### END SOLUTION"))
    def one():
        # YOUR CODE HERE
        raise NotImplementedError()
    """

    def stub(region):
        return "\n".join(region["indent"] + line for line in STUB.splitlines())

    return _SOLUTION.sub(stub, code)


def without_hidden(code):
    """Return a test cell as a student gets it."""
    return _HIDDEN.sub("", code).rstrip()


def cases(assignment):
    """Return the reference, the blank release and every file of the bank."""
    notebook = source(assignment)
    stubs = {name: blank(code) for name, code in solutions(notebook).items()}
    ends = [
        Case("reference", "reference"),
        Case("blank", "blank", code=stubs, loses=tests(notebook)),
    ]
    files = sorted((BANK / assignment).glob("*/*.py"))
    return ends + [read(file) for file in files]


def read(file):
    """Return the case that a file of the bank holds; its folder is its kind."""
    text = file.read_text()
    head, *parts = re.split(r"(?m)^# %% (\w+)\n", text)
    says = ast.get_docstring(ast.parse(text)) or ""
    code = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    line = re.search(r"(?m)^# loses: (.*(?:\n#   .*)*)", head)
    listed = re.findall(r"(\w+) ([\d.]+)", line[1]) if line else []
    loses = {part: float(points) for part, points in listed}
    return Case(file.stem, file.parent.name, says, code, loses)


def _is_test(marked):
    return bool(marked.get("grade")) and not marked.get("solution")
