"""
One room for one workspace: a second is refused, and told which process holds the first.

The lock is the system's own, so that it is gone with the process that held it, however that ended. The file
``room.lock`` stays where it is; what stands in it only tells who holds it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.core.words import _

NAME = "room.lock"
BEYOND = 1 << 20  # the byte that is locked; it lies behind what others may read

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        # The kind that a forked child does not inherit: what outlives the room must not hold its lock.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, BEYOND)


class Held:
    """The lock, while this process has it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.tell(None)

    def tell(self, port: int | None) -> None:
        """Write down for others who holds the lock, and at which port."""
        told = f"{os.getpid()} {port or ''}".strip() + "\n"
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, told.encode())


@contextmanager
def only_room(workspace: Workspace) -> Iterator[Held]:
    """Hold the workspace's lock for as long as its room is open; refuse if another room is."""
    file = workspace.path / NAME
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _take(descriptor)
        except (BlockingIOError, PermissionError) as error:
            raise Refused(_by_whom(file)) from error
        yield Held(descriptor)
    finally:
        os.close(descriptor)


def _by_whom(file: Path) -> str:
    process, port = "", ""
    with suppress(OSError, ValueError):
        process, port, *_rest = [*file.read_text("utf-8").split(), "", ""]
    if port:
        sentence = _("This workspace has an open room already, at port {port} (process {process}). Nothing "
                     "was started. Open it there, or close it first.")  # fmt: skip
    elif process:
        sentence = _("This workspace has a room already that is about to open (process {process}). Nothing "
                     "was started. Open it there, or close it first.")  # fmt: skip
    else:
        sentence = _("This workspace has an open room already. Nothing was started. Close it first.")
    return sentence.format(port=port, process=process)
