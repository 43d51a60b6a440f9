"""The solutions folded into a chapter's text pass the checks that stand above them."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COURSE = Path(__file__).resolve().parents[2] / "course"
SOLUTION = re.compile(r"<summary>Solution</summary>(.*?)</details>", re.DOTALL)
BLANK = re.compile(r"^    \.\.\.  # your lines? here\n", re.MULTILINE)

# Chapters whose solutions are written as lines of code, and what else they change.
CHAPTERS = {
    "06d_backpropagation": {
        "to_hidden = ...": "to_hidden = [2 * 2, 2 * 5]",
        "to_inputs = ...": "to_inputs = [4 * 1 + 10 * (-1), 4 * 1 + 10 * 0]",
        "W[2].T * a[1]\n": "W[2].T * a[1] * (1 - a[1])\n",  # the broken model, mended
    },
}


def code_of(solution: str) -> str:
    """Turn a folded solution into indented lines of Python."""
    lines = solution.replace("\n# ", " ").split("<br>")
    parts = ["".join(re.findall(r"<code>(.*?)</code>", line)) for line in lines]
    clean = [html.unescape(part).replace("\xa0", " ") for part in parts if part]
    return "".join(f"    {line}\n" for line in clean)


def solved(text: str) -> str:
    """Put into every blank the first solution that follows it."""
    folded = [(m.start(), code_of(m[1])) for m in SOLUTION.finditer(text)]
    for blank in reversed(list(BLANK.finditer(text))):
        lines = next(lines for place, lines in folded if place > blank.start())
        text = text[: blank.start()] + lines + text[blank.end() :]
    return text


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_folded_solutions_pass_their_checks(chapter, tmp_path):
    text = solved((COURSE / "text" / f"{chapter}.py").read_text(encoding="utf-8"))
    for old, new in CHAPTERS[chapter].items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    program = tmp_path / f"{chapter}.py"
    program.write_text(text, encoding="utf-8")
    env = os.environ | {"FIRST_NEURON_STATIC": "1", "MPLBACKEND": "agg"}
    env["PYTHONPATH"] = str(COURSE)
    done = subprocess.run(
        [sys.executable, program], env=env, cwd=COURSE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "[not yet]" not in done.stdout
    assert done.stdout.count("[OK]") == text.count("check.your_turn(")
