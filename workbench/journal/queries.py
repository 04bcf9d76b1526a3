"""Reads of entries: one's own, and those released to a session in which the asker is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.core.boxes import contents
from workbench.core.halves import public_half
from workbench.core.private import fill
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.journal.releases import box_of, releases_of
from workbench.journal.rules import Reader, Shown, is_open, may_read_entry, shows
from workbench.models.journal import Entry, Release
from workbench.models.people import Person
from workbench.models.practice import Component, Criterion, Cycle
from workbench.models.sessions import Session
from workbench.people.queries import fellows_of, standing
from workbench.people.rules import PRESENT, TAKING_PART, called


@dataclass(frozen=True)
class EntrySeen:
    """
    An entry in its newest revision, with the wording of its own time.

    ``releases`` are all of them for the owner, and for anybody else those by which they read it. Where the
    words are sealed for a key that is not at this desk, ``opens`` is False and they are empty.
    """

    id: str
    entity: str
    revision: int
    owner: str
    owner_name: str
    group: str
    cycle: str
    cycle_number: int
    day: date
    criterion: str | None
    wording: str
    labels: tuple[str, ...]
    component: str | None
    component_name: str
    mark: str | None
    words: str
    evidence_for: str
    evidence_against: str
    context: str
    at: datetime
    releases: tuple[Shown, ...]
    opens: bool = True
    chosen: str = ""


SEALED: dict[str, Any] = {
    "mark": None, "words": "", "evidence_for": "", "evidence_against": "", "context": "",
    "chosen": "",
}  # fmt: skip


def owner_of(db: Db, entry: str) -> str:
    """Return whose an entry is; for services."""
    found = db.scalar(select(Entry.by_id).where(Entry.entity == entry, Entry.revision == 1))
    if found is None:
        raise Refused(_("There is no such entry. Nothing was changed."))
    return found


def newest(db: Db, entry: str) -> Entry:
    """Return the newest revision of an entry; no right is asked, for services."""
    owner_of(db, entry)
    return db.scalars(
        select(Entry).where(Entry.entity == entry).order_by(Entry.revision.desc()).limit(1)
    ).one()


def without_key(db: Db, people: Iterable[str]) -> frozenset[str]:
    """Return those for whom nothing can be sealed: they have no key yet, because they never came in."""
    return frozenset(person for person in people if public_half(db, person) is None)


def sessions_of(db: Db, *, person: str, group: str) -> frozenset[str]:
    """Return the sessions of a group in which a person is now: those who take part in the group are."""
    if standing(db, person=person, group=group) not in TAKING_PART:
        return frozenset()
    return frozenset(db.scalars(select(Session.id).where(Session.group_id == group)))


def taking_part(db: Db, *, group: str, besides: str) -> dict[str, str]:
    """Return the names of those to whom someone can release an entry for a meeting of a group, by id."""
    here = (fellow for fellow in fellows_of(db, group) if fellow.standing in TAKING_PART)
    return {fellow.id: fellow.name for fellow in here if fellow.id != besides}


def readers(db: Db, *, group: str) -> list[Reader]:
    """Return everybody in a group with the sessions in which they are; for the sentence about who reads."""
    sessions = frozenset(db.scalars(select(Session.id).where(Session.group_id == group)))
    return [
        Reader(fellow.id, fellow.name, sessions if fellow.standing in TAKING_PART else frozenset[str]())
        for fellow in fellows_of(db, group)
        if fellow.standing in PRESENT
    ]


def my_entries(db: Db, *, asker: str, group: str, cycle: str | None = None) -> list[EntrySeen]:
    """Return the asker's own entries for a group, by day; also after they have left it."""
    wanted = select(Entry.entity).where(Entry.by_id == asker, Entry.group_id == group)
    if cycle is not None:
        wanted = wanted.where(Entry.cycle_id == cycle)
    return _seen(db, set(db.scalars(wanted)), lambda _owner, releases: releases)


def has_written(db: Db, *, asker: str) -> bool:
    """Say whether the asker has written an entry anywhere; the warning before the first one asks this."""
    return db.scalar(select(Entry.id).where(Entry.by_id == asker).limit(1)) is not None


