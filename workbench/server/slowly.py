"""Work that is slow on purpose, off the event loop: so much at once, so much waiting, and no more."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from workbench.core.rights import Refused
from workbench.core.words import _

T = TypeVar("T")
SOON = 5  # seconds after which those who were sent away may come again


class Busy(Refused):
    """There is too much to do just now; nothing was begun."""

    def __init__(self) -> None:
        super().__init__(_("Many are coming in at this moment. Nothing was lost. Try again in a moment."))


class Slow:
    """Threads in which passphrases and codes are tried, each a third of a second and 64 MiB."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(at_once)
        self._most, self._taken = at_once + waiting, 0

    def check(self) -> None:
        """Refuse while all places are taken, those to wait on as well."""
        if self._taken >= self._most:
            raise Busy

    async def do(self, work: Callable[[], T]) -> T:
        """Do something in a thread, or refuse."""
        self.check()
        self._taken += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._taken -= 1


@dataclass(frozen=True)
class Places:
    """
    Places apart from each other, so that nobody from outside holds up those who are further in.

    A whole group that opens its records at the same moment finds room; a stranger has a short code to try,
    and no more than a few of them at a time do.
    """

    guests: Slow = field(default_factory=lambda: Slow(2, 40))
    waiting: Slow = field(default_factory=lambda: Slow(1, 24))
    strangers: Slow = field(default_factory=lambda: Slow(1, 6))
