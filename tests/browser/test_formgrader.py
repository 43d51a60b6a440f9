"""What an instructor does in nbgrader's formgrader, with our engine behind it."""

import re

import pytest
from grading import cases
from playwright.sync_api import expect

pytestmark = pytest.mark.slow
SHOTS = cases.ROOT / "build" / "formgrader"  # pictures for a person to look at


@pytest.fixture(scope="module")
def page(teachers_lab, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    yield page
    page.close()


def shot(page, name):
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def test_autograde_grade_by_hand_and_feedback_work_as_ever(teachers_lab, page):
    url, course = teachers_lab
    autograde(page, url)
    grade_essay(page, url)
    write_feedback(page, url)
    read_feedback(page, course / "feedback" / "cy" / "hw_tiny" / "tiny.html")


def test_it_opens_without_a_warning_of_the_exchange(teachers_lab, page):
    url, _ = teachers_lab
    page.goto(f"{url}/formgrader/manage_assignments")
    page.locator("tr", has_text="hw_tiny").first.wait_for()
    assert page.locator("#warning-exchange").count() == 0


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
    """Give three points to each answer, as one who has read it; nobody is named."""
    for number in (1, 2):
        page.goto(f"{url}/formgrader/gradebook/hw_tiny/tiny")
        link = page.locator(f"a:has-text('Submission #{number}')").first
        link.wait_for()
        shot(page, "gradebook")
        link.click()
        box = page.locator("input.score:not([disabled])").last
        # Scores of tests appear when the page knows what to save, and where.
        known = re.compile(r"\d")
        expect(page.locator("input.score").first).to_have_attribute(
            "placeholder", known, timeout=60_000
        )
        with page.expect_response(saved):
            box.fill("3")
            box.press("Tab")
        shot(page, "by-hand")
        page.reload()
        expect(box).to_have_value("3", timeout=60_000)


def saved(response):
    """Tell whether formgrader has stored a grade."""
    return response.request.method == "PUT" and "/api/grade/" in response.url


def write_feedback(page, url):
    """Press the button that writes a student's page, and open it."""
    page.goto(f"{url}/formgrader/manage_submissions/hw_tiny")
    row = page.locator("tr", has_text="cy")
    row.locator(".generate-feedback a").click()
    page.get_by_text("successfully").first.wait_for()
    shot(page, "feedback-made")


def read_feedback(page, file):
    """Open the page as its student does: it says what to look at, and keeps secrets."""
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    expect(page.locator("body")).to_contain_text("sign: what is the sign of 0?")
    expect(page.locator("body")).to_contain_text("8 of 14 points")
    assert "BEGIN HIDDEN" not in file.read_text("utf-8")
    shot(page, "feedback")
