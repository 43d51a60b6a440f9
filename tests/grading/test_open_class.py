"""A class whose tests are not sealed: each command says so, and neighbours are safe."""

import contextlib
import io
import json
import re
import textwrap
from pathlib import Path

import pytest
from grading import arena, hostility, tiny
from grading.tricks import TRICKS

from autograder import audit, cli, trial

PAGE = Path(trial.__file__).with_name("bring-your-own.md").read_text(encoding="utf-8")
CONFIG = textwrap.dedent(re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1])
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("open class")]
LOOKS_AT_CODE = "import inspect\nassert '2 * x' in inspect.getsource(double)"
# Speaks in the name of the exam: a picture that runs, a verdict of its own; and ends.
FORGES = """
import gc, os
from autograder.wire import Channel
(line,) = [o for o in gc.get_objects() if type(o) is Channel]
evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
shown = {"output_type": "display_data", "data": {"text/html": evil}, "metadata": {}}
line.send(["outputs", 1, [shown]])
line.send(["cell", 2, "open"])
line.send(["verdict", "double_visible", 1, evil, 0, ""])
os._exit(0)
"""
WRITES_OVER = """
import os
print("beside:", os.path.exists("data.csv"), os.path.exists("mine.csv"))
with open("data.csv", "w") as file:
    file.write("gone")
def double(x):
    return 2 * x
"""


