"""Since when entries and releases last; no words are read."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.core.lasting import Lasting
from workbench.models.journal import Entry, Release, Visit, Withdrawal
from workbench.models.sessions import Session
from workbench.models.vault import BoxKey
from workbench.people.queries import left_at

ENTRY, RELEASE, HANDED, VISIT = "entry", "release", "handed over", "visit"


def lasting(db: Db) -> list[Lasting]:
    """Return entries since their last change, releases since their end, and keys that an ended one gave."""
    entries = db.execute(
        select(Entry.entity, Entry.by_id, Entry.group_id, func.max(Entry.at)).group_by(
            Entry.entity, Entry.by_id, Entry.group_id
        )
    )
    found = [Lasting(ENTRY, entity, by, (group,), at) for entity, by, group, at in entries]
    found += [Lasting(VISIT, row.id, row.by_id, (row.group_id,), row.at) for row in db.scalars(select(Visit))]
    given = set(db.scalars(select(BoxKey.grant).where(BoxKey.grant != "").distinct()))
    for release, by, group, end in _ends(db):
        found.append(Lasting(RELEASE, release, by, (group,), end))
        if release in given:
            found.append(Lasting(HANDED, release, by, (), end))
    return found


def _ends(db: Db) -> list[tuple[str, str, str, datetime]]:
    """Return when each release came or comes to its end: by its day, taken back, or its owner having left."""
    rows = db.execute(
        select(Release.id, Release.by_id, Session.group_id, Release.at, Release.ends_at, Withdrawal.at)
        .join(Session, Session.id == Release.session_id)
        .outerjoin(Withdrawal, Withdrawal.release_id == Release.id)
    ).all()
    left = {
        (by, group): left_at(db, person=by, group=group) for by, group in {(row[1], row[2]) for row in rows}
    }
    found = []
    for release, by, group, at, ends_at, taken_back in rows:
        gone = left[by, group]
        ends = [ends_at, taken_back, gone if gone is not None and at <= gone else None]
        found.append((release, by, group, min(end for end in ends if end is not None)))
    return found
