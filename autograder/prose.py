"""Markdown and code as HTML that is safe to show, formulas included, without a network.

Formulas become MathML, which browsers draw themselves; one that the converter does not
know stays readable TeX. Whatever comes out has been through `wash.html`.
"""

import html as entities
import re
from functools import lru_cache
from typing import Any

from autograder import wash

LONGEST = 20_000  # characters of a cell that are shown; who reads has seen enough
FORMULA = 2_000
_STEEP = 6_000_000  # steps for one text, half a second; the course needs 800,000
_LINE = 3_000  # steps that a line may take, as it stands in twenty quotes
_MARKS = re.compile(r"[\[\]*_`~<>$|\\]")
_BLANKS = re.compile(r"\s{2,}")
_WORDS = re.compile(r"\\(?:text\w*|mbox)\s*\{[^{}]*\}")
_NUMBERED = ("align", "equation", "gather")
TRIMMED = "… {} more characters are not shown."


def html(text: str) -> str:
    """Give a Markdown text as HTML; the beginning of one without end.

    >>> html("so **bold**, $x^2$").startswith("<p>so <strong>bold</strong>, <math>")
    True
    >>> html("[a](javascript:b) <script>c</script> <u>d")
    '<p><a>a</a>  <u>d</u></p>\\n'
    """
    shown, rest = text[:LONGEST], len(text) - LONGEST
    more = f"<p><em>{TRIMMED.format(f'{rest:,}')}</em></p>" if rest > 0 else ""
    return _html(shown) + more


@lru_cache(maxsize=4096)
def _html(text: str) -> str:
    """Render, and remember: most texts of a class are the assignment's own."""
    if _steps(text) > _STEEP:
        return f"<pre>{entities.escape(text)}</pre>"
    try:
        return wash.html(_markdown()(text)[0])
    except Exception:  # a text for no renderer is a text all the same
        return f"<pre>{entities.escape(text)}</pre>"


def _steps(text: str) -> int:
    """Count what a renderer of Markdown may do with a text that is no prose.

    From each mark it may look for its partner up to the end, from each blank of a row
    for the row's end, and it reads a line again in each quote and list it stands in.
    """
    rows = sum(len(row) ** 2 for row in _BLANKS.findall(text))
    marks = len(text) * len(_MARKS.findall(text))
    return rows + marks + text.count("\n") * _LINE


def code(text: str) -> str:
    """Give Python code as HTML, coloured; the beginning of one without end.

    >>> code("x = 1")
    '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\\n'
    """
    shown, rest = text[:LONGEST], len(text) - LONGEST
    more = f"<em>{TRIMMED.format(f'{rest:,}')}</em>" if rest > 0 else ""
    return _code(shown) + more


@lru_cache(maxsize=4096)
def _code(text: str) -> str:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return highlight(text, PythonLexer(), HtmlFormatter(nowrap=True))


def formula(tex: str, block: bool = False) -> str:
    r"""Give a formula as MathML, or its TeX if it cannot be converted.

    >>> formula(r"x^2")
    '<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    >>> formula(r"\frac{")
    '<code>\\frac{</code>'
    """
    from latex2mathml.converter import convert

    try:
        if len(tex) > FORMULA:
            raise ValueError("no formula")
        # It writes words into MathML as they are, tags too.
        tex = _WORDS.sub(lambda found: entities.escape(found[0]), tex)
        return wash.html(convert(tex, display="block" if block else "inline"))
    except (Exception, RecursionError):
        return f"<code>{entities.escape(tex)}</code>"


@lru_cache(maxsize=1)
def _markdown() -> Any:
    """Make the renderer once: nbconvert's Markdown, which knows Jupyter's formulas."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    class Renderer(IPythonRenderer):
        def block_code(self, code: str, info: str | None = None) -> str:
            return f"<pre><code>{entities.escape(code)}</code></pre>"

        def heading(self, text: str, level: int, **_: Any) -> str:
            return f"<h{level}>{text}</h{level}>\n"

        def block_math(self, body: str) -> str:
            return formula(body, block=True)

        def inline_math(self, body: str) -> str:
            return formula(body)

        def latex_environment(self, name: str, body: str) -> str:
            name += "*" * (name in _NUMBERED)
            return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", block=True)

        def image(self, text: str, url: str, title: str | None = None) -> str:
            words = entities.escape(text)
            return f'<img src="{entities.escape(url)}" alt="{words}">'

    return MarkdownWithMath(renderer=Renderer(escape=False)).parse
