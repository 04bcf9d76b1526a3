"""What stands around a session: the meeting that it is part of, and moves that met others."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.models.meetings import AgendaItem, Crossing
from workbench.models.sessions import Session


def meeting_of(db: Db, session: Session) -> str | None:
    """Return the meeting in which a turn was begun, if it was in one."""
    begun = select(AgendaItem.meeting_id).where(AgendaItem.session_id == session.id)
    return session.meeting_id or db.scalar(begun.order_by(AgendaItem.at.desc()).limit(1))


def crossed(db: Db, session: str, revision: int) -> tuple[tuple[str, str], ...]:
    """Return whose move met the one of this revision, and what each of them wanted."""
    here = (Crossing.session_id == session, Crossing.revision == revision)
    rows = db.execute(select(Crossing.by_id, Crossing.wanted).where(*here).order_by(Crossing.at, Crossing.id))
    return tuple((who, wanted) for who, wanted in rows)
