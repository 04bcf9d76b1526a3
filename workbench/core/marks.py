"""
A panel of marks along time: labels upward, dates to the right.

Conventions: a dot stands on the label that was chosen, in the middle of the label's band; a peer's
initials stand a line above or below it in the same band, so that nobody hides another. What was said
without a mark stands on lanes of its own beneath, off the scale, and breaks the line above it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from workbench.core.clock import month
from workbench.core.drawing import EDGE, Place, Sheet, labels_axis, lanes_axis
from workbench.core.lettering import keys, plain, wrapped
from workbench.core.rows import draw
from workbench.core.statements import Statement, moment
from workbench.core.words import _

Event = tuple[datetime, str]
Span = tuple[datetime, datetime]
FAINT = "rgba(128,128,128,0.16)"
SLOT = 14  # pixels that a line of initials takes inside a label's band
LATER = 0.55  # of the panel's width: from here on a note is written to the left of its line


def span_of(rows: Sequence[Statement]) -> Span:
    """Return the dates that all panels of one sheet share, with room at both ends."""
    first, last = min(row.at for row in rows), max(row.at for row in rows)
    room = max((last - first) / 12, timedelta(days=4))
    return first - room, last + room


def marks_panel(sheet: Sheet, rows: Sequence[Statement], span: Span, events: Sequence[Event] = ()) -> None:
    """Draw what was said of one criterion on one scale, in time."""
    labels, aside = rows[0].labels, [row for row in rows if not row.placed]
    notes = sorted([*_changes(rows), *((at, words, "") for at, words in events if span[0] <= at <= span[1])])
    sheet.gap(SLOT * min(len(notes), 3) + 4)
    slots = _slots([row for row in rows if row.placed], (span[1] - span[0]) / 8)
    band = _band(slots)
    days = {"type": "date", "range": [_day(at) for at in span], **_ticks(rows, span)}
    dated = days | {"showgrid": True, "gridcolor": FAINT, "showticklabels": not aside}
    place = sheet.panel(band * len(labels), x=dated, y=labels_axis(labels), below=0 if aside else 36)
    name = keys(labels)
    draw(
        sheet,
        place,
        [row for row in rows if row.own or row.placed],
        kind="labels",
        x=lambda row: _day(row.at),
        y=lambda row: name[row.mark or ""] if row.placed else None,
        peers_at=_levels(sheet, place, slots, band),
    )
    if aside:
        _aside(sheet, aside, days)
    for number, (at, words, behind) in enumerate(notes):
        _note(sheet, place, at, words, behind, span, line=number % 3)


def lane(row: Statement) -> str:
    """Return the lane on which a statement without a mark stands."""
    return "no basis" if row.no_basis else "words"


def lanes_of(rows: Sequence[Statement]) -> dict[str, str]:
    """Return the lanes that these statements need, with their lettered titles."""
    titles = {"words": _("in words"), "no basis": _("no basis")}
    return {name: plain(title) for name, title in titles.items() if any(lane(row) == name for row in rows)}


def _aside(sheet: Sheet, rows: Sequence[Statement], days: dict[str, Any]) -> None:
    slots = _slots(rows, timedelta(days=3650))
    band = _band(slots)
    sheet.gap(8)
    lanes = lanes_axis(lanes_of(rows)) | {"tickfont": {"style": "italic"}}
    place = sheet.panel(band * len(lanes["tickvals"]), x=days, y=lanes, below=36)
    levels = _levels(sheet, place, slots, band)
    draw(sheet, place, rows, kind="lanes", x=lambda row: _day(row.at), y=lane, peers_at=levels, join=False)


def _slots(rows: Sequence[Statement], near: timedelta) -> dict[Statement, int]:
    """Give each peer's statement a line inside its band, where it hides nobody; 0 is the middle."""
    slots: dict[Statement, int] = {}
    alike: dict[tuple[str | None, bool], list[Statement]] = {}
    for row in rows:
        alike.setdefault((row.mark, row.no_basis), []).append(row)
    for row in sorted(
        (row for row in rows if not row.own), key=lambda row: (row.assessor_name, row.assessor)
    ):
        near_it = [other for other in alike[row.mark, row.no_basis] if abs(row.at - other.at) <= near]
        taken = {slots.get(other, 0) for other in near_it if other.own or other in slots}
        slots[row] = next(slot for slot in range(len(rows) + 1) if slot not in taken)
    return slots


def _band(slots: dict[Statement, int]) -> int:
    most = max(slots.values(), default=0)
    return 2 * SLOT * ((most + 1) // 2) + (22 if most else 30)


def _levels(
    sheet: Sheet, place: Place, slots: dict[Statement, int], band: int
) -> Callable[[Statement], Place]:
    levels = {slot: sheet.over(place, lift=_lift(slot, band)) for slot in sorted(set(slots.values()) - {0})}
    return lambda row: levels.get(slots[row], place)


def _lift(slot: int, band: int) -> float:
    lines = (slot + 1) // 2
    return (1 if slot % 2 else -1) * (lines * SLOT + 2) / band


def _changes(rows: Sequence[Statement]) -> list[tuple[datetime, str, str]]:
    """Return where the wording changed: between the last word on the old and the first on the new."""
    first: dict[int, Statement] = {}
    for row in rows:
        first.setdefault(row.since, row)
    changes: list[tuple[datetime, str, str]] = []
    news = sorted(first.values(), key=lambda row: row.at)
    for old, new in pairwise(news):
        before = max(row.at for row in rows if row.at <= new.at and row.since != new.since)
        behind = [
            _("The wording changed between {first} and {last}.")
            .replace("{first}", moment(before))
            .replace("{last}", moment(new.at)),
            _("Before: {words}").replace("{words}", old.wording),
            _("Then: {words}").replace("{words}", new.wording),
        ]
        told = "<br>".join(wrapped(line, 42, 5) for line in behind)
        changes.append((before + (new.at - before) / 2, _("wording changed"), told))
    return changes


def _note(
    sheet: Sheet, place: Place, at: datetime, words: str, behind: str, span: Span, *, line: int
) -> None:
    """Draw a thin upright line with a word on it."""
    late = (at - span[0]) / (span[1] - span[0]) > LATER
    across = {"xref": place.x, "yref": f"{place.y} domain"}
    dash = "solid" if behind else "dot"
    sheet.stroke(
        **across, x0=_day(at), x1=_day(at), y0=0, y1=1, line={"color": EDGE, "width": 1, "dash": dash}
    )
    text = wrapped(words, 28, 1)
    note = {"text": f"<i>{text}</i>", "x": _day(at), "y": 1, "yanchor": "bottom", "yshift": SLOT * line - 2}
    sheet.note(**across, **note, xanchor="right" if late else "left", hovertext=behind or None, align="left")


def _ticks(rows: Sequence[Statement], span: Span) -> dict[str, Any]:
    """Mark the days on which a session was held (else those of the entries), as far as there is room."""
    held = [row.at for row in rows if row.session] or [row.at for row in rows]
    room, days = (span[1] - span[0]) * 0.21, list[datetime]()
    for at in held:
        if not days or at - days[-1] >= room:
            days.append(at)
    texts = [f"{at.day} {month(at)}<br>{at.year}" for at in days]
    return {"tickmode": "array", "tickvals": [_day(at) for at in days], "ticktext": texts}


def _day(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
