"""What was found wrong with the stored figures when they were drawn."""

import pytest
from notebooks import books

SECOND = [path for path in books.CHAPTERS if books.is_second(path)]


@pytest.mark.parametrize("path", SECOND, ids=books.name)
def test_the_figures_of_a_second_edition_can_be_read(path):
    """No text lies on another, no legend on data, nothing is cut off."""
    blamed = {}
    for _, output in books.outputs(path):
        facts = output.get("metadata", {}).get("image/png", {})
        if facts.get("hard_to_read"):
            blamed[facts["alt"][:60]] = facts["hard_to_read"]
    assert blamed == {}
