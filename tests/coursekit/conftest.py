"""Shells, so that what is displayed has somewhere to go, and the style of figures."""

import pytest
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


def _shell(kind, monkeypatch):
    monkeypatch.delenv("FIRST_NEURON_STATIC", raising=False)
    yield kind.instance(config=Config({"HistoryManager": {"enabled": False}}))
    kind.clear_instance()


@pytest.fixture
def terminal(monkeypatch):
    """An IPython without widgets, as in a terminal."""
    yield from _shell(InteractiveShell, monkeypatch)


@pytest.fixture
def notebook(monkeypatch):
    """The shell of a live Jupyter kernel, where widgets work."""
    yield from _shell(ZMQInteractiveShell, monkeypatch)


@pytest.fixture
def course_style():
    """The style that chapters set, and no figure left open afterwards."""
    import matplotlib.pyplot as plt
    from coursekit import plots

    with plt.rc_context():
        plt.switch_backend("agg")
        plots.style()
        yield
        plt.close("all")
