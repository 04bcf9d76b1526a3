"""A store as an earlier version left it, and a process that brings it forward and is killed on the way."""

import os
import signal
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import event, text

from workbench.core.store import Store
from workbench.migrations.migrate import _config, migrate

OLD = "0001"
WORDS = [f"what was learned on day {number}" for number in range(20)]
AT = "2026-03-02 18:30:00.000000"


def an_old_store(folder: Path) -> Store:
    """Return a store of the first version, with entries in it."""
    store = Store(f"sqlite:///{folder / 'store.sqlite'}")
    config = _config(store)
    with store.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, OLD)
        connection.execute(
            text("INSERT INTO people (id, name, made_at) VALUES ('p', 'Ana', :at)"), {"at": AT}
        )
        connection.execute(
            text("INSERT INTO groups (id, name, zone, made_at) VALUES ('g', 'Tuesday group', 'UTC', :at)"),
            {"at": AT},
        )
        connection.execute(
            text("INSERT INTO cycles (id, group_id, number, by_id, at) VALUES ('c', 'g', 1, 'p', :at)"),
            {"at": AT},
        )
        for number, words in enumerate(WORDS):
            connection.execute(
                text(
                    "INSERT INTO entries (id, entity, revision, group_id, cycle_id, day, words, "
                    "evidence_for, evidence_against, context, by_id, at) "
                    "VALUES (:id, :id, 1, 'g', 'c', '2026-03-02', :words, '', '', '', 'p', :at)"
                ),
                {"id": f"e{number}", "words": words, "at": AT},
            )
        connection.commit()
    return store


def bring_forward(line: Any, url: str, last: int) -> None:
    """Bring a store forward; end without a word at the statement of this number."""
    store, done = Store(url), 0

    def count(*_told: Any) -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.engine, "before_cursor_execute", count)
    migrate(store)
    line.send(done)
