"""What the doors share at which passphrases and codes are tried: slowed, counted, and off the event loop."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from workbench.core import keys, vault
from workbench.core.keys import Wrapped
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.people import keyring
from workbench.people.devices import device
from workbench.server.calm import Plain
from workbench.server.limits import wait_words

T = TypeVar("T")
DAYS = 90


class TooSoon(Refused):
    """Too much was tried; for so many seconds nothing more is."""

    def __init__(self, seconds: float) -> None:
        super().__init__(wait_words(seconds))
        self.seconds = seconds


def opened(wraps: Iterable[Wrapped], typed: str) -> Key | None:
    """Return the key that a typed passphrase or recovery code opens: slow on purpose."""
    code = vault.read_code(typed)
    for wrapped in wraps:
        try:
            if wrapped.kind == keys.PASSPHRASE:
                return keys.open_by_passphrase(wrapped, typed)
            if wrapped.kind == keys.CODE and len(code) == vault.CODE:
                return keys.open_by_random(wrapped, code)
        except NotOpened:
            continue
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
        """Do what is slow on purpose in a thread, two at most at a time."""
        return await asyncio.get_running_loop().run_in_executor(self.house.slow, work)

    async def tried(self, person: str, wraps: list[Wrapped], typed: str) -> Key | None:
        """
        Return the key that was opened, or None; raise :class:`TooSoon` while nothing may be tried.

        It is counted before it is tried, for the person and for the address.
        """
        guesses, address = self.house.guesses, self.address
        seconds = guesses.wait(person)
        if self.house.attempts.too_many(address):
            seconds = max(seconds, 60.0)
        if seconds > 0:
            raise TooSoon(seconds)
        guesses.trying(person)
        self.house.attempts.wrong(address)
        key = await self.slowly(lambda: opened(wraps, typed))
        if key is not None:
            guesses.right(person)
            self.house.attempts.right(address)
        return key

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
        else:
            self.show(page, 403)
