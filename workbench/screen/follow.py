"""A page reads again when the store changes, and shows a sentence where it cannot."""

import asyncio
from collections.abc import Callable

from IPython.display import display

from widgets import prose
from workbench.core.desk import Desk
from workbench.core.doorbell import Doorbell
from workbench.core.rights import NotNow, Refused
from workbench.screen.parts import Part, Parts, words

_following: dict[tuple[str, str], "asyncio.Task[None]"] = {}


def follow(bell: Doorbell, name: str, me: str, again: Callable[[], None]) -> "asyncio.Task[None] | None":
    """
    Read a page again at each change; return the task.

    A page of this name that the same person opened in this process before is followed no longer: in
    JupyterLab a cell is run again and again.
    """
    task = bell.ring(again)
    if task is None:
        return None
    before = _following.pop((me, name), None)
    if before is not None and not before.done():
        before.cancel()
    _following[me, name] = task
    return task


class Follower:
    """Lays out a page now, after each own act, whenever others have written, and when a part ends."""

    def __init__(self, desk: Desk, read: Callable[[], list[Part]], name: str) -> None:
        self.desk, self.name = desk, name
        self.parts = Parts()
        self._read = read
        self._bell: Doorbell | None = None
        self.task: asyncio.Task[None] | None = None

    def start(self) -> "Follower":
        """Show the page and begin to follow."""
        self._bell = Doorbell(self.desk.store)
        self.again()
        self.task = follow(self._bell, self.name, self.desk.me, self._take_in)
        return self

    def _ipython_display_(self) -> None:
        """Show the page where a notebook's cell ends with it."""
        display(self.parts.root)  # type: ignore[no-untyped-call]

    def _take_in(self) -> None:
        """Read and lay out, as of one moment; whoever may not see the page any more is told so."""
        with self.desk.reading():
            try:
                parts = self._read()
            except NotNow:
                raise
            except Refused as refused:
                parts = [words("refused", prose.notice(refused.sentence, "care"))]
            self.parts.lay_out(parts)
        if self._bell is not None:
            self._bell.wakes = min((part.until for part in parts if part.until is not None), default=None)

    def again(self) -> None:
        """Read and lay out once more; while the store cannot be read, what stands there stays."""
        try:
            self._take_in()
        except NotNow as later:
            if not self.parts.root.children:
                self.parts.lay_out([words("refused", prose.notice(later.sentence, "care"))])
            if self._bell is not None:
                self._bell.behind = True
