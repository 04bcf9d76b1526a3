"""
The one place under which written rows may go: what was deleted, or has lapsed.

Inside of :func:`erasing` the guards of the store let changes and removals pass. The mark for it stands in
the same transaction and is gone before it ends. That something was erased is counted in the file itself
(``PRAGMA user_version``), until :func:`scrub` has taken the last bytes of it out of the file.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from workbench.core.store import ERASING, Store
from workbench.models.base import Model, new_id
from workbench.models.keeping import Erasing

TRIES, PATIENCE = 4, 500  # how often a busy file is tried, and for how many thousandths of a second each
DONE = 0


@contextmanager
def erasing(db: Session) -> Iterator[None]:
    """Let rows that are written once be changed and removed; if anything fails, none of it is."""
    if db.info.get(ERASING):
        yield
        return
    db.flush()
    mark = new_id()
    try:
        with db.begin_nested():
            db.add(Erasing(id=mark))
            db.flush()
            db.info[ERASING] = True
            yield
            db.flush()
            db.execute(delete(Erasing).where(Erasing.id == mark))
            _count(db)
    finally:
        db.info.pop(ERASING, None)


def _count(db: Session) -> None:
    if db.get_bind().dialect.name == "sqlite":
        (erased,) = db.execute(text("PRAGMA user_version")).one()
        db.execute(text(f"PRAGMA user_version = {int(erased) + 1}"))


def waits(store: Store) -> bool:
    """Say whether something was erased of which bytes may still lie in the file."""
    if store.file is None or not store.file.exists():
        return False
    with closing(sqlite3.connect(store.file, isolation_level=None)) as line:
        return _erased(line) != DONE


def scrub(store: Store) -> bool:
    """
    Write the file anew, so that nothing erased lies in its free pages or its journal; say if that is done.

    While another page is reading or writing it is tried a few times. What cannot be done then is done by
    the next sweep: the file itself tells that it waits.
    """
    file = store.file
    if file is None or not file.exists():
        return True
    for _try in range(TRIES):
        with closing(sqlite3.connect(file, isolation_level=None, timeout=PATIENCE / 1000)) as line:
            try:
                if _scrubbed(line):
                    return True
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) and "busy" not in str(error):
                    raise
    return False


def _scrubbed(line: sqlite3.Connection) -> bool:
    for pragma in ("secure_delete=ON", "temp_store=MEMORY", f"busy_timeout={PATIENCE}"):
        line.execute(f"PRAGMA {pragma}")
    erased = _erased(line)
    line.execute("VACUUM")
    (busy, *_pages) = line.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        return False
    line.execute("BEGIN IMMEDIATE")
    unchanged = _erased(line) == erased
    if unchanged:
        line.execute(f"PRAGMA user_version = {DONE}")
    line.execute("COMMIT")
    return unchanged


def _erased(line: sqlite3.Connection) -> int:
    (erased,) = line.execute("PRAGMA user_version").fetchone()
    return int(erased)


def referred_to(db: Session, table: type[Model], ids: Collection[str]) -> set[str]:
    """Return which of these rows some other row refers to."""
    return {
        found
        for other in Model.metadata.sorted_tables
        for column in other.columns
        for key in column.foreign_keys
        if key.column is table.__table__.c.id
        for found in db.scalars(select(column).where(column.in_(ids)).distinct())
    }
