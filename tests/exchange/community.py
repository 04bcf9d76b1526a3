"""The example community in a folder of its own, for tests."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.exchange.example import Guest, build
from workbench.migrations.tables import METADATA
from workbench.models.people import Group

TODAY = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


class Community:
    """The example in a folder of its own."""

    def __init__(self, folder: Path, today: datetime = TODAY) -> None:
        self.workspace = Workspace(folder)
        self.guests = build(self.workspace, today=today)
        self.store = Store(self.workspace.store_url, lambda: today)
        with self.store.reading() as db:
            self.groups = list(db.scalars(select(Group).order_by(Group.name)))

    def guest(self, first: str) -> Guest:
        return next(each for each in self.guests if each.name.startswith(first))

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.store.reading() as db:
            return {
                table.name: [tuple(row) for row in db.execute(select(table).order_by(text("rowid")))]
                for table in METADATA.sorted_tables
            }


def moments(community: Community) -> list[datetime]:
    dated = [table for table in METADATA.sorted_tables if "at" in table.c]
    with community.store.reading() as db:
        return [moment for table in dated for moment in db.scalars(select(table.c.at))]
