"""To whom entries are released now, and who of them was given a key to the words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.boxes import about, given
from workbench.journal.rules import Shown
from workbench.models.journal import Entry, Release, Withdrawal
from workbench.models.sessions import Session
from workbench.people.queries import left_at


def box_of(entry: Entry) -> str:
    """Return the name of the box in which an entry's words lie."""
    return about("entry", entry.id, entry.revision, entry.by_id)


def releases_of(db: Db, entries: Iterable[str]) -> dict[str, list[Shown]]:
    """
    Return the releases of entries; no right is asked. Whoever leaves a group takes theirs back.

    Of the readers whom a release names, only those are told who were given a key to the newest words: the
    rule, the sentence and the page then say the same.
    """
    wanted = set(entries)
    newest = select(Entry).where(Entry.entity.in_(wanted)).order_by(Entry.revision)
    boxes = {row.entity: box_of(row) for row in db.scalars(newest)}
    keys = given(db, boxes.values())
    found: dict[str, list[Shown]] = defaultdict(list)
    rows = db.execute(
        select(Release, Withdrawal.id.is_not(None), Session.group_id)
        .join(Session, Session.id == Release.session_id)
        .outerjoin(Withdrawal, Withdrawal.release_id == Release.id)
        .where(Release.entry.in_(wanted))
        .order_by(Release.at, Release.id)
    ).all()
    left: dict[tuple[str, str], datetime | None] = {}
    for row, taken_back, group in rows:
        whose = (row.by_id, group)
        if whose not in left:
            left[whose] = left_at(db, person=row.by_id, group=group)
        since = left[whose]
        found[row.entry].append(
            Shown(
                id=row.id,
                session=row.session_id,
                purpose=row.purpose,
                at=row.at,
                ends_at=row.ends_at,
                readers=_reached(row, keys.get(boxes.get(row.entry, ""))),
                withdrawn=taken_back or (since is not None and row.at <= since),
            )
        )
    return found


def _reached(release: Release, keys: Mapping[str, Collection[str]] | None) -> frozenset[str] | None:
    named = frozenset(release.readers) if release.readers is not None else None
    if keys is None:
        return named  # these words lie open
    held = frozenset(keys.get(release.id, ()))
    return held if named is None else named & held
