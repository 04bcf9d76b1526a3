"""What was said of a practice as rows for the pictures: only what the asker may read."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.models.practice import Cycle
from workbench.models.sessions import Session
from workbench.people.rules import initials
from workbench.practice import queries as practice
from workbench.sessions.protocols import ASSESSMENT
from workbench.sessions.queries import session
from workbench.sessions.seen import SessionSeen


def statements(db: Db, *, asker: str, group: str, practitioner: str, at: datetime) -> list[dict[str, Any]]:
    """
    Return what was said of one person's practice in a group that the asker may read, oldest first.

    One row a statement, with the columns of the pictures' frame. Own entries are the journal's to give.
    """
    found = db.scalars(
        select(Session)
        .join(Cycle, Cycle.id == Session.cycle_id)
        .where(Session.group_id == group, Session.practitioner_id == practitioner)
        .where(Session.kind == ASSESSMENT)
        .order_by(Cycle.number, Session.at)
    )
    return [
        r for s in found for r in session_statements(session(db, asker=asker, session=s.id, at=at), db=db)
    ]


def session_statements(seen: SessionSeen, *, db: Db) -> list[dict[str, Any]]:
    """Return what a seen session holds as rows for the pictures, and no more; times in the group's zone."""
    letters, where = initials(seen.names), zone(seen.zone)
    told = [("self" if v.author == seen.practitioner else "peer", v.author, v.at, v.view) for v in seen.views]
    if seen.closing:
        told += [("closing", seen.practitioner, seen.closing.at, v) for v in seen.closing.views]
    wordings = {w.id: w for w in seen.criteria}
    rows = []
    for source, author, when, view in told:
        wording = wordings.get(view.criterion) or practice.wording(db, id=view.criterion)
        rows.append(
            {
                "practitioner": seen.practitioner,
                "practitioner_name": seen.names[seen.practitioner],
                "criterion": wording.entity,
                "wording": wording.wording,
                "lack": wording.lack,
                "revision": wording.revision,
                "labels": wording.labels,
                "cycle": seen.cycle,
                "session": seen.id,
                "at": seen.place.dated(when.astimezone(where)),
                "source": source,
                "assessor": author,
                "assessor_name": seen.names[author],
                "initials": letters[author],
                "mark": view.mark,
                "words": view.words,
                "evidence_for": view.evidence_for,
                "evidence_against": view.evidence_against,
                "basis": view.basis,
                "no_basis": view.no_basis,
                "context": "",
            }
        )
    return rows
