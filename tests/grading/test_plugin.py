"""What people rely on when the real nbgrader grades a class."""

import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from grading import tiny

from autograder import cli, plugin
from autograder.apart import apart
from autograder.dispatch import collect
from autograder.folders import Course
from autograder.records import Refusal
from autograder.shelf import Shelf


@pytest.fixture(scope="module")
def outcomes(graded_class):
    course = Course(graded_class)
    submissions = course.submissions(course.assignment("hw_tiny"))
    kept = collect(submissions, Shelf(course.records("hw_tiny")))
    return {outcome.student: outcome for outcome in kept}


@pytest.fixture
def copied(graded_class, tmp_path):
    """The graded class once more, for tests that change something."""
    return Path(shutil.copytree(graded_class, tmp_path / "course"))


def earned(result):
    return [v.points for v in result.verdicts if v.part != "essay"]


def feedback(root, student):
    folder = root / "feedback" / student / "hw_tiny"
    return (folder / "tiny.html").read_text(encoding="utf-8")


def nbgrader(root, *arguments):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["nbgrader", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PATH": path},
    )


def test_a_release_holds_no_solution_no_hidden_test_and_no_twin(graded_class):
    (file,) = (graded_class / "release").rglob("*.*")
    text = file.read_text(encoding="utf-8")
    assert file.name == "tiny.ipynb"
    assert not any(s in text for s in ("SOLUTION", "HIDDEN", "2 * x", "-1.5"))


def test_a_right_submission_earns_everything_and_its_essay_waits(outcomes):
    ana = outcomes["ana"]
    assert (ana.points, ana.max_points) == (10, 10)
    assert [part.name for part in ana.waiting] == ["essay"]


def test_a_warning_costs_nothing(outcomes):
    assert earned(outcomes["bo ström"]) == [2, 3, 5]


def test_a_mistake_costs_its_part_and_says_why(outcomes):
    assert earned(outcomes["cy"]) == [2, 3, 0]
    assert outcomes["cy"].verdicts[2].message == "sign: what is the sign of 0?"


def test_a_blank_submission_is_a_zero_with_reasons(outcomes):
    messages = [v.message for v in outcomes["fay"].verdicts]
    assert outcomes["fay"].points == 0
    assert messages == ["not written yet"] * 3 + ["left unanswered"]


def test_what_cannot_be_graded_is_refused_and_no_zero(outcomes):
    assert isinstance(outcomes["dee"], Refusal)
    assert "not JSON" in outcomes["dee"].facts.found


def test_a_cell_that_ends_its_process_costs_what_it_would_have_defined(outcomes):
    assert earned(outcomes["eve"]) == [0, 0, 5]
    assert "double is not defined" in outcomes["eve"].verdicts[0].message


def test_marks_that_stop_stock_nbgrader_are_repaired_and_told(outcomes):
    assert earned(outcomes["gil"]) == [2, 3, 5]
    assert [repair.part for repair in outcomes["gil"].repairs] == [
        "double",
        "double_visible",
        "sign_hidden_zero",
        "cell 1",
    ]


def test_an_endless_loop_costs_only_the_points_of_its_function(outcomes):
    assert earned(outcomes["hui"]) == [2, 3, 0]
    assert "loop without an end" in outcomes["hui"].verdicts[2].message


def test_a_result_tells_what_an_appeal_would_ask(outcomes):
    ana = outcomes["ana"]
    assert ana.seed != outcomes["cy"].seed
    assert 0 < ana.seconds < 60
    assert ana.megabytes > 10
    assert ana.versions["numpy"]
    assert "files" in [layer.name for layer in ana.layers if layer.active]


def test_what_was_handed_in_is_not_touched(graded_class):
    handed_in = graded_class / "submitted" / "gil" / "hw_tiny" / "tiny.ipynb"
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT)
    assert json.loads(handed_in.read_text()) == tiny.damaged(right)


def test_feedback_says_why_and_hides_the_hidden_tests(graded_class):
    page = feedback(graded_class, "cy")
    assert "sign: what is the sign of 0?" in page
    assert not any(secret in page for secret in ("BEGIN HIDDEN", "try a negative"))


def test_feedback_does_not_call_an_unread_answer_a_zero(graded_class):
    assert "not read yet, 4 points" in feedback(graded_class, "ana")
    assert "left unanswered" in feedback(graded_class, "fay")


def test_a_feedback_page_that_fails_is_named_and_the_others_are_written(
    copied, outcomes
):
    shutil.rmtree(copied / "autograded" / "cy")
    shutil.rmtree(copied / "feedback")
    both = [outcomes["cy"], outcomes["ana"]]
    (failed,) = plugin.write_feedback(Course(copied), both, 2).items()
    assert failed[0] == "cy"
    assert "FileNotFoundError" in failed[1]
    assert "Your result" in feedback(copied, "ana")


