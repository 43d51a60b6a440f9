"""The bank of broken notebooks: what happens to files, and what they still deserve.

Each case breaks a right solution of the tiny assignment in one way. `loses` are the
parts whose answers are really gone; all others must earn their points. `None` means
that nothing can be graded: a refusal, which is no zero.
"""

import copy
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from grading import tiny

ALL = ("double_visible", "double_hidden", "sign_hidden_zero")
ESSAY = "Because signs *decide*."


@dataclass(frozen=True)
class Case:
    """A way to break a notebook; `make` gives the files that are handed in."""

    name: str
    says: str
    make: Callable[[dict], dict[str, bytes]]
    loses: tuple[str, ...] | None


CASES: list[Case] = []


def right() -> dict:
    """Give a notebook with every answer right."""
    return tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay=ESSAY)


def case(*loses, refused=False):
    """Enter a function of the bank; its docstring says what happened to the file."""

    def enter(function):
        def make(notebook):
            made = function(copy.deepcopy(notebook))
            if isinstance(made, dict) and {"cells", "worksheets"} & set(made):
                made = json.dumps(made).encode()
            return made if isinstance(made, dict) else {"tiny.ipynb": made}

        lost = None if refused else loses
        CASES.append(Case(function.__name__, function.__doc__, make, lost))
        return function

    return enter


def cell(notebook, name):
    """Find a cell by its mark."""
    return next(c for c in notebook["cells"] if mark(c).get("grade_id") == name)


def mark(cell):
    """Give a cell's nbgrader mark, or a dictionary that stays outside."""
    found = cell["metadata"].get("nbgrader")
    return found if isinstance(found, dict) else {}


def without(notebook, *names):
    """Give the notebook without some of its cells."""
    kept = [c for c in notebook["cells"] if mark(c).get("grade_id") not in names]
    return {**notebook, "cells": kept}


def each_mark(notebook, **fields):
    """Change fields of every mark."""
    for c in notebook["cells"]:
        if mark(c):
            c["metadata"]["nbgrader"] |= fields
    return notebook


@case()
def untouched(notebook):
    """Nothing happened."""
    return notebook


@case()
def deleted_test_cell(notebook):
    """A test cell was deleted."""
    return without(notebook, "double_hidden")


@case()
def deleted_all_test_cells(notebook):
    """All test cells were deleted."""
    return without(notebook, *ALL)


@case("sign_hidden_zero")
def deleted_solution_cell(notebook):
    """The cell of an answer was deleted."""
    return without(notebook, "sign")


@case()
def copied_test_cell(notebook):
    """A test cell was copied and pasted."""
    notebook["cells"].append(copy.deepcopy(cell(notebook, "double_visible")))
    return notebook


@case()
def copied_everything(notebook):
    """Every cell is there twice."""
    notebook["cells"] += copy.deepcopy(notebook["cells"])
    return notebook


@case()
def copied_solution_before_writing(notebook):
    """The empty answer was copied, and the second copy filled in."""
    stub = cell(tiny.handed_out(), "double")
    notebook["cells"].insert(0, copy.deepcopy(stub))
    return notebook


@case()
def empty_copy_behind(notebook):
    """An empty copy of an answered cell stands at the end."""
    notebook["cells"].append(cell(tiny.handed_out(), "double"))
    return notebook


@case()
def edited_test_cell(notebook):
    """A test was edited until it passed."""
    cell(notebook, "double_visible")["source"] = "pass  # it works now"
    return notebook


@case()
def emptied_test_cell(notebook):
    """A test cell was emptied."""
    cell(notebook, "double_visible")["source"] = ""
    return notebook


@case()
def reversed_cells(notebook):
    """The cells stand in the opposite order."""
    notebook["cells"].reverse()
    return notebook


@case()
def tests_first(notebook):
    """The tests were moved to the top."""
    notebook["cells"].sort(key=lambda c: mark(c).get("grade_id") not in ALL)
    return notebook


@case()
def lost_metadata(notebook):
    """A tool dropped the metadata of every cell."""
    for c in notebook["cells"]:
        c["metadata"] = {}
    return notebook


@case()
def metadata_is_gone(notebook):
    """A tool dropped even the field for metadata, and the cells' ids."""
    for c in notebook["cells"]:
        del c["metadata"], c["id"]
    return notebook


