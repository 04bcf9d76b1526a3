"""
Lanes over time: what lasted from when to when, with marks where something happened.

Conventions: every lane is told by its words over its line, again and again where the picture is panned; time
goes to the right, each year equally wide (``layout.meta.wide`` in pixels). A line tells that something
lasted, and in which manner; its place tells nothing but the order in which it began.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from workbench.core.clock import shown_day
from workbench.core.drawing import EDGE, LETTER, PHONE, QUIET, Place, Sheet, lanes_axis
from workbench.core.lettering import folded, plain
from workbench.core.words import _

YEAR, LANE, WINDOW = 250, 54, 290  # pixels
LONGEST = 60  # letters over a line


@dataclass(frozen=True)
class Span:
    """Something that lasted, drawn in a manner."""

    lane: str
    begin: date
    end: date
    manner: str


@dataclass(frozen=True)
class Mark:
    """Something that happened, with the words on which it opens."""

    lane: str
    at: date
    kind: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """How a kind of mark looks: its symbol, its colour, the sign in the key, what it is called."""

    symbol: str
    colour: str
    sign: str
    name: str


STROKES: Mapping[str, dict[str, Any]] = {
    "firm": {"dash": "solid", "width": 4, "color": "#3b82c4"},
    "tried": {"dash": "dash", "width": 3, "color": "#2f9484"},
    "shared": {"dash": "dash", "width": 3, "color": "#2f9484"},
    "proposed": {"dash": "dot", "width": 2, "color": "#767676"},
    "left": {"dash": "dot", "width": 2, "color": "#cf6a24"},
}


def draw_spans(
    lanes: Mapping[str, str], spans: Sequence[Span], marks: Sequence[Mark], looks: Mapping[str, Look], *,
    today: date, width: int = PHONE, empty: str = "",
) -> go.Figure:  # fmt: skip
    """Draw lanes (name to words) with what lasted and what happened in each."""
    sheet = Sheet((), width, inset=True)
    days = [s.begin for s in spans] + [s.end for s in spans] + [m.at for m in marks]
    if not lanes or not days:
        return sheet.finished(empty=empty or _("There is nothing to show yet."))
    first, last = min(*days, today), max(*days, today)
    length = max((last - first).days, 30)
    wide = max(width, int(length / 365 * YEAR) + 120)
    pad = timedelta(days=max(3, int(length * 24 / wide)))
    ahead = timedelta(days=int(length * 90 / wide))
    begin, end = first - pad, last + max(pad, ahead)
    axis = lanes_axis(dict.fromkeys(lanes, ""), downward=True) | {"showticklabels": False}
    axis["range"] = [len(lanes) - 0.6, -0.8]
    x = {"type": "date", "range": [begin.isoformat(), end.isoformat()], "side": "top", "nticks": 6,
         "showticklabels": True, "showgrid": True, "gridcolor": QUIET,
         "tickfont": {"size": 12}}  # fmt: skip
    sheet.gap(30)
    place = sheet.panel(int(LANE * (len(lanes) + 0.3)), x=x, y=axis)
    for span in spans:
        if span.end > span.begin:
            sheet.stroke(
                xref=place.x, yref=place.y, x0=span.begin.isoformat(), x1=span.end.isoformat(), y0=span.lane,
                y1=span.lane, line=STROKES[span.manner],
            )  # fmt: skip
    sheet.stroke(
        xref=place.x, yref=place.y, x0=today.isoformat(), x1=today.isoformat(), y0=-0.8,
        y1=len(lanes) - 0.6, line={"color": EDGE, "width": 1, "dash": "dot"},
    )  # fmt: skip
    _titles(sheet, place, lanes, days_of(spans, marks), (end - begin).days / wide)
    for kind, look in looks.items():
        here = [mark for mark in marks if mark.kind == kind]
        sheet.points(
            place, kind="lanes", x=[m.at.isoformat() for m in here], y=[m.lane for m in here], mode="markers",
            name=plain(look.name), customdata=[list(m.told) for m in here],
            hovertext=["<br>".join(map(plain, m.told)) for m in here],
            marker={"symbol": look.symbol, "color": look.colour, "size": 12,
                    "line": {"width": 2, "color": look.colour}},
        )  # fmt: skip
    drawn = sheet.finished()
    drawn.update_layout(meta={"wide": wide})
    return drawn


def days_of(spans: Sequence[Span], marks: Sequence[Mark]) -> dict[str, tuple[date, date]]:
    """Return from when to when there is something in each lane."""
    found: dict[str, list[date]] = {}
    for span in spans:
        found.setdefault(span.lane, []).extend((span.begin, span.end))
    for mark in marks:
        found.setdefault(mark.lane, []).append(mark.at)
    return {lane: (min(days), max(days)) for lane, days in found.items()}


def _titles(
    sheet: Sheet, place: Place, lanes: Mapping[str, str], days: Mapping[str, tuple[date, date]], each: float
) -> None:
    """Write the words of each lane over its line, again where the picture is wider than a phone."""
    x: list[str] = []
    y: list[str] = []
    texts: list[str] = []
    for lane, words in lanes.items():
        if lane not in days:
            continue
        begin, end = days[lane]
        at = begin + timedelta(days=int(each * 10))
        step = timedelta(days=max(1, int(each * WINDOW)))
        short = plain(folded(words, min(LONGEST, int(WINDOW / LETTER)), 1)[0])
        while at <= end or lane not in y:
            x.append(at.isoformat())
            y.append(lane)
            texts.append(f"{short}<br>\u00a0")  # lifted over its line
            at += step
    sheet.points(
        place, kind="lanes", x=x, y=y, mode="text", text=texts, textposition="top right", hoverinfo="skip",
        textfont={"size": 12},
    )  # fmt: skip


def key(looks: Mapping[str, Look]) -> str:
    """Return what the marks stand for."""
    return " · ".join(f"{look.sign}\u00a0{look.name}" for look in looks.values())


def mark_rows(
    lanes: Mapping[str, str], marks: Sequence[Mark], looks: Mapping[str, Look]
) -> list[dict[str, str]]:
    """Return what happened as rows of text, in the order of time."""
    return [
        {
            "what": lanes.get(m.lane, "").removeprefix("· "), "how": looks[m.kind].name,
            "date": shown_day(m.at),
            "words": " ".join(m.told[2:]),
        }
        for m in sorted(marks, key=lambda mark: (mark.at, mark.lane))
        if m.kind in looks
    ]  # fmt: skip


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside it."""
    return (("what", _("What")), ("how", _("What happened")), ("date", _("Date")), ("words", _("In words")))
