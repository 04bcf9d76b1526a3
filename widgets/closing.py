"""
Let go of a widget and of everything inside it, so that nothing stays in the kernel's registry.

A layout or style in which nothing is set is one for all: each of its own would be two more messages to
the browser for each widget, one when it comes and one when it goes.
"""

from typing import Any, TypeVar

import ipywidgets as w

W = TypeVar("W", bound=w.Widget)
_shared: dict[type[w.Widget], w.Widget] = {}


def shared(kind: type[W]) -> W:
    """Return the one layout or style of a kind, on which nothing may be set."""
    found = _shared.get(kind)
    if isinstance(found, kind) and found.comm is not None:
        return found
    made: W = kind()
    _shared[kind] = made
    return made


def closing(widget: Any) -> None:
    """Close a widget, its children, and the layouts and styles that belong to them."""
    for child in getattr(widget, "children", ()):
        closing(child)
    for part in (getattr(widget, "layout", None), getattr(widget, "style", None)):
        if isinstance(part, w.Widget) and part is not _shared.get(type(part)):
            part.close()
    if isinstance(widget, w.Widget):
        widget.close()
