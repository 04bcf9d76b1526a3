"""
Where the store and the notebooks of one workspace lie.

A workspace is a folder with a ``workbench.toml``. It is the one named, else ``WORKBENCH_WORKSPACE``,
else the nearest one above the working directory, else the user's data folder (DESIGN section 7).
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from workbench.core.rights import Answer
from workbench.core.words import _

MARK = "workbench.toml"


@dataclass(frozen=True)
class Workspace:
    """One folder that holds a store and the notebooks made for it."""

    path: Path

    @property
    def store_url(self) -> str:
        """The store's address: ``WORKBENCH_STORE``, else the SQLite file in the folder."""
        return os.environ.get("WORKBENCH_STORE") or f"sqlite:///{self.path / 'store.sqlite'}"

    @property
    def notebooks(self) -> Path:
        """The folder that the room serves: ``pages/`` and ``cycles/``."""
        return self.path / "notebooks"

    @property
    def exports(self) -> Path:
        """The only folder of the workspace into which files for people are written; deletion empties it."""
        return self.path / "exports"

    def may_take_out(self, file: Path) -> Answer:
        """Say whether something may be written out to a file: in the workspace only where deletion goes."""
        meant = file.expanduser().resolve()
        if not meant.is_relative_to(self.path.resolve()) or meant.is_relative_to(self.exports.resolve()):
            return True
        return _("{file} lies in the workspace, where a later deletion would not find it. Nothing was "
                 "written. Choose a place below {exports}, or outside of the workspace.").format(
            file=file, exports=self.exports
        )  # fmt: skip

    @property
    def exists(self) -> bool:
        """Whether the folder has been made a workspace."""
        return (self.path / MARK).is_file()

    def make(self) -> None:
        """Make the folder, readable by its owner only."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        self.notebooks.mkdir(mode=0o700, exist_ok=True)
        (self.path / MARK).touch(0o600)
        (self.path / MARK).write_text("# This folder is a workspace of the practice workbench.\n", "utf-8")


def workspace_of(store: Path | None) -> Workspace:
    """Return the workspace in which a store's file lies, else the one that is found as everywhere."""
    beside = Workspace(store.parent) if store else None
    return beside if beside is not None and beside.exists else find_workspace()


def user_folder() -> Path:
    """Return the folder where this system keeps a person's data."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "practice-workbench"


def find_workspace(named: Path | str | None = None) -> Workspace:
    """Return the workspace that is meant; it may not exist yet."""
    chosen = named or os.environ.get("WORKBENCH_WORKSPACE")
    if chosen:
        return Workspace(Path(chosen).expanduser().resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file():
            return Workspace(folder)
    return Workspace(user_folder())
