"""The door: `autograder release|grade|report|...`. It parses, calls, prints, and exits.

Exit code 0: each submission was graded, though answers may wait for a person; 1: some
were not, or somebody has to see to something; 2: nothing could run; 130: it was stopped
by Ctrl-C. What can be told in a line is told here, and nowhere else.
"""

import argparse
import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ALL_GRADED, SOME_NOT, COULD_NOT_RUN, STOPPED, NOBODY_READS = 0, 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code."""
    from autograder import streams, troubles
    from autograder.records import SetupError

    streams.prepare()
    asked = _parser().parse_args(arguments)
    try:
        code = asked.command(asked)
        sys.stdout.flush()
        return code
    except SetupError as error:
        return _tell(error)
    except KeyboardInterrupt:
        _tell("stopped. What was done is kept; the same command goes on from there.")
        return STOPPED
    except BrokenPipeError:  # `| head` has seen enough
        return NOBODY_READS
    except OSError as error:
        return _tell(troubles.of_files(error))
    except MemoryError:
        return _tell("there is too little memory. What was done is kept.")
    except Exception as error:
        return _tell(troubles.of_ours(error))
    finally:
        streams.end()


def _tell(what: object) -> int:
    with contextlib.suppress(OSError):  # as with a terminal that is gone
        print(f"autograder: {what}", file=sys.stderr, flush=True)
    return COULD_NOT_RUN


def release(asked: argparse.Namespace) -> int:
    """Make the student's version of an assignment."""
    from autograder import plugin

    course, name = _asked_for(asked)
    with _alone(course, name):
        assignment = plugin.release(course, name, _say)
    print(f"{assignment!r}: {course.root / 'release' / assignment.name}")
    return ALL_GRADED


def audit(asked: argparse.Namespace) -> int:
    """Grade an assignment's own solution and the blank in three ways, test by test."""
    from autograder import plugin, trial

    course, name = _asked_for(asked)
    with _alone(course, name):
        found = plugin.trial(course, name)
    print(trial.heading(), *found, sep="\n")
    for row in found:
        for way, said in row.why.items():
            print(f"{row.part}, {way}: {said}")
    print(f"\n{trial.advice(found)}")
    return ALL_GRADED if trial.is_right(found) else COULD_NOT_RUN


def grade(asked: argparse.Namespace) -> int:
    """Grade what was handed in; what is unchanged keeps its result."""
    from autograder import dispatch, doctor, plugin, report
    from autograder import grade as engine

    course, name = _asked_for(asked)
    people = _roster(asked, course)  # before hours of work, if it cannot be read
    if asked.require_sandbox:
        doctor.require()
    with _alone(course, name):
        if not plugin.is_released(course, name):
            _say(f"releasing {name}: its source is new")
            plugin.release(course, name, _say)
        here = engine.Here(plugin.package(course, name))
        assignment = here.package.assignment
        submissions = _handed_in(course, assignment)
        if asked.student:
            submissions = [_only(submissions, asked.student, name)]
        place = dispatch.Place(asked.jobs, asked.scheduler)
        if not place.scheduler:
            here.grader().warm()  # loads its libraries while we load nbgrader
        store = plugin.ledger(course, assignment)
        outcomes = dispatch.dispatch(submissions, here, store, place, asked.force)
        store.book.name(people.persons(s.student for s in submissions))
        outcomes = store.book.reread(name, outcomes)
    print(f"\n{report.summary(assignment, outcomes)}")
    if assignment.unsealed:
        print(f"The tests are not sealed: `autograder audit {name}` says why.")
    _warn_of_open_boxes(outcomes)
    lost, gone = _strays(course, assignment, submissions, store.book)
    for line in [] if asked.student else [*lost, *gone]:
        _say(line)
    return SOME_NOT if lost and not asked.student else _exit_code(outcomes)


def doctor(asked: argparse.Namespace) -> int:
    """Try out what the sandbox holds back on this machine."""
    from autograder import doctor

    checks = doctor.examine(asked.course or Path())
    print(*checks, sep="\n")
    held = all(check.held or not check.needed for check in checks)
    return ALL_GRADED if held else COULD_NOT_RUN


