"""Who is who, from what Canvas, Moodle and people's spreadsheets really write."""

import csv
import io
import time
import zipfile

import pytest
from grading import tiny

from autograder import export
from autograder import roster as rosters
from autograder.collect import collect
from autograder.records import Assignment, Part, Result, SetupError, Verdict

HW = Assignment("hw_tiny", "tiny", (Part("f_visible", 10),))
CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,hw_tiny (77),Final Score
    Points Possible,,,,,10,(read only)
"García, Ana",1001,s1001,ana+dl@uni.example,DL,,
"O'Neill, Ben",1002,s1002,b.o'neill@uni.example,DL,,
"Öztürk, Çelik",1003,s1003,çelik@uni.example,DL,,
"van den Berg, Dora",1004,s1004,UNI\\dora,DL,,
"Müller-Schmidt, Emil",1005,s1005,emil m,DL,,
"Li, Finn",1006,s1006,1006,DL,,
"Rao, Gita",1007,s1007,GITA,DL,,
"""
# The gradebook as Moodle exports it, with the columns that it chooses.
MOODLE = """"First name","Last name","ID number",Institution,Department,"Email address","Assignment: hw_tiny (Real)"
Ana,García,s1001,,,ana@uni.example,-
Ben,O'Neill,s1002,,,ben@uni.example,-
Çelik,Öztürk,s1003,,,cel@uni.example,-
Dora,"van den Berg",s1004,,,dora@uni.example,-
Emil,Müller-Schmidt,s1005,,,emil@uni.example,-
Finn,Li,s1006,,,finn@uni.example,-
Gita,Rao,s1007,,,gita@uni.example,-
"""  # noqa: E501
WORKSHEET = """Identifier,Full name,ID number,Email address,Status,Grade
Participant 1001,Ana García,s1001,ana@uni.example,Submitted,
Participant 1002,Ben O'Neill,s1002,ben@uni.example,Submitted,
Participant 1003,Çelik Öztürk,s1003,cel@uni.example,Submitted,
Participant 1004,Dora van den Berg,s1004,dora@uni.example,Submitted,
Participant 1005,Emil Müller-Schmidt,s1005,emil@uni.example,Submitted,
Participant 1006,Finn Li,s1006,finn@uni.example,Submitted,
Participant 1007,Gita Rao,s1007,gita@uni.example,Submitted,
"""
NAMES = [
    "Ana García", "Ben O'Neill", "Çelik Öztürk", "Dora van den Berg",
    "Emil Müller-Schmidt", "Finn Li", "Gita Rao",
]  # fmt: skip


def roster(text, tmp_path, encoding="utf-8-sig"):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return rosters.read(path)


def result(student, points):
    return Result(student, "hw_tiny", (Verdict("f_visible", points, 10),))


def grades(kind, outcomes, roster):
    """Give the exported column by the student's first field, and what was told."""
    made = export.table(kind, HW, outcomes, roster)
    rows = list(csv.DictReader(io.StringIO(made.text())))
    column = made.rows[0][-1]
    return {next(iter(row.values())): row[column] for row in rows}, made


def packed(tmp_path, kind):
    """Give the zip of a class as an LMS makes it; each file holds its number."""
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(NAMES, 1001):
            first, _, last = name.partition(" ")
            who = "".join(c for c in f"{last}{first}".lower() if c.isalnum())
            entry = {
                "canvas": f"{who}_{number}_{55000 + number}_tiny.ipynb",
                "moodle": f"{name}_{number}_assignsubmission_file_/tiny.ipynb",
                "moodle 4": f"{name}_{number}_assignsubmission_file/tiny.ipynb",
                "group": f"Group A-{name}_{number}_assignsubmission_file_/tiny.ipynb",
                "blind": f"Participant_{number}_assignsubmission_file_/tiny.ipynb",
            }[kind]
            archive.writestr(entry, str(number))
    return path


