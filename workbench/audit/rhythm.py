"""
The rhythm of turns in a group (V25): who has had a turn lately, so that turns are shared.

Conventions: a frame in (one row per turn: person, name, kind, cycle, at), a figure out. Dates, no results;
people stand by name, and nobody's turns are counted.
"""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from workbench.core.clock import shown_day
from workbench.core.drawing import PHONE, QUIET, Sheet, lanes_axis
from workbench.core.lettering import plain, whole, wrapped
from workbench.core.words import _
from workbench.sessions.protocols import ASSESSMENT, AUDIT, FEEDBACK, REVIEW

CYCLE, LANE = 56, 34  # pixels
LOOKS: Mapping[str, tuple[str, str, str, float]] = {
    FEEDBACK: ("circle-open", "#3b82c4", "○", -0.22),
    ASSESSMENT: ("diamond", "#cf6a24", "◆", -0.08),
    REVIEW: ("square-open", "#2f9484", "□", 0.22),
    AUDIT: ("triangle-up-open", "#9a6bbf", "△", 0.08),
}


def audit_rhythm(
    frame: pd.DataFrame, names: Mapping[str, str], cycles: Sequence[int], *, width: int = PHONE
) -> go.Figure:
    """Draw who had a turn in which cycle; ``names`` are all who take part, also who has had none."""
    rows = frame.to_dict("records")
    lanes = dict(sorted(names.items(), key=lambda each: (each[1], each[0])))
    lanes |= {r["person"]: r["name"] for r in rows if r["person"] not in lanes}
    sheet = Sheet([tuple(lanes.values())], width)
    if not rows:
        return sheet.finished(empty=_("Nobody has had a turn yet."))
    first, last = min(cycles, default=1), max(cycles, default=1)
    wide = max(width, sheet.left + (last - first + 1) * CYCLE + 24)
    ticks = {"tickmode": "array", "tickvals": list(cycles), "ticktext": [str(number) for number in cycles]}
    x = {"type": "linear", "range": [first - 0.6, last + 0.6], "side": "top", **ticks}
    y = lanes_axis({who: wrapped(name, 15, 2) for who, name in lanes.items()}, downward=True)
    sheet.gap(30)
    grid = {"showgrid": True, "gridcolor": QUIET}
    place = sheet.panel(LANE * len(lanes), x=x | grid, y=y | grid)
    for kind, (symbol, colour, _sign, aside) in LOOKS.items():
        turns = [row for row in rows if row["kind"] == kind]
        sheet.points(
            place,
            kind="lanes",
            x=[row["cycle"] + aside for row in turns],
            y=[row["person"] for row in turns],
            mode="markers",
            name=plain(kind_words(kind)),
            marker={"symbol": symbol, "color": colour, "size": 12, "line": {"width": 2, "color": colour}},
            customdata=[_told(row) for row in turns],
            hovertext=["<br>".join(map(plain, _told(row))) for row in turns],
        )
    drawn = sheet.finished()
    drawn.update_layout(meta={"wide": wide})
    return drawn


def key() -> str:
    """Return what the marks stand for."""
    return " · ".join(f"{sign}\u00a0{kind_words(kind)}" for kind, (_s, _c, sign, _a) in LOOKS.items())


def audit_rhythm_table(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the turns as rows of text, in the order of time."""
    return [
        {
            "who": whole(row["name"]),
            "how": kind_words(row["kind"]),
            "cycle": str(row["cycle"]),
            "date": shown_day(row["at"]),
        }
        for row in sorted(frame.to_dict("records"), key=lambda row: row["at"])
    ]


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside it."""
    return (("who", _("Who")), ("how", _("Which turn")), ("cycle", _("Cycle")), ("date", _("Date")))


def kind_words(kind: str) -> str:
    """Return what a kind of turn is called."""
    named = {
        FEEDBACK: _("feedback"), ASSESSMENT: _("assessment"), REVIEW: _("review"), AUDIT: _("audit meeting"),
        "decision": _("decision"),
    }  # fmt: skip
    return named.get(kind, kind)


def _told(row: Mapping[Hashable, object]) -> list[str]:
    at = pd.Timestamp(str(row["at"])).to_pydatetime()
    return [whole(str(row["name"])), kind_words(str(row["kind"])), shown_day(at)]
