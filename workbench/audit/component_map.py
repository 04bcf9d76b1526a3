"""
The component map (V8): how one person carves the job over the cycles, a lane for each part.

Conventions: a frame in (one row per version of a part, see :mod:`workbench.audit.descent`), a figure out.
One person's map is one picture; no two are ever put together.
"""

from datetime import datetime
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.audit import descent, genealogy
from workbench.audit.descent import Cycles
from workbench.audit.looking import Line
from workbench.core.words import _


def component_map(frame: pd.DataFrame, cycles: Cycles) -> go.Figure:
    """Draw how one person carves the job over the cycles, a lane for each part."""
    return genealogy.genealogy(frame, cycles)


def component_map_table(frame: pd.DataFrame, cycles: Cycles) -> list[dict[str, str]]:
    """Return the same as rows of text; the criteria that stand under a part now go with it."""
    return descent.table(frame, cycles)


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside it."""
    return (
        ("words", _("Part of the job")), ("did", _("What became of it")), ("date", _("Date")),
        ("cycle", _("Cycle")), ("who", _("By")), ("why", _("Why")), ("lack", _("Criteria under it")),
    )  # fmt: skip


def rows_of(line: Line) -> list[dict[str, Any]]:
    """Return what somebody shows as rows for the picture."""
    return [
        {**row, "at": datetime.fromisoformat(row["at"]), "labels": (), "grew_from": ()}
        for row in line.content
    ]
