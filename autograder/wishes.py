"""What an instructor wishes: the settings of nbgrader_config.py that grading goes by.

A slip there is told in a line. One that passed unseen would cost a class its points: a
limit that is no number ends every test at its first look at the clock.
"""

import os
import sys
import traceback
from collections.abc import Collection, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autograder.audit import DELIMITERS
from autograder.intake import is_amount
from autograder.names import shown
from autograder.records import Facts, SetupError
from autograder.sitting import Limits

STEPS = "source release submitted autograded feedback".split()
PLACES = {f"{step}_directory": step for step in STEPS} | {
    "directory_structure": os.path.join("{nbgrader_step}", "{student_id}",
                                        "{assignment_id}")
}  # fmt: skip
NO_SETTING = "there is no such setting"
NEAR = 0.8  # how like another name a misspelt one is
OWNERS = (  # of the delimiters, in nbgrader's settings
    ("ClearSolutions", "solution"),
    ("ClearHiddenTests", "test"),
    ("ClearMarkScheme", "mark_scheme"),
)


def of_file(path: Path) -> Any:
    """Execute nbgrader_config.py as nbgrader does, with its neighbours in reach.

    What it prints goes to the errors: what we print may be read by a program.
    """
    from traitlets.config import PyFileConfigLoader

    sys.path.append(str(path.parent))
    try:
        with redirect_stdout(sys.stderr):
            loader = PyFileConfigLoader(path.name, path=str(path.parent))
            return loader.load_config()
    except SystemExit as end:
        raise _unread(path, f"it ends the command (sys.exit({end.code!r}))") from None
    except Exception as error:
        raise _unread(path, f"it cannot be read ({_said(error, path)})") from None
    finally:
        sys.path.remove(str(path.parent))


def limits(config: Any) -> Limits:
    """Give the limits of an exam; SetupError for what is none."""
    usual, chosen = Limits(), dict(config.get("Limits", {}))
    names = {field: f"c.Limits.{field}" for field in chosen}
    if (seconds := config.Execute.get("timeout")) is not None:
        chosen["cell_seconds"] = seconds
        names["cell_seconds"] = "c.Execute.timeout"
    for field, value in chosen.items():
        if field not in vars(usual):
            near = get_close_matches(field, vars(usual), 1, 0.3) or list(vars(usual))
            expected = f"c.Limits.{' or '.join(near)}"
            raise _wrong(names[field], NO_SETTING, expected)
        if not (is_amount(value) and value > 0):
            found = f"it is {shown(repr(value))}"
            raise _wrong(names[field], found, "a number above 0")
    return replace(usual, **chosen)


def delimiters(config: Any) -> tuple[str, ...]:
    """Give what stands around solutions, hidden tests and mark schemes here."""
    chosen = [
        config[owner].get(f"{end}_{what}_delimeter")
        for owner, what in OWNERS
        for end in ("begin", "end")
    ]
    for word in chosen:
        if word is not None and not (isinstance(word, str) and word.strip()):
            found = f"one is {shown(repr(word))}"
            raise _wrong("c.Clear... delimeter", found, "words that stand in a line")
    return tuple(a or b for a, b in zip(chosen, DELIMITERS, strict=True))


def places(config: Any) -> None:
    """Raise SetupError for folders of other names: the engine looks for these alone."""
    for name, value in config.get("CourseDirectory", {}).items():
        usual = PLACES.get(name, value)
        if value != usual:
            found = f"it is {shown(repr(value))}"
            raise _wrong(f"c.CourseDirectory.{name}", found, repr(usual))


def look_for_slips(config: Any, known: Mapping[str, Collection[str]]) -> None:
    """Raise SetupError for a name that is nearly one of nbgrader's, and none.

    nbgrader would pass it over, and a rule for late work would not be heeded. `known`
    are the names of settings by those of their owners; what is like none of them may
    be another program's.
    """
    for owner, chosen in config.items():
        if owner not in known and (near := get_close_matches(owner, known, 1, NEAR)):
            raise _wrong(f"c.{owner}", NO_SETTING, f"c.{near[0]}")
        for name in set(chosen) - set(known.get(owner, chosen)):
            if near := get_close_matches(name, known[owner], 1, NEAR):
                raise _wrong(f"c.{owner}.{name}", NO_SETTING, f"c.{owner}.{near[0]}")


def _said(error: Exception, path: Path) -> str:
    """Say what is wrong and in which line of the file."""
    steps = traceback.extract_tb(error.__traceback__)
    lines = [step.lineno for step in steps if step.filename == str(path)]
    where = f", line {lines[-1]}" if lines else ""  # a SyntaxError says it by itself
    return f"{type(error).__name__}: {shown(str(error), 200)}{where}"


def _unread(path: Path, found: str) -> SetupError:
    return SetupError(
        Facts(str(path), "", found, "Nothing was done.", "Mend it, and run this again.")
    )


def _wrong(name: str, found: str, expected: str) -> SetupError:
    advice = "Mend it in nbgrader_config.py, and run this again."
    return SetupError(Facts(name, expected, found, "Nothing was done.", advice))
