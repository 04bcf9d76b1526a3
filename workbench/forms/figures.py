"""
The form register over time (V17), and three readings of one form beside each other (V22).

Conventions: a frame in, a figure out. In V17 each form has a lane; its line is firm while it holds, dashed
while it is tried, and ends where it rests: nothing is red, nothing is late. In V22 what members wrote of the
three values stands side by side by day; nothing is measured.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from workbench.core.clock import shown_day
from workbench.core.drawing import PHONE
from workbench.core.spans import Look, Mark, Span, columns, draw_spans, key, mark_rows
from workbench.core.words import _
from workbench.forms import remarks, rules
from workbench.forms.register import Entry

__all__ = ["columns", "forms_timeline", "forms_timeline_table", "frame", "key", "three_readings"]

FIELDS = ("entity", "title", "what", "at", "until", "who", "words", "today")
REVIEWED, RESTING = "reviewed", "resting"


def looks() -> dict[str, Look]:
    """Return how each thing that happens to a form looks."""
    return {
        rules.PROPOSED: Look("circle-open", "#767676", "○", _("proposed")),
        rules.TRIED: Look("circle-open-dot", "#2f9484", "⊙", _("tried")),
        rules.HELD: Look("circle", "#3b82c4", "●", _("adopted")),
        REVIEWED: Look("diamond-open", "#cf6a24", "◇", _("looked at again")),
        RESTING: Look("line-ns-open", "#767676", "│", _("rests")),
        rules.DROPPED: Look("x", "#767676", "✖", _("dropped")),
    }


def frame(
    entries: Sequence[Entry], said: Sequence[remarks.Said], names: Mapping[str, str], today: date
) -> pd.DataFrame:
    """Return a row for each thing that happened to a form: a version, a review, a rest."""
    rows = []
    for entry in sorted(entries, key=lambda e: (e.versions[0].at, e.entity)):
        about = {"entity": entry.entity, "title": entry.title, "today": today}
        for version in entry.versions:
            what = RESTING if version.fate == rules.RESTS else version.fate
            rows.append(
                about | {"what": what, "at": version.at.date(), "until": version.review_on,
                         "who": names.get(version.by_id, ""), "words": version.reason}
            )  # fmt: skip
        if entry.stands == rules.RESTS and entry.since is not None and entry.shown.fate in rules.HOLDS:
            rest = _("Past its day: it rests by itself.")
            rows.append(about | {"what": RESTING, "at": entry.since, "until": None, "who": "", "words": rest})
        rows += [
            about | {"what": REVIEWED, "at": s.at.date(), "until": None, "who": names.get(s.by, ""),
                     "words": s.words}
            for s in said if s.about == entry.entity and s.kind in remarks.ANSWERS
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(FIELDS))


def _parts(table: pd.DataFrame) -> tuple[dict[str, str], list[Span], list[Mark], date]:
    rows = table.to_dict("records")
    lanes = {str(r["entity"]): str(r["title"]) for r in rows}
    today = rows[0]["today"] if rows else date.min
    spans, marks = list[Span](), list[Mark]()
    for lane in lanes:
        mine = [r for r in rows if r["entity"] == lane and r["what"] != REVIEWED]
        changes = sorted((r for r in mine if r["what"] != rules.PROPOSED), key=lambda r: r["at"])
        for number, row in enumerate(changes):
            nxt = changes[number + 1]["at"] if number + 1 < len(changes) else None
            until = row["until"] if isinstance(row["until"], date) else nxt or today
            manner = {rules.HELD: "firm", rules.TRIED: "tried"}.get(row["what"])
            if manner:
                spans.append(Span(lane, row["at"], min(until, nxt) if nxt else until, manner))
        waits = [r for r in mine if r["what"] == rules.PROPOSED]
        if waits and not changes:
            spans.append(Span(lane, waits[0]["at"], max(today, waits[0]["at"]), "proposed"))
    named = looks()
    for r in rows:
        told = [lanes[r["entity"]], f"{named[r['what']].name}, {shown_day(r['at'])}", r["who"], r["words"]]
        marks.append(Mark(r["entity"], r["at"], r["what"], tuple(filter(None, map(str, told)))))
    return lanes, spans, marks, today


def forms_timeline(table: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """Draw when each form was proposed, tried, adopted, looked at again, and since when it rests (V17)."""
    lanes, spans, marks, today = _parts(table)
    empty = _("Nothing is agreed yet.")
    return draw_spans(lanes, spans, marks, looks(), today=today, width=width, empty=empty)


def forms_timeline_table(table: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text."""
    lanes, _spans, marks, _today = _parts(table)
    return mark_rows(lanes, marks, looks())


def _readings(said: Sequence[remarks.Said], names: Mapping[str, str]) -> tuple[dict[str, str], list[Mark]]:
    lanes = {
        "autonomy": _("deciding for oneself"), "co-operation": _("deciding together"),
        "hierarchy": _("deciding for others, for their sake"),
    }  # fmt: skip
    marks = [
        Mark(s.kind, s.at.date(), s.kind, (lanes[s.kind], f"{names.get(s.by, '')}, {shown_day(s.at.date())}",
                                           s.words))
        for s in said if s.kind in lanes
    ]  # fmt: skip
    return lanes, marks


def three_readings(
    said: Sequence[remarks.Said], names: Mapping[str, str], *, width: int = PHONE
) -> go.Figure:
    """Draw when somebody wrote of each of the three values of one form; each opens on its words (V22)."""
    lanes, marks = _readings(said, names)
    days = [mark.at for mark in marks]
    spans = [Span(lane, min(days), max(days), "proposed") for lane in lanes] if days else []
    today = max(days) if days else date.min
    return draw_spans(lanes, spans, marks, reading_looks(), today=today, width=width)


def reading_looks() -> dict[str, Look]:
    """Return how a reading of each of the three values looks."""
    return {
        "autonomy": Look("circle-open", "#3b82c4", "○", _("alone")),
        "co-operation": Look("square-open", "#2f9484", "□", _("together")),
        "hierarchy": Look("diamond-open", "#cf6a24", "◇", _("for others")),
    }


def three_readings_table(said: Sequence[remarks.Said], names: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the three texts of each day beside each other, a row for each writer and day."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for s in sorted(said, key=lambda each: each.at):
        if s.kind in remarks.READINGS:
            day = shown_day(s.at.date())
            row = rows.setdefault((day, s.by), {"date": day, "who": names.get(s.by, "")})
            row[s.kind] = s.words
    return list(rows.values())


def reading_columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside the three readings."""
    asked = remarks.answer_words()
    return (("date", _("Date")), ("who", _("Who")), *((kind, asked[kind]) for kind in remarks.READINGS))