@pytest.mark.parametrize("named", [True, False], ids=["roster", "no roster"])
@pytest.mark.parametrize(
    ("kind", "text", "to"),
    [
        ("canvas", CANVAS, "canvas"),
        ("canvas", CANVAS, "csv"),
        ("canvas", MOODLE, "moodle"),
        ("moodle", MOODLE, "moodle"),
        ("moodle 4", MOODLE, "csv"),
        ("moodle", WORKSHEET, "moodle"),
        ("moodle", CANVAS, "canvas"),
        ("group", WORKSHEET, "moodle"),
        ("blind", WORKSHEET, "moodle"),
    ],
)
def test_what_was_downloaded_is_uploaded_to_the_same_people(
    tmp_path, kind, text, to, named
):
    """Also where the roster came later, and folders have the names of the zip."""
    if not named and kind in ("group", "blind"):
        pytest.skip("without a roster nothing says who that is")
    known = roster(text, tmp_path)
    people = known.people if named else ()
    told = collect(packed(tmp_path, kind), HW, tmp_path / "submitted", people)
    assert all(entry.placed for entry in told)
    outcomes = [
        result(file.parts[-3], int(file.read_text()) - 1000)
        for file in (tmp_path / "submitted").rglob("tiny.ipynb")
    ]
    _, made = grades(to, outcomes, known)
    assert made.told == ()
    assert [row[-1] for row in made.rows[-7:]] == list("1234567")
    assert made.found.startswith("found on the roster: 7 by ")


def test_a_login_is_exported_as_the_lms_writes_it(tmp_path):
    known = roster(CANVAS, tmp_path)
    collect(packed(tmp_path, "canvas"), HW, tmp_path / "submitted", known.people)
    folders = {folder.name for folder in (tmp_path / "submitted").iterdir()}
    assert {"ana_dl@uni.example", "UNI_dora", "emil m", "GITA"} < folders
    made = export.table("canvas", HW, [result(f, 5) for f in folders], known)
    logins = [row[3] for row in made.rows[2:]]
    assert logins[0] == "'=ana" or logins[0] == "ana+dl@uni.example"
    assert logins[3:5] == ["UNI\\dora", "emil m"]


def test_a_plain_table_names_the_people_of_a_canvas_roster(tmp_path):
    found, _ = grades(
        "csv", [result("ana_dl@uni.example", 5)], roster(CANVAS, tmp_path)
    )
    assert found["ana_dl@uni.example"] == "5"
    assert found["UNI_dora"] == ""


def test_two_folders_of_one_person_give_no_grade_and_are_told(tmp_path):
    two = [result("1002", 3), result("b.o'neill@uni.example", 9), result("GITA", 7)]
    found, made = grades("canvas", two, roster(CANVAS, tmp_path))
    assert (found["O'Neill, Ben"], found["Rao, Gita"]) == ("", "7")
    told = "\n".join(made.told)
    both = "left out, 2 folders belong to Ben O'Neill (b.o'neill@uni.example); the"
    assert f"1002: {both} grade is 3" in told
    assert f"b.o'neill@uni.example: {both} grade is 9" in told
    assert "empty, there are 2 folders, and one grade to give" in told
    assert not rosters.Roster(made.rows and roster(CANVAS, tmp_path).people).persons(
        ["1002", "b.o'neill@uni.example"]
    )


def test_a_worksheet_gives_first_and_last_names_too(tmp_path):
    known = roster(WORKSHEET, tmp_path)
    made = export.table("moodle", HW, [result("ana@uni.example", 1)], known)
    assert made.rows[1][1:4] == ("Ana", "García", "s1001")
    assert made.rows[4][1:3] == ("Dora van den", "Berg")


def test_it_is_told_by_which_column_people_were_found(tmp_path):
    three = [result("s1001", 1), result("Ben O'Neill", 2), result("cel", 3)]
    _, made = grades("moodle", three, roster(MOODLE, tmp_path))
    assert made.found == (
        "found on the roster: 1 by ID number, 1 by Full name, 1 by Email address"
    )


@pytest.mark.parametrize(
    "name", ["garcíaana_999", "Ana García_x", "Ana", "ana garcía 2"]
)
def test_a_namesake_with_another_id_is_nobody_of_the_roster(tmp_path, name):
    assert roster(CANVAS, tmp_path).find(name) == []


def test_of_two_who_are_called_so_neither_is_taken(tmp_path):
    twice = CANVAS + '"Rao, Gita",2007,s2007,gita2,DL,,\n'
    assert len(roster(twice, tmp_path).find("Gita Rao")) == 2
    assert roster(twice, tmp_path).find("raogita_2007") == [7]


