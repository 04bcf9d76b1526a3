"""Deleting a person from the room: everything they wrote, over all forms, and then their name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from workbench.core.erasing import erasing
from workbench.core.private import forget
from workbench.core.rights import Answer, refuse_unless
from workbench.core.words import _
from workbench.decisions import erasing as decisions
from workbench.forms import erasing as forms
from workbench.journal import erasing as journal
from workbench.models.audit import CycleWords, ReleasedThread, ThenRating
from workbench.models.cycles import CalendarFeed, Notebook, Reminded, Reminder
from workbench.people import erasing as people
from workbench.people import queries
from workbench.practice import erasing as practice
from workbench.sessions import erasing as sessions


def may_delete_me(*, name: str, typed: str) -> Answer:
    """Say whether someone has said plainly that they want to be deleted: by typing their own name."""
    if " ".join(typed.split()) == " ".join(name.split()):
        return True
    return _("Nothing was deleted. Type your name as it stands here, “{name}”, if you want to be deleted."
             ).format(name=name)  # fmt: skip


def delete_me(db: Db, *, by: str, typed: str, at: datetime) -> None:
    """
    Delete a person: every word they wrote here, their keys and ways in, their notebooks, their name.

    What the group has adopted stays with the group, what others wrote stays with those who wrote it,
    and that something took place stays as a fact without words.
    """
    refuse_unless(may_delete_me(name=queries.person_name(db, by), typed=typed))
    alone = people.left_alone(db, by)
    with erasing(db):
        _erase_audit(db, person=by)
        journal.erase_person(db, person=by)
        sessions.erase_person(db, person=by)
        decisions.erase_person(db, person=by, alone=alone)
        forms.erase_person(db, person=by, alone=alone)
        gone = practice.erase_person(db, person=by, alone=alone)
        sessions.forget_criteria(db, person=by, gone=gone)
        db.execute(delete(Notebook).where(Notebook.owner_id == by))
        db.execute(delete(CalendarFeed).where(CalendarFeed.person_id == by))
        db.execute(delete(Reminded).where(Reminded.by_id == by))
        remove_reminders(db, [by])
        people.erase_person(db, person=by, at=at)


def _erase_audit(db: Db, *, person: str) -> None:
    rows = db.scalars(select(ThenRating).where(ThenRating.by_id == person))
    remove_ratings(db, [row.entity for row in rows])
    remove_cycle_words(db, list(db.scalars(select(CycleWords.entity).where(CycleWords.by_id == person))))
    db.execute(delete(ReleasedThread).where(ReleasedThread.by_id == person))


def remove_ratings(db: Db, entities: Sequence[str]) -> None:
    """Remove ratings of then with their boxes; inside of ``erasing``."""
    rows = db.scalars(select(ThenRating).where(ThenRating.entity.in_(entities))).all()
    forget(db, rows)
    db.execute(delete(ThenRating).where(ThenRating.entity.in_(entities)))


def remove_cycle_words(db: Db, entities: Sequence[str]) -> None:
    """Remove texts of the end of a cycle with their boxes; inside of ``erasing``."""
    forget(db, db.scalars(select(CycleWords).where(CycleWords.entity.in_(entities))).all())
    db.execute(delete(CycleWords).where(CycleWords.entity.in_(entities)))


def remove_reminders(db: Db, people: Sequence[str]) -> None:
    """Remove how somebody wanted to be reminded, with their mail address; inside of ``erasing``."""
    db.execute(delete(Reminder).where(Reminder.entity.in_(people)))


def goes() -> str:
    """Return what a deletion takes away, in plain words."""
    return _("Gone for good: all that you wrote here, also to others and about them: views, notes, last "
             "words, what your turns were for, reasons, what you said to proposals, proposals that were not "
             "adopted, your own criteria, the whole of your practice, entries, what you wrote looking back, "
             "lines that you showed, what you wrote about forms, roles and decisions, drafts; your "
             "keys, links, devices, pages; and your name.")  # fmt: skip


def stays() -> str:
    """Return what a deletion leaves, in plain words."""
    return _("What stays: criteria and forms that the group has adopted and what it has decided, for "
             "they are the group's, without your name; "
             "what others wrote, with those who wrote it, also where they wrote to you, about you or your "
             "name, and the marks they chose; and that something took place, without words. There you are "
             "called “someone who has left”. What others have read cannot be unread.")  # fmt: skip


def backups() -> str:
    """Return how far a deletion reaches, in plain words."""
    return _("A backup or a copy that somebody made earlier still holds it until it is thrown away. Each "
             "backup carries a date until which it should be kept.")  # fmt: skip
