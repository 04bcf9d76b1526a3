"""Reads about one's own keys and devices, and about the peers one helps. Nothing here opens anything."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core import keys, vault
from workbench.core.desk import hashed
from workbench.models.drafts import Draft
from workbench.models.people import Person, SignIn
from workbench.models.vault import BoxKey, HandedShare, KeyPair, Share, Wrap
from workbench.people import queries


@dataclass(frozen=True)
class Helpers:
    """
    The peers who hold parts of one's key: so many of them are needed, so many have handed theirs on.

    ``bare`` are those whose part is sealed for a key that no passphrase opens: their link alone does.
    """

    names: tuple[str, ...]
    needed: int
    made_at: datetime
    asked: bool = False
    handed: int = 0
    bare: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether those who have handed their part on are enough."""
        return self.handed >= self.needed


@dataclass(frozen=True)
class Earlier:
    """An earlier key of one's own for which records are sealed still, and what might open it."""

    id: str
    made_at: datetime
    ended_at: datetime
    kinds: frozenset[str]
    helpers: Helpers | None


@dataclass(frozen=True)
class Device:
    """One device that is signed in, as its owner sees it."""

    id: str
    kept: str
    since: datetime
    seen_at: datetime
    here: bool
    waiting: bool


@dataclass(frozen=True)
class Ring:
    """All that stands on the page about one's own keys."""

    name: str
    zone: str
    in_use: str | None
    since: dict[str, datetime]  # kind of secret that opens the key in use, and since when
    helpers: Helpers | None
    earlier: tuple[Earlier, ...]
    devices: tuple[Device, ...]
    could_help: dict[str, str]
    number: str  # by which people who speak with one another know the key in use again


def ring(db: Session, *, asker: str, cookie: str, at: datetime) -> Ring:
    """Return what one's own key is opened by, the earlier ones, one's devices, and who could help."""
    pair, mine = keys.in_use(db, asker), queries.groups(db, asker=asker)
    key_id = pair.id if pair is not None else None
    made = db.execute(
        select(Wrap.kind, func.max(Wrap.made_at)).where(Wrap.key_id == key_id).group_by(Wrap.kind)
    )
    return Ring(
        name=queries.person_name(db, asker),
        zone=mine[0].zone if mine else "UTC",
        in_use=key_id,
        since={row[0]: row[1] for row in made},
        helpers=_helpers(db, key_id, None) if key_id else None,
        earlier=earlier(db, asker=asker),
        devices=devices(db, asker=asker, cookie=cookie, at=at),
        could_help=could_help(db, asker=asker),
        number=vault.fingerprint(pair.public) if pair is not None else "",
    )


def could_help(db: Session, *, asker: str) -> dict[str, str]:
    """
    Return the names of those in one's groups who have a passphrase, by id.

    In the name of anybody else whoever had their link could help.
    """
    return {
        fellow.id: fellow.name
        for group in queries.groups(db, asker=asker)
        for fellow in queries.fellows(db, asker=asker, group=group.id)
        if fellow.id != asker and keys.has_passphrase(db, fellow.id)
    }


def earlier(db: Session, *, asker: str) -> tuple[Earlier, ...]:
    """Return one's earlier keys for which something is sealed still, newest first."""
    now = keys.in_use(db, asker)
    found = []
    for pair in keys.earlier(db, asker):
        waiting = (
            select(BoxKey.id).where(BoxKey.key_id == pair.id),
            select(Draft.id).where(Draft.key_id == pair.id),
            select(Share.id).where(Share.holder_key_id == pair.id),
        )
        if pair.ended_at is None or all(db.scalar(one.limit(1)) is None for one in waiting):
            continue
        kinds = frozenset(db.scalars(select(Wrap.kind).where(Wrap.key_id == pair.id, Wrap.kind != keys.SAID)))
        helpers = _helpers(db, pair.id, now.id if now else None)
        found.append(Earlier(pair.id, pair.made_at, pair.ended_at, kinds, helpers))
    return tuple(found)


def helpers_of(db: Session, *, asker: str) -> Helpers | None:
    """Return the peers who hold parts of one's key in use, for someone who cannot open it just now."""
    pair = keys.in_use(db, asker)
    return _helpers(db, pair.id, None) if pair is not None else None


def _helpers(db: Session, key_id: str, new_key: str | None) -> Helpers | None:
    rows = db.execute(
        select(Person.name, Share, HandedShare.sealed)
        .join(Share, Share.holder_id == Person.id)
        .outerjoin(HandedShare, (HandedShare.share_id == Share.id) & (HandedShare.new_key_id == new_key))
        .where(Share.key_id == key_id)
        .order_by(Person.name, Person.id)
    ).all()
    if not rows:
        return None
    handed: list[bytes | None] = [row[2] for row in rows]
    sealed = set(db.scalars(select(Wrap.key_id).where(Wrap.kind == keys.PASSPHRASE)))
    return Helpers(
        names=tuple(row[0] for row in rows),
        needed=rows[0][1].needed,
        made_at=rows[0][1].made_at,
        asked=any(part is not None for part in handed),
        handed=sum(1 for part in handed if part),
        bare=tuple(row[0] for row in rows if row[1].holder_key_id not in sealed),
    )


def devices(db: Session, *, asker: str, cookie: str, at: datetime) -> tuple[Device, ...]:
    """Return one's devices that are signed in now: this one first, then by when they were last here."""
    open_ones = select(SignIn).where(
        SignIn.person_id == asker, SignIn.ended_at.is_(None), SignIn.ends_at > at
    )
    found = [
        Device(row.id, row.device, row.made_at, row.seen_at or row.made_at, row.cookie_hash == hashed(cookie),
               row.waiting)
        for row in db.scalars(open_ones)
    ]  # fmt: skip
    newest = sorted(found, key=lambda device: device.seen_at, reverse=True)
    return tuple(sorted(newest, key=lambda device: not device.here))


@dataclass(frozen=True)
class Asked:
    """Someone who asks the reader to help open their earlier records: for which key, by which number."""

    person: str
    name: str
    at: datetime
    key: str
    number: str


def asked_to_help(db: Session, *, asker: str) -> list[Asked]:
    """Return who asks a holder of theirs for help now, in the order in which they asked."""
    rows = db.execute(
        select(Person.id, Person.name, func.min(HandedShare.at), KeyPair.id, KeyPair.public)
        .join(KeyPair, KeyPair.person_id == Person.id)
        .join(HandedShare, HandedShare.new_key_id == KeyPair.id)
        .join(Share, Share.id == HandedShare.share_id)
        .where(Share.holder_id == asker, HandedShare.sealed == b"", KeyPair.ended_at.is_(None))
        .group_by(Person.id, Person.name, KeyPair.id, KeyPair.public)
        .order_by(func.min(HandedShare.at), Person.name)
    )
    return [Asked(who, name, at, key, vault.fingerprint(public)) for who, name, at, key, public in rows]
