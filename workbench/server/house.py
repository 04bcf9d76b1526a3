"""What the handlers of one room have in common: its store, its rule, its addresses."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from workbench.core import keys
from workbench.core.desk import Desk, hashed
from workbench.core.rights import NotNow
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.cycles.gate import may_open
from workbench.people import keyring, services
from workbench.people import queries as people
from workbench.server.gate import MayOpen
from workbench.server.limits import Attempts, Guesses
from workbench.server.reach import Reach
from workbench.server.slowly import Places, Slow

KEY = "workbench_house"
HOME = "/voila/render/pages/home.ipynb"
UNLOCK, KEYS, TELLING = "/unlock", "/keys", "/what-happens"
REMEMBERED = timedelta(hours=1)


@dataclass(frozen=True)
class Coming:
    """
    Who comes in by a link, who is signed in on the device now, and whether that is the same already.

    ``earlier`` says that it is the same person, with a key that they do not use any more.
    """

    name: str
    now: str | None = None
    same: bool = False
    earlier: bool = False


@dataclass
class House:
    """One room's own things; there is one in the settings of the web application."""

    workspace: Workspace
    store: Store
    scratch: Path
    port: int
    template: str
    reach: Reach = field(default_factory=Reach)
    may_open: MayOpen = may_open
    names: frozenset[str] = frozenset({"localhost"})
    attempts: Attempts = field(default_factory=Attempts)
    guesses: Guesses = field(default_factory=Guesses)
    places: Places = field(default_factory=Places)
    hint: str = ""
    seen_at: dict[str, datetime] = field(default_factory=dict)

    def __deepcopy__(self, _memo: dict[int, Any]) -> "House":
        """Stay one and the same: the settings of a server are copied through and through."""
        return self

    @property
    def secure(self) -> bool:
        """Whether cookies travel sealed only."""
        return self.reach.secure

    @property
    def cookie_name(self) -> str:
        """The sign-in cookie's name; it names the port because browsers share cookies between ports."""
        return f"workbench-{self.port}"

    def address(self, protocol: str, host: str) -> str:
        """Return the address by which a browser that asked so knows the room; links begin with it."""
        return self.reach.public or f"{'https' if self.secure else protocol}://{host}"

    def guest(self, cookie: str | None) -> str | None:
        """Return who is signed in with a cookie now, or None."""
        if not cookie:
            return None
        with self.store.reading() as db:
            return people.person_by_cookie(db, cookie=cookie, at=self.store.clock())

    def waiting(self, cookie: str | None) -> str | None:
        """Return who came in by a link with a cookie and still has to give a passphrase, or None."""
        if not cookie:
            return None
        with self.store.reading() as db:
            return people.person_by_cookie(db, cookie=cookie, at=self.store.clock(), waiting=True)

    def sign_in(self, token: str, device: str = "") -> str:
        """Sign a device in by a personal link; return its cookie."""
        with Desk(self.store, "").transaction() as db:
            return services.sign_in(db, token=token, at=self.store.clock(), device=device)

    def coming(self, token: str, cookie: str) -> "Coming":
        """Look what a personal link would change on a device; nothing is changed by looking."""
        at = self.store.clock()
        with self.store.reading() as db:
            asked = people.link_by_token(db, token=token, at=at).person_id
            here = people.signed_in(db, cookie=cookie, at=at)
            if here is None or (here.waiting and here.person_id == asked):
                return Coming(people.person_name(db, asked))
            name, pair = people.person_name(db, here.person_id), keys.in_use(db, asked)
            own = here.person_id == asked
            same = own and (pair is None or here.key_id == pair.id)
            return Coming(people.person_name(db, asked), name, same=same, earlier=own and not same)

    def place(self, cookie: str) -> Slow:
        """Return where what a device asks for is done, if it is slow: apart for those who are further in."""
        if self.guest(cookie) is not None:
            return self.places.guests
        return self.places.waiting if self.waiting(cookie) is not None else self.places.strangers

    def seen(self, cookie: str) -> None:
        """Remember that a device was here, now and then; a store that is busy is left in peace."""
        at, device = self.store.clock(), hashed(cookie)
        last = self.seen_at.get(device)
        if last is not None and at - last < keyring.SEEN_EVERY:
            return
        self.seen_at = {known: when for known, when in self.seen_at.items() if at - when < REMEMBERED}
        self.seen_at[device] = at
        with suppress(NotNow), Desk(self.store, "").transaction() as db:
            keyring.seen(db, cookie=cookie, at=at)

    def sign_out(self, cookie: str) -> None:
        """Sign one device out."""
        with Desk(self.store, "").transaction() as db:
            services.sign_out(db, cookie=cookie, at=self.store.clock())

    def key(self, cookie: str) -> Key | None:
        """Return the key that a signed-in device carries."""
        with self.store.reading() as db:
            return people.key_by_cookie(db, cookie=cookie, at=self.store.clock())

    def ticket(self, person: str, cookie: str) -> str:
        """Return a ticket that tells one new kernel whose it is, and hands it the device's key."""
        key = self.key(cookie)
        with Desk(self.store, person, key).transaction() as db:
            return services.make_ticket(db, person=person, at=self.store.clock(), key=key)

    def answer(self, person: str, path: str) -> bool | str:
        """Say whether a person may open a notebook, or why not."""
        with self.store.reading() as db:
            return self.may_open(db, person=person, path=path)


def house_of(settings: dict[str, Any]) -> House:
    """Return the room to which a web application belongs."""
    return cast("House", settings[KEY])
