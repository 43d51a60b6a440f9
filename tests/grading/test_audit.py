"""What an instructor relies on: a broken assignment is handed out to nobody."""

import json
from dataclasses import replace

import pytest
from grading import tiny

from autograder import audit

NAMES = ["", "double", "double_visible", "double_hidden", "sign", "sign_hidden_zero"]


def changed(name, source=None, **mark):
    """Give the tiny source with one cell changed."""
    notebook = tiny.source()
    cell = notebook["cells"][NAMES.index(name)]
    cell["source"] = cell["source"] if source is None else source
    cell["metadata"]["nbgrader"].update(mark)
    return notebook


def graded(source):
    """Audit a source, with the package that nbgrader would make of it."""
    tests = {name_of(c): c["source"] for c in source["cells"] if name_of(c) in NAMES}
    package = replace(
        tiny.package(), tests={n: t for n, t in tests.items() if "_" in n}
    )
    return list(map(str, audit.audit(source, lambda: package).findings))


def name_of(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def never():
    raise AssertionError("a source with such a mistake is not graded")


def stops(source):
    """Audit a source whose text is wrong; nothing of it is graded."""
    found = audit.audit(source, never)
    assert found.stops
    return "; ".join(map(str, found.findings))


def test_a_sound_assignment_has_nothing_to_be_told():
    assert graded(tiny.source()) == []


def test_a_test_that_fails_its_own_solution_is_told_with_the_whole_reason():
    test = "### BEGIN HIDDEN TESTS\nassert double(3) == 7, 'double: 6'\n"
    (found,) = graded(changed("double_hidden", f"{test}### END HIDDEN TESTS"))
    assert found == "double_hidden: its own solution gets 0 of 3 (double: 6)"


def test_a_test_that_pays_for_nothing_is_told():
    (found,) = graded(changed("double_visible", "double"))
    assert found == "double_visible: gives 2 of 2 where nothing was written"


def test_a_test_that_nearly_takes_too_long_is_told():
    slow = f"import time\ntime.sleep(1.8)\n{tiny.TESTS['double_visible']}"
    (found,) = graded(changed("double_visible", slow))
    assert found == "double_visible: its own solution takes 2 of 3 s"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("assert double(2 == 4", "'(' was never closed (line 1 of the test)"),
        ("x = 1\nreturn x", "'return' outside function (line 2 of the test)"),
        ("assert double(2) == '\0'", "double_visible: "),
        ("# to be written", "the test is empty: everybody would pass it"),
        ("%%time\n", "the test is empty: everybody would pass it"),
    ],
)
def test_a_test_that_cannot_run_is_named(source, told):
    assert told in stops(changed("double_visible", source))


@pytest.mark.parametrize("points", [-1, "3", float("nan"), float("inf"), True, [2]])
def test_points_are_a_number_that_can_be_earned(points):
    found = stops(changed("double_hidden", points=points))
    assert f"double_hidden: it is worth {points!r} points" in found


def test_missing_points_are_told():
    found = stops(changed("double_hidden", points=None))
    assert found == "double_hidden: it does not say how many points it is worth"


def test_two_cells_of_one_name_are_told():
    found = stops(changed("double_visible", grade_id="double_hidden"))
    assert "double_hidden: 2 cells have this name" in found


@pytest.mark.parametrize("name", ["", None, 7])
def test_a_cell_without_a_name_is_told_by_its_number(name):
    assert "it has no name" in stops(changed("double_visible", grade_id=name))


@pytest.mark.parametrize("begin", ["BEGIN HIDEN TESTS", "Begin Hidden Tests", "BEGIN"])
def test_a_hidden_test_that_students_would_see_is_told(begin):
    test = f"### {begin}\nassert double(3) == 6\n### END HIDDEN TESTS"
    assert "students would see this test" in stops(changed("double_hidden", test))


def test_a_solution_without_delimiters_is_told_and_stops_nothing():
    source = changed("double", tiny.RIGHT["double"])
    (found,) = audit.audit(source, tiny.package).findings
    assert "students get an empty cell for it" in str(found)
    assert not found.stops


@pytest.mark.parametrize("name", ["text/tiny.py", "old/tiny.ipynb", "answers.txt"])
def test_a_file_with_a_solution_in_it_is_handed_to_nobody(tmp_path, name):
    spare = tmp_path / name
    spare.parent.mkdir(exist_ok=True)
    solved = tiny.solve(tiny.handed_out(), **tiny.RIGHT)
    whole = json.dumps(solved) if name.endswith("ipynb") else tiny.RIGHT["double"]
    spare.write_text(whole, encoding="utf-8")
    (tmp_path / "tiny.ipynb").write_text(json.dumps(tiny.handed_out()), "utf-8")
    (tmp_path / "data.csv").write_text("x\n2\n")
    (found,) = audit.leaks(tiny.source(), tmp_path)
    assert (found.where, found.stops) == (name, True)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ({"kernelspec": {"name": "bash", "language": "bash"}}, "bash"),
        ({"kernelspec": {"name": "julia-1.11", "language": "julia"}}, "julia"),
        ({"kernelspec": {"name": "ir", "language": "R"}}, "R"),
        ({"kernelspec": {"name": "ir"}, "language_info": {"name": "R"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": None, "language_info": {"name": "R"}}, "R"),
    ],
)
def test_a_notebook_in_another_language_is_told_before_anything_runs(told, language):
    found = stops(tiny.source() | {"metadata": told})
    assert found == f"its kernel: {language} is run by none of ours, only Python"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"kernelspec": {"name": "conda-env-dl-py"}},
        {"kernelspec": {"name": "python3", "language": "Python"}},
        {"kernelspec": None, "language_info": None},
        {"kernelspec": {"name": "x", "language": None}},
    ],
)
def test_any_kernel_of_python_will_do(told):
    assert not audit.read(tiny.source() | {"metadata": told}).findings


def test_a_mark_without_a_name_that_marks_nothing_is_no_mark():
    notebook = tiny.source()
    idle = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    notebook["cells"][0]["metadata"]["nbgrader"] = idle
    assert not audit.read(notebook).findings
