"""
That a new key was begun in somebody's name, and that it is told until they say that it was they.

Whoever has a personal link can begin anew, so this is told from the keys alone: no link that is made
afterwards, and no passphrase, takes it away.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from workbench.core import keys
from workbench.models.drafts import Draft
from workbench.models.people import SignIn
from workbench.models.vault import BoxKey, KeyPair, Share, Wrap
from workbench.people.keyring import key_in_use

STAYS = timedelta(days=90)  # as long as a device stays signed in: each of them meets it once


@dataclass(frozen=True)
class BegunAnew:
    """When a new key was begun, whether this desk holds it, and when somebody said that it was they."""

    at: datetime
    holds: bool
    said_at: datetime | None


def begun_anew(db: Session, *, asker: str, at: datetime) -> BegunAnew | None:
    """
    Return that a new key was begun in the asker's name, while they are to know of it.

    Whoever began it can also say that it was they; so it stays for a while after that, and always on a
    desk that has an earlier key.
    """
    pair, key = keys.in_use(db, asker), keys.key_of(db)
    if pair is None or not any(_was_opened(db, each) for each in keys.earlier(db, asker)):
        return None
    holds = key is not None and key.id == pair.id
    said = db.scalar(select(func.max(Wrap.made_at)).where(Wrap.key_id == pair.id, Wrap.kind == keys.SAID))
    if holds and said is not None and said + STAYS <= at:
        return None
    return BegunAnew(pair.made_at, holds, said)


def _was_opened(db: Session, pair: KeyPair) -> bool:
    """Say whether a key was ever somebody's on a device, or holds anything: an unused link's never was."""
    rests = (
        exists().where(Wrap.key_id == pair.id, Wrap.kind != keys.LINK),
        exists().where(SignIn.key_id == pair.id),
        exists().where(BoxKey.key_id == pair.id),
        exists().where(Draft.key_id == pair.id),
        exists().where(Share.holder_key_id == pair.id),
    )
    return any(db.scalar(select(rest)) for rest in rests)


def say_it_was_me(db: Session, *, by: str, at: datetime) -> None:
    """Write down that whoever holds the key in use says that it was they who began it: once."""
    key = key_in_use(db, by=by)
    if not keys.wraps(db, person=by, kind=keys.SAID):
        db.add(Wrap(key_id=key.id, kind=keys.SAID, link_id=None, salt=b"", wrapped=b"", made_at=at))
        db.flush()
