"""Every link within the repository leads somewhere."""

import re
from urllib.parse import unquote

import pytest
from notebooks.books import ALL, ROOT, name, prose

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "course").glob("*.md")), *ALL]
HOME = "https://github.com/first-neuron/first-neuron/blob/main/"
COLAB = "https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/"


def targets(path):
    """The files a page links to, as seen from where it lies; code has no links."""
    code = r"```.*?```|`[^`\n]+`|<code>.*?</code>"
    words = re.sub(code, "", "\n".join(prose(path)), flags=re.S)
    links = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", words)
    for link in (a or b for a, b in links):
        for home in (HOME, COLAB):
            if link.startswith(home):
                yield link, ROOT / unquote(link.removeprefix(home).split("#")[0])
        if "://" not in link and not link.startswith(("#", "mailto:")):
            yield link, path.parent / unquote(link.split("#")[0])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_within_the_repository_resolve(path):
    assert [link for link, target in targets(path) if not target.exists()] == []
