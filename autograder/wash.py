"""What people see of a student's: nothing in it runs, nothing calls home.

Texts and outputs are written anew from what is known to be harmless, whatever the
browser, the formgrader or JupyterLab would make of the rest. What was handed in stays
as it is; only its copies for people are washed. Pure, and linear in what it is given:
the usual libraries take a minute for 100 kB of nested tags.
"""

import html as entities
import re
from collections.abc import Callable, Collection
from typing import Any

from autograder.drawings import drawing
from autograder.pixels import fits
from autograder.records import Repair

DEPTH = 40  # tags within tags; deeper ones are left out
HTML_CHARACTERS = 200_000  # of one output; a table of 1,000 rows has fewer
TOO_LARGE = "a picture that is none, or of more than 40 megapixels"
UNREADABLE = "what could not be read"
LEFT_OUT = "(left out)"
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")

_WORDS = (
    "b strong i em u s del ins sub sup small code kbd mark span abbr q cite var samp "
    "p div pre blockquote ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table thead tbody tfoot "
    "tr th td caption details summary a br hr img"
)
_MATHS = (
    "math mrow mi mo mn mtext mspace ms mfrac msqrt mroot msub msup msubsup munder "
    "mover munderover mtable mtr mtd mstyle mpadded mphantom menclose"
)
_VOID = {"br", "hr", "img"}
_KEPT = set(_WORDS.split()) | set(_MATHS.split())
# Whatever these hold is no text for a reader.
_SWALLOWED = set(
    "script style title textarea xmp iframe noembed noframes noscript template svg "
    "object applet audio video canvas select plaintext".split()
)
_SIZES = ("width", "height", "colspan", "rowspan", "start")
_MATHS_SIGNS = set(
    "mathvariant stretchy fence form separator accent accentunder lspace rspace width "
    "columnalign minsize maxsize linethickness displaystyle scriptlevel".split()
)
_STYLES = set(
    "color background-color font-weight font-style text-align text-decoration "
    "vertical-align white-space".split()
)
# Nothing is tried twice (++, *+): a name of 200,000 letters would take minutes.
_TOKEN = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)"
    r"(?P<rest>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>|<[!?][^<>]*+>"
)
_SIGN = re.compile(
    r"(?<![a-zA-Z-])([a-zA-Z-]++)\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++)"
)
_NO_LETTER = re.compile(r"&(?=#[0-9]{20})")
_SAFE_STYLE = re.compile(r"(?:[\w#%.\s,-]|(?:rgb|hsl)a?\([\d%.,\s/]*\))*")
_LINK = re.compile(r"(?:https?://|mailto:|#)[^\x00-\x20]*", re.I)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")

