"""Drawings (SVG) made anew from what is known to be harmless.

An SVG may hold scripts, pages, styles for all around it, and may load from anywhere.
So nothing is searched for that is known to be bad: of a drawing the shapes, words and
pictures are written again that stand on a list, with those of their attributes that do,
in values made of plain words and numbers. What is not well-formed is no drawing.
"""

import re
from collections.abc import Collection
from html import escape
from xml.parsers import expat

from autograder.pixels import fits

DEPTH = 100  # elements in elements
COPIED = 20_000_000  # characters of all shapes that `use` draws again
OWN = "drawn-"  # before all names in a drawing: they must not be names of the page

_SHAPES = set("path rect circle ellipse line polyline polygon".split())
_SERVERS = set("pattern marker clipPath".split())  # drawn as often as they are named
_KEPT = {
    *_SHAPES, *_SERVERS,
    *"svg g defs use text tspan textPath image linearGradient radialGradient stop"
    " title desc".split(),
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


class _Copy:
    """Hears a drawing, element by element, and writes what may stay."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []  # elements that we are in; "" for one that went
        self._lost = 0  # how deep we are in what is left out
        self._sheet: list[str] | None = None  # the text of a style sheet
        self._root: dict[str, str] = {}
        self._for_all = ""
        self._shapes: dict[str, int] = {}  # seen so far, by their names
        self._copied = 0

    def of(self, text: str) -> str:
        """Give the copy of a whole drawing."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.Parse(text.encode(), True)
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
            else:
                self._lost += 1

    def _end(self, raw: str) -> None:
        name = self._open.pop()
        if name:
            self._out.append(f"</{name}>")
        elif self._lost:
            self._lost -= 1
            if not self._lost and self._sheet is not None:
                told = _FOR_ALL.findall("".join(self._sheet))
                self._for_all, self._sheet = self._style(";".join(told), _BOX), None

    def _text(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet.append(text)
        elif not self._lost:
            self._out.append(escape(text, quote=False))

    def _written(self, name: str, signs: dict[str, str]) -> str:
        """Write an element's beginning; "" if it may not stay."""
        kept = self._kept(name, signs)
        if not self._may_draw(name, kept):
            return ""
        if name in _SHAPES and "id" in kept:
            self._shapes[kept["id"]] = sum(map(len, kept.values()))
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
        if name in ("image", "use") and "href" not in kept:
            return False
        if name != "use":
            return True
        size = self._shapes.get(kept["href"][1:])
        if size is None or self._serving() or self._copied + size > COPIED:
            return False
        self._copied += size
        return True

    def _serving(self) -> bool:
        return not _SERVERS.isdisjoint(self._open)

    def _value(self, name: str, sign: str, value: str, without: Collection[str]) -> str:
        """Give an attribute's value as it may stay, "" if it may not."""
        if sign == "id":
            found = _NAME.fullmatch(value)
            return _own(found[1]) if found else ""
        if sign == "href":
            return self._aim(name, value.strip())
        if sign == "style":
            return self._style(value, without)
        if sign in _PLAIN or sign in _LOOKS:
            return self._plain(value)
        return ""

    def _aim(self, name: str, value: str) -> str:
        if name == "image":
            return value if _INLINE.fullmatch(value) and fits(value) else ""
        found = _NAME.fullmatch(value) if value[:1] == "#" else None
        return f"#{_own(found[1])}" if found else ""

    def _style(self, value: str, without: Collection[str]) -> str:
        pairs = (pair.partition(":") for pair in value.split(";"))
        kept = {
            name.strip(): self._plain(told.strip())
            for name, _, told in pairs
            if name.strip() in _LOOKS and name.strip() not in without
        }
        return "; ".join(f"{name}: {told}" for name, told in kept.items() if told)

    def _plain(self, value: str) -> str:
        """Keep words, numbers, and what points to a part of this drawing."""
        aim = _AIM.fullmatch(value.strip())
        if aim:
            return "" if self._serving() else f"url(#{_own(aim[1])})"
        return value if _VALUE.fullmatch(_CALL.sub("", value)) else ""


def _tag(name: str, kept: dict[str, str]) -> str:
    signs = "".join(f' {sign}="{escape(value)}"' for sign, value in kept.items())
    return f"<{name}{signs}>"


def _own(name: str) -> str:
    """Name a part; washed again, it keeps its name."""
    return name if name.startswith(OWN) else OWN + name
