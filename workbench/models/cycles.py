"""What belongs to a cycle: the notebooks that were made for it, its plan, and private calendar addresses."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Model, Moment, Record


class Notebook(AppendOnly):
    """One notebook made from a template; without an owner it belongs to the whole group."""

    __tablename__ = "notebooks"
    path: Mapped[str] = mapped_column(unique=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"), index=True)
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("people.id"))
    template: Mapped[str]
    made_hash: Mapped[str]


class CyclePlan(Record):
    """When the phases of a cycle begin, by the name of each as an ISO date. The entity is the cycle."""

    __tablename__ = "cycle_plans"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    begins: Mapped[dict[str, str]] = mapped_column(JSON)


class CalendarFeed(Model):
    """A private address under which one person's dates can be read; only its hash is kept."""

    __tablename__ = "calendar_feeds"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Reminder(Record):
    """How often somebody wants to be reminded by mail, and where. The entity is the person."""

    __tablename__ = "reminders"
    often: Mapped[str]
    address: Mapped[str] = mapped_column(default="")


class Reminded(AppendOnly):
    """That a reminder went out to somebody."""

    __tablename__ = "reminded"
