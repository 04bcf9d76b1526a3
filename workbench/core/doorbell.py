"""
Tells a page that something in the store changed, and nothing more; the page reads again.

SQLite counts the changes that other connections made (``PRAGMA data_version``); a connection of its
own asks for that number several times a second.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable

from workbench.core.store import Store

EVERY = 0.15


class Doorbell:
    """Rings when another connection has written to the store."""

    def __init__(self, store: Store) -> None:
        self._file = store.file
        self._seen: int | None = None
        self._line: sqlite3.Connection | None = None

    def changed(self) -> bool:
        """Say whether the store has changed since the last time this was asked."""
        if self._file is None:
            return False
        if self._line is None:
            self._line = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
        (version,) = self._line.execute("PRAGMA data_version").fetchone()
        before, self._seen = self._seen, version
        return before is not None and before != version

    async def _watch(self, callback: Callable[[], None]) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                if self.changed():
                    callback()
            except Exception:
                logging.getLogger(__name__).exception("The page could not follow a change.")

    def ring(self, callback: Callable[[], None]) -> asyncio.Task[None] | None:
        """Call back at each change from now on, where an event loop is running; return the task."""
        self.changed()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return None
        return loop.create_task(self._watch(callback))
