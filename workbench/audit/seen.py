"""All that one person's trends page shows, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.audit import looking, queries
from workbench.audit.differences import Difference, differences
from workbench.audit.looking import Line, Then
from workbench.core.clock import zone
from workbench.core.words import _
from workbench.forms.rules import SHRUNK
from workbench.forms.ways import charter_of
from workbench.journal import queries as journal
from workbench.models.people import Group
from workbench.models.practice import Cycle
from workbench.models.sessions import Judgement, Session, StageMove
from workbench.people import queries as people
from workbench.people.rules import called
from workbench.practice import queries as practice
from workbench.practice.queries import CycleSeen, Part, Wording
from workbench.roles.queries import HANDED_ON, any_role, charters_shown, roles
from workbench.sessions.protocols import MEETING

Rows = list[dict[str, Any]]
FEW = 12  # cycles that are shown unasked


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
    anything: bool
    carved: Rows
    maps: tuple[Line, ...]
    differences: tuple[Difference, ...]
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


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see; None: all there is, but of the cycles only the newest few."""

    criterion: str | None = None
    component: str | None = None
    since: int | None = None


def trends_seen(
    db: Db, *, asker: str, group: str | None, at: datetime, wanted: Wanted | None = None
) -> TrendsSeen:
    """Return what a person may see of a group over the cycles; what is not wanted is not read."""
    wanted = wanted or Wanted()
    here = people.chosen_group(db, asker=asker, asked=group)
    who = {"asker": asker, "group": here.id}
    every = looking.shown_now(db, **who, at=at)
    lines = [line for line in every if line.criterion]
    cycles = practice.cycles(db, **who)
    since = wanted.since if wanted.since is not None else first_of(cycles)
    came = queries.descent(db, **who)
    inside = _inside(came, wanted)
    then = looking.then_rows(db, **who)
    rows = queries.my_statements(db, **who, at=at, criteria=inside, since=since)
    return TrendsSeen(
        group=here,
        others=tuple((g.id, g.name) for g in people.groups(db, asker=asker) if g.id != here.id),
        names=people.names(db, **who),
        rows=rows,
        then=[r for r in then if r["cycle"] >= since and (inside is None or r["criterion"] in inside)],
        ratings=tuple(looking.ratings_of_then(db, **who)),
        wordings=tuple(practice.criteria(db, **who)),
        components=tuple(practice.components(db, **who)),
        cycles=tuple(cycles),
        events=tuple(sorted([*own_events(db, **who), *handovers(db, **who, at=at)])),
        lines=tuple(lines),
        shown=looking.line_rows(db, **who, lines=lines),
        anything=bool(rows) or _anything(db, **who),
        descent=came,
        carved=queries.carved(db, **who),
        maps=tuple(line for line in every if not line.criterion),
        differences=tuple(differences(db, **who, at=at)),
        turns=turns(db, **who, since=first_of(cycles)),
    )


def first_of(cycles: Sequence[CycleSeen]) -> int:
    """Return the first of the cycles that are shown unasked: the newest few."""
    return max(1, cycles[-1].number - FEW + 1) if cycles else 1


def _inside(came: Rows, wanted: Wanted) -> set[str] | None:
    """Return the only criteria that are wanted; None where all are."""
    if wanted.criterion is not None:
        return {wanted.criterion}
    if wanted.component is None:
        return None
    return {row["criterion"] for row in came if row["component"] == wanted.component}


def _anything(db: Db, *, asker: str, group: str) -> bool:
    """Say whether anything was said of the asker's work, or written by them, at all."""
    said = select(Judgement.id).join(Session, Session.id == Judgement.session_id)
    mine = said.where(Session.group_id == group, Session.practitioner_id == asker)
    return db.scalar(mine.limit(1)) is not None or bool(journal.my_entries(db, asker=asker, group=group))


def own_events(db: Db, *, asker: str, group: str) -> list[tuple[datetime, str]]:
    """Return the asker's entries that name no criterion: what was going on, each at its day."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    return [
        (datetime.combine(entry.day, time(12), tzinfo=where), entry.words)
        for entry in journal.my_entries(db, asker=asker, group=group)
        if entry.criterion is None and entry.words
    ]


def handovers(db: Db, *, asker: str, group: str, at: datetime) -> list[tuple[datetime, str]]:
    """Return when roles of the group changed hands, and what was handed on, for the axis of time."""
    told: list[tuple[datetime, str]] = []
    if not any_role(db, group=group):
        return told
    names = people.names(db, asker=asker, group=group)
    for role in roles(db, asker=asker, group=group, at=at):
        title = role.charter.title
        for version in charters_shown(role.entry):
            holder = charter_of(version.text).holder
            if holder and version.mark != SHRUNK:
                who = called(names.get(holder, ""))
                told.append((version.at, _("{title}: {name} takes it up").format(title=title, name=who)))
        told += [
            (said.at, _("{title}: handed on: {thing}").format(title=title, thing=said.tag))
            for said in role.of(HANDED_ON)
        ]
    return told


def turns(db: Db, *, asker: str, group: str, since: int = 1) -> Rows:
    """Return who had a turn of which kind, when and in which cycle, from a cycle on: dates, no results."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    names = people.names(db, asker=asker, group=group)
    held = db.execute(
        select(Session.practitioner_id, Session.kind, Cycle.number, func.min(StageMove.at))
        .join(Cycle, Cycle.id == Session.cycle_id)
        .join(StageMove, StageMove.entity == Session.id)
        .where(Session.group_id == group, Session.kind != MEETING, Cycle.number >= since)
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
