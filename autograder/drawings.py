"""Drawings (SVG) made anew from what is known to be harmless.

An SVG may hold scripts, pages, styles for all around it, and may load from anywhere.
So nothing is searched for that is known to be bad: of a drawing the shapes, words and
pictures are written again that stand on a list, with those of their attributes that do,
in values made of plain words and numbers. What is not well-formed is no drawing.
"""

import re
from collections import Counter
from collections.abc import Collection
from html import escape
from xml.parsers import expat

from autograder.pixels import fits

DEPTH = 100  # elements in elements
COPIED = 20_000_000  # characters of all that is drawn because another names it
OWN = "drawn-"  # before all names in a drawing: they must not be names of the page

_SHAPES = set("path rect circle ellipse line polyline polygon".split())
_SERVERS = set("pattern marker clipPath linearGradient radialGradient".split())
_COPIERS = {"use", "textPath"}
_KEPT = {
    *_SHAPES, *_SERVERS, *_COPIERS,
    *"svg g defs text tspan image stop title desc".split(),
}  # fmt: skip
_OPENED = {"a", "switch"}  # they go, what they hold stays
_PLAIN = set(
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox rotate "
    "preserveAspectRatio offset version transform gradientTransform gradientUnits "
    "patternUnits patternContentUnits patternTransform spreadMethod clipPathUnits "
    "markerWidth markerHeight markerUnits orient refX refY "
    "textLength lengthAdjust startOffset pathLength".split()
)
_LOOKS = set(
    "fill stroke fill-opacity stroke-opacity opacity stroke-width stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset fill-rule "
    "clip-rule clip-path marker-start marker-mid marker-end color stop-color "
    "stop-opacity font font-family font-size font-style font-weight font-variant "
    "font-stretch text-anchor dominant-baseline alignment-baseline baseline-shift "
    "letter-spacing word-spacing text-decoration white-space shape-rendering "
    "image-rendering text-rendering vector-effect paint-order".split()
)
# What is in a group takes these from it: of groups in groups, each with a marker for
# what the next one draws, ten lines make a picture without end. Only shapes name one.
_PAINTS = {"fill", "stroke"}
_CORNERS = set("marker-start marker-mid marker-end".split())
_BOX = set("clip-path transform opacity".split())  # of the whole: it stays in place
_FUNCTIONS = "matrix|translate|scale|rotate|skewX|skewY|rgba?|hsla?"
_CALL = re.compile(rf"\b(?:{_FUNCTIONS})\s*\([\w\s.,%+\-/]*\)")
_VALUE = re.compile(r"[\w\s.,#%+\-'\"/]*")
_NAME = re.compile(r"#?([\w.:-]{1,200})")
_AIM = re.compile(r"url\(\s*[\"']?#([\w.:-]{1,200})[\"']?\s*\)")
_INLINE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_FOR_ALL = re.compile(r"\*\s*\{([^{}]*)\}")  # what matplotlib says of all its lines


class _NoDrawing(Exception):
    """It is not well-formed, or more than a page should draw."""


def drawing(text: str) -> str:
    """Write a drawing anew with what is harmless in it; "" if it is none.

    >>> drawing('<svg onload="x()"><script>y()</script><path d="M 0 0" id=""/></svg>')
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0 0"></path></svg>'
    >>> drawing("<svg><p></svg>")
    ''
    """
    try:
        return _Copy().of(text)
    except (expat.ExpatError, _NoDrawing, UnicodeEncodeError):
        return ""


