import io
import os
import struct
import tarfile
import zipfile
from datetime import datetime

import pytest
from grading import tiny

from autograder.collect import collect
from autograder.records import SetupError

ROSTER = [
    {"student": "ana", "name": "Ana Okafor", "id": "111"},
    {"student": "bo", "first": "Bo", "last": "Ström", "id": "222"},
]


@pytest.fixture
def sort(tmp_path):
    """Pack files, sort them, and give what was told and what lies where."""

    def sorted_(files, roster=ROSTER, due=None):
        archive = tmp_path / "class.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            for name, content in files.items():
                packed.writestr(name, content)
        submitted = tmp_path / "submitted"
        told = collect(archive, tiny.assignment(), submitted, roster, lambda: due)
        found = {
            path.relative_to(submitted).as_posix(): path.read_text()
            for path in sorted(submitted.rglob("*"))
            if path.is_file()
        }
        return told, found

    return sorted_


def dated(name, *when):
    return zipfile.ZipInfo(name, when)


def unused(told):
    return {entry.name: entry.why for entry in told if not entry.placed}


def test_a_zip_of_moodle_is_sorted_in_both_of_its_forms(sort):
    told, found = sort(
        {
            "Ana Okafor_1234567_assignsubmission_file_/tiny.ipynb": "1",
            "Bo Ström_7654321_assignsubmission_file_tiny.ipynb": "2",
        }
    )
    assert found == {"ana/hw_tiny/tiny.ipynb": "1", "bo/hw_tiny/tiny.ipynb": "2"}
    assert all(entry.placed for entry in told)


def test_a_zip_of_canvas_is_sorted_and_the_newest_try_wins(sort):
    told, found = sort(
        {
            "okaforana_111_900_tiny.ipynb": "old",
            "okaforana_LATE_111_901_tiny-2.ipynb": "new",
            "strombo_222_902_tiny.ipynb": "2",
        }
    )
    found.pop("ana/hw_tiny/timestamp.txt")
    assert found == {"ana/hw_tiny/tiny.ipynb": "new", "bo/hw_tiny/tiny.ipynb": "2"}
    assert [str(e) for e in told if not e.placed] == [
        "NOT USED okaforana_111_900_tiny.ipynb: a newer one was handed in"
    ]


def test_without_a_roster_a_folder_is_named_by_name_and_number(sort):
    _, found = sort({"Ana [x]_12_assignsubmission_file_/tiny.ipynb": "1"}, roster=[])
    assert list(found) == ["Ana _x__12/hw_tiny/tiny.ipynb"]


def test_an_earlier_submission_is_kept_aside(sort):
    name = "Ana Okafor_1_assignsubmission_file_/tiny.ipynb"
    sort({name: "first"})
    told, found = sort({name: "second"})
    assert found == {
        ".replaced/ana/hw_tiny-1/tiny.ipynb": "first",
        "ana/hw_tiny/tiny.ipynb": "second",
    }
    assert "in .replaced as hw_tiny-1" in told[0].why


def test_the_same_zip_again_changes_nothing(sort):
    name = "Ana Okafor_1_assignsubmission_file_/tiny.ipynb"
    assert sort({name: "first"})[1] == sort({name: "first"})[1]


def test_a_new_try_under_another_name_takes_the_place_of_the_first(sort):
    first = "Ana Okafor_1_assignsubmission_file_/tiny.ipynb"
    sort({first: "first"})
    _, found = sort({first.replace("tiny", "tiny final"): "second"})
    assert found["ana/hw_tiny/tiny final.ipynb"] == "second"
    assert "ana/hw_tiny/tiny.ipynb" not in found


LATE = "okaforana_LATE_111_901_tiny.ipynb"


def test_a_late_one_gets_the_date_in_the_zip_for_a_time(sort):
    told, found = sort({dated(LATE, 2025, 11, 29, 10, 0, 0): "x"})
    assert found["ana/hw_tiny/timestamp.txt"] == "2025-11-29 10:00:00 UTC\n"
    assert "late; when it was handed in is not in the zip" in told[0].why


