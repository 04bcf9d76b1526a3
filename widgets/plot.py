"""A picture that loads its drawing program once for the page, with its words and its table beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets
from ipywidgets import Layout

from widgets.closing import shared
from widgets.scripts import script
from workbench.core.words import _


def plot_words() -> dict[str, str]:
    """Return the control's own fixed words in the language in use."""
    return {
        "table": _("The same as a table"),
        "open": _("Choose a point to read its words. With the keyboard: left and right arrow."),
        "no_words": _("No words were written for this point."),
        "not_drawn": _("The picture could not be drawn. The table below holds all of it."),
        "nothing": _("There is nothing to show yet."),
    }


def pooled(columns: Sequence[Sequence[str]], rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return a table in which each text stands once: `cells` name them by number, row by row."""
    texts: dict[str, int] = {}
    cells = [[texts.setdefault(row[key], len(texts)) for key, _label in columns] for row in rows]
    return {"columns": [list(each) for each in columns], "texts": list(texts), "cells": cells}


class Plot(anywidget.AnyWidget):
    """
    A plotly figure (as a dictionary), a text table of the same rows, and the words behind each point.

    A point's words are its `customdata`: a text, a list of lines, or the number of a row of the table, whose
    cells are then its lines. The table goes to the page with each text in it once. Nothing is taken from a
    browser.
    A figure whose `layout.meta.wide` is more pixels than the page has is panned, its end first.
    """

    _esm = script("plot.js")
    _css = script("plot.css")

    figure: "traitlets.Dict[str, Any]" = traitlets.Dict().tag(sync=True)
    rows: "traitlets.List[dict[str, str]]" = traitlets.List(traitlets.Dict())
    columns: "traitlets.List[list[str]]" = traitlets.List(traitlets.List())
    table: "traitlets.Dict[str, Any]" = traitlets.Dict().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    empty = traitlets.Unicode().tag(sync=True)
    words: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        figure: Mapping[str, Any] | None = None,
        rows: Sequence[Mapping[str, Any]] = (),
        columns: Sequence[tuple[str, str]] = (),
        caption: str = "",
        empty: str = "",
        key: str = "",
    ) -> None:
        """
        Show a figure; `columns` pair a row's key with its heading, `empty` stands where no row is.

        `key` says what the marks stand for.
        """
        super().__init__(caption=caption, empty=empty, key=key, words=plot_words(), layout=shared(Layout))
        self.draw(figure or {}, rows, columns)

    def draw(
        self,
        figure: Mapping[str, Any],
        rows: Sequence[Mapping[str, Any]],
        columns: Sequence[tuple[str, str]],
    ) -> None:
        """Replace picture and table together."""
        with self.hold_sync():
            self.columns = [[str(key), str(label)] for key, label in columns]
            self.rows = [
                {str(key): "" if row.get(key) is None else str(row.get(key)) for key, _label in columns}
                for row in rows
            ]
            self.table = pooled(self.columns, self.rows)
            self.figure = dict(figure)

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take nothing from a browser: a picture is only shown."""
