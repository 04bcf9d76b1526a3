"""Builders of cycles and templates for the tests of notebooks."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any

from tests.builders import Circle
from workbench.core.settings import Workspace
from workbench.cycles.services import Opened, open_cycle
from workbench.cycles.templates import templates_folder


def a_workspace(folder: Path) -> Workspace:
    workspace = Workspace(folder / "workspace")
    workspace.make()
    return workspace


def opened(circle: Circle, workspace: Workspace, by: str = "Ana", folder: Path | None = None) -> Opened:
    return open_cycle(circle.desk(by), circle.group, workspace=workspace, folder=folder)


def own_templates(folder: Path) -> Path:
    """A folder with copies of the templates, which a test may spoil."""
    copied = folder / "templates"
    copytree(templates_folder(), copied, ignore=lambda _, names: [n for n in names if n.startswith(".")])
    return copied


def spoil(folder: Path, name: str, change: Any) -> None:
    file = folder / f"{name}.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    change(notebook)
    file.write_text(json.dumps(notebook), "utf-8")


def code_cell(notebook: dict[str, Any], place: int) -> dict[str, Any]:
    codes: list[dict[str, Any]] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return codes[place]
