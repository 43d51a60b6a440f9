import csv
import io
import re
import time

import pytest

from autograder import report, tallies
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Layer,
    Part,
    Refusal,
    Repair,
    Result,
    Verdict,
)
from autograder.similar import Compared, Pair

PARTS = (Part("f_visible", 4), Part("f_hidden", 6), Part("essay", 10, True))
HW = Assignment("hw", "notebook", PARTS)
ALIKE = Compared(
    (Pair("a", "b", 0.9, 14, ("x = <1>",)),), (("<c>", "nothing could be compared"),)
)
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


def graded(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Result)]


def rows(outcomes):
    return list(csv.DictReader(io.StringIO(report.grades(HW, outcomes))))


def test_scores_stand_per_part_and_in_total():
    bo = rows(CLASS)[1]
    assert (bo["total"], bo["max"]) == ("4.0", "20")
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
    assert rows([Result(name, "hw", (FULL,))])[0]["student"].lstrip()[0] in "'\\"


def test_a_function_is_as_hard_as_its_mean_share_says():
    assert tallies.functions(HW, graded(CLASS)) == [tallies.Difficulty("f", 0.7, 2)]


def test_a_part_that_some_still_wait_for_has_no_difficulty_yet():
    unanswered = Result("eve", "hw", (Verdict("essay", 0, 10, "left unanswered"),))
    found = tallies.functions(HW, [CLASS[0], unanswered])
    assert [each.name for each in found] == ["f"]


def test_a_message_counts_each_student_once():
    twice = (Verdict("f_visible", 0, 4, "no"), Verdict("f_hidden", 0, 6, "no"))
    found = tallies.complaints(
        HW, [Result("ana", "hw", twice), Result("bo", "hw", twice)]
    )
    assert found == [tallies.Complaint("f", "no", 2)]


def test_full_marks_stand_in_the_last_bar():
    assert tallies.distribution(graded(CLASS)) == [0, 0, 0, 0, 1, 0, 0, 0, 0, 1]


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


def test_the_page_shows_what_counts_and_beside_it_what_lateness_took():
    late = Result("ana", "hw", (FULL,), seconds_late=60, penalty=1)
    found = report.page(HW, [late])
    table = found[found.index('id="students"') :]
    assert '3 of 4<br><span class="soft">4 less 1</span>' in table


def students(*results):
    found = report.page(HW, results)
    return found[found.index('id="students"') :]


def test_the_page_shows_what_people_gave_and_took_beside_the_points():
    more = Verdict("f_visible", 4, 4, extra=1.5)
    less = Verdict("f_visible", 4, 4, extra=-0.5)
    late = {"seconds_late": 60, "penalty": 2}
    for shown, one in {
        '5.5 of 4<br><span class="soft">4 + 1.5 extra credit</span>': more,
        '3.5 of 4<br><span class="soft">4 − 0.5 by hand</span>': less,
    }.items():
        assert shown in students(Result("ana", "hw", (one,)))
    both = Result("ana", "hw", (more,), **late)
    assert "4 + 1.5 extra credit, less 2</span>" in students(both)


def test_a_mark_by_hand_below_full_marks_says_that_it_is_one():
    table = students(Result("ana", "hw", (Verdict("essay", 8.45, 10),)))
    assert "<code>essay</code> 8.45 of 10: marked by hand</li>" in table


def test_points_keep_their_hundredths():
    assert "8.45 of 10" in students(Result("a", "hw", (Verdict("essay", 8.45, 10),)))
    found = report.page(HW, [Result("a", "hw", (Verdict("essay", 8.45, 10),))])
    assert "<b>8.45</b><span>points on average</span>" in found


def test_who_waits_is_counted_once(page):
    for tile in ("<b>1</b><span>graded</span>", "<b>2</b><span>not graded</span>",
                 "<b>1</b><span>waits for a person</span>"):  # fmt: skip
        assert f'<div class="tile">{tile}</div>' in page
    assert page.count("needs manual grading") == 0
    two = report.page(HW, [CLASS[0], Result("eve", "hw", (FULL,), waiting=PARTS[2:])])
    assert "<b>2</b><span>wait for a person</span>" in two
    assert "<b>0</b><span>graded</span>" in two


def test_one_is_told_as_one():
    one = report.page(Assignment("hw", "n", PARTS[:1]), [Result("a", "hw", (FULL,))])
    assert "1 submission, 4 points\nin 1 part." in one
    waits = Result("ana", "hw", (FULL,), waiting=(Part("essay", 1, True),))
    assert report.summary(HW, [waits]).endswith("1 point waits for a person")


def test_points_are_told_in_words_whatever_their_number():
    one = Result("ana", "hw", (Verdict("f_visible", 4, 4, extra=1),))
    less = Result("bo", "hw", (Verdict("f_visible", 4, 4, extra=-0.5),), penalty=1,
                  seconds_late=60)  # fmt: skip
    _, ana, bo = report.summary(HW, [one, less]).splitlines()
    assert ana.endswith("graded; 1 point of extra credit in it")
    assert bo.endswith(
        "graded; 0.5 points taken off by hand in it; 1 min late, 1 point taken off"
    )


def test_a_report_of_a_thousand_students_is_small_and_quick(tmp_path):
    half = Verdict("f_hidden", 0, 6, "w: 3 of 7 values differ")
    layers = (Layer("files", True, "Landlock 7"), Layer("network", False, "no seccomp"))
    large = [
        Result(
            f"student {n}",
            "hw",
            (FULL, half if n % 3 else FULL),
            (Repair("", "mended"),),
            seconds=n / 1000,
            megabytes=30,
            layers=layers,
        )
        for n in range(1000)
    ]
    start = time.process_time()
    report.write(HW, large, tmp_path, ALIKE)
    assert time.process_time() - start < 10
    told = (tmp_path / "report.html").read_text("utf-8")
    assert len(told) < 2_000_000
    assert "1000 submissions ran without the sandbox's layer <b>network</b>" in told
    assert "x = &lt;1&gt;" in told
    assert "&lt;c&gt; (nothing could be compared)." in told
    assert "and 992 more" in told


def test_messages_that_differ_in_numbers_alone_are_one():
    lost = [Verdict("f_hidden", 0, 6, f"w: {n} of 7 values differ") for n in (1, 2)]
    class_ = [Result(f"s{n}", "hw", (one,)) for n, one in enumerate(lost)]
    (only,) = tallies.complaints(HW, class_)
    assert (only.message, only.students) == ("w: 1 of 7 values differ", 2)


def test_a_part_that_good_students_lose_is_noticed():
    class_ = [
        Result(
            f"s{n}",
            "hw",
            (
                Verdict("f_visible", 4 * (n < 10), 4),
                Verdict("f_hidden", 6 * (n >= 10), 6),
            ),
        )
        for n in range(20)
    ]
    assert [part.telling for part in tallies.parts(HW, class_)] == [-1, -1]
    assert [part.telling for part in tallies.parts(HW, class_[:5])] == [None, None]
