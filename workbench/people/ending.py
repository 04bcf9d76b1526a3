"""
A key that travels is let go of when what carries it ends: a device's sign-in, a page's ticket, a short code.

Whoever ends one takes its wrapped key away at once; what ran out by itself is found by the sweep.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workbench.models.people import SignIn, Ticket
from workbench.models.vault import ShortCode


def forget_codes(db: Session, *, person: str, at: datetime) -> None:
    """Let no short code of a person's let a device in any more."""
    open_ones = update(ShortCode).where(ShortCode.person_id == person, ShortCode.used_at.is_(None))
    db.execute(open_ones.values(used_at=at, wrapped=None))


def forget_tickets(db: Session, *, person: str, at: datetime) -> None:
    """Let no ticket of a person's start a page any more; a page that is about to start is loaded again."""
    unused = update(Ticket).where(Ticket.person_id == person, Ticket.used_at.is_(None))
    db.execute(unused.values(used_at=at, wrapped=None))


CARRIERS = (
    (SignIn, SignIn.wrapped, SignIn.ended_at, SignIn.ends_at),
    (Ticket, Ticket.wrapped, Ticket.used_at, Ticket.ends_at),
    (ShortCode, ShortCode.wrapped, ShortCode.used_at, ShortCode.ends_at),
)


def is_anything_spent(db: Session, *, at: datetime) -> bool:
    """Say whether a key is still wrapped in something that has ended."""
    return any(
        db.scalar(select(table.id).where(wrapped.is_not(None), ended.is_not(None) | (ends <= at)).limit(1))
        for table, wrapped, ended, ends in CARRIERS
    )


def forget_spent(db: Session, *, at: datetime) -> None:
    """Take the wrapped keys out of all that has ended; that it was there stays known for a while."""
    for table, wrapped, ended, ends in CARRIERS:
        spent = update(table).where(wrapped.is_not(None), ended.is_not(None) | (ends <= at))
        db.execute(spent.values(wrapped=None))
