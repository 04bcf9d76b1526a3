"""Writes about a meeting: opening it, coming and going, wanting time, beginning a turn. None commits."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.base import new_id
from workbench.models.meetings import AgendaItem, Attendance
from workbench.models.practice import Cycle, CycleEnd
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.people.rules import may_take_part
from workbench.sessions import codes, held, moves, queries, services
from workbench.sessions.following import version_for
from workbench.sessions.place import has_ended
from workbench.sessions.protocols import KINDS, MEETING

LONGEST = 240  # minutes that one may want at once


def may_want_time(*, kind: str, minutes: int, held: bool) -> Answer:
    """Say whether time may be wanted: for a kind that there is, a bearable while, while it is held."""
    if not held:
        return has_ended()
    if kind not in KINDS:
        return _("There is no such kind of session. Nothing was changed.")
    if not 1 <= minutes <= LONGEST:
        return _("Between 1 and 240 minutes. Nothing was changed. Write the minutes as a number.")
    return True


def open_meeting(db: Db, *, by: str, cycle: str, at: datetime) -> str:
    """Open a meeting in a cycle, or return the one that is held; whoever opens it is there."""
    found = db.get_one(Cycle, cycle)
    refuse_unless(may_take_part(people.standing(db, person=by, group=found.group_id)))
    there = held.meeting_now(db, asker=by, cycle=cycle, at=at)
    if there is None:
        if db.scalar(select(CycleEnd.id).where(CycleEnd.cycle_id == cycle)) is not None:
            raise Refused(_("This cycle is closed. Nothing was changed. Open a new one for a new meeting."))
        meeting = Session(
            group_id=found.group_id, cycle_id=cycle, practitioner_id=by, kind=MEETING,
            number=_next(db, cycle, MEETING, by), by_id=by, at=at,
            form_id=version_for(db, by=by, group=found.group_id, kind=MEETING, at=at),
        )  # fmt: skip
        db.add(meeting)
        db.flush()
        moves.begin(db, meeting, by=by, at=at)
        codes.give_code(db, meeting=meeting.id, at=at)
        there = meeting.id
    come(db, by=by, meeting=there, at=at)
    return there


def new_code(db: Db, *, by: str, meeting: str, at: datetime) -> str:
    """Give a meeting that is held a new code."""
    return codes.give_code(db, meeting=_held(db, meeting, by=by, at=at).id, at=at)


def _next(db: Db, cycle: str, kind: str, person: str) -> int:
    mine = (Session.cycle_id == cycle, Session.kind == kind, Session.practitioner_id == person)
    return (db.scalar(select(func.max(Session.number)).where(*mine)) or 0) + 1


def _held(db: Db, meeting: str, *, by: str, at: datetime) -> Session:
    found = queries.row(db, meeting)
    refuse_unless(may_take_part(people.standing(db, person=by, group=found.group_id)))
    if found.kind != MEETING or not held.is_held(queries.place(db, found), at):
        raise Refused(_("This meeting is over. Nothing was changed. Open a new one."))
    return found


def come(db: Db, *, by: str, meeting: str, at: datetime) -> None:
    """Be in a meeting; whoever was in another one has left that."""
    found = _held(db, meeting, by=by, at=at)
    others = select(Attendance.meeting_id).where(Attendance.person_id == by).distinct()
    for other in db.scalars(others).all():
        if other != meeting:
            _attend(db, other, by=by, here=False, at=at)
    _attend(db, found.id, by=by, here=True, at=at)


def _attend(db: Db, meeting: str, *, by: str, here: bool, at: datetime) -> None:
    last = held.attendances(db, meeting).get(by)
    if (last.here if last else False) == here:
        return
    entity = sha256(f"{meeting}{by}".encode()).hexdigest()[:32]
    revision = last.revision + 1 if last else 1
    db.add(
        Attendance(
            entity=entity, revision=revision, meeting_id=meeting, person_id=by, here=here, by_id=by, at=at
        )
    )  # fmt: skip
    db.flush()


def leave(db: Db, *, by: str, meeting: str, at: datetime) -> None:
    """Leave a meeting; it goes on, and what one said stays."""
    _held(db, meeting, by=by, at=at)
    _attend(db, meeting, by=by, here=False, at=at)


def want_time(db: Db, *, by: str, meeting: str, kind: str, minutes: int, at: datetime) -> str:
    """Want time for a kind of session; wanting the same kind again before it began changes the minutes."""
    found = queries.row(db, meeting)
    refuse_unless(may_take_part(people.standing(db, person=by, group=found.group_id)))
    goes_on = found.kind == MEETING and held.is_held(queries.place(db, found), at)
    refuse_unless(may_want_time(kind=kind, minutes=minutes, held=goes_on))
    before = next(
        (w for w in held.agenda(db, meeting) if (w.person, w.kind, w.session) == (by, kind, None)), None
    )
    entity = before.id if before else new_id()
    _write(db, entity, before, meeting=meeting, person=by, kind=kind, minutes=minutes, by=by, at=at)
    return entity


def give_back(db: Db, *, by: str, meeting: str, item: str, at: datetime) -> None:
    """Give back time that one wanted; only one's own, and only before the turn began."""
    _held(db, meeting, by=by, at=at)
    mine = _item(db, meeting, item)
    if mine.person != by:
        raise Refused(_("Each gives back their own time. Nothing was changed."))
    if mine.session is not None:
        raise Refused(_("This turn has begun already. Nothing was changed. It can be ended where it stands."))
    _write(
        db, item, mine, meeting=meeting, person=by, kind=mine.kind, minutes=mine.minutes, wanted=False, by=by,
        at=at,
    )  # fmt: skip


