"""
Reads about a practice: what the asker may see.

A personal wording, and the text about the whole, come only to their owner. ``by`` and ``cycle`` are ids.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workbench.core.lasting import some
from workbench.core.private import fill, filled
from workbench.core.rights import Refused, refuse_unless
from workbench.models.people import Membership
from workbench.models.practice import Component, Criterion, Cycle, CycleEnd, WholePractice
from workbench.people.queries import standing
from workbench.people.rules import may_look_in
from workbench.practice.rows import cycle_now
from workbench.practice.rules import (
    ERASED,
    PROPOSED,
    in_force,
    may_see,
    not_here,
    on_trial,
    open_proposals,
)
from workbench.practice.sealing import worded


@dataclass(frozen=True)
class CycleSeen:
    """One round of practice and reflection."""

    id: str
    number: int
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class Wording:
    """One version of a criterion. Labels stand lowest first; none means words only."""

    id: str
    entity: str
    revision: int
    group: str
    owner: str | None
    wording: str
    lack: str
    labels: tuple[str, ...]
    component: str | None
    fate: str
    reason: str
    cycle: str | None
    by: str
    at: datetime
    parent: str | None = None


@dataclass(frozen=True)
class Part:
    """One version of a component, that is, of a part of the job."""

    id: str
    entity: str
    revision: int
    group: str
    owner: str | None
    name: str
    fate: str
    reason: str
    cycle: str | None
    by: str
    at: datetime
    parent: str | None = None


@dataclass(frozen=True)
class Whole:
    """A practice at its best in its owner's words; revision 0 where nothing is written yet."""

    words: str
    revision: int
    at: datetime | None


def cycles(db: Session, *, asker: str, group: str) -> list[CycleSeen]:
    """Return the cycles of a group, first to last."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    rows = db.execute(
        select(Cycle.id, Cycle.number, Cycle.at, CycleEnd.at)
        .outerjoin(CycleEnd, CycleEnd.cycle_id == Cycle.id)
        .where(Cycle.group_id == group)
        .order_by(Cycle.number)
    )
    return [CycleSeen(*row) for row in rows]


def current_cycle(db: Session, *, asker: str, group: str) -> CycleSeen | None:
    """Return the open cycle of a group, if there is one."""
    return next((c for c in cycles(db, asker=asker, group=group) if c.closed_at is None), None)


def _wording(row: Criterion) -> Wording:
    return Wording(
        id=row.id, entity=row.entity, revision=row.revision, group=row.group_id, owner=row.owner_id,
        wording=worded(row.wording, row.fate), lack=row.lack, labels=tuple(row.labels),
        component=row.component, fate=row.fate, reason=row.reason, cycle=row.cycle_id, by=row.by_id,
        at=row.at, parent=row.parent_id,
    )  # fmt: skip


def _part(row: Component) -> Part:
    return Part(
        id=row.id, entity=row.entity, revision=row.revision, group=row.group_id, owner=row.owner_id,
        name=worded(row.name, row.fate), fate=row.fate, reason=row.reason, cycle=row.cycle_id, by=row.by_id,
        at=row.at, parent=row.parent_id,
    )  # fmt: skip


def words_of(row: Criterion | Component) -> dict[str, Any]:
    """Return what a version says, apart from its author, fate and reason."""
    if isinstance(row, Component):
        return {"name": row.name}
    return {
        "wording": row.wording, "lack": row.lack, "labels": list(row.labels), "component": row.component
    }  # fmt: skip


T = TypeVar("T", Criterion, Component)


def _visible(db: Session, table: type[T], *, asker: str, group: str) -> list[list[T]]:
    """Return what is shared or the asker's own, shared first, each thing with its versions in order."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    rows = db.scalars(
        select(table)
        .where(table.group_id == group, or_(table.owner_id.is_(None), table.owner_id == asker))
        .where(table.fate != ERASED)
        .order_by(table.owner_id.is_not(None), table.at, table.revision, table.id)
    )
    every = list(rows)
    fill(db, every)
    found: dict[str, list[T]] = defaultdict(list)
    for row in every:
        found[row.entity].append(row)
    return [sorted(each, key=lambda row: row.revision) for each in found.values()]


