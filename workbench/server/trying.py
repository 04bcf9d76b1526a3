"""What the doors share at which passphrases and codes are tried: slowed, counted, and off the event loop."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

from workbench.core import keys, vault
from workbench.core.desk import hashed
from workbench.core.keys import Wrapped
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.people import keyring
from workbench.people.devices import device
from workbench.server import known
from workbench.server.calm import Plain
from workbench.server.house import UNLOCK
from workbench.server.limits import Tryer, wait_words
from workbench.server.slowly import SOON, Busy

T = TypeVar("T")
DAYS, REMEMBERED = 90, 365


class TooSoon(Refused):
    """Too much was tried; for so many seconds nothing more is."""

    def __init__(self, seconds: float) -> None:
        super().__init__(wait_words(seconds))
        self.seconds = seconds


def by_code(wraps: Iterable[Wrapped], typed: str) -> Key | None:
    """Return the key that a typed recovery code opens: quick, since nobody guesses 160 bits."""
    code = vault.read_code(typed)
    if len(code) != vault.CODE:
        return None
    return _first(wraps, keys.CODE, lambda wrapped: keys.open_by_random(wrapped, code))


def by_passphrase(wraps: Iterable[Wrapped], typed: str) -> Key | None:
    """Return the key that a typed passphrase opens: slow on purpose."""
    return _first(wraps, keys.PASSPHRASE, lambda wrapped: keys.open_by_passphrase(wrapped, typed))


def _first(wraps: Iterable[Wrapped], kind: str, opening: Callable[[Wrapped], Key]) -> Key | None:
    for wrapped in wraps:
        if wrapped.kind == kind:
            with suppress(NotOpened):
                return opening(wrapped)
    return None


class Trying(Plain):
    """A door at which something secret is tried."""

    @property
    def cookie(self) -> str:
        """The sign-in cookie of this device."""
        return self.get_cookie(self.house.cookie_name) or ""

    @property
    def device(self) -> str:
        """What is kept of how this device names itself."""
        return device(self.request.headers.get("User-Agent", ""))

    def typed(self, name: str) -> str:
        """Return what was typed in one field."""
        return self.get_body_argument(name, "", strip=False)

    async def slowly(self, work: Callable[[], T]) -> T:
        """Do what is slow on purpose in a thread; refuse where too many wait for that already."""
        return await self.house.place(self.cookie).do(work)

    async def tried(self, wraps: list[Wrapped], typed: str) -> Key | None:
        """
        Return the key that was opened, or None; raise :class:`TooSoon` while nothing may be tried.

        It is counted before it is tried: for the address, and a passphrase for each key as well.
        """
        attempts, address = self.house.attempts, self.address
        if attempts.too_many(address):
            raise TooSoon(60.0)
        attempts.wrong(address)
        key = by_code(wraps, typed)
        try:
            if key is None:
                key = await self._guessed([each for each in wraps if each.kind == keys.PASSPHRASE], typed)
        except (TooSoon, Busy):
            attempts.right(address)  # nothing was tried
            raise
        if key is not None:
            attempts.right(address)
        return key

    async def _guessed(self, wraps: list[Wrapped], typed: str) -> Key | None:
        guesses, who = self.house.guesses, {each.key_id: self._tryer(each.key_id) for each in wraps}
        now = [each for each in wraps if not guesses.wait(who[each.key_id])]
        if not wraps:
            return None
        if not now:
            raise TooSoon(min(map(guesses.wait, who.values())))
        self.house.place(self.cookie).check()
        for each in now:
            guesses.trying(who[each.key_id])
        key = await self.slowly(lambda: by_passphrase(now, typed))
        if key is not None:
            guesses.right(who[key.id])
        return key

    def _tryer(self, key: str) -> Tryer:
        """Return who tries at a key here; a device on which it is open, or was, is known."""
        carried = self.house.key(self.cookie)
        if carried is not None and carried.id == key:
            return Tryer(key, hashed(self.cookie), known=True)
        number = known.number(self.settings["cookie_secret"], key, self.get_cookie(self._mark) or "")
        return Tryer(key, number or hashed(self.cookie), known=bool(number))

    @property
    def _mark(self) -> str:
        return f"known-{self.house.port}"

    def remember(self, key: Key) -> None:
        """Let this device be known again as one on which a key was opened; see ``known``."""
        secret: bytes = self.settings["cookie_secret"]
        if not known.number(secret, key.id, self.get_cookie(self._mark) or ""):
            self.set_cookie(
                self._mark, known.mark(secret, key.id), expires_days=REMEMBERED, path=UNLOCK, httponly=True,
                samesite="Strict", secure=self.house.secure,
            )  # fmt: skip

    async def short(self, code: str) -> bytes:
        """Return the secret that is made of a short code, slowly."""
        meant, salt = vault.read_code(code), self.salt
        return await self.slowly(lambda: vault.from_passphrase(meant, salt, vault.COST))

    @property
    def salt(self) -> bytes:
        """
        What short codes of this room are salted with.

        It is one for all, so that one slow derivation tells which code it is; it is this room's own, so
        that nobody has a list of codes made beforehand.
        """
        return vault.from_random(self.settings["cookie_secret"].hex(), keyring.SHORT)[: vault.SALT]

    def give(self, cookie: str) -> None:
        """
        Give this device its sign-in cookie.

        It is SameSite=Lax, not Strict: a link followed from a message is a visit from elsewhere, and a
        Strict cookie would not be sent with the redirect that follows.
        """
        self.set_cookie(
            self.house.cookie_name, cookie, expires_days=DAYS, path="/", httponly=True, samesite="Lax",
            secure=self.house.secure,
        )  # fmt: skip
        self.set_header("Cache-Control", "no-store")

    def turned(self, page: str, refusal: Refused) -> None:
        """Send a page that says why something was not done."""
        if isinstance(refusal, TooSoon):
            self.set_header("Retry-After", str(max(1, round(refusal.seconds))))
            self.show(page, 429)
        elif isinstance(refusal, Busy):
            self.set_header("Retry-After", str(SOON))
            self.show(page, 503)
        else:
            self.show(page, 403)
