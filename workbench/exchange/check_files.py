"""What the checkup looks at among the files of a workspace. Each answers: well or not, what, what to do."""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.words import _, ngettext
from workbench.cycles.files import now_in, seal
from workbench.exchange.backup import WORKING

MEGABYTE = 1_000_000
LEAST_FREE = 200 * MEGABYTE
LONGEST_LOG = 64 * MEGABYTE
A_COPY_LASTS = timedelta(days=30)
AT_WORK = timedelta(hours=1)
OTHERS = stat.S_IRWXG | stat.S_IRWXO
Told = tuple[bool, str] | tuple[bool, str, str]


def permissions(workspace: Workspace, *, mend: bool) -> Told:
    """Whether every file and folder is its owner's alone."""
    if os.name != "posix":
        return True, _("This system keeps them in another way; the folder is among your own.")
    loose = [path for path in _all(workspace.path) if path.lstat().st_mode & OTHERS]
    if not loose:
        return True, _("Every file and folder is its owner's alone.")
    if mend:
        for path in loose:
            path.chmod(0o700 if path.is_dir() else 0o600)
        mended = ngettext(
            "{count} file or folder was set right.", "{count} files and folders were set right.", len(loose)
        )
        return True, mended.format(count=len(loose))
    found = ngettext(
        "{count} file or folder can be opened by others on this machine, such as {one}.",
        "{count} files and folders can be opened by others on this machine, such as {one}.",
        len(loose),
    )
    to_do = _("Set them right with: workbench doctor --mend")
    return False, found.format(count=len(loose), one=loose[0].name), to_do


def _all(folder: Path) -> Iterator[Path]:
    yield folder
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink():
            yield path


def secret(workspace: Workspace) -> Told:
    """Whether the room's own secret can be read by nobody else; it is looked at before anything is mended."""
    file = workspace.path / "cookie.secret"
    if os.name != "posix" or not file.is_file() or not file.stat().st_mode & OTHERS:
        return True, _("Nobody else can read it.")
    return (
        False,
        _("Others on this machine could read cookie.secret."),
        _("Delete it while the room is closed; the room makes a new one, and nothing else is lost."),
    )


def writable(workspace: Workspace, store: Store) -> Told:
    """Whether the store and the folders can be written to by whoever asks."""
    wanted = [workspace.path, workspace.notebooks, *([store.file] if store.file is not None else [])]
    closed = [path.name for path in wanted if path.exists() and not os.access(path, os.W_OK)]
    if not closed:
        return True, _("The store and the folders can be written to.")
    told = _("These cannot be written to: {names}.").format(names=", ".join(closed))
    return (
        False,
        told,
        _("Look whose they are, and whether the disk is open for reading only. The store is kept."),
    )


def free(workspace: Workspace) -> int:
    """Return how many bytes are free where the workspace lies."""
    return shutil.disk_usage(workspace.path).free


def size(store: Store) -> int:
    """Return how many bytes the store takes, with its log."""
    if store.file is None:
        return 0
    parts = (store.file, log_of(store.file))
    return sum(part.stat().st_size for part in parts if part.is_file())


def log_of(file: Path) -> Path:
    """Return where a store keeps its log."""
    return file.with_name(f"{file.name}-wal")


def space(there: int, needed: int) -> Told:
    """Whether there is room for what is still to be written, and for a copy of the store."""
    told = _("{free} MB are free; the store takes {size} MB.").format(
        free=there // MEGABYTE, size=-(-needed // MEGABYTE)
    )
    if there >= LEAST_FREE and there >= 2 * needed:
        return True, told
    return False, told, _("Make room on this disk soon: without it nothing more can be saved.")


def log(store: Store) -> Told:
    """Whether the store's log is taken up into the store from time to time."""
    file = log_of(store.file) if store.file is not None else None
    taken = file.stat().st_size if file is not None and file.is_file() else 0
    told = _("It takes {size} MB.").format(size=-(-taken // MEGABYTE))
    if taken <= LONGEST_LOG:
        return True, told
    return False, told, _("Close the room and open it again; the log is then taken up into the store.")


def copies(store: Store, at: datetime) -> Told:
    """Whether copies from before a change of version lie about for longer than they are of use."""
    found = sorted(store.file.parent.glob(f"{store.file.name}.before-*")) if store.file is not None else []
    if not found:
        return True, _("There are none.")
    names = ", ".join(path.name for path in found)
    if all(path.stat().st_mtime > (at - A_COPY_LASTS).timestamp() for path in found):
        return True, _("A copy from before a change of version is kept for a month: {names}.").format(
            names=names
        )
    return (
        False,
        _("Copies from before a change of version lie here: {names}.").format(names=names),
        _("If all has gone well since, delete them: what people deleted is still in them."),
    )


def leftovers(workspace: Workspace, at: datetime) -> Told:
    """Whether a command that was stopped half way left a copy of anything behind."""
    half = [*workspace.path.glob(f"{WORKING}*"), *workspace.path.glob(".*.part")]
    half += workspace.notebooks.rglob(".making-*.part")
    old = [path for path in half if path.stat().st_mtime < (at - AT_WORK).timestamp()]
    if not old:
        return True, _("Nothing.")
    names = ", ".join(path.name for path in old)
    return False, _("A command was stopped half way and left: {names}.").format(names=names), _("Delete it.")


def pages(workspace: Workspace, made: Iterable[tuple[str, str]]) -> Told:
    """Tell how many pages of cycles were written in by hand, and whether any is missing."""
    fates = [(now_in(workspace.notebooks / path), mark) for path, mark in made]
    written_in = sum(there is not None and seal(there) != mark for there, mark in fates)
    missing = sum(there is None for there, _mark in fates)
    told = _("{count} were made; {changed} of them were written in by hand, which is fine.").format(
        count=len(fates), changed=written_in
    )
    if not missing:
        return True, told
    gone = ngettext("{count} is missing.", "{count} are missing.", missing).format(count=missing)
    to_do = _(
        "What people sent in or typed is in the store. Get the pages back from a backup if you miss them."
    )
    return False, f"{told} {gone}", to_do
