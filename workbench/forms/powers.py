"""
Who holds which role now, and so what the software lets them do.

A power holds from its adoption until the charter's last day, for nobody who has left, and not once it was
laid down or recalled. A clock that is set back brings no power back: the day counts from the newest moment
that the store knows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core.clock import zone
from workbench.core.reading import once
from workbench.forms import rules
from workbench.forms.ways import ROLE, Charter, charter_of
from workbench.models.forms import GroupForm, Remark
from workbench.models.people import Group, SignIn
from workbench.models.sessions import StageMove
from workbench.people.queries import fellows_of
from workbench.people.rules import TAKING_PART

RECALL, LAID_DOWN = "recall", "laid-down"


@dataclass(frozen=True)
class Held:
    """A role that somebody holds: its entity, version, charter and last day."""

    entity: str
    version: str
    group: str
    charter: Charter
    since: datetime
    until: date


def in_office(
    versions: Sequence[GroupForm], ended: Mapping[str, Sequence[Remark]], here: frozenset[str], on: date
) -> GroupForm | None:
    """Return the version of a charter by which somebody holds a role on a day; None where nobody does."""
    settled = [v for v in versions if v.fate in {*rules.HOLDS, rules.RESTS, rules.DROPPED}]
    now = max(settled, key=lambda version: version.revision, default=None)  # an earlier term never comes back
    if now is None or now.fate not in rules.HOLDS or now.review_on is None or on > now.review_on:
        return None
    charter = charter_of(now.text)
    if charter.holder not in here:
        return None
    since = _since(versions, now, charter.holder)
    said = [each for each in ended.get(now.entity, ()) if each.at >= since]
    if any(each.kind == LAID_DOWN and each.by_id == charter.holder for each in said):
        return None
    others = {each.by_id for each in said if each.kind == RECALL} & here - {charter.holder}
    return None if len(others) >= recalled_by(charter, here) else now


def _since(versions: Sequence[GroupForm], now: GroupForm, holder: str) -> datetime:
    """Return since when a term runs: a charter that shrank goes on, one that was elected begins anew."""
    begun = [
        v for v in versions
        if v.fate in rules.HOLDS and v.mark != rules.SHRUNK and v.revision <= now.revision
        and charter_of(v.text).holder == holder
    ]  # fmt: skip
    return begun[-1].at if begun else now.at


def recalled_by(charter: Charter, here: frozenset[str]) -> int:
    """Return how many of those affected end a role: as agreed, and never more than there are."""
    return max(1, min(charter.recall, len(here - {charter.holder})))


def latest(db: Session, at: datetime) -> datetime:
    """Return the newest moment that the store knows, so that a clock set back opens nothing again."""
    every = (func.max(Remark.at), func.max(GroupForm.at), func.max(StageMove.at), func.max(SignIn.made_at))
    known: list[datetime | None] = [db.scalar(select(column)) for column in every]
    return max([at, *(each for each in known if each is not None)])


def held_roles(db: Session, *, at: datetime, group: str | None = None) -> list[Held]:
    """Return the roles that are held at a moment, in one group or in all."""
    query = select(GroupForm).where(GroupForm.topic.startswith(f"{ROLE}/"))
    rows = db.scalars((query if group is None else query.where(GroupForm.group_id == group)).order_by(
        GroupForm.revision
    ))  # fmt: skip
    by_entity: dict[str, list[GroupForm]] = defaultdict(list)
    for row in rows:
        by_entity[row.entity].append(row)
    if not by_entity:
        return []
    ended: dict[str, list[Remark]] = defaultdict(list)
    said = select(Remark).where(Remark.about.in_(by_entity), Remark.kind.in_((RECALL, LAID_DOWN)))
    for remark in db.scalars(said):
        ended[remark.about].append(remark)
    now = latest(db, at)
    found = []
    for entity, versions in by_entity.items():
        where = versions[0].group_id
        here = frozenset(f.id for f in fellows_of(db, where) if f.standing in TAKING_PART)
        day = now.astimezone(zone(db.get_one(Group, where).zone)).date()
        holds = in_office(versions, ended, here, day)
        if holds is not None and holds.review_on is not None:
            charter = charter_of(holds.text)
            since = _since(versions, holds, charter.holder)
            found.append(Held(entity, holds.id, where, charter, since, holds.review_on))
    return found


@once
def holder_of(db: Session, *, power: str, group: str, at: datetime) -> Held | None:
    """Return the role that carries a power in a group now, if somebody holds it."""
    return next((h for h in held_roles(db, at=at, group=group) if h.charter.power == power), None)


def powers_of(db: Session, *, person: str, at: datetime) -> list[Held]:
    """Return the roles that a person holds now, in any group of this store."""
    return [each for each in held_roles(db, at=at) if each.charter.holder == person]
