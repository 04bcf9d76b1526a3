"""
My thread (V1), my criteria (V2), then and now (V5), and the lines that members show to their group.

Conventions: a frame in (one row per statement, see :mod:`workbench.core.statements`), a figure out;
``width`` is that of the narrowest page that will show it.
Dots stand at their date on the label that was chosen. A line breaks where the wording changed or
where no mark was given; scales that differ stand in panels of their own, never mapped onto each
other. A criterion judged in words is read downward, its first words beside each dot.
"""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from workbench.core.drawing import LETTER, PHONE, Sheet
from workbench.core.lettering import width as letters_wide
from workbench.core.lettering import wrapped
from workbench.core.marks import Event, Span, marks_panel, span_of
from workbench.core.rows import legend, rows_of_words, who
from workbench.core.statements import Statement, statements, table
from workbench.core.words import _


def my_thread(frame: pd.DataFrame, *, events: Sequence[Event] = (), width: int = PHONE) -> go.Figure:
    """Draw one criterion of one person through time: own statements as dots, each peer's as initials."""
    rows = statements(frame)
    _refuse_several({row.practitioner for row in rows}, "person")
    _refuse_several({row.criterion for row in rows}, "criterion")
    return _drawn([rows] if rows else [], events, width)


def my_thread_table(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return what the thread shows as rows of text, panel after panel, in the order of time."""
    return table(row for panel in _panels(statements(frame)) for row in panel)


def my_criteria(frame: pd.DataFrame, order: Sequence[str] = (), *, width: int = PHONE) -> go.Figure:
    """Draw a thread for each of one person's criteria, in the person's own order, each on its own scale."""
    rows = statements(frame)
    _refuse_several({row.practitioner for row in rows}, "person")
    return _drawn(_threads(rows, order), (), width)


def my_criteria_table(frame: pd.DataFrame, order: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return what the criteria's threads show as rows of text, in the same order."""
    threads = _threads(statements(frame), order)
    return table(row for thread in threads for panel in _panels(thread) for row in panel)


def then_and_now(frame: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """
    Draw what was said then, and how it looks by today's understanding, as two series of their own (V5).

    Where the wording of today is judged in another way than that of then, each has a panel of its own.
    """
    rows = [row for row in statements(frame) if row.own and row.source != "entry"]
    _refuse_several({row.practitioner for row in rows}, "person")
    return _drawn(_threads(rows, ()), (), width)


def then_and_now_table(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text."""
    rows = [row for row in statements(frame) if row.own and row.source != "entry"]
    return table(row for thread in _threads(rows, ()) for panel in _panels(thread) for row in panel)


def group_threads(frame: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """
    Draw each line that a member shows on a row of its own, in the order in which they were shown.

    All share the dates and nothing else: no scale is common, nobody is above or below another.
    """
    return _drawn(_by_person(frame), (), width, named=True)


def group_threads_table(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text, line after line."""
    return table(row for thread in _by_person(frame) for panel in _panels(thread) for row in panel)


def _by_person(frame: pd.DataFrame) -> list[list[Statement]]:
    shown = dict.fromkeys(
        (str(row["practitioner"]), str(row["criterion"])) for row in frame.to_dict("records")
    )
    threads: dict[tuple[str, str], list[Statement]] = {place: [] for place in shown}
    for row in statements(frame):
        if not row.own:
            raise ValueError("A shown line holds its owner's own statements alone.")
        threads[row.practitioner, row.criterion].append(row)
    return list(threads.values())


def _drawn(
    threads: Sequence[Sequence[Statement]], events: Sequence[Event], width: int, *, named: bool = False
) -> go.Figure:
    rows = [row for thread in threads for row in thread]
    scales = list(dict.fromkeys(row.labels for row in rows))
    sheet = Sheet(scales, width, inset=() in scales)
    if not rows:
        return sheet.finished(empty=_("Nothing has been written here yet."))
    span = span_of(rows)
    for number, thread in enumerate(threads):
        sheet.gap(22 if number else 0)
        for part, panel in enumerate(_panels(thread)):
            _panel(sheet, panel, span, events, later=part > 0, named=named)
    legend(sheet, rows)
    return sheet.finished(people=who(rows))


def _panel(
    sheet: Sheet,
    rows: Sequence[Statement],
    span: Span,
    events: Sequence[Event],
    *,
    later: bool,
    named: bool,
) -> None:
    newest = max(rows, key=lambda row: (row.revision, row.at))
    lack = _("Its lack: {words}").replace("{words}", newest.lack) if newest.lack else ""
    small = _("From here on judged in another way; the two do not compare.") if later else ""
    sheet.gap(14 if later else 0)
    title = f"{newest.practitioner_name} · {newest.wording}" if named else newest.wording
    sheet.heading(title, small=small, behind=wrapped(lack, 42, 6) if lack else "")
    if newest.labels:
        marks_panel(sheet, rows, span, events)
        return
    notes = {at: words for at, words in events}
    place = rows_of_words(sheet, rows)
    for number, (before, row) in enumerate(pairwise(rows), start=1):
        new = _("wording changed") if row.since != before.since else ""
        words = [text for at, text in notes.items() if before.at < at <= row.at]
        for text in [new, *words] if new else words:
            _between(sheet, place.y, number - 0.5, text)


def _between(sheet: Sheet, y: str, at: float, words: str) -> None:
    """Draw a thin level line between two rows, with a word on it."""
    told = wrapped(words, 28, 1)
    taken = int(LETTER * min(28, letters_wide(words))) + 8
    sheet.stroke(xref="paper", x0=0, x1=1 - sheet.share(taken), yref=y, y0=at, y1=at)
    note = {"xref": "paper", "x": 1, "xanchor": "right", "yref": y, "y": at, "yanchor": "middle"}
    sheet.note(text=f"<i>{told}</i>", **note)


def _threads(rows: Sequence[Statement], order: Sequence[str]) -> list[list[Statement]]:
    """Return each criterion's statements, in the order asked for; what it does not name follows by age."""
    threads: dict[str, list[Statement]] = {}
    for row in sorted(rows, key=lambda row: (row.at, row.wording, row.criterion)):
        threads.setdefault(row.criterion, [])
    for row in rows:
        threads[row.criterion].append(row)
    named = [criterion for criterion in dict.fromkeys(order) if criterion in threads]
    return [threads[criterion] for criterion in [*named, *(name for name in threads if name not in named)]]


def _panels(rows: Sequence[Statement]) -> list[list[Statement]]:
    """Return the statements by the scale on which they stand, the scale first used first."""
    panels: dict[tuple[str, ...], list[Statement]] = {}
    for row in rows:
        panels.setdefault(row.labels, []).append(row)
    return list(panels.values())


def _refuse_several(found: set[str], what: str) -> None:
    if len(found) > 1:
        raise ValueError(f"This picture shows one {what} at a time.")
