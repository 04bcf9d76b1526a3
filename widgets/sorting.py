"""A list to sort into: short items, each put under one of a few headings, as in take, leave, puzzle."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets
from ipywidgets import Layout

from widgets.closing import shared
from widgets.fields import LONGEST
from widgets.scripts import script
from workbench.core.words import _


def sorting_words() -> dict[str, str]:
    """Return the control's own fixed words in the language in use; ``#`` stands for a heading."""
    return {
        "field": _("One thing, in your own words"),
        "put": _("Put it under “#”"),
        "empty": _("Nothing here yet."),
        "back": _("Take it back to the field"),
    }


class Sorting(anywidget.AnyWidget):
    """
    A field, a button for each heading, and what stands under each.

    ``on_put(list, text)`` is called when an item was put under a heading, ``on_draft(text)`` while
    somebody types, ``on_back(id)`` when they take an item back. Of a browser only these three are taken,
    and only for headings and items that there are.
    """

    _esm = script("sorting.js")
    _css = script("sorting.css")

    heading = traitlets.Unicode().tag(sync=True)
    lists: "traitlets.List[list[str]]" = traitlets.List(traitlets.List()).tag(sync=True)
    items: "traitlets.List[list[str]]" = traitlets.List(traitlets.List()).tag(sync=True)
    draft = traitlets.Unicode().tag(sync=True)
    readers = traitlets.Unicode().tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    turn = traitlets.Int(0).tag(sync=True)
    words: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        heading: str,
        lists: Sequence[tuple[str, str]],
        items: Sequence[tuple[str, str, str]] = (),
        draft: str = "",
        readers: str = "",
        on_put: Callable[[str, str], object] | None = None,
        on_draft: Callable[[str], object] | None = None,
        on_back: Callable[[str], object] | None = None,
    ) -> None:
        """Show items (id, list, words) under lists (key, heading)."""
        self._put, self._draft, self._back = on_put, on_draft, on_back
        super().__init__(
            heading=heading,
            lists=[list(each) for each in lists],
            items=[list(each) for each in items],
            draft=draft[:LONGEST],
            readers=readers,
            words=sorting_words(),
            layout=shared(Layout),
        )
        self.on_msg(self._heard)

    def empty(self) -> None:
        """Empty the field: what was in it has been put somewhere."""
        self.draft = ""
        self.turn += 1

    def fill(self, text: str) -> None:
        """Put words into the field."""
        self.draft = text[:LONGEST]
        self.turn += 1

    def press(self, action: str, **sent: str) -> None:
        """Do what a browser does when somebody types, puts an item under a heading, or takes one back."""
        self._heard(self, {"action": action, **sent}, [])

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take nothing from a browser as state; what somebody does comes as a message."""

    def _heard(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, Mapping):
            return
        action, text = content.get("action"), content.get("text")
        if not isinstance(action, str):
            return
        if action in {"put", "draft"} and isinstance(text, str):
            kept = text.replace("\0", "").encode("utf-8", "ignore").decode()[:LONGEST]
            if action == "draft" and self._draft:
                self.draft = kept
                self._draft(kept)
            elif action == "put" and self._put and content.get("list") in [each[0] for each in self.lists]:
                self.draft = kept
                self._put(str(content["list"]), kept)
        elif action == "back" and self._back and content.get("id") in [item[0] for item in self.items]:
            self._back(str(content["id"]))
