"""A drawing keeps what it draws, and nothing that runs, loads, covers or never ends."""

import io
import re
import time
from xml.dom import minidom

import pytest

from autograder.drawings import drawing

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
GOOD = '<path d="M 0 0 L 1 1"/>'


def inside(text):
    """Give what is left inside of a drawing."""
    whole = drawing(f"<svg>{text}{GOOD}</svg>")
    left = re.fullmatch(r"<svg [^<>]*>(.*)<path d=\"M 0 0 L 1 1\"></path></svg>", whole)
    return left[1]


@pytest.mark.parametrize("text", [
    "<script>x()</script>", "<handler>x()</handler>", "<iframe/>",
    "<style>*{fill:u\\72l(//x)}</style>", "<style>@\\69mport '//x';</style>",
    "<foreignObject><body>x</body></foreignObject>", "<animate onbegin='x()'/>",
    "<set attributeName='href' to='y'/>",
    "<image href='//x/p.png'/>", "<image href='data:image/svg+xml;base64,eA=='/>",
    "<use href='//x/#a'/>", "<use href='data:image/svg+xml;base64,xx#a'/>",
    "<feImage href='//x'/>", "<filter id='f'/>", "<metadata>x</metadata>", "<video/>",
    "<input/>", "<x:script xmlns:x='http://www.w3.org/2000/svg'>x()</x:script>",
    "<!-- x --><?xml-stylesheet href='//x'?>", "<b>x</b>", "<cursor href='//x'/>",
])  # fmt: skip
def test_an_element_that_is_on_no_list_is_gone_with_all_it_holds(text):
    assert inside(text) == ""


@pytest.mark.parametrize("sign", [
    "onload='x()'", "class='score'", "style='position: fixed'", "tabindex='1'",
    "style='background: url(//x)'", "fill='url(//x#a)'", "fill='u\\72l(#a)'",
    "style='fill: image-set(\"//x\" 1x)'", "href='javascript:x()'", "filter='url(#f)'",
    "style='display: none'", "data-x='1'", "name='x'", "clip-path='path(x)'",
    "style='font: 1px/**/x'", "mask='url(#a)'", "cursor='url(#a)'",
    "width='calc(9e9px)'",
])  # fmt: skip
def test_an_attribute_that_is_on_no_list_or_loads_is_gone(sign):
    assert inside(f"<rect {sign}/>") == "<rect></rect>"


@pytest.mark.parametrize("text", [
    f"<svg>{GOOD}</svg><form action='x'/>", f"<form>{GOOD}</form>", "<svg>", "", "x",
    "<svg></div></svg>", "<svg><p></svg>", "<svg a=1/>", "<svg>\ud800</svg>",
    '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', "<svg>" * 500 + "</svg>" * 500,
    f"<html><svg>{GOOD}</svg></html>", "<svg>\x00</svg>",
])  # fmt: skip
def test_what_is_not_one_whole_drawing_is_none(text):
    assert drawing(text) == ""


