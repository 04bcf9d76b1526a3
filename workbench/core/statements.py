"""
What people said of a practice, read from a labelled frame for pictures and tables.

Conventions: one row is one statement by one person, never merged with another; a mark is one of the
ordered labels of its criterion's wording, or nothing; times carry their zone. Nothing here counts,
averages or ranks what people said.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

import pandas as pd

from workbench.core.clock import shown_day
from workbench.core.lettering import whole, wrapped
from workbench.core.words import _, catalogue

SEVERAL = "<br>—<br>"  # stands between what several say at one spot
SOURCES = ("entry", "self", "peer", "closing", "then")


@dataclass(frozen=True)
class Statement:
    """
    One thing that one person said of one criterion at one moment.

    ``since`` is the first revision from which on its words have been the same: a later one may only have
    moved the criterion, or been proposed.
    """

    at: datetime
    source: str
    assessor_name: str
    assessor: str
    criterion: str
    revision: int
    mark: str | None
    words: str
    evidence_for: str
    evidence_against: str
    basis: str
    no_basis: bool
    context: str
    initials: str
    wording: str
    lack: str
    labels: tuple[str, ...]
    cycle: int
    session: str
    practitioner: str
    practitioner_name: str
    since: int = 0

    @property
    def own(self) -> bool:
        """Whether the person spoke of their own practice."""
        return self.source != "peer"

    @property
    def placed(self) -> bool:
        """Whether the statement carries a mark that stands on its criterion's scale."""
        return not self.no_basis and self.mark is not None and self.mark in self.labels


def statements(frame: pd.DataFrame) -> list[Statement]:
    """Return the frame's rows as statements in the order of time, however the rows were shuffled."""
    rows = [_statement(row) for row in frame.to_dict("records")]
    since = _since(rows)
    told = [replace(row, since=since[row.criterion, row.revision]) for row in rows]
    return sorted(told, key=_order)


def _since(rows: Iterable[Statement]) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    before: Statement | None = None
    for row in sorted(rows, key=lambda row: (row.criterion, row.revision)):
        same = before is not None and _by(before) == _by(row)
        found[row.criterion, row.revision] = (
            found[before.criterion, before.revision] if before is not None and same else row.revision
        )
        before = row
    return found


def _by(row: Statement) -> tuple[str, str, str, tuple[str, ...]]:
    return row.criterion, row.wording, row.lack, row.labels


def scale(frame: pd.DataFrame) -> "pd.Categorical[object]":
    """Return the marks of one wording's rows as ordered labels, which refuse all arithmetic themselves."""
    sets = {tuple(labels) for labels in frame["labels"]}
    if len(sets) > 1:
        raise ValueError("One scale at a time: these rows are judged with different labels.")
    labels = list(sets.pop()) if sets else []
    marks = [None if pd.isna(mark) else mark for mark in frame["mark"]]
    return pd.Categorical(marks, categories=labels, ordered=True)


def source_name(source: str) -> str:
    """Return in words how a statement came about."""
    return _source_names(catalogue())[source]


@lru_cache
def _source_names(_catalogue: NullTranslations) -> dict[str, str]:
    return {
        "self": _("first view"),
        "closing": _("closing view"),
        "entry": _("on the job"),
        "peer": _("peer view"),
        "then": _("by today's understanding"),
    }


def moment(at: datetime) -> str:
    """Return a moment with its zone."""
    return _moment(at, catalogue())


@lru_cache(maxsize=8192)
def _moment(at: datetime, _catalogue: NullTranslations) -> str:
    return f"{shown_day(at)}, {at:%H:%M} ({getattr(at.tzinfo, 'key', None) or at.tzname()})"


def table(rows: Iterable[Statement]) -> list[dict[str, str]]:
    """Return the statements as rows of text, for reading instead of the picture or beside it."""
    return [told(row) for row in rows]


def told(row: Statement) -> dict[str, str]:
    """Return all that stands behind one point, word for word. It is text, not HTML: escape it on a page."""
    return {
        "criterion": whole(row.wording),
        "wording": str(row.revision),
        "date": moment(row.at),
        "cycle": str(row.cycle),
        "who": whole(row.assessor_name),
        "how": source_name(row.source),
        "mark": "" if row.mark is None else whole(row.mark),
        "words": whole(row.words),
        "for": whole(row.evidence_for),
        "against": whole(row.evidence_against),
        "basis": whole(row.basis) or (_("no basis") if row.no_basis else ""),
        "context": whole(row.context),
    }


def hover(rows: Sequence[Statement]) -> str:
    """Return what opens over a point: who said what, and on what grounds, in plotly's own way of writing."""
    return SEVERAL.join(_hover(row) for row in rows)


def _hover(row: Statement) -> str:
    cycle = _("cycle {number}").format(number=row.cycle)
    lines = [f"<b>{wrapped(row.assessor_name, 40, 2)}</b>, {source_name(row.source)}"]
    lines.append(f"{moment(row.at)}, {cycle}")
    if row.no_basis:
        lines.append(f"<i>{_('no basis')}</i>")
    if row.mark is not None:
        lines.append(f"<b>{wrapped(row.mark, 40, 3)}</b>")
    parts: tuple[tuple[Callable[[], str] | None, str, int], ...] = (
        (None, row.words, 6),
        (lambda: _("For: {words}"), row.evidence_for, 3),
        (lambda: _("Against: {words}"), row.evidence_against, 3),
        (lambda: _("Basis: {words}"), row.basis, 2),
        (lambda: _("Setting: {words}"), row.context, 1),
    )
    for title, text, room in parts:
        if text:
            lines.append(wrapped(title().replace("{words}", text) if title else text, 42, room))
    return "<br>".join(lines)


def _statement(row: dict[Any, Any]) -> Statement:
    at = pd.Timestamp(row["at"]).to_pydatetime()
    if at.tzinfo is None:
        raise ValueError("A statement's time carries its zone.")
    if row["source"] not in SOURCES:
        raise ValueError(f"A statement comes from one of {', '.join(SOURCES)}.")
    mark = row.get("mark")
    return Statement(
        at=at,
        source=row["source"],
        assessor_name=_text(row, "assessor_name"),
        assessor=_text(row, "assessor"),
        criterion=_text(row, "criterion"),
        revision=int(row["revision"]),
        mark=mark if isinstance(mark, str) else None,
        words=_text(row, "words"),
        evidence_for=_text(row, "evidence_for"),
        evidence_against=_text(row, "evidence_against"),
        basis=_text(row, "basis"),
        no_basis=row.get("no_basis") in (True, 1),
        context=_text(row, "context"),
        initials=_text(row, "initials"),
        wording=_text(row, "wording"),
        lack=_text(row, "lack"),
        labels=tuple(dict.fromkeys(row["labels"])),
        cycle=int(row["cycle"]),
        session=_text(row, "session"),
        practitioner=_text(row, "practitioner"),
        practitioner_name=_text(row, "practitioner_name"),
    )


def _text(row: dict[Any, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _order(row: Statement) -> tuple[object, ...]:
    place = (row.at, SOURCES.index(row.source), row.assessor_name, row.assessor, row.criterion, row.revision)
    said = (row.mark or "", row.words, row.evidence_for, row.evidence_against, row.basis, row.no_basis)
    return (
        *place,
        *said,
        row.context,
        row.initials,
        row.wording,
        row.lack,
        row.labels,
        row.cycle,
        row.session,
    )


def initials(row: Statement) -> str:
    """Return the letters that stand for a person on a picture."""
    return wrapped(row.initials or row.assessor_name[:2], 5, 1)
