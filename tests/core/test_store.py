"""The store keeps what was written, as it was written."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.builders import Circle
from workbench.core.store import Store, WrittenOnce
from workbench.models.people import Standing


def a_standing(circle: Circle) -> Standing:
    with circle.store.reading() as db:
        return db.scalars(select(Standing)).first()  # type: ignore[return-value]


def test_a_record_cannot_be_changed_by_flush(circle: Circle) -> None:
    with circle.store.writing() as db:
        row = db.get_one(Standing, a_standing(circle).id)
        row.standing = "left"
        with pytest.raises(WrittenOnce):
            db.commit()


def test_a_record_cannot_be_removed_by_flush(circle: Circle) -> None:
    with circle.store.writing() as db:
        db.delete(db.get_one(Standing, a_standing(circle).id))
        with pytest.raises(WrittenOnce):
            db.commit()


@pytest.mark.parametrize("statement", [update(Standing).values(standing="left"), delete(Standing)])
def test_records_cannot_be_changed_in_bulk(circle: Circle, statement: object) -> None:
    with circle.store.writing() as db, pytest.raises(WrittenOnce):
        db.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("statement", ["UPDATE standings SET standing = 'left'", "DELETE FROM standings"])
def test_the_database_itself_refuses_raw_changes(circle: Circle, statement: str) -> None:
    with circle.store.writing() as db, pytest.raises(IntegrityError, match="written once"):
        db.execute(text(statement))


def test_every_append_only_table_is_guarded_by_triggers(store: Store) -> None:
    from workbench.migrations.tables import append_only_tables

    with store.reading() as db:
        names = set(db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    assert {f"{t}_{v}_refused" for t in append_only_tables() for v in ("update", "delete")} == names


def test_foreign_keys_are_on_and_the_journal_is_wal(store: Store) -> None:
    with store.reading() as db:
        assert db.scalar(text("PRAGMA foreign_keys")) == 1
        assert db.scalar(text("PRAGMA journal_mode")) == "wal"


def test_the_tables_of_the_migrations_are_the_tables_of_the_models(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from workbench.migrations.tables import METADATA

    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
