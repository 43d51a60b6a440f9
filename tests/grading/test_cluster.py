"""Grading on a Dask cluster: the same grades, and nothing lost with a worker."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import pytest
from grading import tiny
from grading.conftest import autograder

pytestmark = pytest.mark.slow
QUIET = {"DASK_DISTRIBUTED__DASHBOARD__LINK": "", "PYTHONWARNINGS": "ignore"}


def dask(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env={**os.environ, **QUIET},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def worker(address):
    options = ["--nthreads", "1", "--no-dashboard", "--no-nanny"]
    return dask("worker", address, *options)


@pytest.fixture
def cluster():
    """A scheduler and two workers on this machine; all are ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    running = [dask("scheduler", *options), worker(address), worker(address)]
    yield address, running
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def course(tmp_path):
    root = tiny.course(tmp_path / "course")
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT)
    for n in range(12):
        essay = f"Because {n}."
        tiny.hand_in(root, f"s{n:02}", tiny.solve(right, essay=essay))
    tiny.hand_in(root, "broken", "{nope")
    return root


def scores(root):
    asked = """select s.student_id, sum(g.auto_score) from grade g
        join submitted_notebook n on g.notebook_id = n.id
        join submitted_assignment s on n.assignment_id = s.id group by 1"""
    with sqlite3.connect(root / "gradebook.db") as book:
        return dict(book.execute(asked).fetchall())


def test_a_cluster_gives_the_same_grades_also_when_a_worker_is_killed(cluster, course):
    address, running = cluster
    command = [sys.executable, "-m", "autograder.cli", "--course", str(course)]
    grading = subprocess.Popen(
        [*command, "grade", "hw_tiny", "--scheduler", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(12)
    running[1].send_signal(signal.SIGKILL)
    _, errors = grading.communicate(timeout=120)
    assert grading.returncode == 1, errors  # one is refused
    assert scores(course) == {f"s{n:02}": 10 for n in range(12)}


def test_a_scheduler_that_is_not_there_is_told(course):
    graded = autograder(course, "grade", "hw_tiny", "--scheduler", "tcp://127.0.0.1:1")
    assert graded.returncode == 2
    assert "no Dask scheduler answered" in graded.stderr
    assert "Traceback" not in graded.stderr
