"""Experiments too long for a chapter: `make full`, or `make full CHAPTER=06`.

A module per chapter. Each experiment is a function with a question in its docstring; it
writes its figures with `run.record`, which puts them beside the chapter's own. What
was trained is kept, so that an interrupted run goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass

from coursekit import fingerprints, fits, store

REGISTRY = []
"""All experiments of the modules imported so far, in their order."""


@dataclass(frozen=True)
class Experiment:
    """A function that measures, and the items whose figures it records."""

    ids: tuple
    function: Callable

    @property
    def name(self):
        """The function's name in plain words."""
        return self.function.__name__.replace("_", " ")

    @property
    def chapter(self):
        """The two digits of its chapter."""
        return self.function.__module__.rpartition(".")[2][1:3]

    @property
    def question(self):
        """The first line of its docstring."""
        return self.function.__doc__.strip().splitlines()[0]


def experiment(*ids):
    """Enter a function into the registry, with the items whose figures it records."""

    def enter(function):
        REGISTRY.append(Experiment(ids, function))
        return function

    return enter


def remembered(function, *arguments):
    """Return function(*arguments), a dict of numbers, computed once and kept.

    It is computed anew when the arguments, the function or what it uses have changed.
    """
    key = fingerprints.fingerprint(function, arguments)
    if found := store.find(function.__name__, key):
        return found.open
    numbers = {name: float(value) for name, value in function(*arguments).items()}
    fits.tidy()
    store.keep(function.__name__, key, store.Run(numbers, {}))
    return numbers


def mean_of(results, name):
    """Return the mean of a figure over several results."""
    return sum(result[name] for result in results) / len(results)
