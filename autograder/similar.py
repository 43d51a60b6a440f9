"""Which submissions share passages that the rest of the class does not have.

The method is known and simple: runs of tokens are compared, with names, numbers and
words replaced by their kind, so that renaming hides nothing; runs that many students
wrote count little, and those of over a third of a class, or that were handed out,
nothing: so one writes it (term frequency times inverse
document frequency, and the cosine between two submissions; Salton and Buckley 1988).

It finds a question to ask, and no answer. Short exercises have few ways to be written:
in our bank of right solutions no two reach 0.35, and a renamed copy has 1.0.
"""

import io
import keyword
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

RUN = 7  # tokens in a run
LIKENESS = 0.6
FEW = 3  # students; what they share may be theirs, however small the class
MOST = 20  # pairs that are shown
EVIDENCE = 6  # lines that are shown of a pair
COMPARED = 100_000  # characters of each; ten times a long answer
SKIPPED = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING,
    tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT,
}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two students, how alike their answers are (0 to 1), and lines that both have."""

    first: str
    second: str
    likeness: float
    passages: int
    lines: tuple[str, ...]


def pairs(answers: dict[str, str], handed_out: str = "") -> tuple[Pair, ...]:
    """Give the most similar pairs, the most similar first."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    answers = {student: code[:COMPARED] for student, code in answers.items()}
    given = {run for run, _ in _runs(handed_out)}
    runs = _rare(
        {s: [r for r, _ in _runs(t) if r not in given] for s, t in answers.items()}
    )
    names = [student for student, found in runs.items() if found]
    if len(names) < 2:
        return ()
    weigh = TfidfVectorizer(analyzer=lambda name: runs[name], sublinear_tf=True)
    weights = weigh.fit_transform(names)
    likeness = (weights @ weights.T).tocoo()
    found = [
        (value, names[i], names[j])
        for i, j, value in zip(likeness.row, likeness.col, likeness.data, strict=True)
        if i < j and value >= LIKENESS
    ]
    found.sort(key=lambda pair: (-pair[0], *pair[1:]))
    return tuple(_pair(answers, runs, *pair) for pair in found[:MOST])


def _rare(runs: dict[str, list[str]]) -> dict[str, list[str]]:
    """Leave out the runs that over a third of a class has, and more than a few."""
    having = Counter(run for found in runs.values() for run in set(found))
    most = max(FEW, len(runs) / 3)
    return {s: [r for r in found if having[r] <= most] for s, found in runs.items()}


def _pair(
    answers: dict[str, str], runs: dict, likeness: float, first: str, second: str
) -> Pair:
    shared = set(runs[first]) & set(runs[second])
    rows = answers[first].splitlines()
    numbers = sorted({line for run, line in _runs(answers[first]) if run in shared})
    lines = [rows[n - 1].strip() for n in numbers if n <= len(rows)]
    lines = [line for line in lines if len(line) > 8]
    return Pair(first, second, round(float(likeness), 2), len(shared),
                tuple(lines[:EVIDENCE]))  # fmt: skip


def _runs(code: str) -> list[tuple[str, int]]:
    """List the runs of tokens, each with the line it begins in."""
    tokens = list(_tokens(code))
    return [
        (" ".join(word for word, _ in tokens[n : n + RUN]), tokens[n][1])
        for n in range(len(tokens) - RUN + 1)
    ]


def _tokens(code: str) -> Iterator[tuple[str, int]]:
    """Give tokens by their kind; code that is no Python gives what can be read."""
    before = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in SKIPPED:
                continue
            yield _kind(token, before), token.start[0]
            before = token.string
    except (tokenize.TokenError, SyntaxError):
        return


def _kind(token: tokenize.TokenInfo, before: str) -> str:
    if token.type == tokenize.NAME:
        kept = keyword.iskeyword(token.string) or before == "."
        return token.string if kept else "name"
    if token.type == tokenize.NUMBER:
        return "number"
    return "text" if token.type == tokenize.STRING else token.string
