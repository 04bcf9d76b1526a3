"""
Writes a workspace into one file, while the room may be open.

In it: the store as it stands at one moment, the notebooks, and the file that marks the workspace. Left out:
the room's own secret, and the rows of sign-ins, tickets and short codes. What was deleted before is not in
it; what is deleted afterwards stays in it, so it says until when it is to be kept.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from typing import IO

from workbench.core.clock import shown_day
from workbench.core.copying import copy_store
from workbench.core.rights import Refused
from workbench.core.settings import MARK, Workspace
from workbench.core.store import Store
from workbench.core.vault import COST
from workbench.core.words import _
from workbench.exchange.archive import NOTEBOOKS, STORE, Manifest, measured, own_folder, pack
from workbench.exchange.sealing import Sealing
from workbench.migrations.migrate import stands_at
from workbench.migrations.tables import METADATA

EMPTIED = ("sign_ins", "tickets", "short_codes")
KEPT_FOR = timedelta(days=90)
WORKING = ".backup-"
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """A backup that was made."""

    file: Path
    size: int
    sealed: bool
    manifest: Manifest


def back_up(
    workspace: Workspace, store: Store, out: Path, *, keep_until: date | None = None,
    passphrase: str | None = None, force: bool = False, cost: str = COST,
) -> Made:  # fmt: skip
    """Write a backup: the whole of it or nothing. Whoever writes in the room is not disturbed."""
    at = store.clock()
    until = keep_until or (at + KEPT_FOR).date()
    file = _may_be_written(workspace, store, out, force=force)
    if until <= at.date():
        sentence = _("{day} is not in the future. No backup was made. Choose a later day with --keep-until.")
        raise Refused(sentence.format(day=shown_day(until)))
    _clear_away(workspace, at)
    folder = Path(mkdtemp(prefix=WORKING, dir=workspace.path))
    try:
        rows = _copy(file, folder)
        names = [STORE, *_beside(workspace, folder)]
        manifest = Manifest(
            at, until, stands_at(store) or "", rows, tuple(measured(folder, name) for name in names)
        )
        size = _write(folder, manifest, out, passphrase, cost)
    except sqlite3.Error as error:
        sentence = _("The store could not be copied ({reason}). No backup was made, and the store is as it "
                     "was. Look at it with: workbench doctor")  # fmt: skip
        raise Refused(sentence.format(reason=error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Made(out, size, passphrase is not None, manifest)


def _may_be_written(workspace: Workspace, store: Store, out: Path, *, force: bool) -> Path:
    """Return the store's file, if a backup of it may lie where it was asked for."""
    if store.file is None:
        raise Refused(
            _("This store is not a file, so there is nothing here to copy. No backup was made. Use the tools "
              "of the machine that keeps it.")
        )  # fmt: skip
    place = out.parent.resolve()
    if place.is_relative_to(workspace.path.resolve()):
        sentence = _("{out} lies inside the workspace. No backup was made: it would stay there unseen while "
                     "people delete what is theirs. Choose a place outside with --out.")  # fmt: skip
        raise Refused(sentence.format(out=out))
    if not place.is_dir():
        sentence = _("There is no folder {folder}. No backup was made. Choose another place with --out.")
        raise Refused(sentence.format(folder=place))
    if out.is_dir():
        sentence = _("{out} is a folder. No backup was made. Give a file's name with --out.")
        raise Refused(sentence.format(out=out))
    if out.exists() and not force:
        sentence = _("{out} is there already and was left as it is. No backup was made. Choose another name, "
                     "or say --force to write over it.")  # fmt: skip
        raise Refused(sentence.format(out=out))
    return store.file


def _clear_away(workspace: Workspace, at: datetime) -> None:
    """Remove what a backup that was stopped half way left behind."""
    for left in workspace.path.glob(f"{WORKING}*"):
        if left.stat().st_mtime < (at - FORGOTTEN).timestamp():
            shutil.rmtree(left, ignore_errors=True)


def _copy(store: Path, folder: Path) -> dict[str, int]:
    """Copy the store without what lets anybody in, and without a trace of deleted words; count its rows."""
    whole, lean = folder / "whole.sqlite", folder / STORE
    copy_store(store, whole)
    with closing(sqlite3.connect(whole, isolation_level=None)) as line:
        line.execute("PRAGMA foreign_keys=ON")
        line.execute("BEGIN")
        line.execute("INSERT INTO erasing (id) VALUES ('backup')")  # also where a later table is guarded
        for table in EMPTIED:
            line.execute(f"DELETE FROM {table}")
        line.execute("DELETE FROM erasing WHERE id = 'backup'")
        line.execute("COMMIT")
        lean.touch(0o600)
        line.execute("VACUUM INTO ?", (str(lean),))
    whole.unlink()
    with closing(sqlite3.connect(lean)) as line:
        found = line.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise sqlite3.DatabaseError(found[0][0])
        return {
            table.name: line.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            for table in METADATA.sorted_tables
        }


def _beside(workspace: Workspace, folder: Path) -> list[str]:
    """Copy what lies beside the store; return the names."""
    found = [workspace.path / MARK, *sorted(workspace.notebooks.rglob("*"))]
    names = []
    for file in found:
        name = file.relative_to(workspace.path)
        if file.is_symlink() or not file.is_file() or any(part.startswith(".") for part in name.parts):
            continue
        own_folder((folder / name).parent)
        with suppress(FileNotFoundError):  # taken away meanwhile
            shutil.copyfile(file, folder / name)
            names.append(name.as_posix())
    assert all(name == MARK or name.startswith(f"{NOTEBOOKS}/") for name in names)
    return names


def _write(folder: Path, manifest: Manifest, out: Path, passphrase: str | None, cost: str) -> int:
    part: Path | None = None
    try:
        descriptor, name = mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
        part = Path(name)
        with open(descriptor, "wb") as file:
            _pack(folder, manifest, file, passphrase, cost)
            file.flush()
            os.fsync(file.fileno())
        size = part.stat().st_size
        part.replace(out)
        return size
    except OSError as error:
        sentence = _("{file} could not be written ({reason}). Nothing in the store was changed. Choose "
                     "another place with --out.")  # fmt: skip
        raise Refused(sentence.format(file=out, reason=error.strerror or error)) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _pack(folder: Path, manifest: Manifest, file: IO[bytes], passphrase: str | None, cost: str) -> None:
    if passphrase is None:
        pack(folder, manifest, file)
        return
    sealing = Sealing(file, passphrase, cost=cost)
    pack(folder, manifest, sealing)
    sealing.finish()
