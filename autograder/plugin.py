"""Where nbgrader's own commands meet the engine: settings, release, feedback.

nbgrader changes the working folder and the environment of the whole process. So each
of its steps runs in a forked child of its own with a deadline, and only values come
back. nbgrader itself (seconds of imports) loads when the first step needs it, once,
before the fork.
"""

import contextlib
import json
import os
import shutil
import sys
import sysconfig
import tempfile
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder import (
    audit,
    escaping,
    grade,
    kernels,
    pages,
    press,
    prose,
    stamps,
    steps,
    wishes,
)
from autograder.apart import apart
from autograder.dispatch import Outcome
from autograder.files import lay, replace_folder, restore_folder, write_whole
from autograder.folders import Course, Released
from autograder.gradebook import Gradebook
from autograder.ledger import Ledger
from autograder.parcels import STAMP
from autograder.rebuild import name_of
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Refusal,
    Result,
    SetupError,
)
from autograder.sheets import join, split, together
from autograder.trial import Row, rows

CELL_SECONDS = 30
STEP_SECONDS = 120
AUTOTESTS = "autotests.yml"  # what nbgrader makes of AUTOTEST lines, for a course
TOLD = 5  # of many mistakes in a source
RELEASING = (  # nbgrader's own steps
    *("IncludeHeaderFooter", "InstantiateTests", "LockCells", "ClearSolutions"),
    *("ClearOutput", "CheckCellMetadata", "ComputeChecksums", "SaveCells"),
    *("ClearHiddenTests", "ClearMarkScheme", "ComputeChecksums", "CheckCellMetadata"),
)


