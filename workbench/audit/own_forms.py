"""What one wrote of the group's ways to do something, and what one gave to minutes; for one's own data."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.models.decisions import Decision, Dot
from workbench.models.forms import FormVoice, GroupForm, Remark
from workbench.models.meetings import MinutesLine
from workbench.models.sessions import Note, Session


def ways_proposed(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return the versions of the group's ways that the asker wrote."""
    mine = GroupForm.group_id == group, GroupForm.by_id == asker, GroupForm.reason != ""
    rows = select(GroupForm).where(*mine)
    return [
        {"topic": row.topic, "text": row.text, "reason": row.reason, "fate": row.fate, "at": row.at}
        for row in db.scalars(rows.order_by(GroupForm.at, GroupForm.revision))
    ]


def said_to_ways(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return what the asker said to proposed ways."""
    rows = db.execute(
        select(GroupForm.topic, FormVoice.stand, FormVoice.words, FormVoice.at)
        .join(FormVoice, FormVoice.form_id == GroupForm.id)
        .where(GroupForm.group_id == group, FormVoice.by_id == asker)
        .order_by(FormVoice.at, FormVoice.revision)
    )
    return [{"topic": topic, "stand": stand, "words": words, "at": at} for topic, stand, words, at in rows]


def remarks_written(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return what the asker wrote about forms, roles and decisions."""
    mine = select(Remark).where(Remark.group_id == group, Remark.by_id == asker)
    return [
        {"about": row.about, "kind": row.kind, "of": row.tag, "words": row.words, "at": row.at}
        for row in db.scalars(mine.order_by(Remark.at, Remark.revision))
    ]


def decisions_taken(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return what the asker set out or put in words in decisions, and the dots that bear their name."""
    rows = db.scalars(
        select(Decision)
        .where(Decision.group_id == group, Decision.by_id == asker)
        .order_by(Decision.at, Decision.revision)
    )
    told: list[dict[str, Any]] = [
        {"decision": row.entity, "issue": row.issue, "affected": row.affected, "outcome": row.outcome,
         "words": row.words, "at": row.at}
        for row in rows
    ]  # fmt: skip
    dots = db.scalars(
        select(Dot)
        .join(Session, Session.id == Dot.session_id)
        .where(Session.group_id == group, Dot.by_id == asker, Dot.label != "")
        .order_by(Dot.at)
    )
    named = [{"decision": d.session_id, "round": d.round, "stood": d.label, "at": d.at} for d in dots]
    return [*told, *named]


def given_to_minutes(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return the asker's own notes that they gave to the minutes of meetings and have not taken back."""
    lines = db.scalars(
        select(MinutesLine)
        .join(Session, Session.id == MinutesLine.meeting_id)
        .where(Session.group_id == group, MinutesLine.by_id == asker)
        .order_by(MinutesLine.revision)
    )
    newest = {line.entity: line for line in lines}
    given = {line.about.removeprefix("notes/"): line.at for line in newest.values() if line.given}
    notes = db.scalars(select(Note).where(Note.id.in_(given), Note.by_id == asker).order_by(Note.at))
    return [{"words": note.words, "given": given[note.id]} for note in notes]
