"""
Before and after (V3) and the range of views (V4): what was said of one person around a session.

Conventions: a frame in (one row per statement, see :mod:`workbench.core.statements`), a figure out;
``width`` is that of the narrowest page that will show it.
Each criterion has a panel with its own labels; each person stands in a column of their own, the
practitioner first and the others by name, so that no view is laid over another. Nothing stands for
several people.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.core.drawing import EDGE, LINE, LOOKS, PHONE, QUIET, Place, Sheet, labels_axis, lanes_axis
from workbench.core.lettering import keys, plain, whole, wrapped
from workbench.core.marks import lane, lanes_of
from workbench.core.rows import draw, legend, named, rows_of_words, who
from workbench.core.statements import Statement, hover, moment, source_name, statements, table, told
from workbench.core.words import _

BAND = 30  # pixels for each label
ZONE = 46  # pixels for those who stand apart
FIRST, LAST = "first view", "closing view"


def before_and_after(frame: pd.DataFrame, order: Sequence[str] = (), *, width: int = PHONE) -> go.Figure:
    """Draw the person's first and closing view of each criterion, joined, and the peers' beside them."""
    panels = _panels(frame, order)
    sheet = _sheet(panels, width)
    for rows in panels:
        _heading(sheet, rows, panels)
        if rows[0].labels:
            _before_and_after(sheet, rows)
        else:
            _two_views(sheet, rows)
    return _finished(sheet, panels)


def before_and_after_table(frame: pd.DataFrame, order: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return the same views as rows of text: first view, closing view, then the peers by name."""
    return table(row for rows in _panels(frame, order) for row in rows)


def range_of_views(frame: pd.DataFrame, order: Sequence[str] = (), *, width: int = PHONE) -> go.Figure:
    """Draw who stands where on each criterion in one session; who had no basis stands apart at the left."""
    panels = _panels(frame, order)
    if len({row.session for rows in panels for row in rows}) > 1:
        raise ValueError("This picture shows one session at a time.")
    apart = any(row.labels and not row.placed for rows in panels for row in rows)
    sheet = _sheet(panels, width, room=ZONE if apart else 0)
    for rows in panels:
        _heading(sheet, rows, panels)
        if rows[0].labels:
            _range(sheet, rows)
        else:
            rows_of_words(sheet, rows, dated=False)
    return _finished(sheet, panels)


