"""Rules about what a notebook says: ghosts, terms, references; see rules.py."""

import ast
import re

from notebooks.phrases import ANNOUNCES, COMMON, EVERYDAY, GHOSTS
from notebooks.shelf import APART, Book, all_prose, sentences, terms, titles

NUMBER = re.compile(r"(?<![\w.,])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?")
LABEL = r"\d\d[a-h]?"
REFERENCE = re.compile(
    rf"\b(?:[Cc]hapter|[Nn]otebook)s?\s+({LABEL}(?:(?:,\s*|\s+(?:and|to|or)\s+){LABEL})*)"
    r"|\b(\d\d[a-h])\b"
)
LINK = re.compile(r"\[([^\]]+)\]\((\d\d\w*)\.ipynb(?:#([^)]+))?\)")
NAMED = re.compile(
    rf"(?:[Cc]hapter|[Nn]otebook)\s+({LABEL}),?\s+(?:section\s+)?[*\"“]([^*\"”]+)[*\"”]"
)


def ghosts(book: Book) -> list[str]:
    """Nothing speaks of texts that the reader does not have."""
    read = [text for part, text in book.passages if part not in APART]
    read += [cell.source for cell in book.code]
    read += [o.text + ". " + o.reason for q in book.quiz for o in q.options]
    read += [question.text for question in book.quiz]
    return [
        f"{match.group()!r} is {what}; {instead} (…{around(text, match)}…)"
        for text in read
        for pattern, what, instead in GHOSTS
        for match in re.finditer(pattern, text, re.I)
    ]


def around(text: str, match: re.Match) -> str:
    """The words around a match, on one line."""
    return " ".join(text[max(0, match.start() - 30) : match.end() + 30].split())


def alternative_numbers(book: Book) -> list[str]:
    """Every number of an alternative text is an output, in the code or in the prose."""
    known = book.prose
    for cell in book.code:
        known += "\n" + without_alt(cell.source) + "\n" + printed(cell)
    values = {value(found) for found in NUMBER.findall(known)}
    complaints = []
    for alt in alternatives(book):
        numbers = re.findall(rf"{NUMBER.pattern}(?:\s?(?:%|per cent))?", alt)
        lost = [n for n in numbers if not is_known(n, values)]
        if lost:
            start = " ".join(alt.split()[:8])
            complaints.append(f"{', '.join(lost)} of '{start} ...' occurs nowhere else")
    return complaints


def alternatives(book: Book) -> list[str]:
    """All alternative texts, those of figures as the outputs have them."""
    found = re.findall(r"!\[([^\]]+)\]\((?!http)", book.prose)
    for cell in book.code:
        data = [o.get("metadata", {}).get("image/png", {}) for o in cell.outputs]
        found += [d["alt"] for d in data if "alt" in d]
    return found


def printed(cell) -> str:
    """All text of a cell's outputs."""
    texts = []
    for output in cell.outputs:
        data = output.get("data", {})
        texts += [output.get("text", ""), data.get("text/plain", "")]
        if "image/png" not in data:
            texts.append(data.get("text/html", ""))
    return "\n".join(texts)


def alt_nodes(code: str) -> list[ast.expr]:
    """The expressions that code gives to parameters of the name alt."""
    try:
        calls = [n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Call)]
    except SyntaxError:  # a magic of Jupyter
        return []
    return [k.value for call in calls for k in call.keywords if k.arg == "alt"]


def without_alt(code: str) -> str:
    """Code without its alternative texts, which must not prove themselves."""
    for node in alt_nodes(code):
        code = code.replace(ast.get_source_segment(code, node) or "\0", "")
    return code


def value(number: str) -> float:
    """Read a number as people write it."""
    return float(number.replace(",", "").replace("−", "-"))


def is_known(number: str, values: set[float]) -> bool:
    """Tell whether a number is among the values, rounded to its digits.

    A share may be written in per cent, and up to twelve things may be counted by eye.
    >>> is_known("0.04", {0.0379}), is_known("62 %", {0.6183}), is_known("62", {0.6183})
    (True, True, False)
    """
    bare = re.match(NUMBER, number).group()
    if number.isdigit() and int(number) <= 12:
        return True
    half = 0.5 * 10 ** -len(bare.partition(".")[2]) + 1e-9
    scales = (1,) if bare == number else (1, 100)
    wanted = abs(value(bare))
    return any(abs(abs(v) * scale - wanted) <= half for v in values for scale in scales)


def terms_in_order(book: Book) -> list[str]:
    """No term is used before it is defined, unless the sentence explains it.

    To explain is to set the term in italics or bold, or to say in that sentence what it
    is called or where it comes. Goals, references and quiz may name what is to come.
    """
    shelf = {**book.shelf, book.name: book.cells}
    before = "\n\n".join(all_prose(cells) for cells in book.earlier())
    earlier = {term for cells in book.earlier() for term in terms(cells)}
    complaints = []
    for term in {t: None for _, cells in sorted(shelf.items()) for t in terms(cells)}:
        word = spelled(term)
        if term in earlier or not word or introduced(word, before):
            continue
        use = first_use(word, book)
        if use and not introduced(word, use) and not ANNOUNCES.search(use):
            home = "below" if term in terms(book.cells) else "in a later notebook"
            said = f"'{term}' is used before it is defined {home}"
            complaints.append(f"{said}: {use[:120]}")
    return complaints


