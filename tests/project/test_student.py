"""What students download holds no solution and no hidden test, and can be used."""

import importlib.util
import json
import re
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "course" / "tools" / "student.py"
SECRET = re.compile(
    r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END", re.S
)  # of a source's code cells


def tool():
    spec = importlib.util.spec_from_file_location("student", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The unpacked folder, as texts by name."""
    target = tmp_path_factory.mktemp("student") / "student.zip"
    tool().main(target)
    with zipfile.ZipFile(target) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def lines(text):
    """Give a text's lines without blanks and indentation, which copying changes."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def plain(name, content):
    if name.endswith(".ipynb"):
        cells = json.loads(content)["cells"]
        return lines("\n".join("".join(cell["source"]) for cell in cells))
    return lines(content.decode("utf-8", errors="replace"))


def secrets():
    """Give every solution and hidden test of every source that is worth hiding."""
    for path in sorted(ROOT.glob("source/*/*.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            mark = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "markdown" and mark.get("solution"):
                yield mark["grade_id"], lines(cell.source)
            for _, secret in SECRET.findall(cell.source):
                yield mark.get("grade_id"), lines(secret)


def test_no_solution_and_no_hidden_test_is_given_away(given):
    whole = "\n".join(plain(name, content) for name, content in given.items())
    hidden = [(part, text) for part, text in secrets() if len(text) > 60]
    assert len(hidden) > 300
    assert [part for part, text in hidden if text in whole] == []


def test_nothing_of_those_who_set_and_mark_is_given(given):
    tops = {name.split("/")[1] for name in given}
    assert tops == {
        "LICENSE", "README.md", "constraints.txt", "course", "jupyter_lab_config.py",
        "pyproject.toml", "release",
    }  # fmt: skip
    folders = {name.split("/")[2] for name in given if "/course/" in name}
    assert not folders & {"text", "tools", "experiments", "errata"}


def test_every_chapter_and_assignment_is_given(given):
    for path in [*ROOT.glob("course/*.ipynb"), *ROOT.glob("release/*/*.ipynb")]:
        assert f"first-neuron/{path.relative_to(ROOT).as_posix()}" in given


def test_what_is_installed_is_the_library_alone(given):
    project = tomllib.loads(given["first-neuron/pyproject.toml"].decode())
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [
        "course/coursekit"
    ]
    needs = project["project"]["dependencies"]
    assert any(need.startswith("nbgrader") for need in needs)  # for Validate
    assert not {"scripts", "entry-points"} & set(project["project"])


def test_a_release_with_a_solution_stops_it():
    with pytest.raises(SystemExit, match="autograder release hw05"):
        tool().check("release/hw05/n.ipynb", "### BEGIN SOLUTION")
