"""What a student hands in runs nothing for who opens it: no script, request or mark.

A notebook full of attacks is graded and opened where people open it: as feedback, in
the formgrader, and as a name and a message in the report.
"""

import json
import sqlite3
import urllib.request
from urllib.parse import quote

import pytest
from browser.conftest import serve
from browser.payloads import TAGS, hostile, ran
from grading import cases, tiny
from grading.conftest import autograder

pytestmark = pytest.mark.slow
SHOTS = cases.ROOT / "build" / "hostile_pages"  # pictures for a person to look at
FOLDER = "\"><img src=x onerror=top.RAN='folder'>"
ROSTER = f"""student,First name,Last name,email
ana,<img src=x onerror=top.RAN='first'>,=1+1</script><script>top.RAN='last'</script>,
mallory,"{{{{7*7}}}}","javascript:top.RAN='link'","'><svg onload=top.RAN='mail'>"
"{FOLDER.replace('"', '""')}",&lt;img src=x onerror=top.RAN='twice'&gt;,Ory,
"""
LISTS = {
    "class": "manage_submissions/hw_tiny",
    "assignments": "gradebook",
    "notebooks": "gradebook/hw_tiny",
    "answers": "gradebook/hw_tiny/tiny",
    "students": "manage_students",
    "student": f"manage_students/{quote(FOLDER)}",
    "student-notebooks": f"manage_students/{quote(FOLDER)}/hw_tiny",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A course that a hostile student handed in to, graded, in a teacher's Lab."""
    root = tiny.course(tmp_path_factory.mktemp("desk"))
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="Because.")
    tiny.hand_in(root, "ana", right)
    tiny.hand_in(root, "mallory", hostile())
    named = "<img src=x onerror=top.RAN='name'>"
    tiny.hand_in(root, named, "{nope")
    tiny.hand_in(root, FOLDER, right)
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for command in (["grade"], ["report", "--feedback"]):
        done = autograder(root, command[0], "hw_tiny", *command[1:])
        assert done.returncode == 1, done.stderr
    for url in serve(root):
        yield url, root


@pytest.fixture
def opened(browser):
    """Open a page; the test fails if anything ran, or was asked for elsewhere."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    asked, said, failed = [], [], []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))

    def open_it(url, name):
        page.goto(url)
        home = url.split("/formgrader")[0] if "/formgrader" in url else url
        provoke(page)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
        assert page.evaluate("window.RAN || ''") == ""
        away = [u for u in asked if not u.startswith((home, "data:", "blob:"))]
        assert (away, said, failed) == ([], [], [])
        return page

    yield open_it
    page.close()


def provoke(page):
    """Do what a person might: open, hover and click whatever the student made."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(
        """() => document.querySelectorAll('main *, #notebook-container *, td *')
        .forEach(one => ['mouseover', 'focus', 'toggle', 'error'].forEach(
            kind => one.dispatchEvent(new Event(kind))))"""
    )
    page.evaluate(
        """() => document.querySelectorAll('a').forEach(
        one => { if (!/^(https?:|mailto:|#|\\/)/.test(one.getAttribute('href') || '#')
                     && !one.closest('nav')) one.click() })"""
    )
    page.wait_for_timeout(500)


def alive(page, where):
    """Count what could act in the part of a page that holds a student's work."""
    live = "script, iframe, object, embed, form, link, meta, base, style, svg script"
    return page.evaluate(
        """([where, live]) => { const part = document.querySelector(where);
        const on = [...part.querySelectorAll('*')].filter(one => [...one.attributes]
            .some(sign => /^on|^srcdoc$|^formaction$/i.test(sign.name)
                  || /^\\s*(javascript|vbscript|data:text)/i.test(sign.value)));
        return on.length + part.querySelectorAll(live).length }""",
        [where, live],
    )


def marks(root):
    with sqlite3.connect(root / "gradebook.db") as book:
        return book.execute(
            "SELECT id, auto_score, manual_score, extra_credit FROM grade ORDER BY id"
        ).fetchall()


def untouched(url, root):
    terminals = json.load(urllib.request.urlopen(f"{url}/api/terminals"))
    return terminals == [] and not (root / "owned.txt").exists()


