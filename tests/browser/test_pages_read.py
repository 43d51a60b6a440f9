"""Pages that people get read on a phone, in the dark, and on paper."""

import pytest
from grading import cases, tiny

from autograder import pages, report
from autograder.records import Part, Repair, Result, Verdict

pytestmark = pytest.mark.slow
SHOTS = cases.ROOT / "build" / "pages"  # pictures for a person to look at
LONG = "a_function_with_a_name_that_is_longer_than_a_phone_is_wide"
HINT = "<details><summary>Hint</summary>\n\nTry a negative number.\n\n</details>"
MARKS = (
    Verdict("double_visible", 2, 2),
    Verdict("double_hidden", 3, 3),
    Verdict("sign_hidden_zero", 0, 5, f"{LONG}: found [0] where [1] was expected."),
)
CY = Result("cy", "hw_tiny", MARKS, (Repair("sign", "edited"),),
            (Part("essay", 4, manual=True),), seconds_late=4000, penalty=1)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A student's page with wide things in it, and a report of a class."""
    folder = tmp_path_factory.mktemp("pages")
    handed_out = tiny.handed_out()
    handed_out["cells"][0]["source"] += f"\n\n{HINT}"
    ran = tiny.solve(handed_out, **tiny.RIGHT, essay="Because $x^2 \\ge 0$.")
    wide = tiny._cell("code", f"# {LONG * 3}\nprint(1)")
    wide["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "1234567890 " * 60},
        {"output_type": "display_data", "metadata": {}, "data": {
            "text/html": f"<table><tr>{'<td>12345678</td>' * 30}</tr></table>"}},
    ]  # fmt: skip
    terms = " + ".join(f"x_{{{n}}}" for n in range(60))
    ran["cells"] += [wide, tiny._cell("markdown", f"$$y = {terms}$$")]
    told = pages.page(CY, ran, handed_out, {"essay": "*Well* put."})
    (folder / "feedback.html").write_text(told, encoding="utf-8")
    many = [Result(f"student {n}", "hw_tiny", MARKS) for n in range(60)]
    report.write(tiny.assignment(), [CY, *many], folder)
    return folder


@pytest.fixture
def opened(browser, files):
    pages = []

    def open_it(name, **settings):
        page = browser.new_page(**settings)
        pages.append(page)
        page.goto((files / name).as_uri())
        return page

    yield open_it
    for page in pages:
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["feedback.html", "report.html"])
def test_a_page_fits_a_phone(opened, name, scheme):
    size = {"width": 390, "height": 844}
    page = opened(name, viewport=size, color_scheme=scheme)
    page.screenshot(path=SHOTS / f"{name[:-5]}-phone-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_first_screen_holds_the_score_and_every_function(opened):
    page = opened("feedback.html", viewport={"width": 1280, "height": 900})
    page.screenshot(path=SHOTS / "feedback.png")
    bottom = page.evaluate(
        "document.querySelector('.result table').getBoundingClientRect().bottom"
    )
    assert bottom < 900


def test_formulas_are_drawn_without_a_network(opened):
    page = opened("feedback.html")
    assert page.locator("math msup").count() == 1
    width = page.evaluate(
        "document.querySelector('math msup').getBoundingClientRect().width"
    )
    assert width > 5


def test_a_hint_that_was_handed_out_opens_at_a_click(opened):
    page = opened("feedback.html")
    hint = page.locator("main details", has=page.locator("summary", has_text="Hint"))
    words = hint.get_by_text("Try a negative number.")
    assert not words.is_visible()
    hint.locator("summary").click()
    assert words.is_visible()


@pytest.mark.parametrize("name", ["feedback.html", "report.html"])
def test_nothing_stays_folded_or_cut_off_on_paper(opened, name):
    page = opened(name)
    page.pdf(path=SHOTS / f"{name[:-5]}.pdf")
    page.emulate_media(media="print")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('details *')].filter(
            one => one.textContent.trim() && !one.checkVisibility()).length"""
    )
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.scroll, figure')].filter(
            one => getComputedStyle(one).overflowX != 'visible').length"""
    )
    assert (hidden, cut) == (0, 0)
