"""A figure on a page: its points open on the words behind them, and a text table stands beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from widgets.plot import Plot
from workbench.core.statements import SEVERAL
from workbench.core.words import _

Told = tuple[tuple[str, str], ...]


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside a picture."""
    return (
        ("criterion", _("Criterion")),
        ("wording", _("Wording")),
        ("date", _("Date")),
        ("cycle", _("Cycle")),
        ("who", _("Who")),
        ("how", _("How")),
        ("mark", _("Mark")),
        ("words", _("In words")),
        ("for", _("For")),
        ("against", _("Against")),
        ("basis", _("Basis")),
        ("context", _("Setting")),
    )


def lines(told: dict[str, str]) -> list[str]:
    """Return all that stands behind a point as lines to read."""
    head = f"{told['who']}, {told['how']}, {told['date']}"
    named = [f"{label}: {told[key]}" for key, label in columns()[6:] if told.get(key)]
    return [head, *named]


def _told(row: Mapping[str, str]) -> Told:
    return tuple(sorted(row.items()))


def _opened(behind: Any, places: Mapping[Told, int]) -> Any:
    """Return what a point opens on: the number of its row in the table, or its lines."""
    if isinstance(behind, dict):
        place = places.get(_told(behind))
        return lines(behind) if place is None else place
    if isinstance(behind, list | tuple) and behind and isinstance(behind[0], dict):
        return [line for told in behind for line in lines(told)]
    return behind


def picture(
    figure: go.Figure,
    rows: Sequence[dict[str, str]],
    caption: str,
    *,
    heads: Sequence[tuple[str, str]] = (),
    key: str = "",
) -> Plot:
    """
    Return a figure with its table; columns in which nothing stands are left out.

    ``heads`` are the table's columns where they are not those of statements.
    """
    drawn = figure.to_plotly_json()
    places = {_told(row): number for number, row in enumerate(rows)}
    for trace in drawn.get("data", []):
        if trace.get("customdata") is not None:
            trace["customdata"] = [_opened(point, places) for point in trace["customdata"]]
            trace["hovertext"] = [
                text if not isinstance(point, int) or SEVERAL in text else None
                for point, text in zip(trace["customdata"], trace["hovertext"], strict=True)
            ]
    shown = [(name, label) for name, label in heads or columns() if any(row.get(name) for row in rows)]
    return Plot(drawn, rows, shown, caption, _("There is nothing to show yet."), key)