def report(asked: argparse.Namespace) -> int:
    """Write grades.csv and report.html from the results kept so far."""
    from autograder import airlock, plugin, report, similar
    from autograder.names import shown
    from autograder.records import EngineFault, points

    course, assignment, outcomes, people = _results(asked)
    folder = asked.out or course.root
    graded = report.graded(outcomes)
    skeleton, known = course.skeleton(assignment.name), {r.student for r in graded}
    answers = {  # what was refused was read once, and may be a bomb
        submission.student: airlock.answers(submission, assignment, skeleton)
        for submission in course.submissions(assignment)
        if submission.student in known
    }
    alike = similar.compare(answers, airlock.written(skeleton))
    report.write(assignment, outcomes, folder, alike, people)
    tables = f"{folder / 'grades.csv'}, {folder / 'report.html'}"
    print(f"{_many(len(outcomes), 'student')}: {tables}")
    if late := [result for result in graded if result.late_by]:
        cost = sum(result.penalty for result in late)
        print(
            f"{len(late)} late, {points(cost)} taken off: see `late by` in grades.csv"
        )
    if asked.feedback:  # after the marks, which no page may hold up
        failed = plugin.write_feedback(course, outcomes, _processors())
        told = [o for o in outcomes if not isinstance(o, EngineFault)]
        made = len(told) - len(failed)
        where = course.root / "feedback" / "*" / assignment.name
        print(f"{_many(made, 'feedback page')}: {where}")
        for student, why in failed.items():
            print(f"  no page for {shown(student)}: {shown(why)}")
        if failed:
            return SOME_NOT
    return _exit_code(outcomes)


def export(asked: argparse.Namespace) -> int:
    """Write the grades as Canvas, Moodle or a spreadsheet imports them."""
    from autograder import export, plugin
    from autograder.files import write_whole

    course, assignment, outcomes, _ = _results(asked)
    made = export.table(asked.kind, assignment, outcomes, _roster(asked, course))
    lost, gone = _strays(course, assignment, outcomes, plugin.gradebook(course))
    told = [*made.told, *lost, *gone]
    path = asked.out or course.root / f"{assignment.name}-{asked.kind}.csv"
    write_whole(path, made.text())
    for line in told:
        print(f"  {line}")
    who = _many(made.people, "student")
    print(f"{path}: {who}; {len(told)} to look at" if told else f"{path}: {who}")
    print(made.found, end="\n" if made.found else "")
    return SOME_NOT if told else ALL_GRADED


def collect(asked: argparse.Namespace) -> int:
    """Put a class's zip from Moodle or Canvas into submitted/."""
    from autograder import collect, plugin

    course, name = _asked_for(asked)
    people = list(_roster(asked, course).people)
    with _alone(course, name):
        told = collect.collect(
            asked.zip,
            course.assignment(name),
            course.root / "submitted",
            people,
            lambda: plugin.due(course, name),
        )
    print(*told, sep="\n")
    return SOME_NOT if any(entry.asks for entry in told) else ALL_GRADED


def _asked_for(asked: argparse.Namespace) -> tuple:
    """Find the course and the assignment's name that somebody means."""
    from autograder.folders import Course

    course = Course(asked.course) if asked.course else Course.around(Path())
    return course, course.called(asked.assignment)


@contextlib.contextmanager
def _alone(course, name: str) -> Iterator[None]:
    """Let no second command change the same assignment meanwhile."""
    from autograder.files import alone

    with alone(course.records(name) / "lock", name):
        yield


def _roster(asked: argparse.Namespace, course):
    from autograder import roster

    return roster.of(course.root, getattr(asked, "roster", None))


def _results(asked: argparse.Namespace) -> tuple:
    """Give the course, assignment, outcomes as the gradebook has them, and names."""
    from autograder import dispatch, plugin, shelf

    course, name = _asked_for(asked)
    assignment = course.assignment(name)
    kept_in = shelf.Shelf(course.records(name))
    kept = dispatch.collect(_handed_in(course, assignment), kept_in)
    book = plugin.gradebook(course)
    book.name(_roster(asked, course).persons(outcome.student for outcome in kept))
    return course, assignment, _need_marks(book.reread(name, kept)), book.people()


def _strays(course, assignment, handed_in: Sequence, book) -> tuple[list, list]:
    """Tell of work that is not looked at where it lies, and of marks without any."""
    from autograder import strays

    students = {each.student for each in handed_in}
    lost = strays.found(course.root, assignment, course.known())
    return lost, strays.gone(students, book.students(assignment.name))


