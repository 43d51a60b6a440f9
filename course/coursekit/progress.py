"""How a long run tells how far it is: a bar, a line for a log, or nothing at all.

Settings are read when a function is called: FIRST_NEURON_STATIC (1: no widgets, no
bars) and FIRST_NEURON_PROGRESS (lines: a line per step, which a log file can hold).
"""

import os
import sys
import time
from importlib.util import find_spec


def interactive():
    """Tell whether widgets and moving bars make sense here.

    True only in a live Jupyter or Colab kernel that has ipywidgets, and not when
    FIRST_NEURON_STATIC is set, as it is when notebooks are built and tested.

    >>> interactive()
    False
    """
    if os.environ.get("FIRST_NEURON_STATIC"):
        return False
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    # Colab's shell is a subclass of Jupyter's.
    names = {kind.__name__ for kind in type(shell).__mro__}
    return "ZMQInteractiveShell" in names and find_spec("ipywidgets") is not None


def progress(iterable, label):
    """Pass on the items one by one, with a bar on stdout where somebody watches.

    Elsewhere it prints nothing at all, so that stored outputs stay the same. Never
    writes to stderr. Under FIRST_NEURON_PROGRESS=lines it prints a line per item.

    >>> [step for step in progress(range(3), "training")]
    [0, 1, 2]
    """
    if os.environ.get("FIRST_NEURON_PROGRESS") == "lines":
        return lines(iterable, label)
    if not interactive():
        return iter(iterable)
    from tqdm import tqdm

    return iter(tqdm(iterable, desc=label, file=sys.stdout))


def lines(iterable, label, pause=10):
    """Pass on the items; say how many are done, how long it took and what is left.

    A line after the first and the last item, and in between every `pause` seconds.
    """
    items = list(iterable)
    start = told = time.monotonic()
    for n, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if n in (1, len(items)) or now - told >= pause:
            told, left = now, (now - start) / n * (len(items) - n)
            words = f"{span(now - start)} so far, about {span(left)} left"
            print(f"{label}: {n} of {len(items)}, {words}", flush=True)


def span(seconds):
    """Put a time in words.

    >>> span(7.2), span(95), span(4210)
    ('7 s', '1 min 35 s', '1 h 10 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
