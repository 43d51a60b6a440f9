"""What a learner has not written yet, and on which line of it an error arose.

A blank is a function whose body, or a block of it, is nothing but `...`, and a name
that stands for `...`. It returns None, and what is done with that None fails in many
ways, none of which the learner has to answer for.
"""

import ast
import dis
import inspect
import linecache
import sys
import textwrap
from types import CodeType, FunctionType


class Watch:
    """Sees, while a block of a cell runs, which blanks are called.

    >>> def area(r): ...
    >>> with Watch(sys._getframe()) as watch:
    ...     found = area(2)
    >>> watch.missing()
    ['area']
    """

    def __init__(self, cell):
        """Look for blanks among all that the cell, a frame, mentions."""
        self.scope, self.mentioned = cell.f_globals, _mentioned(cell.f_code)
        functions = _reached(self.mentioned, self.scope)
        own = cell.f_code.co_filename
        self.blanks = {
            code: code.co_name
            for code in functions
            if is_blank(code, code.co_filename == own)
        }
        self.called = []

    def __enter__(self):
        """Start to look; nothing is slowed down where there is no blank."""
        self.before = sys.getprofile()
        if self.blanks:
            sys.setprofile(self._see)
        return self

    def __exit__(self, *_):
        """Stop to look."""
        if self.blanks:
            sys.setprofile(self.before)

    def _see(self, frame, event, _):
        name = self.blanks.get(frame.f_code) if event == "call" else None
        if name and name not in self.called:
            self.called.append(name)

    def missing(self):
        """Name the blanks that were called, or whose answers the cell uses."""
        values = {n: self.scope[n] for n in self.mentioned if n in self.scope}
        dots = [name for name, value in values.items() if _holds_dots(value)]
        if self.called or dots:
            return self.called or dots
        used = any(value is None for value in values.values())
        return list(self.blanks.values()) if used else []


def _holds_dots(value):
    return value is Ellipsis or (
        isinstance(value, list | tuple) and any(map(_holds_dots, value))
    )


def is_blank(code, own=True):
    """Tell whether nothing, or not everything, was written into a function.

    A body of `pass` or `return None` counts in a learner's `own` cell only: elsewhere
    it may well be meant.
    """
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(code)))
    except (OSError, TypeError, SyntaxError):
        return _does_nothing(code)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and node.name == code.co_name:
            return _has_gap(node) or (own and _does_nothing(code))
    return _does_nothing(code)


def _has_gap(function):
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[isinstance(body[0].value.value, str) :]  # the docstring
    blocks = [body]
    for node in (inner for line in body for inner in ast.walk(line)):
        parts = [getattr(node, n, None) for n in ("body", "orelse", "finalbody")]
        blocks += [part for part in parts if isinstance(part, list) and part]
    alone = any(all(map(_is_line_of_dots, block)) for block in blocks)
    return alone or any(map(_has_dots, body))


def _is_line_of_dots(node):
    return isinstance(node, ast.Expr) and _is_dots(node.value)


def _has_dots(node):
    """Tell whether dots stand where a value is due; in a[...] they mean all axes."""
    if isinstance(node, ast.Subscript):
        return _has_dots(node.value)
    if _is_line_of_dots(node):
        return False
    return _is_dots(node) or any(map(_has_dots, ast.iter_child_nodes(node)))


def _is_dots(node):
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def _does_nothing(code):
    """Tell whether the instructions only return None or `...`."""
    idle = {"RESUME", "NOP", "POP_TOP", "CACHE", "RETURN_VALUE"}
    done = [step for step in dis.get_instructions(code) if step.opname not in idle]
    return all(
        step.opname in ("LOAD_CONST", "RETURN_CONST") and step.argval in (None, ...)
        for step in done
    )


def _mentioned(code):
    """All names in a piece of code, those of its inner functions too."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    names = dict.fromkeys(code.co_names)
    for part in inner:
        names |= dict.fromkeys(_mentioned(part))
    return list(names)


def _reached(names, scope):
    """The code of all functions of the notebook that these names can lead to."""
    todo, seen = list(names), set()
    found = {}
    while todo:
        name = todo.pop(0)
        if name in seen or name not in scope:
            continue
        seen.add(name)
        for function in _functions(scope[name]):
            if function.__globals__ is scope:
                found[function.__code__] = True
                todo += _mentioned(function.__code__)
    return list(found)


def _functions(value):
    """A function itself, or the methods of a class, or of an object's class."""
    if isinstance(value, FunctionType):
        return [value]
    kind = value if isinstance(value, type) else type(value)
    return [part for part in vars(kind).values() if isinstance(part, FunctionType)]


def line_of(error, cell):
    """Say on which line of a function of the notebook an error arose, or "".

    Lines are counted from the function's `def`, which is line 1.
    """
    place, trace = None, error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if trace.tb_frame.f_globals is cell.f_globals and code is not cell.f_code:
            place = code, trace.tb_lineno
        trace = trace.tb_next
    if place is None or place[0].co_name.startswith("<"):
        return ""
    code, line = place
    where = f"line {line - code.co_firstlineno + 1} of {code.co_name}"
    text = linecache.getline(code.co_filename, line).strip()
    return f"{where}, `{text}`" if 0 < len(text) <= 60 else where
