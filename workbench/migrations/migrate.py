"""Bring a store forward; refuse one that a newer version wrote."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from workbench.core.copying import copy_store
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.core.words import _


def _config(store: Store) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("sqlalchemy.url", store.url.replace("%", "%%"))
    return config


def stands_at(store: Store) -> str | None:
    """Return the version of the tables in a store; None for an empty one."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest(store: Store) -> str | None:
    """Return the version of the tables that this version of the workbench makes."""
    return ScriptDirectory.from_config(_config(store)).get_current_head()


def migrate(store: Store) -> None:
    """
    Make or bring forward the tables: all of it or nothing, also where the machine stops half way.

    A file that has older tables is copied beside itself first; one written by a newer version is
    refused and left as it is. A file is its owner's alone from the start.
    """
    if store.file is not None and not store.file.exists():
        store.file.touch(0o600)
    config = _config(store)
    script = ScriptDirectory.from_config(config)
    here, there = stands_at(store), script.get_current_head()
    if here == there:
        return
    if here is not None:
        try:
            script.get_revision(here)
        except CommandError as error:
            raise Refused(
                _("This workspace was written by a newer version of the workbench. Nothing was changed. "
                  "Install the newer version, or choose another workspace with --workspace.")
            ) from error  # fmt: skip
        if store.file is not None:
            _keep_a_copy(store.file, there)
    with (
        store.engine.execution_options(sqlite_begin="IMMEDIATE").connect() as connection,
        _tables_may_be_made_anew(connection),
        connection.begin(),
    ):
        # Alembic commits nothing of its own where it is handed a transaction.
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check_references(connection)
    if store.file is not None:
        store.file.chmod(0o600)


@contextmanager
def _tables_may_be_made_anew(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew to which others refer: their references are not looked at meanwhile."""
    line: Any = connection.connection.dbapi_connection
    if not isinstance(line, sqlite3.Connection):
        yield
        return
    line.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        line.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    """Let nothing be kept in which a row refers to one that is not there."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError("The tables were not brought forward: a row refers to one that is not there.")


def _keep_a_copy(file: Path, version: str | None) -> None:
    part = file.with_name(f".{file.name}.before.part")
    copy_store(file, part)
    part.replace(file.with_name(f"{file.name}.before-{version}"))