class _Tally:
    """Counts the characters of a drawing that are drawn because others name them."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.shapes: dict[str, int] = {}  # characters of each seen so far
        self.aims: list[tuple[str, str]] = []  # of one element: by which sign, at what
        self._copies: Counter[str] = Counter()  # of each shape
        self._copied = 0
        self._served: Counter[str] = Counter()  # characters in each server
        self._calls: list[tuple[str, int, str]] = []  # by whom, how often, of what

    def call(self, own: str, size: int) -> None:
        """Note what an element aims at; a marker is drawn at each of its corners."""
        for sign, aim in self.aims:
            self._calls.append((own, size if sign in _CORNERS else 1, aim))

    def copy(self, name: str) -> bool:
        """Tell whether a shape may be drawn once more, and note it."""
        size = self.shapes.get(name)
        if size is None or self._copied + size > COPIED:
            return False
        self._copied += size
        self._copies[name] += 1
        return True

    def serve(self, names: Collection[str], size: int) -> None:
        """Note that servers hold something of so many characters."""
        for name in names:
            self._served[name] += size

    def total(self) -> int:
        """Count all; a copy of what aims at something draws that once more."""
        return self._copied + sum(
            (1 + self._copies[own]) * times * self._served[aim]
            for own, times, aim in self._calls
        )


class _Copy:
    """Hears a drawing, element by element, and writes what may stay."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []  # elements that we are in; "" for one that went
        self._lost = 0  # how deep we are in what is left out
        self._sheet: list[str] | None = None  # the text of a style sheet
        self._root: dict[str, str] = {}
        self._for_all = ""
        self._servers: list[str] = []  # names of those that we are in
        self._tally = _Tally()

    def of(self, text: str) -> str:
        """Give the copy of a whole drawing."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.Parse(text.encode(), True)
        if self._tally.total() > COPIED:
            raise _NoDrawing
        styles = filter(None, (self._for_all, self._root.pop("style", "")))
        if style := "; ".join(styles):
            self._root["style"] = style
        return _tag("svg", self._root) + "".join(self._out)

    def _entity(self, *_: object) -> None:
        raise _NoDrawing  # text that grows when it is read

    def _begin(self, raw: str, signs: dict[str, str]) -> None:
        name = raw.removeprefix("svg:")
        if (not self._open and name != "svg") or len(self._open) > DEPTH:
            raise _NoDrawing
        self._open.append("")
        if name == "style" and not self._lost:
            self._sheet = []
        if self._lost or name not in _KEPT | _OPENED:
            self._lost += 1
        elif len(self._open) == 1:
            self._open[-1] = name
            kept = self._kept(name, signs, without=_BOX)
            self._root = {"xmlns": "http://www.w3.org/2000/svg", **kept}
        elif name in _KEPT:
            written = self._written(name, signs)
            if written:
                self._open[-1] = name
                self._out.append(written)
                self._tally.serve(self._servers, len(written))
            else:
                self._lost += 1

    def _end(self, raw: str) -> None:
        name = self._open.pop()
        if name in _SERVERS:
            self._servers.pop()
        if name:
            self._out.append(f"</{name}>")
        elif self._lost:
            self._lost -= 1
            if not self._lost and self._sheet is not None:
                told = ";".join(_FOR_ALL.findall("".join(self._sheet)))
                self._for_all, self._sheet = self._style("svg", told, _BOX), None

    def _text(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet.append(text)
        elif not self._lost:
            self._out.append(escape(text, quote=False))
            self._tally.serve(self._servers, len(text))

    def _written(self, name: str, signs: dict[str, str]) -> str:
        """Write an element's beginning; "" if it may not stay."""
        tally, tally.aims = self._tally, []
        kept = self._kept(name, signs)
        if not self._may_draw(name, kept):
            return ""
        if kept.get("id") in tally.names:
            del kept["id"]  # the first counts, as in a browser
        own, size = kept.get("id", ""), sum(map(len, kept.values()))
        tally.call(own, size)
        if own:
            tally.names.add(own)
        if own and name in _SHAPES:
            tally.shapes[own] = size
        if name in _SERVERS:
            self._servers.append(own)
        return _tag(name, kept)

    def _kept(
        self, name: str, signs: dict[str, str], without: Collection[str] = ()
    ) -> dict[str, str]:
        """Give the attributes that may stay."""
        kept = {}
        for raw, value in signs.items():
            sign = raw.removeprefix("xlink:")
            if sign not in without and (
                told := self._value(name, sign, value, without)
            ):
                kept[sign] = told
        return kept

    def _may_draw(self, name: str, kept: dict[str, str]) -> bool:
        """Tell whether an element draws something, and no more than a page can bear.

        What is drawn again is a shape that stands before it, and no group: of a group
        of groups ten lines make a picture without end.
        """
        if name in ("image", *_COPIERS) and "href" not in kept:
            return False
        if name not in _COPIERS:
            return True
        return not self._servers and self._tally.copy(kept["href"][1:])

    def _value(self, name: str, sign: str, value: str, without: Collection[str]) -> str:
        """Give an attribute's value as it may stay, "" if it may not."""
        if sign == "id":
            found = _NAME.fullmatch(value)
            return _own(found[1]) if found else ""
        if sign == "href":
            return self._aim(name, value.strip())
        if sign == "style":
            return self._style(name, value, without)
        if sign in _PLAIN or sign in _LOOKS:
            return self._plain(name, sign, value)
        return ""

    def _aim(self, name: str, value: str) -> str:
        if name == "image":
            return value if _INLINE.fullmatch(value) and fits(value) else ""
        copies = name in _COPIERS and value[:1] == "#"
        found = _NAME.fullmatch(value) if copies else None
        return f"#{_own(found[1])}" if found else ""

    def _style(self, name: str, value: str, without: Collection[str]) -> str:
        pairs = (pair.partition(":") for pair in value.split(";"))
        named = ((sign.strip(), told.strip()) for sign, _, told in pairs)
        kept = {
            sign: self._plain(name, sign, told)
            for sign, told in named
            if sign in _LOOKS and sign not in without
        }
        return "; ".join(f"{sign}: {told}" for sign, told in kept.items() if told)

    def _plain(self, name: str, sign: str, value: str) -> str:
        """Keep words, numbers, and what points to a part of this drawing."""
        aim = _AIM.fullmatch(value.strip())
        if not aim:
            return value if _VALUE.fullmatch(_CALL.sub("", value)) else ""
        if not self._may_aim(name, sign):
            return ""
        self._tally.aims.append((sign, _own(aim[1])))
        return f"url(#{_own(aim[1])})"

    def _may_aim(self, name: str, sign: str) -> bool:
        """Tell whether an element may name a server by this sign."""
        if self._servers or name in _SERVERS:
            return False
        if sign in _CORNERS:
            return name in _SHAPES
        return sign == "clip-path" or (sign in _PAINTS and name in {*_SHAPES, "use"})


def _tag(name: str, kept: dict[str, str]) -> str:
    signs = "".join(f' {sign}="{escape(value)}"' for sign, value in kept.items())
    return f"<{name}{signs}>"


def _own(name: str) -> str:
    """Name a part; washed again, it keeps its name."""
    return name if name.startswith(OWN) else OWN + name
