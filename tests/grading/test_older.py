"""Who fetched an assignment before it was mended edited nothing, and is told so."""

import json
import warnings

import nbformat
from grading import tiny

from autograder import intake
from autograder.rebuild import EDITED, OLDER
from autograder.records import Repair, Submission


def admit(notebook, release=None):
    content = json.dumps(notebook).encode()
    submission = Submission("ana", "hw_tiny", {"tiny.ipynb": content})
    release = release or tiny.handed_out()
    return intake.admit(submission, tiny.assignment(), release)


def marked(notebook, name):
    marks = [(c["metadata"].get("nbgrader", {}), c) for c in notebook["cells"]]
    return next(cell for mark, cell in marks if mark.get("grade_id") == name)


def fetched(**changed):
    """Give what was handed out once, by name of what was different then.

    It has the checksums that nbgrader hands out, as nbgrader makes them.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.utils import compute_checksum
    notebook = tiny.handed_out()
    for name, fields in changed.items():
        cell = marked(notebook, name)
        cell["source"] = fields.pop("source", cell["source"])
        cell["metadata"]["nbgrader"].update(fields)
    for cell in nbformat.from_dict(notebook).cells:
        if mark := cell.metadata.get("nbgrader"):
            own = marked(notebook, mark["grade_id"])["metadata"]["nbgrader"]
            own["checksum"] = compute_checksum(cell)
    return tiny.solve(notebook, **tiny.RIGHT)


def test_what_was_fetched_and_not_changed_is_no_repair():
    assert admit(fetched())[1] == ()


def test_a_test_that_was_mended_since_is_no_edit():
    _, repairs = admit(fetched(double_visible={"source": "assert double(1) == 2"}))
    assert repairs == (Repair("double_visible", OLDER),)


def test_an_edit_of_an_older_test_is_one():
    notebook = fetched(double_visible={"source": "assert double(1) == 2"})
    marked(notebook, "double_visible")["source"] = "pass"
    assert admit(notebook)[1] == (Repair("double_visible", EDITED),)


def test_points_that_changed_since_are_no_damage():
    notebook = fetched(double_visible={"points": 1}, essay={"points": 1})
    marked(notebook, "essay")["source"] = "Because."
    told = "worth 4 points, whatever its mark says"
    assert admit(notebook)[1] == (
        Repair("double_visible", OLDER),
        Repair("essay", told),
    )


def test_a_test_that_was_taken_out_since_is_told_as_such():
    notebook = fetched(double_hidden={"grade_id": "double_more", "source": "double"})
    _, repairs = admit(notebook)
    assert [repair.what for repair in repairs] == [
        "missing cell put in",
        "is not in the assignment any more; kept as an extra one",
    ]


def test_a_locked_cell_of_an_older_version_does_not_undo_the_newer_one():
    old, new = ({"source": f"k = {n}", "solution": False} for n in (1, 2))
    notebook = fetched(double=old | {"locked": True})
    marked(notebook, "double")["source"] = "k = 1"
    release = fetched(double=new | {"locked": True})
    marked(release, "double")["source"] = "k = 2"
    rebuilt, repairs = admit(notebook, release)
    assert "k = 1" not in [cell["source"] for cell in rebuilt["cells"]]
    assert repairs == (Repair("double", OLDER),)
