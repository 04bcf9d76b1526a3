"""
Tells a page that something in the store changed, or that a moment has come; the page reads again.

SQLite counts the changes that other connections made (``PRAGMA data_version``); a connection of its
own asks for that number several times a second, always on the thread of the page's event loop.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime

from workbench.core.store import Store

EVERY = 0.1
SLOWEST = 32  # times as long, where a page cannot be read again and again


class Doorbell:
    """
    Rings when another connection has written to the store, and once when the moment ``wakes`` has come.

    ``behind`` says that a page has not taken in the last change yet; the bell rings until it has.
    """

    def __init__(self, store: Store) -> None:
        self._file, self._clock = store.file, store.clock
        self.wakes: datetime | None = None
        self._seen: int | None = None
        self._line: sqlite3.Connection | None = None
        self.behind = False
        self.changed()

    def changed(self) -> bool:
        """Say whether the store has changed since the last time this was asked."""
        if self._file is None:
            return False
        if self._line is None:
            self._line = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
        (version,) = self._line.execute("PRAGMA data_version").fetchone()
        before, self._seen = self._seen, version
        return before is not None and before != version

    def close(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _answer(self, callback: Callable[[], None]) -> None:
        if self.wakes is not None and self.wakes <= self._clock():
            self.wakes, self.behind = None, True
        self.behind = self.changed() or self.behind
        if self.behind:
            callback()
            self.behind = False

    async def _watch(self, callback: Callable[[], None]) -> None:
        failed = 0
        try:
            while True:
                await asyncio.sleep(EVERY * min(2**failed, SLOWEST))
                try:
                    self._answer(callback)
                    failed = 0
                except Exception:
                    if not failed:
                        logging.getLogger(__name__).exception("The page could not follow a change.")
                    failed += 1
        finally:
            self.close()

    def ring(self, callback: Callable[[], None]) -> asyncio.Task[None] | None:
        """
        Call back at each change since this bell was made, and when it wakes, where an event loop is running.

        A callback that fails is called again, more and more seldom, until it has gone through.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.close()
            return None
        return loop.create_task(self._watch(callback))
