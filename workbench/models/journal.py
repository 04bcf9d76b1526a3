"""What people write about their own work between meetings. Only the journal form opens this."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
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
    mark: Mapped[str | None]
    words: Mapped[str] = mapped_column(default="")
    evidence_for: Mapped[str] = mapped_column(default="")
    evidence_against: Mapped[str] = mapped_column(default="")
    context: Mapped[str] = mapped_column(default="")


class Release(AppendOnly):
    """One entry shown to one meeting, for a purpose, until an end."""

    __tablename__ = "releases"
    entry: Mapped[str] = mapped_column(ID, index=True)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    purpose: Mapped[str]
    ends_at: Mapped[datetime] = mapped_column(Moment)


class Withdrawal(AppendOnly):
    """That a release was taken back."""

    __tablename__ = "withdrawals"
    release_id: Mapped[str] = mapped_column(ID, ForeignKey("releases.id"), unique=True)
