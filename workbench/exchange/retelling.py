"""Retells what a group did, from the words in ``data/example``, by the ordinary services."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session as Db

from workbench.audit import services as audit
from workbench.audit.queries import my_statements
from workbench.core.desk import Desk
from workbench.core.keys import at_the_desk_of
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.cycles import services as cycles
from workbench.exchange.evening import hold_session, open_meeting
from workbench.journal import services as journal
from workbench.practice import growing, queries
from workbench.practice import services as practice
from workbench.practice.queries import Wording
from workbench.practice.rules import in_force
from workbench.sessions.queries import session_of

Told = dict[str, Any]
SHOWN_FOR = timedelta(weeks=26)


class Walk:
    """A clock that is told where to go."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self.now

    def on(self, **amount: float) -> datetime:
        """Go on, and return the moment."""
        self.now += timedelta(**amount)
        return self.now


@dataclass
class Circle:
    """One group while its story is told: its people by their keys, and what they named, by its key."""

    store: Store
    walk: Walk
    group: str
    people: dict[str, str]
    components: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    cycle: str = ""
    holding: dict[str, Wording] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """Whoever opens and closes the cycles."""
        return next(iter(self.people.values()))

    @contextmanager
    def writing(self) -> Iterator[Db]:
        """Write, all of it or none."""
        with Desk(self.store, self.first).transaction() as db:
            yield db

    def wording(self, db: Db, key: str) -> Wording:
        """Return the wording of a criterion that holds now."""
        if key not in self.holding:
            found = in_force(queries.versions_of(db, self.criteria[key]))
            if found is None:
                raise LookupError(f"The criterion “{key}” of the example does not hold.")
            self.holding[key] = found
        return self.holding[key]

    def open_cycle(self, workspace: Workspace, templates: Path | None) -> None:
        """Open the next cycle, with its notebooks."""
        desk = Desk(self.store, self.first)
        self.cycle = cycles.open_cycle(desk, self.group, workspace=workspace, folder=templates).cycle

    def close_cycle(self) -> None:
        """Close the cycle."""
        with self.writing() as db:
            practice.close_cycle(db, by=self.first, cycle=self.cycle, at=self.walk.on(minutes=5))


def tell_practice(circle: Circle, told: Told) -> None:
    """Tell how a group first described its practice."""
    with circle.writing() as db:
        for who, words in told["whole"].items():
            by = circle.people[who]
            with at_the_desk_of(db, circle.keys[by]):
                practice.write_whole(
                    db, by=by, group=circle.group, words=words, seen=0, at=circle.walk.on(minutes=9)
                )
        for part in told["component"]:
            _component(circle, db, part)
        for criterion in told["criterion"]:
            _criterion(circle, db, criterion)


def _component(circle: Circle, db: Db, told: Told) -> None:
    by = circle.people[told["by"]]
    entity = practice.add_component(
        db, by=by, group=circle.group, name=told["name"], shared=True, reason=told["reason"],
        at=circle.walk.on(minutes=4),
    )  # fmt: skip
    known = queries.parts(db, asker=by, group=circle.group)
    proposed = next(each[-1].id for each in known if each[-1].entity == entity)
    practice.adopt_component(db, by=circle.first, version=proposed, at=circle.walk.on(minutes=4))
    circle.components[told["key"]] = entity


def _criterion(circle: Circle, db: Db, told: Told) -> None:
    """Tell how a criterion was written: a personal one holds at once, a shared one waits for its adoption."""
    by = circle.people[told["by"]]
    with at_the_desk_of(db, circle.keys[by]):
        version = practice.write_criterion(
            db, by=by, group=circle.group, wording=told["wording"], lack=told["lack"],
            labels=told.get("labels", ()), component=circle.components.get(told.get("component", "")),
            shared=not told.get("personal", False), reason=told.get("reason", ""),
            grew_from=[circle.wording(db, key).id for key in told.get("grew_from", ())],
            at=circle.walk.on(minutes=6),
        )  # fmt: skip
    circle.criteria[told["key"]] = queries.wording(db, id=version).entity
    _voices(circle, db, version, told)


def _voices(circle: Circle, db: Db, version: str, told: Told) -> None:
    for voice in told.get("voices", ()):
        by = circle.people[voice["by"]]
        practice.give_voice(
            db,
            by=by,
            version=version,
            stand=voice["stand"],
            words=voice["words"],
            at=circle.walk.on(minutes=3),
        )
    if "tried_by" in told:
        by = circle.people[told["tried_by"]]
        growing.try_out(db, by=by, version=version, at=circle.walk.on(minutes=3))
    if "adopted_by" in told:
        by = circle.people[told["adopted_by"]]
        practice.adopt(db, by=by, version=version, at=circle.walk.on(minutes=3))