def spelled(term: str) -> re.Pattern | None:
    """A pattern for a term as it may stand in a sentence; None for an everyday word.

    >>> bool(spelled("Autoencoder (AE)").search("two autoencoders")), spelled("Shape")
    (True, None)
    """
    names = [n.strip() for n in re.split(r"[(),]|\b(?:or|and)\b", term)]
    names = [n for n in names if n and not n.isdigit() and n.lower() not in EVERYDAY]
    words = []
    for name in names:
        word = r"\s+".join(map(re.escape, name.split()))
        lower = sum(c.isupper() for c in name) <= 1 and len(name) > 2
        words.append(f"(?i:{word})" if lower else word)
    whole = rf"(?<![\w-])(?:{'|'.join(words)})(?:e?s)?(?![\w-])"
    return re.compile(whole) if words else None


def introduced(word: re.Pattern, text: str) -> bool:
    """Tell whether a text sets the word in italics or bold, as one explained."""
    emphasised = rf"(?<!\w)\*{{1,2}}[^*\n]{{0,40}}?{word.pattern}[^*\n]{{0,40}}?\*"
    return bool(re.search(emphasised, text))


def first_use(word: re.Pattern, book: Book) -> str:
    """The first sentence that uses a word, "" where the definition comes first."""
    for part, text in book.passages:
        if part in (*APART, "Quiz"):
            continue
        # A term set in bold keeps its full stop inside: **Loss.** And a table explains
        # what stands in its first column.
        text = text.replace(".**", "**")
        text = re.sub(r"^\|\s*([^|\n]+?)\s*\|.*$", r"\n\n*\1*.\n\n", text, flags=re.M)
        for sentence in sentences(text):
            if word.search(re.sub(r"`[^`]*`", "", sentence)):
                return sentence
    return ""


def references(book: Book) -> list[str]:
    """Notebooks that are named exist, and are about what is said of them."""
    complaints = []
    for part, text in book.passages:
        for sentence in sentences(text) if part != "References" else []:
            words = re.sub(r"`[^`]*`|\bformula\b", "", sentence)
            for label in labels(words):
                complaints += about(book, label, sentence)
            for label, heading in NAMED.findall(words):
                found = [t for cells in under(book, label) for t in titles(cells)]
                if not any(heading.strip(" .").lower() in t.lower() for t in found):
                    complaints.append(f"{label} has no heading {heading!r}")
    return complaints + links(book)


def labels(text: str) -> list[str]:
    """The numbers of chapters and notebooks that a text names.

    >>> labels("chapters 02 and 06a; in 07c; a batch of 32")
    ['02', '06a', '07c']
    """
    found = ["".join(pair) for pair in REFERENCE.findall(text)]
    return [label for several in found for label in re.findall(LABEL, several)]


def under(book: Book, label: str) -> list[tuple]:
    """The notebooks of a number: 06 gives all of chapter 06, 06d one."""
    shelf = {**book.shelf, book.name: book.cells}
    return [cells for name, cells in sorted(shelf.items()) if name.startswith(label)]


def about(book: Book, label: str, sentence: str) -> list[str]:
    """Complain unless the notebook exists and has some of the sentence's own words."""
    there = under(book, label)
    if not there:
        return [f"there is no notebook {label}: {sentence[:100]}"]
    words = {w[:6].lower() for w in re.findall(r"[A-Za-z]{4,}", sentence)} - COMMON
    text = "\n".join(all_prose(cells) for cells in there).lower()
    if len(words) >= 3 and not any(w in text for w in words):
        return [f"{label} says nothing of {', '.join(sorted(words))}: {sentence[:100]}"]
    return []


def links(book: Book) -> list[str]:
    """A link to a notebook names its number, title or a heading, and exists."""
    complaints = []
    for text, name, anchor in LINK.findall(book.prose):
        cells = {**book.shelf, book.name: book.cells}.get(name)
        if cells is None:
            complaints.append(f"[{text}] leads to {name}, which is not there")
            continue
        known = titles(cells)
        named = [
            word
            for word in re.findall(r"[A-Za-z]{4,}", text)
            if word.lower()[:6] not in COMMON
        ]
        numbers = re.findall(rf"\b{LABEL}\b", text)
        wrong = [label for label in numbers if not name.startswith(label)]
        if wrong or (
            named and not any(w.lower() in " ".join(known).lower() for w in named)
        ):
            complaints.append(f"[{text}] leads to '{known[0]}', which it does not name")
        if anchor and anchor.lower() not in {slug(title) for title in known}:
            complaints.append(
                f"[{text}] leads to #{anchor}, which {name} does not have"
            )
    return complaints


def slug(title: str) -> str:
    """The address of a heading, as JupyterLab makes it, in small letters."""
    return title.strip().replace(" ", "-").lower()
