"""Reads a page as a browser would get it: all state of every widget on it."""

import json
from collections.abc import Iterator
from typing import Any

import ipywidgets as w

from widgets.form import Form


def on_page(root: w.Widget) -> Iterator[w.Widget]:
    yield root
    for child in getattr(root, "children", ()):
        yield from on_page(child)


def state(root: w.Widget) -> str:
    """Return everything that a browser could read of a page."""
    return json.dumps(
        [_plain(widget.get_state()) for widget in on_page(root)], default=str, ensure_ascii=False
    )


def _plain(sent: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in sent.items() if key not in {"_esm", "_css"}}


def form(root: w.Widget, action: str) -> Form:
    """Return the form on a page that offers an action."""
    for widget in on_page(root):
        if isinstance(widget, Form) and any(offered["name"] == action for offered in widget.actions):
            return widget
    raise AssertionError(f"No form on this page offers “{action}”.")


def card(root: w.Widget, heading: str) -> Form:
    """Return the form with a heading."""
    for widget in on_page(root):
        if isinstance(widget, Form) and widget.heading == heading:
            return widget
    raise AssertionError(f"No form on this page is headed “{heading}”.")