def test_a_date_in_utc_goes_before_the_zips_own(sort):
    entry = dated(LATE, 2025, 11, 29, 12, 0, 0)
    seconds = int(datetime.fromisoformat("2025-11-29T10:00:00+00:00").timestamp())
    entry.extra = struct.pack("<HHBi", 0x5455, 5, 1, seconds)
    _, found = sort({entry: "x"})
    assert found["ana/hw_tiny/timestamp.txt"] == "2025-11-29 10:00:00 UTC\n"


def test_a_late_one_is_late_whatever_the_date_in_the_zip_says(sort):
    entry = dated(LATE, 2025, 11, 20, 10, 0, 0)
    _, found = sort({entry: "x"}, due=datetime(2025, 11, 27, 23, 59))
    assert found["ana/hw_tiny/timestamp.txt"] == "2025-11-27 23:59:01 UTC\n"


def test_who_is_not_called_late_gets_no_time(sort):
    entry = dated(LATE.replace("_LATE", ""), 2025, 12, 29, 10, 0, 0)
    _, found = sort({entry: "x"}, due=datetime(2025, 11, 27, 23, 59))
    assert list(found) == ["ana/hw_tiny/tiny.ipynb"]


def test_an_earlier_time_does_not_stay_with_a_new_file(sort):
    sort({dated(LATE, 2025, 11, 29, 10, 0, 0): "x"})
    _, found = sort({LATE.replace("_LATE", ""): "y"})
    assert "ana/hw_tiny/timestamp.txt" not in found
    assert ".replaced/ana/hw_tiny-1/timestamp.txt" in found


EXACT = "2025-11-28 07:05:00 +0100\n"


def collected_again(sort, tmp_path, name, stamp=EXACT):
    """Hand in late, have an exact time written, and collect a later download."""
    sort({dated(LATE, 2025, 11, 29, 10, 0, 0): "x"})
    (tmp_path / "submitted/ana/hw_tiny/timestamp.txt").write_text(stamp)
    told, found = sort({dated(name, 2025, 12, 9, 10, 0, 0): "x"})
    return told[0].why, found


def test_an_exact_time_outlives_a_later_download(sort, tmp_path):
    why, found = collected_again(sort, tmp_path, LATE)
    assert found["ana/hw_tiny/timestamp.txt"] == EXACT
    assert why == (
        "late; its time is kept, 2025-11-28 06:05:00 UTC; it was there already"
    )


def test_a_later_download_makes_nobody_later(sort):
    for day in (30, 28, 29):
        _, found = sort({dated(LATE, 2025, 11, day, 10, 0, 0): "x"})
    assert found["ana/hw_tiny/timestamp.txt"] == "2025-11-28 10:00:00 UTC\n"


def test_a_time_that_says_none_moves_aside(sort, tmp_path):
    why, found = collected_again(sort, tmp_path, LATE, stamp="Friday")
    assert found["ana/hw_tiny/timestamp.txt"] == "2025-12-09 10:00:00 UTC\n"
    assert found[".replaced/ana/hw_tiny-1/timestamp.txt"] == "Friday"
    assert "its timestamp.txt is in .replaced as hw_tiny-1" in why


def test_whom_canvas_calls_late_no_more_is_in_time_again(sort, tmp_path):
    why, found = collected_again(sort, tmp_path, LATE.replace("_LATE", ""))
    assert "ana/hw_tiny/timestamp.txt" not in found
    assert found[".replaced/ana/hw_tiny-1/timestamp.txt"] == EXACT
    assert "Canvas does not call it late" in why


def test_moodles_zip_leaves_the_time_of_the_same_work(sort, tmp_path):
    name = "Ana Okafor_1_assignsubmission_file_/tiny.ipynb"
    why, found = collected_again(sort, tmp_path, name)
    assert found["ana/hw_tiny/timestamp.txt"] == EXACT
    assert "its timestamp.txt is kept" in why


