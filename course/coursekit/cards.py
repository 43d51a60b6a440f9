"""How a quiz looks: as text, as a page that unfolds, and as a page that also counts.

Colours are those of the page around it, so that light and dark pages both work, and a
verdict is always a sign and a word. No page needs a kernel.
"""

import html
import json
import re
import textwrap
from string import Template
from uuid import uuid4

_MARKUP = re.compile(r"`([^`]+)`|(\$[^$`]+\$)|\*(\w[^*`$]*)\*")
YES, NO = "\N{CHECK MARK}", "\N{BALLOT X}"
_FRAME = "border-left: 3px solid #808080; padding: 0.1em 0 0.1em 0.8em; margin: 1em 0"

# Colab alone leaves the formulas of a page as they are, unless the page sees to it.
FORMULAS = """\
<script>
if (window.google?.colab && !window.MathJax) {
  window.MathJax = {tex: {inlineMath: [["$", "$"]]}};
  const math = document.createElement("script");
  math.src = "https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-chtml.js";
  document.head.append(math);
}
</script>"""

# Options of which one is right stay as they unfold; those of which several may be
# right become boxes. Keys are kept from JupyterLab, which would use them too.
_LIVE = Template("""\
<div id="$name">
$page
</div>
<script>
(() => {
  const me = [...document.querySelectorAll("#$name")].find((e) => !e.dataset.live);
  if (!me) return;
  me.dataset.live = "yes";
  const right = $right, several = $several, first = new Map();
  const made = (kind, within, words = "") => {
    const element = document.createElement(kind);
    element.textContent = words;
    within.append(element);
    return element;
  };
  const score = made("p", made("b", me.firstElementChild));
  const spoken = made("span", me);
  for (const line of [score, spoken]) line.setAttribute("role", "status");
  spoken.style.cssText = "position: absolute; width: 1px; height: 1px; " +
    "overflow: hidden; clip-path: inset(50%); white-space: nowrap";
  const tell = () => {
    const good = [...first.values()].filter((is) => is).length;
    score.textContent = first.size + " of " + right.length + " answered, " + good +
      " right at the first try";
  };
  const answered = (number, good) => {
    if (!first.has(number)) first.set(number, good);
    tell();
  };
  const paint = (element, good) => {
    element.style.borderLeft = "4px solid " + (good ? "#2E9E5B" : "#D0563F");
    element.style.paddingLeft = "6px";
  };
  const unfolds = (option, good, number) =>
    option.addEventListener("toggle", () => {
      if (!option.open) return;
      paint(option, good);
      spoken.textContent = option.lastElementChild.textContent;
      answered(number, good);
    });
  const row = (group, option) => {
    const around = document.createElement("div"), label = made("label", around);
    const box = made("input", label), reason = option.lastElementChild;
    box.type = "checkbox";
    label.append(" ", ...option.firstElementChild.childNodes);
    label.style.cursor = "pointer";
    around.style.margin = "0.3em 0";
    reason.hidden = true;
    around.append(reason);
    option.replaceWith(around);
    return {around, box, reason};
  };
  const judge = ({around, box, reason}, good) => {
    const verdict = box.checked
      ? (good ? "✓ A right answer." : "✗ Not a right answer.")
      : (good ? "✗ Missed:" : "✓ Rightly left empty:");
    reason.querySelector("b").textContent = verdict;
    reason.hidden = false;
    paint(around, box.checked === good);
    return box.checked === good;
  };
  const boxes = (group, options, number) => {
    const rows = options.map((option) => row(group, option));
    const check = made("button", group, "Check my answer"), whole = made("b", group);
    check.type = "button";
    check.style.cssText = "font: inherit; color: inherit; background: transparent; " +
      "border: 1px solid currentColor; border-radius: 4px; padding: 3px 10px; " +
      "margin-right: 0.8em; cursor: pointer";
    whole.setAttribute("role", "status");
    check.addEventListener("click", () => {
      const all = rows.map((one, n) => judge(one, right[number][n])).every((is) => is);
      whole.textContent = all ? "✓ All boxes are right." : "✗ Not all are right.";
      answered(number, all);
    });
  };
  me.querySelectorAll("[role=group]").forEach((group, number) => {
    const options = [...group.querySelectorAll("details")];
    if (several[number]) boxes(group, options, number);
    else options.forEach((option, n) => unfolds(option, right[number][n], number));
  });
  me.addEventListener("keydown", (event) => {
    if (!event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey)
      event.stopPropagation();
  });
  tell();
})();
</script>
$formulas""")


