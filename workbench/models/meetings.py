"""A meeting around its sessions: who is there, who wants time, the way in, and what its minutes hold."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Model, Moment, Record


class Attendance(Record):
    """That somebody came to a meeting, or left it; the entity is made of the meeting and the person."""

    __tablename__ = "attendances"
    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"))
    here: Mapped[bool]


class AgendaItem(Record):
    """That somebody wants time in a meeting, for which kind of session and how many minutes."""

    __tablename__ = "agenda_items"
    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"))
    kind: Mapped[str]
    minutes: Mapped[int]
    wanted: Mapped[bool] = mapped_column(default=True)
    session_id: Mapped[str | None] = mapped_column(ID, ForeignKey("sessions.id"))


class MeetingCode(Model):
    """The short code by which a phone finds a meeting; it opens nothing by itself."""

    __tablename__ = "meeting_codes"
    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)


class Crossing(AppendOnly):
    """That somebody's move met another's of the same moment, which held; both are told."""

    __tablename__ = "crossings"
    __table_args__ = (UniqueConstraint("session_id", "revision", "by_id"),)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    revision: Mapped[int]
    wanted: Mapped[str]


class RoundMark(AppendOnly):
    """That somebody has spoken in the round of a step, or passed; with no mark, that they have yet to."""

    __tablename__ = "round_marks"
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    stage: Mapped[str]
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"))
    mark: Mapped[str]


class MinutesLine(Record):
    """That somebody gives what is theirs to a meeting's minutes, or takes it back; ``about`` names it."""

    __tablename__ = "minutes_lines"
    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    about: Mapped[str]
    given: Mapped[bool]
