"""Which submissions share passages that the rest of the class does not have.

The method is known and simple: runs of tokens are compared, with names, numbers and
words replaced by their kind, so that renaming hides nothing; runs that many students
wrote count little, and those of over a third of a class, or that were handed out,
nothing: so one writes it (term frequency times inverse
document frequency, and the cosine between two submissions; Salton and Buckley 1988).

It finds a question to ask, and no answer. Short exercises have few ways to be written:
in our bank of right solutions no two reach 0.35, and a renamed copy has 1.0.
"""

import contextlib
import io
import keyword
import tokenize
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from autograder.airlock import Written

RUN = 7  # tokens in a run
LIKENESS = 0.6
FEW = 3  # students; what they share may be theirs, however small the class
MOST = 20  # pairs that are shown
EVIDENCE = 6  # lines that are shown of a pair
COMPARED = 20_000  # tokens of each; ten times a long answer
CUT = f"only the first {COMPARED:,} words of the code were compared"
NOTHING = "nothing in the code could be compared"
Run = tuple[str, str]  # tokens, and the line in which they begin
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


@dataclass(frozen=True)
class Compared:
    """The most similar pairs, the most similar first, and whom none can tell of."""

    pairs: tuple[Pair, ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()  # a student, and why


NOBODY = Compared()


def compare(answers: Mapping[str, Written], handed_out: Written) -> Compared:
    """Compare all with all: answers alone, and with what else they wrote.

    So neither what is put beside an answer hides it, nor what is put elsewhere.
    """
    given = {run for run, _ in _own(handed_out, ())[1]}
    read = {student: _own(code, given) for student, code in answers.items()}
    common = _common([every for _, every, _ in read.values()])
    texts = [
        (student, [run for run in runs if run[0] not in common])
        for student, (alone, every, _) in read.items()
        for runs in ((alone, every) if answers[student].others else (every,))
    ]
    unseen = [
        (student, CUT if cut else NOTHING)
        for student, (_, every, cut) in read.items()
        if cut or (not every and _wrote(answers[student], handed_out))
    ]
    return Compared(_pairs([text for text in texts if text[1]]), tuple(unseen))


def _own(code: Written, given: Container[str]) -> tuple[list[Run], list[Run], bool]:
    """List the runs of the answers, those of all, and tell if there is yet more."""
    alone, room = _runs(code.answers, COMPARED)
    others, room = _runs(code.others, room)
    alone = [run for run in alone if run[0] not in given]
    return alone, [*alone, *(r for r in others if r[0] not in given)], room < 0


def _wrote(code: Written, handed_out: Written) -> bool:
    cells = {cell.strip() for cell in (*code.answers, *code.others)}
    return bool(cells - {c.strip() for c in (*handed_out.answers, *handed_out.others)})


def _common(found: Sequence[list[Run]]) -> set[str]:
    """Name the runs that over a third of a class has, and more than a few."""
    having = Counter(run for runs in found for run in {run for run, _ in runs})
    most = max(FEW, len(found) / 3)
    return {run for run, count in having.items() if count > most}


def _pairs(texts: list[tuple[str, list[Run]]]) -> tuple[Pair, ...]:
    """Give the pairs of students of whom two texts are alike."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(texts) < 2:
        return ()
    runs = [[run for run, _ in found] for _, found in texts]
    weigh = TfidfVectorizer(analyzer=runs.__getitem__, sublinear_tf=True)
    weights = weigh.fit_transform(range(len(texts)))
    likeness = (weights @ weights.T).tocoo()
    near = (likeness.data >= LIKENESS) & (likeness.row < likeness.col)
    values = likeness.data[near].tolist()
    rows, columns = likeness.row[near].tolist(), likeness.col[near].tolist()
    best: dict[tuple[str, str], tuple] = {}
    for value, i, j in zip(values, rows, columns, strict=True):
        who = texts[i][0], texts[j][0]
        if who[0] != who[1]:
            best[who] = max(best.get(who, (0,)), (value, i, j))
    found = sorted(best.items(), key=lambda pair: (-pair[1][0], *pair[0]))
    return tuple(_pair(value, texts[i], texts[j]) for _, (value, i, j) in found[:MOST])


def _pair(
    likeness: float, one: tuple[str, list[Run]], other: tuple[str, list[Run]]
) -> Pair:
    shared = {run for run, _ in one[1]} & {run for run, _ in other[1]}
    lines = dict.fromkeys(line for run, line in one[1] if run in shared)
    lines = [line for line in lines if len(line) > 8][:EVIDENCE]
    return Pair(one[0], other[0], round(likeness, 2), len(shared), tuple(lines))


def _runs(cells: Sequence[str], room: int) -> tuple[list[Run], int]:
    """List the runs of tokens in cells, and how much room is left; less than 0: cut."""
    found = []
    for cell in cells:
        tokens = list(islice(_tokens(cell), max(room, 0) + 1))
        room -= len(tokens)
        found += [
            (" ".join(word for word, _ in tokens[n : n + RUN]), tokens[n][1])
            for n in range(len(tokens) - RUN + 1)
        ]
    return found, room


def _tokens(cell: str) -> Iterator[tuple[str, str]]:
    """Give tokens by their kind; code that is no Python is read line by line."""
    lines = [line for line in cell.splitlines() if line.strip(" \t\f;\\")]
    lines = [line for line in lines if not line.lstrip().startswith("#")]
    read = 0
    try:
        for token, kind in _whole("\n".join(lines)):
            yield kind, lines[token.start[0] - 1].strip()
            read = token.end[0]
    except (tokenize.TokenError, SyntaxError):
        for line in lines[read:]:
            with contextlib.suppress(tokenize.TokenError, SyntaxError):
                for _, kind in _whole(line):
                    yield kind, line.strip()


def _whole(code: str) -> Iterator[tuple[tokenize.TokenInfo, str]]:
    """Give the tokens that count, each with its kind."""
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type not in SKIPPED:
            yield token, _kind(token, before)
            before = token.string


def _kind(token: tokenize.TokenInfo, before: str) -> str:
    if token.type == tokenize.NAME:
        kept = keyword.iskeyword(token.string) or before == "."
        return token.string if kept else "name"
    if token.type == tokenize.NUMBER:
        return "number"
    return "text" if token.type == tokenize.STRING else token.string
