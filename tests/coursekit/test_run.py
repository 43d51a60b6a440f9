"""What chapters rely on in `coursekit.run`."""

import csv
import os
import random
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from coursekit import results, run

WEIGHT = """
import sys, coursekit.data, coursekit.run
heavy = {"keras", "tensorflow", "sklearn", "matplotlib", "pooch", "requests", "tqdm"}
print(sorted(heavy & set(sys.modules)))
"""


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def results_csv(tmp_path, monkeypatch):
    path = tmp_path / "results.csv"
    monkeypatch.setenv("FIRST_NEURON_RESULTS", str(path))
    return path


def test_importing_run_and_data_loads_no_big_library():
    done = subprocess.run([sys.executable, "-c", WEIGHT], capture_output=True)
    assert (done.stdout.strip(), done.stderr) == (b"[]", b"")


def test_importing_run_and_data_takes_under_half_a_second_beyond_numpy():
    code = (
        "import time, numpy; t = time.process_time(); import coursekit.data;"
        "print(time.process_time() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert float(done.stdout) < 0.5


def test_the_same_seed_gives_the_same_numbers_everywhere():
    def draw():
        generator = run.seed(7)
        return random.random(), np.random.rand(), generator.random()

    assert draw() == draw()


def test_another_seed_gives_other_numbers():
    assert run.seed(1).random() != run.seed(2).random()


@pytest.mark.parametrize("bad", [-1, 2**32, 0.5, "7"])
def test_a_seed_that_is_no_whole_number_is_refused(bad):
    with pytest.raises(ValueError, match="whole number from 0"):
        run.seed(bad)


# A Keras variable meets NumPy 2's new protocol with a warning of its own.
@pytest.mark.filterwarnings("ignore:__array__ implementation")
def test_seed_makes_keras_repeat_itself_once_it_is_loaded():
    with warnings.catch_warnings(), run.quiet():
        warnings.simplefilter("ignore")
        keras = pytest.importorskip("keras")

    def first_weights():
        run.seed(5)
        layer = keras.layers.Dense(3)
        layer.build((1, 2))
        return keras.ops.convert_to_numpy(layer.kernel).tolist()

    assert first_weights() == first_weights()


def test_quiet_lets_nothing_through_to_stderr(capfd):
    with run.quiet():
        os.write(2, b"greetings")
    assert capfd.readouterr().err == ""


def test_quiet_shows_after_all_what_was_said_before_a_failure(capfd):
    with pytest.raises(ZeroDivisionError), run.quiet():
        os.write(2, b"the reason")
        raise ZeroDivisionError
    assert capfd.readouterr().err == "the reason"


def test_budget_gives_a_dict_back_as_a_namespace(monkeypatch, capsys):
    monkeypatch.setenv("FIRST_NEURON_BUDGET", "cpu")
    chosen = run.budget(
        cpu={"samples": 5000, "epochs": 3}, gpu={"samples": 60000, "epochs": 20}
    )
    assert (chosen.samples, chosen.epochs) == (5000, 3)
    assert capsys.readouterr().out == (
        "Budget cpu: samples=5000, epochs=3. FIRST_NEURON_BUDGET=gpu runs the full "
        "experiment: samples=60000, epochs=20.\n"
    )


def test_budget_gives_a_number_back_as_it_is(monkeypatch):
    monkeypatch.setenv("FIRST_NEURON_BUDGET", "gpu")
    assert run.budget(cpu=3, gpu=20) == 20


def test_an_unknown_budget_names_the_variable_and_the_choices(monkeypatch):
    monkeypatch.setenv("FIRST_NEURON_BUDGET", "tpu")
    with pytest.raises(ValueError, match=r"BUDGET is 'tpu'.*cpu or gpu"):
        run.budget(cpu=3, gpu=20)


@pytest.mark.parametrize("gpu", [{"epoch": 20}, 20])
def test_budgets_of_different_kinds_fail_on_every_machine(gpu):
    with pytest.raises(ValueError, match="differ in kind"):
        run.budget(cpu={"epochs": 3}, gpu=gpu)


@pytest.mark.skipif(sys.platform == "win32", reason="looks at device files")
def test_an_nvidia_device_means_the_full_budget(tmp_path):
    (tmp_path / "nvidia0").touch()
    assert run._kind({}, devices=tmp_path) == "gpu"


@pytest.mark.parametrize("hidden", [{"CUDA_VISIBLE_DEVICES": "-1"}, {}])
def test_no_device_or_a_hidden_one_means_the_small_budget(tmp_path, hidden):
    (tmp_path / ("nvidia0" if hidden else "nvidia-caps")).touch()
    assert run._kind(hidden, devices=tmp_path) == "cpu"


def test_progress_is_silent_where_nobody_watches(capfd):
    assert list(run.progress("abc", "letters")) == ["a", "b", "c"]
    assert capfd.readouterr() == ("", "")


KERNEL = """
from coursekit import run
print(run.interactive(), list(run.progress("ab", "letters")))
"""


def in_a_kernel(code, **environment):
    """Run code in a real Jupyter kernel; return what it said on stdout and stderr."""
    manager = pytest.importorskip("jupyter_client.manager")
    said = {"stdout": "", "stderr": ""}

    def hear(message):
        if message["msg_type"] == "stream":
            said[message["content"]["name"]] += message["content"]["text"]

    env = {k: v for k, v in os.environ.items() if not k.startswith("FIRST_NEURON")}
    kernel, client = manager.start_new_kernel(env=env | environment)
    try:
        client.execute_interactive(code, output_hook=hear, timeout=60)
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    return said


def test_a_live_kernel_is_interactive_and_its_bar_goes_to_stdout():
    said = in_a_kernel(KERNEL)
    assert "True ['a', 'b']" in said["stdout"]
    assert "letters: 100%" in said["stdout"] and said["stderr"] == ""


def test_first_neuron_static_keeps_a_kernel_free_of_widgets_and_bars():
    said = in_a_kernel(KERNEL, FIRST_NEURON_STATIC="1")
    assert said == {"stdout": "False ['a', 'b']\n", "stderr": ""}


def test_record_without_the_variable_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.delenv("FIRST_NEURON_RESULTS", raising=False)
    monkeypatch.chdir(tmp_path)
    run.record("A.P1", accuracy=0.9)
    assert list(tmp_path.iterdir()) == []


def test_a_late_record_says_the_data_and_budget_of_its_own_moment(
    results_csv, monkeypatch
):
    monkeypatch.setattr(run, "_data_lines", ["spirals: 600 points."])
    monkeypatch.setattr(run, "_budget_line", [])
    early = run.noted()
    run.used("mnist: 70,000 images.")
    run.record("A.P1", early, accuracy=0.5)
    run.record("A.P2", accuracy=0.5)
    first, second = rows(results_csv)
    assert first["data"] == "spirals: 600 points."
    assert second["data"] == "spirals: 600 points.; mnist: 70,000 images."


def test_record_says_figure_published_value_data_and_budget(results_csv, monkeypatch):
    monkeypatch.setenv("FIRST_NEURON_BUDGET", "cpu")
    run.used("toys: 3 rows, made for this test.")
    run.budget(cpu={"epochs": 3}, gpu={"epochs": 20})
    run.record("A.P1", accuracy=(np.float32(0.5), 0.8692), parameters=18_197_056)
    accuracy, parameters = rows(results_csv)
    assert "toys: 3 rows, made for this test." in accuracy.pop("data")
    assert accuracy == {
        "id": "A.P1",
        "figure": "accuracy",
        "ours": "0.5",
        "published": "0.8692",
        "budget": "cpu: epochs=3",
    }
    assert (parameters["ours"], parameters["published"]) == ("18197056", "")


def test_record_replaces_its_own_rows_and_keeps_the_others_sorted(results_csv):
    run.record("B.P1", accuracy=0.1)
    run.record("A.P1", loss=1, accuracy=2)
    run.record("A.P1", accuracy=3)
    found = [(row["id"], row["figure"], row["ours"]) for row in rows(results_csv)]
    assert found == [
        ("A.P1", "accuracy", "3"),
        ("A.P1", "loss", "1"),
        ("B.P1", "accuracy", "0.1"),
    ]


@pytest.mark.parametrize("bad", ["0.9", None, (None, 0.9), (0.9, 0.8, 0.7), [0.9]])
def test_record_refuses_what_is_no_figure_and_writes_nothing(results_csv, bad):
    with pytest.raises((TypeError, ValueError), match="a number or a pair"):
        run.record("A.P1", accuracy=bad)
    assert not results_csv.exists()


def test_record_leaves_a_file_with_other_columns_alone(results_csv):
    results_csv.write_text("name,points\nana,3\n")
    with pytest.raises(ValueError, match=r"\['name', 'points'\].*Nothing was written"):
        run.record("A.P1", accuracy=0.9)
    assert results_csv.read_text() == "name,points\nana,3\n"
    assert [path.name for path in results_csv.parent.iterdir()] == ["results.csv"]


def write_one(path, id):
    row = dict.fromkeys(results.COLUMNS, "") | {"id": id, "figure": "accuracy"}
    results.save(path, [row])


def test_chapters_that_record_at_the_same_time_lose_no_row(tmp_path):
    path, ids = tmp_path / "results.csv", [f"A.P{n}" for n in range(40)]
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(write_one, [path] * len(ids), ids))
    assert [row["id"] for row in rows(path)] == sorted(ids)
