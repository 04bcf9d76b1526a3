"""Since when proposals stand that the group has not adopted; what it has adopted does not lapse."""

from collections import defaultdict
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core.lasting import Lasting
from workbench.models.practice import Component, Criterion, Voice
from workbench.practice.erasing import adopted
from workbench.practice.rules import ERASED, TRIED

T = TypeVar("T", Criterion, Component)
PROPOSAL, PART = "proposal", "proposed part"


def lasting(db: Session) -> list[Lasting]:
    """Return proposals never adopted, each since the last word about it."""
    spoken: dict[str, datetime] = {
        version: at
        for version, at in db.execute(
            select(Voice.criterion_id, func.max(Voice.at)).group_by(Voice.criterion_id)
        )
    }
    for tried in db.scalars(select(Criterion).where(Criterion.fate == TRIED)):
        proposal = tried.parent_id or ""
        spoken[proposal] = max(tried.at, spoken.get(proposal, tried.at))
    return [*_of(db, Criterion, PROPOSAL, spoken), *_of(db, Component, PART, {})]


def _of(db: Session, table: type[T], kind: str, spoken: dict[str, datetime]) -> list[Lasting]:
    every: dict[str, list[T]] = defaultdict(list)
    for row in db.scalars(select(table).where(table.owner_id.is_(None), table.fate != ERASED)).all():
        every[row.entity].append(row)
    return [
        Lasting(kind, row.id, row.by_id, (row.group_id,), max(row.at, spoken.get(row.id, row.at)))
        for versions in every.values()
        for kept in [adopted(versions)]
        for row in versions
        if row.id not in kept
    ]
