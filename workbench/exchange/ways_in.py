"""
The ways into a room that was made of a backup.

A backup knows nothing of what was ended after it was made. Devices that were signed in then are signed out;
personal links stay, unless it is asked for otherwise: to withdraw the link of someone who has no passphrase
is to shut what they wrote for themselves, for good, while a link can be withdrawn at any time.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workbench.core import keys
from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.models.people import Link, SignIn, Ticket
from workbench.models.vault import KeyPair, ShortCode
from workbench.people import services


@dataclass(frozen=True)
class WaysIn:
    """
    How many personal links of the backup had not ended, and whether they were withdrawn.

    ``bare`` counts those of their owners whose private records only the link opens.
    """

    links: int
    withdrawn: bool
    bare: int


def settle(store: Store, *, withdraw: bool, at: datetime) -> WaysIn:
    """Sign every device out; withdraw all personal links, if that is asked for."""
    with Desk(store, "").transaction() as db:
        open_ones = select(Link).where(Link.revoked_at.is_(None), Link.ends_at > at)
        links = db.scalars(open_ones).all()
        owners = sorted({link.person_id for link in links})
        bare = [each for each in owners if keys.in_use(db, each) and not keys.has_passphrase(db, each)]
        _sign_out(db, at)
        if withdraw:
            for person in _with_any_way(db):
                services.revoke_links(db, by=person, person=person, at=at)
        return WaysIn(len(links), withdraw, len(bare))


def _with_any_way(db: Session) -> list[str]:
    """Return whoever has a link or a key: also a link that had ended must not open a key any more."""
    return sorted({*db.scalars(select(Link.person_id)), *db.scalars(select(KeyPair.person_id))})


def _sign_out(db: Session, at: datetime) -> None:
    """End sign-ins, tickets and short codes, with the keys that travelled in them."""
    db.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=at))
    db.execute(update(Ticket).where(Ticket.used_at.is_(None)).values(used_at=at))
    db.execute(update(ShortCode).where(ShortCode.used_at.is_(None)).values(used_at=at))
    for way in (SignIn, Ticket, ShortCode):
        db.execute(update(way).values(wrapped=None))