def versions(db: Session, *, asker: str, group: str) -> list[list[Wording]]:
    """Return every criterion that the asker may see, each with all its versions; shared ones first."""
    return [[_wording(row) for row in each] for each in _visible(db, Criterion, asker=asker, group=group)]


def criteria(db: Session, *, asker: str, group: str) -> list[Wording]:
    """
    Return the wordings that one judges by now: in force, then on trial in this cycle.

    Of each the shared ones stand first, then the asker's own.
    """
    every = versions(db, asker=asker, group=group)
    cycle = cycle_now(db, group)
    held = [now for each in every if (now := in_force(each))]
    return held + [now for each in every if (now := on_trial(each, cycle.id if cycle else None))]


def proposals(db: Session, *, asker: str, group: str) -> list[Wording]:
    """Return the open proposals of a group, oldest first."""
    shared = [each for each in versions(db, asker=asker, group=group) if each[0].owner is None]
    return sorted((v for each in shared for v in open_proposals(each)), key=lambda version: version.at)


def versions_of(db: Session, entity: str) -> list[Wording]:
    """Return all versions of a criterion, first to last; no right is checked."""
    rows = filled(db, select(Criterion).where(Criterion.entity == entity).order_by(Criterion.revision))
    return [_wording(row) for row in rows]


def history(db: Session, *, asker: str, entity: str) -> list[Wording]:
    """Return all versions of a criterion, first to last."""
    found = versions_of(db, entity)
    if not found:
        raise Refused(not_here())
    stands = standing(db, person=asker, group=found[0].group)
    refuse_unless(may_see(asker=asker, owner=found[0].owner, standing=stands))
    return found


def wording(db: Session, *, id: str) -> Wording:
    """Return one version of a criterion; no right is checked."""
    row = db.get(Criterion, id)
    if row is None:
        raise Refused(not_here())
    fill(db, [row])
    return _wording(row)


def wordings(db: Session, *, ids: Collection[str]) -> dict[str, Wording]:
    """Return versions of criteria by their ids; no right is checked."""
    found = {}
    for some_of in some(sorted(ids)):
        for row in filled(db, select(Criterion).where(Criterion.id.in_(some_of))):
            found[row.id] = _wording(row)
    return found


def parts(db: Session, *, asker: str, group: str) -> list[list[Part]]:
    """Return every component that the asker may see, each with all its versions; shared ones first."""
    return [[_part(row) for row in each] for each in _visible(db, Component, asker=asker, group=group)]


def components(db: Session, *, asker: str, group: str) -> list[Part]:
    """Return the components in force: the shared ones, then the asker's own."""
    return [now for each in parts(db, asker=asker, group=group) if (now := in_force(each))]


def parts_of(db: Session, entity: str) -> list[Part]:
    """Return all versions of a component, first to last; no right is checked."""
    rows = db.scalars(select(Component).where(Component.entity == entity).order_by(Component.revision))
    return [_part(row) for row in rows]


def membership(db: Session, *, person: str, group: str) -> str | None:
    """Return the id under which a person's own texts in a group are kept."""
    both = Membership.group_id == group, Membership.person_id == person
    return db.scalar(select(Membership.id).where(*both))


def wholes(db: Session, *, asker: str, group: str) -> list[Whole]:
    """Return the asker's own texts about the whole practice, first to last."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    mine = WholePractice.entity == membership(db, person=asker, group=group)
    rows = filled(db, select(WholePractice).where(mine).order_by(WholePractice.revision))
    return [Whole(row.words, row.revision, row.at) for row in rows]


def own_attempts(db: Session, *, asker: str, group: str) -> int:
    """Return how many texts of their own the asker has written here; opens the examples, nothing else."""
    mine = membership(db, person=asker, group=group)
    texts = select(func.count()).where(WholePractice.entity == mine)
    own = (Criterion.owner_id == asker) | ((Criterion.fate == PROPOSED) & (Criterion.by_id == asker))
    worded = select(func.count()).where(Criterion.group_id == group, own)
    return (db.scalar(texts) or 0) + (db.scalar(worded) or 0)
