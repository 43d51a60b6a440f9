"""Nothing that comes out of the wash can run, load or cover; what is honest stays."""

import base64
import io
import re
import time

import pytest
from browser.payloads import ELSEWHERE, MARKDOWN, TAGS

from autograder import prose, wash
from autograder.pixels import fits

LIVE = re.compile(
    r"<\s*/?(script|iframe|object|embed|form|input|button|style|link|meta|base|svg)\b"
    r"|<[^<>]*[\s\"'/](on\w+|srcdoc|formaction|class|id)\s*="
    r"|<[^<>]*\s(href|src)=\"(?!https?://|mailto:|#|data:image/png)",
    re.I,
)
PIXEL = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize("text", [TAGS, MARKDOWN, TAGS * 2 + MARKDOWN])
def test_what_is_shown_of_an_attack_is_dead(text):
    for shown in (wash.html(text), prose.html(text), prose.html(wash.markdown(text))):
        assert LIVE.findall(shown) == []
        assert f'src="{ELSEWHERE}' not in shown


def test_washed_markdown_has_nothing_that_begins_a_tag_or_a_picture():
    washed = wash.markdown(TAGS + MARKDOWN)
    assert re.findall(r"<(?=[a-z/!?])|!\[", washed, re.I) == []


@pytest.mark.parametrize("text", [
    "[a](javascript:b)", "[a]( <javascript:b>)", "[a](\njavascript:b)",
 "[a](&#106;avascript:b)", "[a](vbscript:b)",
    "[a](data:text/html,b)", "[a]:javascript:b", "[a]:\n> javascript:b",
    "[a](\x01javascript:b)", "[a](javascript&colon;b)", "[a](file:///etc/passwd)",
])  # fmt: skip
def test_a_link_that_could_run_is_no_link_any_more(text):
    assert "](" not in wash.markdown(text)
    assert "]:" not in wash.markdown(text)


@pytest.mark.parametrize("text", [
    "Because *signs* decide: $a_1 \\le b$, `x[i](y)` and 2 < 3.",
    "| a | b |\n|---|---|\n| 1 | 2 |", "x<sup>2</sup><br>y", "[a](https://example.org/b)",
    "1. one\n2. two\n\n> said", "a[1]: the first; see [the plot](figures/a.png)",
    f"![a plot]({PIXEL})",
])  # fmt: skip
def test_honest_markdown_stays_as_it_is(text):
    assert wash.markdown(text) == text


def test_a_table_of_pandas_and_coloured_words_stay():
    table = '<table border="1"><tr style="text-align: right"><th></th></tr></table>'
    assert wash.html(table) == table.replace(' border="1"', "")
    told = '<span style="color: #00af00">12</span>'
    assert wash.html(told) == told


def test_tags_are_closed_so_that_nothing_leaks_into_what_follows():
    assert (
        wash.html("<b><table><tr><td>x") == "<b><table><tr><td>x</td></tr></table></b>"
    )
    assert wash.html("x</div></body></td>") == "x"


def test_styles_keep_colours_and_lose_what_could_load_or_cover():
    style = "position: fixed; inset: 0; background: url(x); color: red; width: 9999px"
    assert wash.html(f'<p style="{style}">x</p>') == '<p style="color: red">x</p>'


