"""A group in which every private word is one of a kind, and who may read each, asked of the rules."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session as Db

from tests.builders import Circle, a_passphrase
from workbench.core import keys, vault
from workbench.core.desk import Desk
from workbench.core.drafts import keep_draft
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.cycles.services import open_cycle
from workbench.journal import queries as journal
from workbench.journal import services as entries
from workbench.journal.releases import releases_of
from workbench.journal.rules import may_read_entry
from workbench.models.sessions import Keeping, Note
from workbench.people import services as people
from workbench.people.queries import standing
from workbench.people.rules import ALLY, FORMING, OBSERVER, PRESENT, may_look_in
from workbench.practice import services as practice
from workbench.practice.queries import wording as wording_of
from workbench.practice.rules import may_see
from workbench.sessions import disclosure, queries
from workbench.sessions import services as sessions

NAMES = ("Ana", "Ben", "Cai", "Dee", "Eli", "Fay", "Gus")
OTHERWISE = {"Dee": OBSERVER, "Eli": ALLY, "Fay": FORMING}
LABELS = ("seldom", "mostly", "always")


@dataclass(frozen=True)
class Reader:
    """Who asks the rules, and when."""

    db: Db
    who: str
    group: str
    at: datetime

    @property
    def standing(self) -> str | None:
        return standing(self.db, person=self.who, group=self.group)


@dataclass(frozen=True)
class Secret:
    """Words that stand nowhere else: whose, of what kind, whether the store may hold them open; the rule."""

    words: str
    owner: str
    kind: str
    open_in_store: bool
    may: Callable[[Reader], bool] = field(repr=False)


class Planted:
    """The group, its words, and the session that is walked through."""

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self.workspace, self.store = workspace, store
        self.secrets: list[Secret] = []
        self.circle = Circle(store, NAMES, passphrases=False)
        self.group = self.circle.group
        self._another_group()
        ana = self.circle.desk("Ana")
        with ana.transaction() as db:
            for name, stands in OTHERWISE.items():
                people.set_standing(
                    db, by=ana.me, group=self.group, person=self.circle[name], standing=stands, at=ana.now()
                )
            wording = practice.write_criterion(
                db, by=ana.me, group=self.group, wording="We end on time", labels=LABELS, shared=True,
                at=ana.now(),
            )  # fmt: skip
            self.shared = practice.adopt(db, by=ana.me, version=wording, at=ana.now())
            self.entity = wording_of(db, id=self.shared).entity
        self.cycle = open_cycle(ana, self.group, workspace=workspace).cycle
        with ana.reading() as db:
            found = {s.practitioner: s.id for s in queries.sittings(db, asker=ana.me, cycle=self.cycle)}
        self.sessions = {name: found[self.circle[name]] for name in NAMES if self.circle[name] in found}
        self.session = self.sessions["Ana"]

    def _another_group(self) -> None:
        circle, at = self.circle, self.store.clock()
        with Desk(self.store, "").transaction() as db:
            hal = people.add_person(db, name="Hal", at=at)
            circle.people["Hal"] = hal
            circle.tokens["Hal"] = people.make_link(db, by=hal, person=hal, at=at)
            self.friday = people.found_group(db, by=hal, name="Friday group", zone="UTC", at=at)
            circle.keys["Hal"] = keys.open_by_link(db, person=hal, token=circle.tokens["Hal"])
        hals = circle.desk("Hal")
        self.fridays = open_cycle(hals, self.friday, workspace=self.workspace).cycle

    def with_passphrases(self) -> None:
        """Give each a passphrase, and Ana a recovery code; their devices are signed in already."""
        for name, key in self.circle.keys.items():
            if key is not None:
                a_passphrase(self.store, self.circle[name], key)
        ana, key = self.circle.desk("Ana"), self.circle.keys["Ana"]
        assert key is not None
        self.code = vault.recovery_code()
        with ana.transaction() as db:
            keys.keep(db, keys.by_random(key, keys.CODE, vault.read_code(self.code)), at=ana.now())

    # ------------------------------------------------------------ who may read what

    def group_of(self, name: str) -> str:
        return self.friday if name == "Hal" else self.group

    def word(self, kind: str, owner: str, may: Callable[[Reader], bool], *, in_store: bool = False) -> str:
        """Return new words, and remember who may read them."""
        words = f"zz{kind}{owner.lower()}{uuid4().hex[:12]}zz"
        self.secrets.append(Secret(words, owner, kind, in_store, may))
        return words

    def own(self, owner: str) -> Callable[[Reader], bool]:
        return lambda reader: reader.who == self.circle[owner]

    def of_the_group(self, owner: str) -> Callable[[Reader], bool]:
        group = self.group_of(owner)
        return lambda r: may_see(
            asker=r.who, owner=None, standing=standing(r.db, person=r.who, group=group)
        ) is True  # fmt: skip

    def of_the_session(self, reader: Reader) -> bool:
        return may_look_in(reader.standing) is True

    def of_view(self, owner: str, session: str) -> Callable[[Reader], bool]:
        def may(reader: Reader) -> bool:
            row = queries.row(reader.db, session)
            return disclosure.may_read_view(
                reader=reader.who, author=self.circle[owner], practitioner=row.practitioner_id,
                present=reader.standing in PRESENT, place=queries.place(reader.db, row),
            ) is True  # fmt: skip

        return may

    def of_note(self, ids: list[str]) -> Callable[[Reader], bool]:
        def may(reader: Reader) -> bool:
            note = reader.db.get_one(Note, ids[0])
            row = queries.row(reader.db, note.session_id)
            kept = reader.db.query(Keeping).filter(Keeping.note_id == note.id).count() > 0
            return disclosure.may_read_note(
                reader=reader.who, author=note.by_id, kind=note.kind, practitioner=row.practitioner_id,
                present=reader.standing in PRESENT, kept=kept, place=queries.place(reader.db, row),
                ends_at=note.ends_at, at=reader.at,
            ) is True  # fmt: skip

        return may

    def of_closing(self, reader: Reader) -> bool:
        row = queries.row(reader.db, self.session)
        return disclosure.may_read_closing(
            reader=reader.who, practitioner=row.practitioner_id, present=reader.standing in PRESENT,
            place=queries.place(reader.db, row),
        ) is True  # fmt: skip

    def of_entry(self, owner: str, ids: list[str]) -> Callable[[Reader], bool]:
        def may(reader: Reader) -> bool:
            if not ids:
                return reader.who == self.circle[owner]
            group = self.group_of(owner)
            inside = journal.sessions_of(reader.db, person=reader.who, group=group)
            return may_read_entry(
                reader=reader.who, owner=self.circle[owner], now=reader.at, in_session=inside,
                releases=releases_of(reader.db, ids)[ids[0]],
            ) is True  # fmt: skip

        return may

    def allowed(self, name: str) -> set[str]:
        """Return all words that someone may read now, by the rules."""
        with self.circle.desk(name).reading() as db:
            reader = Reader(db, self.circle[name], self.group, self.store.clock())
            return {secret.words for secret in self.secrets if secret.may(reader)}

    # ------------------------------------------------------------ writing

    def draft(self, owner: str, place: str, kind: str, **also: Any) -> None:
        """Leave unsent words of someone's; ``kind`` is also the field's name after the last dash."""
        kind, _, name = kind.partition("-")
        words = self.word(f"draft{kind}", owner, self.own(owner))
        desk = self.circle.desk(owner)
        with desk.transaction() as db:
            values = {**also, name or "words": words}
            before = desk.now() - timedelta(minutes=5)  # who typed just now stays at their step for a while
            keep_draft(db, author=desk.me, place=place, values=values, seen=0, at=before)

    def entry(self, owner: str, kind: str, *, criterion: bool = True) -> str:
        """Write an entry of someone's; return it."""
        ids: list[str] = []
        words = self.word(f"entry{kind}", owner, self.of_entry(owner, ids))
        desk = self.circle.desk(owner)
        with desk.transaction() as db:
            at = desk.now()
            written = entries.write_entry(
                db, by=desk.me, group=self.group_of(owner),
                cycle=self.fridays if owner == "Hal" else self.cycle, day=at.date(), at=at, words=words,
                criterion=self.shared if criterion and owner != "Hal" else None,
            )  # fmt: skip
        ids.append(written)
        return written

    def release(
        self, owner: str, entry: str, *, to: tuple[str, ...] | None = None, past: bool = False
    ) -> str:
        """Release an entry to Ana's session; return the release."""
        desk = self.circle.desk(owner)
        at = desk.now() - timedelta(days=2 if past else 0)
        with desk.transaction() as db:
            return entries.release(
                db, by=desk.me, entry=entry, session=self.session, purpose="To look at", at=at,
                ends_at=at + timedelta(days=1), readers=[self.circle[name] for name in to] if to else None,
            )  # fmt: skip

    def note(self, owner: str, kind: str, *, days_ago: int = 0) -> str:
        """Write a note of someone's in Ana's session; return it."""
        ids: list[str] = []
        words = self.word(
            f"note{kind}{'old' if days_ago else ''}", owner, self.of_note(ids), in_store=kind != "gap"
        )
        desk = self.circle.desk(owner)
        with desk.transaction() as db:
            at = desk.now() - timedelta(days=days_ago)
            ids.append(
                sessions.write_note(db, by=desk.me, session=self.session, kind=kind, words=words, at=at)
            )
        return ids[0]
