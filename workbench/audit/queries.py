"""What a person may read of their own practice over the cycles, as rows for pictures and tables."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.core.words import _
from workbench.journal import queries as journal
from workbench.journal.visiting import visits
from workbench.models.practice import Cycle
from workbench.people import queries as people
from workbench.people.rules import initials
from workbench.practice import queries as practice
from workbench.practice.growing import origins
from workbench.practice.queries import Wording
from workbench.sessions import queries as sessions
from workbench.sessions.seen import SessionSeen, Sitting
from workbench.sessions.statements import session_statements, statements


def my_statements(
    db: Db, *, asker: str, group: str, at: datetime, criteria: Collection[str] | None = None, since: int = 0
) -> list[dict[str, Any]]:
    """
    Return all that was said of the asker's practice and that they may read, and their own entries.

    One row a statement, with the columns of the pictures' frame; times in the group's zone. ``criteria``
    names the only criteria that are wanted, ``since`` the first cycle.
    """
    rows = statements(db, asker=asker, group=group, practitioner=asker, at=at, criteria=criteria, since=since)
    rows += [
        row
        for row in own_entries(db, asker=asker, group=group)
        if row["cycle"] >= since and (criteria is None or row["criterion"] in criteria)
    ]
    rows += [
        row
        for row in visit_rows(db, asker=asker, group=group)
        if row["cycle"] >= since and (criteria is None or row["criterion"] in criteria)
    ]
    return sorted(rows, key=lambda row: row["at"])


def visit_rows(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return what visitors saw of the asker's work by a criterion, as rows for the pictures."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    names = people.names(db, asker=asker, group=group)
    letters = initials(names)
    found = [v for v in visits(db, asker=asker, group=group) if v.practitioner == asker and v.criterion]
    wordings = practice.wordings(db, ids={v.criterion for v in found if v.criterion})
    return [
        {
            "practitioner": asker,
            "practitioner_name": names[asker],
            "criterion": wordings[v.criterion or ""].entity,
            "wording": wordings[v.criterion or ""].wording,
            "lack": wordings[v.criterion or ""].lack,
            "revision": wordings[v.criterion or ""].revision,
            "labels": wordings[v.criterion or ""].labels,
            "cycle": v.cycle,
            "session": "",
            "at": datetime.combine(v.day, time(12), tzinfo=where),
            "source": "peer",
            "assessor": v.visitor,
            "assessor_name": names.get(v.visitor, ""),
            "initials": letters.get(v.visitor, ""),
            "mark": v.mark,
            "words": v.words,
            "evidence_for": v.evidence_for,
            "evidence_against": v.evidence_against,
            "basis": _("sat in"),
            "no_basis": False,
            "context": "",
        }
        for v in found
    ]


def own_entries(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return the asker's own entries that name a criterion, as rows for the pictures."""
    where = zone(people.group(db, asker=asker, group=group).zone)
    names = people.names(db, asker=asker, group=group)
    letters = initials(names)
    rows = []
    for entry in journal.my_entries(db, asker=asker, group=group):
        if entry.criterion is None:
            continue
        wording = practice.wording(db, id=entry.criterion)
        rows.append(
            {
                "practitioner": asker,
                "practitioner_name": names[asker],
                "criterion": wording.entity,
                "wording": wording.wording,
                "lack": wording.lack,
                "revision": wording.revision,
                "labels": wording.labels,
                "cycle": entry.cycle_number,
                "session": "",
                "at": datetime.combine(entry.day, time(12), tzinfo=where),
                "source": "entry",
                "assessor": asker,
                "assessor_name": names[asker],
                "initials": letters[asker],
                "mark": entry.mark,
                "words": entry.words,
                "evidence_for": entry.evidence_for,
                "evidence_against": entry.evidence_against,
                "basis": "",
                "no_basis": False,
                "context": entry.context,
            }
        )
    return rows


def descent(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """Return every version of each criterion that the asker may see, as rows for their genealogy."""
    here, names = people.group(db, asker=asker, group=group), people.names(db, asker=asker, group=group)
    numbers = {cycle.id: cycle.number for cycle in practice.cycles(db, asker=asker, group=group)}
    every = practice.versions(db, asker=asker, group=group)
    entity = {version.id: version.entity for versions in every for version in versions}
    firsts = [versions[0].id for versions in every]
    joined = origins(db, versions=firsts)
    where, rows = zone(here.zone), []
    for versions in every:
        first = versions[0]
        grew_from = [first.parent, *joined.get(first.id, ())]
        rows += [
            {
                "criterion": v.entity,
                "revision": v.revision,
                "wording": v.wording,
                "lack": v.lack,
                "labels": v.labels,
                "fate": v.fate,
                "by": names.get(v.by, ""),
                "reason": v.reason,
                "at": v.at.astimezone(where),
                "cycle": numbers.get(v.cycle or "", 0),
                "grew_from": tuple(entity[each] for each in grew_from if each in entity),
                "own": v.owner is not None,
                "component": v.component,
            }
            for v in versions
        ]
    return rows


def carved(db: Db, *, asker: str, group: str) -> list[dict[str, Any]]:
    """
    Return how the asker carves the job: every version of each part, own and shared, as rows for its picture.

    Under ``lack`` stand the criteria that are in force under a part now.
    """
    here, names = people.group(db, asker=asker, group=group), people.names(db, asker=asker, group=group)
    numbers = {cycle.id: cycle.number for cycle in practice.cycles(db, asker=asker, group=group)}
    under: dict[str | None, list[str]] = {}
    for wording in practice.criteria(db, asker=asker, group=group):
        under.setdefault(wording.component, []).append(wording.wording)
    where = zone(here.zone)
    return [
        {
            "criterion": part.entity,
            "revision": part.revision,
            "wording": part.name,
            "lack": "\n".join(under.get(part.entity, [])),
            "labels": (),
            "fate": part.fate,
            "by": names.get(part.by, ""),
            "reason": part.reason,
            "at": part.at.astimezone(where),
            "cycle": numbers.get(part.cycle or "", 0),
            "grew_from": (),
            "own": part.owner is not None,
            "component": None,
        }
        for versions in practice.parts(db, asker=asker, group=group)
        for part in versions
    ]


@dataclass(frozen=True)
class Report:
    """What happened in a cycle: who had a turn, which wordings changed, and the asker's own session."""

    number: int
    names: dict[str, str]
    sittings: list[Sitting]
    changed: list[Wording]
    own: SessionSeen | None
    said: list[dict[str, Any]]


def report(db: Db, *, asker: str, cycle: str, at: datetime) -> Report:
    """Return the report of a cycle for someone in its group."""
    held = sessions.sittings(db, asker=asker, cycle=cycle)
    mine = sessions.session_of(db, asker=asker, cycle=cycle)
    own = sessions.session(db, asker=asker, session=mine, at=at) if mine else None
    found = db.get_one(Cycle, cycle)
    wordings = practice.criteria(db, asker=asker, group=found.group_id)
    return Report(
        number=found.number,
        names=people.names(db, asker=asker, group=found.group_id),
        sittings=held,
        changed=[w for w in wordings if w.cycle == cycle and w.revision > 1],
        own=own,
        said=session_statements(own, db=db) if own else [],
    )
