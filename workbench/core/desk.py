"""
One member's place: who I am, the store, the time, and my key.

Every page function takes a desk. There is no other way to the data from a page, and no way to ask
for another person's desk.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qs

from sqlalchemy import make_url, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from workbench.core.clock import system_clock
from workbench.core.keys import HELD, carried_in
from workbench.core.rights import Refused
from workbench.core.store import Store, plainly
from workbench.core.vault import Key
from workbench.core.words import _
from workbench.models.people import Person, Ticket

TICKET = "workbench ticket"


class Desk:
    """One member's place at the workbench."""

    def __init__(self, store: Store, person: str, key: Key | None = None) -> None:
        self.store = store
        self.me = person
        self.key = key
        self._open: Session | None = None

    def now(self) -> datetime:
        """Return the present moment, by the store's clock."""
        return self.store.clock()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Write: all of it is kept, or none of it. The only place that commits."""
        with self.store.writing() as db:
            db.info[HELD] = self.key
            try:
                self._is_still_here(db)
                yield db
                db.commit()
            except Exception as error:
                db.rollback()
                known = plainly(error)
                if known is None:
                    raise
                raise known from error

    def _is_still_here(self, db: Session) -> None:
        """Refuse to write in the name of someone who was deleted: an open page may not know it yet."""
        if self.me and db.scalar(select(Person.name).where(Person.id == self.me)) == "":
            raise Refused(_("You were deleted from this room. Nothing is kept of what is done after that."))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """
        Read; where the store cannot be read now, that is said in a sentence.

        A reading within a reading is the same one: a whole page sees the store at one moment.
        """
        if self._open is not None:
            yield self._open
            return
        with self.store.reading() as db:
            db.info[HELD] = self.key
            self._open = db
            try:
                yield db
            except DBAPIError as error:
                known = plainly(error)
                if known is None:
                    raise
                raise known from error
            finally:
                self._open = None

    def asked(self, name: str) -> str | None:
        """Return what the page's address asks for, such as ``?group=...``."""
        found = parse_qs(os.environ.get("QUERY_STRING", "")).get(name)
        return found[0] if found else None


def hashed(secret: str) -> str:
    """Return what the store keeps of a secret that is long and random."""
    return sha256(secret.encode()).hexdigest()


def redeem(db: Session, *, ticket: str, at: datetime) -> tuple[str, Key | None]:
    """Return the person whose ticket it is, with their key, and make the ticket worthless."""
    found = db.scalar(select(Ticket).where(Ticket.ticket_hash == hashed(ticket)))
    if found is None or found.used_at is not None or found.ends_at <= at:
        raise Refused(_("This page could not tell whose it is. Nothing was lost. Reload the page."))
    key = carried_in(found.key_id, found.wrapped, ticket, TICKET)
    found.used_at, found.wrapped = at, None
    return found.person_id, key


def open_desk() -> Desk:
    """
    Return the desk of the person for whom this kernel was started.

    The room hands the kernel a ticket that works once; it is taken out of the environment here.
    """
    global _mine
    if _mine is None:
        ticket, url = os.environ.pop("WORKBENCH_TICKET", ""), os.environ.get("WORKBENCH_STORE", "")
        if not url:
            raise Refused(_("This page has no store. Start it with “workbench serve” or “workbench lab”."))
        store = _opened(url)
        with Desk(store, "").transaction() as db:
            person, key = redeem(db, ticket=ticket, at=store.clock())
        _mine = Desk(store, person, key)
    return _mine


def rehearsed(store: Store) -> None:
    """
    Forget whose desk this was, and let the next one use what this store has learned about its statements.

    A process that rehearses on a store of its own, and forks, spares each fork a hundred compilations.
    """
    global _mine, _practised
    store.close()
    _mine, _practised = None, store


def _opened(url: str) -> Store:
    global _practised
    store, _practised = _practised, None
    if store is None or make_url(store.url).get_backend_name() != make_url(url).get_backend_name():
        return Store(url, system_clock)
    store.move_to(url)
    return store


_mine: Desk | None = None
_practised: Store | None = None
