"""How often one address may try what is not known, and how often a passphrase may be tried at one key."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from time import monotonic

from workbench.core.words import _, ngettext

AT_MOST = 20
WITHIN = 60.0
ADDRESSES = 4096
FREE = 5  # wrong passphrases before the first wait
FIRST_WAIT, LONGEST_WAIT = 10.0, 600.0
STORE, EVERY = 50, 600.0  # tries by all sign-ins together at one key, and seconds until there is one more
FORGOTTEN = 86_400.0


def network(address: str) -> str:
    """
    Return what is counted as one place: an IPv4 address, or the network that an IPv6 address is in.

    Whoever has one IPv6 address has the 2^64 others of its network as well.
    """
    try:
        number = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return str(number.ipv4_mapped)
        return str(IPv6Network((int(number) >> 64 << 64, 64)))
    return str(number)


class Attempts:
    """Wrong links, counted for each network, in memory: a restart forgets them, which does no harm."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._wrong: dict[str, deque[float]] = {}

    def too_many(self, address: str) -> bool:
        """Say whether an address has tried too many wrong links within a minute."""
        address = network(address)
        recent = self._wrong.get(address)
        if recent is None:
            return False
        while recent and recent[0] <= self._seconds() - WITHIN:
            recent.popleft()
        if not recent:
            del self._wrong[address]
        return len(recent) >= AT_MOST

    def wrong(self, address: str) -> None:
        """Remember that an address tried a wrong link."""
        address = network(address)
        if address not in self._wrong and len(self._wrong) >= ADDRESSES:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong.setdefault(address, deque(maxlen=AT_MOST)).append(self._seconds())

    def right(self, address: str) -> None:
        """Take the last one back: it was counted before it was tried, and it was right."""
        recent = self._wrong.get(network(address))
        if recent:
            recent.pop()


@dataclass(frozen=True)
class Tryer:
    """Who tries at which key: a sign-in or a device, and whether it has opened that key before."""

    key: str
    by: str
    known: bool = False


class Guesses:
    """
    Passphrases tried at a key, counted for each sign-in, and for all of them together.

    On one sign-in a few are free; then each wrong one makes the next wait longer, up to ten minutes and
    never for ever: 5 at once, 6 more in the first 630 seconds, then one in 600, so at most 155 in a day.
    Whoever mistypes comes in, and who guesses on one sign-in keeps nobody waiting on another.

    Whoever has a link can make sign-ins without end, each with tries that are free. So all sign-ins that
    have not opened the key draw on one store of tries: 50 for each key, and one more in 600 seconds. That
    is at most 50 + 86 400 / 600 = 194 in a day, by however many sign-ins. Who draws as fast as one sign-in
    may does not empty it; who empties it keeps those waiting who come by the link on a new device, for ten
    minutes at a time, and they still have the printed code, which is not counted here (160 bits are not
    guessed), and the short code of another device.

    Devices that have opened the key draw on a store of their own, of the same size: nobody else makes them
    wait, and who once had the key and kept many devices is held to 194 in a day as well.

    What is tried is counted before, so that many at once are no way around. A success takes back that one
    try, and forgets the count of whoever succeeded, at the key that was opened: to know the passphrase of
    one key clears nothing at another. Kept in memory: only whoever runs the room can restart it.
    """

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._tried: dict[Tryer, tuple[int, float]] = {}
        self._drawn: dict[tuple[str, bool], float] = {}  # until when a store is not full again

    def wait(self, who: Tryer) -> float:
        """Return for how many seconds somebody may try nothing."""
        count, last = self._tried.get(who, (0, 0.0))
        now = self._seconds()
        store = self._drawn.get((who.key, who.known), now) - now - (STORE - 1) * EVERY
        if count < FREE:
            return max(0.0, store)
        pause = min(FIRST_WAIT * 2.0 ** min(count - FREE, 20), LONGEST_WAIT)
        return max(0.0, store, last + pause - now)

    def trying(self, who: Tryer) -> None:
        """Count a try."""
        now, store = self._seconds(), (who.key, who.known)
        if len(self._tried) >= ADDRESSES:
            self._tried = {w: tried for w, tried in self._tried.items() if now - tried[1] <= FORGOTTEN}
        count, last = self._tried.get(who, (0, 0.0))
        self._tried[who] = (1 if now - last > FORGOTTEN else count + 1, now)
        self._drawn[store] = max(now, self._drawn.get(store, now)) + EVERY

    def right(self, who: Tryer) -> None:
        """Forget what somebody tried at a key, and take the last try back: it was right."""
        self._tried.pop(who, None)
        store = (who.key, who.known)
        if store in self._drawn:
            self._drawn[store] -= EVERY


def lasting(seconds: float) -> str:
    """Return a wait in words: ``40 seconds``, ``3 minutes``."""
    if seconds <= 60:
        whole = max(1, ceil(seconds))
        return ngettext("{count} second", "{count} seconds", whole).format(count=whole)
    whole = ceil(seconds / 60)
    return ngettext("{count} minute", "{count} minutes", whole).format(count=whole)


def wait_words(seconds: float) -> str:
    """Say that nothing can be tried just now, and for how long."""
    sentence = _(
        "Several were tried that do not open your records. Nothing was lost. Wait {time}, then try again."
    )
    return sentence.format(time=lasting(seconds))
