"""
On what each part of a statement rests, and how old it is (V23).

Conventions: a frame in (one row per part and ground), a figure out. Each part has a lane from the day on
which it was written to the day on which it expires; a mark for each ground, side by side. No mark weighs more
than another, and no number of them is enough.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from workbench.audit.statement import RESTS, Claim, rests_words, section_words
from workbench.core.clock import shown_day
from workbench.core.drawing import PHONE
from workbench.core.spans import Look, Mark, Span, draw_spans
from workbench.core.words import _

FIELDS = ("section", "title", "ground", "at", "until", "words", "told", "today")
SYMBOLS = {
    "log": ("circle", "#3b82c4", "●"),
    "peers": ("square-open", "#2f9484", "□"),
    "audit": ("triangle-up-open", "#9a6bbf", "△"),
    "clients": ("diamond-open", "#cf6a24", "◇"),
    "papers": ("cross-open", "#767676", "✚"),
    "own": ("circle-open", "#767676", "○"),
}
BESIDE = timedelta(days=22)
"""How far marks of one day stand from each other."""


def looks() -> dict[str, Look]:
    """Return how each ground looks."""
    return {key: Look(*SYMBOLS[key], rests_words(key)) for key, _label in RESTS}


def frame(claims: Sequence[Claim], today: date) -> pd.DataFrame:
    """Return a row for each ground of each part."""
    rows = [
        {"section": claim.section, "title": section_words(claim.section), "ground": ground,
         "at": claim.at.date(), "until": claim.until, "words": claim.words, "told": claim.told,
         "today": today}
        for claim in claims for ground in claim.rests
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(FIELDS))


def provenance(table: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """Draw since when each part stands, until when, and on what it rests (V23)."""
    rows = table.to_dict("records")
    today = rows[0]["today"] if rows else date.min
    lanes = {str(r["section"]): f"{r['section']} {r['title']}" for r in rows}
    spans = [
        Span(lane, first["at"], first["until"], "firm" if first["until"] >= today else "proposed")
        for lane in lanes
        for first in [next(r for r in rows if r["section"] == lane)]
    ]
    marks = []
    for lane in lanes:
        for number, r in enumerate(each for each in rows if each["section"] == lane):
            told = (
                lanes[lane],
                rests_words(str(r["ground"])),
                shown_day(r["at"]),
                str(r["words"]),
                str(r["told"]),
            )
            marks.append(Mark(lane, r["at"] + number * BESIDE, str(r["ground"]), tuple(filter(None, told))))
    return draw_spans(
        lanes, spans, marks, looks(), today=today, width=width, empty=_("Nothing of it is written yet.")
    )


def provenance_table(table: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text: a part, its words, on what it rests, from when until when."""
    rows = table.to_dict("records")
    found = []
    for section in dict.fromkeys(r["section"] for r in rows):
        mine = [r for r in rows if r["section"] == section]
        first = mine[0]
        state = _("expired on {day}") if first["until"] < first["today"] else _("until {day}")
        found.append(
            {"part": f"{section} {first['title']}", "words": str(first["words"]),
             "rests": _("; ").join(rests_words(str(r["ground"])) for r in mine), "told": str(first["told"]),
             "date": shown_day(first["at"]), "until": state.format(day=shown_day(first["until"]))}
        )  # fmt: skip
    return found


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside it."""
    return (
        ("part", _("Part")), ("words", _("In words")), ("rests", _("Rests on")), ("told", _("More on that")),
        ("date", _("Written")), ("until", _("Stands")),
    )  # fmt: skip
