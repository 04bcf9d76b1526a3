"""What holds for every notebook that is stored here."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["notebooks", "templates", "data/example"]
NOTEBOOKS = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.ipynb"))
    if ".ipynb_checkpoints" not in path.parts
]
MOST_LINES_OF_CODE = 3

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())


def _cells(path: Path, kind: str) -> list[Any]:
    notebook = json.loads(path.read_text("utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def _source(cell: Any) -> list[str]:
    return "".join(cell["source"]).splitlines()


def test_there_are_notebooks_to_look_at():
    assert NOTEBOOKS


@each_notebook
def test_it_is_a_notebook(path):
    nbformat.validate(nbformat.read(path, as_version=4))


@each_notebook
def test_it_is_stored_without_outputs(path):
    for cell in _cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@each_notebook
def test_every_code_cell_begins_with_a_comment_for_people(path):
    for cell in _cells(path, "code"):
        first = _source(cell)[0]
        assert first.startswith("# "), first
        assert len(first) > len("# ") + 3


@each_notebook
def test_code_cells_are_short(path):
    for cell in _cells(path, "code"):
        if "parameters" in cell["metadata"].get("tags", []):
            continue
        code = [line for line in _source(cell) if line.strip() and not line.startswith("#")]
        assert len(code) <= MOST_LINES_OF_CODE, code


@each_notebook
def test_it_opens_with_a_title(path):
    first = json.loads(path.read_text("utf-8"))["cells"][0]
    assert first["cell_type"] == "markdown"
    assert _source(first)[0].startswith("# ")


@each_notebook
def test_it_carries_nothing_about_the_machine_it_was_written_on(path):
    kept = json.loads(path.read_text("utf-8"))["metadata"]
    assert "papermill" not in kept
    assert "widgets" not in kept
