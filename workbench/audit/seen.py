"""All that one person's trends page shows, read at once."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.audit import looking, queries
from workbench.audit.looking import Line, Then
from workbench.core.clock import zone
from workbench.journal import queries as journal
from workbench.models.people import Group
from workbench.models.practice import Cycle
from workbench.models.sessions import Session, StageMove
from workbench.people import queries as people
from workbench.practice import queries as practice
from workbench.practice.queries import CycleSeen, Part, Wording
from workbench.sessions.protocols import MEETING

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class TrendsSeen:
    """One group over the cycles, as one person sees it."""

    group: Group
    others: tuple[tuple[str, str], ...]
    names: dict[str, str]
    rows: Rows
    then: Rows
    ratings: tuple[Then, ...]
    wordings: tuple[Wording, ...]
    components: tuple[Part, ...]
    cycles: tuple[CycleSeen, ...]
    events: tuple[tuple[datetime, str], ...]
    lines: tuple[Line, ...]
    shown: Rows
    descent: Rows
    turns: Rows

    @property
    def spans(self) -> list[tuple[int, datetime, datetime | None]]:
        """The cycles by number, begin and end, in the group's zone."""
        where = zone(self.group.zone)
        return [
            (c.number, c.opened_at.astimezone(where), c.closed_at and c.closed_at.astimezone(where))
            for c in self.cycles
        ]


def trends_seen(db: Db, *, asker: str, group: str | None, at: datetime) -> TrendsSeen:
    """Return what a person may see of a group over the cycles."""
    here = people.chosen_group(db, asker=asker, asked=group)
    who = {"asker": asker, "group": here.id}
    lines = looking.shown_lines(db, **who, at=at)
    return TrendsSeen(
        group=here,
        others=tuple((g.id, g.name) for g in people.groups(db, asker=asker) if g.id != here.id),
        names=people.names(db, **who),
        rows=queries.my_statements(db, **who, at=at),
        then=looking.then_rows(db, **who),
        ratings=tuple(looking.ratings_of_then(db, **who)),
        wordings=tuple(practice.criteria(db, **who)),
        components=tuple(practice.components(db, **who)),
        cycles=tuple(practice.cycles(db, **who)),
        events=tuple(own_events(db, **who)),
        lines=tuple(lines),
        shown=looking.line_rows(db, **who, lines=lines),
        descent=queries.descent(db, **who),
        turns=turns(db, **who),
    )


def own_events(db: Db, *, asker: str, group: str) -> list[tuple[datetime, str]]:
    """Return the asker's entries that name no criterion: what was going on, each at its day."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    return [
        (datetime.combine(entry.day, time(12), tzinfo=where), entry.words)
        for entry in journal.my_entries(db, asker=asker, group=group)
        if entry.criterion is None and entry.words
    ]


def turns(db: Db, *, asker: str, group: str) -> Rows:
    """Return who had a turn of which kind, when and in which cycle: dates, no results."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    names = people.names(db, asker=asker, group=group)
    held = db.execute(
        select(Session.practitioner_id, Session.kind, Cycle.number, func.min(StageMove.at))
        .join(Cycle, Cycle.id == Session.cycle_id)
        .join(StageMove, StageMove.entity == Session.id)
        .where(Session.group_id == group, Session.kind != MEETING)
        .group_by(Session.id, Session.practitioner_id, Session.kind, Cycle.number)
        .order_by(func.min(StageMove.at))
    )
    return [
        {
            "person": person,
            "name": names.get(person, ""),
            "kind": kind,
            "cycle": number,
            "at": at.astimezone(where),
        }
        for person, kind, number, at in held
    ]
