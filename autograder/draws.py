"""How random generators cross: in their state, and never with what they were made of.

The numbers of a test and the generators that it lends are often children of one seed.
Who knew the seed could draw the others again. So a lent generator brings no seed along:
asked to spawn, it asks at home for the numbers that its children begin with.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

KINDS = {
    name: getattr(np.random, name)
    for name in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
}
# Where a kind reads in its own memory; beyond the end it would read ours.
_PLACES = {"MT19937": ("state", "pos", 624), "Philox": ("buffer_pos", None, 4)}
MOST_WORDS = MOST_CHILDREN = 10_000
LARGEST_POOL = 64  # words that a seed is mixed in; NumPy's own are 4


class NoGenerator(Exception):
    """What came is no generator; the message says why."""


class Words:
    """What a seed and its children give: the words that generators begin with."""

    def __init__(self, entropy: Any, spawn_key: tuple, pool_size: int):
        self._seed = entropy, tuple(spawn_key), pool_size

    @property
    def fields(self) -> list:
        """What another one can be made of."""
        return list(self._seed)

    def __call__(self, path: tuple, count: int, kind: str) -> np.ndarray:
        """Give words for the child of a child ... that the path leads to.

        An empty path, or one of empty steps, would lead to the seed itself, whose words
        are those of whoever lent the generator: nobody is told.

        >>> words = Words(7, (), 4)((1,), 2, "uint32")
        >>> child = np.random.SeedSequence(7).spawn(2)[1]
        >>> bool((words == child.generate_state(2)).all())
        True
        """
        steps = all(type(step) is int and 0 <= step < 2**32 for step in path)
        if not path or not steps or not 0 <= count <= MOST_WORDS:
            raise NoGenerator("words that no child of a generator begins with")
        entropy, key, size = self._seed
        seed = np.random.SeedSequence(entropy, spawn_key=(*key, *path), pool_size=size)
        return seed.generate_state(count, np.dtype(kind).type)


class Seed(np.random.bit_generator.ISpawnableSeedSequence):
    """A seed that knows whom to ask for words: `Words` here, or those of another."""

    def __init__(self, words: Callable, path: tuple = (), children: int = 0):
        self.words, self.path, self.n_children_spawned = words, path, children

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> np.ndarray:
        """Give the first words; zeros where a state is set anyway."""
        kind = np.dtype(dtype)
        if not self.path:
            return np.zeros(n_words, kind)
        told = self.words(self.path, n_words, kind.name)
        # NumPy reads as many words from it as it asked for, whatever it was given.
        asked_for = type(told) is np.ndarray and told.shape == (n_words,)
        if not asked_for or told.dtype != kind:
            raise NoGenerator("other words than a generator begins with")
        return told

    def spawn(self, n_children: int) -> list["Seed"]:
        """Give the children that the seed at home would have."""
        first = self.n_children_spawned
        self.n_children_spawned += n_children
        numbers = range(first, self.n_children_spawned)
        return [Seed(self.words, (*self.path, number)) for number in numbers]


def take(generator: np.random.Generator, guarded: bool) -> list:
    """Give what a generator is: its kind, its state, whom to ask for its children.

    A guarded one does not say what it was made of: its `Words` are lent, not told.
    """
    bits = generator.bit_generator
    seed = bits.seed_seq
    if not isinstance(seed, Seed):
        own = Words(seed.entropy, seed.spawn_key, seed.pool_size)
        seed = Seed(own, (), seed.n_children_spawned)
    told = isinstance(seed.words, Words) and not guarded
    source = seed.words.fields if told else seed.words
    return [type(bits).__name__, bits.state, source, seed.path, seed.n_children_spawned]


def make(fields: list) -> np.random.Generator:
    """Make the generator again."""
    name, state, source, path, children = fields
    kind = KINDS.get(name)
    if kind is None:
        raise NoGenerator(f"a generator of kind {name}")
    words = source if callable(source) else _words(*source)
    seed = Seed(words)
    bits = kind(seed)
    seed.path, seed.n_children_spawned = tuple(path), int(children)
    bits.state = state
    if name in _PLACES:
        _check(bits.state, *_PLACES[name])
    return np.random.Generator(bits)


def _words(entropy: Any, spawn_key: tuple, pool_size: int) -> Words:
    """Make the words of a seed that was told; a huge pool would take hours to mix."""
    if not 0 < int(pool_size) <= LARGEST_POOL:
        raise NoGenerator(f"a seed with a pool of {pool_size} words")
    return Words(entropy, spawn_key, int(pool_size))


def write_back(old: np.random.Generator, new: np.random.Generator) -> bool:
    """Let a generator go on where its copy is; False if they are of two kinds."""
    mine, yours = old.bit_generator, new.bit_generator
    if type(mine) is not type(yours):
        return False
    mine.state = yours.state
    spawned = yours.seed_seq.n_children_spawned - mine.seed_seq.n_children_spawned
    if 0 < spawned <= MOST_CHILDREN:
        mine.seed_seq.spawn(spawned)
    return True


def _check(state: dict, part: str, place: str | None, last: int) -> None:
    found = state[part][place] if place else state[part]
    if not 0 <= found <= last:
        raise NoGenerator("a generator that reads beyond its end")
