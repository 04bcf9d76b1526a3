"""A page reads again when the store changes, and shows a sentence where it cannot."""

import asyncio
from collections.abc import Callable

from IPython.display import display

from widgets import prose
from workbench.core.desk import Desk
from workbench.core.doorbell import Doorbell
from workbench.core.rights import Refused
from workbench.screen.parts import Part, Parts, words


class Follower:
    """Lays out a page now, after each own act, and whenever others have written."""

    def __init__(self, desk: Desk, read: Callable[[], list[Part]]) -> None:
        self.desk = desk
        self.parts = Parts()
        self._read = read
        self.task: asyncio.Task[None] | None = None

    def start(self) -> "Follower":
        """Show the page and begin to follow."""
        self.again()
        self.task = Doorbell(self.desk.store).ring(self.again)
        return self

    def _ipython_display_(self) -> None:
        """Show the page where a notebook's cell ends with it."""
        display(self.parts.root)  # type: ignore[no-untyped-call]

    def again(self) -> None:
        """Read and lay out once more."""
        try:
            parts = self._read()
        except Refused as refused:
            parts = [words("refused", prose.notice(refused.sentence, "care"))]
        self.parts.lay_out(parts)
