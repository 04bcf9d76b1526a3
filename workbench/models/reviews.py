"""What a review leads to: an experiment, and what became of it."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Record


class Experiment(Record):
    """A small change that its practitioner tries, by which signs they will know, and when they look back."""

    __tablename__ = "experiments"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"))
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("sessions.id"), index=True)
    depth: Mapped[str]
    change: Mapped[str]
    setting: Mapped[str] = mapped_column(default="")
    begins_on: Mapped[date | None]
    working: Mapped[str] = mapped_column(default="")
    not_working: Mapped[str] = mapped_column(default="")
    look_back_on: Mapped[date]


class LookBack(AppendOnly):
    """What its practitioner found when they looked back on an experiment; ``closes`` ends it."""

    __tablename__ = "look_backs"
    experiment: Mapped[str] = mapped_column(ID, index=True)
    words: Mapped[str]
    closes: Mapped[bool]
