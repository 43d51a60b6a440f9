"""The rules of the second edition, as functions from a notebook to complaints.

    PYTHONPATH=tests python -m notebooks.rules 06d_backpropagation

prints what is to be mended in that chapter's text. Outputs are looked at where they
come from the code as it is now; before that the rules about them are left out.
"""

import sys

from notebooks import form, wording
from notebooks.shelf import Book, open_book

RULES = (
    form.new_terms,
    form.honest_time,
    form.size,
    form.code_lengths,
    form.exercises,
    form.hints,
    form.untouched,
    form.predictions,
    form.broken_model,
    form.parts,
    form.records,
    form.layout,
    form.quiz_questions,
    form.quiz_lengths,
    form.quiz_longest,
    form.readings,
    wording.ghosts,
    wording.alternative_numbers,
    wording.terms_in_order,
    wording.references,
)
NEED_OUTPUTS = {form.untouched, wording.alternative_numbers}


def complaints(book: Book) -> list[str]:
    """All that the rules say about a notebook, each with the rule's name."""
    rules = [rule for rule in RULES if book.ran or rule not in NEED_OUTPUTS]
    return [f"{rule.__name__}: {said}" for rule in rules for said in rule(book)]


def summary(book: Book) -> str:
    """The measures of a notebook on one line."""
    state = "with its outputs" if book.ran else "not run since its code changed"
    return (
        f"{book.name}, {state}: {len(book.cells)} cells, {book.words:,} words, "
        f"{sum(book.lines)} visible lines, {book.exercises} exercises, "
        f"{len(book.quiz)} questions: {book.minutes:.0f} min (it says "
        f"{book.minutes_said})"
    )


def main(names: list[str]) -> int:
    """Print the measures and the complaints of some chapters."""
    count = 0
    for name in names:
        book = open_book(name)
        print(summary(book))
        for complaint in complaints(book):
            count += 1
            print(f"  {complaint}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
