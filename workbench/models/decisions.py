"""A decision: what it is about, how it is taken, where each stood, and what came of it."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Model, Record


class Decision(Record):
    """
    How a decision is taken, and from its last revision on what came of it; the entity is the session.

    ``dots`` says whether gradients are named or detached, ``needed`` how many were agreed beforehand where
    the mode asks for it, ``form_id`` which proposed version it is about. ``closed`` ends it.
    """

    __tablename__ = "decisions"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    form_id: Mapped[str | None] = mapped_column(ID, ForeignKey("group_forms.id"))
    scope: Mapped[str]
    mode: Mapped[str]
    needed: Mapped[int | None]
    dots: Mapped[str]
    issue: Mapped[str] = mapped_column(default="")
    affected: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    carrier_id: Mapped[str | None] = mapped_column(ID, ForeignKey("people.id"))
    review_on: Mapped[date | None]
    closed: Mapped[bool] = mapped_column(default=False)


class Presence(AppendOnly):
    """Who was there when a decision was written down, and whether they had been heard by their own word."""

    __tablename__ = "presences"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"))
    here: Mapped[bool]
    heard: Mapped[str]
    stand: Mapped[str]


class Dot(AppendOnly):
    """
    Where somebody stands to one option in a round; nobody else reads it before all are shown together.

    A detached one has no ``label``: it is ``sealed`` for each who takes part, and goes when all are shown.
    """

    __tablename__ = "dots"
    __table_args__ = (UniqueConstraint("session_id", "round", "option_id", "by_id"),)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    option_id: Mapped[str] = mapped_column(ID, ForeignKey("remarks.id"))
    round: Mapped[int]
    label: Mapped[str] = mapped_column(default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class DotsShown(AppendOnly):
    """That the dots of a round were shown together, and who had given one, in no order of time."""

    __tablename__ = "dots_shown"
    __table_args__ = (UniqueConstraint("session_id", "round"),)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    round: Mapped[int]
    givers: Mapped[list[str]] = mapped_column(JSON)


class DetachedDots(Model):
    """How many dots lie on one label of an option: apart from person, time and order."""

    __tablename__ = "detached_dots"
    __table_args__ = (UniqueConstraint("session_id", "round", "option_id", "label"),)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    option_id: Mapped[str] = mapped_column(ID, ForeignKey("remarks.id"))
    round: Mapped[int]
    label: Mapped[str]
    dots: Mapped[int]
