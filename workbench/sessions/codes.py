"""The short code of a meeting: it leads those who are in the group to the meeting, and opens nothing."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.models.meetings import MeetingCode
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.people.rules import PRESENT
from workbench.sessions import held, queries

LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"  # none that looks like another
LENGTH = 6
LASTS = timedelta(hours=4)


def plain(typed: str) -> str:
    """Return a code as it is kept, however it was typed: small letters, blanks and dashes are forgiven."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)[: LENGTH + 1]


def in_halves(code: str) -> str:
    """Return a code as it is shown: two groups of three."""
    return f"{code[:3]} {code[3:]}"


def code_of(db: Db, *, meeting: str, at: datetime) -> str | None:
    """Return the code of a meeting that holds now, if it has one."""
    here = (MeetingCode.meeting_id == meeting, MeetingCode.ends_at > at)
    return db.scalar(select(MeetingCode.code).where(*here).order_by(MeetingCode.ends_at.desc()).limit(1))


def give_code(db: Db, *, meeting: str, at: datetime) -> str:
    """Give a meeting a new code; inside of what opens the meeting, or asks for another."""
    code = "".join(secrets.choice(LETTERS) for _each in range(LENGTH))
    db.add(MeetingCode(meeting_id=meeting, code=code, made_at=at, ends_at=at + LASTS))
    db.flush()
    return code


def meeting_by(db: Db, *, asker: str, typed: str, at: datetime) -> str | None:
    """Return the cycle of the meeting that a code leads to, for somebody in its group; else nothing."""
    here = (MeetingCode.code == plain(typed), MeetingCode.ends_at > at)
    meeting = db.scalar(select(MeetingCode.meeting_id).where(*here))
    found = db.get(Session, meeting) if meeting else None
    if found is None or people.standing(db, person=asker, group=found.group_id) not in PRESENT:
        return None
    return found.cycle_id if held.is_held(queries.place(db, found), at) else None
