"""Many submissions: what is left to do, on how many processors, told as it goes.

How one is graded, and where outcomes are kept, are handed in. A failure of one never
stops the others, and an unchanged submission is never graded twice. What was graded
elsewhere enters the store here, one after the other: there is only one who writes.

Ctrl-C lets those that run come to their end and be kept; a second one ends this process
at once, and with it all that it started.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
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
from autograder.troubles import is_ours, of_files

Outcome = Result | Refusal | EngineFault
Grade = Callable[[Submission], Any]  # gives something with a `result`
CONNECT_SECONDS = 20
LOOK = 0.5  # seconds between looks at those that run
TOLD_AGAIN = 15.0  # seconds of silence after which it is said who is still running
STOPPED = 130  # the exit code that shells give what Ctrl-C ended


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
    with _stopping() as stop, _progress(len(left)) as progress:
        with _workers(place, grade, left, stop, progress) as finished:
            for submission, future in finished:
                outcome = _outcome(submission, future)
                if not isinstance(outcome, EngineFault):
                    outcome = _save(store, submission, outcome)
                fresh[submission.student] = outcome
                progress.tell(line(outcome))
        if stop.is_set() and len(fresh) < len(left):
            raise KeyboardInterrupt
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
        left = sum(part.max_points for part in outcome.waiting)
        waiting = f", {left:g} more by hand" if outcome.waiting else ""
        mended = ", repaired" if outcome.repairs else ""  # of many, some are summed up
        return f"{shown(outcome.student)}: {score}{waiting}{mended}"
    kind = "refused" if isinstance(outcome, Refusal) else "ENGINE FAULT"
    where = f"{outcome.facts.where}: " if outcome.facts.where else ""
    return shown(f"{outcome.student}: {kind}, {where}{outcome.facts.found}", 500)


Finished = Iterator[tuple[Submission, Future]]


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Have Ctrl-C set an event, and a second one end all at once.

    What is being kept at that moment is left as by any other death of this process: the
    old or the new. The zygote ends with us, and all others with it.
    """
    stop = threading.Event()

    def interrupted(*_: object) -> None:
        if stop.is_set():
            os._exit(STOPPED)
        stop.set()
        os.write(2, b"\nstopping after the running ones; once more to stop at once\n")

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _workers(
    place: Place,
    grade: Grade,
    left: Sequence[Submission],
    stop: threading.Event,
    progress: "_Progress",
) -> Iterator[Finished]:
    """Hand out what is left, and give each with its future as it is finished."""
    if place.scheduler:
        with _cluster(place.scheduler) as client:
            yield _by_cluster(client, grade, left, stop)
        return
    with ThreadPoolExecutor(max(place.jobs, 1)) as threads:
        futures = {threads.submit(progress.run, grade, s): s for s in left}
        try:
            yield _as_finished(futures, stop, progress)
        finally:
            threads.shutdown(cancel_futures=True)


def _as_finished(
    futures: dict[Future, Submission], stop: threading.Event, progress: "_Progress"
) -> Finished:
    waiting = set(futures)
    while waiting:
        if stop.is_set():
            waiting -= {future for future in waiting if future.cancel()}
        finished, waiting = wait(waiting, LOOK, FIRST_COMPLETED)
        for future in filter(finished.__contains__, futures):
            yield futures[future], future
        if not finished:
            progress.wait()


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


def _by_cluster(
    client: Any, grade: Grade, left: Sequence[Submission], stop: threading.Event
) -> Finished:
    """Grade on a cluster; a worker that dies has its work done by another."""
    from distributed import as_completed as as_finished

    shared = client.scatter(grade, broadcast=True)
    futures = {
        client.submit(_call, shared, s, pure=False, retries=2, priority=-n): s
        for n, s in enumerate(left)
    }
    for future in as_finished(futures):
        yield futures[future], future
        if stop.is_set():
            client.cancel(list(futures))
            return


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
        _stop_for(error)
        return _fault(submission, error)


def _save(store: Store, submission: Submission, outcome: Any) -> Outcome:
    try:
        store.save(submission, outcome)
    except EngineFault as fault:
        return fault
    except Exception as error:
        _stop_for(error)
        return _fault(submission, error)
    return outcome if isinstance(outcome, Refusal) else outcome.result


def _stop_for(error: Exception) -> None:
    """Stop at what would stop all others too, and not grade a class for nothing."""
    if isinstance(error, SetupError):
        raise error
    if isinstance(error, OSError) and is_ours(error):
        raise SetupError(of_files(error)) from None


def _fault(submission: Submission, error: Exception) -> EngineFault:
    facts = Facts(
        found=shown(f"{type(error).__name__}: {error}".partition("\n")[0], 300),
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


class _Progress:
    """Tells each outcome with the time left: a bar for a person, lines for a log."""

    def __init__(self, total: int, bar: Any):
        self._total, self._bar, self._done = total, bar, 0
        self._start = self._told = time.monotonic()
        self._patience = TOLD_AGAIN
        self._running: dict[str, float] = {}

    def run(self, grade: Grade, submission: Submission) -> Any:
        """Grade one; while it runs, it can be told that it does."""
        self._running[submission.student] = time.monotonic()
        try:
            return grade(submission)
        finally:
            del self._running[submission.student]

    def tell(self, words: str) -> None:
        """Tell one that is done, and how it stands with the others."""
        self._done += 1
        self._told, self._patience = time.monotonic(), TOLD_AGAIN
        spent = self._told - self._start
        count = f"[{self._done:{len(str(self._total))}}/{self._total}]"
        left = f"({spent:.0f} s{self._left(spent)})"
        self._bar.write(words if not self._bar.disable else f"{count} {words}  {left}")
        self._bar.update()
        sys.stdout.flush()

    def wait(self) -> None:
        """Say who is still running, where nothing was told for a while."""
        now = time.monotonic()
        ages = sorted((start, name) for name, start in list(self._running.items()))
        told = [f"{shown(name)} ({now - start:.0f} s)" for start, name in ages]
        more = f" and {len(told) - 3} more" if len(told) > 3 else ""
        words = f"still running: {', '.join(told[:3])}{more}"
        if not self._bar.disable:
            self._bar.set_postfix_str(words)
        elif told and now > self._told + self._patience:
            print(words, flush=True)
            self._told, self._patience = now, 2 * self._patience

    def _left(self, spent: float) -> str:
        """Estimate the time left; of those that run already nobody knows it."""
        left, running = self._total - self._done, len(self._running)
        if running >= left:
            return f", {left} still running" if left else ""
        return f", about {max(spent / self._done * left, 1):.0f} s left"


@contextmanager
def _progress(total: int) -> Iterator[_Progress]:
    from tqdm import tqdm

    quiet = not sys.stderr.isatty() or not total
    with tqdm(total=total, unit="submission", disable=quiet) as bar:
        yield _Progress(total, bar)
