"""
A visiting peer's entry: what somebody saw who sat in on another's work, beside the other's own (DOMAIN 2.5).

Whoever it concerns has agreed: that is kept as a yes, never as a name. The visitor and the practitioner
read it, and nobody else.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.core.erasing import erasing
from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.journal import choices, rules
from workbench.models.journal import Visit
from workbench.models.people import Group
from workbench.models.practice import Criterion, Cycle
from workbench.people.queries import standing
from workbench.people.rules import TAKING_PART, may_look_in, may_take_part


@dataclass(frozen=True)
class VisitSeen:
    """One visit as the visitor or the practitioner reads it."""

    id: str
    practitioner: str
    visitor: str
    cycle: int
    day: date
    criterion: str | None
    mark: str | None
    words: str
    evidence_for: str
    evidence_against: str
    at: datetime


def seen_by() -> str:
    """Say who reads a visiting peer's entry."""
    return _("Who reads this: you, and the one whose work it was.")


def may_visit(*, visitor: str, practitioner: str, both: Answer, agreed: bool, words: str) -> Answer:
    """Say whether a visitor's entry may be kept: of another's work, with a yes, and with words."""
    if visitor == practitioner:
        return _(
            "Your own work goes into your own entries. Nothing was sent; your words are kept as a draft."
        )
    if not agreed:
        return _("Whoever it concerns has to agree before it is written down. Nothing was sent; your words "
                 "are kept as a draft.")  # fmt: skip
    if not words.strip():
        return _("There are no words yet. Nothing was sent.")
    return both


def write_visit(
    db: Db, *, by: str, cycle: str, practitioner: str, day: date, agreed: bool, words: str,
    criterion: str | None = None, mark: str | None = None, evidence_for: str = "", evidence_against: str = "",
    at: datetime,
) -> str:  # fmt: skip
    """Write what one saw of somebody's work; the practitioner finds it beside their own entries."""
    group = choices.cycle_group(db, cycle)
    if group is None:
        raise Refused(_("There is no such cycle here. Nothing was sent; your words are kept as a draft."))
    both = may_take_part(standing(db, person=by, group=group))
    if both is True and standing(db, person=practitioner, group=group) not in TAKING_PART:
        both = _("Choose somebody who takes part in this group. Nothing was sent; your words are kept.")
    refuse_unless(may_visit(visitor=by, practitioner=practitioner, both=both, agreed=agreed, words=words))
    refuse_unless(rules.may_be_of_day(day, at.astimezone(zone(db.get_one(Group, group).zone)).date()))
    refuse_unless(rules.may_be_so_long((words, evidence_for, evidence_against)))
    labels: tuple[str, ...] = ()
    if criterion is not None:
        facts = choices.criterion_facts(db, criterion)
        if facts.owner is not None:
            raise Refused(_("This criterion is somebody's own. Nothing was sent. Choose a shared one."))
        refuse_unless(rules.may_write_by(facts, writer=by, group=group))
        labels = facts.labels
    refuse_unless(rules.may_be_marked(mark, labels))
    row = Visit(
        group_id=group, cycle_id=cycle, practitioner_id=practitioner, criterion_id=criterion, day=day,
        mark=mark, words=words, evidence_for=evidence_for, evidence_against=evidence_against, agreed=True,
        by_id=by, at=at,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row.id


def visits(db: Db, *, asker: str, group: str, cycle: str | None = None) -> list[VisitSeen]:
    """Return the visits that the asker made or received in a group, by day."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    ours = (Visit.by_id == asker) | (Visit.practitioner_id == asker)
    found = select(Visit, Cycle.number).join(Cycle, Cycle.id == Visit.cycle_id).where(Visit.group_id == group)
    if cycle is not None:
        found = found.where(Visit.cycle_id == cycle)
    return [
        VisitSeen(
            row.id, row.practitioner_id, row.by_id, number, row.day, row.criterion_id, row.mark, row.words,
            row.evidence_for, row.evidence_against, row.at,
        )
        for row, number in db.execute(found.where(ours).order_by(Visit.day, Visit.at))
    ]  # fmt: skip


def delete_visit(db: Db, *, by: str, visit: str) -> None:
    """Delete a visit's entry: whoever wrote it may, and whose work it was."""
    row = db.get(Visit, visit)
    if row is None or by not in {row.by_id, row.practitioner_id}:
        raise Refused(_("This is not here, or it is not yours. Nothing was changed."))
    with erasing(db):
        remove_visits(db, [visit])


def remove_visits(db: Db, ids: list[str]) -> None:
    """Remove visits; inside of ``erasing``, after the right was asked."""
    db.execute(delete(Visit).where(Visit.id.in_(ids)))


def wording_of(db: Db, criterion: str | None) -> str:
    """Return the shared wording by which a visit was written; empty where by none."""
    return db.scalar(select(Criterion.wording).where(Criterion.id == criterion)) or "" if criterion else ""
