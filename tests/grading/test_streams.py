"""A command whose terminal is gone, closed, full or short of letters."""

import os
import subprocess
import sys

import pytest

SAYS = """
import os, sys
from autograder import streams
streams.prepare()
with open(sys.argv[1], "w") as book:
    book.write("marks")
    os.write(1, b"noise"), os.write(2, b"noise"), print(sys.argv[2])
    streams.end()
"""


def said(*arguments, **options):
    """Run Python, and give what it said; it may not complain of anything."""
    done = subprocess.run([sys.executable, *map(str, arguments)], **options)
    assert b"Traceback" not in (done.stderr or b"")
    assert b"Exception ignored" not in (done.stderr or b"")
    return done


@pytest.mark.parametrize("closed", [(1,), (0, 1, 2)])
def test_a_closed_file_gives_no_other_its_number(tmp_path, closed):
    book = tmp_path / "gradebook.db"
    options = {"preexec_fn": lambda: list(map(os.close, closed))}
    done = said("-c", SAYS, book, "hello", capture_output=True, **options)
    assert (done.returncode, book.read_text()) == (0, "marks")


def test_what_a_terminal_cannot_show_is_written_out(tmp_path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    options = {"capture_output": True, "env": environment}
    done = said("-c", SAYS, tmp_path / "book", "Łukasz", **options)
    assert done.stdout.endswith(b"\\u0141ukasz\n")


def test_who_reads_no_further_hears_no_complaint():
    reading, writing = os.pipe()
    os.close(reading)
    said("-m", "autograder.cli", "--help", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)


def test_a_full_disk_under_the_output_is_one_line():
    with open("/dev/full", "wb") as full:
        command = ["-m", "autograder.cli", "--help"]
        done = said(*command, stdout=full, stderr=subprocess.PIPE)
    assert done.stderr.count(b"\n") <= 1
