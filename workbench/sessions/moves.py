"""Writes about where a session stands: whose turn, which step, paused, ended. None commits."""

from datetime import datetime

from sqlalchemy.orm import Session as Db

from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.sessions import (
    Session,
    StageMove,
    Turn,
)
from workbench.people import queries as people
from workbench.people.rules import may_take_part
from workbench.sessions import queries, rules
from workbench.sessions.place import may_move
from workbench.sessions.protocols import protocol


def _taking_part(db: Db, by: str, session: Session) -> Answer:
    return may_take_part(people.standing(db, person=by, group=session.group_id))


def attend_to(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """Turn the meeting to a session; everybody's page follows."""
    found = queries.row(db, session)
    refuse_unless(_taking_part(db, by, found))
    revision = queries.turn(db, asker=by, cycle=found.cycle_id)[1]
    if seen != revision:
        raise Refused(
            _("Someone else chose whose turn it is a moment ago. Nothing was lost. Look at it first.")
        )
    db.add(Turn(entity=found.cycle_id, revision=revision + 1, session_id=session, by_id=by, at=at))
    if not queries.place(db, found).begun:
        first = protocol(found.kind).stages[0].name
        db.add(StageMove(entity=session, revision=1, move="open", stage=first, by_id=by, at=at))
    db.flush()


def move(db: Db, *, by: str, session: str, to: str, seen: int, at: datetime, skipping: bool = False) -> None:
    """Go to a step. ``seen`` is the revision of the place that the mover saw."""
    found = queries.row(db, session)
    kind = protocol(found.kind)
    where = queries.place(db, found)
    onward = kind.index(to) > kind.index(where.stage)
    host = queries.roles(db, found, where).get(rules.HOST)
    refuse_unless(
        may_move(
            taking_part=_taking_part(db, by, found),
            seen=seen,
            place=where,
            reveals="reveal" in kind.stage(to).records,
            own_locked=found.practitioner_id in queries.sent_in(db, session),
            forward=onward and where.begun and not skipping,
            by_host=host is None or host == by,
        )
    )
    word = "skip" if skipping and onward else "forward" if onward else "back"
    db.add(StageMove(entity=session, revision=seen + 1, move=word, stage=to, by_id=by, at=at))
    db.flush()


def _mark(db: Db, *, by: str, session: str, word: str, seen: int, at: datetime) -> None:
    found = queries.row(db, session)
    refuse_unless(_taking_part(db, by, found))
    where = queries.place(db, found)
    if where.ended:
        raise Refused(_("This session has ended. Nothing was changed."))
    if seen != where.revision:
        raise Refused(
            _("Someone else moved this session a moment ago. Nothing was lost. Look where it stands now.")
        )
    db.add(StageMove(entity=session, revision=seen + 1, move=word, stage=where.stage, by_id=by, at=at))
    db.flush()


def pause(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """Pause; anyone may, at any time."""
    _mark(db, by=by, session=session, word="pause", seen=seen, at=at)


def go_on(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """Go on after a pause; anyone may."""
    _mark(db, by=by, session=session, word="resume", seen=seen, at=at)


def end(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """End the session; what was said in it stays with the practitioner and its authors."""
    _mark(db, by=by, session=session, word="ended", seen=seen, at=at)
