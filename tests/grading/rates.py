"""How often the tests of an assignment are wrong about a solution that is known.

A false reject takes points from a right solution. A false accept leaves a wrong
solution any other points than those its file says, or a mutant all of them.
"""

from dataclasses import dataclass

from grading import cases, cells, mutants, poison

from autograder.records import Part

# Processor time of one cell. The slowest test takes 0.1 with the reference.
SECONDS = 0.6  # for a wrong solution
PLENTY = 10.0  # for a right one, which must not fail on a slow machine
KINDS = {"reference": "reject", "correct": "reject", "blank": "accept"}
KINDS |= {"wrong": "accept", "mutant": "accept", "poison": "accept"}


@dataclass(frozen=True)
class Rate:
    """What was tried of one kind, and the mistakes made about it, in words."""

    kind: str
    cases: int
    runs: int
    mistakes: tuple[str, ...]

    def __str__(self):
        name = f"false {KINDS[self.kind]}s"
        wrong = f"{len(self.mistakes):4d} {name:13}"
        return f"{self.kind:10}{self.cases:6d} cases {self.runs:6d} runs {wrong}"


def bank(assignment, kind, seeds):
    """Grade each case of this kind with each seed."""
    notebook = cases.source(assignment)
    chosen = [case for case in cases.cases(assignment) if case.kind == kind]
    mistakes = [
        f"{case.name}, seed {seed}: {mistake}"
        for case in chosen
        for seed in seeds
        for mistake in _mistakes(notebook, case, seed)
    ]
    return Rate(kind, len(chosen), len(chosen) * len(seeds), tuple(mistakes))


def mutated(assignment, seed):
    """Grade each mutant of the reference that is not listed as equivalent."""
    notebook = cases.source(assignment)
    listed = mutants.equivalent(assignment)
    chosen = mutants.mutants(notebook)
    alive = [m for m in chosen if _survives(notebook, m, seed)]
    found = {(m.function, m.was, m.now) for m in alive}
    mistakes = [str(m) for m in alive if (m.function, m.was, m.now) not in listed] + [
        f"listed as equivalent, but it loses points: {m}" for m in set(listed) - found
    ]
    return Rate("mutant", len(chosen) - len(alive), len(chosen), tuple(mistakes))


def poisoned(assignment, seed):
    """Grade the reference when it overwrites what it is lent: each part is lost."""
    notebook = cases.source(assignment)
    listed = poison.immune(assignment)
    chosen = [
        (function, target, way)
        for function, code in cases.solutions(notebook).items()
        for target in poison.targets(code)
        for way in poison.WAYS
    ]
    given = {
        (case[-1], part) for case in chosen for part in _gives(notebook, *case, seed)
    }
    mistakes = [
        f"{part} gives its points to {way}" for way, part in given - set(listed)
    ]
    idle = set(listed) - given
    mistakes += [f"listed, but {part} gives nothing to {way}" for way, part in idle]
    return Rate("poison", len(chosen), len(chosen), tuple(sorted(mistakes)))


def own_parts(notebook, functions):
    """Return the test cells of these functions."""
    return [p for p, worth in cases.tests(notebook).items() if _of(p) in functions]


def _mistakes(notebook, case, seed):
    """Name the test cells that give this case other points than they should.

    A busy machine may make a slow one seem endless: that one gets time in plenty.
    """
    short = SECONDS if case.kind == "wrong" else PLENTY
    found = _complaints(notebook, case, seed, short)
    if any(cells.ENDLESS in mistake for mistake in found):
        found = _complaints(notebook, case, seed, PLENTY)
    return found


def _complaints(notebook, case, seed, timeout):
    """Grade a case, and say where its points are not what its file says.

    The tests of functions that a wrong case leaves alone are those of the reference.
    """
    parts = own_parts(notebook, case.code) if case.kind == "wrong" else None
    verdicts = cells.points(cases.fill(notebook, case), seed, timeout, parts)
    lost = {part: v.max_points - v.points for part, v in verdicts.items()}
    return [
        f"{part} takes {points:g} points. {verdicts[part].message}"
        for part, points in lost.items()
        if points != case.loses.get(part, 0)
    ] + [
        f"{part} is no test of {', '.join(case.code)}"
        for part in set(case.loses) - set(verdicts)
    ]


def _survives(notebook, mutant, seed):
    case = cases.Case("", "mutant", code={mutant.function: mutant.code})
    parts = own_parts(notebook, case.code)
    return not cells.complaint(cases.fill(notebook, case), parts, seed, SECONDS)


def _gives(notebook, function, target, way, seed):
    """Name the parts that give their points to a poisoned function or method.

    One that never calls it gives them to a broken one as well, and is not named.
    """
    code = cases.solutions(notebook)[function]
    parts = own_parts(notebook, [function])
    spoilt = {function: poison.poisoned(code, target, way)}
    fooled = _passed(notebook, spoilt, parts, seed)
    broken = {function: poison.broken(code, target)}
    unasked = _passed(notebook, broken, fooled, seed)
    return [part for part in fooled if part not in unasked]


def _passed(notebook, code, parts, seed):
    """Name those of the parts that give their points to the code of a function."""
    filled = cases.fill(notebook, cases.Case("", "poison", code=code))
    found = cells.points(filled, seed, SECONDS, parts)
    return [part for part, verdict in found.items() if verdict.passed]


def _of(part):
    return Part(part, 0).function