def begin_turn(db: Db, *, by: str, meeting: str, item: str, seen: int, at: datetime) -> str:
    """Turn everybody's page to somebody's wanted time. ``seen`` is the revision of whose turn it was."""
    found = _held(db, meeting, by=by, at=at)
    wanted = _item(db, meeting, item)
    session = wanted.session
    if session is None:
        session = _turn(db, found, wanted, by=by, at=at)
        _write(
            db, item, wanted, meeting=meeting, person=wanted.person, kind=wanted.kind, minutes=wanted.minutes,
            session=session, by=by, at=at,
        )  # fmt: skip
    moves.attend_to(db, by=by, session=session, seen=seen, at=at)
    return session


def _turn(db: Db, meeting: Session, wanted: held.Wanted, *, by: str, at: datetime) -> str:
    """Return the turn that waits for somebody in this cycle, else a further one."""
    who, kind, cycle = wanted.person, wanted.kind, meeting.cycle_id
    newest = db.get_one(
        Session, services.open_session(db, by=by, cycle=cycle, practitioner=who, kind=kind, at=at)
    )
    if not queries.place(db, newest).ended:
        return newest.id
    further = Session(
        group_id=meeting.group_id, cycle_id=cycle, practitioner_id=who, kind=kind,
        number=newest.number + 1, meeting_id=meeting.id, by_id=by, at=at,
        form_id=version_for(db, by=by, group=meeting.group_id, kind=kind, at=at),
    )  # fmt: skip
    db.add(further)
    db.flush()
    return further.id


def _item(db: Db, meeting: str, item: str) -> held.Wanted:
    found = next((each for each in held.agenda(db, meeting) if each.id == item), None)
    if found is None:
        raise Refused(_("This time was given back a moment ago. Nothing was changed. Look at the list."))
    return found


def _write(
    db: Db, entity: str, before: held.Wanted | None, *, meeting: str, person: str, kind: str, minutes: int,
    by: str, at: datetime, wanted: bool = True, session: str | None = None,
) -> None:  # fmt: skip
    revision = before.revision + 1 if before else 1
    db.add(
        AgendaItem(
            entity=entity, revision=revision, meeting_id=meeting, person_id=person, kind=kind,
            minutes=minutes, wanted=wanted, session_id=session, by_id=by, at=at,
        )
    )  # fmt: skip
    db.flush()
