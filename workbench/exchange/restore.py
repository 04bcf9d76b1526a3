"""
Makes a workspace of a backup, in a new or empty folder: the whole of it, looked at first, or nothing.

It is laid out beside the folder and takes its place at the very end. An older store is brought forward.
"""

import io
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from workbench.core.clock import Clock, system_clock
from workbench.core.rights import Refused
from workbench.core.settings import MARK, Workspace
from workbench.core.store import Store
from workbench.core.words import _
from workbench.exchange.archive import STORE, Manifest, unpack
from workbench.exchange.sealing import PIECE, Opening, damaged, is_sealed, newer
from workbench.exchange.ways_in import WaysIn, settle
from workbench.migrations.migrate import migrate, stands_at

GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Restored:
    """A workspace that was made of a backup."""

    workspace: Workspace
    manifest: Manifest
    brought_forward: bool
    ways_in: WaysIn


def restore(
    file: Path, folder: Path, *, passphrase: Callable[[], str], revoke_links: bool = False,
    clock: Clock = system_clock,
) -> Restored:  # fmt: skip
    """
    Make a workspace of a backup; the passphrase is asked for only where the file is sealed.

    Every device is signed out. Personal links work again as they did, also those that were withdrawn after
    the backup was made, unless all are withdrawn here.
    """
    _may_be_made(folder)
    beside = Path(mkdtemp(prefix=f".{folder.name}.restoring-", dir=folder.parent))
    try:
        manifest = _lay_out(file, beside, passphrase)
        _look_at(beside / STORE, manifest)
        forward = _bring_forward(beside / STORE)
        ways_in = _settle_ways_in(beside / STORE, clock, withdraw=revoke_links)
        Workspace(beside).make()
        _take_its_place(beside, folder)
    except sqlite3.Error as error:
        raise damaged() from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Restored(Workspace(folder), manifest, forward, ways_in)


def _may_be_made(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sentence = _("{path} is there already and is not empty. Nothing was written. Choose a new or "
                     "an empty folder with --workspace.")  # fmt: skip
        raise Refused(sentence.format(path=folder))
    if not folder.parent.is_dir():
        sentence = _("There is no folder {folder} to put it in. Nothing was written. Choose another place "
                     "with --workspace.")  # fmt: skip
        raise Refused(sentence.format(folder=folder.parent))


def _lay_out(file: Path, folder: Path, passphrase: Callable[[], str]) -> Manifest:
    with file.open("rb") as opened:
        if is_sealed(opened):
            with io.BufferedReader(Opening(opened, passphrase()), PIECE) as source:
                return unpack(source, folder)
        begins = opened.read(len(GZIP))
        opened.seek(0)
        if begins != GZIP:
            sentence = _("{file} is not a backup of the workbench, or its beginning is damaged. Nothing was "
                         "written. Look for another copy of it.")  # fmt: skip
            raise Refused(sentence.format(file=file))
        return unpack(opened, folder)


def _look_at(store: Path, manifest: Manifest) -> None:
    """Refuse a store that is not sound, or that has not as many rows as the list says."""
    with closing(sqlite3.connect(store)) as line:
        sound = line.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        whole = line.execute("PRAGMA foreign_key_check").fetchone() is None
        here = {name for (name,) in line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not (sound and whole and set(manifest.rows) <= here):
            raise damaged()
        for table, count in manifest.rows.items():
            if line.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] != count:
                raise damaged()


def _bring_forward(file: Path) -> bool:
    """Bring the store to this version; the backup itself is the copy of what it was before."""
    store = Store(f"sqlite:///{file}")
    try:
        before = stands_at(store)
        if before is None:
            raise damaged()
        try:
            migrate(store)
        except Refused as refused:
            raise newer() from refused
        now = stands_at(store)
    finally:
        store.close()
    for copy in file.parent.glob(f"{STORE}.before-*"):
        copy.unlink()
    return before != now


def _settle_ways_in(file: Path, clock: Clock, *, withdraw: bool) -> WaysIn:
    store = Store(f"sqlite:///{file}", clock)
    try:
        return settle(store, withdraw=withdraw, at=clock())
    finally:
        store.close()


def _take_its_place(beside: Path, folder: Path) -> None:
    assert (beside / MARK).is_file()
    if folder.exists():
        folder.rmdir()
    beside.rename(folder)
    if os.name == "posix":
        held = os.open(folder.parent, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)
