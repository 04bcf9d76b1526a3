"""
What people write about their own work between meetings. Only the journal form opens this.

The words and the mark of an entry are not here: they lie in a box of their owner's (``models.vault``).
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Moment, Record


class Entry(Record):
    """One on-the-job entry. A later revision replaces an earlier one; nothing but the day is needed."""

    __tablename__ = "entries"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"))
    criterion_id: Mapped[str | None] = mapped_column(ID, ForeignKey("criteria.id"))
    component: Mapped[str | None] = mapped_column(ID)
    day: Mapped[date]


class Release(AppendOnly):
    """
    One entry shown to people in one meeting, for a purpose, until an end.

    ``readers`` are the people it names; none named means all who take part.
    """

    __tablename__ = "releases"
    entry: Mapped[str] = mapped_column(ID, index=True)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    purpose: Mapped[str]
    readers: Mapped[list[str] | None] = mapped_column(JSON)
    ends_at: Mapped[datetime] = mapped_column(Moment)


class Withdrawal(AppendOnly):
    """That a release was taken back."""

    __tablename__ = "withdrawals"
    release_id: Mapped[str] = mapped_column(ID, ForeignKey("releases.id"), unique=True)


class Visit(AppendOnly):
    """
    What a visiting peer saw of somebody's work on a day; read by both, and by nobody else.

    ``agreed`` is that whoever it concerns has said yes; there is no place for their name.
    """

    __tablename__ = "visits"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"))
    practitioner_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    criterion_id: Mapped[str | None] = mapped_column(ID, ForeignKey("criteria.id"))
    day: Mapped[date]
    mark: Mapped[str | None]
    words: Mapped[str]
    evidence_for: Mapped[str] = mapped_column(default="")
    evidence_against: Mapped[str] = mapped_column(default="")
    agreed: Mapped[bool]
