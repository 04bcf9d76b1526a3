"""Writes about a practice: cycles, the whole, components, criteria, voices and adoptions."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core import private
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.models.base import new_id
from workbench.models.practice import Component, Criterion, Cycle, CycleEnd, Voice, WholePractice
from workbench.people.queries import standing
from workbench.people.rules import may_take_part
from workbench.practice import queries, rules
from workbench.practice.growing import note_origins, refuse_origins
from workbench.practice.rows import cycle_now, keep
from workbench.practice.rules import DROPPED, HELD, PROPOSED, TO_DROP
from workbench.practice.sealing import refuse_bare, sealed_for_another_key

T = TypeVar("T", Criterion, Component)


def open_cycle(db: Session, *, by: str, group: str, at: datetime) -> str:
    """Open the next cycle of a group; return its id."""
    stands = standing(db, person=by, group=group)
    now = cycle_now(db, group)
    refuse_unless(rules.may_open_cycle(standing=stands, open_number=now.number if now else None))
    last = db.scalar(select(func.max(Cycle.number)).where(Cycle.group_id == group)) or 0
    cycle = Cycle(group_id=group, number=last + 1, by_id=by, at=at)
    keep(db, cycle)
    return cycle.id


def close_cycle(db: Session, *, by: str, cycle: str, at: datetime) -> None:
    """Close a cycle."""
    found = db.get(Cycle, cycle)
    if found is None:
        raise Refused(rules.not_here())
    ended = db.scalar(select(CycleEnd.id).where(CycleEnd.cycle_id == cycle))
    stands = standing(db, person=by, group=found.group_id)
    refuse_unless(rules.may_close_cycle(standing=stands, closed=ended is not None))
    keep(db, CycleEnd(cycle_id=cycle, by_id=by, at=at))


def write_whole(db: Session, *, by: str, group: str, words: str, seen: int, at: datetime) -> int:
    """Write one's own text about the whole practice; return its revision."""
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    refuse_bare(db, by)
    mine = queries.membership(db, person=by, group=group)
    before = queries.wholes(db, asker=by, group=group)
    refuse_unless(rules.may_go_on(seen=seen, newest=before[-1].revision if before else 0))
    if words or not before:
        refuse_unless(rules.may_be_words(words, missing=_("There are no words yet. Nothing was changed.")))
    refuse_unless(rules.may_differ(fate=HELD, same=bool(before) and words == before[-1].words))
    keep(db, WholePractice(entity=mine, revision=seen + 1, group_id=group, words=words, by_id=by, at=at))
    return seen + 1


def add_component(
    db: Session, *, by: str, group: str, name: str, shared: bool, reason: str = "", at: datetime
) -> str:
    """Name a part of the job, for oneself or as a proposal to the group; return its entity."""
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    refuse_unless(rules.may_be_component(name))
    return _first(db, Component, by=by, group=group, shared=shared, reason=reason, at=at, name=name).entity


def revise_component(
    db: Session, *, by: str, entity: str, seen: int, name: str, reason: str, at: datetime
) -> str:
    """Rename one's own component, or propose another name for a shared one; return the version's id."""
    newest = _newest(db, Component, by=by, entity=entity, seen=seen, reason=reason)
    refuse_unless(rules.may_be_component(name))
    refuse_unless(rules.may_differ(fate=newest.fate, same=newest.name == name))
    return _next(db, newest, by=by, at=at, reason=reason, name=name)


def drop_component(db: Session, *, by: str, entity: str, seen: int, reason: str, at: datetime) -> str:
    """Put down one's own component, or propose to put down a shared one; return the version's id."""
    return _drop(db, Component, by=by, entity=entity, seen=seen, reason=reason, at=at)


def adopt_component(db: Session, *, by: str, version: str, reason: str = "", at: datetime) -> str:
    """Write down that a proposed component is adopted; ``reason`` tells how, and who sees it differently."""
    return _adopt(db, Component, by=by, version=version, reason=reason, at=at)


def write_criterion(
    db: Session, *, by: str, group: str, wording: str, lack: str = "", labels: Sequence[str] = (),
    component: str | None = None, shared: bool = False, reason: str = "",
    grew_from: Sequence[str] = (), at: datetime,
) -> str:  # fmt: skip
    """
    Write a criterion: held at once if it is one's own, proposed if it is to be shared.

    Return the version's id. ``grew_from`` names the versions that it grew from, the first as its parent.
    """
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    refuse_unless(rules.may_be_criterion(wording=wording, lack=lack, labels=labels))
    _check_component(db, by=by, group=group, component=component, shared=shared)
    refuse_origins(db, by=by, origins=grew_from)
    made = _first(
        db, Criterion, by=by, group=group, shared=shared, reason=reason, at=at, wording=wording, lack=lack,
        labels=list(labels), component=component, parent_id=next(iter(grew_from), None),
    ).id  # fmt: skip
    note_origins(db, by=by, version=made, origins=grew_from[1:], at=at)
    return made


def revise_criterion(
    db: Session, *, by: str, entity: str, seen: int, wording: str, lack: str, labels: Sequence[str],
    component: str | None, reason: str, at: datetime,
) -> str:  # fmt: skip
    """Reword one's own criterion, or propose another wording of a shared one; return the version's id."""
    newest = _newest(db, Criterion, by=by, entity=entity, seen=seen, reason=reason)
    refuse_unless(rules.may_be_criterion(wording=wording, lack=lack, labels=labels))
    shared = newest.owner_id is None
    _check_component(db, by=by, group=newest.group_id, component=component, shared=shared)
    words: dict[str, Any] = {"wording": wording, "lack": lack, "labels": list(labels), "component": component}
    refuse_unless(rules.may_differ(fate=newest.fate, same=words == queries.words_of(newest)))
    return _next(db, newest, by=by, at=at, reason=reason, **words)


