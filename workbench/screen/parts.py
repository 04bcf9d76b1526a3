"""
A page made of parts, of which only those that changed are set out again.

Someone may be typing in one part while another is read anew, so a part is replaced only when its key
is another one. Each part stands in a slot of its own: a browser sets out anew everything that follows
a changed child, so the slots stay where they are while their contents change. What is taken off the
page is closed, so that nothing of it stays in the kernel.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import ipywidgets as w

from widgets import prose


@dataclass(frozen=True)
class Part:
    """
    One part: its name on the page, a key that changes when it must be set out again, its maker.

    ``renew`` changes a widget that stands already, where that is enough.
    """

    name: str
    key: Hashable
    build: Callable[[], w.Widget]
    renew: Callable[[w.Widget], None] | None = None


def words(name: str, *blocks: object) -> Part:
    """Return a part that only shows words."""
    html = prose.together(*blocks)

    def renew(widget: w.Widget) -> None:
        widget.set_trait("value", str(prose.set_out(html)))

    return Part(name, str(html), lambda: prose.show(html), renew)


class Slot:
    """The place of one part on the page, and what stands in it."""

    def __init__(self) -> None:
        self.box = w.VBox()
        self.box.add_class("wb-slot")
        self.key: Hashable = None
        self.renewable = False
        self.widget: w.Widget | None = None

    def hold(self, part: Part) -> None:
        """Show a part; leave it alone if it is unchanged."""
        if self.widget is not None and self.key == part.key:
            return
        if self.widget is not None and part.renew is not None and self.renewable:
            part.renew(self.widget)
        else:
            self.empty()
            self.widget = part.build()
            self.box.children = (self.widget,)
        self.key, self.renewable = part.key, part.renew is not None

    def empty(self) -> None:
        """Take off what stands here."""
        if self.widget is not None:
            self.box.children = ()
            prose.closing(self.widget)
            self.widget = None


class Parts:
    """Holds the parts of a page in their order."""

    def __init__(self) -> None:
        self.root = w.VBox()
        self.root.add_class("wb-parts")
        self._slots: dict[str, Slot] = {}

    def lay_out(self, parts: Sequence[Part]) -> None:
        """Show these parts; keep the widgets of those that are unchanged."""
        wanted = {part.name for part in parts}
        for name, slot in self._slots.items():
            if name not in wanted:
                slot.empty()
        if not _in_order([part.name for part in parts], list(self._slots)):
            gone = [slot for name, slot in self._slots.items() if name not in wanted]
            self._slots = {part.name: self._slots.get(part.name) or Slot() for part in parts}
            self.root.children = tuple(slot.box for slot in self._slots.values())
            for slot in gone:
                prose.closing(slot.box)
        for part in parts:
            self._slots[part.name].hold(part)

    def __getitem__(self, name: str) -> w.Widget:
        """Return the widget of a part."""
        widget = self._slots[name].widget
        if widget is None:
            raise KeyError(name)
        return widget

    def __contains__(self, name: str) -> bool:
        """Say whether a part is on the page."""
        return name in self._slots and self._slots[name].widget is not None

    def close(self) -> None:
        """Take everything off."""
        prose.closing(self.root)
        self._slots = {}


def _in_order(names: Sequence[str], among: Sequence[str]) -> bool:
    """Say whether names stand among others in the same order."""
    rest = iter(among)
    return all(name in rest for name in names)
