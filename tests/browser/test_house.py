"""What `make lab` serves: the whole house, so that chapters and assignments meet."""

import re
import shlex

import nbformat
import pytest
from browser.conftest import ROOT, serve
from nbformat import v4

pytestmark = pytest.mark.xdist_group("browser")

CHAPTER, RELEASE = "course/99_tiny.ipynb", "release/hw05_perceptron/perceptron.ipynb"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The address of a JupyterLab on a chapter and an assignment beside it."""
    root = tmp_path_factory.mktemp("house")
    for path in (CHAPTER, RELEASE):
        (root / path).parent.mkdir(parents=True)
    folded = {"tags": ["hide-input"], "jupyter": {"source_hidden": True}}
    output = v4.new_output("stream", name="stdout", text="what it drew\n")
    cells = [
        v4.new_code_cell("# @title A picture", metadata=folded, outputs=[output]),
        v4.new_code_cell("shown = 'its code is seen'"),
        v4.new_markdown_cell(f"[The assignment](../{RELEASE})"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3"}
    chapter = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(chapter, root / CHAPTER)
    (root / RELEASE).write_bytes((ROOT / RELEASE).read_bytes())
    yield from serve(root)


@pytest.fixture
def page(house, browser):
    """The chapter in JupyterLab."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{house}/lab/tree/{CHAPTER}?reset")
    page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for()
    yield page
    page.close()


@pytest.mark.slow
def test_a_folded_cell_shows_what_it_drew_and_not_its_code(page):
    page.get_by_text("what it drew").wait_for()
    folded, plain = (page.locator(".jp-CodeCell").nth(n) for n in (0, 1))
    plain.locator(".jp-InputArea-editor:visible").wait_for()  # Lab draws cells late
    assert folded.locator(".jp-InputArea-editor:visible").count() == 0


@pytest.mark.slow
def test_a_chapters_link_opens_its_assignment(page):
    page.get_by_role("link", name="The assignment").click()
    page.locator(".jp-Notebook:visible", has_text="perceptron").first.wait_for()
    page.get_by_role("tab", name=re.compile("perceptron")).first.wait_for()


def test_make_lab_starts_at_the_root_and_shows_the_course():
    rules = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    flags = shlex.split(rules.split("\nlab:")[1].split("\n")[1])[2:]
    assert "--ServerApp.root_dir=." in flags
    assert "--LabApp.default_url=/lab/tree/course" in flags
