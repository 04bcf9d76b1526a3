"""
The minutes of a meeting: what its people give to them, one by one, and nothing else.

Facts stand in them by themselves: the day, who was there, the roles, whose turns. A note stands in them
when its author gives it, and, where a peer said it to somebody, when that person gives it too. Each may
take back what they gave. What is deleted or has faded is gone from them as well.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.meetings import MinutesLine
from workbench.models.people import Group
from workbench.models.sessions import Session, SessionRole
from workbench.people import queries as people
from workbench.people.rules import PRESENT
from workbench.sessions import held, queries
from workbench.sessions.notes import NOTES, PEERS
from workbench.sessions.protocols import MEETING
from workbench.sessions.seen import NoteSeen, SessionSeen


@dataclass(frozen=True)
class Line:
    """A note that may stand in the minutes: who has to give it, and who has."""

    note: NoteSeen
    session: str
    practitioner: str
    kind: str
    needed: frozenset[str]
    given: frozenset[str]

    @property
    def stands(self) -> bool:
        """Whether everybody whose words it touches has given it."""
        return self.needed <= self.given


@dataclass(frozen=True)
class Minutes:
    """What is told of one meeting, and what the asker may still give to it."""

    id: str
    at: datetime
    zone: str
    group: str
    names: dict[str, str]
    there: tuple[str, ...]
    roles: dict[str, str]
    turns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    mine: tuple[Line, ...]


def may_read_minutes(*, standing: str | None, was_there: bool) -> Answer:
    """Say whether somebody may read minutes: who was at the meeting, as long as they are in the group."""
    if standing in PRESENT and was_there:
        return True
    return _("Minutes are read by those who were at the meeting and are in the group. Nothing was shown.")


def readers_of_minutes() -> str:
    """Return the sentence that says who reads what is given, asked of the rule itself."""
    member = sorted(PRESENT)[0]
    if may_read_minutes(standing=member, was_there=True) is not True:
        return _("Who reads this: nobody.")
    if may_read_minutes(standing=member, was_there=False) is True:
        return _("Who reads this: everyone in the group.")
    return _("Who reads this: those who were at the meeting, as long as they are in the group. What was "
             "printed stays with whoever has it.")  # fmt: skip


def who_gives(note: NoteSeen, practitioner: str) -> frozenset[str]:
    """Return who has to give a note: its author, and whoever it was said to."""
    return frozenset({note.author, practitioner} if NOTES[note.kind].by == PEERS else {note.author})


def give(db: Db, *, by: str, meeting: str, notes: frozenset[str], at: datetime) -> None:
    """Give these notes to the minutes, and take all others of one's own back."""
    told = minutes_of(db, asker=by, meeting=meeting, at=at)
    known = {line.note.id: line for line in told.mine}
    if not notes <= known.keys():
        raise Refused(_("One of these is not yours to give. Nothing was changed. Look at the list again."))
    for note, line in known.items():
        if (note in notes) != (by in line.given):
            _write(db, meeting, note, by=by, given=note in notes, at=at)


def _write(db: Db, meeting: str, note: str, *, by: str, given: bool, at: datetime) -> None:
    entity = sha256(f"{meeting}{note}{by}".encode()).hexdigest()[:32]
    rows = db.scalars(select(MinutesLine.revision).where(MinutesLine.entity == entity)).all()
    db.add(
        MinutesLine(
            entity=entity, revision=max(rows, default=0) + 1, meeting_id=meeting, about=f"notes/{note}",
            given=given, by_id=by, at=at,
        )
    )  # fmt: skip
    db.flush()


def _given(db: Db, meeting: str) -> dict[str, set[str]]:
    rows = select(MinutesLine).where(MinutesLine.meeting_id == meeting).order_by(MinutesLine.revision)
    found: dict[str, set[str]] = {}
    for row in db.scalars(rows):
        who = found.setdefault(row.about.removeprefix("notes/"), set())
        who.add(row.by_id) if row.given else who.discard(row.by_id)
    return found


def my_meetings(db: Db, *, asker: str, group: str) -> list[tuple[str, datetime]]:
    """Return the meetings of a group at which the asker was, the newest first."""
    here = select(Session).where(Session.group_id == group, Session.kind == MEETING)
    rows = db.scalars(here.order_by(Session.at.desc())).all()
    return [(row.id, row.at) for row in rows if asker in held.attendances(db, row.id)]


def minutes_of(db: Db, *, asker: str, meeting: str, at: datetime) -> Minutes:
    """Return the minutes of a meeting as the asker may read them, and what of theirs they may give."""
    row = queries.row(db, meeting)
    there = held.attendances(db, meeting)
    standing = people.standing(db, person=asker, group=row.group_id)
    refuse_unless(may_read_minutes(standing=standing, was_there=row.kind == MEETING and asker in there))
    given = _given(db, meeting)
    begun = tuple(w.session for w in held.agenda(db, meeting) if w.session)
    turns = [queries.session(db, asker=asker, session=each, at=at) for each in (*begun, meeting)]
    lines = [line for seen in turns for line in _lines(db, seen, given, at=at)]
    whole = select(SessionRole).where(SessionRole.session_id == meeting).order_by(SessionRole.at)
    roles = {role.role: role.holder_id for role in db.scalars(whole) if role.holder_id}
    group = db.get_one(Group, row.group_id)
    return Minutes(
        id=meeting,
        at=row.at,
        zone=group.zone,
        group=group.name,
        names={fellow.id: fellow.name for fellow in people.fellows_of(db, row.group_id)},
        there=tuple(there),
        roles=roles,
        turns=tuple((seen.practitioner, seen.protocol.name) for seen in turns[:-1]),
        lines=tuple(line for line in lines if line.stands),
        mine=tuple(line for line in lines if asker in line.needed and _readable(line, turns)),
    )


def _readable(line: Line, turns: list[SessionSeen]) -> bool:
    """Say whether the asker, as whom the turns were read, may read a note today."""
    return any(note.id == line.note.id for seen in turns for note in seen.notes)


def _lines(db: Db, seen: SessionSeen, given: dict[str, set[str]], *, at: datetime) -> list[Line]:
    """Return what may stand in the minutes of one session: what its author can read, and is not private."""
    found: dict[str, NoteSeen] = {note.id: note for note in seen.notes}
    for person in {who for note, who_gave in given.items() if note not in found for who in who_gave}:
        theirs = queries.session(db, asker=person, session=seen.id, at=at)
        found |= {note.id: note for note in theirs.notes if note.id in given}
    return [
        Line(
            note, seen.id, seen.practitioner, seen.protocol.name, who_gives(note, seen.practitioner),
            frozenset(given.get(note.id, ())),
        )
        for note in sorted(found.values(), key=lambda note: (note.at, note.id))
        if not NOTES[note.kind].private
    ]  # fmt: skip
