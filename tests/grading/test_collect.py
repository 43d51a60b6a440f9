import zipfile

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

    def sorted_(files, roster=ROSTER):
        archive = tmp_path / "class.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            for name, content in files.items():
                packed.writestr(name, content)
        submitted = tmp_path / "submitted"
        told = collect(archive, tiny.assignment(), submitted, roster)
        found = {
            path.relative_to(submitted).as_posix(): path.read_text()
            for path in sorted(submitted.rglob("*"))
            if path.is_file()
        }
        return told, found

    return sorted_


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
        ".replaced/ana/hw_tiny/tiny-1.ipynb": "first",
        "ana/hw_tiny/tiny.ipynb": "second",
    }
    assert "tiny-1.ipynb" in told[0].why


@pytest.mark.parametrize(
    "name", ["../ana_1_2_tiny.ipynb", "/ana_1_2_tiny.ipynb", "a\\..\\b", "readme.txt"]
)
def test_a_path_that_leads_elsewhere_or_nowhere_is_told_and_not_used(sort, name):
    told, found = sort({name: "x"})
    assert found == {}
    assert "its name is none" in told[0].why


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
