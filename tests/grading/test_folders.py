import json

import pytest
from grading import tiny

from autograder.folders import Course, Released
from autograder.records import SetupError


@pytest.fixture
def released(tmp_path):
    root = tiny.course(tmp_path)
    (root / "release" / "hw_tiny").mkdir(parents=True)
    text = (root / "source" / "hw_tiny" / "tiny.ipynb").read_text(encoding="utf-8")
    (root / "release" / "hw_tiny" / "tiny.ipynb").write_text(text, encoding="utf-8")
    return Course(root)


def test_an_assignment_is_read_from_its_release(released):
    assignment = released.assignment("hw_tiny")
    assert (assignment.notebook, assignment.max_points) == ("tiny", 14)
    assert assignment.functions == ("double", "sign")


def test_a_changed_source_makes_every_submission_new(released):
    tiny.hand_in(released.root, "ana", "{}")
    (before,) = released.submissions(released.assignment("hw_tiny"))
    source = released.root / "source" / "hw_tiny" / "tiny.ipynb"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (after,) = released.submissions(released.assignment("hw_tiny"))
    assert before.digest != after.digest


def test_a_text_twin_is_no_part_of_the_source(released):
    before = released.assignment("hw_tiny").digest
    (released.root / "source" / "hw_tiny" / "text" / "tiny.py").write_text("# new")
    assert released.assignment("hw_tiny").digest == before


def test_a_link_to_somebody_elses_answers_is_not_read(released):
    theirs = tiny.hand_in(released.root, "ana", "secret") / "tiny.ipynb"
    (tiny.hand_in(released.root, "bo", "{}") / "more.ipynb").symlink_to(theirs)
    bo = released.submissions(released.assignment("hw_tiny"))[1]
    assert list(bo.files) == ["tiny.ipynb"]


def test_a_release_counts_until_its_source_changes(released):
    assert not released.released("hw_tiny")
    note = Released(released.digest("hw_tiny"), "the rules")
    released.remember_release("hw_tiny", note)
    assert released.released("hw_tiny") == note
    source = released.root / "source" / "hw_tiny" / "tiny.ipynb"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not released.released("hw_tiny")


def test_a_course_keeps_its_secret_and_no_other_course_has_it(released, tmp_path):
    assert released.secret() == released.secret()
    assert released.secret() != Course(tmp_path / "another").secret()
    file = released.root / "autograded" / ".records" / "secret"
    assert file.stat().st_mode & 0o077 == 0


def test_a_notebook_in_a_release_that_the_source_does_not_have_is_told(released):
    (released.root / "release" / "hw_tiny" / "other.ipynb").write_text("{}")
    with pytest.raises(SetupError, match=r"2 notebooks \(.*\), expected tiny.ipynb"):
        released.assignment("hw_tiny")


@pytest.mark.parametrize(
    "name", ["hw*", "hw[1]", "hw+1", "hw\nx", "\u202ehw", "hw\udcff"]
)
def test_a_folder_whose_name_would_be_misread_is_told(tmp_path, name):
    (tmp_path / "source" / name).mkdir(parents=True)
    (tmp_path / "source" / name / "n.ipynb").touch()
    with pytest.raises(SetupError, match="its name cannot be used") as told:
        Course(tmp_path).called(name)
    assert str(told.value).isprintable()


@pytest.mark.parametrize("points", [-1, "3", None, float("nan"), True])
def test_points_in_a_release_that_nobody_can_earn_are_told(released, points):
    change(released, lambda cells: mark(cells[2]).update(points=points))
    with pytest.raises(SetupError, match="double_visible is worth"):
        released.assignment("hw_tiny")


def test_a_release_without_points_is_told(released):
    change(released, lambda cells: mark(cells[2]).pop("points"))
    with pytest.raises(SetupError, match="has no name or no points"):
        released.assignment("hw_tiny")


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"cells": [{"ce', '{"cells": [7]}', "\xff", "[" * 9999],
)
@pytest.mark.parametrize("folder", ["release", "source"])
def test_a_notebook_of_ours_that_is_none_is_one_line(released, folder, content):
    (released.root / folder / "hw_tiny" / "tiny.ipynb").write_text(content, "latin-1")
    read = released.skeleton if folder == "release" else released.instructors
    with pytest.raises(
        SetupError, match=f"{folder}/hw_tiny/tiny.ipynb: it .*Nothing was"
    ):
        read("hw_tiny")


@pytest.mark.parametrize("words", ["", ".", "..", "/"])
def test_no_name_is_no_assignment(released, words):
    with pytest.raises(SetupError, match="no assignment"):
        released.called(words)


def change(course, act):
    path = course.root / "release" / "hw_tiny" / "tiny.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    act(notebook["cells"])
    path.write_text(json.dumps(notebook), "utf-8")


def mark(cell):
    return cell["metadata"]["nbgrader"]


def test_what_was_handed_out_beside_is_read_and_what_a_link_leads_to_is_not(released):
    folder = released.root / "release" / "hw_tiny"
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_bytes(b"x")
    (folder / "link.csv").symlink_to(released.root / "nbgrader_config.py")
    (folder / "links").symlink_to(released.root / "source")
    assert released.beside("hw_tiny") == {"data/x.csv": b"x"}


def test_more_beside_a_notebook_than_every_submission_can_get_a_copy_of_is_told(
    released,
):
    with (released.root / "release" / "hw_tiny" / "large.bin").open("wb") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(SetupError, match=r"65 MB of files .*, expected at most 64 MB"):
        released.beside("hw_tiny")


def test_a_changed_file_beside_the_source_makes_every_submission_new(released):
    tiny.hand_in(released.root, "ana", "{}")
    (before,) = released.submissions(released.assignment("hw_tiny"))
    (released.root / "source" / "hw_tiny" / "data.csv").write_text("x")
    (after,) = released.submissions(released.assignment("hw_tiny"))
    assert before.digest != after.digest
