"""
The genealogy of criteria (V7): proposed, tried, altered, split, joined, put down, cycle after cycle.

Conventions: a frame in (one row per version, see :mod:`workbench.audit.descent`), a figure out. Each
criterion has a lane of its own, what grew from it beneath it. Time goes to the right, and every cycle is
equally wide, so that ten years are looked through by panning: ``layout.meta.wide`` is the width in pixels.
A line is firm while a wording is in force, dashed while one is tried, dotted while it is only proposed;
nothing follows what was put down. A lane's place says when a criterion first appeared, no more.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.audit import descent
from workbench.audit.descent import ALTERED, NEAR, Cycles, Lanes, Step, behind
from workbench.core.drawing import LETTER, PHONE, QUIET, Place, Sheet, lanes_axis
from workbench.core.lettering import plain, wrapped
from workbench.core.words import _
from workbench.practice.rules import DROPPED, HELD, PROPOSED, TO_DROP, TRIED

CYCLE, LANE = 84, 50  # pixels
AFTER = 1.4  # cycles of room for the newest words
WINDOW = 280  # pixels after which a wording is written again, so that a phone's width always shows it
MARKS: Mapping[str, tuple[str, str, str]] = {
    PROPOSED: ("circle-open", "#3b82c4", "○"),
    TRIED: ("circle-open-dot", "#2f9484", "⊙"),
    HELD: ("circle", "#3b82c4", "●"),
    ALTERED: ("diamond", "#cf6a24", "◆"),
    TO_DROP: ("x-thin-open", "#767676", "☒"),
    DROPPED: ("x", "#767676", "✖"),
}
STROKES = {HELD: ("solid", 3), TRIED: ("dash", 2), PROPOSED: ("dot", 1.5)}


def genealogy(frame: pd.DataFrame, cycles: Cycles, *, width: int = PHONE) -> go.Figure:
    """Draw how criteria came about, cycle after cycle; ``cycles`` are number, begin and end, in order."""
    lanes = descent.lanes(frame, cycles)
    sheet = Sheet((), width, inset=True)
    if not lanes:
        return sheet.finished(empty=_("No criterion has been written here yet."))
    last = cycles[-1][0] if cycles else 0
    end = max([last + 1.0, *(step.x + 0.3 for steps in lanes.values() for step in steps)])
    begin = min(step.x for steps in lanes.values() for step in steps) - 0.2
    wide = max(width, int((end + AFTER - begin) * CYCLE))
    x = {"type": "linear", "range": [begin, end + AFTER], "side": "top", **_ticks(cycles)}
    above = 0.3  # of a lane, for the words over the first
    axis = lanes_axis(dict.fromkeys(lanes, ""), downward=True) | {"showticklabels": False}
    axis["range"] = [len(lanes) - 0.5, -0.5 - above]
    sheet.gap(48)
    place = sheet.panel(int(LANE * (len(lanes) + above)), x=x, y=axis)
    for entity, steps in lanes.items():
        _lane(sheet, place, entity, steps, end)
        _branches(sheet, place, entity, steps, lanes)
    _wordings(sheet, place, lanes, end)
    _steps(sheet, place, lanes)
    drawn = sheet.finished()
    drawn.update_layout(meta={"wide": wide})
    return drawn


def key() -> str:
    """Return what the marks stand for, to be read beside the picture."""
    names = {
        PROPOSED: _("proposed"), TRIED: _("tried"), HELD: _("in force"), ALTERED: _("altered"),
        TO_DROP: _("proposed to put down"), DROPPED: _("put down, split or joined"),
    }  # fmt: skip
    return " · ".join(f"{MARKS[did][2]}\u00a0{name}" for did, name in names.items())


def _ticks(cycles: Cycles) -> dict[str, Any]:
    texts = [plain(_("Cycle {n}").format(n=number)) + f"<br>{begin.year}" for number, begin, _end in cycles]
    seen = {"tickmode": "array", "tickvals": [number for number, *_ in cycles], "ticktext": texts}
    return seen | {"showgrid": True, "gridcolor": QUIET, "ticklabelposition": "outside right"}


def _lane(sheet: Sheet, place: Place, entity: str, steps: Sequence[Step], end: float) -> None:
    """Draw a lane's line: firm, dashed or dotted, until what is there is put down."""
    now: str | None = None
    for number, step in enumerate(steps):
        until = steps[number + 1].x if number + 1 < len(steps) else end
        fate = step.row["fate"]
        now = {HELD: HELD, DROPPED: None}.get(fate, now if now == HELD else PROPOSED)
        if fate == TRIED and now != HELD:
            ends = min(until, float(int(step.x) + 1))
            _line(sheet, place, entity, (step.x, ends), TRIED)
            _line(sheet, place, entity, (ends, until), PROPOSED)
        elif now is not None:
            _line(sheet, place, entity, (step.x, until), now)


