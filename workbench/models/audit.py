"""What people add to their record over the years: ratings of then, and lines that they release."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Moment, Record


class ThenRating(Record):
    """
    How somebody was in an earlier cycle, by their understanding of today; a series of its own.

    ``criterion_id`` is the wording of today, ``cycle_id`` the cycle that is looked back to. Mark and words
    lie in a box of their owner's.
    """

    __tablename__ = "then_ratings"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"))
    criterion_id: Mapped[str] = mapped_column(ID, ForeignKey("criteria.id"))
    mark: Mapped[str | None]
    words: Mapped[str] = mapped_column(default="")


class CycleWords(Record):
    """
    What somebody writes at a cycle's end: a letter to themselves, or what they say that the group learns.

    A letter lies in a box of its writer's; of what is said for the group each has a text of their own.
    """

    __tablename__ = "cycle_words"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(default="")


class ReleasedThread(AppendOnly):
    """
    What one person shows to their group until an end: a line, or how they carve the job.

    A line holds their own statements by one criterion, a map (``criterion`` empty) the parts of the job as
    they see them, both as of a day. It is a copy that its owner made; taking it back removes the row.
    """

    __tablename__ = "released_threads"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    criterion: Mapped[str] = mapped_column(ID)
    purpose: Mapped[str]
    content: Mapped[list[Any]] = mapped_column(JSON)
    ends_at: Mapped[datetime] = mapped_column(Moment)