def test_the_attacks_work_where_nothing_is_washed(browser):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(TAGS.replace("http-equiv", "title"))  # or it leaves the page
    page.wait_for_timeout(1000)
    page.close()
    done = {url.partition("?")[2] for url in asked}
    assert {"script", "image", "svg", "toggle", "breakout"} <= done


def test_a_feedback_page_runs_nothing(desk, opened):
    _, root = desk
    file = root / "feedback" / "mallory" / "hw_tiny" / "tiny.html"
    page = opened(file.as_uri(), "feedback")
    assert alive(page, "main") == alive(page, ".result") == 0
    assert page.locator("h1").first.text_content() == "Tiny"
    # The real result stands first, outside of what the student wrote.
    assert "5 of 10" in page.locator(".result .score").text_content()
    assert page.locator("main :text('14 of 14 points')").count() > 0


def test_the_formgrader_runs_nothing_and_no_mark_changes(desk, opened):
    url, root = desk
    before = marks(root)
    page = opened(address(url, root, "mallory"), "formgrader")
    page.locator("input.score").first.wait_for()
    assert alive(page, "#notebook-container") == 0
    assert marks(root) == before
    assert untouched(url, root)


def test_a_notebook_that_was_graded_before_is_shown_washed_too(desk, opened):
    url, root = desk
    kept = root / "autograded" / "mallory" / "hw_tiny" / "tiny.ipynb"
    raw = hostile()
    for number, cell in enumerate(raw["cells"]):
        cell["id"] = f"raw-{number}"
        if cell["cell_type"] == "code":
            data = {"text/html": TAGS, "application/javascript": ran("old")}
            shown = {"output_type": "display_data", "data": data, "metadata": {}}
            cell["outputs"] = [shown]
    text = kept.read_text(encoding="utf-8")
    kept.write_text(json.dumps({**json.loads(text), "cells": raw["cells"]}))
    before = marks(root)
    try:
        page = opened(address(url, root, "mallory"), "formgrader-unwashed")
        assert alive(page, "#notebook-container") == 0
    finally:
        kept.write_text(text, encoding="utf-8")
    assert marks(root) == before
    assert untouched(url, root)


def test_the_rubric_stands_under_the_answer_for_who_grades_alone(desk, opened):
    url, root = desk
    source = root / "source" / "hw_tiny" / "tiny.ipynb"
    page = opened(address(url, root, "ana"), "formgrader-rubric")
    assert page.locator("blockquote", has_text="Why does it matter?").count() == 1
    assert "Why does it matter?" in source.read_text(encoding="utf-8")
    for folder in ("feedback", "autograded", "release"):
        files = [p for p in (root / folder).rglob("*.*") if p.is_file()]
        texts = [p.read_text("utf-8", "replace") for p in files]
        assert not any("Why does it matter?" in text for text in texts)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_formgrader_runs_no_name(desk, opened, name):
    url, _ = desk
    page = opened(f"{url}/formgrader/{LISTS[name]}", f"formgrader-{name}")
    page.locator("tbody tr td").first.wait_for()
    hidden = page.get_by_text("Show All Names")
    if hidden.count():
        hidden.click()
    page.evaluate("document.querySelectorAll('td *').forEach(one => one.dispatchEvent("
                  "new Event('mouseover')))")  # fmt: skip
    page.wait_for_timeout(300)
    assert page.evaluate("window.RAN || ''") == ""
    live = "[onerror], [onload], td img, td svg, td script, a[href^='javascript:']"
    assert page.locator(live).count() == 0
    if name in ("class", "student"):
        assert "onerror" in page.locator("body").text_content()


def test_the_report_runs_nothing(desk, opened):
    _, root = desk
    page = opened((root / "report.html").as_uri(), "report")
    assert "onerror" in page.locator("body").text_content()
    found = page.evaluate("document.querySelectorAll('[onerror], img').length")
    assert found == 0


def address(url, root, student):
    """Give the formgrader's address of a student's submission."""
    with sqlite3.connect(root / "gradebook.db") as book:
        (found,) = book.execute(
            "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a"
            " ON n.assignment_id = a.id WHERE a.student_id = ?",
            [student],
        ).fetchone()
    return f"{url}/formgrader/submissions/{found}/"