def _line(sheet: Sheet, place: Place, entity: str, ends: tuple[float, float], kind: str) -> None:
    if ends[1] <= ends[0]:
        return
    dash, wide = STROKES[kind]
    line = {"color": "rgba(90,130,170,0.55)", "width": wide, "dash": dash}
    sheet.stroke(xref=place.x, yref=place.y, x0=ends[0], x1=ends[1], y0=entity, y1=entity, line=line)


def _branches(sheet: Sheet, place: Place, entity: str, steps: Sequence[Step], lanes: Lanes) -> None:
    """Draw from where a criterion grew."""
    first = steps[0]
    for origin in first.row["grew_from"]:
        if origin in lanes and origin != entity:
            sheet.stroke(
                xref=place.x, yref=place.y, x0=max(first.x - 0.3, 0), x1=first.x, y0=origin, y1=entity,
                line={"color": "rgba(90,130,170,0.55)", "width": 1.5},
            )  # fmt: skip


def _wordings(sheet: Sheet, place: Place, lanes: Lanes, end: float) -> None:
    """Write each wording over its line, again and again while it lasts."""
    x: list[float] = []
    texts: list[str] = []
    names: list[str] = []
    for entity, steps in lanes.items():
        for number, step in enumerate(said := _worded(steps)):
            until = said[number + 1].x if number + 1 < len(said) else _gone(steps, end + AFTER)
            spot = step.x
            while spot < max(min(until, end - 1), step.x + NEAR):
                room = int((min(until, spot + WINDOW / CYCLE) - spot) * CYCLE / LETTER)
                if room >= 6 or spot == step.x:
                    x.append(spot)
                    names.append(entity)
                    texts.append(wrapped(step.row["wording"], max(room, 12), 2))
                spot += WINDOW / CYCLE
    sheet.points(
        sheet.over(place, lift=-0.16), kind="lanes", x=x, y=names, mode="text", text=texts,
        textposition="top right",
        textfont={"size": 12}, hoverinfo="skip",
    )  # fmt: skip


def _worded(steps: Sequence[Step]) -> list[Step]:
    """Return the steps from which on a lane has other words."""
    found: list[Step] = []
    held = False
    for step in steps:
        fate = step.row["fate"]
        if fate in {TO_DROP, DROPPED} or (fate in {PROPOSED, TRIED} and held):
            continue
        held = held or fate == HELD
        if not found or found[-1].row["wording"] != step.row["wording"]:
            found.append(step)
    return found


def _gone(steps: Sequence[Step], end: float) -> float:
    return steps[-1].x if steps[-1].row["fate"] == DROPPED else end


def _steps(sheet: Sheet, place: Place, lanes: Lanes) -> None:
    """Draw each step as a mark that opens on its words."""
    every = [(entity, step) for entity, steps in lanes.items() for step in steps]
    looks = [MARKS.get(step.did, MARKS[DROPPED]) for _entity, step in every]
    told = [behind(step, lanes) for _entity, step in every]
    sheet.points(
        place,
        kind="lanes",
        x=[step.x for _entity, step in every],
        y=[entity for entity, _step in every],
        mode="markers",
        marker={
            "symbol": [symbol for symbol, _colour, _sign in looks],
            "color": [colour for _symbol, colour, _sign in looks],
            "size": 12,
            "opacity": 1,
            "line": {"width": 2, "color": [colour for _symbol, colour, _sign in looks]},
        },
        customdata=told,
        hovertext=["<br>".join(wrapped(line, 42, 3) for line in lines[:3]) for lines in told],
    )
