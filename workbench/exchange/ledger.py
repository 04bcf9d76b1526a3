"""
What an import knows of the store, and what it is going to write.

Nothing is written until every row has been looked at and none was refused.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workbench.core.clock import zone
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.exchange.moments import moment
from workbench.exchange.owned import Owned
from workbench.exchange.rules import LONGEST, near
from workbench.exchange.wordings import IMPORTED, Version, Wordings
from workbench.models.base import Model, new_id
from workbench.models.journal import Entry
from workbench.models.people import Group, Membership, Person, Standing
from workbench.models.practice import Component, Criterion, Cycle, CycleEnd
from workbench.models.sessions import Judgement, Lock, StageMove
from workbench.models.sessions import Session as Sitting
from workbench.people.queries import fellows_of
from workbench.people.rules import MEMBER, may_be_called

ORDER: tuple[type[Model], ...] = (
    Group, Person, Membership, Standing, Cycle, CycleEnd, Component, Criterion, Sitting, StageMove, Lock,
    Judgement, Entry,
)  # fmt: skip


@dataclass
class Span:
    """The first and the last moment of something."""

    first: datetime
    last: datetime

    def widen(self, at: datetime) -> None:
        """Take a further moment in."""
        self.first, self.last = min(self.first, at), max(self.last, at)


@dataclass
class Round:
    """One cycle: whether it is open, and its span if this import makes it."""

    id: str
    number: int
    open: bool = False
    made: Span | None = None


@dataclass
class Book:
    """What is known of one group; ``zone`` is its own, which a group that is made here has not chosen."""

    id: str
    name: str
    wordings: Wordings
    zone: ZoneInfo | None = None
    people: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    standings: dict[str, str] = field(default_factory=dict)
    rounds: dict[int, Round] = field(default_factory=dict)
    keeper: str = ""


class Ledger:
    """Gathers what a file adds to the store."""

    def __init__(
        self, db: Session, *, at: datetime, group: str | None = None, scale: tuple[str, ...] = (),
        zone: ZoneInfo | None = None,
    ) -> None:  # fmt: skip
        self.db, self.at, self.only, self.scale, self.zone = db, at, group, scale, zone
        self.rows: dict[type[Model], list[dict[str, object]]] = defaultdict(list)
        self.owned = Owned(db)
        self.created: dict[str, list[str]] = defaultdict(list)
        self._known = {name: id for id, name in db.execute(select(Group.id, Group.name)).all()}
        self._books: dict[str, Book] = {}
        if group is not None and group not in self._known:
            sentence = _("There is no group called “{name}” here. Nothing was changed. {near}")
            raise Refused(sentence.format(name=group, near=near(group, list(self._known))).strip())

    # ------------------------------------------------------------ groups and people

    def books(self) -> list[Book]:
        """Return the groups that the file is about."""
        return list(self._books.values())

    def book(self, cell: str | None) -> Book:
        """Return the group that a row names; a new one is made unless ``--group`` names another."""
        name = cell or self.only
        if not name:
            raise Refused(_("No group is named in this row."))
        if self.only is not None and name != self.only:
            sentence = _("This row is about the group “{name}”, and --group says “{only}”.")
            raise Refused(sentence.format(name=name, only=self.only))
        if name not in self._books:
            self._books[name] = self._open(name) if name in self._known else self._found(name)
        return self._books[name]

    def _open(self, name: str) -> Book:
        group = self._known[name]
        book = Book(group, name, Wordings(self.db, group), zone(self.db.get_one(Group, group).zone))
        for fellow in fellows_of(self.db, group):
            book.people[fellow.name].append(fellow.id)
            book.standings[fellow.id] = fellow.standing
            book.keeper = book.keeper or fellow.id
        ended = select(CycleEnd.cycle_id)
        rounds = select(Cycle.id, Cycle.number, Cycle.id.not_in(ended)).where(Cycle.group_id == group)
        book.rounds = {number: Round(id, number, open_) for id, number, open_ in self.db.execute(rounds)}
        return book

    def _found(self, name: str) -> Book:
        refuse_unless(may_be_called(name))
        group = new_id()
        self.rows[Group].append({"id": group, "name": name, "zone": self._zone_name(), "made_at": self.at})
        self.created["groups"].append(name)
        return Book(group, name, Wordings(self.db, group))

    def _zone_name(self) -> str:
        return self.zone.key if self.zone else "UTC"

    def known_person(self, book: Book, name: str) -> str | None:
        """Return the person whom a name means in a group, if there is one."""
        found = book.people.get(name, [])
        if len(found) > 1:
            sentence = _("There are {count} people called “{name}” in “{group}”, so it cannot be told who is "
                         "meant.")  # fmt: skip
            raise Refused(sentence.format(count=len(found), name=name, group=book.name))
        return found[0] if found else None

    def person(self, book: Book, name: str, standing: str = MEMBER) -> str:
        """Return the person whom a name means in a group; someone new is let in."""
        known = self.known_person(book, name)
        if known is not None:
            return known
        refuse_unless(may_be_called(name))
        person, membership = new_id(), new_id()
        book.people[name].append(person)
        book.standings[person] = standing
        book.keeper = book.keeper or person
        self.rows[Person].append({"id": person, "name": name, "made_at": self.at})
        self.rows[Membership].append({"id": membership, "group_id": book.id, "person_id": person})
        self.rows[Standing].append(
            {"entity": membership, "revision": 1, "standing": standing, "by_id": book.keeper, "at": self.at}
        )
        self.created["people"].append(name)
        return person

    # ------------------------------------------------------------ cycles, criteria, moments

    def round(self, book: Book, cell: str) -> Round | None:
        """Return the cycle that a row names, if it exists; an empty cell means the first."""
        return book.rounds.get(number_of(cell))

    def closed_round(self, book: Book, cell: str, at: datetime) -> Round:
        """Return a closed cycle; a new one is made closed, an open one is refused."""
        number = number_of(cell)
        known = book.rounds.get(number)
        going = next((r.number for r in book.rounds.values() if r.open), None)
        if known is not None and known.open:
            sentence = _("Cycle {number} of “{group}” is open; what belongs to it is written in the room.")
            raise Refused(sentence.format(number=number, group=book.name))
        if known is None and going is not None and number > going:
            sentence = _("Cycle {number} would come after cycle {open} of “{group}”, which is still open.")
            raise Refused(sentence.format(number=number, open=going, group=book.name))
        if known is None:
            known = book.rounds[number] = Round(new_id(), number, made=Span(at, at))
            self.created["cycles"].append(f"{book.name} {number}")
        if known.made is not None:
            known.made.widen(at)
        return known

    def criterion(
        self, book: Book, wording: str, *, practitioner: str, cycle: str | None, shared: bool
    ) -> Version:
        """Return the version in force of a wording; an unknown one is added with the scale given."""
        found = book.wordings.current(wording, practitioner)
        if found is None and not shared:
            found = book.wordings.sealed(wording, practitioner, scale=self.scale)
        if found is None:
            owner = None if shared else practitioner
            found = book.wordings.add(
                wording=wording, lack="", labels=self.scale, owner=owner, component=None
            )
            by = owner or book.keeper
            self.keep_criterion(book, found, cycle=cycle, by=by, reason=IMPORTED)
        return found

    def keep_criterion(
        self, book: Book, version: Version, *, cycle: str | None, by: str, reason: str, part: str = ""
    ) -> None:
        """Keep a version that was added to the group's criteria; ``part`` is its component's name."""
        row = book.wordings.row(version, cycle=cycle, by=by, reason=reason, at=self.at)
        self.rows[Criterion].append(self.owned.put(Criterion, row, book.wordings.mark(version, part)))
        self.created["criteria"].append(version.wording)

    def moment(self, book: Book, cell: str) -> datetime:
        """Read a moment; one without a zone is in that of ``--zone``, else the group's; empty means now."""
        if not cell.strip():
            return self.at
        found = moment(cell, self.zone or book.zone)
        if found > self.at:
            raise Refused(_("The moment “{text}” is still to come.").format(text=cell))
        return found

    # ------------------------------------------------------------ writing

    def write(self) -> None:
        """Write all that was gathered."""
        for book in self._books.values():
            for each in book.rounds.values():
                if each.made is not None:
                    self.rows[Cycle].append(
                        {"id": each.id, "group_id": book.id, "number": each.number, "by_id": book.keeper,
                         "at": each.made.first}
                    )  # fmt: skip
                    self.rows[CycleEnd].append(
                        {"cycle_id": each.id, "by_id": book.keeper, "at": each.made.last}
                    )
        for table in ORDER:
            if self.rows[table]:
                self.db.execute(insert(table), self.rows[table])
        self.db.add_all(box for box, _key in self.owned.boxes)
        self.db.flush()
        self.db.add_all(key for _box, key in self.owned.boxes if key is not None)
        self.db.flush()


def check_lengths(texts: Iterable[str]) -> None:
    """Refuse a text that is too long to be kept."""
    if any(len(text) > LONGEST for text in texts):
        raise Refused(_("One of its texts is longer than 20,000 characters."))


def number_of(cell: str) -> int:
    """Return the number of the cycle that a cell names; an empty one means the first."""
    found = re.fullmatch(r"\s*([0-9]{1,6})(?:\.0)?\s*", cell or "1")
    if found is None or int(found[1]) == 0:
        raise Refused(_("“{text}” is not the number of a cycle; cycles count from 1.").format(text=cell))
    return int(found[1])
