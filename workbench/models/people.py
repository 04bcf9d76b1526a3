"""Groups, people, standing in a group, personal links, sign-ins and kernel tickets."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, Model, Moment, Record


class Person(Model):
    """Someone who may be in several groups."""

    __tablename__ = "people"
    name: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)


class Group(Model):
    """A small group that meets face to face."""

    __tablename__ = "groups"
    name: Mapped[str] = mapped_column(unique=True)
    zone: Mapped[str] = mapped_column(default="UTC")
    made_at: Mapped[datetime] = mapped_column(Moment)


class Membership(Model):
    """That a person and a group know each other; what standing it is, is told by :class:`Standing`."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)


class Standing(Record):
    """How a person stands to a group from a moment on; the entity is the membership."""

    __tablename__ = "standings"
    standing: Mapped[str]


class Link(Model):
    """A personal link. Only the hash of its token is kept."""

    __tablename__ = "links"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    made_by_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class SignIn(Model):
    """
    One device that is signed in. Only the hash of its cookie is kept.

    ``waiting`` says that its person still has to open their private records. After that their key lies
    here, wrapped by the cookie itself.
    """

    __tablename__ = "sign_ins"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    link_id: Mapped[str] = mapped_column(ID, ForeignKey("links.id"))
    cookie_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    device: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    waiting: Mapped[bool] = mapped_column(default=False)
    key_id: Mapped[str | None] = mapped_column(ID, ForeignKey("key_pairs.id"))
    wrapped: Mapped[bytes | None]


class Ticket(Model):
    """
    Tells a new kernel whose it is, once. Only its hash is kept.

    The person's key travels with it, wrapped by the ticket, until it is used.
    """

    __tablename__ = "tickets"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"))
    ticket_hash: Mapped[str] = mapped_column(unique=True)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    key_id: Mapped[str | None] = mapped_column(ID, ForeignKey("key_pairs.id"))
    wrapped: Mapped[bytes | None]
