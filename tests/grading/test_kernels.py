"""Warm kernels: started in Jupyter's own way, with libraries that are there."""

import os
import signal

import pytest
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory

from autograder import kernels

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not kernels._can_fork(), reason="no warm kernels here"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def warm():
    """Have kernels forked from a zygote that has NumPy alone: quick to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "warm-provisioner")
        patch.setattr(kernels, "WARM", ["ipykernel.kernelapp", "numpy"])
        KernelProvisionerFactory.clear_instance()
        yield
        KernelProvisionerFactory.clear_instance()
    for zygote in kernels._zygotes.values():
        zygote.close()
    kernels._zygotes.clear()


def run(client, code):
    """Run a cell and give what it printed."""
    told = []
    client.execute_interactive(
        code, timeout=30, output_hook=lambda m: told.append(m["content"].get("text"))
    )
    return "".join(filter(None, told)).strip()


def test_a_warm_kernel_has_its_libraries_and_a_process_of_its_own(warm, tmp_path):
    manager, client = start_new_kernel(cwd=str(tmp_path), env={**os.environ, "A": "b"})
    try:
        assert type(manager.provisioner).__name__ == "WarmProvisioner"
        code = "import os, sys; print('numpy' in sys.modules, os.environ['A'])"
        assert run(client, code) == "True b"
        assert run(client, "print(os.getcwd())") == str(tmp_path)
        assert run(client, "print(os.getpid())") == str(manager.provisioner.pid)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert not manager.is_alive()


def test_a_warm_kernel_can_be_interrupted_restarted_and_noticed_when_dead(warm):
    manager, client = start_new_kernel()
    try:
        first = run(client, "import os; print(os.getpid()); x = 1")
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=30)
        assert run(client, "import os; print(os.getpid(), 'x' in dir())") != first
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        while manager.is_alive():
            pass
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_where_no_kernel_can_be_forked_an_ordinary_one_starts_and_says_so(
    warm, monkeypatch, caplog
):
    monkeypatch.setattr(kernels, "_can_fork", lambda: False)
    manager, client = start_new_kernel()
    try:
        assert run(client, "print(6 * 7)") == "42"
        assert "an ordinary one starts" in caplog.text
    except NoSuchKernel:
        pytest.fail("no kernel at all")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
