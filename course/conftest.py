"""How nbval re-runs the chapters: `make chapters`.

Outputs are stored from the real data. Where those are not at hand the stand-ins run,
and cells tagged `real-data` are executed but not compared.
"""

import os


def pytest_collection_modifyitems(items):
    """Have chapters run without widgets, and compare only what can be compared."""
    cells = [item for item in items if hasattr(item, "cell")]
    if cells:
        os.environ["FIRST_NEURON_STATIC"] = "1"  # read by the kernels that nbval starts
        # One import of TensorFlow for all the chapters of a worker. JAX and PyTorch
        # have threads from the start: whoever forks from them may hang.
        if os.environ.get("KERAS_BACKEND", "tensorflow") == "tensorflow":
            warm = "JUPYTER_DEFAULT_PROVISIONER_NAME", "warm-provisioner"
            os.environ.setdefault(*warm)
    for item in cells:
        needs_data = "real-data" in item.cell.metadata.get("tags", [])
        if needs_data and not os.environ.get("FIRST_NEURON_DATA"):
            item.options["check"] = False
