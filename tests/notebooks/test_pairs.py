"""Text is the source: every notebook follows from its twin, whoever edits which."""

import shutil
import subprocess
import sys

import pytest
from notebooks.books import ROOT, name, read
from sync import built, code_hash, execute, is_fresh, read_text, twins

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
    if (text, notebook) in CHAPTER_PAIRS and not is_fresh(text, notebook):
        pytest.skip("it would be executed; its outputs are old, as another test says")
    assert built(text, notebook) == read(notebook)


def test_every_notebook_has_a_text():
    notebooks = [*ROOT.glob("course/*.ipynb"), *ROOT.glob("source/*/*.ipynb")]
    assert {notebook for _, notebook in PAIRS} == set(notebooks)


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


@pytest.fixture
def chapter(tmp_path):
    """Read a chapter of a few lines as the build does."""
    text = tmp_path / "course" / "text" / "99_tiny.py"
    text.parent.mkdir(parents=True)

    def read(content):
        text.write_text(content, encoding="utf-8")
        return read_text(text)

    return read


def test_a_folded_cell_is_folded_in_jupyterlab_and_a_form_in_colab(chapter):
    cell = chapter('# %% tags=["hide-input"]\n# @title A picture\n6 * 7\n').cells[0]
    assert cell.metadata.jupyter == {"source_hidden": True}
    assert cell.metadata.cellView == "form"


def test_a_folded_cell_without_a_title_stops_the_build(chapter):
    with pytest.raises(SystemExit, match=r"99_tiny\.py: the cell .*expected a first"):
        chapter('# %% tags=["hide-input"]\n6 * 7\n')


def test_the_edition_is_noted_for_the_notebook(chapter):
    mark = '# %% [markdown] tags=["second-edition"]\n# # Title\n'
    assert chapter(mark).metadata.first_neuron == {"edition": 2}
    assert "first_neuron" not in chapter("# %% [markdown]\n# # Title\n").metadata


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("x = 1  # one", "x = 1  # the number one", False),
        ("x = 1", "# @title Numbers\nx = 1", False),
        ("x = 1", "x = 2", True),
        ("x = '#1'", "x = '#2'", True),
        ("!ls  # all", "!ls  # some", True),
        ("x = (  # broken", "x = (  # still", True),
        ("inspect.getsource(f)  # f", "inspect.getsource(f)  # it", True),
    ],
)
def test_a_comment_alone_never_costs_a_run(chapter, before, after, runs):
    hashes = [
        code_hash(chapter(f"# %%\n{code}\n"), ROOT / "none.py")
        for code in (before, after)
    ]
    assert (hashes[0] != hashes[1]) == runs


def test_comments_count_where_a_traceback_may_show_them(chapter):
    cell = '# %% tags=["raises-exception"]\n1 / 0  # {}\n'
    hashes = {
        code_hash(chapter(cell.format(word)), ROOT / "none.py") for word in ("a", "b")
    }
    assert len(hashes) == 2


def test_what_a_cell_prints_in_pieces_is_stored_in_one(tmp_path):
    text = tmp_path / "course" / "text" / "99_pieces.py"
    text.parent.mkdir(parents=True)
    wait = "import sys, time\nsys.stdout.flush()\ntime.sleep(0.5)"
    text.write_text(f"# %%\nprint('a')\n{wait}\nprint('b')\n", encoding="utf-8")
    (cell,) = execute(text).cells
    assert [output.text for output in cell.outputs] == ["a\nb\n"]
