import csv
import io

import pytest

from autograder import export
from autograder import roster as rosters
from autograder.records import (
    Assignment,
    Facts,
    Part,
    Refusal,
    Result,
    SetupError,
    Verdict,
)

ESSAY = Part("essay", 4, manual=True)
HW = Assignment("hw", "notebook", (Part("f_visible", 10), ESSAY))


def result(student, points, *waiting):
    return Result(student, "hw", (Verdict("f_visible", points, 10),), waiting=waiting)


CLASS = [
    result("ana", 7.25),
    result("bo", 0.1 + 0.2),
    result("cy", 9, ESSAY),
    Refusal("dee", "hw", Facts(found="it is not JSON")),
    result("stranger", 3),
]
ROSTER = """student,name,canvas_id,sis_user_id,sis_login_id,section,email,id_number
ana,"Okafor, Ana",11,s11,ana,=1+1,ana@localhost,0011
bo,"=HYPERLINK(""x"")",12,s12,bo,A,bo@localhost,0012
cy,Cy,13,s13,cy,A,cy@localhost,0013
dee,Dee Ström,14,s14,dee,A,dee@localhost,0014
eve,Eve,15,s15,eve,A,eve@localhost,0015
"""


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8-sig")
    return rosters.read(path)


def rows(made):
    return list(csv.DictReader(io.StringIO(made.text())))


def test_canvas_gets_its_columns_its_ids_and_the_points_possible(roster):
    made = export.table("canvas", HW, CLASS, roster)
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "hw")
    assert made.rows[0] == head
    assert made.rows[1][0].strip() == "Points Possible"
    assert made.rows[1][-1] == "14"
    assert made.rows[2] == ("Okafor, Ana", "11", "s11", "ana", "'=1+1", "7.25")


def test_moodle_gets_ids_as_they_are_with_their_zeros(roster):
    made = rows(export.table("moodle", HW, CLASS, roster))
    assert (made[0]["ID number"], made[0]["hw"]) == ("0011", "7.25")
    assert made[1]["hw"] == "0.3"


def test_nobody_without_a_complete_grade_gets_a_zero(roster):
    made = export.table("moodle", HW, CLASS, roster)
    assert [row["hw"] for row in rows(made)] == ["7.25", "0.3", "", "", ""]
    told = "\n".join(made.told)
    assert "cy: empty, a person has to read essay" in told
    assert "dee: empty, refused (it is not JSON)" in told
    assert "eve: empty, nothing was handed in" in told


def test_a_student_who_is_not_on_the_roster_is_told_with_the_grade(roster):
    told = export.table("canvas", HW, CLASS, roster).told
    why = "stranger: left out, not on the roster; the grade is 3, enter it by hand"
    assert f"{why} unless they left the course" in told


def test_two_with_the_same_key_are_told_and_not_guessed(roster):
    twins = rosters.Roster((*roster.people, {**roster.people[0], "id": "99"}))
    told = export.table("canvas", HW, CLASS, twins).told
    assert any("ana: left out, 2 people of the roster" in line for line in told)


def test_a_name_that_is_a_formula_is_text(roster):
    made = rows(export.table("canvas", HW, CLASS, roster))
    assert made[2]["Student"] == '\'=HYPERLINK("x")'


def test_the_dash_that_moodle_has_for_no_first_name_comes_back_as_it_was(roster):
    people = rosters.Roster(({"first": "-", "last": "Suharto", "email": "s@uni"},))
    (row,) = rows(export.table("moodle", HW, [result("s@uni", 1)], people))
    assert (row["First name"], row["Last name"]) == ("-", "Suharto")
    # A line that begins with it would be a formula where a comma is decimal.
    assert next(iter(row)) == "Email address"


def test_the_people_are_counted_and_not_the_lines(roster):
    kinds = ("canvas", "moodle", "csv")
    found = [export.table(kind, HW, CLASS, roster).people for kind in kinds]
    assert found == [5, 5, 5]


def test_an_id_that_is_a_formula_is_left_out_and_told(roster):
    people = rosters.Roster(({**roster.people[0], "sis": "=cmd"},))
    made = export.table("canvas", HW, CLASS[:1], people)
    assert len(made.rows) == 2
    assert any("would be read as a formula; enter 7.25" in line for line in made.told)


def test_the_gradebook_that_canvas_exports_is_a_roster(tmp_path):
    path = tmp_path / "canvas.csv"
    path.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        "    Points Possible,,,,\n"
        '"Okafor, Ana",11,s11,ana,A\n'
    )
    made = export.table("canvas", HW, CLASS[:1], rosters.read(path))
    assert made.rows[-1][-1] == "7.25"
    assert made.told == ()


@pytest.mark.parametrize(
    "row",
    [
        '"Student, Test",199,,0b3fd1a2c,A',
        f'"Studentin, Test",199,,{"0b3fd1a2c4" * 4},A',
    ],
)
def test_the_student_whom_canvas_invents_is_no_business_of_anybody(tmp_path, row):
    path = tmp_path / "canvas.csv"
    head = "Student,ID,SIS User ID,SIS Login ID,Section"
    path.write_text(f'{head}\n"Okafor, Ana",11,s11,ana,A\n{row}\n')
    people = rosters.read(path)
    made = export.table("canvas", HW, CLASS[:1], people)
    assert (made.people, made.told) == (1, ())
    handed_in = [*CLASS[:1], result("199", 3)]
    assert export.table("canvas", HW, handed_in, people).people == 2


def test_a_student_whose_name_is_test_is_a_student(tmp_path):
    path = tmp_path / "canvas.csv"
    head = "Student,ID,SIS User ID,SIS Login ID,Section"
    path.write_text(f'{head}\n"Student, Test",11,s11,tstudent,A\n')
    made = export.table("canvas", HW, [], rosters.read(path))
    assert "nothing was handed in" in made.told[0]


def test_the_grades_that_moodle_exports_are_a_roster(tmp_path):
    path = tmp_path / "moodle.csv"
    head = "First name,Last name,ID number,Email address"
    path.write_text(f"{head}\nAna,Okafor,0011,ana@localhost\n")
    made = export.table("moodle", HW, CLASS[:1], rosters.read(path))
    assert rows(made)[0]["hw"] == "7.25"


def test_a_file_that_is_no_roster_says_so(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SetupError, match="no column of it names a student"):
        rosters.read(path)


def test_a_thousand_students_all_arrive():
    many = [result(f"s{n}", n % 11) for n in range(1000)]
    made = export.table("csv", HW, many, rosters.Roster())
    assert len(rows(made)) == 1000
    assert made.told == ()


def test_an_lms_needs_a_roster_and_says_so():
    with pytest.raises(SetupError, match="the gradebook that Canvas exports"):
        export.table("canvas", HW, CLASS, rosters.Roster())
