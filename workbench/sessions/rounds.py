"""
A round: each of those who hold a step speaks once, or passes.

The order is drawn by lot anew for each step, so that nobody is always first and nobody decides it. It is
an offer: anyone may speak out of it. Whoever comes while a round is on speaks after the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.meetings import RoundMark
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART, may_look_in, may_take_part
from workbench.sessions import around, held, queries
from workbench.sessions.checking import WHO
from workbench.sessions.following import protocol_of
from workbench.sessions.notes import PEERS, PRACTITIONER
from workbench.sessions.place import Place
from workbench.sessions.protocols import MEETING, Stage
from workbench.sessions.rules import HOST, RATTLE, SUPPORT
from workbench.sessions.seen import SessionSeen

IN_TURN = "say-in-turn"
SPOKEN, PASSED, YET = "spoken", "passed", ""


@dataclass(frozen=True)
class Round:
    """The round of a step: who speaks, in their order, each with their mark; and who hosts."""

    session: str
    stage: str
    speakers: tuple[tuple[str, str], ...]
    host: str | None

    @property
    def now(self) -> str | None:
        """Whose word it is: the first who has neither spoken nor passed."""
        return next((person for person, mark in self.speakers if mark == YET), None)


def lot(session: str, stage: str, person: str) -> str:
    """Return a person's lot in the round of a step: the same for all who look, another in each round."""
    return sha256(f"{session}/{stage}/{person}".encode()).hexdigest()


def may_mark(*, taking_part: Answer, by: str, person: str, host: str | None) -> Answer:
    """Say whether somebody may say that a person has spoken: each of themselves, the host of all."""
    if taking_part is not True or by in {person, host}:
        return taking_part
    return _("Each says for themselves that they have spoken, and the host can for all. Nothing was changed.")


def read(db: Db, *, asker: str, session: str, at: datetime) -> Round | None:
    """Return the round of the step at which a session stands; None where nobody speaks in turn."""
    row = queries.row(db, session)
    refuse_unless(may_look_in(people.standing(db, person=asker, group=row.group_id)))
    place = queries.place(db, row)
    stage = protocol_of(db, row).stage(place.stage)
    if stage.mechanic != IN_TURN or place.ended:
        return None
    taking_part = [each.id for each in people.fellows_of(db, row.group_id) if each.standing in TAKING_PART]
    return _round(db, row, place, stage, taking_part, queries.roles(db, row, place, at=at))


def in_seen(db: Db, seen: SessionSeen) -> Round | None:
    """Return the round of a session that has been read for somebody already, with fewer questions."""
    stage = seen.protocol.stage(seen.place.stage)
    if stage.mechanic != IN_TURN or seen.place.ended:
        return None
    return _round(db, queries.row(db, seen.id), seen.place, stage, seen.taking_part, seen.roles)


def _round(
    db: Db, row: Session, place: Place, stage: Stage, taking_part: Sequence[str], roles: Mapping[str, str]
) -> Round:
    marks = _marks(db, row.id, stage.name)
    order = _speakers(db, row, place, stage, taking_part, roles)
    return Round(row.id, stage.name, tuple((who, marks.get(who, YET)) for who in order), roles.get(HOST))


def mark(db: Db, *, by: str, session: str, stage: str, person: str, word: str, at: datetime) -> None:
    """Write down that somebody has spoken, passed, or has yet to speak after all. It does not commit."""
    row = queries.row(db, session)
    taking_part = may_take_part(people.standing(db, person=by, group=row.group_id))
    refuse_unless(taking_part)
    found = read(db, asker=by, session=session, at=at)
    if found is None or found.stage != stage:
        raise Refused(_("The session has moved on from this round. Nothing was changed."))
    if person not in dict(found.speakers) or word not in {SPOKEN, PASSED, YET}:
        raise Refused(_("They do not speak in this round. Nothing was changed."))
    refuse_unless(may_mark(taking_part=taking_part, by=by, person=person, host=found.host))
    if dict(found.speakers)[person] != word:
        db.add(RoundMark(session_id=session, stage=stage, person_id=person, mark=word, by_id=by, at=at))
        db.flush()


def _marks(db: Db, session: str, stage: str) -> dict[str, str]:
    rows = select(RoundMark).where(RoundMark.session_id == session, RoundMark.stage == stage)
    return {row.person_id: row.mark for row in db.scalars(rows.order_by(RoundMark.at, RoundMark.id))}


def _speakers(
    db: Db, row: Session, place: Place, stage: Stage, taking_part: Sequence[str], roles: Mapping[str, str]
) -> list[str]:
    holds = WHO[stage.who]

    def speaks(person: str) -> bool:
        if stage.who == "support and rattle":
            return person in {roles.get(SUPPORT), roles.get(RATTLE)}
        if row.kind == MEETING:
            return True
        return (PRACTITIONER if person == row.practitioner_id else PEERS) in holds

    meeting = row.id if row.kind == MEETING else around.meeting_of(db, row)
    there = held.attendances(db, meeting) if meeting else None
    late = {
        person: place.moved_at is not None and last.at > place.moved_at
        for person, last in (there or {}).items()
        if last.here
    }
    chosen = [p for p in taking_part if speaks(p) and (there is None or p in late)]
    return sorted(chosen, key=lambda person: (late.get(person, False), lot(row.id, stage.name, person)))