def range_of_views_table(frame: pd.DataFrame, order: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return the same views as rows of text: the person's own, then the peers' by name."""
    return before_and_after_table(frame, order)


def _before_and_after(sheet: Sheet, rows: Sequence[Statement]) -> None:
    """Draw two joined dots and the peers' columns beside them; what has no mark stands beneath the scale."""
    name = keys(rows[0].labels)
    aside = [row for row in rows if not row.placed]
    columns = {FIRST: _("before"), LAST: _("after"), **_peers(rows)}
    x = _columns(columns)
    place = _scale(
        sheet, rows, x | {"showticklabels": not aside}, ruled=len(columns), below=0 if aside else 28
    )
    first, last = _ends(rows)
    if first and last:
        _joined(sheet, place, (first, last), [name[row.mark or ""] for row in (first, last)])
    rest = [row for row in rows if row.placed and not (first and last and (row is first or row is last))]
    draw(sheet, place, rest, kind="labels", x=_column, y=lambda row: name[row.mark or ""], join=False)
    _upright(sheet, place, 1.5)
    if aside:
        sheet.gap(8)
        lanes = lanes_axis(lanes_of(aside)) | {"tickfont": {"style": "italic"}}
        off = sheet.panel(BAND * len(lanes["tickvals"]), x=x, y=lanes, below=28)
        draw(sheet, off, aside, kind="lanes", x=_column, y=lane, join=False)
        _upright(sheet, off, 1.5)


def _range(sheet: Sheet, rows: Sequence[Statement]) -> None:
    """Draw a column for each person; at the left of them all, off the scale, who gave no mark."""
    name = keys(rows[0].labels)
    aside = [row for row in rows if not row.placed]
    placed = [row for row in rows if row.placed]
    columns = {"self": _("self"), **_peers(placed)}
    place = _scale(sheet, rows, _columns(columns), ruled=len(columns), below=44 if aside else 28)
    draw(sheet, place, placed, kind="labels", x=_seat, y=lambda row: name[row.mark or ""], join=False)
    if aside:
        seats = dict(named(aside))
        lanes = lanes_axis(dict.fromkeys(seats.values(), ""), downward=True) | {"showticklabels": False}
        titles = {name: title.replace(" ", "<br>") for name, title in lanes_of(aside).items()}
        x = lanes_axis(titles) | {"tickangle": 0, "tickfont": {"style": "italic", "size": 11}}
        off = sheet.apart(place, pixels=ZONE * len(titles), x=x, y=lanes)
        draw(sheet, off, aside, kind="lanes", x=lane, y=lambda row: seats[row], join=False)
        _upright(sheet, off, len(titles) - 0.5)


def _scale(
    sheet: Sheet,
    rows: Sequence[Statement],
    x: dict[str, Any],
    *,
    ruled: int,
    below: int,
    skipped: bool = False,
) -> Place:
    """Add a panel of ordered labels, ruled between them, but not where nothing stands on the scale."""
    labels = rows[0].labels
    place = sheet.panel(BAND * len(labels), x=x, y=labels_axis(labels) | {"showgrid": False}, below=below)
    for edge in range(len(labels) + 1):
        level = {"yref": f"{place.y} domain", "y0": edge / len(labels), "y1": edge / len(labels)}
        across = {"xref": place.x, "x0": -0.5, "x1": ruled - 0.5}
        sheet.stroke(**level, **across, line={"color": QUIET, "width": 1})
    return place


def _joined(
    sheet: Sheet, place: Place, ends: tuple[Statement, Statement], y: Sequence[str], *, kind: str = "labels"
) -> None:
    """Draw the first and the closing view as two dots with a line between them."""
    looks = [LOOKS[row.source] for row in ends]
    marker: dict[str, Any] = {key: [look[key] for look in looks] for key in ("symbol", "color", "size")}
    marker["opacity"] = 1
    marker["line"] = {"width": [look.get("line", {}).get("width", 0) for look in looks]}
    sheet.points(
        place,
        kind=kind,
        x=[FIRST, LAST],
        y=y,
        mode="lines+markers",
        name=plain(ends[0].assessor_name),
        marker=marker,
        line={"color": EDGE, "width": 2},
        customdata=[told(row) for row in ends],
        hovertext=[hover([row]) for row in ends],
    )


def _two_views(sheet: Sheet, rows: Sequence[Statement]) -> None:
    """Write the first and the closing view beside each other, joined above, the peers' below by name."""
    own, peers = [row for row in rows if row.own], [row for row in rows if not row.own]
    first, last = _ends(rows)
    ends = [row for row in (first, last) if row]
    if ends:
        room = sheet.letters(0.5) - 1
        texts = [f"<b>{source_name(row.source)}</b><br>{wrapped(row.words, room, 9)}" for row in ends]
        tall = max(text.count("<br>") + 1 for text in texts) * LINE + 30
        x = lanes_axis({FIRST: "", LAST: ""}) | {"showticklabels": False, "range": [-0.05, 1.95]}
        y = lanes_axis({"own": ""}) | {"showticklabels": False, "range": [-1, 12 / tall]}
        place = sheet.panel(tall, x=x, y=y, across=(0.0, 1.0))
        if first and last:
            _joined(sheet, place, (first, last), ["own", "own"], kind="lanes")
        else:
            draw(sheet, place, ends, kind="lanes", x=_column, y=lambda _row: "own")
        for row, text in zip(ends, texts, strict=True):
            at = {"xref": "paper", "x": 0.0 if row is first else 0.5, "xanchor": "left"}
            high = {"yref": f"{place.y} domain", "y": 1, "yshift": -26, "yanchor": "top"}
            sheet.note(text=text, align="left", hovertext=hover([row]), font={"size": 12}, **at, **high)
    rest = [row for row in own if not any(row is end for end in ends)]
    if rest or peers:
        sheet.gap(8)
        rows_of_words(sheet, [*rest, *peers], dated=False)


def _ends(rows: Sequence[Statement]) -> tuple[Statement | None, Statement | None]:
    """Return the first view and the last closing one; with labels, only such as carry a mark."""
    own = [row for row in rows if row.own and (row.placed or not row.labels)]
    first = next((row for row in own if row.source == "self"), None)
    return first, next((row for row in reversed(own) if row.source == "closing"), None)


def _panels(frame: pd.DataFrame, order: Sequence[str]) -> list[list[Statement]]:
    """Return what was said in sessions by session, criterion and wording: own views first, then by name."""
    panels: dict[tuple[object, ...], list[Statement]] = {}
    rows = [row for row in statements(frame) if row.source != "entry"]
    if len({row.practitioner for row in rows}) > 1:
        raise ValueError("This picture shows one person at a time.")
    began = {row.session: row.at for row in reversed(rows)}
    place = {criterion: number for number, criterion in enumerate(dict.fromkeys(order))}
    for row in sorted(rows, key=lambda row: (not row.own, row.assessor_name if not row.own else "", row.at)):
        asked = place.get(row.criterion, len(place))
        key = (began[row.session], row.session, asked, row.wording, row.criterion, row.revision, row.labels)
        panels.setdefault(key, []).append(row)
    return [panels[key] for key in sorted(panels)]


def _sheet(panels: Sequence[Sequence[Statement]], width: int, *, room: int = 0) -> Sheet:
    scales = list(dict.fromkeys(rows[0].labels for rows in panels))
    return Sheet(scales, width, inset=() in scales or room > 0, room=room)


def _heading(sheet: Sheet, rows: Sequence[Statement], panels: Sequence[Sequence[Statement]]) -> None:
    several = len({row.session for panel in panels for row in panel}) > 1
    sheet.gap(20 if rows is not panels[0] else 0)
    lack = _("Its lack: {words}").replace("{words}", rows[0].lack) if rows[0].lack else ""
    small = moment(min(row.at for row in rows)) if several else ""
    sheet.heading(rows[0].wording, small=small, behind=wrapped(lack, 42, 6) if lack else "")


def _finished(sheet: Sheet, panels: Sequence[Sequence[Statement]]) -> go.Figure:
    rows = [row for panel in panels for row in panel]
    if not rows:
        return sheet.finished(empty=_("Nothing has been said in this session yet."))
    legend(sheet, rows, mode="markers")
    return sheet.finished(people=who(rows))


def _columns(titles: Mapping[str, str]) -> dict[str, Any]:
    return lanes_axis(titles) | {"tickangle": 0}


def _column(row: Statement) -> str:
    return _peer(row) if not row.own else FIRST if row.source == "self" else LAST


def _seat(row: Statement) -> str:
    return "self" if row.own else _peer(row)


def _peer(row: Statement) -> str:
    return f"peer {whole(row.assessor)}"


def _peers(rows: Iterable[Statement]) -> dict[str, str]:
    """Return a column without a title for each peer, by name: their initials stand in it."""
    return {_peer(row): "" for row in rows if not row.own}


def _upright(sheet: Sheet, place: Place, x: float) -> None:
    """Draw the upright line that sets columns apart."""
    sheet.stroke(
        xref=place.x,
        yref=f"{place.y} domain",
        x0=x,
        x1=x,
        y0=0,
        y1=1,
        line={"color": EDGE, "width": 1, "dash": "dot"},
    )
