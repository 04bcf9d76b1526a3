"""What a deletion has to reach beside the store: notebooks, their copies, exports, copies of the store."""

import json
import shutil
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from workbench.core.settings import Workspace

CHECKPOINTS = ".ipynb_checkpoints"
COPIES_LAST = timedelta(days=30)


def clear(workspace: Workspace | None, *, gone: Collection[str], store: Path | None) -> None:
    """
    Take out of a workspace what could still hold words that were deleted.

    The notebooks of those who are ``gone`` (by their ids), every notebook's outputs, checkpoints, all
    exports (they are made anew), and the copies of the store that were made before a migration.
    """
    if workspace is not None:
        _clear_notebooks(workspace.notebooks, gone)
        _empty(workspace.exports)
    for copy in copies(store):
        copy.unlink(missing_ok=True)


def _clear_notebooks(notebooks: Path, gone: Collection[str]) -> None:
    for folder in sorted(notebooks.rglob(CHECKPOINTS)):
        shutil.rmtree(folder, ignore_errors=True)
    for notebook in sorted(notebooks.rglob("*.ipynb")):
        if any(notebook.stem.endswith(f"-{person}") for person in gone):
            notebook.unlink(missing_ok=True)
        else:
            strip(notebook)


def _empty(exports: Path) -> None:
    for file in sorted(exports.iterdir()) if exports.is_dir() else ():
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        else:
            file.unlink()


def copies(store: Path | None, *, before: datetime | None = None) -> list[Path]:
    """Return the copies of a store that migrations left, or those that were made before a moment."""
    found: Iterable[Path] = store.parent.glob(f"{store.name}.before-*") if store else ()
    return sorted(copy for copy in found if before is None or copy.stat().st_mtime < before.timestamp())


def strip(notebook: Path) -> bool:
    """Take the outputs out of a notebook, if it has any; what is no notebook is left as it is."""
    try:
        told = json.loads(notebook.read_text("utf-8"))
        cells = [cell for cell in told["cells"] if cell.get("cell_type") == "code"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    if not any(map(_has_run, cells)) and "widgets" not in told.get("metadata", {}):
        return False
    for cell in cells:
        cell["outputs"], cell["execution_count"] = [], None
    told.get("metadata", {}).pop("widgets", None)
    part = notebook.with_name(f".{notebook.name}.part")
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    part.write_text(f"{text}\n", "utf-8")
    part.chmod(notebook.stat().st_mode)
    part.replace(notebook)
    return True


def _has_run(cell: dict[str, Any]) -> bool:
    return bool(cell.get("outputs")) or cell.get("execution_count") is not None
