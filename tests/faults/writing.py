"""A process that writes as people do, and tells of each write once it is acknowledged."""

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from tests.builders import Circle
from widgets.fields import Field
from widgets.form import Form
from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.journal import services as journal
from workbench.models.practice import Cycle, CycleEnd
from workbench.practice import services as practice
from workbench.screen.forms import Drafted
from workbench.sessions import services as sessions
from workbench.sessions.rules import View

LABELS = ("rarely", "mostly", "always")
CRITERIA = 3


@dataclass(frozen=True)
class Place:
    """Where one person writes: their group, a cycle of it, a session in it, and criteria of their own."""

    url: str
    person: str
    key: Key | None
    group: str
    cycle: str
    session: str
    criteria: tuple[str, ...] = ()


def places(circle: Circle) -> list[Place]:
    """Return a place for each member of a circle, in its first cycle; the first one has criteria."""
    first, *others = circle.people
    ana = circle.desk(first)
    with ana.transaction() as db:
        cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=ana.now())
        criteria = tuple(
            practice.write_criterion(
                db, by=ana.me, group=circle.group, wording=f"I do this, {number}", lack="I do not",
                labels=LABELS, at=ana.now(),
            )
            for number in range(CRITERIA)
        )  # fmt: skip
        session = sessions.open_session(db, by=ana.me, cycle=cycle, practitioner=ana.me, at=ana.now())
    url = circle.store.url
    own = Place(url, ana.me, circle.keys[first], circle.group, cycle, session, criteria)
    return [own, *(Place(url, circle[n], circle.keys[n], circle.group, cycle, session) for n in others)]


class Hand:
    """Does one thing after another at one person's desk; each returns what has to be there from now on."""

    def __init__(self, place: Place, seed: str) -> None:
        self.place, self.chance, self.seed = place, random.Random(seed), seed
        self.desk = Desk(Store(place.url), place.person, place.key)
        self.entries, self.releases = list[str](), list[str]()
        self.drafted: Drafted | None = None

    def words(self, number: int) -> str:
        return f"{self.seed} {number} " + "word " * self.chance.randrange(1, 400)

    def draft(self, number: int) -> tuple[str, ...]:
        """Type into a form until it says that it is saved."""
        name = f"faults:{self.seed}:{number // 20}"
        if self.drafted is None or self.drafted.place != name:
            self.drafted = Drafted(self.desk, place=name, zone="Europe/London")
            self.drafted.bind(Form(fields=[Field("words", "Words", "text")], on_change=self.drafted.keep))
        form, said = self.drafted.form, self.words(number)
        assert form is not None
        form.type_in(words=said)
        assert form.saved.startswith("Saved"), form.message
        return "draft", self.place.person, name, form.values["words"]

    def entry(self, number: int) -> tuple[str, ...]:
        said, at = self.words(number), self.desk.now()
        with self.desk.transaction() as db:
            made = journal.write_entry(
                db, by=self.desk.me, group=self.place.group, cycle=self.place.cycle, day=at.date(), at=at,
                words=said,
            )  # fmt: skip
        self.entries.append(made)
        return "entry", self.place.person, made, said

    def release(self, number: int) -> tuple[str, ...]:
        if not self.entries:
            return self.entry(number)
        at = self.desk.now()
        with self.desk.transaction() as db:
            made = journal.release(
                db, by=self.desk.me, entry=self.chance.choice(self.entries), session=self.place.session,
                purpose="the meeting", ends_at=at + timedelta(days=7), at=at,
            )  # fmt: skip
        self.releases.append(made)
        return "release", self.place.person, made

    def withdraw(self, number: int) -> tuple[str, ...]:
        if not self.releases:
            return self.release(number)
        taken = self.releases.pop()
        with self.desk.transaction() as db:
            journal.withdraw(db, by=self.desk.me, release=taken, at=self.desk.now())
        return "withdrawal", self.place.person, taken

    def view(self, number: int) -> tuple[str, ...]:
        """Begin the next cycle and send in one's own view in it, as two acts."""
        at, me = self.desk.now(), self.desk.me
        with self.desk.transaction() as db:
            open_now = select(Cycle.id).where(Cycle.id.not_in(select(CycleEnd.cycle_id)))
            practice.close_cycle(db, by=me, cycle=db.scalars(open_now).one(), at=at)
            cycle = practice.open_cycle(db, by=me, group=self.place.group, at=at)
            session = sessions.open_session(db, by=me, cycle=cycle, practitioner=me, at=at)
        said = self.words(number)
        views = [View(each, mark=self.chance.choice(LABELS), words=said) for each in self.place.criteria]
        with self.desk.transaction() as db:
            sessions.send_view(db, by=me, session=session, views=views, at=at)
        return "view", me, session, said

    def next(self, number: int) -> tuple[str, ...]:
        chores = [self.draft, self.draft, self.entry, self.release, self.withdraw]
        chores += [self.view] if self.place.criteria else []
        return self.chance.choice(chores)(number)


def write(line: Any, place: Place, seed: str) -> None:
    """Write without end."""
    hand = Hand(place, seed)
    for number in count():
        line.send(hand.next(number))