def letter(number):
    """Return the letter of an option, counted from 0."""
    return chr(ord("A") + number)


def closed(text):
    """Say whether every formula and every piece of code in the text has an end.

    >>> closed("`a` and $b$"), closed("`a and $b$"), closed("5 $")
    (True, False, False)
    """
    return not re.search(r"[$`]", _MARKUP.sub("", text))


def marked(text):
    """Return a text as HTML: `code` and *stress* are set, $formulas$ left to MathJax.

    >>> marked("`a<b` if $a<b$ & *so* on, 2 * 3 * 4")
    '<code>a&lt;b</code> if $a&lt;b$ &amp; <em>so</em> on, 2 * 3 * 4'
    """

    def html_of(found):
        code, formula, stressed = found.groups()
        if formula:
            return formula
        return f"<code>{code}</code>" if code else f"<em>{stressed}</em>"

    return _MARKUP.sub(html_of, html.escape(text, quote=False))


def verdict(option):
    """Return what is said about an option that was chosen."""
    sign = f"{YES} A right answer." if option.right else f"{NO} Not a right answer."
    return f"<b>{sign}</b> {marked(option.reason)}"


def text(quiz):
    """Return a quiz for a terminal: the questions, then the answers with reasons."""
    asked, answered = [], []
    for number, question in enumerate(quiz.questions, 1):
        asked += [_wrapped(f"{number}. ", question.text + _hint(question))]
        margin = f"{number}. "
        for n, option in enumerate(question.options):
            asked += [_wrapped(f"   {letter(n)}. ", option.text)]
            says = "is right" if option.right else "is not right"
            answered += [_wrapped(margin, f"{letter(n)} {says}: {option.reason}")]
            margin = " " * len(margin)
        asked += [""]
    return "\n".join([quiz.title, "", *asked, "Answers", *answered])


def page(quiz):
    """Return a quiz as HTML without scripts or styles of its own; options unfold."""
    cards = []
    for number, question in enumerate(quiz.questions, 1):
        label = html.escape(f"{quiz.name}-{question.id}")
        options = "\n".join(map(_unfolding, range(26), question.options))
        cards.append(
            f'<div role="group" aria-labelledby="{label}" style="{_FRAME}">\n'
            f'<p id="{label}">{_asked(number, question)}</p>\n{options}\n</div>'
        )
    name = html.escape(f"Quiz: {quiz.title}")
    body = "\n".join(cards)
    return (
        f'<div role="region" aria-label="{name}">\n<p><b>{name}</b><br>\n'
        f"Choose an answer to unfold the reason.</p>\n{body}\n</div>"
    )


def live(quiz):
    """Return the page with a script: it counts, and checks several boxes at once.

    Without scripts it is the page that unfolds.
    """
    right = [[option.right for option in asked.options] for asked in quiz.questions]
    several = [question.several for question in quiz.questions]
    return _LIVE.substitute(
        name=f"quiz-{uuid4().hex}",
        page=page(quiz),
        right=json.dumps(right),
        several=json.dumps(several),
        formulas=FORMULAS,
    )


def _hint(question):
    return " (Several may be right.)" if question.several else ""


def _wrapped(margin, words):
    indent = " " * len(margin)
    return textwrap.fill(words, 79, initial_indent=margin, subsequent_indent=indent)


def _asked(number, question):
    return f"<b>{number}.</b> {marked(question.text)}{_hint(question)}"


def _unfolding(number, option):
    return (
        f'<details style="margin: 0.3em 0"><summary style="cursor: pointer">'
        f"{letter(number)}. {marked(option.text)}</summary>\n"
        f'<p style="margin: 0.2em 0 0.6em 1.6em">{verdict(option)}</p></details>'
    )
