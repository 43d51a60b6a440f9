"""Text is the source: every notebook follows from its twin, whoever edits which."""

import shutil
import subprocess
import sys

import pytest
from jupytext.sync_contentsmanager import TextFileContentsManager
from notebooks.books import ROOT, name, read
from sync import built, is_fresh, read_text, twins

PAIRS = twins("source") + twins("course")
CHAPTER_PAIRS = twins("course")


def inputs(notebook):
    """What a pair has in common: sources, kinds and the metadata that matters."""
    keep = ("tags", "nbgrader")
    return [
        (c.cell_type, c.source, {k: c.metadata[k] for k in keep if k in c.metadata})
        for c in notebook.cells
    ]


@pytest.mark.parametrize(("text", "notebook"), PAIRS, ids=lambda p: name(p))
def test_a_notebook_agrees_with_its_text(text, notebook):
    assert inputs(read(notebook)) == inputs(read_text(text)), "run `make sync`"


@pytest.mark.parametrize(("text", "notebook"), CHAPTER_PAIRS, ids=lambda p: name(p))
def test_the_outputs_come_from_the_code_as_it_is_now(text, notebook):
    assert is_fresh(text, notebook), "run `make sync`"


@pytest.mark.parametrize(("text", "notebook"), PAIRS, ids=lambda p: name(p))
def test_building_again_changes_not_a_byte(text, notebook):
    assert built(text, notebook) == read(notebook)


def test_every_notebook_has_a_text():
    notebooks = [*ROOT.glob("course/*.ipynb"), *ROOT.glob("source/*/*.ipynb")]
    assert {notebook for _, notebook in PAIRS} == set(notebooks)


@pytest.fixture
def lab(tmp_path):
    """The part of JupyterLab that opens and saves files, on a copy of a chapter."""
    text, notebook = CHAPTER_PAIRS[0]
    (tmp_path / "course" / "text").mkdir(parents=True)
    for path in (text, notebook, ROOT / "pyproject.toml"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.write_bytes(path.read_bytes())
    manager = TextFileContentsManager()
    manager.root_dir = str(tmp_path)
    manager.at, manager.twin = (
        f"course/{notebook.name}",
        tmp_path / text.relative_to(ROOT),
    )
    return manager


def test_an_edit_in_jupyterlab_reaches_the_text(lab):
    model = lab.get(lab.at)
    model["content"]["cells"][0]["source"] += "\n\nA line added in the browser."
    lab.save(model, lab.at)
    assert "# A line added in the browser." in lab.twin.read_text("utf-8")


def test_opening_and_saving_in_jupyterlab_leaves_the_text_as_it_was(lab):
    before = lab.twin.read_text("utf-8")
    lab.save(lab.get(lab.at), lab.at)
    assert lab.twin.read_text("utf-8") == before


def test_an_edit_of_the_text_shows_in_jupyterlab(lab):
    lab.twin.write_text(
        lab.twin.read_text("utf-8").replace("you will be able", "you are about")
    )
    cells = lab.get(lab.at)["content"]["cells"]
    assert any("## What you are about to do" in c["source"] for c in cells)


def cut_off(*command):
    """Run a command with no network, not even the machine's own address."""
    if not shutil.which("unshare"):
        pytest.skip("no unshare here")
    jail = ["unshare", "--net", "--map-root-user", *command]
    done = subprocess.run(jail, capture_output=True, text=True)
    if "unshare failed" in done.stderr:
        pytest.skip("this machine does not let us cut off the network")
    return done


def test_a_chapter_is_executed_without_any_network(tmp_path):
    text = tmp_path / "course" / "text" / "99_tiny.py"
    text.parent.mkdir(parents=True)
    text.write_text("# %%\n6 * 7\n", encoding="utf-8")
    code = f"import sync, pathlib; print(sync.execute(pathlib.Path({str(text)!r})))"
    tools = f"import sys; sys.path.insert(0, {str(ROOT / 'course' / 'tools')!r}); "
    done = cut_off(sys.executable, "-c", tools + code)
    assert "'text/plain': '42'" in done.stdout, done.stderr


def test_a_failing_cell_stops_the_build_and_keeps_the_old_notebook(tmp_path):
    text = tmp_path / "course" / "text" / "99_broken.py"
    text.parent.mkdir(parents=True)
    text.write_text("# %%\n1 / 0\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"99_broken\.py: a cell failed, nothing was"):
        built(text, tmp_path / "course" / "99_broken.ipynb")