def _handed_in(course, assignment) -> list:
    """Read the submissions; say where they are expected if there is none."""
    from autograder import strays
    from autograder.names import shown
    from autograder.records import Facts, SetupError

    if found := course.submissions(assignment):
        return found
    advice = "`autograder collect` fills it from a zip of Moodle or Canvas."
    if there := {p.name for p in course.root.glob("submitted/*/*") if p.is_dir()}:
        others = shown(", ".join(sorted(there)[:4]))
        advice = f"There are folders {others}: give them that name."
    if lost := strays.found(course.root, assignment, course.known()):
        advice = f"{lost[0]}."
    raise SetupError(
        Facts(
            where=str(course.root / "submitted"),
            found=f"no submission of {assignment.name}",
            expected=f"submitted/<student>/{assignment.name}/{assignment.notebook}.ipynb",
            done="Nothing was done.",
            next=advice,
        )
    )


def _need_marks(outcomes: Sequence) -> Sequence:
    """Give the outcomes; SetupError if there is none: a table must not be emptied."""
    from autograder.records import EngineFault, Facts, SetupError

    if all(isinstance(outcome, EngineFault) for outcome in outcomes):
        first = outcomes[0]
        found = f"nothing is graded ({first.facts.found})"
        done = "Nothing was written: what was there is as it was."
        raise SetupError(Facts(first.assignment, "", found, done, first.facts.next))
    return outcomes


def _only(submissions: list, student: str, name: str) -> object:
    """Pick one student's submission, or say who was meant."""
    from difflib import get_close_matches

    from autograder.records import Facts, SetupError

    found = {submission.student: submission for submission in submissions}
    if student in found:
        return found[student]
    near = get_close_matches(student, found, 1, 0.3)
    advice = f"Did you mean {near[0]}?" if near else "Look at the folder's name."
    missing = f"nothing by {student}"
    where = f"submitted/*/{name}"
    raise SetupError(Facts(where, "", missing, "Nothing was graded.", advice))


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _positive(text: str) -> int:
    """Read a number of jobs; argparse tells what was wrong with it."""
    if not (text.isascii() and text.isdigit() and int(text[:9])):
        raise argparse.ArgumentTypeError(f"{text}: 1 or more was expected")
    return int(text)


def _processors() -> int:
    import os

    has_choice = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_choice else os.cpu_count() or 1


def _say(line: str) -> None:
    print(line, flush=True)


def _warn_of_open_boxes(outcomes: Sequence) -> None:
    """Say once which layers of the sandbox were missing."""
    from autograder import sandbox
    from autograder.names import shown

    layers = {layer for outcome in outcomes for layer in getattr(outcome, "layers", ())}
    for layer in sorted(layers, key=lambda layer: layer.name):
        if not layer.active and layer.name not in sandbox.BESIDES:
            print(
                f"Warning: student code ran without the layer {shown(layer.name)}"
                f" ({shown(layer.detail)}). `autograder doctor` tells what it needs.",
                file=sys.stderr,
            )


def _exit_code(outcomes: Sequence) -> int:
    from autograder.records import Result

    return ALL_GRADED if all(isinstance(o, Result) for o in outcomes) else SOME_NOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder", description="Release, grade and report on an assignment."
    )
    where = "its folder (default: the one that we are in)"
    parser.add_argument("--course", type=Path, help=where)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (release, audit, collect, grade, report, export, doctor):
        sub = commands.add_parser(
            command.__name__, help=command.__doc__, description=command.__doc__
        )
        sub.set_defaults(command=command)
        if command is not doctor:
            sub.add_argument(
                "assignment", help="its folder in source/, or how that begins: hw05"
            )
            # Behind the command too, where it must not undo the one in front.
            sub.add_argument(
                "--course", type=Path, help=where, default=argparse.SUPPRESS
            )
        if command is grade:
            sub.add_argument("--student", help="grade this one only")
            sub.add_argument(
                "--force", action="store_true", help="grade unchanged ones again too"
            )
            sub.add_argument(
                "--jobs",
                type=_positive,
                default=_processors(),
                help="so many at once here",
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
        if command not in (release, audit, doctor):
            sub.add_argument(
                "--roster",
                type=Path,
                help="who is who, a CSV (default: roster.csv of the course)",
            )
        if command is report:
            sub.add_argument(
                "--feedback", action="store_true", help="write students' pages too"
            )
            sub.add_argument("--out", type=Path, help="where to (default: the course)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