@pytest.mark.parametrize("mark", ["LATE", "late", "Late"])
def test_late_is_late_as_any_canvas_writes_it(sort, mark):
    told, found = sort({f"okaforana_{mark}_111_901_tiny.ipynb": "x"})
    assert "ana/hw_tiny/timestamp.txt" in found
    assert told[0].why.startswith("late; ")


def test_an_id_beside_a_name_that_nobody_has_is_told(sort):
    told, _ = sort({"okaforann_111_901_tiny.ipynb": "x"})
    assert told[0].placed
    assert told[0].why == "by its id: nobody on the roster is called okaforann"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("okaforana_111_text.html", "typed into Canvas"),
        ("okaforana_LATE_111_text.html", "typed into Canvas"),
        ("okaforana_111_link.html", "a web address"),
        ("anon_aB3xY_9004_tiny.ipynb", "anonymous"),
        ("anon_LATE_aB3xY_9004_tiny.ipynb", "anonymous"),
        ("anon_12345_9004_tiny.ipynb", "anonymous"),
        ("anon_aB3xY_text.html", "anonymous"),
    ],
)
def test_what_of_canvas_is_no_ones_file_is_told_as_what_it_is(sort, name, what):
    told, found = sort({name: "x"})
    assert (found, what in told[0].why) == ({}, True)


def test_two_of_one_name_in_moodle_are_told_apart_by_a_worksheet(sort):
    people = [{"student": s, "name": "Jan Novák"} for s in ("jan1", "jan2")]
    told, _ = sort({"Jan Novák_1_assignsubmission_file_/t.ipynb": "1"}, people)
    assert "give the grading worksheet as --roster" in told[0].why


def test_a_students_own_time_is_not_believed(sort):
    folder = "Ana Okafor_1_assignsubmission_file_/"
    told, found = sort({folder + "tiny.ipynb": "x", folder + "timestamp.txt": "2020"})
    assert list(found) == ["ana/hw_tiny/tiny.ipynb"]
    assert "not believed" in told[1].why


def test_a_file_of_canvas_that_is_named_like_moodles_goes_to_its_owner(sort):
    _, found = sort(
        {
            "okaforana_111_900_tiny.ipynb": "ana's",
            "strombo_222_901_x_111_assignsubmission_file_tiny.ipynb": "bo's",
            "strombo_222_902_x_111_assignsubmission_file_tiny": "bo's too",
        }
    )
    assert found.pop("ana/hw_tiny/tiny.ipynb") == "ana's"
    assert {path.partition("/")[0] for path in found} == {"bo"}


def test_a_name_that_is_moodles_and_canvass_alone_is_nobodys(sort):
    name = "strombo_222_901_x_111_assignsubmission_file_tiny.ipynb"
    told, found = sort({name: "x"})
    assert (found, "Moodle's and as Canvas's" in told[0].why) == ({}, True)


def test_two_of_one_name_are_nobody_and_stop_nobody(sort):
    people = [{"student": s, "name": "Jan Novák"} for s in ("jan1", "jan2")]
    told, found = sort(
        {
            "Jan Novák_1_assignsubmission_file_/tiny.ipynb": "1",
            "Jan Novak_2_assignsubmission_file_/tiny.ipynb": "2",
            "Ana Okafor_3_assignsubmission_file_/tiny.ipynb": "3",
        },
        [*people, *ROSTER],
    )
    assert found == {"ana/hw_tiny/tiny.ipynb": "3"}
    for why in unused(told).values():
        assert why.startswith("2 people of the roster are called so")


def test_whoever_takes_anothers_name_takes_nothing_else(sort):
    """Moodle's number tells the two apart, and not who is the one of the roster."""
    told, found = sort(
        {
            "Ana Okafor_1_assignsubmission_file_/tiny.ipynb": "1",
            "Ana Okafor_2_assignsubmission_file_/tiny.ipynb": "2",
        }
    )
    assert found == {}
    assert "two people would have one folder" in told[0].why


