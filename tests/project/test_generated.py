"""Files that follow from others do follow from them."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "course" / "tools"))

import generated  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def needs():
    """Names of all requirements of the project, extras included."""
    extras = PROJECT["optional-dependencies"].values()
    every = [*PROJECT["dependencies"], *(need for extra in extras for need in extra)]
    names = {re.match(r"[\w.-]+", need).group().lower() for need in every}
    return sorted(names - {PROJECT["name"]})


@pytest.mark.parametrize("path", generated.files(), ids=lambda p: p.name)
def test_a_generated_file_is_up_to_date(path):
    assert path.read_text("utf-8") == generated.files()[path], "run `make sync`"


def test_the_glossary_has_each_term_once_with_its_meaning_and_its_chapter():
    entries = generated.glossary().split("\n\n")[2:]
    terms = [re.match(r"\*\*(.+?)\.\*\* \S", entry).group(1) for entry in entries]
    assert "Margin" in terms
    assert len(terms) == len(set(terms)) > 5
    assert all(re.search(r"\(\[chapter \d\d\w?\]\(\S+\.ipynb\)\)$", e) for e in entries)


@pytest.mark.parametrize("need", needs())
def test_every_requirement_has_a_lower_bound_and_an_exact_tested_version(need):
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.search(rf'"{need}(\[\w+\])?>=', text)
    assert any(line.lower().startswith(f"{need}==") for line in PINNED)


def test_the_constraints_are_names_and_versions_only():
    plain = re.compile(r"^[a-z0-9][a-z0-9._-]*==[\w.+!]+( ; .+)?$")
    assert [line for line in PINNED if not plain.match(line)] == []


def test_colab_s_versions_satisfy_the_lower_bounds():
    colab = (ROOT / ".github" / "colab.txt").read_text("utf-8")
    versions = dict(re.findall(r"^([\w-]+)==([\d.]+)$", colab, re.M))
    for need in PROJECT["dependencies"]:
        name, bound = need.split(">=")
        have = [int(x) for x in versions.get(name, bound).split(".")]
        assert have >= [int(x) for x in bound.split(".")], name


def test_every_target_of_the_makefile_has_a_line_of_help():
    text = (ROOT / "Makefile").read_text("utf-8")
    declared = re.search(r"^\.PHONY: (.+)$", text, re.M).group(1).split()
    helped = re.findall(r"^([a-z]+):.*## \S", text, re.M)
    assert sorted(declared) == sorted(helped)