def tell_cycle(circle: Circle, told: Told, meeting: datetime) -> None:
    """Tell what happened in a cycle: new wordings, entries between meetings, the sessions of the meeting."""
    opened = circle.walk.on(days=1)
    with circle.writing() as db:
        for revision in told.get("revise", ()):
            _revise(circle, db, revision)
        for end in told.get("drop", ()):
            _drop(circle, db, end)
        for personal in told.get("write", ()):
            _criterion(circle, db, {**personal, "personal": True})
        for proposal in told.get("propose", ()):
            _criterion(circle, db, proposal)
        for entry in sorted(told.get("entry", ()), key=lambda each: each["week"]):
            circle.walk.now = max(circle.walk.on(minutes=7), opened + timedelta(weeks=entry["week"], days=-2))
            _entry(circle, db, entry)
        for then in told.get("then", ()):
            _then(circle, db, then)
        for line in told.get("line", ()):
            _line(circle, db, line)
        for session in told.get("session", ()):
            evening = meeting + timedelta(days=session.get("evening", 1) - 1)
            hold_session(circle, db, session, evening)
        if "meeting" in told:
            open_meeting(circle, db, told["meeting"], meeting)


def _revise(circle: Circle, db: Db, told: Told) -> None:
    now = circle.wording(db, told["criterion"])
    del circle.holding[told["criterion"]]
    by = circle.people[told["by"]]
    with at_the_desk_of(db, circle.keys[by]):
        version = practice.revise_criterion(
            db, by=by, entity=now.entity, seen=now.revision, wording=told["wording"], lack=told["lack"],
            labels=told.get("labels", ()), component=now.component, reason=told["reason"],
            at=circle.walk.on(minutes=6),
        )  # fmt: skip
    _voices(circle, db, version, told)


def _drop(circle: Circle, db: Db, told: Told) -> None:
    by, entity = circle.people[told["by"]], circle.criteria[told["criterion"]]
    seen = queries.versions_of(db, entity)[-1].revision
    practice.drop_criterion(
        db, by=by, entity=entity, seen=seen, reason=told["reason"], at=circle.walk.on(minutes=4)
    )


def _then(circle: Circle, db: Db, told: Told) -> None:
    """Tell how somebody looked back to an earlier cycle."""
    by = circle.people[told["by"]]
    cycles_ = queries.cycles(db, asker=by, group=circle.group)
    with at_the_desk_of(db, circle.keys[by]):
        audit.rate_then(
            db, by=by, version=circle.wording(db, told["criterion"]).id, mark=told.get("mark"), seen=0,
            cycle=next(each.id for each in cycles_ if each.number == told["cycle"]), words=told["words"],
            at=circle.walk.on(minutes=8),
        )  # fmt: skip


def _line(circle: Circle, db: Db, told: Told) -> None:
    """Tell how somebody showed a line of theirs to the group."""
    by, at = circle.people[told["by"]], circle.walk.on(minutes=8)
    with at_the_desk_of(db, circle.keys[by]):
        rows = my_statements(db, asker=by, group=circle.group, at=at)
        audit.show_thread(
            db, by=by, group=circle.group, criterion=circle.criteria[told["criterion"]], rows=rows,
            with_words=True, purpose=told["purpose"], length=told["length"], at=at,
        )  # fmt: skip


def _entry(circle: Circle, db: Db, told: Told) -> None:
    by = circle.people[told["by"]]
    with at_the_desk_of(db, circle.keys[by]):
        at = circle.walk()
        entry = journal.write_entry(
            db, by=by, group=circle.group, cycle=circle.cycle, day=at.date(), at=at,
            criterion=circle.wording(db, told["criterion"]).id, mark=told.get("mark"),
            words=told.get("words", ""), evidence_for=told.get("for", ""),
            evidence_against=told.get("against", ""), context=told.get("context", ""),
        )  # fmt: skip
        if "release_to" not in told:
            return
        session = session_of(db, asker=circle.people[told["release_to"]], cycle=circle.cycle)
        if session is not None:
            journal.release(
                db, by=by, entry=entry, session=session, purpose=told["purpose"], ends_at=at + SHOWN_FOR,
                at=circle.walk.on(minutes=1),
            )  # fmt: skip