def test_a_display_name_with_a_label_in_it_is_nobodys(sort):
    name = "Ana Okafor_111_assignsubmission_file__666_assignsubmission_file_/tiny.ipynb"
    told, found = sort({name: "x"})
    assert (found, told[0].why) == ({}, "its name can be read in two ways")


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ("assignsubmission_onlinetext/onlinetext.html", "typed into Moodle"),
        ("assignsubmission_onlinetext_onlinetext.html", "typed into Moodle"),
        ("assignsubmission_onlinetext_file/onlinetext.html", "typed into Moodle"),
        ("assignsubmission_onlinetext_/a.png", "typed into Moodle"),
        ("assignfeedback_file_/a.pdf", "feedback"),
        ("assignfeedback_editpdf/combined.pdf", "feedback"),
        ("assignsubmission_github/link.html", "no file submission"),
    ],
)
def test_what_else_moodle_packs_is_told_as_what_it_is(sort, rest, why):
    told, found = sort(
        {
            f"Ana Okafor_12_{rest}": "<p>my answer</p>",
            "Ana Okafor_12_assignsubmission_file/tiny.ipynb": "1",
        }
    )
    assert list(found) == ["ana/hw_tiny/tiny.ipynb"]
    ((_, said),) = unused(told).items()
    assert why in said
    assert "Moodle" in said


def test_the_number_that_moodle_gives_is_in_no_roster(sort):
    people = [{"student": "ana", "name": "Ana Okafor", "number": "77", "id": "77"}]
    told, found = sort({"Mal Ory_77_assignsubmission_file_/tiny.ipynb": "x"}, people)
    assert list(found) == ["Mal Ory_77/hw_tiny/tiny.ipynb"]
    assert "not on the roster" in told[0].why


def test_an_id_and_a_name_that_disagree_are_nobody(sort):
    told, found = sort({"strombo_111_900_tiny.ipynb": "x"})
    assert (found, told[0].why) == ({}, "its id is one student's, its name another's")


def test_a_name_too_long_for_a_disk_is_shortened(sort):
    _, found = sort(
        {
            f"okaforana_111_900_{'x' * 300}.ipynb": "1",
            "strombo_222_901_tiny.ipynb": "2",
        }
    )
    assert found == {
        f"ana/hw_tiny/{'x' * 40}.ipynb": "1",
        "bo/hw_tiny/tiny.ipynb": "2",
    }


def test_a_student_with_a_name_too_long_is_told_and_stops_nobody(sort):
    long = f"{'x' * 300}_333_900_tiny.ipynb"
    told, found = sort({long: "1", "strombo_222_901_tiny.ipynb": "2"})
    assert list(found) == ["bo/hw_tiny/tiny.ipynb"]
    assert "it is too long" in unused(told)[long]


def test_a_damaged_entry_stops_none_behind_it(sort, tmp_path):
    archive = tmp_path / "damaged.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("okaforana_111_900_tiny.ipynb", "1" * 50)
        packed.writestr("strombo_222_901_tiny.ipynb", "2" * 50)
    archive.write_bytes(archive.read_bytes().replace(b"1" * 50, b"9" * 50))
    told = collect(archive, tiny.assignment(), tmp_path / "submitted", ROSTER)
    assert [bool(entry.placed) for entry in told] == [False, True]
    assert "cannot be unpacked" in told[0].why
    assert not (tmp_path / "submitted" / "ana").exists()


def test_two_files_of_one_name_are_not_chosen_between(sort):
    folder = "Ana Okafor_1_assignsubmission_file_/"
    told, found = sort({f"{folder}a/tiny.ipynb": "1", f"{folder}b/tiny.ipynb": "2"})
    assert (found, told[0].why) == ({}, "two files have this name")


