"""Since when ratings of then and texts of a cycle's end last, and when shown lines end; no words are read."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.core.lasting import Lasting
from workbench.models.audit import CycleWords, ReleasedThread, ThenRating
from workbench.models.cycles import Reminder
from workbench.people.queries import left_at

THEN, LINE, ENDED, REMINDER = "then", "line", "end of a cycle", "reminder"


def lasting(db: Db) -> list[Lasting]:
    """Return ratings of then and last texts of cycles since their change, shown lines since their end."""
    ratings = select(ThenRating.entity, ThenRating.by_id, ThenRating.group_id, func.max(ThenRating.at))
    grouped = ratings.group_by(ThenRating.entity, ThenRating.by_id, ThenRating.group_id)
    found = [Lasting(THEN, entity, by, (group,), at) for entity, by, group, at in db.execute(grouped)]
    texts = select(CycleWords.entity, CycleWords.by_id, CycleWords.group_id, func.max(CycleWords.at))
    kept = texts.group_by(CycleWords.entity, CycleWords.by_id, CycleWords.group_id)
    found += [Lasting(ENDED, entity, by, (group,), at) for entity, by, group, at in db.execute(kept)]
    asked = select(Reminder.entity, func.max(Reminder.at)).group_by(Reminder.entity)
    found += [Lasting(REMINDER, person, person, (), at) for person, at in db.execute(asked)]
    for row in db.scalars(select(ReleasedThread)):
        left = left_at(db, person=row.by_id, group=row.group_id)
        end = min(row.ends_at, left) if left is not None and row.at <= left else row.ends_at
        found.append(Lasting(LINE, row.id, row.by_id, (row.group_id,), end))
    return found
