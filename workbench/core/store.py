"""
The store: one database, opened safely.

SQLite runs in WAL mode with foreign keys on. Records that are only ever added to are guarded twice:
in the ORM (flush and bulk) here, and by triggers in the database (see ``migrations``).
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, sessionmaker

from workbench.core.clock import Clock, system_clock
from workbench.core.reading import REMEMBERED, keep
from workbench.core.rights import NotNow, Refused
from workbench.core.words import _
from workbench.models.base import AppendOnly

ERASING = "erasing"  # stands in a session's info while ``core.erasing`` lets written rows go
TUNED = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=8000",
    "secure_delete=ON",  # what is removed is written over, not only let go
)


class WrittenOnce(Exception):
    """A record that may only be added to was about to be changed or removed."""


def _guard_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if session.info.get(ERASING):
        return
    for row in session.dirty:
        if isinstance(row, AppendOnly) and session.is_modified(row):
            raise WrittenOnce(f"{type(row).__name__} is written once and cannot be changed.")
    for row in session.deleted:
        if isinstance(row, AppendOnly):
            raise WrittenOnce(f"{type(row).__name__} is written once and cannot be removed.")


def _guard_bulk(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and not state.session.info.get(ERASING):
        mapper = state.bind_mapper
        if mapper is not None and issubclass(mapper.class_, AppendOnly):
            raise WrittenOnce(f"{mapper.class_.__name__} is written once.")


def _tune(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    cursor = connection.cursor()
    for pragma in TUNED:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    """Take the write lock at the start, so that a reader never has to become a writer half way."""
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


class Store:
    """A database and the clock that stamps what is written to it."""

    def __init__(self, url: str, clock: Clock = system_clock) -> None:
        self.url = url
        self.clock = clock
        self.engine = self._open(url)
        writing = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        self._writer = sessionmaker(writing, expire_on_commit=False)
        self._reader = sessionmaker(self.engine, expire_on_commit=False)
        for maker in (self._writer, self._reader):
            event.listen(maker, "before_flush", _guard_flush)
            event.listen(maker, "do_orm_execute", _guard_bulk)
        event.listen(self._reader, "loaded_as_persistent", keep)

    def _open(self, url: str) -> Engine:
        engine = create_engine(url)
        event.listen(engine, "do_connect", self._where)
        if engine.dialect.name != "sqlite":
            return engine
        event.listen(engine, "connect", _tune)
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
        return engine

    def _where(self, dialect: Any, _record: object, args: list[Any], others: dict[str, Any]) -> None:
        place, more = dialect.create_connect_args(make_url(self.url))
        args[:] = place
        others.clear()
        others.update(more)

    def move_to(self, url: str) -> None:
        """Let go of this database and stand for another of its kind; what is known of statements is kept."""
        self.close()
        self.url = url

    @property
    def file(self) -> Path | None:
        """The database's file, where it has one."""
        url = make_url(self.url)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    def writing(self) -> Session:
        """Return a session that may write; whoever opens it commits it (see ``Desk.transaction``)."""
        return self._writer()

    def reading(self) -> Session:
        """Return a session for reading, in which nothing is asked of the store twice."""
        return self._reader(info={REMEMBERED: {}})

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def plainly(error: Exception) -> Refused | None:
    """Say in a sentence what a failure of the store means to the person who was writing, if it is known."""
    if isinstance(error, IntegrityError) and "unique" in str(error.orig).lower():
        return Refused(
            _(
                "Someone else changed this a moment ago, or you did on another page. Nothing was "
                "overwritten; "
                "what you typed is kept. Look at the newest version and send yours again if you "
                "still want to."
            )
        )
    if isinstance(error, DBAPIError):
        reason = str(error.orig).lower()
        if "full" in reason:
            return NotNow(
                _(
                    "The disk is full. What was saved before is safe; the last "
                    "change was not saved. "
                    "Make room on the machine that runs the room, then send it again."
                )
            )
        if "readonly" in reason or "read-only" in reason:
            return NotNow(
                _(
                    "The store cannot be written to. What was saved before is safe; the last "
                    "change was not saved. "
                    "The person who runs the room can check the folder's permissions."
                )
            )
        if "disk i/o" in reason:
            return NotNow(
                _(
                    "The disk did not take the last change, so it was not saved. What was saved before is "
                    "safe. The person who runs the room can look whether the disk is full or failing."
                )
            )
        if "unable to open" in reason:
            return NotNow(
                _(
                    "The store cannot be opened now. What was saved before is safe; the last change was not "
                    "saved. The person who runs the room can check that its folder is there, and whose it is."
                )
            )
        if "locked" in reason:
            return NotNow(
                _(
                    "The store was busy for too long. What was saved before is safe; the last "
                    "change was not saved. "
                    "Send it again in a moment."
                )
            )
    return None
