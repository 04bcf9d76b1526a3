"""The kernelspec that ships works wherever Jupyter starts kernels by name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from nbclient import NotebookClient

from tests.server.kernels.started import alive
from tests.waiting import to_its_end
from workbench.content import content

FORKED = "__import__('gc').get_freeze_count() > 0"
SLIDER = "import ipywidgets\nipywidgets.IntSlider(7)"


@pytest.fixture(autouse=True)
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(content("templates", "kernels"), tmp_path / "jupyter" / "kernels")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "run"))


def a_notebook() -> Any:
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in (FORKED, SLIDER, "print('said')")],
        metadata={"kernelspec": {"name": "workbench", "display_name": "", "language": "python"}},
    )


def said(notebook: Any) -> None:
    forked, slider, printed = (cell["outputs"][0] for cell in notebook.cells)
    assert forked["data"]["text/plain"] == "True"
    assert "application/vnd.jupyter.widget-view+json" in slider["data"]
    assert printed["text"] == "said\n"


def test_nbclient_runs_a_notebook_on_it() -> None:
    notebook = a_notebook()
    client = NotebookClient(notebook, kernel_name="workbench", timeout=60)
    client.execute()
    said(notebook)
    states = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    assert 7 in [state["state"].get("value") for state in states.values()]


def test_papermill_runs_a_notebook_on_it(tmp_path: Path) -> None:
    nbformat.write(a_notebook(), tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "-k", "workbench", "in.ipynb", "out.ipynb"]
    subprocess.run(command, cwd=tmp_path, env=dict(os.environ), check=True, capture_output=True, timeout=120)
    said(nbformat.read(tmp_path / "out.ipynb", 4))


def test_jupyter_server_starts_interrupts_restarts_and_ends_it() -> None:
    async def go() -> None:
        manager = AsyncMappingKernelManager(kernel_spec_manager=KernelSpecManager())
        name = await manager.start_kernel(kernel_name="workbench")
        try:
            kernel: Any = manager.get_kernel(name)
            first = kernel.provisioner.pid
            await kernel.interrupt_kernel()
            await manager.restart_kernel(name)
            second = kernel.provisioner.pid
            assert second != first
            assert not alive(first)
            assert alive(second)
        finally:
            await manager.shutdown_all(now=True)
        assert not alive(second)

    to_its_end(go())
