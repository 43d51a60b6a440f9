"""Every link within the repository leads somewhere."""

import re
from urllib.parse import unquote

import pytest
from notebooks.books import ALL, ROOT, name, read

PAGES = [*sorted(ROOT.glob("*.md")), *ALL]
HOME = "https://github.com/first-neuron/first-neuron/blob/main/"
COLAB = "https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/"


def prose(path):
    """The Markdown of a page."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return "\n".join(c.source for c in read(path).cells if c.cell_type == "markdown")


def targets(path):
    """The files a page links to, as seen from where it lies."""
    links = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", prose(path))
    for link in (a or b for a, b in links):
        for home in (HOME, COLAB):
            if link.startswith(home):
                yield link, ROOT / unquote(link.removeprefix(home).split("#")[0])
        if "://" not in link and not link.startswith(("#", "mailto:")):
            yield link, path.parent / unquote(link.split("#")[0])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_within_the_repository_resolve(path):
    assert [link for link, target in targets(path) if not target.exists()] == []
