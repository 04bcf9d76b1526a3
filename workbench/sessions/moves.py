"""Writes about where a session stands: whose turn, which step, paused, ended. None commits."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.meetings import Crossing
from workbench.models.people import Group
from workbench.models.sessions import Session, StageMove, Turn
from workbench.people import queries as people
from workbench.people.rules import may_take_part
from workbench.sessions import queries, rules
from workbench.sessions.following import protocol_of
from workbench.sessions.place import Place, may_move
from workbench.sessions.protocols import MEETING

MORE = timedelta(minutes=2)
CROSSING = timedelta(seconds=10)
"""Within how long of each other two moves count as made at the same moment."""


def _taking_part(db: Db, by: str, session: Session) -> Answer:
    return may_take_part(people.standing(db, person=by, group=session.group_id))


def attend_to(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """Turn the meeting to a session; everybody's page follows."""
    found = queries.row(db, session)
    refuse_unless(_taking_part(db, by, found))
    if found.kind == MEETING:
        raise Refused(_("A meeting is not a turn. Nothing was changed."))
    revision = queries.turn(db, asker=by, cycle=found.cycle_id)[1]
    if seen != revision:
        raise Refused(
            _("Someone else chose whose turn it is a moment ago. Nothing was lost. Look at it first.")
        )
    db.add(Turn(entity=found.cycle_id, revision=revision + 1, session_id=session, by_id=by, at=at))
    if not queries.place(db, found).begun:
        begin(db, found, by=by, at=at)
    db.flush()


def begin(db: Db, session: Session, *, by: str, at: datetime, day: date | None = None) -> None:
    """Let a session stand at its first step, and that step's time begin; what is typed in has none."""
    first = protocol_of(db, session).stages[0]
    until = None if day else at + timedelta(minutes=first.minutes)
    move = StageMove(
        entity=session.id, revision=1, move="open", stage=first.name, until=until, day=day, by_id=by, at=at
    )
    db.add(move)
    db.flush()


def type_in(db: Db, *, by: str, session: str, day: date, seen: int, at: datetime) -> None:
    """Turn the meeting to a session that was held on paper on a day, to type in what was written."""
    found = queries.row(db, session)
    refuse_unless(_taking_part(db, by, found))
    group = db.get_one(Group, found.group_id)
    if queries.place(db, found).begun:
        raise Refused(_("This turn has begun here already. Nothing was changed. Ask for another turn first."))
    if day > at.astimezone(zone(group.zone)).date():
        raise Refused(_("This day is still to come. Nothing was changed. Choose the day on which you met."))
    begin(db, found, by=by, at=at, day=day)
    attend_to(db, by=by, session=session, seen=seen, at=at)


def _up_to_date(db: Db, found: Session, *, seen: int) -> Place:
    """Return where a session stands; refuse a mover who has not seen it."""
    where = queries.place(db, found)
    if seen != where.revision:
        name = people.person_name(db, where.moved_by) if where.moved_by else ""
        step = _(protocol_of(db, found).stage(where.stage).title)
        raise Crossed(
            _("{name} moved this session a moment ago, and that holds: it stands at “{step}”. What you "
              "pressed was not done, and nothing was lost. Look where it stands now.").format(
                name=name, step=step
            )
        )  # fmt: skip
    return where


class Crossed(Refused):
    """A move met another's that was made before; the other holds."""


def note_crossing(db: Db, *, by: str, session: str, seen: int, wanted: str, at: datetime) -> None:
    """Write down that somebody's move met another's of the same moment, so that the other is told too."""
    found = queries.row(db, session)
    refuse_unless(_taking_part(db, by, found))
    where = queries.place(db, found)
    just_now = where.moved_at is not None and at - where.moved_at <= CROSSING
    if where.revision != seen + 1 or where.moved_by == by or not just_now:
        return
    mine = (Crossing.session_id == session, Crossing.revision == where.revision, Crossing.by_id == by)
    if db.scalar(select(Crossing.id).where(*mine)) is None:
        db.add(Crossing(session_id=session, revision=where.revision, wanted=wanted, by_id=by, at=at))
        db.flush()


def move(db: Db, *, by: str, session: str, to: str, seen: int, at: datetime, skipping: bool = False) -> None:
    """Go to a step; its time begins. ``seen`` is the revision of the place that the mover saw."""
    found = queries.row(db, session)
    kind = protocol_of(db, found)
    taking_part = _taking_part(db, by, found)
    refuse_unless(taking_part)
    where = _up_to_date(db, found, seen=seen)
    onward = kind.index(to) > kind.index(where.stage)
    host = queries.roles(db, found, where, at=at).get(rules.HOST)
    refuse_unless(
        may_move(
            taking_part=taking_part,
            place=where,
            reveals="reveal" in kind.stage(to).records,
            own_locked=found.practitioner_id in queries.sent_in(db, session),
            forward=onward and where.begun and not skipping,
            by_host=host is None or host == by,
        )
    )
    word = "skip" if skipping and onward else "forward" if onward else "back"
    until = None if where.day else at + timedelta(minutes=kind.stage(to).minutes)
    db.add(StageMove(entity=session, revision=seen + 1, move=word, stage=to, until=until, by_id=by, at=at))
    db.flush()


def _mark(db: Db, *, by: str, session: str, word: str, seen: int, at: datetime) -> None:
    found = queries.row(db, session)
    refuse_unless(_taking_part(db, by, found))
    where = _up_to_date(db, found, seen=seen)
    if where.ended:
        raise Refused(_("This session has ended. Nothing was changed."))
    if word == "more" and where.paused:
        raise Refused(_("The session is paused, and its time stands still. Nothing was changed."))
    if word == "more" and where.day:
        raise Refused(_("What is typed in afterwards has no time that runs. Nothing was changed."))
    until = {
        "resume": at + where.left if where.left is not None else where.until,
        "more": max(where.until or at, at) + MORE,
    }.get(word)
    db.add(
        StageMove(
            entity=session, revision=seen + 1, move=word, stage=where.stage, until=until, by_id=by, at=at
        )
    )
    db.flush()


def pause(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """Pause; anyone may, at any time."""
    _mark(db, by=by, session=session, word="pause", seen=seen, at=at)


def go_on(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """Go on after a pause with the time that was left; anyone may."""
    _mark(db, by=by, session=session, word="resume", seen=seen, at=at)


def more_time(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """Give the step two more minutes, from now if its time is up; anyone may."""
    _mark(db, by=by, session=session, word="more", seen=seen, at=at)


def end(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """End the session; what was said in it stays with the practitioner and its authors."""
    _mark(db, by=by, session=session, word="ended", seen=seen, at=at)
