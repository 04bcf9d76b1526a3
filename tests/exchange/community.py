"""The example community in a folder of its own, for tests."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from workbench.core import keys
from workbench.core.boxes import contents
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.exchange.example import PASSPHRASE, Guest, build
from workbench.migrations.tables import METADATA
from workbench.models.people import Group
from workbench.models.vault import Box

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

    def desk(self, guest: Guest) -> Desk:
        """Return someone's desk, opened with the passphrase that all of the example have."""
        with self.store.reading() as db:
            (wrapped,) = keys.wraps(db, person=guest.person, kind=keys.PASSPHRASE)
        return Desk(self.store, guest.person, keys.open_by_passphrase(wrapped, PASSPHRASE))

    def sealed_words(self) -> set[str]:
        """Return every text that lies in a box, opened by its owner if it is sealed."""
        said: set[str] = set()
        for guest in self.guests:
            with self.desk(guest).reading() as db:
                mine = list(db.scalars(select(Box.about).where(Box.owner_id == guest.person)))
                held = contents(db, mine)
                assert len(held) == len(mine)
                texts = [text for each in held.values() for text in each.values() if text]
                said |= {part for text in texts for part in ([text] if isinstance(text, str) else text)}
        return said

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