def released_entries(db: Db, *, asker: str, session: str, at: datetime) -> list[EntrySeen]:
    """Return the entries that a session may read now, for someone who is in it, by day."""
    group = db.scalar(select(Session.group_id).where(Session.id == session))
    if group is None:
        return []
    inside = sessions_of(db, person=asker, group=group) & {session}

    def readable(owner: str, releases: list[Shown]) -> list[Shown]:
        here = [
            release for release in releases
            if release.session == session and is_open(release, at)
            and (asker == owner or shows(release, reader=asker, now=at, in_session=inside))
        ]  # fmt: skip
        asked = may_read_entry(reader=asker, owner=owner, releases=here, now=at, in_session=inside)
        return here if asked is True else []

    found = _seen(db, set(db.scalars(select(Release.entry).where(Release.session_id == session))), readable)
    return [entry for entry in found if entry.releases]


def entries_for_me(db: Db, *, asker: str, group: str, at: datetime) -> list[EntrySeen]:
    """Return what others in a group have released to sessions in which the asker is now, by day."""
    open_now = select(Release.session_id).where(Release.ends_at > at).distinct()
    sessions = sessions_of(db, person=asker, group=group) & set(db.scalars(open_now))
    found = [e for s in sorted(sessions) for e in released_entries(db, asker=asker, session=s, at=at)]
    by_entity = {entry.entity: entry for entry in found if entry.owner != asker}
    return sorted(by_entity.values(), key=lambda entry: (entry.day, entry.at, entry.entity))


def first_end(entries: Iterable[EntrySeen]) -> datetime | None:
    """Return when the first of the releases ends by which entries are read: a page reads again then."""
    return min((release.ends_at for entry in entries for release in entry.releases), default=None)


def _seen(
    db: Db, entities: set[str], releases_to_show: Callable[[str, list[Shown]], list[Shown]]
) -> list[EntrySeen]:
    last = (
        select(Entry.entity, func.max(Entry.revision).label("revision"))
        .where(Entry.entity.in_(entities))
        .group_by(Entry.entity)
        .subquery()
    )
    rows: list[tuple[Entry, str, int, Criterion | None]] = [
        (entry, name, number, criterion)
        for entry, name, number, criterion in db.execute(
            select(Entry, Person.name, Cycle.number, Criterion)
            .join(last, (last.c.entity == Entry.entity) & (last.c.revision == Entry.revision))
            .join(Person, Person.id == Entry.by_id)
            .join(Cycle, Cycle.id == Entry.cycle_id)
            .outerjoin(Criterion, Criterion.id == Entry.criterion_id)
            .order_by(Entry.day, Entry.at, Entry.entity)
        )
    ]
    releases = releases_of(db, entities)
    names = component_names(db, {row.component for row, *_rest in rows if row.component})
    held = contents(db, (box_of(row) for row, *_rest in rows))
    fill(db, {criterion for *_rest, criterion in rows if criterion is not None})
    return [
        EntrySeen(
            id=row.id,
            entity=row.entity,
            revision=row.revision,
            owner=row.by_id,
            owner_name=called(name),
            group=row.group_id,
            cycle=row.cycle_id,
            cycle_number=number,
            day=row.day,
            criterion=row.criterion_id,
            wording=criterion.wording if criterion is not None else "",
            labels=tuple(criterion.labels) if criterion is not None else (),
            component=row.component,
            component_name=names.get(row.component or "", ""),
            **held.get(box_of(row), SEALED),
            opens=box_of(row) in held,
            at=row.at,
            releases=tuple(releases_to_show(row.by_id, releases[row.entity])),
        )
        for row, name, number, criterion in rows
    ]


def component_names(db: Db, entities: set[str]) -> dict[str, str]:
    """Return the newest names of components."""
    named = select(Component).where(Component.entity.in_(entities)).order_by(Component.revision)
    newest = {row.entity: row for row in db.scalars(named)}
    fill(db, newest.values())
    return {entity: row.name for entity, row in newest.items()}
