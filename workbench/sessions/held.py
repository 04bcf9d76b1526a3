"""Reads about a meeting: whether one is held, who is there, who wants time, and what was so far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.reading import once
from workbench.core.rights import refuse_unless
from workbench.models.meetings import AgendaItem, Attendance
from workbench.models.sessions import Session, SessionRole, StageMove
from workbench.people import queries as people
from workbench.people.rules import may_look_in
from workbench.sessions import queries
from workbench.sessions.place import Place
from workbench.sessions.protocols import MEETING

LAPSE = timedelta(hours=12)
"""After how long without a move a meeting that nobody ended is over by itself."""


@dataclass(frozen=True)
class Wanted:
    """Time that somebody wants in a meeting, and the turn that was begun for it, if one was."""

    id: str
    revision: int
    person: str
    kind: str
    minutes: int
    session: str | None


@dataclass(frozen=True)
class Used:
    """How much time somebody had in one meeting, and when that was."""

    day: datetime
    time: timedelta


def meeting_now(db: Db, *, asker: str, cycle: str, at: datetime) -> str | None:
    """Return the meeting that is held in a cycle now, if one is."""
    rows = db.scalars(
        select(Session)
        .where(Session.cycle_id == cycle, Session.kind == MEETING)
        .order_by(Session.at.desc(), Session.number.desc())
    )
    for row in rows:
        refuse_unless(may_look_in(people.standing(db, person=asker, group=row.group_id)))
        if is_held(queries.place(db, row), at):
            return row.id
    return None


def is_held(place: Place, at: datetime) -> bool:
    """Say whether a meeting goes on: begun, not ended, and not left alone for half a day."""
    return place.begun and not place.ended and place.moved_at is not None and at - place.moved_at < LAPSE


@once
def attendances(db: Db, meeting: str) -> dict[str, Attendance]:
    """Return each person's last coming or going, in the order in which they came first."""
    rows = select(Attendance).where(Attendance.meeting_id == meeting)
    last: dict[str, Attendance] = {}
    for row in db.scalars(rows.order_by(Attendance.at, Attendance.revision)):
        if row.person_id not in last or last[row.person_id].revision < row.revision:
            last[row.person_id] = row
    return last


def here(db: Db, meeting: str) -> tuple[str, ...]:
    """Return who is in a meeting now, in the order in which they came."""
    return tuple(person for person, last in attendances(db, meeting).items() if last.here)


def came_at(db: Db, meeting: str, *, person: str) -> datetime | None:
    """Return when somebody came to a meeting first."""
    mine = (Attendance.meeting_id == meeting, Attendance.person_id == person, Attendance.here.is_(True))
    return db.scalar(select(Attendance.at).where(*mine).order_by(Attendance.at).limit(1))


@once
def agenda(db: Db, meeting: str) -> tuple[Wanted, ...]:
    """Return who wants time, in the order in which they asked; what was given back is left out."""
    newest: dict[str, AgendaItem] = {}
    for row in db.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting)
        .order_by(AgendaItem.revision, AgendaItem.at, AgendaItem.id)
    ):
        newest[row.entity] = row
    return tuple(
        Wanted(row.entity, row.revision, row.person_id, row.kind, row.minutes, row.session_id)
        for row in newest.values()
        if row.wanted
    )


def time_used(db: Db, *, asker: str, group: str, besides: str, meetings: int = 3) -> tuple[Used, ...]:
    """Return the time that the asker's own turns took in the last meetings besides one; nobody else's."""
    refuse_unless(may_look_in(people.standing(db, person=asker, group=group)))
    held = db.scalars(
        select(Session)
        .where(Session.group_id == group, Session.kind == MEETING, Session.id != besides)
        .order_by(Session.at.desc())
        .limit(meetings)
    ).all()
    return tuple(Used(each.at, taken(db, each.id, asker)) for each in held)


def not_reached(db: Db, *, asker: str, group: str, besides: str) -> tuple[Wanted, ...]:
    """Return who had asked for time in the last meeting besides one, and did not get to it."""
    refuse_unless(may_look_in(people.standing(db, person=asker, group=group)))
    before = select(Session.id).where(
        Session.group_id == group, Session.kind == MEETING, Session.id != besides
    )
    last = db.scalar(before.order_by(Session.at.desc(), Session.id).limit(1))
    return tuple(each for each in agenda(db, last) if each.session is None) if last else ()


def taken(db: Db, meeting: str, person: str) -> timedelta:
    """Return how long somebody's own turns took in a meeting."""
    turns = {item.session for item in agenda(db, meeting) if item.person == person and item.session}
    moves: dict[str, list[StageMove]] = defaultdict(list)
    rows = select(StageMove).where(StageMove.entity.in_(turns)).order_by(StageMove.revision)
    for move in db.scalars(rows):
        moves[move.entity].append(move)
    return sum((going(each) for each in moves.values()), timedelta(0))


def going(moves: list[StageMove]) -> timedelta:
    """Return how long a session went on: from move to move, without its pauses."""
    return sum(
        (
            later.at - earlier.at
            for earlier, later in pairwise(moves)
            if earlier.move not in {"pause", "ended"}
        ),
        timedelta(0),
    )


def never_held(db: Db, *, group: str, among: tuple[str, ...]) -> dict[str, list[str]]:
    """Return for each role that was ever held in a group who of these has not held it, if some have."""
    rows = db.execute(
        select(SessionRole.role, SessionRole.holder_id)
        .join(Session, Session.id == SessionRole.session_id)
        .where(Session.group_id == group)
    )
    held: dict[str, set[str]] = defaultdict(set)
    for role, holder in rows:
        held[role].add(holder or "")
    return {role: [who for who in among if who not in holders] for role, holders in held.items()}