@pytest.mark.parametrize("unit", [
    "<b>", "<b><p>", "<table>", "<a ", "<!--", '<a "', "<", "&", "![", "!", "](", "]: ",
    "<script", "$", "[", "*a_", "`", "\\href", "<b>x", "<img src=", "> ", "\\begin{a}",
])  # fmt: skip
def test_no_text_takes_long(unit):
    start = time.process_time()
    large = unit * (200_000 // len(unit))
    wash.html(large)
    wash.markdown(large)
    wash._dangers(large)
    prose.html(large)
    assert time.process_time() - start < 3


def longest(text):
    """The processor's seconds of what takes longest of all that reads an output."""
    seconds = []
    for act in (wash.html, wash.markdown, wash._dangers):
        start = time.process_time()
        act(text)
        seconds.append(time.process_time() - start)
    return max(seconds)


def filled(before, unit, after, size):
    return before + unit * ((size - len(before) - len(after)) // len(unit)) + after


@pytest.mark.parametrize("before", [
    "", "<", "<b ", "<b a=", '<b a="', "<a on", '<p style="color:', "<img src=",
    "![" * 150 + "](", "&#", "\\html", "![](data:image/png;base64,",
])  # fmt: skip
def test_no_output_takes_longer_than_its_length(before):
    for unit in ("a", "a ", "a=", "-", " ", '"', "rgb(1", "9", " on", " src", "!["):
        for after in ("", ">", '">'):
            text = filled(before, unit, after, wash.HTML_CHARACTERS // 20)
            assert longest(text) < 0.5, (unit, after)  # at the square: a second


@pytest.mark.parametrize(("before", "unit", "after"), [
    ("<b ", "a", ">"), ("<b ", "a ", ">"), ("<b a", " ", ">"), ("<b a=", " ", ">"),
    ("<", "a", ""), ("<a on", "a", "="), ("![" * 150 + "](", "a", ""), ("", "![", " "),
    ("![" * 150 + "](", " ", "x"), ("&#", "9", ";"), ("", "&#9", ""), ("<b ", "-", ">"),
    ("![" * 149 + "![](data:image/png;base64,", "a", "("), ('<p style="', "rgb(", '">'),
])  # fmt: skip
def test_no_output_takes_a_second(before, unit, after):
    assert longest(filled(before, unit, after, wash.HTML_CHARACTERS)) < 1


@pytest.mark.parametrize("text", [
    f"a{' ' * 19_998}b", "\\\\(" * 6_000, f"{'$a ' * 300}{'x ' * 9_000}",
    f"{'> ' * 300}{chr(10).join('x' * 9_000)}", ("a" + " " * 1_400) * 14 + "b",
    "\\begin{a}" * 300 + "x\n" * 9_000, "- a\n" * 5_000, ("x" + "\t" * 700) * 28,
], ids=range(8))  # fmt: skip
def test_no_short_text_takes_a_renderer_long(text):
    start = time.process_time()
    prose.html(text[: prose.LONGEST])
    assert time.process_time() - start < 3


def test_the_longest_prose_of_the_course_is_rendered():
    cell = (
        "**So** $x_1 \\le y$, `f(x)` and [a link](#b):\n\n| a | b |\n|---|---|\n" * 40
    )
    assert "<strong>" in prose.html(cell)


def test_an_output_is_rebuilt_of_what_a_page_may_show():
    told = {
        "output_type": "execute_result",
        "execution_count": "<b>",
        "metadata": {"filenames": {"image/png": ELSEWHERE}},
        "data": {"image/png": '"onerror="x', "text/plain": ["a", "b"], "x/y": "z"},
    }
    assert wash.outputs([told]) == [
        {
            "output_type": "execute_result",
            "execution_count": None,
            "data": {"text/plain": "ab"},
            "metadata": {},
        }
    ]


def test_a_plot_stays_as_png_and_as_svg():
    drawn = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="3"></rect></svg>'
    for name, data in (("image/png", "iVBORw0KGgo=\n"), ("image/svg+xml", drawn)):
        output = {"output_type": "display_data", "data": {name: data}, "metadata": {}}
        assert wash.outputs([output]) == [output]


def large(kind, side=6400):
    """A picture of one colour: little to keep, and much to draw."""
    image = pytest.importorskip("PIL.Image")
    written = io.BytesIO()
    image.new("L", (side, side)).save(written, kind)
    return base64.b64encode(written.getvalue()).decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_picture_of_more_dots_than_a_browser_bears_is_taken_out_and_told(kind):
    for side, shown in ((700, True), (6400, False)):
        picture = large(kind, side)
        data = f"data:image/{kind.lower()};base64,{picture}"
        output = {"output_type": "display_data", "data": {"image/png": picture}}
        cells = [
            {"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]},
            {"cell_type": "markdown", "metadata": {}, "source": f"![a]({data})"},
        ]
        washed, told = wash.notebook({"cells": cells}, ())
        code, text = washed["cells"]
        assert ("image/png" in code["outputs"][0]["data"]) is shown
        assert (data in text["source"]) is shown
        assert (data in wash.html(f'<img src="{data}">')) is shown
        drawn = f"<svg><image href='{data}'/></svg>"
        assert (data in wash.drawing(drawn)) is shown
        assert [one.part for one in told] == ([] if shown else ["cell 1", "cell 2"])


def test_a_picture_is_measured_as_the_browser_does_and_not_by_its_name():
    head = b"RIFF\0\0\0\0WEBP%s\0\0\0\0"
    for content in (
        b"BM" + bytes(60),
        b"GIF89a\1\0\1\0\0\0\0!\xfe\1,\0,\0\0\0\0\xff\xff\xff\xff",
        b"\xff\xd8\xff\xfe\0\6\xff\xd9\xff\xda\xff\xff\xc2\0\5\x08\xff\xff\xff\xff",
        head % b"VP8X" + bytes(4) + b"\0\x20\0\0\x20\0",
        head % b"VP8L" + b"\x2f\xff\xff\xff\x0f",
        head % b"VP8 " + bytes(6) + b"\xff\x3f\xff\x3f",
    ):
        picture = base64.b64encode(content).decode()
        assert not fits(picture)
        data = {"image/png": picture}
        (washed,) = wash.outputs([{"output_type": "display_data", "data": data}])
        assert washed["data"] == {"text/plain": "(left out)"}
    assert not fits("A") and not fits("AAAA")
    assert fits(base64.b64encode(head % b"VP8X" + bytes(10)).decode())


def test_what_was_handed_out_is_left_alone_and_what_is_taken_out_is_told():
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "<details>Hint</details>"},
        {"cell_type": "markdown", "metadata": {}, "source": "<script>x()</script>"},
    ]
    washed, told = wash.notebook({"cells": cells}, {cells[0]["source"]})
    assert washed["cells"][0] == cells[0]
    assert washed["cells"][1]["source"] == "< script>x()< /script>"
    assert [str(one) for one in told] == [
        "cell 2: taken out of the pages that show it: a script"
    ]


def test_a_formula_that_cannot_be_drawn_stays_readable():
    for tex in (r"\frac{", "{" * 3000, "x" * 5000, r"\left(" * 500):
        assert prose.formula(tex).startswith("<code>")


def test_a_number_that_is_no_letter_stays_as_it_was_written():
    number = f"&#{'9' * 5000};"
    assert wash.html(number) == number.replace("&", "&amp;")
    assert wash.html(f'<a href="{number}">x</a>') == "<a>x</a>"
    assert wash.html("&#65;&#x42;&lt;&#60;") == "AB&lt;&lt;"


def test_an_output_that_cannot_be_washed_is_left_out_alone(monkeypatch):
    def fail(_):
        raise ZeroDivisionError

    plain = {"text/plain": "so"}
    shown = [{**plain, "text/html": "<b>"}, plain, {"text/html": "<b>"}]
    found = [{"output_type": "display_data", "data": data} for data in shown]
    cells = [
        {"cell_type": "code", "metadata": {}, "source": "", "outputs": [*found, None]},
        {"cell_type": "markdown", "metadata": {}, "source": "x"},
    ]
    for name in ("html", "markdown", "_dangers"):
        monkeypatch.setattr(wash, name, fail)
    washed, told = wash.notebook({"cells": cells}, ())
    code, text = washed["cells"]
    out = {"text/plain": "(left out)"}
    assert [one["data"] for one in code["outputs"]] == [plain, plain, out, out]
    assert text["source"] == "(left out)"
    assert [wash.UNREADABLE in one.what for one in told] == [True, True]


def test_a_formula_in_an_output_can_do_no_more_than_one_in_a_text():
    for name in ("href", "style", "htmlData", "bbox", "class", "url"):
        for hidden in (
            f"\\{name}",
            f"\\<x>{name}",
            f"\\<!-- -->{name}",
            f"&#92;{name}",
        ):
            assert f"\\{name}" not in wash.html(f"<b>${hidden}{{a}}{{b}}$</b>")
        assert f"\\{name}" not in wash.markdown(f"$\\{name}{{a}}{{b}}$")
    assert wash.html("$\\frac{a}{b} \\hrefs$") == "$\\frac{a}{b} \\hrefs$"
