"""What a reader may expect of every notebook that lies in the repository.

Chapters of the second edition have rules of their own, in test_rules.py.
"""

import re
from itertools import pairwise
from statistics import median, quantiles

import pytest
from notebooks.books import (
    ALL,
    CHAPTERS,
    code_cells,
    headings,
    is_second,
    long_lines,
    name,
    outputs,
    read,
)

every = pytest.mark.parametrize("path", ALL, ids=name)
chapter = pytest.mark.parametrize("path", CHAPTERS, ids=name)
FIRST = [path for path in CHAPTERS if not is_second(path)]
first_edition = pytest.mark.parametrize("path", FIRST, ids=name)


@chapter
def test_cells_were_run_once_from_top_to_bottom(path):
    counts = [c.execution_count for c in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@chapter
def test_nothing_was_written_to_stderr(path):
    assert [o.text for _, o in outputs(path) if o.get("name") == "stderr"] == []


@chapter
def test_only_cells_that_say_so_end_in_an_error(path):
    tag = "raises-exception"
    errors = [c for c, o in outputs(path) if o.output_type == "error"]
    assert [c.source for c in errors if tag not in c.metadata.get("tags", [])] == []


@chapter
def test_no_cell_leaves_a_value_behind_that_nobody_wants_to_read(path):
    results = [o.data for _, o in outputs(path) if "execution_count" in o]
    # What has a form of its own, as a table does, is meant to be read.
    values = [d["text/plain"] for d in results if list(d) == ["text/plain"]]
    assert [v for v in values if v[0] in "<{" or len(v) > 200] == []


@every
def test_no_widget_state_is_stored(path):
    assert "widgets" not in read(path).metadata
    kinds = {kind for _, o in outputs(path) for kind in o.get("data", {})}
    assert not {kind for kind in kinds if "widget" in kind}


@every
def test_no_path_of_somebodys_machine_is_stored(path):
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(r"/(?:home|root|Users|tmp|work)/[\w./-]+|[A-Z]:\\\\\w+", text) == []
    )


@every
def test_a_notebook_is_under_a_megabyte_and_a_figure_under_a_tenth(path):
    assert path.stat().st_size < 1_000_000
    figures = [
        o.data["image/png"]
        for _, o in outputs(path)
        if "image/png" in o.get("data", {})
    ]
    assert [len(f) * 3 // 4 for f in figures if len(f) * 3 // 4 > 100_000] == []


@every
def test_there_is_one_title_and_levels_never_jump(path):
    levels = [level for level, _ in headings(path)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


@every
def test_headings_are_unique_so_that_links_and_the_syllabus_can_name_them(path):
    texts = [text for _, text in headings(path)]
    assert len(texts) == len(set(texts))


@every
def test_lines_of_code_fit_and_prose_is_wrapped(path):
    assert [line for cell in read(path).cells for line in long_lines(cell)] == []


def sizes(path, tests=False):
    """Lines of code per cell, empty ones not counted, nor cells that are folded.

    With `tests` those of the locked tests, which nobody edits; else of all others.
    """
    cells = [
        cell
        for cell in code_cells(path)
        if "hide-input" not in cell.metadata.get("tags", []) and is_test(cell) == tests
    ]
    sources = [cell.source.splitlines() for cell in cells]
    return [len([line for line in lines if line.strip()]) for lines in sources]


def is_test(cell):
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("grade") and mark.get("locked"))


@first_edition
def test_code_comes_in_small_pieces(path):
    assert median(sizes(path)) <= 8
    assert quantiles(sizes(path), n=10)[-1] <= 24


@every
def test_no_cell_is_longer_than_a_screen(path):
    assert max(sizes(path)) <= 40
    assert max(sizes(path, tests=True), default=0) <= 60


@first_edition
def test_a_chapter_is_no_book(path):
    assert 30 <= len(read(path).cells) <= 100


@chapter
def test_every_figure_says_in_words_what_is_to_be_seen(path):
    for _, out in outputs(path):
        if "image/png" in out.get("data", {}):
            assert len(out.metadata["image/png"]["alt"].split()) >= 8


@every
def test_markdown_images_have_an_alternative_text(path):
    prose = "\n".join(c.source for c in read(path).cells if c.cell_type == "markdown")
    assert "![](" not in prose
    assert re.findall(r"<img(?![^>]*alt=)", prose) == []


@first_edition
def test_a_chapter_has_its_fixed_parts_in_order(path):
    wanted = [
        "What you will be able to do",
        "When it goes wrong",
        "Key points",
        "Quiz",
        "References",
    ]
    texts = [text for _, text in headings(path)]
    assert [text for text in texts if text in wanted] == wanted


@chapter
def test_the_first_cell_says_how_long_what_on_and_after_which_chapter(path):
    first = read(path).cells[0].source
    assert re.search(r"^\*about \d+ min · (CPU|GPU)[^·]* · .+\*$", first, re.M)
    assert "colab.research.google.com" in first


@first_edition
def test_every_exercise_has_three_hints_and_a_solution_folded_away(path):
    prose = "\n".join(c.source for c in read(path).cells if c.cell_type == "markdown")
    code = "\n".join(c.source for c in code_cells(path))
    turns = code.count("check.your_turn(")
    for label in ("Hint 1", "Hint 2", "Hint 3", "Solution"):
        assert prose.count(f"<details><summary>{label}</summary>") == turns
    assert turns >= 3
