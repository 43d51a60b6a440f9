"""Saving in JupyterLab writes the text of the course's own notebooks, and no other."""

import nbformat
import pytest
from jupytext.sync_contentsmanager import TextFileContentsManager
from nbformat.v4 import new_notebook
from notebooks.books import ROOT
from sync import KERNEL, pairing, read_text

CHAPTER, ASSIGNMENT = "course/05_perceptron", "source/hw05_perceptron/perceptron"
RELEASE = "release/hw05_perceptron/perceptron"
FOLDED = '# %% tags=["hide-input"]\n# @title A picture\nprint("drawn")\n'


def twin(root, name):
    """The text beside a notebook."""
    notebook = root / name
    return notebook.parent / "text" / f"{notebook.name}.py"


@pytest.fixture
def tree(tmp_path):
    """A copy of a chapter, an assignment and its release, with jupytext's settings."""
    copied = [f"{at}.ipynb" for at in (CHAPTER, ASSIGNMENT, RELEASE)]
    copied += [twin(ROOT, at).relative_to(ROOT) for at in (CHAPTER, ASSIGNMENT)]
    for path in ("course/jupytext.toml", "source/jupytext.toml", *copied):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((ROOT / path).read_bytes())
    (tmp_path / "home").mkdir()
    return tmp_path


def lab(root):
    """The part of JupyterLab that opens and saves files, started in a folder."""
    manager = TextFileContentsManager()
    manager.root_dir = str(root)
    return manager


def edit(manager, path, to=None):
    """Open a notebook, add a line to its first cell and save it, perhaps elsewhere."""
    model = manager.get(path)
    model["content"]["cells"][0]["source"] += "\n\nA line added in the browser."
    manager.save(model, to or path)


def texts(root):
    """All texts below a folder, with what stands in them."""
    return {
        path.relative_to(root): path.read_text("utf-8") for path in root.rglob("*.py")
    }


@pytest.mark.parametrize("kind", ["course", "source"])
def test_jupytext_pairs_exactly_the_notebooks_that_have_a_text(kind):
    settings = ROOT / kind / "jupytext.toml"
    assert settings.read_text("utf-8") == pairing(kind), "run `make sync`"


@pytest.mark.parametrize(
    ("start", "name"),
    [("", CHAPTER), ("", ASSIGNMENT), ("course", CHAPTER), ("source", ASSIGNMENT)],
)
def test_an_edit_reaches_the_text_wherever_the_server_was_started(tree, start, name):
    opened = (tree / f"{name}.ipynb").relative_to(tree / start)
    edit(lab(tree / start), opened.as_posix())
    assert "# A line added in the browser." in twin(tree, name).read_text("utf-8")


@pytest.mark.parametrize("name", [CHAPTER, ASSIGNMENT])
def test_opening_and_saving_leaves_the_text_as_it_was(tree, name):
    before = texts(tree)
    manager = lab(tree)
    manager.save(manager.get(f"{name}.ipynb"), f"{name}.ipynb")
    assert texts(tree) == before


def test_an_edit_of_the_text_shows_in_jupyterlab(tree):
    text = twin(tree, CHAPTER)
    written = text.read_text("utf-8")
    assert "you will be able" in written
    text.write_text(written.replace("you will be able", "you are about"), "utf-8")
    cells = lab(tree).get(f"{CHAPTER}.ipynb")["content"]["cells"]
    assert any("## What you are about to do" in c["source"] for c in cells)


@pytest.mark.parametrize(
    "copy", ["home/copy.ipynb", "home/05_perceptron.ipynb", "course/mine.ipynb"]
)
def test_a_copy_saved_under_another_name_or_elsewhere_gets_no_text(tree, copy):
    before = texts(tree)
    edit(lab(tree), f"{CHAPTER}.ipynb")
    changed = texts(tree)
    edit(lab(tree), f"{CHAPTER}.ipynb", to=copy)
    edit(lab(tree), copy)
    assert texts(tree) == changed
    assert changed.keys() == before.keys()


@pytest.mark.parametrize("name", [CHAPTER, ASSIGNMENT, RELEASE])
def test_a_duplicate_gets_no_text(tree, name):
    before = texts(tree)
    manager = lab(tree)
    edit(manager, manager.copy(f"{name}.ipynb")["path"])
    assert texts(tree) == before


def test_a_released_assignment_and_a_new_notebook_get_no_text(tree):
    before = texts(tree)
    manager = lab(tree)
    edit(manager, f"{RELEASE}.ipynb")
    new = manager.new_untitled("course", type="notebook")["path"]
    manager.save({"type": "notebook", "content": new_notebook()}, new)
    assert texts(tree) == before


@pytest.fixture
def folded(tree):
    """The chapter with nothing but a folded cell in it, built from its text."""
    text = twin(tree, CHAPTER)
    text.write_text(f"# %% [markdown]\n# # Title\n\n{FOLDED}", "utf-8")
    notebook = read_text(text)
    notebook.metadata["kernelspec"] = nbformat.from_dict(KERNEL)
    nbformat.write(notebook, tree / f"{CHAPTER}.ipynb")
    return tree


def test_saving_keeps_a_folded_cell_folded_and_its_text_plain(folded):
    edit(lab(folded), f"{CHAPTER}.ipynb")
    cell = nbformat.read(folded / f"{CHAPTER}.ipynb", as_version=4).cells[1]
    assert cell.metadata == {
        "tags": ["hide-input"],
        "jupyter": {"source_hidden": True},
        "cellView": "form",
    }
    text = twin(folded, CHAPTER).read_text("utf-8")
    assert text.endswith(FOLDED)
    assert "source_hidden" not in text
    assert "cellView" not in text


def test_a_reader_who_unfolds_a_cell_changes_no_text(folded):
    before = texts(folded)
    manager = lab(folded)
    model = manager.get(f"{CHAPTER}.ipynb")
    model["content"]["cells"][1]["metadata"]["jupyter"]["source_hidden"] = False
    manager.save(model, f"{CHAPTER}.ipynb")
    assert texts(folded) == before


def test_an_edited_text_is_opened_with_its_cells_still_folded(folded):
    text = twin(folded, CHAPTER)
    text.write_text(text.read_text("utf-8").replace("drawn", "drawn anew"), "utf-8")
    cell = lab(folded).get(f"{CHAPTER}.ipynb")["content"]["cells"][1]
    assert "drawn anew" in cell["source"]
    assert cell["metadata"]["jupyter"] == {"source_hidden": True}
