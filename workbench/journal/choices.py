"""Reads of what an entry can refer to: the criteria and components in use, and the sessions of a group."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import aliased

from workbench.core.private import fill
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.journal.rules import CriterionFacts
from workbench.models.cycles import Notebook
from workbench.models.people import Person
from workbench.models.practice import Component, Criterion, Cycle, CycleEnd
from workbench.models.sessions import Session
from workbench.people.queries import standing
from workbench.people.rules import called, may_look_in

HELD, DROPPED, TRIED = "held", "dropped", "tried"
SETTLED = (HELD, DROPPED)
LOG = "practice-log"


@dataclass(frozen=True)
class CriterionChoice:
    """A criterion in the wording that is in use now."""

    id: str
    component: str | None
    wording: str
    lack: str
    labels: tuple[str, ...]
    mine: bool


@dataclass(frozen=True)
class CycleChoice:
    """A cycle of a group, and whether it is closed."""

    id: str
    group: str
    number: int
    closed: bool


@dataclass(frozen=True)
class SessionChoice:
    """One person's turn in a meeting, to which an entry can be released."""

    id: str
    cycle_number: int
    practitioner: str
    name: str
    kind: str


def criteria_in_use(db: Db, *, asker: str, group: str) -> list[CriterionChoice]:
    """Return the wordings in use now: the group's own, and the asker's personal ones."""
    rows = db.scalars(
        select(Criterion)
        .where(Criterion.group_id == group, Criterion.fate.in_(SETTLED))
        .where((Criterion.owner_id == asker) | Criterion.owner_id.is_(None))
        .order_by(Criterion.revision)
    )
    newest = {row.entity: row for row in rows}
    fill(db, newest.values())
    held = [row for row in newest.values() if row.fate == HELD] + _on_trial(db, group)
    return [
        CriterionChoice(
            row.id, row.component, row.wording, row.lack, tuple(row.labels), row.owner_id is not None
        )
        for row in sorted(held, key=lambda row: (row.at, row.entity))
    ]


def _on_trial(db: Db, group: str) -> list[Criterion]:
    """Return the shared wordings that are tried in the cycle that is open."""
    later = aliased(Criterion)
    settled = exists().where(
        later.entity == Criterion.entity, later.revision > Criterion.revision, later.fate.in_(SETTLED)
    )
    now = select(Cycle.id).where(Cycle.group_id == group, Cycle.id.not_in(select(CycleEnd.cycle_id)))
    tried = select(Criterion).where(Criterion.cycle_id.in_(now), Criterion.fate == TRIED, ~settled)
    return list({row.entity: row for row in db.scalars(tried.order_by(Criterion.revision))}.values())


def components_in_use(db: Db, *, asker: str, group: str) -> dict[str, str]:
    """Return the names of the components in use now, by id: the group's own, and the asker's."""
    rows = db.scalars(
        select(Component)
        .where(Component.group_id == group, Component.fate.in_(SETTLED))
        .where((Component.owner_id == asker) | Component.owner_id.is_(None))
        .order_by(Component.revision)
    )
    newest = {row.entity: row for row in rows}
    fill(db, newest.values())
    return {entity: row.name for entity, row in newest.items() if row.fate == HELD}


def criterion_facts(db: Db, version: str) -> CriterionFacts:
    """Return what the rules need to know of a version of a criterion; no right is asked."""
    row = db.get(Criterion, version)
    if row is None:
        raise Refused(_("There is no such criterion. Nothing was sent; your words are kept as a draft."))
    fill(db, [row])
    newest = db.scalars(
        select(Criterion)
        .where(Criterion.entity == row.entity, Criterion.fate.in_(SETTLED))
        .order_by(Criterion.revision.desc())
        .limit(1)
    ).one_or_none()
    current = newest.id if newest is not None and newest.fate == HELD else None
    if row.fate == TRIED and row.id in {tried.id for tried in _on_trial(db, row.group_id)}:
        current = row.id
    return CriterionFacts(row.id, row.group_id, row.owner_id, tuple(row.labels), current, row.fate in SETTLED)


def component_of(db: Db, version: str) -> str | None:
    """Return the component to which a version of a criterion belongs."""
    return db.scalar(select(Criterion.component).where(Criterion.id == version))


def cycle_group(db: Db, cycle: str) -> str | None:
    """Return the group of a cycle."""
    return db.scalar(select(Cycle.group_id).where(Cycle.id == cycle))


def cycle_seen(db: Db, *, asker: str, cycle: str) -> CycleChoice:
    """Return a cycle, for someone who is in its group."""
    row = db.execute(
        select(Cycle.id, Cycle.group_id, Cycle.number, CycleEnd.id.is_not(None))
        .outerjoin(CycleEnd, CycleEnd.cycle_id == Cycle.id)
        .where(Cycle.id == cycle)
    ).one_or_none()
    if row is None:
        raise Refused(_("There is no such cycle here. Nothing was changed. Open it from your home page."))
    refuse_unless(may_look_in(standing(db, person=asker, group=row.group_id)))
    return CycleChoice(*row)


def my_logs(db: Db, *, asker: str, group: str) -> list[tuple[int, str]]:
    """Return the asker's own practice logs in a group: the number of the cycle and the path, newest first."""
    rows = db.execute(
        select(Cycle.number, Notebook.path)
        .join(Cycle, Cycle.id == Notebook.cycle_id)
        .where(Cycle.group_id == group, Notebook.owner_id == asker, Notebook.template == LOG)
        .order_by(Cycle.number.desc())
    )
    return [(number, path) for number, path in rows]


def session_group(db: Db, session: str) -> str | None:
    """Return the group in which a session is held."""
    return db.scalar(select(Session.group_id).where(Session.id == session))


def sessions_to_release_to(db: Db, *, group: str) -> list[SessionChoice]:
    """Return the turns of a group's meetings, the newest cycle first."""
    rows = db.execute(
        select(Session.id, Cycle.number, Person.id, Person.name, Session.kind)
        .join(Cycle, Cycle.id == Session.cycle_id)
        .join(Person, Person.id == Session.practitioner_id)
        .where(Session.group_id == group)
        .order_by(Cycle.number.desc(), Person.name, Session.id)
    )
    return [SessionChoice(id, number, who, called(name), kind) for id, number, who, name, kind in rows]
