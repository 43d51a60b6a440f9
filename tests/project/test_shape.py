"""The shape of the code: sizes, directions of imports, docstrings.

The limits are those of small, well-kept Python projects. A file that outgrows them
wants to become two ideas.
"""

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[2]

# The rooms, lowest first: a room imports only rooms that stand before it.
ROOMS = {
    "coursekit": (
        "environment backends results progress seeds fingerprints store scores rivals "
        "verdicts fits compare run kinds readers standins drawings downloads catalogue "
        "engine data legible figures stories passes boards wires chains diagrams plots "
        "explorer mlp riddles playground diagnosis cards guesses blanks handin "
        "untouched wording check quiz"
    ).split(),
    "autograder": (
        "names scopes words records pixels drawings wash prose files apart streams "
        "troubles roster draws networks wire landlock mounts users seccomp scratch "
        "clock outputs starts sandbox doctor rebuild sheets parcels stamps intake "
        "airlock inbox strays folders labels collect proxies judge cage opened zygote "
        "kernels testimony sitting executed grade audit trial wishes shelf dispatch "
        "similar tallies report export feedback pages press answers entries gradebook "
        "ledger steps escaping plugin buttons stock cli"
    ).split(),
}
FOLDERS = {
    "coursekit": ROOT / "course" / "coursekit",
    "autograder": ROOT / "autograder",
}
# Only this room may import that library (as a whole, or in a function).
OWNERS = {
    "nbgrader": {"plugin", "steps", "gradebook", "stock"},
    "dask": {"dispatch"},
    "distributed": {"dispatch"},
}

MODULES = [
    pytest.param(package, path, id=f"{package}.{path.stem}")
    for package, folder in FOLDERS.items()
    for path in sorted(folder.glob("*.py"))
]
TOOLS = sorted((ROOT / "course" / "tools").glob("*.py"))
EVERY_FILE = [path for _, path in [p.values for p in MODULES]] + TOOLS


def functions(path: Path) -> list[ast.FunctionDef]:
    """All functions and methods of a file."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def length(function: ast.FunctionDef) -> int:
    """Lines of a function, its docstring included."""
    return function.end_lineno - function.lineno + 1


def imported(path: Path) -> set[str]:
    """Full names of the modules a file imports, at the top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module}
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda p: p.stem)
def test_a_file_fits_in_one_head(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda p: p.stem)
def test_a_function_fits_on_a_screen(path):
    assert [f.name for f in functions(path) if length(f) > 60] == []


def test_functions_are_short_as_a_rule():
    lengths = [length(f) for path in EVERY_FILE for f in functions(path)]
    assert median(lengths) <= 14
    assert quantiles(lengths, n=10)[-1] <= 32


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda p: p.stem)
def test_a_function_takes_at_most_five_parameters(path):
    def count(f):
        named = [a.arg for a in f.args.posonlyargs + f.args.args + f.args.kwonlyargs]
        return len([name for name in named if name not in ("self", "cls")])

    assert [f.name for f in functions(path) if count(f) > 5] == []


@pytest.mark.parametrize(("package", "path"), MODULES)
def test_every_public_name_has_a_docstring(package, path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    public = [n for n in tree.body if isinstance(n, kinds) and n.name[0] != "_"]
    methods = [
        m
        for c in public
        if isinstance(c, ast.ClassDef)
        for m in c.body
        if isinstance(m, ast.FunctionDef) and m.name[0] != "_"
    ]
    assert ast.get_docstring(tree)
    assert [n.name for n in public + methods if not ast.get_docstring(n)] == []


@pytest.mark.parametrize(("package", "path"), MODULES)
def test_a_room_imports_only_rooms_before_it(package, path):
    if path.stem == "__init__":
        return
    rooms = ROOMS[package]
    assert path.stem in rooms, f"{path.name} is a new room: give it a place in ROOMS"
    used = {n.split(".")[1] for n in imported(path) if n.startswith(f"{package}.")}
    allowed = set(rooms[: rooms.index(path.stem)])
    assert {name for name in used if name in rooms} - allowed == set()


@pytest.mark.parametrize(("package", "path"), MODULES)
def test_coursekit_stands_alone_and_libraries_have_one_owner(package, path):
    tops = {name.split(".")[0] for name in imported(path)}
    if package == "coursekit":
        assert "autograder" not in tops
    assert {
        n for n, owner in OWNERS.items() if n in tops and path.stem not in owner
    } == set()


@pytest.mark.parametrize("package", FOLDERS)
def test_a_package_is_flat(package):
    nested = [p for p in FOLDERS[package].rglob("*.py") if p.parent != FOLDERS[package]]
    assert nested == []
