"""
A page made of parts, of which only those that changed are set out again.

Someone may be typing in one part while another is read anew, so a part is replaced only when its key
is another one. Each part stands in a slot of its own: a browser sets out anew everything that follows
a changed child, so the slots stay where they are while their contents change. What is taken off the
page is closed, so that nothing of it stays in the kernel.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

import ipywidgets as w

from widgets import prose
from widgets.closing import shared


@dataclass(frozen=True)
class Part:
    """
    One part: its name on the page, a key that changes when it must be set out again, its maker.

    ``renew`` changes a widget that stands at its place already, whoever made it, and says whether that was
    enough. At the moment ``until`` the page is to be read again although nobody wrote: something that it
    shows comes to its end.
    """

    name: str
    key: Hashable
    build: Callable[[], w.Widget]
    renew: Callable[[w.Widget], bool] | None = None
    until: datetime | None = None


def box(name: str, *children: w.Widget) -> w.VBox:
    """Return a box with a class of ours."""
    return w.VBox(children, _dom_classes=(name,), layout=shared(w.Layout))


def words(name: str, *blocks: object, until: datetime | None = None) -> Part:
    """Return a part that only shows words."""
    html = prose.together(*blocks)

    def renew(widget: w.Widget) -> bool:
        if not isinstance(widget, w.HTML):
            return False
        widget.set_trait("value", str(prose.set_out(html)))
        return True

    return Part(name, str(html), lambda: prose.show(html), renew, until)


class Slot:
    """The place of one part on the page, and what stands in it; a spare one has no name and is empty."""

    def __init__(self, part: Part) -> None:
        self.name, self._key = part.name, part.key
        self.widget: w.Widget | None = part.build()
        self.box = box("wb-slot", self.widget)

    def hold(self, part: Part) -> None:
        """Show a part; leave it alone if it is unchanged, else put it in the place of the old at once."""
        if self.widget is not None and (self.name, self._key) == (part.name, part.key):
            return
        if self.widget is None or part.renew is None or not part.renew(self.widget):
            before, self.widget = self.widget, part.build()
            self.box.children = (self.widget,)
            prose.closing(before)
        self.name, self._key = part.name, part.key

    def empty(self) -> None:
        """Take off what stands here."""
        self.name = ""
        if self.widget is not None:
            self.box.children = ()
            prose.closing(self.widget)
            self.widget = None


class Parts:
    """
    Holds the parts of a page in their order.

    A slot whose part has gone is spare: the next part that comes at this place takes it, so that nothing
    else on the page has to be set out anew.
    """

    def __init__(self) -> None:
        self.root = box("wb-parts")
        self._slots: list[Slot] = []

    def lay_out(self, parts: Sequence[Part]) -> None:
        """Show these parts; keep the widgets of those that are unchanged."""
        wanted = [part.name for part in parts]
        held = {slot.name: slot for slot in self._slots if slot.name in wanted}
        if not _in_order(list(held), wanted):
            self._slots = [held[name] for name in wanted if name in held]
            self._show_slots()
        rest, shown = list(self._slots), list[Slot]()
        for part in parts:
            if part.name in held:
                at = rest.index(held[part.name]) + 1
                shown, rest = shown + rest[:at], rest[at:]
                held[part.name].hold(part)
            elif rest and rest[0].name not in held:
                shown.append(rest.pop(0))
                shown[-1].hold(part)
            else:
                shown.append(Slot(part))
        self._slots = shown + rest
        self._show_slots()
        for slot in self._slots:
            if slot.name not in wanted:
                slot.empty()

    def _show_slots(self) -> None:
        """Put the slots on the page where they are others than before."""
        before, boxes = self.root.children, tuple(slot.box for slot in self._slots)
        if boxes == before:
            return
        self.root.children = boxes
        for each in before:
            if each not in boxes:
                prose.closing(each)

    def __getitem__(self, name: str) -> w.Widget:
        """Return the widget of a part."""
        for slot in self._slots:
            if slot.name == name and slot.widget is not None:
                return slot.widget
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        """Say whether a part is on the page."""
        return any(slot.name == name and slot.widget is not None for slot in self._slots)

    def close(self) -> None:
        """Take everything off."""
        prose.closing(self.root)
        self._slots = []


def _in_order(names: Sequence[str], among: Sequence[str]) -> bool:
    """Say whether names stand among others in the same order."""
    rest = iter(among)
    return all(name in rest for name in names)
