"""What a comparison found: a table, what it means in words, and a picture.

Two results are told apart only if their difference is larger than its noise, and the
noise has two sources. Seeds: the same recipe with another seed scores differently;
what counts is how much the *difference* varies over paired seeds. Examples: another
test set of the same size would give another difference, too. Each source gives a
margin, its standard error times the quantile that 5 % of chance results exceed
(Student's t with seeds - 1 degrees of freedom for the seeds); the two are added like
the sides of a right angle. Where one result is laid beside several others, the 5 % is
shared out among these comparisons. So two recipes that are equal are told apart in at
most about 5 % of the cases; among six, of which one looks best by chance, it may be
one race in ten, and among ten one in seven.
"""

from dataclasses import dataclass, field

import numpy as np

from coursekit.scores import Score

ODDS = 0.05


@dataclass(frozen=True)
class Outcome:
    """What one recipe did: its score on validation, and on the test set once chosen.

    `validation` has a row per setting and a column per seed; `test` an entry per
    seed; `each` a row per seed and a column per test example, or None where the score
    is no mean over examples. `others` are further numbers that the recipe reported,
    an entry per seed.
    """

    name: str
    settings: tuple
    validation: np.ndarray
    chosen: int
    test: np.ndarray
    each: np.ndarray | None = None
    others: dict = field(default_factory=dict)
    rival: bool = False

    @property
    def setting(self):
        """The setting that was best on validation."""
        return self.settings[self.chosen]

    @property
    def mean(self):
        """The mean test score over the seeds."""
        return float(self.test.mean())

    @property
    def spread(self):
        """The standard deviation of the test score over the seeds (ddof=0)."""
        with np.errstate(invalid="ignore"):  # of infinite errors there is none
            return float(self.test.std())


@dataclass(frozen=True)
class Gap:
    """How far one result lies above another, and the margin of noise around that."""

    size: float
    margin: float

    @property
    def within_noise(self):
        """Whether the two cannot be told apart."""
        return not abs(self.size) > self.margin


@dataclass(frozen=True)
class Comparison:
    """The result of `run.compare`; print it, plot it, or ask for single numbers.

    `result["tanh"]` is the Outcome of a recipe, `result.gap("tanh", "relu")` the
    difference of two with its margin, `result.best` the name of the best.
    """

    score: Score
    outcomes: tuple
    floor: float | None = None
    notes: tuple = ()

    def __getitem__(self, name):
        """Return the Outcome of a recipe or rival by its name."""
        for outcome in self.outcomes:
            if outcome.name == name:
                return outcome
        names = ", ".join(outcome.name for outcome in self.outcomes)
        raise KeyError(f"{name!r} was not compared; there are: {names}")

    @property
    def best(self):
        """The name of the recipe or rival with the best mean on the test set."""
        return self._best_of(self.outcomes).name

    def _best_of(self, outcomes):
        sign = 1 if self.score.higher else -1
        means = np.array([sign * outcome.mean for outcome in outcomes])
        return outcomes[int(np.argmax(np.where(np.isnan(means), -np.inf, means)))]

    def gap(self, one, other, comparisons=1):
        """Return how far `one` lies above `other` on the test set, as a Gap.

        `comparisons`: among how many the 5 % for chance is shared out.
        """
        return gap(self[one], self[other], ODDS / comparisons)

    @property
    def words(self):
        """What the numbers mean, a list of sentences.

        The best is laid beside each other; if a rival is the best, then so is the best
        of the recipes.
        """
        best, recipes = self[self.best], [o for o in self.outcomes if not o.rival]
        pairs = [(best, other) for other in self.outcomes if other is not best]
        if best.rival and recipes:
            first = self._best_of(recipes)
            pairs += [(first, other) for other in recipes if other is not first]
        said = [self._verdict(*pair, len(pairs)) for pair in pairs]
        if not np.isfinite(best.mean):
            said.insert(0, f"{best.name} gave no number (it diverged).")
        if best.rival:
            said.append(f"The best is a simple rival: {best.name}.")
        return [*said, *self.notes]

    def _verdict(self, one, other, comparisons):
        pair = f"{one.name} and {other.name}"
        if not np.isfinite(other.mean):
            return f"{other.name} gave no number (it diverged)."
        found = gap(one, other, ODDS / comparisons)
        if np.isinf(found.margin):
            return f"{pair}: one seed cannot tell a difference from noise."
        places = _places([found.margin or found.size], 2)
        size = f"{abs(found.size):.{places}f} ± {found.margin:.{places}f}"
        if found.within_noise:
            return f"{pair} differ by {size}: that is within the noise."
        return f"{one.name} is better than {other.name} by {size}."

    def __str__(self):
        """Return the table, and below it what it means."""
        better = "higher" if self.score.higher else "lower"
        head = f"{self.score.name} on the test set ({better} is better)"
        return "\n".join([head, *self._table(), "", *self.words])

    __repr__ = __str__

    @property
    def _limit(self):
        return "ceiling" if self.score.higher else "floor"

    def _table(self):
        places = _places([o.mean for o in self.outcomes])
        rows = [("", "mean", "spread", "seeds", "setting")]
        for o in self.outcomes:
            mean, spread = f"{o.mean:.{places}f}", f"{o.spread:.{places}f}"
            rows.append((o.name, mean, spread, str(len(o.test)), told(o.setting)))
        if self.floor is not None:
            rows.append((self._limit, f"{self.floor:.{places}f}", "", "", ""))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for name, *numbers, setting in rows:
            cells = [n.rjust(w) for n, w in zip(numbers, widths[1:-1], strict=True)]
            yield "  ".join([name.ljust(widths[0]), *cells, setting]).rstrip()

    def plot(self, names=None, ax=None):
        """Draw a point per seed and the mean as a bar; return the Axes.

        `names` picks rows, in the order from top to bottom; by default all.
        """
        import matplotlib.pyplot as plt

        chosen = self.outcomes if names is None else [self[name] for name in names]
        if ax is None:
            ax = plt.figure(figsize=(6.4, 1.3 + 0.45 * len(chosen))).add_subplot()
        for row, outcome in enumerate(chosen):
            _draw(ax, row, outcome, _places([o.mean for o in chosen]))
        ax.set_yticks(range(len(chosen)), [outcome.name for outcome in chosen])
        ax.set_ylim(len(chosen) - 0.4, -0.7)
        ax.margins(x=0.12)
        seeds = max(len(outcome.test) for outcome in chosen)
        title = f"A point for each of {seeds} seeds, a bar at the mean"
        ax.set(
            title=title, ylabel="recipe", xlabel=f"{self.score.name} on the test set"
        )
        if self.floor is not None and names is None:
            ax.axvline(self.floor, color="C7", linestyle=":", zorder=0)
            look = {"ha": "center", "color": "C7", "fontsize": "small"}
            ax.annotate(self._limit, (self.floor, -0.7), va="bottom", **look)
        return ax