def course(root):
    """The tiny course with the settings of the page, and a test that reads a source.

    Beside the notebook lies a file, and one of its cells has a mark that marks nothing.
    """
    folder = tiny.course(root) / "source" / "hw_tiny"
    notebook = tiny.source()
    idle = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    notebook["cells"][0]["metadata"]["nbgrader"] = idle
    test = f"{LOOKS_AT_CODE}\nassert open('data.csv').read() == 'x'"
    notebook["cells"][2]["source"] = test
    (folder / "tiny.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "data.csv").write_text("x", encoding="utf-8")
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    return root


def say(root, *command):
    """Run a command; give its exit code and what it says."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = cli.main(["--course", str(root), *command])
    return code, out.getvalue()


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return course(tmp_path_factory.mktemp("open"))


@pytest.fixture(scope="module")
def said(root):
    """What each command says, of a class of three."""
    found = {"release": say(root, "release", "hw_tiny")}
    released = json.loads((root / "release" / "hw_tiny" / "tiny.ipynb").read_text())
    right = tiny.solve(released, **tiny.RIGHT)
    tiny.hand_in(root, "ana", right)
    bo = tiny.hand_in(root, "bo", tiny.solve(right, double=WRITES_OVER))
    (bo / "mine.csv").write_text("not handed out", encoding="utf-8")
    tiny.hand_in(root, "mallory", tiny.solve(right, double=FORGES))
    found["grade"] = say(root, "grade", "hw_tiny", "--jobs", "1")
    found["report"] = say(root, "report", "hw_tiny", "--feedback")
    return found


def earned(root, student):
    (path,) = (root / "autograded" / ".records" / "hw_tiny").glob(f"{student}.json")
    found = json.loads(path.read_text())["result"]["verdicts"]
    return [verdict["points"] for verdict in found if verdict["part"] != "essay"]


def test_release_says_that_tests_are_not_sealed_and_why(said):
    code, told = said["release"]
    assert code == 0
    assert "hw_tiny: its tests are not sealed (double_visible: its own sol" in told


def test_grade_says_it_in_a_line_with_the_command_that_says_why(said):
    code, told = said["grade"]
    assert code == 0
    (line,) = [line for line in told.splitlines() if "sealed" in line]
    assert line == "The tests are not sealed: `autograder audit hw_tiny` says why."


def test_the_report_says_it_with_the_reason(said, root):
    assert said["report"][0] == 0
    page = (root / "report.html").read_text(encoding="utf-8")
    assert "The tests of this assignment are not sealed" in page
    assert "Sealed, double_visible: its own solution gets 0 of 2" in page


def test_a_class_with_sealed_tests_hears_nothing_of_it(graded_class):
    _, told = say(graded_class, "grade", "hw_tiny")
    page = (graded_class / "report.html").read_text(encoding="utf-8")
    assert "sealed" not in f"{told}{page}"


def test_who_forges_changes_no_marks_of_a_neighbours(said, root):
    assert earned(root, "ana") == [2, 3, 5]


def test_whoever_writes_over_a_file_writes_over_a_copy_of_it(said, root):
    assert earned(root, "bo") == [0, 3, 5]
    assert (root / "source" / "hw_tiny" / "data.csv").read_text() == "x"


def test_what_was_handed_out_lies_beside_the_notebook_and_what_was_handed_in_does_not(
    said, root
):
    ran = root / "autograded" / "bo" / "hw_tiny" / "tiny.ipynb"
    assert "beside: True False" in ran.read_text(encoding="utf-8")


def test_what_is_forged_is_washed_before_anybody_looks_at_it(said, root):
    ran = root / "autograded" / "mallory" / "hw_tiny" / "tiny.ipynb"
    cells = json.loads(ran.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    html = [o["data"]["text/html"] for o in outputs if "text/html" in o.get("data", {})]
    assert not any("<script" in part or "onerror" in part for part in html)
    for page in (*root.glob("feedback/*/*/*.html"), root / "report.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_audit_shows_three_ways_side_by_side_and_what_will_be_done(root):
    code, told = say(root, "audit", "hw_tiny")
    head, ways, visible, *_ = told.splitlines()
    assert code == 0
    assert head.split() == ["its", "own", "solution", "blank"]
    assert ways.split() == ["test", "of", *("stock", "sealed", "open") * 2]
    assert visible.split() == ["double_visible", "2", *"202000"]
    assert "double_visible, sealed: " in told
    assert told.splitlines()[-1].startswith("It will be graded with open tests")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kernelspec": {"language": "R", "name": "ir"}}, "R is run by none of ours"),
        ({}, "the test is empty"),
    ],
)
def test_audit_runs_nothing_of_a_source_that_cannot_be_released(
    tmp_path, capsys, changed, told
):
    folder = tiny.course(tmp_path) / "source" / "hw_tiny"
    notebook = tiny.source()
    notebook["metadata"] |= changed
    if not changed:
        notebook["cells"][2]["source"] = "# to be written"
    (folder / "tiny.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    assert cli.main(["--course", str(tmp_path), "audit", "hw_tiny"]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""


def row(sealed, opened, blank=0.0):
    """A test of 2 points, as a trial finds it."""
    own = {("solution", "stock"): 2.0, ("solution", "sealed"): sealed}
    nothing = {("blank", way): blank for way in trial.WAYS}
    points = own | nothing | {("solution", "open"): opened}
    return trial.Row("f", 2.0, points, {} if opened == 2 else {"open": "it fails"})


@pytest.mark.parametrize(
    ("found", "right", "advice"),
    [
        (row(2.0, 2.0), True, "sealed tests: nobody can read or forge them"),
        (row(0.0, 2.0), True, "open tests, as under nbgrader"),
        (row(0.0, 0.0), False, "no release of it. Its own solution does not pass: f."),
        (row(2.0, 2.0, 1.0), False, "no release of it. Points for nothing written: f."),
    ],
)
def test_the_advice_is_what_a_release_would_do(found, right, advice):
    assert trial.is_right([found]) == right
    assert advice in trial.advice([found])


class Opened(hostility.Ours):
    """Our engine with tests that are not sealed."""

    variants = 1  # hidden tests can be read here, as everybody is told

    def __init__(self, patterns):
        super().__init__(patterns)
        for engine in self._engines:
            engine.package = audit.opened(engine.package, "a trial")


def sample():
    """Choose some of each family: whoever can forge a verdict can still do no harm."""
    quick = [trick for trick in TRICKS if not (trick.long or trick.friend)]
    families = dict.fromkeys(trick.family for trick in quick)
    return [
        trick
        for family in families
        for trick in [t for t in quick if t.family == family][::3][:3]
    ]


READS = {"leaked", "leaked the seed"}  # of tests, which lie open


def test_a_trick_does_nothing_outside_of_its_box(tmp_path):
    patterns = hostility.pattern_courses(tmp_path)[:1]
    grader = Opened(patterns)
    try:
        found = hostility.watch(sample(), patterns, grader)
        assert grader.grade(patterns[0], "ana", 0)[0] == arena.FULL
    finally:
        grader.close()
    effects = {name: set(seen.effects) - READS for name, seen in found.items()}
    assert {name: what for name, what in effects.items() if what} == {}
    assert all(seen.points is not None for name, seen in found.items() if name)
    assert all(seen.points <= arena.FULL for name, seen in found.items() if name)


def test_the_page_shows_audit_as_it_prints():
    lines = [line.strip() for line in PAGE.splitlines()]
    own = {"stock": 2.0, "sealed": 0.0, "open": 2.0}
    points = {(who, w): own[w] * (who == "solution") for who in trial.WHO for w in own}
    shown = trial.Row("test-total_of_a_new_file", 2.0, points, {})
    for line in (*trial.heading().splitlines(), str(shown)):
        assert line.strip() in lines
