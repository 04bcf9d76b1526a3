"""Builders of what the tests need; what does not matter to a test is hidden here."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.migrations.migrate import migrate
from workbench.people import services as people

START = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


def a_store(folder: Path, clock: Clock | None = None) -> Store:
    store = Store(f"sqlite:///{folder / 'store.sqlite'}", clock or Clock())
    migrate(store)
    return store


class Circle:
    """A group whose members are known by their first names."""

    def __init__(self, store: Store, names: Sequence[str] = ("Ana", "Ben", "Cai")) -> None:
        self.store = store
        self.clock = store.clock
        self.people: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        with Desk(store, "").transaction() as db:
            first = people.add_person(db, name=names[0], at=store.clock())
            self.people[names[0]] = first
            self.group = people.found_group(
                db, by=first, name="Tuesday group", zone="Europe/London", at=store.clock()
            )
            for name in names[1:]:
                invited = people.invite(db, by=first, group=self.group, name=name, at=store.clock())
                people.set_standing(
                    db, by=first, group=self.group, person=invited.person, standing="member", at=store.clock()
                )
                self.people[name], self.tokens[name] = invited.person, invited.token

    def desk(self, name: str) -> Desk:
        return Desk(self.store, self.people[name])

    def __getitem__(self, name: str) -> str:
        return self.people[name]
