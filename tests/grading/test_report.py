import csv
import io
import re

import pytest

from autograder import report
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Part,
    Refusal,
    Repair,
    Result,
    Verdict,
)

PARTS = (Part("f_visible", 4), Part("f_hidden", 6), Part("essay", 10, True))
HW = Assignment("hw", "notebook", PARTS)
FULL, LOST = Verdict("f_visible", 4, 4), Verdict("f_hidden", 0, 6, "f: <b>sign</b>?")
CLASS = [
    Result(
        "ana", "hw", (FULL, Verdict("f_hidden", 6, 6)), waiting=PARTS[2:], seconds=2
    ),
    Result("bo", "hw", (FULL, LOST), (Repair("f", "mended"),), seconds=4),
    Refusal("cy", "hw", Facts("n.ipynb", "", "it is not JSON", "", "Hand in again.")),
    EngineFault("dee", "hw", Facts(found="disk full")),
]


@pytest.fixture(scope="module")
def page():
    return report.page(HW, CLASS)


def rows(outcomes):
    return list(csv.DictReader(io.StringIO(report.grades(HW, outcomes))))


def test_scores_stand_per_part_and_in_total():
    bo = rows(CLASS)[1]
    assert (bo["total"], bo["max"]) == ("4", "20")
    assert (bo["f_visible"], bo["f_hidden"]) == ("4", "0")


def test_what_was_not_graded_has_a_reason_and_no_score():
    for row in rows(CLASS)[2:]:
        assert (row["total"], row["f_visible"], row["f_hidden"]) == ("", "", "")
    assert rows(CLASS)[2]["reason"].startswith("cy, hw: n.ipynb: it is not JSON")


def test_a_part_that_waits_for_a_person_is_empty():
    ana = rows(CLASS)[0]
    assert (ana["status"], ana["essay"]) == ("needs manual grading", "")
    assert ana["reason"] == "a person has to read essay"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_a_name_is_never_a_formula(name):
    assert rows([Result(name, "hw", (FULL,))])[0]["student"] == f"'{name}"


def test_a_function_is_as_hard_as_its_mean_share_says():
    assert report.difficulties(HW, CLASS) == [report.Difficulty("f", 0.7, 2)]


def test_a_part_that_some_still_wait_for_has_no_difficulty_yet():
    unanswered = Result("eve", "hw", (Verdict("essay", 0, 10, "left unanswered"),))
    found = report.difficulties(HW, [CLASS[0], unanswered])
    assert [each.name for each in found] == ["f"]


def test_a_message_counts_each_student_once():
    twice = (Verdict("f_visible", 0, 4, "no"), Verdict("f_hidden", 0, 6, "no"))
    found = report.complaints(
        HW, [Result("ana", "hw", twice), Result("bo", "hw", twice)]
    )
    assert found == [report.Complaint("f", "no", 2)]


def test_full_marks_stand_in_the_last_bar():
    assert report.distribution(CLASS) == [0, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def test_the_page_asks_for_nothing_from_elsewhere(page):
    assert re.findall(r"(?:src|href|url|@import)\b[=(]?", page) == []


def test_every_figure_of_the_page_is_told_in_words(page):
    assert page.count("<svg") == page.count('role="img"') == page.count("<title id=")
    assert "Mean share of points per function: f 70 %." in page


def test_a_message_cannot_write_into_the_page(page):
    assert "&lt;b&gt;sign&lt;/b&gt;" in page
    assert "<b>sign" not in page


def test_the_page_lists_refusals_repairs_and_what_waits(page):
    for text in (
        "it is not JSON",
        "Hand in again.",
        "Repaired: f: mended",
        "disk full",
    ):
        assert text in page
    assert re.search(r"A person has to read <code>essay</code>, 10 points", page)


@pytest.mark.parametrize("outcomes", [[], CLASS[2:]], ids=["nobody", "all refused"])
def test_a_class_without_a_result_has_a_page_too(outcomes):
    assert "<h1>hw</h1>" in report.page(HW, outcomes)


def test_both_files_are_written(tmp_path):
    report.write(HW, CLASS, tmp_path)
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,")
    assert (tmp_path / "report.html").stat().st_size > 3000


def test_the_summary_has_a_line_for_everyone():
    lines = report.summary(HW, CLASS).splitlines()
    assert lines[2] == "bo            4   20  graded; f: mended"
    assert lines[3] == "cy                20  refused: it is not JSON"
