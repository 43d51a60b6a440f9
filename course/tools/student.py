"""The folder that students get, as a zip: chapters, assignments, what they need to run.

    make student

It is a list of what goes in, so nothing gets in by accident: not the sources with their
solutions and hidden tests, not the tests, not the grader. Quizzes go in with their
answers, because a chapter shows them as one goes along and nobody is marked by them.
"""

import json
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "course" / "tools"
GIVEN = (
    "LICENSE",
    "constraints.txt",
    "course/*.ipynb",
    "course/*.md",
    "course/results.csv",
    "course/coursekit/**/*",
    "course/images/*",
    "course/quizzes/*.yml",
    "release/*/*.ipynb",
)
SECRETS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME")
LONG_AGO = (2020, 1, 1, 0, 0, 0)  # the same files make the same zip


def main(target: Path) -> None:
    """Write the zip."""
    given = {name: (ROOT / name).read_bytes() for name in names()}
    for name, content in given.items():
        if name.startswith("release/"):
            check(name, content.decode("utf-8"))
    given["README.md"] = (TOOLS / "student_readme.md").read_bytes()
    given["jupyter_lab_config.py"] = (TOOLS / "jupyter_lab_config.py").read_bytes()
    given["pyproject.toml"] = project().encode("utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(given.items()):
            packed.writestr(zipfile.ZipInfo(f"first-neuron/{name}", LONG_AGO), content)
    print(f"{target}: {len(given)} files, {target.stat().st_size / 2**20:.1f} MB")


def names() -> list[str]:
    """List what is given as it stands here."""
    found = {path for pattern in GIVEN for path in ROOT.glob(pattern)}
    plain = (p for p in found if p.is_file() and "__pycache__" not in p.parts)
    return sorted(path.relative_to(ROOT).as_posix() for path in plain)


def check(name: str, text: str) -> None:
    """Stop if an assignment still holds what only its source may hold."""
    for secret in SECRETS:
        if secret in text:
            release = f"autograder release {Path(name).parent.name}"
            sys.exit(f"{name} has a line {secret}: `{release}` makes it anew")


def project() -> str:
    """Give the project's settings without the grader: what a student installs."""
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ours = whole["project"]
    extras = ours["optional-dependencies"]
    validate = [need for need in extras["grading"] if need.startswith("nbgrader")]
    needs = [*ours["dependencies"], *extras["lab"], *validate]
    return f"""\
[build-system]
requires = {json.dumps(whole["build-system"]["requires"])}
build-backend = "hatchling.build"

[project]
name = "{ours["name"]}"
version = "{ours["version"]}"
requires-python = "{ours["requires-python"]}"
dependencies = {json.dumps(needs, indent=4)}

[tool.hatch.build.targets.wheel]
packages = ["course/coursekit"]

[tool.hatch.build]
dev-mode-dirs = ["course"]
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build" / "first-neuron.zip")
