"""The pictures of one session as a page shows them: figure, words behind each point, and a table."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from widgets.plot import Plot
from workbench.core.words import _
from workbench.screen import pictures as screen
from workbench.sessions import figures

Drawing = Callable[[pd.DataFrame, Sequence[str]], go.Figure]
Table = Callable[[pd.DataFrame, Sequence[str]], list[dict[str, str]]]

PICTURES: dict[str, tuple[Drawing, Table, Callable[[], str]]] = {
    "before-and-after": (
        figures.before_and_after,
        figures.before_and_after_table,
        lambda: _("Own view before and after; peers' views stand beside it."),
    ),
    "range-of-views": (
        figures.range_of_views,
        figures.range_of_views_table,
        lambda: _("Who sees it how. Each view stands for itself."),
    ),
}


def picture(name: str, rows: Sequence[dict[str, Any]], order: Sequence[str] = ()) -> Plot:
    """Return a picture of these rows, criteria in this order; with no rows it says there is nothing yet."""
    draw, table, caption = PICTURES[name]
    if not rows:
        return Plot(empty=_("There is nothing to show yet."))
    frame = pd.DataFrame(list(rows))
    return screen.picture(draw(frame, order), table(frame, order), caption())