def test_the_whole_stays_in_its_place_and_the_page_around_it_as_it_is():
    whole = drawing(
        "<svg transform='scale(99)' style='opacity: 0; fill: red' overflow='visible'>"
        "<style>* {stroke-linecap: butt; opacity: 0} body {fill: red}</style></svg>"
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg"'
    assert whole == f'{head} style="stroke-linecap: butt; fill: red"></svg>'


def test_parts_are_named_so_that_they_are_no_parts_of_the_page():
    text = (
        "<clipPath id='save'><rect/></clipPath><rect id='x' clip-path='url(#save)'/>"
        f"<use xlink:href='#x' {XLINK}/>"
    )
    once = inside(text)
    assert once.count('"drawn-save"') == 1 and "url(#drawn-save)" in once
    assert '<use href="#drawn-x">' in once
    assert drawing(f"<svg>{once}</svg>") == f"{drawing('<svg/>')[:-6]}{once}</svg>"


def test_nothing_is_drawn_without_end():
    groups = "<g id='g0'><rect id='r'/></g>" + "".join(
        f"<g id='g{n + 1}'>{f'''<use href='#g{n}'/>''' * 10}</g>" for n in range(9)
    )
    assert "<use" not in inside(groups)
    many = f"<path id='p' d='{'M 0 0 ' * 30_000}'/>" + "<use href='#p'/>" * 5_000
    assert inside(many).count("<use") < 200
    assert "url" not in inside("<pattern id='a'><rect fill='url(#b)'/></pattern>")


CORNERS = "<polyline points='{}'/>".format("1 1 2 2 " * 50)
NESTED = "".join(
    f"<g marker-mid='url(#m{n + 1})'><marker id='m{n}'>{CORNERS}</marker></g>"
    for n in range(4)
)
PATTERNS = "".join(
    f"<g fill='url(#p{n + 1})'><pattern id='p{n}'>{CORNERS}</pattern></g>"
    for n in range(4)
)


@pytest.mark.parametrize("text", [
    NESTED, NESTED.replace("marker-mid='url(#m", "style='marker-mid: url(#m"), PATTERNS,
    "<marker id='a' marker-mid='url(#b)'><rect/></marker>",
    "<pattern id='a' fill='url(#b)'><rect/></pattern>",
    "<clipPath id='a' clip-path='url(#b)'><rect/></clipPath>",
    "<linearGradient id='a' href='#b'/>", "<pattern id='a' href='#b'/>",
    "<svg fill='url(#a)'/>", "<text stroke='url(#a)'>x</text>",
    "<g style='fill: url(#a)'/>", "<rect id='a'/><use href='#a' marker-mid='url(#a)'/>",
    "<g font='url(#a)'/>",
])  # fmt: skip
def test_what_others_draw_by_naming_it_is_named_by_shapes_alone(text):
    assert not re.search("url|(?<!<use )href", inside(text))


@pytest.mark.parametrize("text", [
    f"<svg marker-mid='url(#m0)' style='fill: url(#m0)'>{NESTED}</svg>",
    f"<svg><style>* {{marker-mid: url(#m0); fill: url(#m0)}}</style>{NESTED}</svg>",
])  # fmt: skip
def test_the_whole_names_nothing_that_its_parts_would_draw(text):
    assert "<marker" in drawing(text) and "url(" not in drawing(text)


LONG = "<path id='p' d='{}'".format("M 0 0 " * 1_000)
RECTS = "<rect fill='url(#a)'/>" * 5_000
STOPS = "<stop offset='1'/>" * 500


@pytest.mark.parametrize("text", [
    f"{LONG} marker-mid='url(#m)'/><marker id='m'>{LONG}/></marker>",
    "<path id='p' marker-mid='url(#m)' d='M 0 0 M 1 1'/>" + "<use href='#p'/>" * 500
    + f"<marker id='m'>{CORNERS * 9}</marker>",
    f"{RECTS}<pattern id='a'>{LONG}/></pattern>",
    f"{RECTS}<linearGradient id='a'>{STOPS}</linearGradient>",
    "<g clip-path='url(#a)'/>" * 5_000 + f"<clipPath id='a'>{LONG}/></clipPath>",
])  # fmt: skip
def test_what_is_drawn_by_its_name_counts_as_often_as_it_is_drawn(text):
    assert drawing(f"<svg>{text}</svg>") == ""


def test_words_along_a_shape_count_as_copies_of_it():
    many = f"{LONG}/>" + "<text><textPath href='#p'>x</textPath></text>" * 5_000
    assert 1_000 < inside(many).count("href") < 4_000


def test_a_name_stands_for_the_first_part_that_has_it():
    groups = "<g id='g0'><rect id='r'/></g>" + "".join(
        f"<rect id='g{n}'/><g id='g{n + 1}'>{f'''<use href='#g{n}'/>''' * 10}</g>"
        for n in range(9)
    )
    assert "<use" not in inside(groups)


def test_a_shape_has_its_own_pattern_gradient_and_markers():
    text = (
        "<pattern id='a'><rect/></pattern><marker id='b'><path d='M 0 0'/></marker>"
        "<linearGradient id='c'><stop offset='1'/></linearGradient><rect id='d'/>"
        "<path d='M 0 0 L 1 1' marker-end='url(#b)' style='fill: url(#a)'/>"
        "<circle r='1' fill='url(#c)'/><use href='#d' fill='url(#a)'/>"
    )
    assert inside(text).count("url(#drawn-") == 4


@pytest.mark.parametrize("unit", [
    "<g>", "<g></g>", "&#65;", "<g id='a' ", "<!--", "<style>*{", "<style>*   ", "rgb(",
    "<g fill='matrix   ", "url(", "<rect style='fill:red;'/>", "<use href='#a'/>",
])  # fmt: skip
def test_no_drawing_takes_long(unit):
    start = time.process_time()
    many = unit * (400_000 // len(unit))
    drawing(f"<svg>{many}</svg>")
    drawing(f"<svg><path d='{many}' style=\"{many}\"/></svg>")
    assert time.process_time() - start < 3


def shown(text):
    """List what a drawing draws: each shape with its numbers, colours and words."""
    found = []
    for node in minidom.parseString(text).getElementsByTagName("*"):
        words = [n.data for n in node.childNodes if n.nodeType == n.TEXT_NODE]
        style = dict(
            (part.strip() for part in pair.split(":", 1))
            for pair in node.getAttribute("style").split(";")
            if ":" in pair
        )
        drawn = {k: node.getAttribute(k) for k in ("d", "x", "y", "transform", "width")}
        if node.tagName not in ("svg", "metadata", "style") and ":" not in node.tagName:
            found.append((node.tagName, drawn, style, "".join(words).strip()))
    return found


def test_a_figure_of_matplotlibs_draws_the_same():
    plt = pytest.importorskip("matplotlib.pyplot")
    figure, (left, right) = plt.subplots(1, 2)
    left.plot([1, 2, 3], [3, 1, 2], "o--", label="$x^2$ and words")
    left.fill_between([1, 2], [1, 2], hatch="/", alpha=0.3)
    left.legend()
    right.imshow([[1, 2], [3, 4]])
    written = io.StringIO()
    figure.savefig(written, format="svg")
    plt.close(figure)
    kinds = [kind for kind, *_ in shown(written.getvalue())]
    assert {"use", "clipPath", "pattern", "image", "path"} <= set(kinds)
    again = drawing(written.getvalue()).replace("url(#drawn-", "url(#")
    assert shown(again) == shown(written.getvalue())


PLOTLY = """<svg class="main-svg" xmlns="http://www.w3.org/2000/svg" width="700"
 style="" viewBox="0 0 700 500"><rect x="0" y="0" width="700" height="500"
 style="fill: rgb(255, 255, 255); fill-opacity: 1;"/><defs><g class="clips"><clipPath
 id="clip1xyplot"><rect width="540" height="320"/></clipPath></g></defs>
<g transform="translate(80,100)" clip-path="url(#clip1xyplot)"><path class="js-line"
 d="M0,300L270,20L540,160" style="vector-effect: none; fill: none;
 stroke: rgb(99, 110, 250); stroke-opacity: 1; stroke-width: 2px;"/></g>
<text x="0" y="433" text-anchor="middle" style="font-family: 'Open Sans', verdana,
 sans-serif; font-size: 12px; white-space: pre;">0.5 &lt; 1</text></svg>"""


def test_a_figure_of_plotlys_draws_the_same():
    assert shown(drawing(PLOTLY)) == shown(PLOTLY)
