"""How a quiz looks: as text, as a page that unfolds, and as widgets with buttons.

Colours are those of the page around it, so that light and dark pages both work, and a
verdict is always a sign and a word.
"""

import html
import re
import textwrap

_MARKUP = re.compile(r"`([^`]+)`|(\$[^$`]+\$)")
YES, NO = "\N{CHECK MARK}", "\N{BALLOT X}"
_FRAME = "border-left: 3px solid #808080; padding: 0.1em 0 0.1em 0.8em; margin: 1em 0"


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
    """Return a text as HTML: `code` is set as code, $formulas$ are left to MathJax.

    >>> marked("`a<b` if $a<b$ & so on")
    '<code>a&lt;b</code> if $a&lt;b$ &amp; so on'
    """
    return _MARKUP.sub(
        lambda found: f"<code>{found[1]}</code>" if found[1] else found[2],
        html.escape(text, quote=False),
    )


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


def panel(quiz):
    """Return a quiz as a widget; its last line counts the answers right at once."""
    import ipywidgets as widgets

    first, score = {}, widgets.HTML()

    def answered(question, right):
        first.setdefault(question.id, right)
        tell()

    def tell():
        right, seen, count = sum(first.values()), len(first), len(quiz.questions)
        words = f"{seen} of {count} answered, {right} right at the first try"
        score.value = f'<p role="status"><b>{words}</b></p>'

    tell()
    title = widgets.HTML(f"<p><b>{html.escape(f'Quiz: {quiz.title}')}</b></p>")
    asked = enumerate(quiz.questions, 1)
    cards = [_card(number, question, answered) for number, question in asked]
    return widgets.VBox([title, *cards, score])


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


def _card(number, question, answered):
    """One question: what was asked, its options, and whatever was said about them."""
    import ipywidgets as widgets

    said = [widgets.HTMLMath() for _ in question.options]

    def say(n):
        words = verdict(question.options[n])
        said[n].value = f'<div role="status" style="margin-left: 4.8em">{words}</div>'

    make = _boxes if question.several else _buttons
    choices, below = make(question, say, answered)
    centred = widgets.Layout(align_items="center")
    words = [widgets.HTMLMath(marked(option.text)) for option in question.options]
    rows = [
        widgets.VBox([widgets.HBox([choice, option], layout=centred), why])
        for choice, option, why in zip(choices, words, said, strict=True)
    ]
    asked = widgets.HTMLMath(f"<p>{_asked(number, question)}</p>")
    return widgets.VBox([asked, *rows, *below])


def _buttons(question, say, answered):
    """A button per option, which tells its reason when it is clicked."""
    import ipywidgets as widgets

    def clicked(n):
        right = question.options[n].right
        buttons[n].button_style = "success" if right else "danger"
        buttons[n].icon = "check" if right else "times"
        say(n)
        answered(question, right)

    buttons = [
        widgets.Button(
            description=letter(n),
            tooltip=f"{letter(n)}. {option.text}",
            layout=widgets.Layout(width="4.5em"),
        )
        for n, option in enumerate(question.options)
    ]
    for n, button in enumerate(buttons):
        button.on_click(lambda _, n=n: clicked(n))
    return buttons, []


def _boxes(question, say, answered):
    """A check box per option and a button that tells all the reasons."""
    import ipywidgets as widgets

    def clicked(_):
        for n in range(len(boxes)):
            say(n)
        right = all(map(_agree, boxes, question.options))
        words = f"{YES} All boxes are right." if right else f"{NO} Not all are right."
        whole.value = f'<div role="status"><b>{words}</b></div>'
        answered(question, right)

    boxes = [
        widgets.Checkbox(
            description=letter(n), indent=False, layout=widgets.Layout(width="4em")
        )
        for n, _ in enumerate(question.options)
    ]
    whole = widgets.HTML()
    wide = widgets.Layout(width="max-content")
    check = widgets.Button(description="Check my answer", icon="check", layout=wide)
    check.on_click(clicked)
    return boxes, [check, whole]


def _agree(box, option):
    return box.value == option.right
