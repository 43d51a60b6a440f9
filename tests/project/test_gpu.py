"""One go at a lent GPU: what runs there, and how its figures are compared and kept."""

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "course" / "tools"))

import gpu as go  # noqa: E402
import marked  # noqa: E402


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ("loss 0.512, 1,000 steps", "equal"),
        ("loss  0.512, 1,000 steps", "equal"),
        ("loss 0.530, 1,000 steps", "near"),
        ("loss 0.912, 1,000 steps", "apart"),
        ("loss nan, 1,000 steps", "apart"),
        ("cost 0.512, 1,000 steps", "apart"),
        ("loss 0.512, 1,000 steps, 3", "apart"),
    ],
)
def test_words_must_agree_and_numbers_may_differ_a_little(found, verdict):
    assert marked.verdict("loss 0.512, 1,000 steps", found) == verdict


def cell(source, printed="", tags=(marked.MARK,)):
    """A code cell with what it once printed."""
    outputs = [{"name": "stdout", "text": [printed]}]
    metadata = {"tags": list(tags)}
    return {"cell_type": "code", "source": source, "metadata": metadata} | {
        "outputs": outputs
    }


def test_a_failing_cell_is_told_and_the_next_ones_run_all_the_same():
    cells = [cell("a = 1 / 0", tags=()), cell("b = 2\nprint(b)", "2\n")]
    found = marked.run({"cells": cells}, time.monotonic() + 60)
    assert [outcome.verdict for outcome in found] == ["failed", "equal"]
    assert "ZeroDivisionError" in found[0].found


def test_what_is_apart_is_kept_with_both_texts():
    found = marked.run({"cells": [cell("print(9)", "2\n")]}, time.monotonic() + 60)
    assert (found[0].stored, found[0].found) == ("2\n", "9\n")


def gpu(*arguments, **environment):
    """Run the prepared script as on the machine that is lent."""
    command = [sys.executable, str(ROOT / "course" / "tools" / "gpu.py"), *arguments]
    environment = {**os.environ, **environment}
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_a_chapter_that_does_not_exist_is_refused(tmp_path):
    done = gpu("05", "99", "--out", str(tmp_path))
    assert done.returncode == 2
    assert "no chapter of the course begins with 99" in done.stderr


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sys; sys.exit()", "it ended before its last cell"),
        ("import time; time.sleep(60)", "the time was over"),
    ],
)
def test_a_chapter_that_ends_or_hangs_has_failed_and_the_go_goes_on(code, reason):
    (outcome,) = go.outcomes_of([sys.executable, "-c", code], dict(os.environ), 3)
    assert outcome["verdict"] == "failed" and reason in outcome["found"]


@pytest.mark.slow
def test_a_go_brings_home_what_became_of_each_marked_cell(tmp_path):
    done = gpu("05", "--out", str(tmp_path), "--seconds", "180", "--ids", "none")
    cells = json.loads((tmp_path / "cells.json").read_text())
    verdicts = {outcome["verdict"] for outcome in cells["05_perceptron"]}
    assert verdicts == {"equal"}, done.stdout


def test_rows_that_came_home_are_merged_beside_the_others(tmp_path):
    results = ROOT / "course" / "results.csv"
    before = results.read_bytes()
    with results.open(newline="", encoding="utf-8") as file:
        first = next(csv.DictReader(file))
    with (tmp_path / "results.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
    done = gpu("--merge", str(tmp_path))
    assert done.stdout == f"1 rows from {tmp_path} are in course/results.csv\n"
    assert results.read_bytes() == before  # a row that was there changes nothing


def test_a_folder_that_nothing_came_home_to_is_told_in_a_line(tmp_path):
    done = gpu("--merge", str(tmp_path))
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "results.csv: not found" in done.stderr