@case()
def foreign_metadata(notebook):
    """Slide and tag metadata, and somebody's own, on every cell."""
    for c in notebook["cells"]:
        c["metadata"] |= {"slideshow": {"slide_type": "skip"}, "tags": 7, "x": [[]]}
    return notebook


@case()
def empty_mark(notebook):
    """An empty nbgrader mark on a cell of text."""
    notebook["cells"][0]["metadata"]["nbgrader"] = {}
    return notebook


@case()
def empty_marks(notebook):
    """All nbgrader marks are empty."""
    for c in notebook["cells"]:
        c["metadata"]["nbgrader"] = {}
    return notebook


@case()
def marks_of_other_types(notebook):
    """The marks are numbers, lists and words."""
    wrongs = [7, [], "x", None, 1.5, True, [{}]]
    for c, wrong in zip(notebook["cells"], wrongs, strict=True):
        c["metadata"]["nbgrader"] = wrong
    return notebook


@case()
def future_schema(notebook):
    """The marks have a schema version from the future."""
    return each_mark(notebook, schema_version=99)


@case()
def ancient_schema(notebook):
    """The marks have schema version 0, or words for a version."""
    return each_mark(notebook, schema_version="zero")


@case()
def flipped_flags(notebook):
    """Grade, solution and locked say the opposite."""
    for c in notebook["cells"]:
        for key in ("grade", "solution", "locked"):
            if key in mark(c):
                c["metadata"]["nbgrader"][key] = not mark(c)[key]
    return notebook


@case()
def points_raised(notebook):
    """Every part claims to be worth a thousand points."""
    return each_mark(notebook, points=1000)


@case()
def swapped_names(notebook):
    """An answer and a test wear each other's mark."""
    one, other = cell(notebook, "double"), cell(notebook, "double_visible")
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]
    return notebook


@case()
def swapped_answers(notebook):
    """Two answers were written into each other's cells."""
    one, other = cell(notebook, "double"), cell(notebook, "sign")
    one["source"], other["source"] = other["source"], one["source"]
    return notebook


@case()
def all_names_equal(notebook):
    """All cells claim to be the same one."""
    return each_mark(notebook, grade_id="double")


@case()
def raw_answer(notebook):
    """The cell of an answer became a raw cell."""
    cell(notebook, "sign")["cell_type"] = "raw"
    return notebook


@case()
def markdown_tests(notebook):
    """The tests became text."""
    for name in ALL:
        cell(notebook, name)["cell_type"] = "markdown"
    return notebook


@case()
def helper_cells(notebook):
    """Helper functions stand in extra cells, before and behind."""
    cell(notebook, "double")["source"] = "def double(x):\n    return twice(x)"
    extra = {"cell_type": "code", "metadata": {}, "outputs": [], "id": "new"}
    helper = {**extra, "source": "def twice(x):\n    return x + x"}
    notebook["cells"].insert(1, helper)
    return notebook


@case()
def answer_in_two_cells(notebook):
    """An answer was split over two cells."""
    cell(notebook, "double")["source"] = "factor = 2"
    rest = {"cell_type": "code", "metadata": {}, "source": tiny.RIGHT["double"]}
    notebook["cells"].insert(2, rest)
    return notebook


@case("double_visible", "double_hidden")
def syntax_error(notebook):
    """An answer is not Python."""
    cell(notebook, "double")["source"] = "def double(x)\n    return 2 * x"
    return notebook


@case("double_visible", "double_hidden")
def emptied_answer(notebook):
    """The cell of an answer is empty."""
    cell(notebook, "double")["source"] = ""
    return notebook


@case()
def r_kernel(notebook):
    """The notebook says that it is in R."""
    spec = {"name": "ir", "language": "R", "display_name": "R"}
    notebook["metadata"] = {"kernelspec": spec}
    return notebook


@case()
def no_kernel(notebook):
    """The notebook has no metadata of its own."""
    return {**notebook, "metadata": {}}


@case()
def colab(notebook):
    """Colab saved it: its own metadata, no ids, an older minor version."""
    for c in notebook["cells"]:
        del c["id"]
        c["metadata"] = {"id": "x7Yz", "colab": {"base_uri": "https://localhost"}}
        c["source"] = c["source"].splitlines(keepends=True)
    notebook["metadata"] = {"colab": {"provenance": []}, "accelerator": "GPU"}
    return {**notebook, "nbformat_minor": 0}


