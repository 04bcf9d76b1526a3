"""A practice described: the whole, its components, the criteria in their versions, and the cycles."""

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly, Record


class Cycle(AppendOnly):
    """One round of practice and reflection in a group."""

    __tablename__ = "cycles"
    __table_args__ = (UniqueConstraint("group_id", "number"),)
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    number: Mapped[int]


class CycleEnd(AppendOnly):
    """That a cycle was closed."""

    __tablename__ = "cycle_ends"
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"), unique=True)


class WholePractice(Record):
    """A practice at its best in one's own words; it stands above every list. The entity is the membership."""

    __tablename__ = "whole_practices"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    words: Mapped[str]


class Component(Record):
    """One version of a part of the job. Without an owner it is shared by the group."""

    __tablename__ = "components"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("people.id"))
    cycle_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cycles.id"))
    parent_id: Mapped[str | None] = mapped_column(ID, ForeignKey("components.id"))
    name: Mapped[str]
    fate: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class Criterion(Record):
    """
    One version of a criterion: what competence looks like, and what its lack looks like.

    ``labels`` are the ordered labels that its author wrote, lowest first; none means words only.
    Without an owner it is shared by the group. ``fate`` is proposed, tried (as proposed, until the cycle in
    which it is written ends), held or dropped. ``parent_id`` is the version that it follows, or the first
    of those that it grew from; the others of those are its :class:`Origin`.
    """

    __tablename__ = "criteria"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("people.id"))
    cycle_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cycles.id"))
    parent_id: Mapped[str | None] = mapped_column(ID, ForeignKey("criteria.id"))
    component: Mapped[str | None] = mapped_column(ID)
    wording: Mapped[str]
    lack: Mapped[str] = mapped_column(default="")
    labels: Mapped[list[str]] = mapped_column(JSON)
    fate: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class Origin(AppendOnly):
    """That a criterion grew from one more version than its parent: two that were joined."""

    __tablename__ = "origins"
    criterion_id: Mapped[str] = mapped_column(ID, ForeignKey("criteria.id"), index=True)
    from_id: Mapped[str] = mapped_column(ID, ForeignKey("criteria.id"), index=True)


class Offer(AppendOnly):
    """
    One item of a published framework, laid before a group: an offer, never a standard.

    ``place`` is where it stands in the framework, from 0; origin and licence go with each item.
    """

    __tablename__ = "offers"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    framework: Mapped[str]
    origin: Mapped[str]
    licence: Mapped[str] = mapped_column(default="")
    place: Mapped[int]
    part: Mapped[str] = mapped_column(default="")
    wording: Mapped[str]
    lack: Mapped[str] = mapped_column(default="")


class Voice(Record):
    """What one member says to a shared version that is proposed: with it, or differing, in own words."""

    __tablename__ = "voices"
    criterion_id: Mapped[str] = mapped_column(ID, ForeignKey("criteria.id"), index=True)
    stand: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
