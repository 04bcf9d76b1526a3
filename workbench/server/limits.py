"""How often one address may try what is not known, and how often a passphrase may be tried for one person."""

from collections import deque
from collections.abc import Callable
from math import ceil
from time import monotonic

from workbench.core.words import _, ngettext

AT_MOST = 20
WITHIN = 60.0
ADDRESSES = 4096
FREE = 5  # wrong passphrases before the first wait
FIRST_WAIT, LONGEST_WAIT = 10.0, 600.0
FORGOTTEN = 86_400.0


class Attempts:
    """Wrong links, counted for each address, in memory: a restart forgets them, which does no harm."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._wrong: dict[str, deque[float]] = {}

    def too_many(self, address: str) -> bool:
        """Say whether an address has tried too many wrong links within a minute."""
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
        if address not in self._wrong and len(self._wrong) >= ADDRESSES:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong.setdefault(address, deque(maxlen=AT_MOST)).append(self._seconds())

    def right(self, address: str) -> None:
        """Take the last one back: it was counted before it was tried, and it was right."""
        recent = self._wrong.get(address)
        if recent:
            recent.pop()


class Guesses:
    """
    Passphrases and codes tried for one person, whatever device or address they come from.

    A few are free; then each wrong one makes the next wait longer, up to ten minutes and never for ever:
    whoever mistypes comes in, and a guesser has some hundred tries a day. What is tried is counted before,
    so that many at once are no way around. Kept in memory: only whoever runs the room can restart it.
    """

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._tried: dict[str, tuple[int, float]] = {}

    def wait(self, person: str) -> float:
        """Return for how many seconds nothing may be tried for a person."""
        count, last = self._tried.get(person, (0, 0.0))
        if count < FREE:
            return 0.0
        pause = min(FIRST_WAIT * 2.0 ** min(count - FREE, 20), LONGEST_WAIT)
        return max(0.0, last + pause - self._seconds())

    def trying(self, person: str) -> None:
        """Count a try."""
        count, last = self._tried.get(person, (0, 0.0))
        now = self._seconds()
        self._tried[person] = (1 if now - last > FORGOTTEN else count + 1, now)

    def right(self, person: str) -> None:
        """Forget what was tried: it was right."""
        self._tried.pop(person, None)


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
