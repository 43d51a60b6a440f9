"""Many submissions: what is left to do, on how many processors, told as it goes.

How one is graded, and where outcomes are kept, are handed in. A failure of one never
stops the others, and an unchanged submission is never graded twice. What was graded
elsewhere enters the store here, one after the other: there is only one who writes.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.names import shown
from autograder.records import (
    EngineFault,
    Facts,
    Refusal,
    Result,
    SetupError,
    Submission,
)

Outcome = Result | Refusal | EngineFault
Grade = Callable[[Submission], Any]  # gives something with a `result`
CONNECT_SECONDS = 20


class Store(Protocol):
    """Where outcomes are kept from run to run."""

    def done(self, submission: Submission) -> Result | Refusal | None:
        """Give what this very content earned before, or None."""

    def save(self, submission: Submission, outcome: Any) -> None:
        """Keep a graded one or a Refusal; a crash must leave the old or the new."""


@dataclass(frozen=True)
class Place:
    """Where grading happens: so many at once here, or on a Dask cluster."""

    jobs: int = 1
    scheduler: str = ""


def dispatch(
    submissions: Sequence[Submission],
    grade: Grade,
    store: Store,
    place: Place = Place(),
    force: bool = False,
) -> list[Outcome]:
    """Grade what is left and give the outcome of every submission, in order.

    A refusal is kept like a result; an engine's fault is not, and is tried again.
    """
    kept = {} if force else {s.student: store.done(s) for s in submissions}
    left = [s for s in submissions if kept.get(s.student) is None]
    if len(left) < len(submissions):
        print(f"{len(submissions) - len(left)} of {len(submissions)} unchanged, kept")
    fresh: dict[str, Outcome] = {}
    with _workers(place, grade, left) as finished, _progress(len(left)) as tell:
        for submission, future in finished:
            outcome = _outcome(submission, future)
            if not isinstance(outcome, EngineFault):
                outcome = _save(store, submission, outcome)
            fresh[submission.student] = outcome
            tell(line(outcome))
    return [fresh.get(s.student) or kept[s.student] for s in submissions]


def collect(submissions: Sequence[Submission], store: Store) -> list[Outcome]:
    """Give the outcomes kept; a submission without one is listed as not graded yet."""
    return [
        store.done(submission) or _pending(submission) for submission in submissions
    ]


def line(outcome: Outcome) -> str:
    """Say an outcome in one line.

    >>> line(Result("ana", "hw", ()))
    'ana: 0 of 0'
    """
    if isinstance(outcome, Result):
        score = f"{outcome.points:g} of {outcome.max_points:g}"
        waiting = ", the rest waits for a person" if outcome.needs_manual else ""
        mended = f", {len(outcome.repairs)} repaired" if outcome.repairs else ""
        return f"{shown(outcome.student)}: {score}{waiting}{mended}"
    kind = "refused" if isinstance(outcome, Refusal) else "ENGINE FAULT"
    where = f"{outcome.facts.where}: " if outcome.facts.where else ""
    return f"{shown(outcome.student)}: {kind}, {where}{outcome.facts.found}"


Finished = Iterator[tuple[Submission, Future]]


@contextmanager
def _workers(
    place: Place, grade: Grade, left: Sequence[Submission]
) -> Iterator[Finished]:
    """Hand out what is left, and give each with its future as it is finished."""
    if place.scheduler:
        with _cluster(place.scheduler) as client:
            yield _by_cluster(client, grade, left)
        return
    with ThreadPoolExecutor(max(place.jobs, 1)) as threads:
        futures = {threads.submit(grade, s): s for s in left}
        try:
            yield ((futures[future], future) for future in as_completed(futures))
        finally:
            threads.shutdown(cancel_futures=True)  # Ctrl-C: what runs may end, no more


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        advice = (
            "Install it here and on every worker: pip install first-neuron[cluster]"
        )
        facts = Facts("--scheduler", "", "Dask is not installed", "", f"{advice}.")
        raise SetupError(facts) from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        advice = "Is `dask scheduler` running there? Then run the same command again."
        found = f"no Dask scheduler answered ({error})"
        raise SetupError(
            Facts(address, "", found, "Nothing was graded.", advice)
        ) from None
    with client:
        yield client


def _by_cluster(client: Any, grade: Grade, left: Sequence[Submission]) -> Finished:
    """Grade on a cluster; a worker that dies has its work done by another."""
    from distributed import as_completed as as_finished

    shared = client.scatter(grade, broadcast=True)
    futures = {
        client.submit(_call, shared, s, pure=False, retries=2, priority=-n): s
        for n, s in enumerate(left)
    }
    for future in as_finished(futures):
        yield futures[future], future


def _call(grade: Grade, submission: Submission) -> Any:
    """Grade on a worker; a refusal is an answer, and must not be tried again."""
    try:
        return grade(submission)
    except (Refusal, EngineFault) as problem:
        return problem


def _outcome(submission: Submission, future: Future) -> Any:
    try:
        found = future.result()
        if isinstance(found, Refusal | EngineFault):
            return found
        return found
    except (Refusal, EngineFault) as problem:
        return problem
    except Exception as error:
        return _fault(submission, error)


def _save(store: Store, submission: Submission, outcome: Any) -> Outcome:
    try:
        store.save(submission, outcome)
    except Exception as error:
        return _fault(submission, error)
    return outcome if isinstance(outcome, Refusal) else outcome.result


def _fault(submission: Submission, error: Exception) -> EngineFault:
    facts = Facts(
        found=f"{type(error).__name__}: {error}",
        done="Nothing was scored.",
        next="Run the same command again; it tries only what is left.",
    )
    return EngineFault(submission.student, submission.assignment, facts)


def _pending(submission: Submission) -> EngineFault:
    facts = Facts(
        found="not graded yet, or changed since",
        done="Nothing was scored.",
        next=f"Run `autograder grade {submission.assignment}`.",
    )
    return EngineFault(submission.student, submission.assignment, facts)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """Tell each outcome with the time left: a bar for a person, lines for a log."""
    from tqdm import tqdm

    start, done = time.monotonic(), 0
    with tqdm(
        total=total, unit="submission", disable=not sys.stderr.isatty() or not total
    ) as bar:

        def tell(words: str) -> None:
            nonlocal done
            done += 1
            spent = time.monotonic() - start
            eta = spent / done * (total - done)
            count = f"[{done:{len(str(total))}}/{total}]"
            times = f"({spent:.0f} s, about {eta:.0f} s left)"
            bar.write(words if not bar.disable else f"{count} {words}  {times}")
            bar.update()
            sys.stdout.flush()

        yield tell