def configure(c: Any) -> None:
    """Set up the course for every nbgrader command; `nbgrader_config.py` calls it."""
    if nbgrader := sys.modules.get("nbgrader.coursedir"):
        # It would read a time stamp in a way of its own, before or after we do.
        nbgrader.CourseDirectory.get_existing_timestamp = lambda _, at: _time(Path(at))
    if nbgrader := sys.modules.get("nbgrader.apps.api"):  # for formgrader's lists
        nbgrader.NbGraderAPI.get_submitted_timestamp = _submitted
    escaping.enter()
    # nbgrader calls `alembic` by name, also where no environment was activated.
    os.environ["PATH"] = (
        sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", os.defpath)
    )
    c.CourseDirectory.course_id = "first_neuron"
    # A text twin holds the solutions: it must never reach a release.
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "text"]
    # The stock table gives 0 for what was never graded, and must not replace ours.
    c.ExportApp.plugin_class = "autograder.stock.Marks"
    c.ExportPlugin.to = os.path.join("autograded", "export.csv")
    c.Exchange.root = os.path.abspath("exchange")
    c.Execute.timeout = CELL_SECONDS
    c.KernelManager.update(kernels.sockets())
    c.Execute.shutdown_kernel = "immediate"
    # Stock nbgrader gives 0 for a warning on stderr: only an exception costs points.
    c.IgnorePattern.enabled = True
    c.IgnorePattern.pattern = r"(?s).*"
    # Our engine takes the place of stock execution, and enters the marks itself.
    c.Autograde.pre_convert_hook = "autograder.stock.grade_first"
    c.Autograde.exporter_class = "autograder.stock.Unopened"
    c.Autograde.sanitize_preprocessors = []
    c.Autograde.autograde_preprocessors = [
        "autograder.stock.sit_exam",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    # Of a line with AUTOTEST nbgrader makes the asserts that are the test.
    c.GenerateAssignment.preprocessors = [
        *("nbgrader.preprocessors." + step for step in RELEASING[:2]),
        "autograder.steps.keep_tests",
        *("nbgrader.preprocessors." + step for step in RELEASING[2:]),
    ]
    # The page that a student gets is ours, whoever asks for it.
    c.GenerateFeedback.exporter_class = "autograder.buttons.FeedbackExporter"
    c.GenerateFeedback.preprocessors = []
    # What formgrader shows is washed, and reads without a network.
    c.HTMLExporter.template_name = "desk"
    c.HTMLExporter.extra_template_basedirs = _templates()
    c.HTMLExporter.preprocessors = ["autograder.buttons.show_grader"]
    c.HTMLExporter.filters = {"markdown2html": "autograder.prose.html"}


def _submitted(api: Any, assignment: str, student: str) -> datetime | None:
    place = api.coursedir.submitted_directory, student, assignment
    return _time(Path(api.coursedir.format_path(*place)))


def _time(folder: Path) -> datetime | None:
    """Give the time at which a folder was handed in, in UTC, as nbgrader keeps it."""
    with contextlib.suppress(FileNotFoundError):
        when = stamps.read((folder / STAMP).read_bytes())
        return when and when.replace(tzinfo=None)
    return None


def _templates() -> list[str]:
    """Name our folder of templates, and the formgrader's that they build on."""
    nbgrader = find_spec("nbgrader")
    folders = nbgrader.submodule_search_locations if nbgrader else []
    theirs = [f"{folder}/server_extensions/formgrader/templates" for folder in folders]
    return [str(Path(__file__).parent / "templates"), *theirs]


def release(
    course: Course, name: str, say: Callable[[str], object] = lambda _: None
) -> Assignment:
    """Make the student's version from the source, and tell the gradebook of it.

    Nothing is made of a source that would cost students points; `say` is told how it
    goes.
    """
    course.source(name)
    _import_nbgrader()
    gradebook(course).close()  # its own words, if it cannot be reached
    of, config = course.digest(name), settings(course)
    rules = repr((wishes.limits(config), wishes.delimiters(config)))
    noted = course.released(name)
    is_sound = noted and noted.rules == rules
    unsealed = noted.unsealed if is_sound else inspect(course, name, say)
    tests = _generated(course, name)
    if course.digest(name) != of:
        raise _no_release(name, "it was changed in the meantime")
    course.remember_release(name, Released(of, rules, unsealed, tests))
    return course.assignment(name)


def inspect(course: Course, name: str, say: Callable[[str], object]) -> str:
    """Audit a source, and say why its tests cannot be sealed, if they cannot.

    SetupError if it must be mended.
    """
    source, config = course.instructors(name), settings(course)

    def rehearse() -> grade.Package:
        say(f"{name}: grading its own solution, and the blank notebook")
        return _rehearsed(course, name, Path(home))

    with tempfile.TemporaryDirectory(prefix="first-neuron-") as home:
        found = audit.audit(source, rehearse, wishes.delimiters(config))
        leaks = audit.leaks(source, Path(home) / "release" / name)
    findings = (*found.findings, *leaks)
    for finding in findings:
        if not finding.stops:
            say(f"{name}, {finding}")
    _need_sound(name, findings)
    if found.unsealed:
        say(f"{name}: its tests are not sealed ({found.unsealed})")
    return found.unsealed


def _need_sound(name: str, findings: Sequence[audit.Finding]) -> None:
    """Raise a SetupError if anything was found for which nobody may be handed it."""
    if wrong := [str(finding) for finding in findings if finding.stops]:
        more = f"; and {len(wrong) - TOLD} more" if len(wrong) > TOLD else ""
        raise _no_release(name, "; ".join(wrong[:TOLD]) + more)


def trial(course: Course, name: str) -> list[Row]:
    """Grade an assignment's own solution and the blank by nbgrader, sealed and open.

    SetupError where its text shows that there will be no release of it.
    """
    source, config = course.instructors(name), settings(course)
    seconds = config.Execute.get("timeout") or CELL_SECONDS
    _need_sound(name, audit.read(source, wishes.delimiters(config)).findings)
    _import_nbgrader()
    with tempfile.TemporaryDirectory(prefix="first-neuron-") as home:
        package = _rehearsed(course, name, Path(home))

        def stock(book: dict) -> dict[str, float]:
            sheets = split(book, package.assignment.notebooks)
            found: dict[str, dict[str, float]] = {sheet: {} for sheet in sheets}
            for sheet, notebook in sheets.items():
                with tempfile.TemporaryDirectory(prefix="first-neuron-") as place:
                    lay(package.files, Path(place))
                    step = steps.run, Path(place), notebook, seconds
                    # nbgrader gives none where the kernel ends.
                    with contextlib.suppress(RuntimeError, TimeoutError):
                        found[sheet] = apart(STEP_SECONDS * 5, *step)
            return together(found)

        try:
            return list(rows(package, source, stock))
        except Refusal as refusal:
            found = f"its own solution is refused: {refusal.facts.found}"
            raise _no_release(name, found) from None


def _rehearsed(course: Course, name: str, home: Path) -> grade.Package:
    """Make a release where nobody looks, and give what it would be graded by."""
    home = home.resolve()
    for ours in ("source", AUTOTESTS):
        (home / ours).symlink_to(course.root.resolve() / ours)
    tests = _generated(course, name, home)
    return _package(Course(home), name, tests, settings(course))


def _generated(course: Course, name: str, home: Path | None = None) -> dict[str, str]:
    """Have nbgrader make a release beside the one that is there, which it replaces.

    nbgrader would remove the old one first, and leave none where it fails. Gives the
    tests that it wrote itself.
    """
    cells = course.instructors(name)["cells"]
    said = {name_of(cell): "".join(cell["source"]) for cell in cells}
    beside = course.records(name) / "release.part"
    restore_folder(beside / name, course.root / "release" / name)
    shutil.rmtree(beside, ignore_errors=True)  # of a run that was killed
    place = None if home else beside.relative_to(course.root)
    step = steps.generate, course.root, settings(course), name, home, place
    try:
        answer = apart(STEP_SECONDS, *step)
        if not answer["success"]:
            raise _no_release(name, f"nbgrader made none ({steps.last_word(answer)})")
        if not home:
            replace_folder(beside / name, course.root / "release" / name)
        made = together(answer["kept"])
        return {n: text for n, text in made.items() if said.get(n) != text}
    except (RuntimeError, TimeoutError) as error:
        raise _no_release(name, f"nbgrader made none ({error})") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _no_release(name: str, found: str) -> SetupError:
    advice = f"Mend the source and run `autograder release {name}` again."
    if "Cannot add or remove cells" in found:
        advice = (
            "Once something is graded nbgrader keeps an assignment's marked cells: give"
            " the source those that it had. Or copy the gradebook, and run `nbgrader db"
            f" assignment remove {name} --force`: all is graded anew, without what was"
            " given by hand."
        )
    return SetupError(
        Facts(
            where=f"source/{name}",
            found=f"no release was made of it: {found}",
            done="What was released before is as it was.",
            next=advice,
        )
    )


def settings(course: Course) -> Any:
    """Read nbgrader's configuration as the course has it, without loading nbgrader.

    SetupError if there is a slip in it, whatever the command.
    """
    from traitlets.config import Config

    root = course.root.resolve()
    if (root / "nbgrader_config.py").exists():
        config = wishes.of_file(root / "nbgrader_config.py")
    else:
        configure(config := Config())
    wishes.limits(config)
    wishes.delimiters(config)
    wishes.places(config)
    config.CourseDirectory.root = str(root)
    if not config.CourseDirectory.get("db_url"):
        config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    return config


def package(course: Course, name: str) -> grade.Package:
    """Read all that grading an assignment of this course needs."""
    noted = course.released(name)
    if noted is None:
        found = "it was not released as its source is now"
        advice = f"Run `autograder release {name}`."
        raise SetupError(Facts(name, "", found, "Nothing was graded.", advice))
    return _package(course, name, noted.tests, settings(course))


def _package(course: Course, name: str, tests: dict, config: Any) -> grade.Package:
    course.stay_hidden()
    hidden = wishes.delimiters(config)[2]
    return grade.package(course, name, wishes.limits(config), hidden, tests)


def ledger(course: Course, assignment: Assignment) -> Ledger:
    """Open the store that a course's results enter."""
    return Ledger(course, assignment, _known(settings(course)))


def due(course: Course, name: str) -> datetime | None:
    """Give the date at which an assignment is due, as the gradebook has it."""
    return gradebook(course).due(name)


def is_released(course: Course, name: str) -> bool:
    """Tell whether the release and the gradebook know the source as it is now."""
    try:
        assignment = course.assignment(name)
    except SetupError:  # there is no release, or none that can be read
        return False
    return bool(course.released(name)) and gradebook(course).knows(assignment)


def write_feedback(
    course: Course, outcomes: Sequence[Outcome], at_once: int = 1
) -> dict[str, str]:
    """Write the page that each student gets back, and a note to each refused one.

    Gives the names of those whose page could not be made, each with the reason.
    """
    name = next(outcome.assignment for outcome in outcomes)
    book = gradebook(course)
    comments = book.comments(name)
    book.close()
    skeleton = pages.plain(course.skeleton(name))
    for cell in skeleton["cells"]:  # rendered once, here, and not in every child
        draw = prose.html if cell["cell_type"] == "markdown" else prose.code
        draw(cell["source"])
    jobs = {
        outcome.student: partial(
            _write_page, course, outcome, skeleton, comments.get(outcome.student, {})
        )
        for outcome in outcomes
        if not isinstance(outcome, EngineFault)
    }
    return press.each(jobs, at_once)


def _write_page(
    course: Course, outcome: Result | Refusal, skeleton: dict, comments: dict[str, str]
) -> None:
    """Put a page where the student's feedback lies, in the place of older ones."""
    folder = course.root / "feedback" / outcome.student / outcome.assignment
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.html"), *folder.glob("not_graded.txt")):
        old.unlink()
    if isinstance(outcome, Refusal):
        write_whole(folder / "not_graded.txt", f"{outcome}\n")
        return
    names = course.assignment(outcome.assignment).notebooks
    ran = course.root / "autograded" / outcome.student / outcome.assignment
    texts = {n: (ran / f"{n}.ipynb").read_text(encoding="utf-8") for n in names}
    executed = join({name: json.loads(text) for name, text in texts.items()})
    page = pages.page(outcome, executed, skeleton, comments)
    write_whole(folder / f"{names[0]}.html", page)


def gradebook(course: Course) -> Gradebook:
    """Open the gradebook of a course."""
    return Gradebook(_known(settings(course)))


def _known(config: Any) -> Any:
    """Give a configuration in which nbgrader knows every name."""
    _import_nbgrader()
    from traitlets.config import Configurable

    found, left = {}, [Configurable]
    while left:
        one = left.pop()
        found.setdefault(one.__name__, set()).update(one.class_trait_names(config=True))
        left += one.__subclasses__()
    wishes.look_for_slips(config, found)
    return config


def _import_nbgrader() -> None:
    """Load nbgrader before a fork; what its libraries deprecate is not ours to say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbgrader.apps  # noqa: F401
