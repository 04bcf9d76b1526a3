"""What describes a practice and goes for good: one's own words, and proposals that were never adopted."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workbench.core.drafts import anywhere_at
from workbench.core.erasing import erasing, referred_to
from workbench.core.private import forget
from workbench.core.rights import refuse_unless
from workbench.models.base import new_id
from workbench.models.drafts import Draft
from workbench.models.practice import Component, Criterion, Origin, Voice, WholePractice
from workbench.people.queries import standing
from workbench.practice import queries
from workbench.practice.rules import ERASED, HELD, SETTLED_FATES, TRIED
from workbench.practice.sealing import may_delete_whole

T = TypeVar("T", Criterion, Component)


def delete_whole(db: Session, *, by: str, group: str) -> None:
    """Delete one's own text about the whole practice: the one that stands, all earlier ones, the draft."""
    mine = queries.membership(db, person=by, group=group)
    refuse_unless(may_delete_whole(standing=standing(db, person=by, group=group)))
    with erasing(db):
        texts = WholePractice.entity == mine, WholePractice.by_id == by
        forget(db, db.scalars(select(WholePractice).where(*texts)).all())
        db.execute(delete(WholePractice).where(*texts))
        place = f"practice:{group}:whole"
        db.execute(delete(Draft).where(Draft.author_id == by, anywhere_at(place)))


def erase_person(db: Session, *, person: str, alone: Collection[str]) -> set[str]:
    """
    Remove what a person wrote of a practice; return the versions of criteria that are gone.

    What the group adopted stays with the group, without the reasons that the person gave. Where others
    have spoken about a proposal or judged by a criterion, an empty row stays so that their words stay.
    In groups that are left ``alone``, with nobody in them any more, nothing of it stays. Inside of
    ``erasing``, after the right was asked.
    """
    db.execute(delete(WholePractice).where(WholePractice.by_id == person))
    db.execute(delete(Voice).where(Voice.by_id == person))
    _erase_versions(db, Component, person=person, alone=alone)
    return _erase_versions(db, Criterion, person=person, alone=alone)


def erase_proposals(db: Session, table: type[T], versions: Collection[str]) -> None:
    """Remove proposals that were never adopted, with what was said to them; inside of ``erasing``."""
    if table is Criterion:
        db.execute(delete(Voice).where(Voice.criterion_id.in_(versions)))
    _remove(db, table, versions)


def adopted(every: Sequence[T]) -> set[str]:
    """Return which versions of a shared thing the group has adopted: they belong to it now."""
    if not any(row.fate == HELD for row in every):
        return set()
    settled = [row for row in every if row.fate in SETTLED_FATES]
    kept = {row.id for row in settled} | {row.parent_id for row in settled if row.parent_id}
    return kept | {row.id for row in every if row.fate == TRIED and row.parent_id in kept}


def _erase_versions(db: Session, table: type[T], *, person: str, alone: Collection[str]) -> set[str]:
    own = (table.by_id == person) | (table.owner_id == person) | table.group_id.in_(alone)
    theirs = list(db.scalars(select(table).where(own)))
    copies_of = select(table).where(
        table.fate == TRIED, table.parent_id.in_([row.id for row in theirs]), table.by_id != person
    )
    theirs += [row for row in db.scalars(copies_of) if row not in theirs]
    shared = {row.entity for row in theirs if row.owner_id is None and row.group_id not in alone}
    kept: set[str] = set()
    for entity in shared:
        kept |= adopted(db.scalars(select(table).where(table.entity == entity)).all())
    for row in theirs:
        copies = select(table).where(table.parent_id == row.id, table.reason == row.reason)
        for copy in db.scalars(copies).all() if row.reason else ():
            copy.reason = ""  # an adoption without a reason of its own has that of the proposal
        parent = db.get(table, row.parent_id) if row.parent_id else None
        if row.id in kept and not (parent and parent.by_id != person and parent.reason == row.reason):
            row.reason = ""
    db.flush()
    gone = [row.id for row in theirs if row.id not in kept]
    return _remove(db, table, gone)


def _remove(db: Session, table: type[T], versions: Collection[str]) -> set[str]:
    """Remove versions; one to which others refer stays as an empty row of its own. Return what is gone."""
    db.execute(update(table).where(table.parent_id.in_(versions)).values(parent_id=None))
    if table is Criterion:
        gone_from = Origin.from_id.in_(versions) | Origin.criterion_id.in_(versions)
        db.execute(delete(Origin).where(gone_from))
    needed = referred_to(db, table, versions)
    for row in db.scalars(select(table).where(table.id.in_(needed))):
        row.entity, row.revision, row.fate, row.reason = new_id(), 1, ERASED, ""
        if isinstance(row, Criterion):
            row.wording, row.lack, row.labels = "", "", []
        else:
            row.name = ""
    db.flush()
    gone = set(versions) - needed
    db.execute(delete(table).where(table.id.in_(gone)))
    return gone
