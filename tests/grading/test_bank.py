"""The tests of every assignment are right about every solution that is known.

The two rates and the numbers of cases are printed at the end of the run.
"""

import ast
import builtins
import re

import jupytext
import pytest
from grading import cases, cells, mutants, poison, rates, whole

from autograder import scopes
from autograder.grade import names_of

ASSIGNMENTS = sorted(folder.parent.name for folder in cases.BANK.glob("*/correct"))
SEEDS = {"reference": range(10), "correct": range(100, 102), "blank": (1,)}
SEEDS |= {"wrong": (1, 2), "mutant": (3,), "poison": (3,)}
SECRET = re.compile(r"BEGIN (?:SOLUTION|HIDDEN).*?\n(.*?)[^\n]*END ", re.DOTALL)
pytestmark = pytest.mark.parametrize(
    "assignment",
    [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ASSIGNMENTS],
)


def judged(assignment, kind):
    if kind in ("mutant", "poison"):
        grade = rates.mutated if kind == "mutant" else rates.poisoned
        return grade(assignment, *SEEDS[kind])
    return rates.bank(assignment, kind, SEEDS[kind])


@pytest.mark.slow
@pytest.mark.parametrize("kind", rates.KINDS)
def test_the_tests_make_no_mistake(assignment, kind, record_property):
    rate = judged(assignment, kind)
    record_property("rate", f"{assignment}: {rate}")
    assert rate.cases > 0
    assert list(rate.mistakes) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["reference", "correct", "blank", "wrong"])
def test_the_engine_makes_no_mistake(assignment, kind, record_property):
    rate = whole.rate(assignment, kind)
    record_property("rate", f"{assignment}: {rate} (by the engine)")
    assert rate.cases > 0
    assert list(rate.mistakes) == []


def test_a_blank_function_costs_its_own_points_only(assignment):
    notebook = cases.source(assignment)
    for function, code in cases.solutions(notebook).items():
        case = cases.Case("", "wrong", code={function: cases.blank(code)})
        found = cells.points(cases.fill(notebook, case), 1, rates.PLENTY)
        lost = [part for part, verdict in found.items() if not verdict.passed]
        assert lost == rates.own_parts(notebook, [function])


def test_the_points_add_up_to_a_hundred(assignment):
    notebook = cases.source(assignment)
    points = cases.tests(notebook) | cases.by_hand(notebook)
    assert sum(points.values()) == 100


def test_two_fifths_of_the_points_are_in_tests_that_students_see(assignment):
    tests = cases.tests(cases.source(assignment))
    seen = sum(points for part, points in tests.items() if part.endswith("_visible"))
    assert 0.35 <= seen / sum(tests.values()) <= 0.45


def test_each_function_has_a_visible_and_a_hidden_test(assignment):
    notebook = cases.source(assignment)
    for function in cases.solutions(notebook):
        own = rates.own_parts(notebook, [function])
        assert own[0] == f"{function}_visible"
        assert len(own) > 1
        assert all(p.startswith(f"{function}_hidden") for p in own[1:])


def test_a_hidden_test_is_hidden_but_for_a_line_that_says_what_it_looks_at(assignment):
    for cell in cases.source(assignment).cells:
        if "_hidden" in cases.meta(cell).get("grade_id", ""):
            line = cases.without_hidden(cell.source)
            assert re.fullmatch(r"# Hidden test: [^\n]+\.", line)


def test_each_function_says_why_how_and_for_example_and_has_a_folded_hint(assignment):
    prose = [c.source for c in cases.source(assignment).cells if c.cell_type != "code"]
    told = [text for text in prose if "**Why.**" in text]
    assert len(told) == len(cases.solutions(cases.source(assignment)))
    for text in told:
        assert "**Approach**" in text
        assert "**Example.**" in text
        assert "<details><summary>Hint</summary>" in text


def test_a_release_holds_no_line_of_a_solution_a_hidden_test_or_a_rubric(assignment):
    (release,) = (cases.ROOT / "release" / assignment).glob("*.ipynb")
    given = jupytext.read(release)
    told = {line.strip() for cell in given.cells for line in cell.source.splitlines()}
    kept = [
        line.strip()
        for cell in cases.source(assignment).cells
        for region in SECRET.findall(cell.source)
        for line in region.splitlines()
    ]
    assert len(kept) > 100
    # A line that a visible test has too, such as `rng = ...`, gives nothing away.
    assert not {line for line in kept if len(line) > 20} & told - ordinary(assignment)


def ordinary(assignment):
    """The lines of the cells outside all secret regions."""
    texts = [SECRET.sub("", cell.source) for cell in cases.source(assignment).cells]
    return {line.strip() for text in texts for line in text.splitlines()}


def test_a_test_reads_libraries_and_what_was_asked_for_and_no_constant(assignment):
    cells = cases.source(assignment).cells
    asked = names_of(cells).asked
    code = [c.source for c in cells if c.cell_type == "code" and not _graded(c)]
    imports = ast.parse("\n".join(line for c in code for line in scopes.imports(c)))
    libraries = {a.asname or a.name for node in imports.body for a in node.names}
    known = asked | libraries | set(dir(builtins))
    read = {name for c in cells if _graded(c) for name in scopes.needed(c.source)}
    assert read - known == set()


def _graded(cell):
    return cell.cell_type == "code" and bool(cases.meta(cell).get("grade"))


def test_there_are_enough_right_and_wrong_solutions(assignment):
    kinds = [case.kind for case in cases.cases(assignment)]
    assert kinds.count("correct") >= 10
    assert kinds.count("wrong") >= 24


def test_every_wrong_solution_says_what_is_wrong_and_loses_points(assignment):
    for case in cases.cases(assignment):
        if case.kind == "wrong":
            assert case.says.endswith(".")
            assert len(case.loses) > 0


def test_what_is_listed_has_its_reason(assignment):
    assert all(mutants.equivalent(assignment).values())
    assert all(poison.immune(assignment).values())