# In Markdown: a "<" that may begin a tag, unless it is a small pair with plain words.
_MARKUP = re.compile(
    r"<(b|i|u|s|em|strong|sub|sup|small|kbd|mark)>[^<>\n`$\\]{0,300}</\1>"
    r"|<br ?/?>|<(?=[A-Za-z/!?])"
)
_INLINE = r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+"
_DATA = re.compile(_INLINE)
_OUTSIDE = re.compile(rf"(?<!!)!+\[(?![^\]\n]{{0,300}}\]\({_INLINE}\))")
_SAFE_AIM = rf"https?://|mailto:|#|{_INLINE}|[\w./-]*(?:[\s)>]|$)"
_AIM = re.compile(rf"\](?=[(:][\s<>]*(?!{_SAFE_AIM})[^\s<>])", re.I)
_TEX = re.compile(
    r"\\(?=(?:href|url|require|style|class|cssId|includegraphics|unicode|mmlToken"
    r"|bbox|data|csname|html[A-Za-z]*)(?![A-Za-z]))"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

_DANGERS = {
    "a script": re.compile(
        r"<\s*script|<[a-z][^<>]*[\s/\"']on[a-z]+\s*=|javascript\s*:", re.I
    ),
    "a frame or a form": re.compile(r"<\s*(?:iframe|object|embed|form|base)\b", re.I),
    "a picture from elsewhere": re.compile(
        r"<\s*img\b[^<>]*\ssrc\s*=\s*[\"']?(?!data:)|!\[[^\]\n]{0,300}\]\("
        r"\s{0,300}+<?\w{1,30}+://",
        re.I,
    ),
}  # fmt: skip


def html(text: str) -> str:
    """Write HTML anew with what is harmless in it, every tag closed.

    >>> html('<b onclick="x()">so</b><script>x()</script> <a href="javascript:x">it')
    '<b>so</b> <a>it</a>'
    """
    out: list[str] = []
    stack: list[str] = []
    at = 0
    while token := _TOKEN.search(text, at):
        out.append(_plain(text[at : token.start()]))
        at = token.end()
        name = (token["name"] or "").lower()
        if token[0] == "<!--":
            at = _behind(text, "-->", at)
        elif name in _SWALLOWED and not token["close"]:
            at = _behind(text, f"</{name}", at)
            at = _behind(text, ">", at)
        elif name in _KEPT:
            _write(out, stack, name, token)
    out.append(_plain(text[at:]))
    out += [f"</{name}>" for name in reversed(stack)]
    return _TEX.sub(r"\\ ", "".join(out))  # formulas are typeset here too


def _write(out: list[str], stack: list[str], name: str, token: re.Match) -> None:
    """Write a tag that may stay; a closing one closes all that was opened in it."""
    if token["close"]:
        while name in stack:
            out.append(f"</{stack[-1]}>")
            if stack.pop() == name:
                return
        return
    if len(stack) >= DEPTH:
        return
    signs = "".join(_signs(name, token["rest"]))
    if name == "img" and " src=" not in signs:
        out.append("[picture left out]")
        return
    out.append(f"<{name}{signs}>")
    if name not in _VOID:
        stack.append(name)


def _signs(name: str, rest: str) -> list[str]:
    """Give the attributes that may stay, each with a leading space."""
    kept = {}
    for sign in _SIGN.finditer(rest):
        key = sign[1].lower()
        value = _unescaped(sign[2].strip("\"'")).strip()
        if _may_stay(name, key, value):
            kept[key] = _styles(value) if key == "style" else value
    if name == "details" and re.search(r"(?:^|\s)open(?:\s|=|$)", rest):
        kept["open"] = ""
    if "href" in kept:
        kept["rel"] = "noreferrer noopener"
    return [f' {k}="{entities.escape(v)}"' for k, v in kept.items()]


def _may_stay(name: str, key: str, value: str) -> bool:
    if key == "style":
        return bool(_styles(value))
    if key in _SIZES and name in ("img", "td", "th", "ol"):
        return bool(re.fullmatch(r"\d{1,4}%?", value))
    if name == "a" and key == "href":
        return bool(_LINK.fullmatch(value))
    if name == "img" and key == "src":
        return bool(_PICTURE.fullmatch(value)) and fits(value)
    if name == "math" and key == "display":
        return value == "block"
    if name.startswith("m") and key in _MATHS_SIGNS:
        return bool(re.fullmatch(r"[\w.% -]{0,30}", value))
    return key == "alt" and name == "img"


def _styles(value: str) -> str:
    """Keep colours and the like of a style; nothing that could load or cover."""
    pairs = (pair.partition(":") for pair in value.split(";"))
    return "; ".join(
        f"{name.strip().lower()}: {told.strip()}"
        for name, _, told in pairs
        if name.strip().lower() in _STYLES and _SAFE_STYLE.fullmatch(told)
    )


def _plain(text: str) -> str:
    return entities.escape(_unescaped(text), quote=False)


def _unescaped(text: str) -> str:
    """Read entities; a number of thousands of digits names no letter, and stays."""
    return entities.unescape(_NO_LETTER.sub("&amp;", text))


def _behind(text: str, word: str, at: int) -> int:
    """Find where a word ends; the end of the text if it is not there."""
    found = re.compile(re.escape(word), re.I).search(text, at)
    return found.end() if found else len(text)


def markdown(text: str) -> str:
    """Give Markdown in which nothing is a tag, an outside picture or a risky link.

    It stays readable, and dead in every renderer: a "<" before a letter gets a space.

    >>> markdown("<img src=x onerror=y> a<b ![p](http://x/p.png) [l](javascript:y)")
    '< img src=x onerror=y> a< b [p](http://x/p.png) [l] (javascript:y)'
    """
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _DATA.sub(lambda found: found[0] if fits(found[0]) else "left-out", text)
    text = _MARKUP.sub(lambda found: found[0] if len(found[0]) > 1 else "< ", text)
    text = _AIM.sub("] ", _OUTSIDE.sub("[", text))
    return _TEX.sub(r"\\ ", text)


def outputs(found: list[dict]) -> list[dict]:
    """Give a cell's outputs as nbformat wants them, with what a page may show.

    >>> script = {"output_type": "display_data", "data": {"text/javascript": "x()"}}
    >>> outputs([script])  # doctest: +ELLIPSIS
    [{'output_type': 'display_data', 'data': {'text/plain': '(left out)'}, ...}]
    """
    out = {"output_type": "display_data", "data": {"text/plain": LEFT_OUT}}
    return [_tried(_output, raw, {**out, "metadata": {}}) for raw in found]


def _tried(wash: Callable, raw: Any, otherwise: Any) -> Any:
    """Wash something of a student's; what we cannot wash costs itself, and no mark."""
    try:
        return wash(raw)
    except Exception:
        return otherwise


def _output(raw: dict) -> dict:
    kind = raw.get("output_type")
    if kind == "stream":
        name = "stderr" if raw.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": joined(raw.get("text"))}
    if kind == "error":
        lines = raw.get("traceback")
        lines = [joined(line) for line in lines] if isinstance(lines, list) else []
        said = {key: joined(raw.get(key)) for key in ("ename", "evalue")}
        return {"output_type": kind, **said, "traceback": lines}
    data = raw.get("data") if isinstance(raw.get("data"), dict) else {}
    kept = {name: shown for name, text in data.items() if (shown := _shown(name, text))}
    washed = {"data": kept or {"text/plain": LEFT_OUT}, "metadata": {}}
    if kind == "execute_result":
        count = raw.get("execution_count")
        count = count if isinstance(count, int) else None
        return {"output_type": kind, "execution_count": count, **washed}
    return {"output_type": "display_data", **washed}


def _shown(name: str, raw: Any) -> str:
    """Give what a page may show of one form of an output, "" for nothing."""
    text = joined(raw)
    if name == "text/plain":
        return text
    if name in PICTURES:
        return text if _BASE64.fullmatch(text) and fits(text) else ""
    if name == "image/svg+xml":
        return _tried(drawing, text, "")
    if len(text) > HTML_CHARACTERS:
        return ""
    if name == "text/html":
        return _tried(html, text, "")
    if name in ("text/markdown", "text/latex"):
        return _tried(markdown, text, "")
    return ""


def joined(raw: Any) -> str:
    """Give a text that a notebook holds in one piece or line by line; "" if none."""
    if isinstance(raw, list):
        return "".join(line for line in raw if isinstance(line, str))
    return raw if isinstance(raw, str) else ""


def notebook(
    executed: dict, handed_out: Collection[str]
) -> tuple[dict, tuple[Repair, ...]]:
    """Wash all that is not as it was handed out, and tell what was taken out of it."""
    cells, told = [], []
    for number, cell in enumerate(executed["cells"], 1):
        mark = cell["metadata"].get("nbgrader", {})
        source = joined(cell["source"])
        found = set()
        if cell["cell_type"] == "code":
            shown = cell.get("outputs", [])
            found = _tried(_dangers, shown, {UNREADABLE})
            cell = {**cell, "outputs": outputs(shown)}
        elif source not in handed_out:
            found = _tried(_dangers, source, {UNREADABLE})
            cell = {**cell, "source": _tried(markdown, source, LEFT_OUT)}
            cell.pop("attachments", None)
        if found:
            what = f"taken out of the pages that show it: {', '.join(sorted(found))}"
            told.append(Repair(mark.get("grade_id") or f"cell {number}", what))
        cells.append(cell)
    return {**executed, "cells": cells}, tuple(told)


def _dangers(found: Any) -> set[str]:
    """Name what could have run, or called somebody, in a text or in outputs."""
    if isinstance(found, list):
        data = [o.get("data") for o in found if isinstance(o.get("data"), dict)]
        forms = [pair for one in data for pair in one.items()]
        rich = [joined(text) for name, text in forms if name != "text/plain"]
        told = _dangers("\n".join(rich))
        if any("javascript" in name for name, _ in forms):
            told.add("a script")
        pictures = [joined(text) for name, text in forms if name in PICTURES]
        return told if all(map(fits, pictures)) else {*told, TOO_LARGE}
    told = {word for word, sign in _DANGERS.items() if sign.search(found)}
    fitting = all(fits(one[0]) for one in _DATA.finditer(found))
    return told if fitting else {*told, TOO_LARGE}
