"""A group with a cycle, criteria and sessions, for the tests of the journal."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.builders import Circle
from workbench.core.desk import Desk
from workbench.journal import queries, services
from workbench.models.base import new_id
from workbench.models.practice import Component, Criterion, Cycle
from workbench.models.sessions import Session

TODAY = date(2026, 3, 2)


class Writing(Circle):
    """A circle in its first cycle; each member has a turn in its meeting."""

    def __init__(self, store, names=("Ana", "Ben", "Cai")) -> None:
        super().__init__(store, names)
        with self.desk(names[0]).transaction() as db:
            cycle = Cycle(group_id=self.group, number=1, by_id=self.people[names[0]], at=self.clock())
            db.add(cycle)
            db.flush()
            self.cycle = cycle.id
            self.sessions = {}
            for name, person in self.people.items():
                session = Session(
                    group_id=self.group, cycle_id=self.cycle, practitioner_id=person, kind="assessment",
                    by_id=person, at=self.clock(),
                )  # fmt: skip
                db.add(session)
                db.flush()
                self.sessions[name] = session.id

    def criterion(self, wording="Listens", *, labels=(), owner=None, fate="held", entity=None, revision=1):
        with Desk(self.store, "").transaction() as db:
            row = Criterion(
                entity=entity or new_id(), revision=revision, group_id=self.group, wording=wording,
                owner_id=self.people[owner] if owner else None, labels=list(labels), fate=fate,
                lack="Talks over people", by_id=next(iter(self.people.values())), at=self.clock(),
            )  # fmt: skip
            db.add(row)
            db.flush()
            return row.id, row.entity

    def component(self, name="Opening", fate="held"):
        with Desk(self.store, "").transaction() as db:
            row = Component(
                entity=new_id(), group_id=self.group, name=name, fate=fate,
                by_id=next(iter(self.people.values())), at=self.clock(),
            )  # fmt: skip
            db.add(row)
            db.flush()
            return row.entity

    def write(self, name="Ana", **fields) -> str:
        desk = self.desk(name)
        with desk.transaction() as db:
            given: dict[str, Any] = {"day": TODAY, "cycle": self.cycle, "group": self.group} | fields
            return services.write_entry(db, by=desk.me, at=desk.now(), **given)

    def release(self, name, entry, session, *, lasts=timedelta(days=7), purpose="the meeting") -> str:
        desk = self.desk(name)
        with desk.transaction() as db:
            return services.release(
                db, by=desk.me, entry=entry, session=self.sessions[session], purpose=purpose,
                ends_at=self.now + lasts, at=desk.now(),
            )  # fmt: skip

    def withdraw(self, name, release) -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            services.withdraw(db, by=desk.me, release=release, at=desk.now())

    @property
    def now(self) -> datetime:
        return self.clock()


def mine(writing, name="Ana"):
    with writing.desk(name).reading() as db:
        return queries.my_entries(db, asker=writing[name], group=writing.group)


def released(writing, reader, session="Ana", at=None):
    with writing.desk(reader).reading() as db:
        return queries.released_entries(
            db, asker=writing[reader], session=writing.sessions[session], at=at or writing.now
        )
