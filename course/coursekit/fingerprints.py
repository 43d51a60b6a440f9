"""What a result depends on, as a short hash: code with all it uses, data, settings.

The code of a function is taken as Python compiled it, so that comments and blank
lines change nothing and a function typed into a notebook is as good as one in a file.
Followed are the notebook's own functions and the course's, the values of the global
and closed-over variables they use, and the versions of the libraries.
"""

import dis
import hashlib
import importlib.metadata
import importlib.util
import os
import pickle
import random
import sys
import types
from functools import partial
from pathlib import Path

import numpy as np

BUDGET = "FIRST_NEURON_BUDGET"
FROM_GLOBALS = "LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"
NO_OWNERS = (
    type(None),
    types.ModuleType,
    random.Random,  # the global random states are set before each run
    np.random.RandomState,
)
DISTRIBUTIONS = {"sklearn": "scikit-learn", "PIL": "pillow", "yaml": "pyyaml"}


class Unseen(TypeError):
    """A value whose changes cannot be noticed, so that no result may be kept."""


def fingerprint(*things):
    """Return a hash that changes when any of the things does; 16 letters.

    Raises `Unseen` where a function uses something that cannot be looked into, such
    as an open file.

    >>> fingerprint([0.1, "tanh"]) == fingerprint([0.1, "tanh"])
    True
    >>> fingerprint(lambda x: x + 1) == fingerprint(lambda x: x + 2)
    False
    """
    told = hashlib.blake2b(digest_size=8)
    seen = {}
    for thing in things:
        _tell(thing, told, seen)
    return told.hexdigest()


def _tell(thing, told, seen):
    """Feed a value of any kind into the hash, each object hashed once."""
    if isinstance(thing, (type(None), bool, int, float, complex, str, bytes)):
        told.update(f"{type(thing).__name__} {thing!r};".encode())
        return
    if id(thing) not in seen:
        # Kept alive, or its id could come again; a circle finds this word in it.
        seen[id(thing)] = thing, b"itself;"
        own = hashlib.blake2b(type(thing).__name__.encode(), digest_size=8)
        kinds = (tell for kinds, tell in _TELLERS if isinstance(thing, kinds))
        next(kinds, _tell_object)(thing, own, seen)
        seen[id(thing)] = thing, own.digest()
    told.update(seen[id(thing)][1])


def _tell_all(things, told, seen):
    things = list(things)
    told.update(b"%d(" % len(things))
    for thing in things:
        _tell(thing, told, seen)
    told.update(b")")


def _tell_dict(thing, told, seen):
    for key in sorted(thing, key=repr):
        _tell(key, told, seen)
        _tell(thing[key], told, seen)
    told.update(b"end;")


def _tell_set(thing, told, seen):
    _tell_all(sorted(thing, key=repr), told, seen)


def _tell_array(thing, told, seen):
    told.update(f"{thing.dtype} {thing.shape};".encode())
    if thing.dtype.hasobject:
        return _tell_all(thing.ravel().tolist(), told, seen)
    told.update(np.ascontiguousarray(thing).tobytes())


def _tell_generator(thing, told, seen):
    _tell(thing.bit_generator.state, told, seen)


def _tell_code(code, told, seen):
    told.update(code.co_code + code.co_exceptiontable)
    _tell((code.co_argcount, code.co_posonlyargcount, code.co_flags), told, seen)
    names = code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
    _tell(names, told, seen)
    _tell_all(code.co_consts, told, seen)


def _tell_function(thing, told, seen):
    if not _is_ours(thing):
        return _tell_version(thing.__module__, told, seen)
    code, said = thing.__code__, thing.__doc__
    if said in code.co_consts:  # what a function says of itself is no cause
        kept = (None if constant == said else constant for constant in code.co_consts)
        code = code.replace(co_consts=tuple(kept))
    _tell_code(code, told, seen)
    _tell((thing.__defaults__, thing.__kwdefaults__), told, seen)
    _tell_all(_closed_over(thing), told, seen)
    if BUDGET in code.co_consts and (size := os.environ.get(BUDGET)):
        told.update(size.encode())
    names = _names(code)
    for name in sorted(_found(code, *FROM_GLOBALS) & set(thing.__globals__)):
        told.update(name.encode())
        value = thing.__globals__[name]
        if isinstance(value, types.ModuleType):
            _tell_module(value, names, told, seen)
        else:
            _tell(value, told, seen)
    for name in sorted(_found(code, "IMPORT_NAME")):
        _tell_import(name, names, told, seen)


def _tell_import(name, names, told, seen):
    """What a function imports inside itself; looked up, but not loaded if a library."""
    if not _is_our_module(name):
        return _tell_version(name, told, seen)
    module = importlib.import_module(name)
    for part in sorted(names) if hasattr(module, "__path__") else ():
        if importlib.util.find_spec(f"{name}.{part}"):
            importlib.import_module(f"{name}.{part}")
    _tell_module(module, names, told, seen)


