"""The demo, end to end, as `make demo` runs it: without an activated environment."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPECT_MORE = """
import dataclasses, demo, pathlib, sys
first, *others = demo.invent_class()
case = dataclasses.replace(first.case, loses={"pla_visible": 8})
class_ = [dataclasses.replace(first, case=case), *others]
print(demo.check(class_, pathlib.Path(sys.argv[1])))
"""

pytestmark = pytest.mark.xdist_group("demo")


def python(*arguments):
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "course" / "tools")])
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "course"


@pytest.fixture(scope="module")
def demo(course):
    return python("course/tools/demo.py", str(course.parent))


def test_every_score_of_the_invented_class_is_as_the_bank_says(demo):
    assert demo.returncode == 0, demo.stdout + demo.stderr
    assert "every score is as the bank says" in demo.stdout


def test_a_score_that_the_bank_does_not_expect_is_told(demo, course):
    told = python("-c", EXPECT_MORE, str(course)).stdout
    assert "amara.okafor (noisy), pla_visible: 0 points expected, found 8" in told


def test_the_class_has_all_kinds(demo, course):
    with (course / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        statuses = [row["status"] for row in csv.DictReader(file)]
    assert len(statuses) == 12
    assert set(statuses) == {"graded", "needs manual grading", "refused"}


def test_every_student_gets_something_back(demo, course):
    assert len(list(course.glob("feedback/*/*/*.*"))) == 12
