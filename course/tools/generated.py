"""Write the files that follow from others: `make sync` runs this.

- environment.yml (conda and Binder) follows from pyproject.toml;
- the table of chapters and assignments in README.md follows from their texts.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sync import ROOT, read_text, twins

REPOSITORY = "first-neuron/first-neuron"
BEGIN, END = "<!-- table: made by make sync -->", "<!-- end of table -->"
# What students and instructors need; tests are the maintainers' business.
EXTRAS = ("lab", "grading")


def environment() -> str:
    """Give environment.yml: the same requirements under conda's names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needs = [*project["dependencies"], *(need for e in EXTRAS for need in extras[e])]
    lines = [
        "# Generated from pyproject.toml by `make sync`.",
        f"name: {project['name']}",
        "channels: [conda-forge]",
        "dependencies:",
        f"  - python {project['requires-python'].replace(' ', '')}",
        *(f"  - {need}" for need in needs),
        "  - pip",
        "  - pip:",
        "      - --no-deps -e .",
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Row:
    """One line of the README's table."""

    path: str
    title: str
    facts: str

    @property
    def markdown(self) -> str:
        """The line, with the badge that opens the notebook on Colab."""
        colab = f"https://colab.research.google.com/github/{REPOSITORY}/blob/main"
        badge = f"[Colab]({colab}/{self.path})"
        return f"| [{self.title}]({self.path}) | {self.facts} | {badge} |"


def rows() -> list[Row]:
    """Give the table's lines: each chapter, followed by the assignments."""
    found = []
    for text, notebook in twins("course"):
        prose = read_text(text).cells[0].source
        title = re.search(r"^# (.+)$", prose, re.M).group(1)
        facts = re.search(r"^\*(about .+)\*$", prose, re.M).group(1)
        found.append(Row(str(notebook.relative_to(ROOT)), title, facts))
    for text, notebook in twins("source"):
        cells = read_text(text).cells
        title = re.search(r"^# (.+)$", cells[0].source, re.M).group(1)
        points = sum(c.metadata.get("nbgrader", {}).get("points", 0) for c in cells)
        release = ROOT / "release" / notebook.relative_to(ROOT / "source")
        facts = f"{points:g} points · marked by nbgrader"
        found.append(Row(str(release.relative_to(ROOT)), title, facts))
    return found


def readme() -> str:
    """Give README.md with its table brought up to date."""
    text = (ROOT / "README.md").read_text("utf-8")
    before, rest = text.split(BEGIN)
    table = "\n".join(
        ["| | about | open |", "|---|---|---|", *(row.markdown for row in rows())]
    )
    return f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}"


def files() -> dict[Path, str]:
    """Give every generated file with the text it should have."""
    return {ROOT / "environment.yml": environment(), ROOT / "README.md": readme()}


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