def _tell_module(module, names, told, seen):
    """A library counts by its version, a module of ours by what is used of it."""
    if not _is_ours(module):
        return _tell_version(module.__name__, told, seen)
    for name in sorted(names & set(vars(module))):
        value = vars(module)[name]
        if not isinstance(value, types.ModuleType):
            _tell(value, told, seen)
        elif value.__name__.startswith(f"{module.__name__}."):
            _tell_module(value, names, told, seen)


def _tell_method(thing, told, seen):
    _tell(thing.__func__, told, seen)
    _tell_owner(thing.__self__, told, seen)


def _tell_partial(thing, told, seen):
    _tell_all((thing.func, thing.args, thing.keywords), told, seen)


def _tell_class(thing, told, seen):
    told.update(thing.__qualname__.encode())
    if not _is_ours(thing):
        return _tell_version(thing.__module__, told, seen)
    _tell_all(thing.__bases__, told, seen)
    for name, value in sorted(vars(thing).items()):
        for inside in ("__func__", "fget", "func"):  # static, property, cached
            value = getattr(value, inside, value)
        if isinstance(value, types.FunctionType) or not name.startswith(("__", "_abc")):
            told.update(name.encode())
            _tell(value, told, seen)


def _tell_builtin(thing, told, seen):
    told.update(f"{thing.__module__} {thing.__qualname__};".encode())
    _tell_owner(getattr(thing, "__self__", None), told, seen)


def _tell_owner(owner, told, seen):
    """What a bound method belongs to, such as the matrix of W.dot."""
    if not isinstance(owner, NO_OWNERS):
        _tell(owner, told, seen)


def _tell_object(thing, told, seen):
    """A Keras model by its weights, ours by their parts, the rest by their pickle."""
    _tell(type(thing), told, seen)
    if hasattr(thing, "get_weights") and hasattr(thing, "get_config"):
        _tell(repr(thing.get_config()), told, seen)
        return _tell_all(thing.get_weights(), told, seen)
    if hasattr(thing, "__wrapped__"):  # decorated: cached, or a graph of TensorFlow
        return _tell(thing.__wrapped__, told, seen)
    if _is_ours(type(thing)) and hasattr(thing, "__dict__"):
        return _tell(vars(thing), told, seen)
    try:
        told.update(pickle.dumps(thing))
    except Exception as error:
        raise Unseen(f"a {type(thing).__name__} cannot be looked into") from error


def _tell_version(module, told, seen):
    """Name the library of a module with its version; Keras with its backend too."""
    top = (module or "builtins").partition(".")[0]
    told.update(f"{top} {_version(top)};".encode())
    if top == "keras":
        backend = os.environ.get("KERAS_BACKEND", "tensorflow")
        told.update(f"{backend} {_version(backend)};".encode())


def _version(top):
    try:
        return importlib.metadata.version(DISTRIBUTIONS.get(top, top))
    except importlib.metadata.PackageNotFoundError:
        return getattr(sys.modules.get(top), "__version__", sys.version_info[:2])


def _names(code):
    """All names of globals, attributes and modules in a function and those inside."""
    inner = (c for c in code.co_consts if isinstance(c, types.CodeType))
    return set(code.co_names).union(*(_names(c) for c in inner))


def _found(code, *operations):
    """What these operations name in a function, or in one inside it."""
    inner = (c for c in code.co_consts if isinstance(c, types.CodeType))
    own = (i.argval for i in dis.get_instructions(code) if i.opname in operations)
    return set(own).union(*(_found(c, *operations) for c in inner))


def _closed_over(function):
    """The values a function took from the function around it."""
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not there yet
            yield None


def _is_ours(thing):
    """Tell what the notebook or the course defines from what a library does."""
    name = getattr(thing, "__module__", None) or getattr(thing, "__name__", "")
    top = name.partition(".")[0]
    if top in ("coursekit", "__main__"):
        return True
    module = sys.modules.get(name)
    path = getattr(module, "__file__", None) or _folder(module)
    if module is not None and path is None:
        return False  # built into Python
    if path is None:
        return True  # made by exec, as a test does
    return _lies_with_us(path, top)


def _is_our_module(name):
    """Tell whether a module, loaded or not, is the notebook's or the course's."""
    top = name.partition(".")[0]
    if top in sys.modules:
        return _is_ours(sys.modules[top])
    spec = importlib.util.find_spec(top) if top else None
    path = spec and (spec.origin or next(iter(spec.submodule_search_locations), None))
    return bool(path) and _lies_with_us(path, top)


def _folder(module):
    """The folder of a package that has no `__init__.py`, or None."""
    return next(iter(getattr(module, "__path__", ())), None)


def _lies_with_us(path, top):
    installed = {"site-packages", "dist-packages"} & set(Path(path).parts)
    return not (installed or top in sys.stdlib_module_names)


_TELLERS = (
    ((list, tuple), _tell_all),
    (dict, _tell_dict),
    ((set, frozenset), _tell_set),
    ((np.ndarray, np.generic), _tell_array),
    (np.random.Generator, _tell_generator),
    (types.CodeType, _tell_code),
    (types.FunctionType, _tell_function),
    (types.MethodType, _tell_method),
    (partial, _tell_partial),
    (type, _tell_class),
    ((types.BuiltinFunctionType, np.ufunc), _tell_builtin),
)
