"""A store that is brought forward while the machine stops is the old one or the new one, never between."""

import json
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.faults.old_store import OLD, WORDS, an_old_store, bring_forward
from tests.faults.processes import FULL, ROUNDS, Doomed, by_signal
from workbench.core.store import Store
from workbench.migrations.migrate import migrate, stands_at

STEPS = 8 if ROUNDS < FULL else 40


def words(store: Store) -> list[str]:
    """Return the words of the entries, wherever this version keeps them."""
    with store.reading() as db:
        if stands_at(store) == OLD:
            return sorted(db.scalars(text("SELECT words FROM entries")))
        return sorted(json.loads(told)["words"] for told in db.scalars(text("SELECT words FROM boxes")))


def statements(folder: Path) -> int:
    folder.mkdir()
    store = an_old_store(folder)
    whole = Doomed(bring_forward, store.url, 0)
    told = whole.hear()
    whole.kill()
    store.close()
    assert isinstance(told, int)
    return told


@by_signal
def test_killed_at_any_step_it_can_be_opened_and_brought_forward_again(tmp_path: Path) -> None:
    every = statements(tmp_path / "whole")
    stopped = sorted({1 + every * step // STEPS for step in range(STEPS)} | {every})
    for last in stopped:
        folder = tmp_path / str(last)
        folder.mkdir()
        store = an_old_store(folder)
        store.close()
        assert Doomed(bring_forward, store.url, last).hear() is None
        with store.reading() as db:
            assert db.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
        assert stands_at(store) == OLD
        assert words(store) == sorted(WORDS)
        migrate(store)
        assert words(store) == sorted(WORDS)
        store.close()


def test_the_copy_made_before_holds_what_still_lay_in_the_log(tmp_path: Path) -> None:
    store = an_old_store(tmp_path)
    with store.engine.connect() as connection:
        connection.execute(text("UPDATE people SET name = 'Ana, as the log has it'"))
        connection.commit()
        migrate(store)
    (copy,) = tmp_path.glob("store.sqlite.before-*")
    with closing(sqlite3.connect(copy)) as line:
        assert line.execute("SELECT name FROM people").fetchone() == ("Ana, as the log has it",)
        assert line.execute("SELECT count(*) FROM entries").fetchone() == (len(WORDS),)
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes such as 0600")
def test_the_store_its_log_and_the_copy_are_the_owners_alone(tmp_path: Path) -> None:
    store = an_old_store(tmp_path)
    migrate(store)
    with store.writing() as db:
        made = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        db.rollback()
    store.close()
    assert made["store.sqlite"] == 0o600
    assert {mode for name, mode in made.items() if "before" in name} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes such as 0600")
def test_a_new_store_and_its_log_are_the_owners_alone_from_the_start(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    migrate(store)
    with store.reading() as db:
        db.execute(text("SELECT 1"))
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    store.close()
    assert {"store.sqlite-wal", "store.sqlite-shm"} <= set(modes)
    assert set(modes.values()) == {0o600}
