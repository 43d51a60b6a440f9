"""Nothing that a student receives holds a solution or a hidden test."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import jupytext
import pytest

from autograder import plugin
from autograder.folders import Course

ROOT = Path(__file__).resolve().parents[2]


def delimiters():
    """The marks of secret regions, begin and end, as nbgrader has them here."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

    config = plugin.settings(Course(ROOT))
    tests, solutions = ClearHiddenTests(config=config), ClearSolutions(config=config)
    return (
        (tests.begin_test_delimeter, tests.end_test_delimeter),
        (solutions.begin_solution_delimeter, solutions.end_solution_delimeter),
    )


MARKS = delimiters()
REGION = re.compile(
    "|".join(f"{re.escape(a)}[^\\n]*\\n(.*?){re.escape(b)}" for a, b in MARKS), re.S
)


def secrets():
    """Lines long enough to be telling that stand only in solutions and hidden tests."""
    hidden, shown = set(), ""
    for text in ROOT.glob("source/*/text/*.py"):
        cells = "\n".join(cell.source for cell in jupytext.read(text).cells)
        for regions in REGION.findall(cells):
            hidden |= {line.strip() for line in "".join(regions).splitlines()}
        shown += REGION.sub("", cells)
    telling = {line for line in hidden if not re.match(r"(import|from) ", line)}
    return {line for line in telling if len(line) > 24 and line not in shown}


def test_there_are_secrets_to_look_for():
    assert len(secrets()) > 50


def test_the_releases_hold_none():
    for path in (ROOT / "release").rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8").replace('\\"', '"')
            assert [line for line in secrets() if line in text] == []
            assert not any(mark in text for pair in MARKS for mark in pair)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that students install, built from this checkout."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run([*command, "-o", target, ROOT], check=True, capture_output=True)
    return zipfile.ZipFile(next(target.glob("*.whl")))


@pytest.mark.slow
def test_the_wheel_holds_the_two_packages_and_the_quizzes(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {t for t in tops if "dist-info" not in t} == {"coursekit", "autograder"}
    assert "coursekit/quizzes/05_perceptron.yml" in wheel.namelist()


@pytest.mark.slow
def test_the_wheel_holds_no_secret(wheel):
    text = "\n".join(
        wheel.read(name).decode("utf-8", "ignore") for name in wheel.namelist()
    )
    assert [line for line in secrets() if line in text] == []
    assert "### BEGIN SOLUTION" not in text
