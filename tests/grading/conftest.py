"""One class, graded once a session by the real thing: nbgrader in a real kernel."""

import os
import subprocess
import sys

import pytest
from grading import tiny

SHOUTS = (
    "import warnings\n\ndef double(x):\n    warnings.warn('slow')\n    return x + x"
)
HANGS = "def sign(x):\n    while True:\n        pass"


def autograder(root, *arguments):
    """Run the command as a person would, without an activated environment."""
    command = [sys.executable, "-m", "autograder.cli", "--course", str(root)]
    environment = {**os.environ, "PATH": os.defpath}
    return subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        timeout=240,
        env=environment,
    )


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory):
    """A course with eight graded submissions, its feedback and its report."""
    root = tiny.course(tmp_path_factory.mktemp("course"))
    assert autograder(root, "release", "hw_tiny").returncode == 0
    blank = tiny.handed_out()
    right = tiny.solve(blank, **tiny.RIGHT)
    tiny.hand_in(root, "ana", tiny.solve(right, essay="Because *signs* decide."))
    tiny.hand_in(root, "bo ström", tiny.solve(right, double=SHOUTS))
    tiny.hand_in(root, "cy", tiny.solve(right, sign="def sign(x):\n    return 0"))
    tiny.hand_in(root, "dee", "{nope")
    tiny.hand_in(root, "eve", tiny.solve(right, double="import os\nos._exit(1)"))
    tiny.hand_in(root, "fay", blank)
    tiny.hand_in(root, "gil", tiny.damaged(tiny.solve(blank, **tiny.RIGHT)))
    tiny.hand_in(root, "hui", tiny.solve(right, sign=HANGS))
    graded = autograder(root, "grade", "hw_tiny")
    assert graded.returncode == 1, graded.stderr
    reported = autograder(root, "report", "hw_tiny", "--feedback")
    assert reported.returncode == 1, reported.stderr
    return root
