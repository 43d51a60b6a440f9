"""What an instructor does in nbgrader's formgrader, with our engine behind it."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SHOTS = os.environ.get("FIRST_NEURON_SHOTS")  # a folder for pictures to look at


@pytest.fixture(scope="module")
def page(teachers_lab, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    yield page
    page.close()


def shot(page, name):
    """Take a picture for a person to look at, if a folder for it is named."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def test_autograde_grade_by_hand_and_feedback_work_as_ever(teachers_lab, page):
    url, course = teachers_lab
    autograde(page, url)
    grade_essay(page, url)
    write_feedback(page, url)
    told = (course / "feedback" / "cy" / "hw_tiny" / "tiny.html").read_text("utf-8")
    assert "sign: what is the sign of 0?" in told
    assert "BEGIN HIDDEN" not in told


def autograde(page, url):
    """Press the button of each submission; both scores appear."""
    page.goto(f"{url}/formgrader/manage_submissions/hw_tiny")
    for student in ("ana", "cy"):
        row = page.locator("tr", has_text=student)
        row.locator(".autograde a").click()
        page.get_by_text("successfully").first.wait_for()
        shot(page, f"autograded-{student}")
        page.locator(
            ".modal.in .close, .modal.in button:has-text('Close')"
        ).first.click()
        page.locator(".modal-backdrop").wait_for(state="detached")
    for student, score in (("ana", "10 / 14"), ("cy", "5 / 14")):
        row = page.locator("tr", has_text=student)
        row.locator(".score", has_text=score).wait_for()
    shot(page, "submissions")


def grade_essay(page, url):
    """Give three points for an answer, as somebody who has read it."""
    page.goto(f"{url}/formgrader/gradebook/hw_tiny/tiny")
    page.locator("a:has-text('Submission #1')").first.wait_for()
    shot(page, "gradebook")
    page.locator("a:has-text('Submission #1')").first.click()
    box = page.locator("input.score:not([disabled])").last
    box.wait_for()
    box.fill("3")
    box.press("Tab")
    page.locator(".glyphicon-ok:visible, .save-icon:visible").first.wait_for()
    shot(page, "by-hand")


def write_feedback(page, url):
    """Press the button that writes a student's page, and open it."""
    page.goto(f"{url}/formgrader/manage_submissions/hw_tiny")
    row = page.locator("tr", has_text="cy")
    row.locator(".generate-feedback a").click()
    page.get_by_text("successfully").first.wait_for()
    shot(page, "feedback-made")