def test_the_marks_are_written_before_the_pages_and_a_lost_page_is_told(copied, capsys):
    shutil.rmtree(copied / "autograded" / "cy")
    (copied / "grades.csv").unlink()
    code = cli.main(["--course", str(copied), "report", "hw_tiny", "--feedback"])
    told = capsys.readouterr().out
    assert code == cli.SOME_NOT
    assert (copied / "grades.csv").exists()
    assert told.index("grades.csv") < told.index("7 feedback pages")
    assert "no page for cy: FileNotFoundError" in told


def test_the_stock_command_writes_the_same_page(copied):
    ours = feedback(copied, "cy")
    made = nbgrader(copied, "generate_feedback", "hw_tiny", "--student=cy", "--force")
    assert made.returncode == 0, made.stderr
    assert feedback(copied, "cy") == ours


def test_a_page_that_cannot_be_made_anew_leaves_no_old_marks(copied, outcomes):
    (copied / "autograded" / "cy" / "hw_tiny" / "tiny.ipynb").write_text("{}")
    assert plugin.write_feedback(Course(copied), [outcomes["cy"]])
    assert list((copied / "feedback" / "cy").rglob("*.html")) == []


def test_a_refused_student_is_told_the_reason(graded_class):
    note = graded_class / "feedback" / "dee" / "hw_tiny" / "not_graded.txt"
    assert "not JSON" in note.read_text(encoding="utf-8")


def test_points_given_by_hand_enter_the_result(copied, outcomes):
    give_by_hand(copied, "ana", "essay", 3)
    book = plugin.gradebook(Course(copied))
    (ana,) = book.reread("hw_tiny", [outcomes["ana"]])
    assert (ana.points, ana.max_points, ana.waiting) == (13, 14, ())


def give_by_hand(root, student, part, points):
    """Do what the formgrader does when a person has read an answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade(part, "tiny", "hw_tiny", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def test_stock_commands_work_on_the_same_tree(copied):
    graded = nbgrader(copied, "autograde", "hw_tiny", "--student=cy", "--force")
    assert graded.returncode == 0, graded.stderr
    (notebook,) = (copied / "autograded" / "cy").rglob("*.ipynb")
    assert "sign: what is the sign of 0?" in notebook.read_text(encoding="utf-8")
    exported = nbgrader(copied, "export")
    assert exported.returncode == 0, exported.stderr
    table = (copied / "autograded" / "export.csv").read_text(encoding="utf-8")
    (cy,) = [row for row in table.splitlines() if ",cy," in row]
    assert ",5.0," in cy


def test_a_source_that_cannot_be_released_says_why(tmp_path):
    root = tiny.course(tmp_path)
    source = tiny.source()
    source["cells"][2]["metadata"]["nbgrader"]["grade_id"] = "double"
    (root / "source" / "hw_tiny" / "tiny.ipynb").write_text(json.dumps(source))
    with pytest.raises(plugin.SetupError, match="double: 2 cells have this name"):
        plugin.release(Course(root), "hw_tiny")


def test_a_test_that_was_broken_later_reaches_nobody(copied, capsys):
    before = read_all(copied, "release", "gradebook.db", "autograded")
    path = copied / "source" / "hw_tiny" / "tiny.ipynb"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("double(-1.5) == -3.0", "double(-1.5) == 3.0"))
    assert cli.main(["--course", str(copied), "grade", "hw_tiny"]) == 2
    said = capsys.readouterr().err
    assert "double_hidden: its own solution gets 0 of 3 (double: try a negative" in said
    assert read_all(copied, "release", "gradebook.db", "autograded") == before


def test_a_source_that_did_not_change_is_not_graded_twice(copied):
    said = []
    plugin.release(Course(copied), "hw_tiny", said.append)
    assert said == []


def read_all(root, *names):
    """Give what lies in these files and folders, but for who works there now."""
    paths = [
        path for name in names for path in (root / name, *(root / name).rglob("*"))
    ]
    return {p: p.read_bytes() for p in paths if p.is_file() and p.name != "lock"}


def test_a_step_that_takes_too_long_is_ended(tmp_path):
    with pytest.raises(TimeoutError):
        apart(0.2, _sleep, tmp_path)


def test_a_step_that_dies_without_a_word_is_a_fault(tmp_path):
    with pytest.raises(RuntimeError, match="ended without an answer"):
        apart(10, _die, tmp_path)


def _sleep(root):
    import time

    time.sleep(60)


def _die(root):
    os._exit(1)
