"""
People's keys in the store: made, wrapped, opened again.

What is slow on purpose (a passphrase) is worked out by pure functions, outside any transaction. An opened
key travels with its member's desk and stands in ``db.info`` of each of its transactions (``key_of``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workbench.core import vault
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.core.words import _
from workbench.models.base import new_id
from workbench.models.vault import KeyPair, Share, Wrap

LINK, PASSPHRASE, CODE, PEERS = "link", "passphrase", "code", "peers"
SAID = "said"  # wraps nothing: its person said that it was they who began this key (``people.anew``)
HELD = "key"


@dataclass(frozen=True)
class Wrapped:
    """A private key as it lies in the store, with what is needed to try a secret on it."""

    key_id: str
    kind: str
    salt: bytes
    cost: str
    wrapped: bytes


def key_of(db: Session) -> Key | None:
    """Return the key of the member at whose desk this transaction was opened."""
    key = db.info.get(HELD)
    return key if isinstance(key, Key) else None


@contextmanager
def at_the_desk_of(db: Session, key: Key | None) -> Iterator[None]:
    """Let a transaction in which several people's story is told act for one of them for a while."""
    before, db.info[HELD] = db.info.get(HELD), key
    try:
        yield
    finally:
        db.info[HELD] = before


def own_key(db: Session) -> Key:
    """Return the member's key, or refuse."""
    key = key_of(db)
    if key is None:
        raise Refused(not_open())
    return key


def not_open() -> str:
    """Return what is said where a page has no key."""
    return _("Your private records are not open on this page. Nothing was changed. Open your personal link "
             "again, and give your passphrase if you have one.")  # fmt: skip


# ---------------------------------------------------------------- which keys there are


def in_use(db: Session, person: str) -> KeyPair | None:
    """Return a person's key pair in use."""
    return db.scalar(
        select(KeyPair)
        .where(KeyPair.person_id == person, KeyPair.ended_at.is_(None))
        .order_by(KeyPair.made_at.desc(), KeyPair.id)
        .limit(1)
    )


def earlier(db: Session, person: str) -> list[KeyPair]:
    """Return a person's key pairs that are not in use any more, newest first."""
    ended = select(KeyPair).where(KeyPair.person_id == person, KeyPair.ended_at.is_not(None))
    return list(db.scalars(ended.order_by(KeyPair.ended_at.desc(), KeyPair.id)))


def wraps(db: Session, *, person: str, kind: str, key_id: str | None = None) -> list[Wrapped]:
    """Return how a person's key in use (or another one of theirs) is wrapped by one kind of secret."""
    if key_id is None:
        now = in_use(db, person)
        key_id = now.id if now else ""
    rows = db.scalars(
        select(Wrap)
        .join(KeyPair, KeyPair.id == Wrap.key_id)
        .where(KeyPair.person_id == person, Wrap.key_id == key_id, Wrap.kind == kind)
        .order_by(Wrap.made_at.desc(), Wrap.id)
    )
    return [Wrapped(row.key_id, row.kind, row.salt, row.cost, row.wrapped) for row in rows]


def has_passphrase(db: Session, person: str) -> bool:
    """Say whether a person's key in use is opened by a passphrase (and not by their link alone)."""
    return bool(wraps(db, person=person, kind=PASSPHRASE))


# ---------------------------------------------------------------- making and wrapping


def fresh() -> Key:
    """Return a key that nobody has had before; it is in no store yet."""
    return Key(new_id(), vault.new_private())


def take_up(db: Session, key: Key, *, person: str, at: datetime) -> None:
    """Let a person use a fresh key; one in use before is ended, and words sealed for it stay so."""
    end(db, person=person, at=at)
    db.add(KeyPair(id=key.id, person_id=person, public=key.public, made_at=at))
    db.flush()


def end(db: Session, *, person: str, at: datetime) -> None:
    """End the key that a person uses: nothing more is sealed for it."""
    mine = update(KeyPair).where(KeyPair.person_id == person, KeyPair.ended_at.is_(None))
    db.execute(mine.values(ended_at=at))


def new_key(db: Session, *, person: str, at: datetime) -> Key:
    """Make a key for a person, in place of the one in use."""
    key = fresh()
    take_up(db, key, person=person, at=at)
    return key


