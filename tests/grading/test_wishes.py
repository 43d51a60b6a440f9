"""What an instructor's slip in nbgrader_config.py leads to: one line, and no mark."""

import re
from pathlib import Path

import pytest
from grading import tiny
from traitlets.config import Config

from autograder import cli, plugin, wishes
from autograder.folders import Course
from autograder.records import SetupError
from autograder.sitting import Limits


def configured(tmp_path, text):
    root = tiny.course(tmp_path)
    config = root / "nbgrader_config.py"
    config.write_text(f"{config.read_text('utf-8')}\nc = get_config()\n{text}\n")
    return root


def limits(**chosen):
    config = Config()
    config.Limits.update(chosen)
    return wishes.limits(config)


def test_limits_are_what_the_course_says():
    assert limits(megabytes=512) == Limits(megabytes=512)
    config = Config()
    config.Execute.timeout = 0.5
    assert wishes.limits(config).cell_seconds == 0.5


@pytest.mark.parametrize(
    "wrong", ["30", 0, -1, None, float("nan"), True, [30], 10**400]
)
def test_a_limit_is_a_number_above_0(wrong):
    with pytest.raises(SetupError, match="expected a number above 0"):
        limits(submission_seconds=wrong)


def test_a_misspelt_limit_gets_the_nearest_name():
    with pytest.raises(SetupError, match=r"expected c\.Limits\.megabytes"):
        limits(megabytez=512)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("c.Execute.timeout = ", "SyntaxError"),
        ("import sys; sys.exit('bye')", "it ends the command (sys.exit('bye'))"),
        ("import nothing_of_the_kind", "ModuleNotFoundError"),
        ("\n\n1 / 0", "ZeroDivisionError: division by zero, line 1"),
        ("def f(): f()\nf()", "RecursionError"),
        ("c.Execute.timeout = '2'", "c.Execute.timeout: it is '2', expected a number"),
        ("c.Limits.megabytez = 5", "c.Limits.megabytez: there is no such setting"),
        ("c.ClearSolutions.begin_solution_delimeter = 5", "words that stand in a line"),
        (
            "c.CourseDirectory.release_directory = 'out'",
            "c.CourseDirectory.release_directory: it is 'out', expected 'release'",
        ),
    ],
)
def test_a_slip_in_the_settings_is_one_line(tmp_path, capsys, text, told):
    root = configured(tmp_path, text)
    assert cli.main(["--course", str(root), "release", "hw_tiny"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert told in said.err


def test_what_the_settings_print_is_not_taken_for_an_answer(tmp_path, capsys):
    plugin.settings(Course(configured(tmp_path, "print('hello')")))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("LateSubmissionPlugin.penalty_methd", "LateSubmissionPlugin.penalty_method"),
        ("LateSubmisionPlugin.penalty_method", "LateSubmissionPlugin"),
        ("Execute.timeouts", "Execute.timeout"),
    ],
)
def test_a_setting_that_nbgrader_would_pass_over_is_told(wrong, meant):
    config = Config()
    owner, name = wrong.split(".")
    config[owner][name] = "zero"
    with pytest.raises(SetupError) as told:
        plugin._known(config)
    assert f"c.{wrong}".startswith(told.value.facts.where)
    assert told.value.facts.expected == f"c.{meant}"


def test_the_settings_of_the_course_and_of_other_programs_are_no_slips():
    config = Config()
    plugin.configure(config)
    config.MyOwnRule.points_per_day = 3
    config.ServerApp.port = 8888
    assert plugin._known(config) is config


def test_the_settings_in_the_readme_are_some(tmp_path):
    """They follow the course's own file, in which `c` has to be known."""
    readme = (Path(wishes.__file__).parent / "README.md").read_text("utf-8")
    (text,) = re.findall(r"## Settings.*?```python\n(.*?)```", readme, re.DOTALL)
    root = tiny.course(tmp_path)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(text)
    config = plugin._known(plugin.settings(Course(root)))
    assert wishes.limits(config) == Limits(30, 600, 4096)
