"""What a student may expect of every assignment, and of the chapter before it."""

import re
import symtable

import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade, is_grade
from notebooks.books import (
    CHAPTERS,
    RELEASES,
    ROOT,
    SOURCES,
    code_cells,
    name,
    prose,
    read,
)

assignment = pytest.mark.parametrize("path", RELEASES, ids=name)
COLAB = "https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/"


def mark(cell):
    """The name that nbgrader knows a cell by."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def asked(path):
    """The functions that a student writes, in order."""
    marks = [c.metadata.get("nbgrader", {}) for c in code_cells(path)]
    return [m["grade_id"] for m in marks if m.get("solution")]


@assignment
def test_a_visible_test_ends_by_saying_that_it_passed(path):
    visible = [c for c in code_cells(path) if mark(c).endswith("_visible")]
    names = [mark(c).removesuffix("_visible") for c in visible]
    assert names == asked(path)
    ends = [c.source.splitlines()[-1] for c in visible]
    assert ends == [f'check.passed("{name}")' for name in names]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_test_cell_keeps_its_names_to_itself(path):
    """So no helper of a student's, such as `conv` or `F`, is ever overwritten."""
    left = {
        f"{mark(cell)}: {symbol.get_name()}"
        for cell in code_cells(path)
        if is_grade(cell)
        for symbol in symtable.symtable(cell.source, "cell", "exec").get_symbols()
        if symbol.is_assigned() or symbol.is_imported()
    }
    assert {place for place in left if not place.endswith(": _test")} == set()


@assignment
def test_what_is_not_written_yet_does_not_stop_a_run_of_all_cells(path):
    tags = {mark(c): c.metadata.get("tags", []) for c in code_cells(path)}
    visible = [tags[f"{name}_visible"] for name in asked(path)]
    assert visible == [["raises-exception"]] * len(visible)
    assert sum(map(bool, tags.values())) == len(visible)


@assignment
def test_the_last_cell_counts_all_functions_and_the_one_above_tells_how_to_hand_in(
    path,
):
    *_, words, last = read(path).cells
    assert last.source.splitlines()[1].startswith("check.summary(")
    assert re.findall(r'"(\w+)"', last.source) == asked(path)
    assert words.source.startswith("## Before you hand in\n")
    wanted = ("Restart Kernel", "Validate", f"`{path.name}`", "until when")
    assert [word for word in wanted if word not in words.source] == []


@assignment
def test_the_first_cell_tells_how_to_work(path):
    assert "**How to work.**" in prose(path)[0]


@assignment
def test_a_cell_that_asks_to_be_changed_can_be_changed(path):
    asking = [c for c in code_cells(path) if re.search("say True", c.source, re.I)]
    assert all(c.metadata.get("editable", True) for c in asking)
    assert len(asking) == (path.parent.name in ("hw06_backprop", "hw10_vae"))


@assignment
def test_the_chapter_ends_with_a_link_to_its_assignment_also_on_colab(path):
    number = path.parent.name[2:4]
    last = [c for c in CHAPTERS if c.name.startswith(number)][-1]
    end = prose(last)[-1].split("**What comes next.**")[1]
    link = path.relative_to(ROOT).as_posix()
    assert f"](../{link})" in end
    assert f"]({COLAB}{link})" in end


@pytest.fixture(scope="module")
def untouched():
    """The perceptron's assignment as it was handed out, run as JupyterLab runs it."""
    path = ROOT / "release" / "hw05_perceptron" / "perceptron.ipynb"
    notebook = read(path)
    NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    return notebook.cells


@pytest.mark.slow
def test_an_untouched_assignment_runs_to_its_end_and_has_no_point(untouched):
    said = untouched[-1].outputs[0].text
    assert said.startswith("0 of 7 pass their visible tests. Next: sign_pm1.")
    visible = [c for c in untouched if is_grade(c) and mark(c).endswith("_visible")]
    assert [determine_grade(cell)[0] for cell in visible] == [0] * 7
