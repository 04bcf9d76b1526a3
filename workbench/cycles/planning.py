"""The phases of a cycle: a rhythm that is a guess until somebody says otherwise (DOMAIN 2.5, 2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.cycles import CyclePlan
from workbench.models.practice import Cycle
from workbench.people import queries as people
from workbench.people.rules import may_look_in, may_take_part
from workbench.practice.rows import keep
from workbench.practice.rules import may_go_on, not_here

PLAN, ACT, IMMERSE, REFLECT, END = "plan", "act", "immerse", "reflect", "end"
PHASES = (PLAN, ACT, IMMERSE, REFLECT, END)
GUESS = {PLAN: 0, ACT: 7, IMMERSE: 28, REFLECT: 42, END: 49}  # days after the cycle was opened
FARTHEST = timedelta(days=730)


@dataclass(frozen=True)
class Planned:
    """When each phase of a cycle begins; a ``guess`` as long as nobody has said so."""

    begins: Mapping[str, date]
    revision: int
    by: str = ""
    at: datetime | None = None

    @property
    def guess(self) -> bool:
        """Whether nobody has said yet when it is."""
        return self.revision == 0


def phase_words(phase: str) -> str:
    """Return what a phase is called."""
    return {
        PLAN: _("plan"), ACT: _("act, and write down"), IMMERSE: _("immerse, and let it work"),
        REFLECT: _("reflect together"), END: _("the cycle ends"),
    }[phase]  # fmt: skip


def may_plan(begins: Mapping[str, date | None], *, opened: date) -> Answer:
    """Say whether the phases may begin on these days: each named, in their order, within two years."""
    days = [begins.get(phase) for phase in PHASES]
    known = [day for day in days if day is not None]
    if len(known) < len(PHASES):
        return _("One of the days is missing. Nothing was changed. Choose a day for each.")
    if any(later < earlier for earlier, later in pairwise(known)):
        return _(
            "One phase would begin before the one above it. Nothing was changed. Put them in their order."
        )
    if known[0] < opened - FARTHEST or known[-1] > opened + FARTHEST:
        return _(
            "One of the days is more than two years from when the cycle was opened. Nothing was changed."
        )
    return True


def plan_of(db: Db, *, asker: str, cycle: str) -> Planned:
    """Return when the phases of a cycle begin; a guess from its first day where nobody has said."""
    found = db.get(Cycle, cycle)
    if found is None:
        raise Refused(not_here())
    refuse_unless(may_look_in(people.standing(db, person=asker, group=found.group_id)))
    rows = select(CyclePlan).where(CyclePlan.entity == cycle).order_by(CyclePlan.revision.desc())
    row = db.scalar(rows.limit(1))
    if row is None:
        first = _opened(db, found, asker)
        return Planned({phase: first + timedelta(days=days) for phase, days in GUESS.items()}, 0)
    begins = {phase: date.fromisoformat(row.begins[phase]) for phase in PHASES}
    return Planned(begins, row.revision, row.by_id, row.at)


def set_plan(
    db: Db, *, by: str, cycle: str, begins: Mapping[str, date | None], seen: int, at: datetime
) -> None:
    """Say when the phases of a cycle begin; anyone who takes part may, and it can be said anew."""
    before = plan_of(db, asker=by, cycle=cycle)
    found = db.get_one(Cycle, cycle)
    refuse_unless(may_take_part(people.standing(db, person=by, group=found.group_id)))
    refuse_unless(may_plan(begins, opened=_opened(db, found, by)))
    refuse_unless(may_go_on(seen=seen, newest=before.revision))
    told = {phase: day.isoformat() for phase in PHASES if (day := begins[phase]) is not None}
    row = CyclePlan(entity=cycle, revision=seen + 1, group_id=found.group_id, begins=told, by_id=by, at=at)
    keep(db, row)


def _opened(db: Db, cycle: Cycle, asker: str) -> date:
    group = people.group(db, asker=asker, group=cycle.group_id)
    return cycle.at.astimezone(zone(group.zone)).date()
