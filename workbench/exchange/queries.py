"""
What may go out in a file.

Nobody asks by link: members, shared criteria, and the assessments by shared criteria that somebody
brought in by a file. Nothing that was said in the room, no entry, no personal criterion. Someone who asks
by their personal link: of their own groups, what they may read in the room, by the same rules, with their
own criteria and all their own entries.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import aliased

from workbench.core.clock import zone
from workbench.core.desk import hashed
from workbench.core.private import fill, filled
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.assessments import MOVE
from workbench.exchange.rules import NO_BASIS, near
from workbench.journal import queries as journal
from workbench.models.people import Group, Link, Person
from workbench.models.practice import Component, Criterion, Cycle
from workbench.models.sessions import Judgement, Lock, Session, StageMove
from workbench.people import queries as people
from workbench.people.rules import PRESENT, called
from workbench.practice.rules import in_force, settled
from workbench.practice.sealing import worded
from workbench.sessions.disclosure import may_read_view
from workbench.sessions.following import protocol_of
from workbench.sessions.place import Place
from workbench.sessions.queries import stands as stands_at

Rows = list[tuple[str, ...]]


def token_in(link: str) -> str:
    """Return the token of a personal link that is given whole or as its token."""
    return link.strip().rstrip("/").rpartition("/")[2]


def asker_by_link(db: Db, *, link: str, at: datetime) -> str:
    """Return whose personal link it is, given whole or as its token; the link stays as it is."""
    found = db.scalar(select(Link).where(Link.token_hash == hashed(token_in(link))))
    if found is None or found.revoked_at is not None or found.ends_at <= at:
        raise Refused(_("This personal link is not known here, or it has ended. Nothing was written. Ask for "
                        "a new one, or run “workbench me link”."))  # fmt: skip
    return found.person_id


def groups_for(db: Db, *, asker: str | None, named: str | None) -> list[tuple[str, str]]:
    """Return the groups that are meant, by id and name."""
    every = [(g.id, g.name) for g in db.scalars(select(Group).order_by(Group.name))]
    if asker is not None:
        mine = {group.id for group in people.groups(db, asker=asker)}
        every = [group for group in every if group[0] in mine]
    if named is None:
        return every
    chosen = [group for group in every if group[1] == named]
    if not chosen:
        sentence = _("There is no group called “{name}” here. Nothing was written. {near}")
        raise Refused(sentence.format(name=named, near=near(named, [name for _id, name in every])).strip())
    return chosen


def rows_of(db: Db, *, kind: str, asker: str | None, group: str, name: str, at: datetime) -> Rows:
    """Return the rows of a kind for one group, in the order of the kind's columns."""
    give: dict[str, Callable[[], Rows]] = {
        "members": lambda: [(name, f.name, f.standing) for f in people.fellows_of(db, group)],
        "practice": lambda: _practice(db, asker=asker, group=group, name=name),
        "assessments": lambda: _assessments(db, asker=asker, group=group, name=name),
        "entries": lambda: _entries(db, asker=asker, group=group, name=name, at=at),
    }
    return give[kind]()


def _practice(db: Db, *, asker: str | None, group: str, name: str) -> Rows:
    versions: dict[str, list[Criterion]] = defaultdict(list)
    rows = select(Criterion).where(Criterion.group_id == group)
    for row in filled(db, rows.order_by(Criterion.revision)):
        if row.owner_id is None or row.owner_id == asker:
            versions[row.entity].append(row)
    held = [version for version in map(in_force, versions.values()) if version is not None]
    named = _parts(db, asker=asker, group=group)
    names = {fellow.id: fellow.name for fellow in people.fellows_of(db, group)}
    return [
        (name, names.get(c.owner_id or "", ""), named.get(c.component or "", ""), c.wording, c.lack,
         "|".join(c.labels), c.reason)
        for c in sorted(held, key=lambda c: (c.owner_id is not None, c.owner_id or "", c.at, c.wording))
    ]  # fmt: skip


def _parts(db: Db, *, asker: str | None, group: str) -> dict[str, str]:
    """Return the names of the shared components, as adopted last, and of the asker's own."""
    versions: dict[str, list[Component]] = defaultdict(list)
    for row in filled(db, select(Component).where(Component.group_id == group)):
        if row.owner_id is None or row.owner_id == asker:
            versions[row.entity].append(row)
    last = {entity: settled(every) for entity, every in versions.items()}
    return {entity: part.name for entity, part in last.items() if part is not None}


