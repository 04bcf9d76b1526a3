"""What the checkup looks at inside a store. Each answers: well or not, what was found, what to do."""

from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from workbench.core.clock import shown
from workbench.core.words import _, ngettext
from workbench.migrations.tables import METADATA, append_only_tables
from workbench.models.base import Moment
from workbench.models.cycles import Notebook

SWEEP = "workbench.audit.sweep"
PATIENCE = timedelta(minutes=5)
WRITTEN_AT = ("at", "made_at")
Told = tuple[bool, str] | tuple[bool, str, str]


def missing() -> Told:
    """Say that there is no store."""
    return False, _("There is none in this workspace."), _from_a_backup()


def unreadable(why: str) -> Told:
    """Say that the store cannot be read."""
    return False, _("It cannot be read ({why}).").format(why=why), _from_a_backup()


def not_opened(why: str) -> Told:
    """Say that the store could not be opened at this moment, which is not to say that it is damaged."""
    told = _("It could not be opened or read to its end ({why}).").format(why=why)
    return False, told, _("See to the rest first, then look again. The store is kept as it is.")


def _from_a_backup() -> str:
    return _("Close the room, keep this folder as it is, and go on from the newest backup: workbench restore")


def version(here: str | None, newest: str | None) -> Told:
    """Whether the tables are those of this version."""
    if here == newest:
        return True, _("The store is of this version.")
    if here is None:
        return False, _("The store is empty."), _from_a_backup()
    if newest is not None and here < newest:
        return True, _("The store is of an earlier version; the next command brings it forward.")
    return (
        False,
        _("The store was written by a newer version of the workbench."),
        _("Install the newer version. Nothing is wrong with the store."),
    )


def whole(db: Session) -> Told:
    """Whether the file is sound, and everything in it refers to something that is there."""
    found = [each for each in db.scalars(text("PRAGMA integrity_check")) if each != "ok"]
    found += [f"{row[0]} → {row[2]}" for row in db.execute(text("PRAGMA foreign_key_check"))]
    if not found:
        return True, _("It is sound, and nothing in it refers to what is not there.")
    return False, _("It is damaged in {count} places: {first}.").format(
        count=len(found), first=found[0]), _from_a_backup()  # fmt: skip


def guarded(db: Session) -> Told:
    """Whether the store itself still refuses to change what is written once."""
    there = set(db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    bare = [
        table
        for table in append_only_tables()
        if not {f"{table}_update_refused", f"{table}_delete_refused"} <= there
    ]
    if not bare:
        return True, _("What is written once can only be added to.")
    return (
        False,
        _("Somebody took away what guards these tables: {tables}.").format(tables=", ".join(bare)),
        _("Compare with an earlier backup: what stands in these tables may have been changed from outside."),
    )


def clock(db: Session, at: datetime) -> Told:
    """Whether anything was written later than now: then the clock was set back."""
    dated = [
        table.c[name]
        for table in METADATA.sorted_tables
        for name in WRITTEN_AT
        if name in table.c and isinstance(table.c[name].type, Moment)
    ]
    found = [moment for column in dated if (moment := db.scalar(select(func.max(column)))) is not None]
    newest = max(found, default=at)
    if newest <= at + PATIENCE:
        return True, _("It is not behind what was written last.")
    return (
        False,
        _("Something was written at {newest}, and now it is {now}: the clock was set back.").format(
            newest=shown(newest, "UTC"), now=shown(at, "UTC")
        ),
        _("Set the clock of this machine right. Nothing was lost; links and releases end by this clock."),
    )


def lapses(db: Session, at: datetime) -> Told:
    """Whether anything should have lapsed and is still kept."""
    if find_spec(SWEEP) is None:
        return True, _("Nothing is to be erased after a time.")
    found = import_module(SWEEP).overdue(db, at)
    count = found if isinstance(found, int) else len(list(found))
    if not count:
        return True, _("Nothing is overdue.")
    told = ngettext("{count} record should have lapsed.", "{count} records should have lapsed.", count)
    return False, told.format(count=count), _("Open the room: it erases them when it starts.")


def made_pages(db: Session) -> list[tuple[str, str]]:
    """Return where the pages of all cycles lie, and what tells whether they were written in."""
    return [(path, mark) for path, mark in db.execute(select(Notebook.path, Notebook.made_hash))]