def test_a_linked_folder_is_not_written_through(sort, tmp_path):
    (tmp_path / "submitted" / "ana" / "hw_tiny").mkdir(parents=True)
    (tmp_path / "submitted" / "bo").symlink_to(tmp_path / "submitted" / "ana")
    told, found = sort({"strombo_222_901_tiny.ipynb": "2"})
    assert (found, told[0].why) == ({}, "submitted/bo is a link")


def test_what_is_told_cannot_write_to_the_terminal(sort):
    told, _ = sort({"okaforana_111_900_tiny\x1b[2J\u202e.ipynb": "1"})
    assert "\\x1b[2J\\u202e" in str(told[0])
    assert not set(str(told[0])) & {"\x1b", "\u202e"}


@pytest.mark.parametrize(
    "name", ["../ana_1_2_tiny.ipynb", "/ana_1_2_tiny.ipynb", "a\\..\\b", "readme.txt"]
)
def test_a_path_that_leads_elsewhere_or_nowhere_is_told_and_not_used(sort, name):
    told, found = sort({name: "x"})
    assert found == {}
    assert "its name is none" in told[0].why


@pytest.mark.parametrize("name", ["COM1", "NUL", "aux.ipynb", "CON.tar.ipynb"])
def test_a_name_that_is_a_device_elsewhere_is_a_file_here(sort, name):
    told, found = sort({f"Ana Okafor_1_assignsubmission_file_/{name}": "x"})
    assert (found, bool(told[0].placed)) == ({f"ana/hw_tiny/{name}": "x"}, True)


@pytest.mark.parametrize("who", [".records", ".replaced", "..", ".", "...", "CON"])
def test_no_name_of_a_student_is_one_of_our_own_folders(sort, who):
    _, found = sort({f"{who}_1_assignsubmission_file_/tiny.ipynb": "x"}, roster=[])
    (path,) = found
    assert path == f"{who.lstrip('.')}_1/hw_tiny/tiny.ipynb"


@pytest.mark.parametrize("folder", [".records", ".replaced", "..", "../ana", "a/../.."])
def test_no_name_of_a_roster_is_one_of_our_own_folders(sort, folder):
    people = [{"student": folder, "name": "Mal Ory", "id": "333"}]
    _, found = sort({"orymal_333_9_tiny.ipynb": "x"}, people)
    assert not any(part.startswith(".") for path in found for part in path.split("/"))


def test_a_link_is_not_followed(sort):
    link = zipfile.ZipInfo("ana_111_2_tiny.ipynb")
    link.external_attr = 0o120777 << 16
    told, found = sort({link: "/etc/passwd"})
    assert (found, told[0].why) == ({}, "it is a link")


def test_what_is_no_zip_says_so(tmp_path):
    archive = tmp_path / "x.zip"
    archive.write_text("x")
    with pytest.raises(SetupError, match="expected a zip of submissions"):
        collect(archive, tiny.assignment(), tmp_path, [])


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, os.symlink, "tar", "cut", "new"])
def test_an_odd_archive_is_one_line_and_never_waited_for(tmp_path, make):
    archive = tmp_path / "class.zip"
    if make is os.symlink:
        os.symlink("/dev/zero", archive)
    elif callable(make):
        make(archive)
    else:
        archive.write_bytes(odd(make))
    with pytest.raises(SetupError) as told:
        collect(archive, tiny.assignment(), tmp_path / "submitted", ROSTER)
    assert "expected a zip of submissions" in str(told.value)
    assert not (tmp_path / "submitted").exists()


def odd(kind):
    """Give a tar, half a zip, and one that only a later version can open."""
    packed = io.BytesIO()
    if kind == "tar":
        tarfile.open(fileobj=packed, mode="w").close()
        return packed.getvalue()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("okaforana_111_900_tiny.ipynb", "1")
    whole = bytearray(packed.getvalue())
    if kind == "cut":
        return whole[: len(whole) // 2]
    whole[whole.index(b"PK\x01\x02") + 6] = 90
    return whole


def test_an_empty_zip_is_told(sort):
    with pytest.raises(SetupError, match="there is no file in it"):
        sort({})
