"""course/syllabus.csv says where each item of the course is taught, and is right."""

import csv

import pytest
from notebooks.books import ROOT, headings

with open(ROOT / "course" / "syllabus.csv", newline="", encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


def test_the_columns_are_those_that_the_index_is_made_from():
    assert list(ROWS[0]) == ["id", "kind", "text", "notebook", "heading"]


def test_an_item_is_listed_once():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("notebook", sorted({row["notebook"] for row in ROWS}))
def test_every_item_names_a_heading_that_exists(notebook):
    known = {text for _, text in headings(ROOT / notebook)}
    rows = [row for row in ROWS if row["notebook"] == notebook]
    assert {
        row["id"]: row["heading"] for row in rows if row["heading"] not in known
    } == {}