def drop_criterion(db: Session, *, by: str, entity: str, seen: int, reason: str, at: datetime) -> str:
    """Put down one's own criterion, or propose to put down a shared one; return the version's id."""
    return _drop(db, Criterion, by=by, entity=entity, seen=seen, reason=reason, at=at)


def give_voice(db: Session, *, by: str, version: str, stand: str, words: str, at: datetime) -> None:
    """Say to a proposal that one is with it, or how one sees it differently; may be said anew later."""
    about, every = _chosen(db, Criterion, by=by, version=version)
    stands = standing(db, person=by, group=about.group_id)
    last = rules.settled(every)
    open_ = about in rules.open_proposals(every) or (last is not None and last.parent_id == version)
    refuse_unless(rules.may_give_voice(standing=stands, stand=stand, words=words, open_=open_))
    entity = sha256(f"{version} {by}".encode()).hexdigest()[:32]
    said = db.scalar(select(func.max(Voice.revision)).where(Voice.entity == entity)) or 0
    here = {"entity": entity, "revision": said + 1, "criterion_id": version}
    keep(db, Voice(**here, stand=stand, words=words, by_id=by, at=at))


def adopt(db: Session, *, by: str, version: str, reason: str = "", at: datetime) -> str:
    """Write down that a proposal is adopted; the voices stay attached to it. Return the new version's id."""
    return _adopt(db, Criterion, by=by, version=version, reason=reason, at=at)


def _every(db: Session, table: type[T], entity: str) -> list[T]:
    return private.filled(db, select(table).where(table.entity == entity).order_by(table.revision))


def _newest(db: Session, table: type[T], *, by: str, entity: str, seen: int, reason: str) -> T:
    every = _every(db, table, entity)
    if not every:
        raise Refused(rules.not_here())
    newest = every[-1]
    stands = standing(db, person=by, group=newest.group_id)
    refuse_unless(rules.may_change(by=by, owner=newest.owner_id, standing=stands))
    refuse_unless(rules.may_go_on(seen=seen, newest=newest.revision))
    refuse_unless(rules.may_be_reason(reason))
    if private.fill(db, [newest]):
        raise Refused(sealed_for_another_key())
    return newest


def _first(
    db: Session, table: type[T], *, by: str, group: str, shared: bool, at: datetime, **words: Any
) -> T:
    refuse_bare(db, by, shared=shared)
    open_now = cycle_now(db, group)
    row = table(
        entity=new_id(), revision=1, group_id=group, owner_id=None if shared else by, by_id=by, at=at,
        fate=PROPOSED if shared else HELD, cycle_id=open_now.id if open_now else None, **words,
    )  # fmt: skip
    keep(db, row)
    return row


def _next(
    db: Session, last: Criterion | Component, *, by: str, at: datetime, fate: str = "",
    parent: str = "", **words: Any,
) -> str:  # fmt: skip
    open_now = cycle_now(db, last.group_id)
    row = type(last)(
        entity=last.entity, revision=last.revision + 1, group_id=last.group_id, owner_id=last.owner_id,
        by_id=by, at=at, fate=fate or (HELD if last.owner_id else PROPOSED), parent_id=parent or last.id,
        cycle_id=open_now.id if open_now else None, **words,
    )  # fmt: skip
    keep(db, row)
    return row.id


def _drop(db: Session, table: type[T], *, by: str, entity: str, seen: int, reason: str, at: datetime) -> str:
    newest = _newest(db, table, by=by, entity=entity, seen=seen, reason=reason)
    every = _every(db, table, entity)
    now = rules.in_force(every)
    refuse_unless(rules.may_drop(fate=newest.fate))
    if newest.owner_id is None and now is None:
        refuse_unless(rules.may_withdraw(by=by, proposers=[v.by_id for v in rules.open_proposals(every)]))
    fate = TO_DROP if newest.owner_id is None and now else DROPPED
    return _next(db, newest, by=by, at=at, fate=fate, reason=reason, **queries.words_of(now or newest))


def _chosen(db: Session, table: type[T], *, by: str, version: str) -> tuple[T, list[T]]:
    """Return a shared version that the person may see, with all versions of the same thing."""
    row = db.get(table, version)
    if row is None or row.owner_id is not None:
        raise Refused(rules.not_here())
    refuse_unless(may_take_part(standing(db, person=by, group=row.group_id)))
    return row, _every(db, table, row.entity)


def _adopt(db: Session, table: type[T], *, by: str, version: str, reason: str, at: datetime) -> str:
    chosen, every = _chosen(db, table, by=by, version=version)
    stands = standing(db, person=by, group=chosen.group_id)
    refuse_unless(rules.may_adopt(standing=stands, open_=chosen in rules.open_proposals(every)))
    return _next(
        db, every[-1], by=by, at=at, fate=DROPPED if chosen.fate == TO_DROP else HELD,
        reason=reason or chosen.reason, parent=version, **queries.words_of(chosen),
    )  # fmt: skip


def _check_component(db: Session, *, by: str, group: str, component: str | None, shared: bool) -> None:
    if component is None:
        return
    known = {each[-1].entity: each[-1].owner for each in queries.parts(db, asker=by, group=group)}
    refuse_unless(rules.may_belong(known=component in known, owner=known.get(component), shared=shared))
