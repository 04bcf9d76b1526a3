"""The sweep of an open room, and its reminders: at its start and each hour, without anybody's doing."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from traceback import extract_tb

from tornado.ioloop import PeriodicCallback

from workbench.audit.sweep import Swept, sweep
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.server.mailing import post, remind

EVERY = 3_600_000  # milliseconds


def swept(workspace: Workspace) -> Swept | None:
    """Sweep once over a line of its own to the store; a failure is told in the log and stops nothing."""
    store = Store(workspace.store_url)
    try:
        if (through := post()) is not None:
            remind(store, through)
        return sweep(store, workspace)
    except Exception as error:
        where = [f"{frame.filename}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
        logging.getLogger(__name__).error("%s at %s", type(error).__name__, " < ".join(reversed(where)))
        return None
    finally:
        store.close()


class Sweeping:
    """Sweeps now and then, in a thread, as long as the room is open."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._again: PeriodicCallback | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sweep")

    async def start(self) -> None:
        """Sweep, and go on sweeping."""
        self._again = PeriodicCallback(self._sweep, EVERY)
        self._again.start()
        await self._sweep()

    async def _sweep(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, swept, self._workspace)

    def stop(self) -> None:
        """Sweep no more."""
        if self._again is not None:
            self._again.stop()

    def finish(self) -> None:
        """Wait until a sweep that is at work is done: the store may be taken away after this."""
        self._thread.shutdown(wait=True, cancel_futures=True)