@case()
def vs_code(notebook):
    """VS Code saved it: marks kept, its own metadata, no ids, CRLF."""
    for c in notebook["cells"]:
        del c["id"]
        c["metadata"]["vscode"] = {"languageId": "python"}
        c["source"] = c["source"].replace("\n", "\r\n")
    return {**notebook, "nbformat_minor": 2}


@case()
def format_3(notebook):
    """A tool saved it in notebook format 3."""
    cells = []
    for c in notebook["cells"]:
        old = {"cell_type": c["cell_type"], "metadata": c["metadata"]}
        key = "input" if c["cell_type"] == "code" else "source"
        cells.append({**old, key: c["source"], "language": "python"})
    cells[0] = {"cell_type": "heading", "level": 1, "source": "Tiny", "metadata": {}}
    sheet = {"cells": cells, "metadata": {}}
    return {"worksheets": [sheet], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}


@case()
def huge_output(notebook):
    """An endless print left 100 MB of output."""
    text = "spam " * 20 * 2**20
    stream = {"output_type": "stream", "name": "stdout", "text": text}
    cell(notebook, "double")["outputs"] = [stream]
    return notebook


@case()
def broken_outputs(notebook):
    """The outputs are no outputs."""
    cell(notebook, "double")["outputs"] = {"output_type": 7}
    cell(notebook, "sign")["outputs"] = None
    return notebook


@case()
def strange_cells(notebook):
    """Numbers, lists and cells without a type stand among the cells."""
    notebook["cells"][2:2] = [7, [], None, {}, {"cell_type": "code"}]
    return notebook


@case()
def byte_order_mark(notebook):
    """An editor put a byte order mark in front."""
    return json.dumps(notebook).encode("utf-8-sig")


@case()
def utf_16(notebook):
    """An editor saved it as UTF-16."""
    return json.dumps(notebook, ensure_ascii=False).encode("utf-16")


@case()
def lone_surrogate(notebook):
    """Half a character stands in an answer."""
    cell(notebook, "double")["source"] += "  # \ud83d"
    return notebook


@case()
def not_a_number(notebook):
    """NaN stands where JSON has none, and a key comes twice."""
    text = json.dumps({**notebook, "nbformat_minor": float("nan")})
    return text.replace("{", '{"cells": [], ', 1).encode()


@case()
def other_name(notebook):
    """The file has another name."""
    return {"tiny (1).ipynb": json.dumps(notebook).encode()}


@case()
def copy_beside(notebook):
    """An older copy lies beside it."""
    older = json.dumps(tiny.handed_out()).encode()
    mine = json.dumps(notebook).encode()
    return {"tiny.ipynb": mine, "tiny-Copy1.ipynb": older, "numpy.py": b""}


@case()
def two_other_names(notebook):
    """Two files with other names, of which one is filled in."""
    older = json.dumps(tiny.handed_out()).encode()
    return {"old.ipynb": older, "new.ipynb": json.dumps(notebook).encode()}


@case()
def zipped(notebook):
    """The notebook was handed in as a zip, with what macOS adds."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("hw/tiny.ipynb", json.dumps(notebook))
        archive.writestr("__MACOSX/hw/._tiny.ipynb", "x")
    return {"hw.zip": content.getvalue()}


@case(refused=True)
def two_equal_ones(notebook):
    """Two files with other names, both filled in."""
    content = json.dumps(notebook).encode()
    return {"a.ipynb": content, "b.ipynb": content}


@case(refused=True)
def cut_off(notebook):
    """The upload was cut off in the middle."""
    content = json.dumps(notebook).encode()
    return content[: len(content) // 2]


@case(refused=True)
def empty_file(notebook):
    """The file is empty."""
    return b""


@case(refused=True)
def no_file(notebook):
    """There is no file."""
    return {}


@case(refused=True)
def a_list(notebook):
    """It is JSON, and no notebook."""
    return json.dumps(notebook["cells"]).encode()


@case(refused=True)
def a_picture(notebook):
    """A photograph was renamed."""
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@case(refused=True)
def too_deep(notebook):
    """A hundred thousand brackets."""
    return b"[" * 100_000


@case(refused=True)
def another_assignment(notebook):
    """It is the notebook of another course."""
    cells = [{"cell_type": "code", "metadata": {}, "source": "print('hello')"}]
    return {**notebook, "cells": cells}


@case(refused=True)
def broken_zip(notebook):
    """The zip is damaged."""
    return {"hw.zip": b"PK\x03\x04 damaged"}
