"""How criteria grow: a proposal is tried for a cycle, one becomes two, two become one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.rights import Refused, refuse_unless
from workbench.models.practice import Criterion, Offer, Origin
from workbench.people.queries import standing
from workbench.people.rules import may_look_in
from workbench.practice import queries, rules
from workbench.practice.rows import cycle_now, keep
from workbench.practice.rules import PROPOSED, TRIED


def refuse_origins(db: Session, *, by: str, origins: Sequence[str]) -> None:
    """Refuse versions that are not there or not the person's to see, or that are named twice."""
    refuse_unless(rules.may_grow_from([queries.wording(db, id=each).entity for each in origins]))
    for each in origins:
        queries.history(db, asker=by, entity=queries.wording(db, id=each).entity)


def note_origins(db: Session, *, by: str, version: str, origins: Sequence[str], at: datetime) -> None:
    """Write down what a criterion grew from beside its parent; after :func:`refuse_origins`."""
    db.add_all(Origin(criterion_id=version, from_id=each, by_id=by, at=at) for each in origins)
    db.flush()


def origins(db: Session, *, versions: Sequence[str]) -> dict[str, list[str]]:
    """Return from which further versions these grew; no right is checked."""
    found: dict[str, list[str]] = {}
    rows = select(Origin).where(Origin.criterion_id.in_(versions)).order_by(Origin.at, Origin.id)
    for row in db.scalars(rows):
        found.setdefault(row.criterion_id, []).append(row.from_id)
    return found


def offers(db: Session, *, asker: str, group: str) -> list[Offer]:
    """Return the items of published frameworks that lie before a group, framework after framework."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    return list(
        db.scalars(select(Offer).where(Offer.group_id == group).order_by(Offer.framework, Offer.place))
    )


def try_out(db: Session, *, by: str, version: str, reason: str = "", at: datetime) -> str:
    """
    Write down that a proposal is tried until the open cycle ends; return the tried version's id.

    Nobody has to judge by it, and what holds goes on holding.
    """
    row = db.get(Criterion, version)
    if row is None or row.owner_id is not None:
        raise Refused(rules.not_here())
    every = queries.versions_of(db, row.entity)
    about = next(each for each in every if each.id == version)
    cycle = cycle_now(db, row.group_id)
    now = cycle.id if cycle else None
    refuse_unless(
        rules.may_try(
            standing=standing(db, person=by, group=row.group_id),
            open_=about.fate == PROPOSED and about in rules.open_proposals(every),
            cycle=now,
            tried=rules.on_trial(every, now) is not None,
        )
    )
    tried = Criterion(
        entity=row.entity, revision=every[-1].revision + 1, group_id=row.group_id, owner_id=None, by_id=by,
        at=at, fate=TRIED, parent_id=version, cycle_id=now, reason=reason or row.reason,
        **queries.words_of(row),
    )  # fmt: skip
    keep(db, tried)
    return tried.id
