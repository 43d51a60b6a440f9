"""How another process of ours is started: with the very packages that we are.

A virtual environment may have another checkout installed, and a path or the working
folder may lead to a third. Half of an engine and half of another grade nothing right.
"""

import importlib.util
import json
import sys

PACKAGES = ("autograder", "coursekit")
_FIRST = """
import importlib.util, json, runpy, sys
for name, file in json.loads(sys.argv[1]).items():
    spec = importlib.util.spec_from_file_location(name, file)
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
module = sys.argv[2]
del sys.argv[1:3]
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


def command(module: str, *arguments: str) -> list[str]:
    """Give the command that runs a module of ours; nothing of the user's is loaded."""
    specs = filter(None, map(importlib.util.find_spec, PACKAGES))
    places = json.dumps({spec.name: spec.origin for spec in specs})
    return [sys.executable, "-s", "-P", "-c", _FIRST, places, module, *arguments]
