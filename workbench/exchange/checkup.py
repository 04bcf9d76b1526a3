"""Looks over a workspace: one finding for each thing looked at, in plain words, with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError, OperationalError

from workbench.core.clock import Clock, system_clock
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.words import _
from workbench.exchange import check_files, check_store
from workbench.migrations.migrate import newest, stands_at


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, what was found, and what to do."""

    check: str
    well: bool
    said: str
    to_do: str = ""


Told = tuple[bool, str] | tuple[bool, str, str]


def look(workspace: Workspace, *, clock: Clock = system_clock, mend: bool = False) -> list[Finding]:
    """Look at everything; ``mend`` sets the permissions right. Nothing else is changed."""
    found = _look(workspace, clock, mend=mend)
    return [Finding(check, told[0], told[1], "".join(told[2:])) for check, told in found]


def _look(workspace: Workspace, clock: Clock, *, mend: bool) -> Iterator[tuple[str, Told]]:
    store = Store(workspace.store_url, clock)
    try:
        yield from _files(workspace, store, clock, mend=mend)
        if store.file is not None and not store.file.is_file():
            yield "store", check_store.missing()
            return
        try:
            yield from _inside(workspace, store, clock)
        except OperationalError as error:
            yield "store", check_store.not_opened(str(error.orig))
        except DatabaseError as error:
            yield "store", check_store.unreadable(str(error.orig))
    finally:
        store.close()


def _files(workspace: Workspace, store: Store, clock: Clock, *, mend: bool) -> Iterator[tuple[str, Told]]:
    yield "secret", check_files.secret(workspace)
    yield "permissions", check_files.permissions(workspace, mend=mend)
    yield "writing", check_files.writable(workspace, store)
    yield "space", check_files.space(check_files.free(workspace), check_files.size(store))
    yield "log", check_files.log(store)
    yield "copies", check_files.copies(store, clock())
    yield "leftovers", check_files.leftovers(workspace, clock())


def _inside(workspace: Workspace, store: Store, clock: Clock) -> Iterator[tuple[str, Told]]:
    revision = stands_at(store)
    yield "version", check_store.version(revision, newest(store))
    with store.reading() as db:
        yield "store", check_store.whole(db)
        if revision != newest(store):
            return
        yield "guards", check_store.guarded(db)
        yield "clock", check_store.clock(db, clock())
        yield "lapses", check_store.lapses(db, clock())
        yield "pages", check_files.pages(workspace, check_store.made_pages(db))


def well(findings: list[Finding]) -> bool:
    """Say whether nothing needs attention."""
    return all(finding.well for finding in findings)


def name(check: str) -> str:
    """Return in words what a check looks at."""
    names = {
        "permissions": _("Permissions"), "secret": _("The room's secret"), "space": _("Space on the disk"),
        "log": _("The store's log"), "copies": _("Earlier copies"), "leftovers": _("Left behind"),
        "writing": _("Writing"),
        "version": _("Version"), "store": _("Store"), "guards": _("Written once"), "clock": _("Clock"),
        "lapses": _("What lapses"), "pages": _("Pages of the cycles"),
    }  # fmt: skip
    return names[check]
