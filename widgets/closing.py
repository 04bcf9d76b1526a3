"""Let go of a widget and of everything inside it, so that nothing stays in the kernel's registry."""

from typing import Any

import ipywidgets as w


def closing(widget: Any) -> None:
    """Close a widget, its children, and the layouts and styles that belong to them."""
    for child in getattr(widget, "children", ()):
        closing(child)
    for part in (getattr(widget, "layout", None), getattr(widget, "style", None)):
        if isinstance(part, w.Widget):
            part.close()
    if isinstance(widget, w.Widget):
        widget.close()
