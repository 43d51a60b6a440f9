"""Which names a cell reads, writes and imports, found in its text alone."""

import ast
import contextlib
import dis
import types
from collections.abc import Iterable, Iterator
from functools import lru_cache

Code = types.CodeType
TEST = "<test>"  # the file that a test's traceback names
QUOTED = 160  # characters of an assert
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SCOPES = (
    *(*_NAMED, ast.Lambda, ast.ListComp),
    *(ast.SetComp, ast.DictComp, ast.GeneratorExp),
)


def plain_python(source: str) -> str:
    """Turn IPython's own lines into Python; of a cell magic, leave the cell alone.

    >>> plain_python("%%time\\nassert f(1) == 2"), plain_python("np.sin?")
    ('\\nassert f(1) == 2', "get_ipython().run_line_magic('pinfo', 'np.sin')\\n")
    """
    first, _, rest = source.lstrip().partition("\n")
    if first.startswith("%%"):
        source = f"\n{rest}"
    with contextlib.suppress(SyntaxError):
        ast.parse(source)
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def has_statements(source: str) -> bool:
    """Tell whether anything would be run; of what is no Python, suppose so.

    >>> has_statements("# a comment"), has_statements("f(1)"), has_statements("f(")
    (False, True, True)
    """
    try:
        return bool(ast.parse(plain_python(source)).body)
    except SyntaxError:
        return True


@lru_cache(maxsize=256)
def compiled(source: str) -> tuple[Code, Code | None]:
    """Compile a cell; its last expression apart, for its value may be points."""
    tree = ast.parse(source)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    body = compile(tree, TEST, "exec")
    return body, compile(last, TEST, "eval") if last else None


def needed(source: str) -> tuple[str, ...]:
    """List the names that a cell reads before it gives them a value itself.

    >>> needed("a = f(b)\\nb = a\\n[c for c in b]\\ndef g():\\n    return h(a)")
    ('f', 'b', 'h')
    """
    body, last = compiled(source)
    found: dict[str, None] = {}
    stored: set[str] = set()
    for code in (body, last) if last else (body,):
        _walk(code, found, stored, top=True)
    return tuple(found)


def written(source: str) -> frozenset[str]:
    """Name what a cell gives a value, and does not import.

    >>> sorted(written("import os\\nx = 1\\ndef f():\\n    y = 2\\nfor n in x: pass"))
    ['f', 'n', 'x']
    """
    found = set()
    for node in _level(_tree(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, _NAMED):
            found.add(node.name)
            found.update(_global(node))
    return frozenset(found)


def defined(source: str, kinds: tuple[type, ...] = _NAMED) -> tuple[str, ...]:
    """Name the functions and classes that a cell defines.

    >>> defined("class A: pass\\ndef f(): pass", (ast.ClassDef,))
    ('A',)
    """
    return tuple(n.name for n in _tree(source).body if isinstance(n, kinds))


def imports(source: str) -> tuple[str, ...]:
    """List the imports of a cell, each as a statement of its own.

    >>> imports("import a, b.c as d\\nif a:\\n    from e import *")
    ('import a', 'import b.c as d', 'from e import *')
    """
    found = []
    for node in _level(_tree(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                fields = {**vars(node), "names": [alias]}
                found.append(ast.unparse(type(node)(**fields)))
    return tuple(found)


def modules(source: str) -> tuple[str, ...]:
    """Name the modules that a cell imports, in its functions too.

    >>> modules("def f():\\n    import a.b, c\\nfrom d import e")
    ('d', 'a.b', 'c')
    """
    found: dict[str, None] = {}
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Import):
            found.update((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found[node.module] = None
    return tuple(found)


def elsewhere(names: Iterable[str], files: Iterable[str]) -> tuple[str, ...]:
    """Name the modules that are none of these files, once each.

    A file's name may be an installed module's, too: loaded early, that one would win.

    >>> elsewhere(["tests", "numpy", "tools.a", "numpy"], ["tests.py", "tools/a.py"])
    ('numpy',)
    """
    own = {file.partition("/")[0].removesuffix(".py") for file in files}
    return tuple(n for n in dict.fromkeys(names) if n.partition(".")[0] not in own)


def constants(source: str) -> tuple[str, ...]:
    """List what a cell can say before it has seen a value: its texts and numbers.

    The names of keywords are among them, for `check.unchanged(X=X)` says one.

    >>> constants("check.same(f(X=3), f'{x} or so', 'f')")
    ('f', 'X', ' or so', '3')
    """
    found: dict[str, None] = {}
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
            found[str(node.value)] = None
        elif isinstance(node, ast.keyword) and node.arg:
            found[node.arg] = None
    return tuple(found)


def reason(source: str, said: str, line: int) -> str:
    """Give what an assert says in the test's own text, and no value that is in it.

    `said` is what it said, which counts only if it stands in the test as it is.

    >>> reason("assert f(1.5) == 3, f'found {f(1.5)}, try more'", "found 1.5, ...", 1)
    'found \u2026, try more'
    """
    tree = _tree(source)
    for node in ast.walk(tree):
        if getattr(node, "lineno", line + 1) <= line <= node.end_lineno:
            if isinstance(node, ast.Assert) and node.msg:
                if words := _literal(node.msg):
                    return words
            elif isinstance(node, ast.keyword) and node.arg in ("err_msg", "msg"):
                return _literal(node.value)
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    return said if said in [text for text in texts if isinstance(text, str)] else ""


def asserted(source: str, line: int) -> str:
    """Give the assert that stands in a line of a test, "" if there is none.

    >>> asserted("x = f(1)\\nassert (x\\n    == 2)", 3)
    'assert (x == 2)'
    """
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Assert) and node.lineno <= line <= node.end_lineno:
            text = ast.get_source_segment(plain_python(source), node) or ""
            text = " ".join(text.split())
            return (
                text
                if len(text) <= QUOTED
                else f"{text[:QUOTED]}\N{HORIZONTAL ELLIPSIS}"
            )
    return ""


def _literal(node: ast.AST) -> str:
    """Give the text of an expression, its values forgotten."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_literal, node.values))
    if isinstance(node, ast.FormattedValue):
        return "\N{HORIZONTAL ELLIPSIS}"
    if isinstance(node, ast.BinOp):
        right = _literal(node.right) if isinstance(node.op, ast.Add) else ""
        return _literal(node.left) + right
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _literal(node.func.value)  # "...".format(...)
    return ""


def _tree(source: str) -> ast.Module:
    """Parse a cell; one that is no Python, and no IPython, holds nothing for us."""
    try:
        return ast.parse(plain_python(source))
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _level(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs when the cell runs: not the insides of its functions."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, _SCOPES):
            yield from _level(child)


def _global(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Global):
            yield from inner.names


def _walk(code: Code, found: dict, stored: set, top: bool) -> None:
    inner = []
    for step in dis.get_instructions(code):
        if isinstance(step.argval, Code):
            inner.append(step.argval)
        elif step.opname in ("STORE_NAME", "STORE_GLOBAL", "IMPORT_NAME") and top:
            stored.add(step.argval)
        elif step.opname.startswith("LOAD_") and step.opname[5:] in ("NAME", "GLOBAL"):
            found.update({} if step.argval in stored else {step.argval: None})
    for code in inner:
        _walk(code, found, stored, top=False)