def test_what_is_a_login_here_and_an_id_there_is_not_chosen_between(tmp_path):
    odd = CANVAS.replace("GITA", "1001")
    assert roster(odd, tmp_path).find("1001") == [0, 6]
    declared = "student,id,login\n1001,1,a\nbo,2,1001\n"
    assert roster(declared, tmp_path).find("1001") == [0]


def test_a_thousand_people_are_found_in_a_moment(tmp_path):
    lines = (f"s{n},s{n}@uni.example,Name {n}" for n in range(1000))
    known = roster("\n".join(["student,email,name", *lines]), tmp_path)
    start = time.process_time()
    assert all(known.find(f"name_{n}") == [] for n in range(1000))
    assert known.persons(f"s{n}" for n in range(1000))[-1].last == "999"
    assert time.process_time() - start < 2


def test_one_person_in_two_sections_is_one(tmp_path):
    twice = CANVAS + '"Rao, Gita",1007,s1007,GITA,Another,,\n'
    assert roster(twice, tmp_path).find("gita") == [6]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-1"]
)
@pytest.mark.parametrize("delimiter", ",;\t")
def test_a_roster_is_read_however_a_spreadsheet_saved_it(tmp_path, encoding, delimiter):
    out = io.StringIO()
    table = csv.reader(io.StringIO(MOODLE.replace("Öztürk", "Müller")))
    csv.writer(out, delimiter=delimiter).writerows(table)
    known = roster(out.getvalue(), tmp_path, encoding)
    assert known.people[2]["name"] == "Çelik Müller"
    assert known.people[0]["email"] == "ana@uni.example"


def test_quoted_newlines_a_note_for_excel_and_capitals_do_no_harm(tmp_path):
    head = 'sep=;\n"STUDENT";"full\nname";"E-mail";"EMAIL ADDRESS"'
    text = f'{head}\nana;"García\nAna";;a@x\n'
    (ana,) = roster(text, tmp_path).people
    assert ana == {"student": "ana", "name": "García Ana", "email": "a@x"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it names nobody|no column"),
        (b"\n\n", "no column"),
        (b"Vorname,Nachname\nAna,Garc\n", "its columns are Vorname, Nachname"),
        (b"student,id\n", "it names nobody"),
        (b"PK\x03\x04\x14\x00", "it is a workbook or a zip"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "it is no text"),
        (b'student,id\n"ana,1\nbo,2\n', r"line 3: unexpected end of data"),
        (b'id,student\n1,"ana\n2,bo\n', r"line 3: unexpected end of data"),
        (b'student\n"' + b"x" * 200_000, "field larger than field limit"),
    ],
)
def test_what_is_no_roster_says_which_columns_are_wanted(tmp_path, content, why):
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(SetupError, match=why) as told:
        rosters.read(path)
    assert "SIS Login ID, Username, SIS User ID, ID number" in str(told.value)


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("canvas", MOODLE, "ID or SIS User ID or SIS Login ID, by which Canvas"),
        ("moodle", CANVAS, "ID number or Username or Email address, by which Moodle"),
        ("canvas", "student,name\nana,Ana\n", "ID or SIS User ID or SIS Login ID"),
    ],
)
def test_the_roster_of_another_lms_is_refused_with_what_is_wanted(
    tmp_path, kind, text, wanted
):
    with pytest.raises(SetupError, match=wanted):
        export.table(kind, HW, [result("ana", 5)], roster(text, tmp_path))


def test_a_name_that_no_encoding_has_is_written_out():
    made = export.table("csv", HW, [result("caf\udce9", 5)], rosters.Roster())
    assert made.rows[1][0] == "caf\\udce9"
    assert made.text().encode()


def test_the_number_of_another_worksheet_does_not_move_work_to_another(tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Ana García_1002_assignsubmission_file_/tiny.ipynb", "x")
    known = roster(WORKSHEET, tmp_path)
    (told,) = collect(path, tiny.assignment(), tmp_path / "submitted", known.people)
    assert told.why == "its id is one student's, its name another's"


@pytest.mark.parametrize("written", ["Participant 1001", "Teilnehmer/in1001", "1001"])
def test_a_participant_is_a_number_in_any_language(tmp_path, written):
    text = f"Identifier,Full name\n{written},Ana García\n"
    assert roster(text, tmp_path).people[0]["participant"] == "1001"