def brought_in(db: Db, *, group: str) -> frozenset[tuple[str, str]]:
    """
    Return what was brought in by a file as judged by a shared criterion.

    It is told by the session and the criterion's entity: a session that came in from a file has ended, so
    the room adds no view to it.
    """
    found = db.execute(
        select(Judgement.session_id, Criterion.entity)
        .join(Session, Session.id == Judgement.session_id)
        .join(Criterion, Criterion.id == Judgement.criterion_id)
        .where(Session.group_id == group, Criterion.owner_id.is_(None))
        .where(Session.id.in_(select(StageMove.entity).where(StageMove.move == MOVE)))
        .distinct()
    )
    return frozenset((session, criterion) for session, criterion in found)


def places(db: Db, *, group: str) -> dict[str, Place]:
    """Return where each session of a group stands."""
    moves: dict[str, list[StageMove]] = defaultdict(list)
    rows = select(StageMove).join(Session, Session.id == StageMove.entity).where(Session.group_id == group)
    for m in db.scalars(rows.order_by(StageMove.revision)):
        moves[m.entity].append(m)
    own = (Lock.session_id == Session.id) & (Lock.by_id == Session.practitioner_id)
    held = db.execute(select(Session, Lock.at).outerjoin(Lock, own).where(Session.group_id == group))
    return {each.id: stands_at(protocol_of(db, each), moves[each.id], own_at=own_at) for each, own_at in held}


def _assessments(db: Db, *, asker: str | None, group: str, name: str) -> Rows:
    free = brought_in(db, group=group) if asker is None else frozenset[tuple[str, str]]()
    stands, where = places(db, group=group), zone(db.get_one(Group, group).zone)
    present = asker is not None and people.standing(db, person=asker, group=group) in PRESENT
    who, by = aliased(Person), aliased(Person)
    rows = db.execute(
        select(Judgement, Criterion, Cycle.number, who.name, by.name)
        .join(Session, Session.id == Judgement.session_id)
        .join(Cycle, Cycle.id == Session.cycle_id)
        .join(Criterion, Criterion.id == Judgement.criterion_id)
        .join(who, who.id == Judgement.practitioner_id)
        .join(by, by.id == Judgement.by_id)
        .where(Session.group_id == group)
        .order_by(Cycle.number, who.name, by.name, Criterion.wording, Judgement.id)
    ).all()
    fill(db, {criterion for _judgement, criterion, *_rest in rows})

    def may(j: Judgement, criterion: str) -> bool:
        if asker is None:
            return (j.session_id, criterion) in free
        return may_read_view(
            reader=asker, author=j.by_id, practitioner=j.practitioner_id, present=present,
            place=stands[j.session_id],
        ) is True  # fmt: skip

    def said_at(j: Judgement) -> datetime:
        place = stands[j.session_id]
        return j.at if place.day is None else place.dated(j.at.astimezone(where)).astimezone(UTC)

    return [
        (name, str(number), worded(criterion.wording, criterion.fate), called(practitioner), called(assessor),
         j.mark or "", j.words, j.evidence_for, j.evidence_against, _basis(j), said_at(j).isoformat())
        for j, criterion, number, practitioner, assessor in rows
        if may(j, criterion.entity)
    ]  # fmt: skip


def _basis(j: Judgement) -> str:
    if not j.no_basis:
        return j.basis
    return f"{NO_BASIS}: {j.basis}" if j.basis else NO_BASIS


def _entries(db: Db, *, asker: str | None, group: str, name: str, at: datetime) -> Rows:
    if asker is None:
        return []
    mine = journal.my_entries(db, asker=asker, group=group)
    found = [*mine, *journal.entries_for_me(db, asker=asker, group=group, at=at)]
    rows = sorted(found, key=lambda e: (e.cycle_number, e.owner_name, e.day, e.at, e.entity))
    return [
        (name, str(e.cycle_number), e.owner_name, e.day.isoformat(), e.wording, e.mark or "", e.words,
         e.evidence_for, e.evidence_against, e.context)
        for e in rows
    ]  # fmt: skip
