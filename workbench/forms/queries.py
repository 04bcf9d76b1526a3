"""Reads about forms: their versions, what holds, and what was said to proposals."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from workbench.core.clock import zone
from workbench.core.rights import refuse_unless
from workbench.forms import rules
from workbench.models.forms import FormVoice, GroupForm
from workbench.models.people import Group
from workbench.people.queries import standing
from workbench.people.rules import may_look_in


@dataclass(frozen=True)
class Said:
    """What one member says to a proposal, in their newest words."""

    by: str
    stand: str
    words: str
    at: datetime


def entity_of(group: str, topic: str) -> str:
    """Return the id under which a group's form on a topic is kept."""
    return sha256(f"{group}{topic}".encode()).hexdigest()[:32]


def mark_of(text: str) -> str:
    """Return the mark by which a shipped text is known again."""
    return sha256(text.encode()).hexdigest()


def rows(db: Session, *, group: str, topic: str) -> list[GroupForm]:
    """Return all versions of a form, oldest first."""
    here = select(GroupForm).where(GroupForm.entity == entity_of(group, topic))
    return list(db.scalars(here.order_by(GroupForm.revision)))


def newest(db: Session, entity: str) -> GroupForm | None:
    """Return the newest version of a form by its entity; None where there is none."""
    here = select(GroupForm).where(GroupForm.entity == entity)
    return db.scalar(here.order_by(GroupForm.revision.desc()).limit(1))


def versions(db: Session, *, asker: str, group: str, topic: str) -> list[GroupForm]:
    """Return all versions of a form, oldest first, for somebody who may look in."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    return rows(db, group=group, topic=topic)


def today(db: Session, *, group: str, at: datetime) -> date:
    """Return the day that it is where a group is."""
    return at.astimezone(zone(db.get_one(Group, group).zone)).date()


def in_force(db: Session, *, group: str, topic: str, at: datetime) -> GroupForm | None:
    """Return the version that holds at a moment; None where the group has not used the form yet."""
    return rules.in_force(rows(db, group=group, topic=topic), today(db, group=group, at=at))


def voices(db: Session, *, asker: str, group: str, topic: str) -> dict[str, tuple[Said, ...]]:
    """Return what was said to each proposed version of a form, by the version's id."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    return _voices(db, GroupForm.entity == entity_of(group, topic))


def voices_in(db: Session, *, group: str) -> dict[str, tuple[Said, ...]]:
    """Return what was said to all proposed versions of a group, by the version's id."""
    return _voices(db, GroupForm.group_id == group)


def _voices(db: Session, which: ColumnElement[bool]) -> dict[str, tuple[Said, ...]]:
    told = db.scalars(
        select(FormVoice)
        .join(GroupForm, GroupForm.id == FormVoice.form_id)
        .where(which)
        .order_by(FormVoice.at, FormVoice.revision)
    )
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for row in told:
        found[row.form_id][row.by_id] = Said(row.by_id, row.stand, row.words, row.at)
    return {form: tuple(said.values()) for form, said in found.items()}
