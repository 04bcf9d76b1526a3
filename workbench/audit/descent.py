"""
How criteria came about, read from a labelled frame: what each version did, and what grew from what.

Conventions: one row is one version, with the columns of :data:`COLUMNS`; ``cycle`` is a number, 0 for none;
``grew_from`` names the criteria from which the first version grew. Nothing is counted for anyone to see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from workbench.core.clock import shown_day
from workbench.core.lettering import whole
from workbench.core.words import _
from workbench.practice.rules import DROPPED, HELD, PROPOSED, TO_DROP, TRIED

COLUMNS = ("criterion", "revision", "wording", "lack", "labels", "fate", "by", "reason", "at", "cycle",
           "grew_from", "own", "component")  # fmt: skip
ALTERED, SPLIT, JOINED = "altered", "split", "joined"
NEAR = 0.2  # of a cycle: as near as two marks of one lane may come

Cycles = Sequence[tuple[int, datetime, datetime | None]]
Lanes = Mapping[str, Sequence["Step"]]


@dataclass(frozen=True)
class Step:
    """One version of a criterion, and what it did."""

    row: Mapping[str, Any]
    did: str
    x: float


def table(frame: pd.DataFrame, cycles: Cycles) -> list[dict[str, str]]:
    """Return the same as rows of text, criterion after criterion, in the order of time."""
    found = lanes(frame, cycles)
    return [
        {
            "date": shown_day(step.row["at"]),
            "cycle": str(step.row["cycle"] or ""),
            "did": did_words(step),
            "words": whole(step.row["wording"]),
            "lack": whole(step.row["lack"]),
            "labels": whole(" · ".join(step.row["labels"])),
            "who": whole(step.row["by"]),
            "why": whole(step.row["reason"]),
            "from": whole(" + ".join(named(found, step.row["grew_from"]))),
        }
        for steps in found.values()
        for step in steps
    ]


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside it."""
    return (
        ("words", _("Wording")), ("did", _("What became of it")), ("date", _("Date")), ("cycle", _("Cycle")),
        ("who", _("By")), ("why", _("Why")), ("lack", _("Its lack")), ("labels", _("Labels")),
        ("from", _("Grew from")),
    )  # fmt: skip


def did_words(step: Step) -> str:
    """Return in words what a version did."""
    return {
        PROPOSED: _("proposed"), TRIED: _("tried for a cycle"), ALTERED: _("altered"), SPLIT: _("split"),
        JOINED: _("joined with another"), TO_DROP: _("proposed to put down"), DROPPED: _("put down"),
        HELD: _("written") if step.row["own"] else _("adopted"),
    }[step.did]  # fmt: skip


def named(lanes: Lanes, entities: Sequence[str]) -> list[str]:
    """Return the newest wordings of criteria, as far as they are shown."""
    return [lanes[entity][-1].row["wording"] for entity in entities if entity in lanes]


def lanes(frame: pd.DataFrame, cycles: Cycles) -> dict[str, list[Step]]:
    """Return each criterion's steps: the oldest first, and after each what grew from it."""
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(frame.to_dict("records"), key=lambda row: (row["criterion"], row["revision"])):
        rows.setdefault(row["criterion"], []).append({str(name): value for name, value in row.items()})
    children: dict[str, list[str]] = {}
    joined: set[str] = set()
    for entity, versions in sorted(rows.items(), key=lambda each: (each[1][0]["at"], each[0])):
        origins = [origin for origin in versions[0]["grew_from"] if origin in rows and origin != entity]
        if origins:
            children.setdefault(origins[-1], []).append(entity)
        for origin in origins[:-1]:
            children.setdefault(origin, [])
        joined |= set(origins) if len(origins) > 1 else set()
    parts = {entity: sum(entity in v[0]["grew_from"] for v in rows.values()) for entity in rows}
    found: dict[str, list[Step]] = {}

    def put(entity: str) -> None:
        if entity in found:
            return
        found[entity] = _did(rows[entity], cycles, parts=parts[entity], joined=entity in joined)
        for child in children.get(entity, ()):
            put(child)

    under = {child for each in children.values() for child in each}
    for entity in sorted(rows, key=lambda entity: (rows[entity][0]["at"], entity)):
        if entity not in under:
            put(entity)
    for entity in rows:  # two that name each other, as a file brought in might tell
        put(entity)
    return found


def _did(rows: Sequence[Mapping[str, Any]], cycles: Cycles, *, parts: int, joined: bool) -> list[Step]:
    found: list[Step] = []
    held: Mapping[str, Any] | None = None
    x = -1.0
    for row in rows:
        did = row["fate"]
        if did == HELD and held is not None and _words(held) != _words(row):
            did = ALTERED
        if did == DROPPED:
            did = SPLIT if parts > 1 else JOINED if joined else DROPPED
        held = row if row["fate"] == HELD else held
        x = max(_at(row, cycles), x + NEAR)
        found.append(Step(row, did, x))
    return found


def _words(row: Mapping[str, Any]) -> tuple[object, ...]:
    return row["wording"], row["lack"], tuple(row["labels"])


def _at(row: Mapping[str, Any], cycles: Cycles) -> float:
    """Return where a moment stands: the cycle's number and the part of it that had gone by."""
    at = row["at"]
    begun = [(number, begin, end) for number, begin, end in cycles if begin <= at]
    if not begun:
        return 0.5
    number, begin, end = begun[-1]
    until = end or max(at, begin)
    part = (at - begin) / (until - begin) if until > begin else 0.0
    return number + 0.1 + 0.7 * min(1.0, part) if part <= 1 else number + 0.9


def behind(step: Step, lanes: Lanes) -> list[str]:
    """Return all that stands behind one mark, as lines to read."""
    row = step.row
    when = _("{day}, cycle {n}").format(day=shown_day(row["at"]), n=row["cycle"])
    head = f"{did_words(step)} · {row['by']} · {when if row['cycle'] else shown_day(row['at'])}"
    lines = [head, whole(row["wording"])]
    for title, words in (
        (_("Its lack: {words}"), row["lack"]),
        (_("Judged by: {words}"), " · ".join(row["labels"])),
        (_("Why: {words}"), row["reason"]),
        (_("Grew from: {words}"), " + ".join(named(lanes, row["grew_from"]))),
    ):
        if words:
            lines.append(title.replace("{words}", whole(words)))
    return lines
