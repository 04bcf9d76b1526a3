"""Keys and sealed words. Nothing here can be read without a key that lies nowhere in the store."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, Model, Moment


class KeyPair(Model):
    """
    A person's key pair: the open half. The one that is not ended is in use.

    Words sealed for an earlier one stay so; whoever opens that one again can have them sealed anew.
    """

    __tablename__ = "key_pairs"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    public: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Wrap(Model):
    """
    A private key, wrapped by a secret: a link, a passphrase, a printed code, or one split among peers.

    One of the kind ``said`` wraps nothing: by it the key's person said that it was they who began it.
    """

    __tablename__ = "wraps"
    key_id: Mapped[str] = mapped_column(ID, ForeignKey("key_pairs.id"), index=True)
    kind: Mapped[str]
    link_id: Mapped[str | None] = mapped_column(ID, ForeignKey("links.id"))
    salt: Mapped[bytes]
    cost: Mapped[str] = mapped_column(default="")
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(Moment)


class Box(Model):
    """
    The words of one private record; ``about`` names the record and is bound to the seal.

    ``sealed`` is False for what came in by a file for someone who has no passphrase yet (it is sealed when
    they choose one), and for what its owner has ``laid_open``. ``came_from`` is a hash of the row of a file,
    by which the same row is known again. A box can be thrown away, and then nobody can read it any more.
    """

    __tablename__ = "boxes"
    about: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    sealed: Mapped[bool]
    laid_open: Mapped[bool] = mapped_column(default=False)
    words: Mapped[bytes]
    came_from: Mapped[str | None] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class BoxKey(Model):
    """A box's key, sealed for one reader: its owner, or someone to whom it was released by ``grant``."""

    __tablename__ = "box_keys"
    __table_args__ = (UniqueConstraint("box_id", "reader_id", "grant"),)
    box_id: Mapped[str] = mapped_column(ID, ForeignKey("boxes.id"), index=True)
    reader_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    key_id: Mapped[str] = mapped_column(ID, ForeignKey("key_pairs.id"), index=True)
    grant: Mapped[str] = mapped_column(ID, index=True, default="")
    sealed: Mapped[bytes]


class Share(Model):
    """One part of a secret that opens a person's key, sealed for the peer who holds it for them."""

    __tablename__ = "shares"
    __table_args__ = (UniqueConstraint("key_id", "holder_id"),)
    key_id: Mapped[str] = mapped_column(ID, ForeignKey("key_pairs.id"), index=True)
    holder_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    holder_key_id: Mapped[str] = mapped_column(ID, ForeignKey("key_pairs.id"))
    needed: Mapped[int]
    sealed: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(Moment)


class HandedShare(Model):
    """A share that its holder has sealed for the person's new key, after speaking with them."""

    __tablename__ = "handed_shares"
    __table_args__ = (UniqueConstraint("share_id", "new_key_id"),)
    share_id: Mapped[str] = mapped_column(ID, ForeignKey("shares.id"))
    new_key_id: Mapped[str] = mapped_column(ID, ForeignKey("key_pairs.id"), index=True)
    sealed: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(Moment)


class ShortCode(Model):
    """A short code by which one's own further device comes in once, within minutes."""

    __tablename__ = "short_codes"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    link_id: Mapped[str] = mapped_column(ID, ForeignKey("links.id"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    key_id: Mapped[str | None] = mapped_column(ID, ForeignKey("key_pairs.id"))
    salt: Mapped[bytes]
    wrapped: Mapped[bytes | None]
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
