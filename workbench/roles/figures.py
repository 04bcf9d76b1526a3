"""
Charters over time (V16): each thing that was decided for others, and when it was handed back.

Conventions: a frame in (see :func:`frame`), a figure out. Each thing has a lane, under its role; its line
is firm while it is decided for others, dashed while it is decided with them, dotted once it is theirs, and
it ends where the charter ends. Nobody is measured: a line that thins is what a role is for.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from workbench.core.clock import shown_day
from workbench.core.drawing import PHONE
from workbench.core.spans import Look, Mark, Span, draw_spans, mark_rows
from workbench.core.words import _
from workbench.forms import rules
from workbench.forms.ways import charter_of
from workbench.roles.queries import Role

FIELDS = ("role", "title", "kind", "thing", "how", "at", "until", "who", "words", "today")
TERM, THING = "term", "thing"


def looks() -> dict[str, Look]:
    """Return how each thing that happens to a charter looks."""
    return {
        "for": Look("circle", "#3b82c4", "●", _("decided for others")),
        "with": Look("square-open", "#2f9484", "□", _("decided with them")),
        "left": Look("diamond-open", "#cf6a24", "◇", _("theirs now")),
        "begun": Look("triangle-right", "#3b82c4", "▶", _("a term begins")),
        "sunset": Look("line-ns-open", "#767676", "│", _("ends by itself")),
        "laid-down": Look("triangle-down-open", "#767676", "▽", _("laid down")),
        "recall": Look("x", "#767676", "✖", _("recalled")),
    }


def frame(roles: Sequence[Role], names: Mapping[str, str], today: date) -> pd.DataFrame:
    """Return a row for each term, and for each thing in each version of a charter that held."""
    rows = []
    for role in roles:
        about = {"role": role.entity, "title": role.charter.title, "today": today, "words": ""}
        for term in role.terms:
            rows.append(
                about | {"kind": TERM, "thing": "", "how": term.ended, "at": term.since, "until": term.until,
                         "who": names.get(term.holder, "")}
            )  # fmt: skip
        held = [v for v in role.entry.versions if v.fate in rules.HOLDS]
        for number, version in enumerate(held):
            charter = charter_of(version.text)
            ends = [t.until for t in role.terms if t.since <= version.at.date()]
            until = ends[-1] if ends else version.review_on
            if number + 1 < len(held):
                after = held[number + 1].at.date()
                until = min(until, after) if until else after
            for how, things in (
                ("for", charter.decide_for), ("with", charter.only_with), ("left", charter.left)
            ):  # fmt: skip
                rows += [
                    about | {"kind": THING, "thing": thing, "how": how, "at": version.at.date(),
                             "until": until, "who": names.get(charter.holder, "")}
                    for thing in things
                ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(FIELDS))


def _parts(table: pd.DataFrame) -> tuple[dict[str, str], list[Span], list[Mark], date]:
    rows = table.to_dict("records")
    today = rows[0]["today"] if rows else date.min
    lanes, spans, marks = dict[str, str](), list[Span](), list[Mark]()
    named = looks()
    for role in dict.fromkeys(str(r["role"]) for r in rows):
        mine = [r for r in rows if r["role"] == role]
        lanes[role] = str(mine[0]["title"])
        for r in (r for r in mine if r["kind"] == TERM):
            spans.append(Span(role, r["at"], r["until"], "proposed"))
            begun = (lanes[role], f"{named['begun'].name}, {shown_day(r['at'])}", str(r["who"]))
            marks.append(Mark(role, r["at"], "begun", begun))
            if r["how"] in named:
                end = (lanes[role], f"{named[r['how']].name}, {shown_day(r['until'])}", str(r["who"]))
                marks.append(Mark(role, r["until"], r["how"], end))
        before: dict[str, str] = {}
        for r in (r for r in mine if r["kind"] == THING):
            lane = f"{role} {r['thing']}"
            lanes[lane] = f"· {r['thing']}"
            manner = {"for": "firm", "with": "shared", "left": "left"}[str(r["how"])]
            spans.append(Span(lane, r["at"], r["until"] or today, manner))
            if before.get(lane) != r["how"]:
                told = (str(r["thing"]), f"{named[str(r['how'])].name}, {shown_day(r['at'])}", str(r["who"]))
                marks.append(Mark(lane, r["at"], str(r["how"]), told))
            before[lane] = str(r["how"])
    return lanes, spans, marks, today


def charters(table: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """Draw what each role decided for others, with them, and what it has handed back (V16)."""
    lanes, spans, marks, today = _parts(table)
    return draw_spans(
        lanes, spans, marks, looks(), today=today, width=width, empty=_("Nobody holds a role yet.")
    )


def charters_table(table: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text."""
    lanes, _spans, marks, _today = _parts(table)
    return mark_rows(lanes, marks, looks())
