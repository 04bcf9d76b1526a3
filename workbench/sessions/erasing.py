"""What was said in sessions and goes for good: one note, all of a person's words, or what has lapsed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from workbench.core.erasing import erasing
from workbench.core.private import forget
from workbench.core.rights import refuse_unless
from workbench.models.meetings import AgendaItem, Attendance, MinutesLine, RoundMark
from workbench.models.reviews import Experiment, LookBack
from workbench.models.sessions import Closing, ClosingView, Contract, Judgement, Keeping, Note
from workbench.sessions import queries
from workbench.sessions.disclosure import may_delete_note


def delete_note(db: Db, *, by: str, note: str, at: datetime) -> None:
    """Delete a note of one's own that one may still read; others may have read it, or kept it until now."""
    found = db.get(Note, note)
    seen = queries.session(db, asker=by, session=found.session_id, at=at) if found else None
    mine = seen is not None and any(each.id == note and each.author == by for each in seen.notes)
    refuse_unless(may_delete_note(mine=mine))
    with erasing(db):
        remove_notes(db, [note])


def remove_notes(db: Db, notes: Collection[str]) -> None:
    """Remove notes, and that they were kept; inside of ``erasing``."""
    db.execute(delete(Keeping).where(Keeping.note_id.in_(notes)))
    forget(db, db.scalars(select(Note).where(Note.id.in_(notes))).all())
    db.execute(delete(Note).where(Note.id.in_(notes)))


def remove_closings(db: Db, closings: Collection[str]) -> None:
    """Remove last words with the views in them; inside of ``erasing``."""
    db.execute(delete(ClosingView).where(ClosingView.closing_id.in_(closings)))
    db.execute(delete(Closing).where(Closing.id.in_(closings)))


def empty_contracts(db: Db, contracts: Collection[str]) -> None:
    """Take the words out of contracts; by which criteria was judged stays told. Inside of ``erasing``."""
    for row in db.scalars(select(Contract).where(Contract.id.in_(contracts))):
        row.purpose = row.seen_by = row.outside_use = ""
    db.flush()


def remove_experiments(db: Db, rows: Collection[str]) -> None:
    """Remove experiments; inside of ``erasing``."""
    db.execute(delete(Experiment).where(Experiment.id.in_(rows)))


def remove_look_backs(db: Db, rows: Collection[str]) -> None:
    """Remove what was found when looking back on experiments; inside of ``erasing``."""
    db.execute(delete(LookBack).where(LookBack.id.in_(rows)))


def erase_person(db: Db, *, person: str) -> None:
    """
    Remove every word of a person's in sessions; inside of ``erasing``, after the right was asked.

    That a session took place, its steps, and who sent in a view stay as facts without words.
    """
    remove_notes(db, list(db.scalars(select(Note.id).where(Note.by_id == person))))
    db.execute(delete(Keeping).where(Keeping.by_id == person))
    remove_closings(db, list(db.scalars(select(Closing.id).where(Closing.by_id == person))))
    db.execute(delete(ClosingView).where(ClosingView.by_id == person))
    db.execute(delete(Judgement).where(Judgement.by_id == person))
    empty_contracts(db, list(db.scalars(select(Contract.id).where(Contract.by_id == person))))
    for table in (LookBack, Experiment, MinutesLine):
        db.execute(delete(table).where(table.by_id == person))
    for other in (AgendaItem, Attendance, RoundMark):
        db.execute(delete(other).where((other.by_id == person) | (other.person_id == person)))


def forget_criteria(db: Db, *, person: str, gone: Collection[str]) -> None:
    """Let a person's contracts name only criteria that are still there; inside of ``erasing``."""
    for row in db.scalars(select(Contract).where(Contract.by_id == person)):
        row.criteria = [version for version in row.criteria if version not in gone]
    db.flush()
