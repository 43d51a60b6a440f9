import json

import pytest
from grading import tiny

from autograder import intake
from autograder.records import Refusal, Repair, Submission


def admit(content, name="tiny.ipynb", **others):
    if isinstance(content, dict):
        content = json.dumps(content).encode()
    files = {name: content, **others}
    submission = Submission("ana", "hw_tiny", files)
    return intake.admit(submission, tiny.assignment(), tiny.handed_out())


def sources(notebook):
    return [cell["source"] for cell in notebook["cells"]]


@pytest.fixture
def right():
    return tiny.solve(tiny.handed_out(), **tiny.RIGHT)


def marked(notebook, name):
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def test_a_sound_notebook_passes_unchanged(right):
    notebook, repairs = admit(right)
    assert (sources(notebook), repairs) == (sources(right), ())


def test_parts_are_the_cells_with_points():
    names = [(p.name, p.max_points, p.manual) for p in tiny.assignment().parts]
    assert names[2:] == [("sign_hidden_zero", 5, False), ("essay", 4, True)]


def test_an_only_notebook_may_have_another_name(right):
    notebook, repairs = admit(right, name="tiny (1).ipynb")
    assert sources(notebook) == sources(right)
    assert repairs == (Repair("", "tiny (1).ipynb taken for tiny.ipynb"),)


def test_of_two_strange_notebooks_none_is_guessed(right):
    with pytest.raises(Refusal, match=r"a\.ipynb, b\.ipynb, expected tiny\.ipynb"):
        admit(right, name="a.ipynb", **{"b.ipynb": b"{}"})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{nope", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": [{}]}', "cell 1 has no type or no text"),
        (b'{"cells": [7]}', "cell 1 has no type or no text"),
        (b'{"cells": []}', "none of this assignment's cells"),
        (b" " * (intake.MAX_BYTES + 1), "at most 20 MB"),
    ],
    ids=["text", "binary", "deep", "list", "bare", "number", "empty", "large"],
)
def test_what_cannot_be_graded_is_refused_with_its_reason(content, reason):
    with pytest.raises(Refusal, match=reason) as refusal:
        admit(content)
    assert "not a zero" in str(refusal.value)


def test_a_folder_that_nbgrader_would_take_for_a_pattern_is_refused(right):
    submission = Submission("a*", "hw_tiny", {"tiny.ipynb": json.dumps(right).encode()})
    with pytest.raises(Refusal, match="reads as a pattern"):
        intake.admit(submission, tiny.assignment(), tiny.handed_out())


@pytest.mark.parametrize("mark", [{}, [], 7, {"schema_version": 99}, {"grade_id": []}])
def test_a_foreign_mark_is_taken_away(right, mark):
    right["cells"][0]["metadata"]["nbgrader"] = mark
    notebook, repairs = admit(right)
    assert notebook["cells"][0]["metadata"] == {}
    assert repairs == (Repair("cell 1", "foreign nbgrader mark removed"),)


def test_a_damaged_mark_is_replaced_by_the_released_one(right):
    marked(right, "sign")["metadata"]["nbgrader"] |= {"schema_version": 99, "grade": 1}
    notebook, repairs = admit(right)
    mark = marked(tiny.handed_out(), "sign")["metadata"]
    assert marked(notebook, "sign")["metadata"] == mark
    assert repairs == (Repair("sign", "damaged nbgrader mark replaced"),)


def test_a_copied_test_cell_counts_once(right):
    right["cells"].append(marked(right, "double_visible"))
    notebook, repairs = admit(right)
    assert notebook["cells"][-1]["metadata"] == {}
    assert [repair.part for repair in repairs] == ["double_visible"]


def test_an_edited_test_cell_is_put_back(right):
    marked(right, "double_visible")["source"] = "pass"
    notebook, repairs = admit(right)
    released = marked(tiny.handed_out(), "double_visible")["source"]
    assert marked(notebook, "double_visible")["source"] == released
    assert repairs[0].what == "edited cell put back as it was handed out"


def test_deleted_test_cells_come_back_in_their_places(right):
    gone = ("double_visible", "double_hidden", "sign_hidden_zero", "essay")
    kept = [
        cell for cell in right["cells"] if cell not in [marked(right, n) for n in gone]
    ]
    notebook, repairs = admit({**right, "cells": kept})
    assert sources(notebook) == sources(right)
    assert repairs == tuple(Repair(name, "deleted cell restored") for name in gone)


def test_outputs_kernels_and_strange_text_do_not_get_through(right):
    right["metadata"] = {"kernelspec": {"name": "bash"}}
    right["cells"][1]["outputs"] = "nonsense"
    right["cells"][0]["source"] = ["# Tiny", "\ud800"]
    notebook, _ = admit(right)
    assert notebook["metadata"] == tiny.handed_out()["metadata"]
    assert notebook["cells"][1]["outputs"] == []
    assert notebook["cells"][0]["source"] == "# Tiny?"
