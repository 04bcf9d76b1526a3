"""
A page made of parts, of which only those that changed are set out again.

Someone may be typing in one part while another is read anew, so a part is replaced only when its key
is another one. What is taken off the page is closed, so that nothing of it stays in the kernel.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import ipywidgets as w

from widgets import prose


@dataclass(frozen=True)
class Part:
    """One part: its name on the page, a key that changes when it must be set out again, its maker."""

    name: str
    key: Hashable
    build: Callable[[], w.Widget]


def words(name: str, *blocks: object) -> Part:
    """Return a part that only shows words."""
    html = prose.together(*blocks)
    return Part(name, str(html), lambda: prose.show(html))


class Parts:
    """Holds the parts of a page in their order."""

    def __init__(self) -> None:
        self.root = w.VBox()
        self.root.add_class("wb-page")
        self._held: dict[str, tuple[Hashable, w.Widget]] = {}

    def lay_out(self, parts: Sequence[Part]) -> None:
        """Show these parts; keep the widgets of those that are unchanged."""
        before, self._held = self._held, {}
        for part in parts:
            held = before.get(part.name)
            if held is not None and held[0] == part.key:
                self._held[part.name] = held
                del before[part.name]
            else:
                self._held[part.name] = (part.key, part.build())
        self.root.children = tuple(widget for _key, widget in self._held.values())
        for _key, widget in before.values():
            prose.closing(widget)

    def __getitem__(self, name: str) -> w.Widget:
        """Return the widget of a part."""
        return self._held[name][1]

    def __contains__(self, name: str) -> bool:
        """Say whether a part is on the page."""
        return name in self._held

    def close(self) -> None:
        """Take everything off."""
        prose.closing(self.root)
        self._held = {}