def by_passphrase(key: Key, passphrase: str, *, cost: str = vault.COST) -> Wrapped:
    """Wrap a key by a passphrase: slow on purpose."""
    salt = vault.new_salt()
    secret = vault.from_passphrase(passphrase, salt, cost)
    return Wrapped(key.id, PASSPHRASE, salt, cost, vault.lock(secret, key.private, _about(key.id)))


def by_random(key: Key, kind: str, secret: str) -> Wrapped:
    """Wrap a key by a secret that is long and random: a link's token, a recovery code."""
    made = vault.from_random(secret, f"workbench {kind}")
    return Wrapped(key.id, kind, b"", "", vault.lock(made, key.private, _about(key.id)))


def keep(db: Session, wrapped: Wrapped, *, at: datetime, link: str | None = None) -> None:
    """Keep a wrapped key. A new passphrase, code or set of shares takes the place of the one before."""
    if wrapped.kind != LINK:
        drop(db, key_id=wrapped.key_id, kind=wrapped.kind)
    db.add(
        Wrap(
            key_id=wrapped.key_id, kind=wrapped.kind, link_id=link, salt=wrapped.salt, cost=wrapped.cost,
            wrapped=wrapped.wrapped, made_at=at,
        )
    )  # fmt: skip
    if wrapped.kind == PASSPHRASE:
        drop(db, key_id=wrapped.key_id, kind=LINK)
    db.flush()


def drop(db: Session, *, key_id: str, kind: str) -> None:
    """Remove what one kind of secret opened; shares go with the secret they are parts of."""
    db.execute(delete(Wrap).where(Wrap.key_id == key_id, Wrap.kind == kind))
    if kind == PEERS:
        db.execute(delete(Share).where(Share.key_id == key_id))


def forget_links(db: Session, *, person: str) -> None:
    """Let no link of a person's open a key of theirs any more."""
    mine = select(KeyPair.id).where(KeyPair.person_id == person)
    db.execute(delete(Wrap).where(Wrap.key_id.in_(mine), Wrap.kind == LINK))


def forget(db: Session, *, key_id: str) -> None:
    """Let nothing open a key any more. What it opened was sealed for another one before."""
    for kind in (LINK, PASSPHRASE, CODE, PEERS):
        drop(db, key_id=key_id, kind=kind)


# ---------------------------------------------------------------- opening


def open_by_passphrase(wrapped: Wrapped, passphrase: str) -> Key:
    """Open a key by its passphrase: slow on purpose; raise :class:`NotOpened` if it is another one."""
    secret = vault.from_passphrase(passphrase, wrapped.salt, wrapped.cost)
    return Key(wrapped.key_id, vault.unlock(secret, wrapped.wrapped, _about(wrapped.key_id)))


def open_by_random(wrapped: Wrapped, secret: str) -> Key:
    """Open a key by a secret that is long and random."""
    made = vault.from_random(secret, f"workbench {wrapped.kind}")
    return Key(wrapped.key_id, vault.unlock(made, wrapped.wrapped, _about(wrapped.key_id)))


def open_by_link(db: Session, *, person: str, token: str) -> Key | None:
    """Return the key that a personal link opens by itself, where it does."""
    for wrapped in wraps(db, person=person, kind=LINK):
        try:
            return open_by_random(wrapped, token)
        except NotOpened:
            continue
    return None


def carried(key: Key | None, secret: str, purpose: str) -> tuple[str | None, bytes | None]:
    """Return a key wrapped for one way: in a device's sign-in, in a ticket."""
    if key is None:
        return None, None
    return key.id, vault.lock(vault.from_random(secret, purpose), key.private, _about(key.id))


def carried_in(key_id: str | None, wrapped: bytes | None, secret: str, purpose: str) -> Key | None:
    """Return the key that was wrapped for one way; None where there is none."""
    if key_id is None or wrapped is None:
        return None
    try:
        return Key(key_id, vault.unlock(vault.from_random(secret, purpose), wrapped, _about(key_id)))
    except NotOpened:
        return None


def _about(key_id: str) -> str:
    return f"key/{key_id}"
