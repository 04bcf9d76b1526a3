"""All that a person could read on a page, text by text, as a browser would show it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import ipywidgets as w

from tests.screens import on_page
from widgets.form import Form
from widgets.plot import Plot

READ_OUT = {"aria-label", "alt", "title", "placeholder", "data-label"}
IN_FIGURES = {"text", "hovertext", "customdata", "name", "title", "ticktext", "labels"}


class _Told(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in READ_OUT and value]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:  # neither style nor script is read by anyone
            self.texts.append(data)


def told(html: str) -> str:
    """Return the words of HTML in one text, its attributes for reading aloud among them."""
    parser = _Told()
    parser.feed(html)
    return " ".join(parser.texts)


def texts(root: w.Widget) -> Iterator[str]:
    """Yield each text on a page."""
    for widget in on_page(root):
        if isinstance(widget, Form):
            yield from _in_a_form(widget)
        elif isinstance(widget, Plot):
            yield from (widget.caption, widget.empty, *widget.words.values())
            yield from (label for _key, label in widget.columns)
            yield from (cell for row in widget.rows for cell in row.values())
            yield from (re.sub(r"%\{[^}]*\}|<[^>]*>", " ", text) for text in in_figure(widget.figure))
        elif isinstance(widget, w.HTML):
            yield told(widget.value)


def _in_a_form(form: Form) -> Iterator[str]:
    yield from (form.heading, form.intro, form.saved, form.message)
    yield from (*form.words.values(), *form.errors.values())
    for field in form.fields:
        yield from (field["label"], field["hint"], field["seen_by"])
        yield from (label for _key, label in field["options"])
    for action in form.actions:
        yield from (action["label"], action["confirm"])
    typed = {field["name"] for field in form.fields if field["kind"] in {"line", "text"}}
    yield from (str(value) for name, value in form.values.items() if name in typed)


def in_figure(part: Any, key: str = "") -> Iterator[str]:
    """Yield each text that a figure shows."""
    if isinstance(part, str):
        if key in IN_FIGURES:
            yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from in_figure(inner, name)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from in_figure(inner, key)
