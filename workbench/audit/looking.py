"""Reads of ratings of then, and of the lines that members show to their group now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import shown_day, zone
from workbench.core.private import fill
from workbench.core.rights import refuse_unless
from workbench.core.words import _
from workbench.models.audit import ReleasedThread, ThenRating
from workbench.people import queries as people
from workbench.people.rules import initials, may_look_in
from workbench.practice import queries as practice
from workbench.practice.queries import Wording


@dataclass(frozen=True)
class Then:
    """How somebody was in a cycle by their understanding of a later day; the newest of its revisions."""

    wording: Wording
    cycle: int
    cycle_id: str
    closed_at: datetime
    mark: str | None
    words: str
    revision: int
    at: datetime


@dataclass(frozen=True)
class Line:
    """One line that a member shows to the group; ``content`` are rows for the pictures."""

    id: str
    by: str
    criterion: str
    purpose: str
    at: datetime
    ends_at: datetime
    content: tuple[dict[str, Any], ...]


def ratings_of_then(db: Db, *, asker: str, group: str) -> list[Then]:
    """Return the asker's own ratings of then that open here, by cycle."""
    cycles = {each.id: each for each in practice.cycles(db, asker=asker, group=group)}
    rows = db.scalars(
        select(ThenRating)
        .where(ThenRating.by_id == asker, ThenRating.group_id == group)
        .order_by(ThenRating.revision)
    )
    newest = {row.entity: row for row in rows}
    shut = set(fill(db, newest.values()))
    found = [
        Then(
            practice.wording(db, id=row.criterion_id), cycles[row.cycle_id].number, row.cycle_id,
            cycles[row.cycle_id].closed_at or row.at, row.mark, row.words, row.revision, row.at,
        )
        for row in newest.values()
        if row not in shut
    ]  # fmt: skip
    return sorted(found, key=lambda then: (then.cycle, then.at))


def then_rows(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return the asker's own ratings of then as rows for the pictures, each at its cycle's end."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    names = people.names(db, asker=asker, group=group)
    return [
        {
            "practitioner": asker,
            "practitioner_name": names[asker],
            "criterion": then.wording.entity,
            "wording": then.wording.wording,
            "lack": then.wording.lack,
            "revision": then.wording.revision,
            "labels": then.wording.labels,
            "cycle": then.cycle,
            "session": "",
            "at": then.closed_at.astimezone(where),
            "source": "then",
            "assessor": asker,
            "assessor_name": names[asker],
            "initials": initials(names)[asker],
            "mark": then.mark,
            "words": then.words,
            "context": _("written {day}").format(day=shown_day(then.at.astimezone(where))),
        }
        for then in ratings_of_then(db, asker=asker, group=group)
    ]


def shown_lines(db: Db, *, asker: str, group: str, at: datetime) -> list[Line]:
    """Return the lines that members of a group show to it now, in the order in which they were shown."""
    return [line for line in shown_now(db, asker=asker, group=group, at=at) if line.criterion]


def shown_now(db: Db, *, asker: str, group: str, at: datetime) -> list[Line]:
    """Return all that members of a group show to it now: lines, and how they carve the job."""
    refuse_unless(may_look_in(people.standing(db, person=asker, group=group)))
    rows = db.scalars(
        select(ReleasedThread)
        .where(ReleasedThread.group_id == group, ReleasedThread.ends_at > at)
        .order_by(ReleasedThread.at, ReleasedThread.id)
    ).all()
    left = {who: people.left_at(db, person=who, group=group) for who in {row.by_id for row in rows}}
    return [
        Line(row.id, row.by_id, row.criterion, row.purpose, row.at, row.ends_at, tuple(row.content))
        for row in rows
        if (gone := left[row.by_id]) is None or row.at > gone
    ]


def line_rows(db: Db, *, asker: str, group: str, lines: list[Line]) -> list[dict[str, Any]]:
    """Return shown lines as rows for the pictures; each stays its owner's."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    names = people.names(db, asker=asker, group=group)
    letters = initials(names)
    return [
        {
            **row,
            "labels": tuple(row["labels"]),
            "at": datetime.fromisoformat(row["at"]).astimezone(where),
            "practitioner": line.by,
            "practitioner_name": names.get(line.by, ""),
            "assessor": line.by,
            "assessor_name": names.get(line.by, ""),
            "initials": letters.get(line.by, ""),
            "session": "",
        }
        for line in lines
        for row in line.content
    ]
