"""Experiments at full size: they say what they do, go on after a stop, leave rows."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from coursekit import progress, results, run

ROOT = Path(__file__).resolve().parents[2]
FULL = ROOT / "course" / "tools" / "full.py"


def full(*arguments, folder, **environment):
    """Run the tool; its rows and kept runs go into a folder."""
    places = {
        "FIRST_NEURON_RESULTS": str(folder / "results.csv"),
        "FIRST_NEURON_RUNS": str(folder / "runs"),
        "FIRST_NEURON_BUDGET": "cpu",
        "PYTHONPATH": str(ROOT / "course"),
    }
    return subprocess.run(
        [sys.executable, FULL, *arguments],
        capture_output=True,
        text=True,
        env=places | environment,
        cwd=ROOT,
    )


def test_every_experiment_names_items_and_asks_a_question(tmp_path):
    told = full("--list", folder=tmp_path).stdout.splitlines()
    assert len(told) >= 14 and all(line.endswith("?") for line in told)
    with (ROOT / "course" / "syllabus.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    ids = set(re.findall(r"[A-Z]\w*\.[A-Z]\d+", "\n".join(told)))
    assert ids and ids - known == set()


def test_a_chapter_that_has_no_experiments_is_refused(tmp_path):
    done = full("99", folder=tmp_path)
    assert done.returncode == 2
    assert "no experiments of chapter 99, expected 06, 07" in done.stderr


def test_an_id_that_no_experiment_records_is_refused(tmp_path):
    done = full("06", "--ids", "LA.P1", "LA.P99", folder=tmp_path)
    assert done.returncode == 2 and "no experiment records LA.P99" in done.stderr


EXPERIMENTS = """
from coursekit import run
from experiments import experiment, remembered

def slow(seed):
    with open({diary!r}, "a") as file:
        file.write("x")
    return {{"accuracy": seed / 10}}

@experiment("B06.P2")
def tiny():
    '''Does it go on?'''
    run.begin_record("full", epochs=2)
    for seed in run.progress(range({seeds}), "seeds"):
        found = remembered(slow, seed)
    {then}
    run.record("B06.P2", accuracy=(found["accuracy"], 0.62))
