"""How a row of a practice is written, and in which cycle."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workbench.core import private
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.models.practice import Cycle, CycleEnd


def cycle_now(db: Session, group: str) -> Cycle | None:
    """Return the cycle of a group that is open; no right is checked."""
    ended = select(CycleEnd.cycle_id)
    return db.scalar(select(Cycle).where(Cycle.group_id == group, Cycle.id.not_in(ended)))


def keep(db: Session, row: object) -> None:
    """Write a row now; where two write in the same moment, the store keeps the first."""
    try:
        private.keep(db, row)
    except IntegrityError as error:
        reason = str(error.orig)
        if "revision" in reason or "unique" not in reason.lower():
            raise
        late = _("Someone else did this a moment ago. Nothing was overwritten. Look at the page again.")
        raise Refused(late) from error
