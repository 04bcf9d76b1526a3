"""What was written about forms and goes for good; what a group adopted stays with the group."""

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workbench.core.erasing import referred_to
from workbench.forms.rules import DROPPED, ERASED, HOLDS, RESTS
from workbench.models.base import new_id
from workbench.models.forms import FormVoice, GroupForm, Remark


def erase_person(db: Session, *, person: str, alone: Collection[str]) -> None:
    """
    Remove proposals of a person's and what they said to others'; inside of ``erasing``.

    What was adopted is the group's, and stays without the reason that the person gave. In groups that
    are left ``alone`` nothing stays.
    """
    db.execute(delete(FormVoice).where(FormVoice.by_id == person))
    erase_remarks(db, db.scalars(select(Remark.id).where(Remark.by_id == person)).all())
    theirs = (GroupForm.by_id == person) | GroupForm.group_id.in_(alone)
    gone = []
    for row in db.scalars(select(GroupForm).where(theirs)).all():
        if row.fate in {*HOLDS, RESTS, DROPPED} and row.group_id not in alone:
            row.reason = ""
        elif row.fate != ERASED:
            gone.append(row.id)
    db.flush()
    _remove(db, gone)


def erase_proposals(db: Session, versions: Collection[str]) -> None:
    """Remove proposals that were never adopted, with what was said to them; inside of ``erasing``."""
    db.execute(delete(FormVoice).where(FormVoice.form_id.in_(versions)))
    _remove(db, versions)


def erase_remarks(db: Session, remarks: Collection[str]) -> None:
    """Remove what was written about forms, roles and decisions; one that dots lie on stays without words."""
    needed = referred_to(db, Remark, remarks)
    for row in db.scalars(select(Remark).where(Remark.id.in_(needed))):
        row.words, row.tag = "", ""
    db.flush()
    db.execute(delete(Remark).where(Remark.id.in_(set(remarks) - needed)))


def _remove(db: Session, versions: Collection[str]) -> None:
    """Remove versions; one to which others refer stays as an empty row, so that their words stay."""
    db.execute(update(GroupForm).where(GroupForm.parent_id.in_(versions)).values(parent_id=None))
    needed = referred_to(db, GroupForm, versions)
    for row in db.scalars(select(GroupForm).where(GroupForm.id.in_(needed))):
        row.entity, row.revision, row.fate, row.reason, row.text = new_id(), 1, ERASED, "", ""
    db.flush()
    db.execute(delete(GroupForm).where(GroupForm.id.in_(set(versions) - needed)))
