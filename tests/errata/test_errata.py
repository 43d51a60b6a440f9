"""Every printed error has an entry; every entry that can be computed is computed."""

import ast
import csv
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "course" / "tools"))

import misprints  # noqa: E402

ENTRIES = [
    (path.stem, e) for path in misprints.files() for e in misprints.chapter(path)
]
every = pytest.mark.parametrize(
    ("chapter", "entry"), ENTRIES, ids=lambda x: str(x)[:24]
)
GOOD = """
title: t
entries:
  - {id: B06.W1, title: t, source: book, place: p, printed: a, right: b, computed: c}
"""
SOURCES = {"book": "A book: about networks"}


def entry_of(function):
    """The id that a test's name begins with: test_b06_w1_the_slope is of B06.W1."""
    found = re.match(r"test_([a-z]+\d*)_w(\d+[a-z]?)_", function)
    return f"{found[1].upper()}.W{found[2]}" if found else None


def computing():
    """Ids of the entries that a test of this folder computes."""
    ids = []
    for path in sorted(Path(__file__).parent.glob("test_[0-9]*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        ids += [entry_of(name) for name in names if name.startswith("test_")]
    return ids


def test_an_entry_that_says_computed_has_one_test_and_no_other_has_any():
    computed = [entry.id for _, entry in ENTRIES if entry.computed]
    assert sorted(computing()) == sorted(computed)


@every
def test_an_entry_is_computed_or_says_why_it_cannot_be(chapter, entry):
    assert bool(entry.computed) != bool(entry.told)
    assert len((entry.computed or entry.told).split()) >= 5


@every
def test_an_experiment_stands_where_the_entry_says(chapter, entry):
    if entry.notebook:
        text = (ROOT / entry.notebook).parent / "text" / Path(entry.notebook).name
        headings = re.findall(
            r"^# #+ (.+)$", text.with_suffix(".py").read_text("utf-8"), re.M
        )
        assert entry.heading in headings


@pytest.mark.parametrize("path", misprints.files(), ids=lambda p: p.stem)
def test_chapters_of_the_second_edition_lead_to_the_page(path):
    for text in sorted((ROOT / "course" / "text").glob(f"{path.stem}*.py")):
        words = text.read_text("utf-8")
        if "second-edition" in words.splitlines()[0]:
            plain = " ".join(words.replace("\n# ", " ").split())
            assert "[Printed errors, put right](errata.md)" in plain, text.name


def test_an_id_occurs_once_in_all_chapters():
    ids = [entry.id for _, entry in ENTRIES]
    assert len(ids) == len(set(ids))


def test_the_syllabus_lists_each_entry_and_says_where_it_stands():
    with open(ROOT / "course" / "syllabus.csv", newline="", encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    places = {e.id: ("course/errata.md", e.title_line) for _, e in ENTRIES}
    places |= {e.id: (e.notebook, e.heading) for _, e in ENTRIES if e.notebook}
    found = {i: (rows[i]["notebook"], rows[i]["heading"]) for i in places}
    assert found == places
    assert {rows[i]["kind"] for i in places} == {"erratum"}


def test_a_good_entry_is_read_with_the_name_of_its_source():
    (entry,) = misprints.entries(GOOD, "06.yml", SOURCES)
    assert (entry.id, entry.source, entry.computed) == ("B06.W1", "A book", "c")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("computed: c", "compute: c", "Did you mean 'computed'"),
        (", computed: c", "", "either 'computed'"),
        ("computed: c", "computed: c, told: d", "either 'computed'"),
        ("right: b, ", "", "'right': found None where some text was expected"),
        ("printed: a", "printed: 0.5", "'printed': found 0.5"),
        ("id: B06.W1", "id: b06-1", "an id looks like B06.W1"),
        ("source: book", "source: buch", "'buch' is none of book"),
        ("computed: c", "computed: c, experiment: 06d", "notebook and heading"),
        ("  - {", "  - B06.W2\n  - {", "entry 1: found 'B06.W2', not fields"),
        ("entries:", "entry:", "below `entries:` a list"),
    ],
)
def test_a_fault_is_told_with_its_place(old, new, said):
    with pytest.raises(misprints.BadEntry) as error:
        misprints.entries(GOOD.replace(old, new), "06.yml", SOURCES)
    assert said in str(error.value)
    assert str(error.value).startswith("06.yml")


def test_an_id_given_twice_is_told():
    twice = GOOD + GOOD.split("entries:\n")[1]
    with pytest.raises(misprints.BadEntry, match=r"B06\.W1: there are two entries"):
        misprints.entries(twice, "06.yml", SOURCES)


def test_the_page_has_a_heading_for_each_chapter_and_each_entry():
    page = misprints.page()
    assert [f"### {e.title_line}\n" in page for _, e in ENTRIES] == [True] * len(
        ENTRIES
    )
    for path in misprints.files():
        assert f"## Chapter {path.stem}: " in page