def gap(one, other, odds=ODDS):
    """Return the difference of two outcomes with its margin of noise (see above)."""
    from scipy.special import ndtri, stdtrit

    paired = one.test - other.test
    squares, drawn = 0.0, len(paired) > 1
    if drawn:
        error = paired.std(ddof=1) / np.sqrt(len(paired))
        squares += (stdtrit(len(paired) - 1, 1 - odds / 2) * error) ** 2
    elif not (one.rival and other.rival):
        return Gap(float(paired.mean()), np.inf)
    if one.each is not None and other.each is not None:
        example = one.each.mean(axis=0, dtype=float) - other.each.mean(0, dtype=float)
        error = example.std() / np.sqrt(len(example))
        squares += (ndtri(1 - odds / 2) * error) ** 2
    return Gap(float(paired.mean()), float(np.sqrt(squares)))


def told(setting):
    """Put a setting in words for a table.

    >>> told({"rate": 0.1, "units": 8}), told(0.3000001), told(None)
    ('rate=0.1, units=8', '0.3', '')
    """
    if setting is None:
        return ""
    if isinstance(setting, dict):
        return ", ".join(f"{key}={told(value)}" for key, value in setting.items())
    if isinstance(setting, tuple):
        return ", ".join(map(told, setting))
    if isinstance(setting, float):
        return f"{setting:g}"
    return str(getattr(setting, "__name__", setting))  # a function by its name


def _places(values, digits=3):
    """Decimals that leave the smallest value `digits` digits; from 2 to 8."""
    sizes = [abs(value) for value in values if value and np.isfinite(value)]
    if not sizes:
        return digits
    return int(np.clip(digits - 1 - np.floor(np.log10(min(sizes))), 2, 8))


def _draw(ax, row, outcome, places):
    colour = "C7" if outcome.rival else "C0"
    where = np.full(len(outcome.test), row)
    ax.plot(outcome.test, where, "o", color=colour, alpha=0.45, markersize=6)
    ax.plot([outcome.mean] * 2, [row - 0.22, row + 0.22], color=colour, linewidth=3)
    place = (outcome.mean, row - 0.27)
    ax.annotate(f"{outcome.mean:.{places}f}", place, ha="center", va="bottom")
