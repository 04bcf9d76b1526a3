"""How often one address may try a link that is not known."""

from collections import deque
from collections.abc import Callable
from time import monotonic

AT_MOST = 20
WITHIN = 60.0
ADDRESSES = 4096


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
