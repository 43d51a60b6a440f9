"""A real JupyterLab and a real browser, for the tests of this folder."""

import dataclasses
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from grading import cases, tiny
from nbformat import v4
from playwright.sync_api import sync_playwright

from autograder import plugin
from autograder.folders import Course

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox inside a container, and no calls home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A student's folder: the chapter, and the assignment solved well and badly."""
    home = tmp_path_factory.mktemp("student")
    for path in ("05_perceptron.ipynb", "quizzes/05_perceptron.yml"):
        (home / path).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "course" / path, home / path)
    for name in ("reference", "sign_numpy"):
        nbformat.write(handed_in(name), home / f"{name}.ipynb")
    toys = v4.new_notebook(cells=[v4.new_code_cell(TOYS)])
    toys.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(toys, home / "toys.ipynb")
    return home


# Two toys of the chapters; the decoder is linear, so that its cell runs at once.
TOYS = """\
import numpy as np
from coursekit import explorer, playground
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

playground.show(playground.Settings(hidden=(3,)))
digits, names = load_digits(return_X_y=True)
pca = PCA(2).fit(digits / 16)
decode = lambda z: pca.inverse_transform(z).reshape(-1, 8, 8)
explorer.show(decode, pca.transform(digits / 16), names, alt="Codes of digits.")
"""


def handed_in(name):
    """Give the release of hw05 with a solution of the bank written into it."""
    release = nbformat.read(ROOT / "release/hw05_perceptron/perceptron.ipynb", 4)
    known = cases.solutions(cases.source("hw05_perceptron"))
    marks = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.M)
    right = {function: marks.sub("", code) for function, code in known.items()}
    case = {case.name: case for case in cases.cases("hw05_perceptron")}[name]
    filled = cases.fill(release, dataclasses.replace(case, code=right | case.code))
    for cell in filled.cells:
        if cell.cell_type == "markdown" and cases.meta(cell).get("solution"):
            cell.source = "One error in a hundred may be the one that harms somebody."
    return filled


# No question whether news may be fetched; and all cells drawn, not only those in view,
# so that a test can find what it looks for.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


@pytest.fixture(scope="session")
def lab(course):
    """The address of a JupyterLab on that folder; it is ended with the tests."""
    settings = course / ".jupyter" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
    tools = ROOT / "course" / "tools"
    yield from serve(course, f"--config={tools / 'jupyter_lab_config.py'}")


@pytest.fixture(scope="session")
def teachers_lab(tmp_path_factory):
    """The address of a JupyterLab on a course to be graded, and the course."""
    course = tiny.course(tmp_path_factory.mktemp("teacher"))
    plugin.release(Course(course), "hw_tiny")
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="Because it *decides*.")
    tiny.hand_in(course, "ana", right)
    tiny.hand_in(course, "cy", tiny.solve(right, sign="def sign(x):\n    return 0"))
    makefile = (ROOT / "Makefile").read_text("utf-8")
    makes_exchange = re.search(r"^formgrader:.*\n\t@(.*)", makefile, re.M)[1]
    subprocess.run(makes_exchange, shell=True, cwd=course, check=True)
    for url in serve(course):
        yield url, course


def serve(course, *more):
    """Start a JupyterLab on a folder, give its address, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    flags = [
        "--no-browser",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--IdentityProvider.token=",
    ]
    command = [
        sys.executable,
        "-m",
        "jupyter",
        "lab",
        *flags,
        f"--notebook-dir={course}",
        *more,
    ]
    home = {"JUPYTER_CONFIG_DIR": str(course / ".jupyter"), "HOME": str(course)}
    if os.geteuid() == 0:
        command.append("--allow-root")
    with (course / "lab.log").open("w") as log:
        environment = {**os.environ, **home}
        server = subprocess.Popen(
            command,
            env=environment,
            cwd=course,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(f"{url}/api", seconds=90)
        yield url
    finally:
        end(server)


def end(server):
    """Ask the server to go; on a busy machine it, or a kernel, may not hear it."""
    server.terminate()
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(url, seconds):
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"{url} did not answer within {seconds} seconds")


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium: the system's, else the one that Playwright installed."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield window
        window.close()


@pytest.fixture
def open_notebook(lab, browser):
    """Open a notebook in JupyterLab, in a window of its own."""
    pages = []

    def opened(name):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        pages.append(page)
        page.set_default_timeout(60_000)
        page.goto(f"{lab}/lab/tree/{name}?reset")
        page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for()
        page.locator(
            ".jp-Notebook-ExecutionIndicator[data-status=idle]"
        ).first.wait_for()
        return page

    yield opened
    for page in pages:
        page.close()
