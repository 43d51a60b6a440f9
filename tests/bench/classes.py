"""Two classes to grade: one with NumPy alone (hw05), one that builds Keras models."""

import json
import random
from pathlib import Path

from grading import cases, tiny, whole

from autograder import plugin
from autograder.folders import Course

IMPORTS = """import keras
import numpy as np
from coursekit import check"""
SOLUTIONS = {
    "softmax": """def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)""",
    "dense": """def dense(X, W, b):
    return X @ W + b""",
    "build_mlp": """def build_mlp(inputs, hidden, classes):
    return keras.Sequential([
        keras.layers.Input((inputs,)),
        keras.layers.Dense(hidden, activation="relu"),
        keras.layers.Dense(classes, activation="softmax"),
    ])""",
    "n_parameters": """def n_parameters(inputs, hidden, classes):
    return inputs * hidden + hidden + hidden * classes + classes""",
}
WRONG = {
    "softmax": "def softmax(Z):\n    return np.exp(Z) / np.exp(Z).sum()",
    "dense": "def dense(X, W, b):\n    return X @ W",
    "build_mlp": SOLUTIONS["build_mlp"].replace('"relu"', "None"),
    "n_parameters": "def n_parameters(inputs, hidden, classes):\n    return 0",
}
TESTS = {
    "softmax_visible": "check.close(softmax(np.zeros((2, 4))), np.full((2, 4), 1/4), "
    "'softmax')",
    "softmax_hidden": """rng = check.fresh_rng("softmax")
Z = rng.normal(size=(5, 3))
with check.unchanged(Z=Z):
    P = softmax(Z)
check.hidden.close(P, keras.ops.softmax(Z), "softmax", kind="float32")""",
    "dense_hidden": """rng = check.fresh_rng("dense")
X, W, b = rng.normal(size=(6, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
check.hidden.close(dense(X, W, b), X @ W + b, "dense")""",
    "build_mlp_visible": """model = build_mlp(4, 8, 3)
check.that(len(model.layers) == 2, "build_mlp", "two layers were expected")
check.same(model.count_params(), 67, "the number of parameters")""",
    "build_mlp_hidden": """rng = check.fresh_rng("build_mlp")
model = build_mlp(3, 5, 2)
X = rng.normal(size=(7, 3)).astype("float32")
W, b, V, c = (np.array(w) for w in model.get_weights())
Z = np.maximum(X @ W + b, 0) @ V + c
P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
check.hidden.close(np.array(model(X)), P, "the output of build_mlp", kind="float32")""",
    "n_parameters_hidden": "for n in range(1, 9):\n    check.hidden.same("
    "n_parameters(n, 5, 3), 6 * n - n + 5 + 15 + 3, 'n_parameters')",
}


def numpy_class(home: Path, students: int) -> Path:
    """Make a course with hw05 and so many different submissions."""
    course = _course(home)
    name = "hw05_perceptron"
    source = cases.ROOT / "source" / name / "perceptron.ipynb"
    (course / "source" / name).mkdir(parents=True)
    (course / "source" / name / "perceptron.ipynb").write_bytes(source.read_bytes())
    plugin.release(Course(course), name)
    notebook = cases.source(name)
    right = {k: whole._plain(v) for k, v in cases.solutions(notebook).items()}
    # No submission that hangs: what an endless loop costs is a setting, not a speed.
    slow = ("no_end", "cap", "bias", "slower")
    kinds = ("reference", "correct", "wrong")
    bank = [c for c in cases.cases(name) if c.kind in kinds]
    bank = [c for c in bank if not any(word in c.name for word in slow)]
    answers = [right | case.code for case in bank]
    _hand_in(course, name, "perceptron", answers, students)
    return course


def keras_class(home: Path, students: int) -> Path:
    """Make a course whose assignment builds Keras models."""
    course = _course(home)
    (course / "source" / "hw_keras").mkdir(parents=True)
    path = course / "source" / "hw_keras" / "networks.ipynb"
    path.write_text(json.dumps(_keras_source()), encoding="utf-8")
    plugin.release(Course(course), "hw_keras")
    answers = [SOLUTIONS] + [SOLUTIONS | {k: v} for k, v in WRONG.items()]
    _hand_in(course, "hw_keras", "networks", answers, students)
    return course


def tiny_class(home: Path, students: int) -> Path:
    """Make a course with the tiny assignment, for very large classes."""
    course = tiny.course(home)
    plugin.release(Course(course), "hw_tiny")
    _hand_in(course, "hw_tiny", "tiny", [tiny.RIGHT], students)
    return course


def _course(home: Path) -> Path:
    home.mkdir(parents=True)
    config = (cases.ROOT / "nbgrader_config.py").read_text("utf-8")
    (home / "nbgrader_config.py").write_text(config, encoding="utf-8")
    return home


def _hand_in(
    course: Path, name: str, notebook: str, answers: list[dict], students: int
) -> None:
    skeleton = Course(course).skeleton(name)
    choose = random.Random(7)
    for number in range(students):
        chosen = choose.choice(answers)
        filled = json.loads(json.dumps(skeleton))
        for cell in filled["cells"]:
            key = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if key in chosen:  # no two files alike: no cache may help anybody
                cell["source"] = f"# student {number}\n{chosen[key]}"
        folder = course / "submitted" / f"s{number:04}" / name
        folder.mkdir(parents=True)
        (folder / f"{notebook}.ipynb").write_text(json.dumps(filled), "utf-8")


def _keras_source() -> dict:
    locked = {"grade": False, "solution": False, "locked": True}
    cells = [tiny._cell("code", IMPORTS, grade_id="setup", **locked)]
    for name, code in SOLUTIONS.items():
        head, _, body = code.partition("\n")
        text = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        mark = {"grade": False, "solution": True, "locked": False, "grade_id": name}
        cells.append(tiny._cell("code", text, **mark))
        for test, source in TESTS.items():
            if test.startswith(name):
                if "hidden" in test:
                    source = f"### BEGIN HIDDEN TESTS\n{source}\n### END HIDDEN TESTS"
                mark = {"grade": True, "solution": False, "locked": True}
                cells.append(
                    tiny._cell("code", source, points=2, grade_id=test, **mark)
                )
    for number, cell in enumerate(cells):
        cell["id"] = f"keras-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
