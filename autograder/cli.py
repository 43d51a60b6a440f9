"""The door: `autograder release|grade|report`. It parses, calls, prints, and exits.

Exit code 0: all graded; 1: some submissions were not; 2: nothing could run.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ALL_GRADED, SOME_NOT, COULD_NOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code."""
    from autograder.records import SetupError

    asked = _parser().parse_args(arguments)
    try:
        return asked.command(asked)
    except SetupError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return COULD_NOT_RUN


def release(asked: argparse.Namespace) -> int:
    """Make the student's version of an assignment."""
    from autograder import folders, plugin

    assignment = plugin.release(folders.Course(asked.course), asked.assignment)
    print(f"{assignment!r}: release/{assignment.name}")
    return ALL_GRADED


def grade(asked: argparse.Namespace) -> int:
    """Grade what was handed in; what is unchanged keeps its result."""
    from autograder import dispatch, doctor, folders, plugin, report
    from autograder import grade as engine

    course = folders.Course(asked.course)
    course.source(asked.assignment)
    if asked.require_sandbox:
        doctor.require()
    if not plugin.is_released(course, asked.assignment):
        _say(f"releasing {asked.assignment}: its source is new")
        plugin.release(course, asked.assignment)
    here = engine.Here(plugin.package(course, asked.assignment))
    assignment = here.package.assignment
    submissions = course.submissions(assignment)
    if asked.student:
        submissions = [_only(submissions, asked)]
    place = dispatch.Place(asked.jobs, asked.scheduler)
    if not place.scheduler:
        here.grader().warm()  # loads its libraries while we load nbgrader
    store = plugin.ledger(course, assignment)
    outcomes = dispatch.dispatch(submissions, here, store, place, asked.force)
    print(f"\n{report.summary(assignment, outcomes)}")
    _warn_of_open_boxes(outcomes)
    return _exit_code(outcomes)


def doctor(asked: argparse.Namespace) -> int:
    """Try out what the sandbox holds back on this machine."""
    from autograder import doctor

    checks = doctor.examine()
    print(*checks, sep="\n")
    return ALL_GRADED if all(check.held for check in checks) else COULD_NOT_RUN


def report(asked: argparse.Namespace) -> int:
    """Write grades.csv and report.html from the results kept so far."""
    from autograder import intake, plugin, report, similar

    course, assignment, outcomes = _results(asked)
    if asked.feedback:
        pages = plugin.write_feedback(course, outcomes)
        print(f"{len(pages)} feedback pages: feedback/*/{assignment.name}")
    skeleton = course.skeleton(assignment.name)
    answers = {
        submission.student: intake.answers(submission, assignment, skeleton)
        for submission in course.submissions(assignment)
    }
    alike = similar.pairs(answers, intake.code(skeleton))
    report.write(assignment, outcomes, asked.out or course.root, alike)
    print(f"{len(outcomes)} students: grades.csv, report.html")
    return _exit_code(outcomes)


def export(asked: argparse.Namespace) -> int:
    """Write the grades as Canvas, Moodle or a spreadsheet imports them."""
    from autograder import export

    course, assignment, outcomes = _results(asked)
    roster = export.read_roster(asked.roster) if asked.roster else []
    made = export.table(asked.kind, assignment, outcomes, roster)
    path = asked.out or course.root / f"{assignment.name}-{asked.kind}.csv"
    path.write_text(made.text(), encoding="utf-8", newline="")
    for line in made.told:
        print(f"  {line}")
    print(f"{path}: {len(made.rows) - 1} lines; {len(made.told)} to look at")
    return SOME_NOT if made.told else ALL_GRADED


def collect(asked: argparse.Namespace) -> int:
    """Put a class's zip from Moodle or Canvas into submitted/."""
    from autograder import collect, export, folders

    course = folders.Course(asked.course)
    assignment = course.assignment(asked.assignment)
    roster = export.read_roster(asked.roster) if asked.roster else []
    told = collect.collect(asked.zip, assignment, course.root / "submitted", roster)
    print(*told, sep="\n")
    return SOME_NOT if any(not entry.placed for entry in told) else ALL_GRADED


def _results(asked: argparse.Namespace) -> tuple:
    """Give the course, the assignment and its outcomes, with what people gave."""
    from autograder import dispatch, folders, plugin, shelf

    course = folders.Course(asked.course)
    assignment = course.assignment(asked.assignment)
    kept_in = shelf.Shelf(course.records(assignment.name))
    kept = dispatch.collect(course.submissions(assignment), kept_in)
    return course, assignment, plugin.reread(course, kept)


def _only(submissions: list, asked: argparse.Namespace) -> object:
    """Pick one student's submission, or say who was meant."""
    from difflib import get_close_matches

    from autograder.records import Facts, SetupError

    found = {submission.student: submission for submission in submissions}
    if asked.student in found:
        return found[asked.student]
    near = get_close_matches(asked.student, found, 1, 0.3)
    where = f"submitted/*/{asked.assignment}"
    advice = f"Did you mean {near[0]}?" if near else "Look at the folder's name."
    missing = f"nothing by {asked.student}"
    raise SetupError(Facts(where, "", missing, "Nothing was graded.", advice))


def _processors() -> int:
    import os

    has_choice = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_choice else os.cpu_count() or 1


def _say(line: str) -> None:
    print(line, flush=True)


def _warn_of_open_boxes(outcomes: Sequence) -> None:
    """Say once which layers of the sandbox were missing."""
    layers = {layer for outcome in outcomes for layer in getattr(outcome, "layers", ())}
    for layer in sorted(layers, key=lambda layer: layer.name):
        if not layer.active:
            print(
                f"Warning: student code ran without the layer {layer.name}"
                f" ({layer.detail}). `autograder doctor` tells what it needs.",
                file=sys.stderr,
            )


def _exit_code(outcomes: Sequence) -> int:
    from autograder.records import Result

    return ALL_GRADED if all(isinstance(o, Result) for o in outcomes) else SOME_NOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder", description="Release, grade and report on an assignment."
    )
    parser.add_argument(
        "--course",
        type=Path,
        default=Path(),
        help="its folder (default: here)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (release, collect, grade, report, export, doctor):
        sub = commands.add_parser(
            command.__name__, help=command.__doc__, description=command.__doc__
        )
        sub.set_defaults(command=command)
        if command is not doctor:
            sub.add_argument("assignment", help="its folder in source/")
        if command is grade:
            sub.add_argument("--student", help="grade this one only")
            sub.add_argument(
                "--force", action="store_true", help="grade unchanged ones again too"
            )
            sub.add_argument(
                "--jobs", type=int, default=_processors(), help="so many at once here"
            )
            sub.add_argument(
                "--scheduler", default="", help="a Dask scheduler, tcp://host:port"
            )
            sub.add_argument(
                "--require-sandbox",
                action="store_true",
                help="grade nothing unless every layer stands",
            )
        if command is collect:
            sub.add_argument("zip", type=Path, help="as the LMS gives it")
        if command is export:
            kind = sub.add_mutually_exclusive_group(required=True)
            for name in ("canvas", "moodle", "csv"):
                kind.add_argument(
                    f"--{name}", dest="kind", action="store_const", const=name
                )
            sub.add_argument("--out", type=Path, help="the file to write")
        if command in (collect, export):
            sub.add_argument("--roster", type=Path, help="who is who, a CSV")
        if command is report:
            sub.add_argument(
                "--feedback", action="store_true", help="write students' pages too"
            )
            sub.add_argument("--out", type=Path, help="where to (default: the course)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