"""


@pytest.fixture
def tiny(tmp_path):
    """A function that runs `make full` on a small experiment of the test's own."""
    copy = tmp_path / "course"
    (copy / "tools").mkdir(parents=True)
    (copy / "experiments").mkdir()
    (copy / "coursekit").symlink_to(ROOT / "course" / "coursekit")
    (copy / "tools" / "full.py").write_text(FULL.read_text())
    shared = (ROOT / "course" / "experiments" / "__init__.py").read_text()
    (copy / "experiments" / "__init__.py").write_text(shared)

    def go(seeds=3, then="pass"):
        diary = str(tmp_path / "diary")
        source = EXPERIMENTS.format(diary=diary, seeds=seeds, then=then)
        (copy / "experiments" / "c06.py").write_text(source)
        environment = {
            "FIRST_NEURON_RUNS": str(tmp_path / "runs"),
            "FIRST_NEURON_BUDGET": "cpu",
            "PYTHONPATH": str(copy),
        }
        command = [sys.executable, copy / "tools" / "full.py"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        return done, copy / "results.csv", Path(diary).read_text()

    return go


def test_what_was_trained_before_a_failure_is_not_trained_again(tiny):
    failed, rows, diary = tiny(then="1 / 0")
    assert (failed.returncode, diary, rows.exists()) == (1, "xxx", False)
    assert (
        "ZeroDivisionError" in failed.stdout and "0 of 1 experiments" in failed.stdout
    )
    done, rows, diary = tiny(seeds=4)
    assert (done.returncode, diary) == (0, "xxxx"), done.stdout + done.stderr
    assert (
        "Does it go on?" in done.stdout and "seeds: 4 of 4, 0 s so far" in done.stdout
    )
    assert ',0.62,,"full: epochs=2, on ' in rows.read_text()


def row(budget, ours, id="B06.P2", published=""):
    cells = (id, "accuracy", ours, published, "toys: 3 rows.", budget)
    return dict(zip(results.COLUMNS, cells, strict=True))


@pytest.fixture
def both(tmp_path):
    """A file with a small and a full run of the same figure."""
    path = tmp_path / "results.csv"
    results.save(path, [row("cpu: epochs=3", "0.61", published="0.62")])
    results.save(path, [row("full: epochs=99, on 2 CPU cores", "0.63")])
    return path


def test_full_and_small_rows_stand_side_by_side_and_replace_their_own_kind(both):
    results.save(both, [row("full: epochs=99, on a GPU", "0.64"), row("", "0.60")])
    rows = list(csv.DictReader(both.read_text().splitlines()))
    assert [(r["ours"], r["budget"][:4]) for r in rows] == [
        ("0.60", ""),
        ("0.64", "full"),
    ]


def test_a_stand_in_never_takes_the_place_of_real_data(both):
    standing_in = row("cpu: epochs=3", "0.99") | {"data": "toys: 1 row, stand-in."}
    results.save(both, [standing_in])
    assert "0.99" not in both.read_text()
    results.save(both, [standing_in | {"figure": "loss"}])
    results.save(both, [row("cpu: epochs=3", "0.5") | {"figure": "loss"}])
    assert "0.99" not in both.read_text() and "0.5" in both.read_text()


def test_the_table_lays_published_small_and_full_figures_side_by_side(both):
    table = results.table("B06.P2", words={"B06.P2 accuracy": "by hand"}, path=both)
    assert table.rows[1] == (
        "Beginners' book (2020), chapter 6",
        *("by hand", "0.62", "0.61", "0.63"),
    )
    assert table.notes == (
        "Budget, small: cpu: epochs=3.",
        "Budget, full size: epochs=99, on 2 CPU cores.",
        "Data: toys: 3 rows.",
    )
    assert "| by hand | 0.62 | 0.61 | 0.63 |" in table._repr_markdown_()
    assert "by hand" in str(table).splitlines()[1]


def test_a_table_leaves_out_what_nobody_published_unless_asked_for_by_name(tmp_path):
    path = tmp_path / "results.csv"
    results.save(path, [row("", "0.5", "LD.P02"), row("", "1", "LA.P1", "1")])
    with pytest.raises(KeyError, match=r"no row for 'LD\.P02'"):
        results.table("LD.P02", path=path)
    table = results.table("LD.P02 accuracy", "LA.P1", path=path)
    assert [row[0] for row in table.rows[1:]] == ["Lecture 25", "Lecture 16"]


def test_words_for_a_row_that_the_table_does_not_show_are_refused(both):
    with pytest.raises(KeyError, match=r"B06\.P2 acuracy"):
        results.table("B06.P2", words={"B06.P2 acuracy": "by hand"}, path=both)


def test_the_table_is_made_of_the_file_that_the_course_has():
    assert results.table("B06.P4 g").rows[1][2] == "0.9175"


def test_a_record_that_begins_anew_names_size_and_device(monkeypatch, tmp_path, capsys):
    path = tmp_path / "results.csv"
    monkeypatch.setenv("FIRST_NEURON_RESULTS", str(path))
    monkeypatch.setenv("FIRST_NEURON_BUDGET", "cpu")
    run.used("toys of before")
    run.begin_record("full", epochs=99)
    run.used("toys: 3 rows.")
    run.record("B06.P2", accuracy=0.5)
    (found,) = csv.DictReader(path.read_text().splitlines())
    assert found["data"] == "toys: 3 rows."
    assert found["budget"].startswith("full: epochs=99, on ")
    assert found["budget"].endswith(" CPU cores")
    run._budget_line.clear()
    run._data_lines.clear()


def test_a_log_has_a_line_for_the_first_and_last_and_few_between(monkeypatch, capsys):
    monkeypatch.setenv("FIRST_NEURON_PROGRESS", "lines")
    assert list(run.progress(range(50), "folds")) == list(range(50))
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(",")[0] for line in told] == [
        "folds: 1 of 50",
        "folds: 50 of 50",
    ]
    assert list(progress.lines(range(3), "folds", pause=0)) == [0, 1, 2]
    assert "1 s" not in told[0] and capsys.readouterr().out.count("\n") == 3
