"""
The evidence for and against (V6): what one person wrote of their own work, criterion by criterion.

Conventions: a frame of statements in, a figure out. Two stacks of titles stand beside each other, oldest
at the top; each opens on its words. The stacks are there to be read, and nothing weighs them.
"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from workbench.core.clock import shown_day
from workbench.core.drawing import LINE, LOOKS, PHONE, Sheet, lanes_axis
from workbench.core.lettering import whole, wrapped
from workbench.core.statements import Statement, source_name, statements
from workbench.core.words import _

FOR, AGAINST = "for", "against"
LINES = 3
Note = tuple[Statement, str, str]


def evidence_balance(frame: pd.DataFrame, order: Sequence[str] = (), *, width: int = PHONE) -> go.Figure:
    """Draw the notes for and against of each criterion; ``order`` names criteria that come first."""
    threads = _notes(frame, order)
    sheet = Sheet((), width, inset=True)
    if not threads:
        return sheet.finished(empty=_("No evidence has been written down here yet."))
    for number, notes in enumerate(threads):
        sheet.gap(18 if number else 0)
        sheet.heading(notes[-1][0].wording)
        _stacks(sheet, notes)
    return sheet.finished()


def evidence_balance_table(frame: pd.DataFrame, order: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return the same notes as rows of text."""
    sides = {FOR: _("for"), AGAINST: _("against")}
    return [
        {
            "criterion": whole(row.wording),
            "side": sides[side],
            "words": whole(words),
            "date": shown_day(row.at),
            "how": source_name(row.source),
            "cycle": str(row.cycle),
        }
        for notes in _notes(frame, order)
        for row, side, words in notes
    ]


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside it."""
    return (
        ("criterion", _("Criterion")), ("side", _("For or against")), ("words", _("In words")),
        ("date", _("Date")), ("cycle", _("Cycle")), ("how", _("How")),
    )  # fmt: skip


def _notes(frame: pd.DataFrame, order: Sequence[str]) -> list[list[Note]]:
    rows = [row for row in statements(frame) if row.own]
    if len({row.practitioner for row in rows}) > 1:
        raise ValueError("This picture shows one person at a time.")
    found: dict[str, list[Note]] = {criterion: [] for criterion in order}
    for row in rows:
        for side, words in ((FOR, row.evidence_for), (AGAINST, row.evidence_against)):
            if words.strip():
                found.setdefault(row.criterion, []).append((row, side, words))
    return [notes for notes in found.values() if notes]


def _stacks(sheet: Sheet, notes: Sequence[Note]) -> None:
    """Write the notes of one criterion in two columns, each note on a place of its own."""
    sides = {FOR: [n for n in notes if n[1] == FOR], AGAINST: [n for n in notes if n[1] == AGAINST]}
    room = sheet.letters(0.5) - 4
    texts = {side: [wrapped(note[2], room, LINES) for note in each] for side, each in sides.items()}
    high = LINE * LINES + 12
    deep = max(len(each) for each in sides.values())
    places = {str(number): "" for number in range(deep)}
    x = lanes_axis({FOR: f"<b>{_('For')}</b>", AGAINST: f"<b>{_('Against')}</b>"})
    x |= {"side": "top", "range": [-0.06, 1.94], "tickangle": 0, "ticklabelposition": "outside right"}
    y = lanes_axis(places, downward=True) | {"showticklabels": False}
    sheet.gap(22)
    place = sheet.panel(high * deep, x=x, y=y, across=(0.0, 1.0))
    for side, each in sides.items():
        look = LOOKS["entry"] | {"symbol": "circle" if side == FOR else "circle-open", "size": 8}
        sheet.points(
            place, kind="rows", x=[side] * len(each), y=[str(number) for number in range(len(each))],
            mode="markers", marker=look, customdata=[_told(note) for note in each],
            hovertext=["<br>".join(wrapped(line, 42, 6) for line in _told(note)) for note in each],
        )  # fmt: skip
        for number, text in enumerate(texts[side]):
            sheet.note(
                text=text, xref=place.x, x=side, xshift=10, xanchor="left", yref=place.y, y=str(number),
                yanchor="middle", align="left", font={"size": 12},
            )  # fmt: skip


def _told(note: Note) -> list[str]:
    row, side, words = note
    head = _("For") if side == FOR else _("Against")
    return [f"{head} · {source_name(row.source)}, {shown_day(row.at)}", whole(words), whole(row.wording)]
