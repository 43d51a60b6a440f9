import errno
import json
import os
import signal
import time
from pathlib import Path

import nbformat
import pytest
from grading import broken, tiny

from autograder import airlock, intake
from autograder.folders import Course
from autograder.rebuild import name_of
from autograder.records import EngineFault, Refusal, Repair, Submission


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


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{nope", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"", "it is empty"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": [{}]}', "none of this assignment's cells"),
        (b'{"cells": []}', "none of this assignment's cells"),
        (b" " * (intake.MAX_BYTES + 1), "at most 256 MB"),
        (json.dumps({"cells": [0] * 6000}).encode(), "at most 1000 cells"),
    ],
    ids="text binary deep nothing list bare empty large many".split(),
)
def test_what_cannot_be_graded_is_refused_with_its_reason(content, reason):
    with pytest.raises(Refusal, match=reason) as refusal:
        admit(content)
    assert "not a zero" in str(refusal.value)


@pytest.mark.parametrize("case", broken.CASES, ids=lambda case: case.name)
def test_a_broken_notebook_is_rebuilt_or_refused(case):
    submission = Submission("ana", "hw_tiny", case.make(broken.right()))
    if case.loses is None:
        with pytest.raises(Refusal, match="not a zero"):
            intake.admit(submission, tiny.assignment(), tiny.handed_out())
        return
    notebook, repairs = intake.admit(submission, tiny.assignment(), tiny.handed_out())
    nbformat.validate(nbformat.from_dict(notebook))
    assert intake.parts(notebook) == tiny.assignment().parts
    names = [n for n in map(name_of, notebook["cells"]) if n]
    assert names == [n for n in map(name_of, tiny.handed_out()["cells"]) if n]
    assert marked(notebook, "essay")["source"] == broken.ESSAY
    assert bool(repairs) == (case.name not in ("untouched", *UNNOTICED))


# What changes nothing that a teacher would want to know.
UNNOTICED = (
    "foreign_metadata no_kernel vs_code broken_outputs huge_output byte_order_mark "
    "utf_16 lone_surrogate not_a_number helper_cells syntax_error "
    "emptied_answer"
).split()


def test_an_output_of_100_megabytes_is_no_reason_to_wait():
    (huge,) = (case for case in broken.CASES if case.name == "huge_output")
    files = huge.make(broken.right())
    start = time.process_time()
    submission = Submission("ana", "hw_tiny", files)
    intake.admit(submission, tiny.assignment(), tiny.handed_out())
    assert len(files["tiny.ipynb"]) > 100 * 2**20
    assert time.process_time() - start < 10


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
    assert sources(notebook)[:-1] == sources(right)[:-2]
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
    assert repairs == tuple(Repair(name, "missing cell put in") for name in gone)


def test_outputs_kernels_and_strange_text_do_not_get_through(right):
    right["metadata"] = {"kernelspec": {"name": "bash", "language": "bash"}}
    right["cells"][1]["outputs"] = "nonsense"
    marked(right, "essay")["source"] = ["So", "\ud800"]
    notebook, repairs = admit(right)
    assert notebook["metadata"] == tiny.handed_out()["metadata"]
    assert notebook["cells"][1]["outputs"] == []
    assert marked(notebook, "essay")["source"] == "So?"
    assert repairs == (Repair("", "kernel for bash replaced by the assignment's"),)


def test_an_import_added_to_a_locked_cell_still_runs():
    release = tiny.handed_out()
    mark = {"grade_id": "setup", "grade": False, "solution": False, "locked": True}
    setup = {"cell_type": "code", "metadata": {"nbgrader": mark}, "outputs": []}
    release["cells"].insert(0, {**setup, "source": "import numpy", "id": "setup"})
    solved = tiny.solve(release, **tiny.RIGHT)
    solved["cells"][0]["source"] = "import numpy, math"
    content = {"tiny.ipynb": json.dumps(solved).encode()}
    submission = Submission("ana", "hw_tiny", content)
    notebook, repairs = intake.admit(submission, tiny.assignment(), release)
    assert sources(notebook)[:2] == ["import numpy", "import numpy, math"]
    assert [repair.part for repair in repairs] == ["setup"]


COURSE = Course(Path(__file__).parents[2])


@pytest.mark.parametrize("name", COURSE.known())
def test_every_other_homework_is_refused_and_named(name):
    assignment, skeleton = COURSE.assignment(name), COURSE.skeleton(name)
    for other in set(COURSE.known()) - {name}:
        (solved,) = COURSE.source(other).glob("*.ipynb")
        files = {f"{assignment.notebook}.ipynb": solved.read_bytes()}
        with pytest.raises(Refusal, match=f"it looks like {other}"):
            intake.admit(Submission("ana", name, files), assignment, skeleton)


def test_thousands_of_claims_take_no_longer_than_their_text():
    right = broken.right()
    claim = {"nbgrader": {"grade_id": "double"}}
    cells = [
        {"cell_type": "code", "metadata": claim, "source": f"x{n} = 1\n" * 60}
        for n in range(990)
    ]
    start = time.process_time()
    admit({**right, "cells": right["cells"] + cells})
    assert time.process_time() - start < 5


def in_airlock(files, act=airlock.admit):
    submission = Submission("ana", "hw_tiny", files)
    return act(submission, tiny.assignment(), tiny.handed_out())


def test_the_child_gives_what_intake_gives():
    files = {"tiny (1).ipynb": json.dumps(broken.right()).encode()}
    assert in_airlock(files) == in_airlock(files, intake.admit)


def test_what_takes_too_much_memory_is_refused_and_not_felt_here():
    with pytest.raises(Refusal, match="more than 1 GB of memory"):
        in_airlock({"tiny.ipynb": b"[" + b"[],[]," * (8 * 2**20) + b"1]"})


def test_what_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(airlock, "CPU_SECONDS", 1)
    monkeypatch.setattr(airlock, "MEGABYTES", 4096)
    with pytest.raises(Refusal, match="more than 1 s to read"):
        in_airlock({"tiny.ipynb": b"[" + b"{}," * (20 * 2**20) + b"1]"})


def test_a_machine_that_gives_no_time_is_our_own_fault(monkeypatch):
    monkeypatch.setattr(airlock, "WALL_SECONDS", 0.01)
    with pytest.raises(EngineFault, match="cut off"):
        in_airlock({"tiny.ipynb": b"[" + b"{}," * 2**20 + b"1]"})


def test_a_crash_while_reading_is_one_refusal():
    class Crashing(dict):
        def __iter__(self):
            os.kill(os.getpid(), signal.SIGSEGV)

    with pytest.raises(Refusal, match="ended by SIGSEGV"):
        in_airlock(Crashing())


@pytest.mark.parametrize("number", ["EIO", "EMFILE", "EACCES", "ENOENT"])
def test_a_disk_that_fails_while_reading_is_nobodys_refusal(number):
    class Failing(dict):
        def __getitem__(self, name):
            raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)))

    with pytest.raises(EngineFault, match="could not be read"):
        in_airlock(Failing({"tiny.ipynb": b""}))


def test_who_ends_our_processes_refuses_nobody():
    class Ended(dict):
        def __iter__(self):
            os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(EngineFault, match="cut off"):
        in_airlock(Ended())
