"""A live session: its stages, its roles, what was judged by whom, and the closing statement."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Moment, Record


class Session(AppendOnly):
    """
    One person's turn of a kind in a cycle, counted by ``number``; a meeting is a session of its own kind.

    ``meeting_id`` names the meeting in which the turn was asked for, ``form_id`` the group's version of
    the protocol that it follows; without one it follows the one that ships.
    """

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("cycle_id", "kind", "practitioner_id", "number"),)
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"), index=True)
    practitioner_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    number: Mapped[int] = mapped_column(default=1)
    meeting_id: Mapped[str | None] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    form_id: Mapped[str | None] = mapped_column(ID, ForeignKey("group_forms.id"))


class Turn(Record):
    """Whose session is attended to now; the entity is the cycle, or the meeting where one is held."""

    __tablename__ = "turns"
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"))


class StageMove(Record):
    """
    One move from stage to stage, or a pause; the entity is the session.

    ``until`` is when the step's time is up; ``day`` on which day a session was held on paper.
    """

    __tablename__ = "stage_moves"
    move: Mapped[str]
    stage: Mapped[str]
    until: Mapped[datetime | None] = mapped_column(Moment)
    day: Mapped[date | None]


class Contract(Record):
    """What an assessment is for, who will see what, and by which criteria; the entity is the session."""

    __tablename__ = "contracts"
    purpose: Mapped[str]
    seen_by: Mapped[str] = mapped_column(default="")
    outside_use: Mapped[str] = mapped_column(default="")
    criteria: Mapped[list[str]] = mapped_column(JSON)


class SessionRole(AppendOnly):
    """Who holds a role in a session from now on; a later row takes its place."""

    __tablename__ = "session_roles"
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    role: Mapped[str]
    holder_id: Mapped[str | None] = mapped_column(ID, ForeignKey("people.id"))


class Lock(AppendOnly):
    """That someone has sent in their view of a session; it cannot be sent in twice."""

    __tablename__ = "locks"
    __table_args__ = (UniqueConstraint("session_id", "by_id"),)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)


class Judgement(AppendOnly):
    """One person's view of one practitioner by one version of a criterion. Own where both are the same."""

    __tablename__ = "judgements"
    __table_args__ = (
        UniqueConstraint("session_id", "by_id", "criterion_id"),
        Index("ix_judgements_practitioner", "practitioner_id", "criterion_id"),
    )
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"))
    practitioner_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"))
    criterion_id: Mapped[str] = mapped_column(ID, ForeignKey("criteria.id"))
    mark: Mapped[str | None]
    words: Mapped[str] = mapped_column(default="")
    evidence_for: Mapped[str] = mapped_column(default="")
    evidence_against: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    no_basis: Mapped[bool] = mapped_column(default=False)


class Closing(Record):
    """The practitioner's last word; the entity is the session."""

    __tablename__ = "closings"
    stance: Mapped[str]
    words: Mapped[str]
    shown_wrong_by: Mapped[str] = mapped_column(default="")


class ClosingView(AppendOnly):
    """Own view by one criterion after the session; it stands beside the first one."""

    __tablename__ = "closing_views"
    __table_args__ = (UniqueConstraint("closing_id", "criterion_id"),)
    closing_id: Mapped[str] = mapped_column(ID, ForeignKey("closings.id"), index=True)
    criterion_id: Mapped[str] = mapped_column(ID, ForeignKey("criteria.id"))
    mark: Mapped[str | None]
    words: Mapped[str] = mapped_column(default="")


class Note(AppendOnly):
    """
    What its author wrote down in a stage: a point, a doubt, an affirmation, a differing view.

    ``tag`` is what the note was said of, where its kind names a choice, as in ``strategy outcome``.
    """

    __tablename__ = "notes"
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str]
    tag: Mapped[str] = mapped_column(default="")
    ends_at: Mapped[datetime | None] = mapped_column(Moment)


class Keeping(AppendOnly):
    """That the practitioner keeps a note beyond the meeting."""

    __tablename__ = "keepings"
    note_id: Mapped[str] = mapped_column(ID, ForeignKey("notes.id"), unique=True)
