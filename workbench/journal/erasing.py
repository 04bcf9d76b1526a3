"""Entries that go for good: one by its owner's wish, all of a person's, or those that have lapsed."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from workbench.core.boxes import take_back, throw_away
from workbench.core.erasing import erasing
from workbench.core.rights import refuse_unless
from workbench.journal import queries, rules
from workbench.journal.releases import box_of
from workbench.models.drafts import Draft
from workbench.models.journal import Entry, Release, Visit, Withdrawal
from workbench.models.sessions import Session


def delete_entry(db: Db, *, by: str, entity: str) -> None:
    """
    Delete one's own entry: its earlier wordings too, its releases, and what was being written to it.

    What others were shown cannot be unread.
    """
    refuse_unless(rules.may_delete(by=by, owner=queries.owner_of(db, entity)))
    with erasing(db):
        remove_entries(db, [entity])


def remove_entries(db: Db, entities: Collection[str]) -> None:
    """Remove entries with all that belongs to them; inside of ``erasing``, after the right was asked."""
    for entity in entities:
        rows = db.scalars(select(Entry).where(Entry.entity == entity)).all()
        throw_away(db, [box_of(row) for row in rows])
        for owner in {row.by_id for row in rows}:
            written = Draft.place.startswith(f"entry:{entity}:", autoescape=True)
            db.execute(delete(Draft).where(Draft.author_id == owner, written))
        remove_releases(db, list(db.scalars(select(Release.id).where(Release.entry == entity))))
        db.execute(delete(Entry).where(Entry.entity == entity))


def remove_releases(db: Db, releases: Collection[str]) -> None:
    """Remove releases, and that they were taken back; the keys that they gave go with them."""
    take_back(db, releases)
    db.execute(delete(Withdrawal).where(Withdrawal.release_id.in_(releases)))
    db.execute(delete(Release).where(Release.id.in_(releases)))


def take_back_from_leaver(db: Db, *, person: str, group: str) -> None:
    """Take from someone who leaves a group the keys that they were given in it, and those that they gave."""
    here = select(Session.id).where(Session.group_id == group)
    releases = db.execute(select(Release.id, Release.by_id).where(Release.session_id.in_(here))).all()
    take_back(db, [release for release, by in releases if by == person])
    take_back(db, [release for release, by in releases if by != person], reader=person)


def erase_person(db: Db, *, person: str) -> None:
    """Remove all entries and releases of a person; inside of ``erasing``, after the right was asked."""
    remove_entries(db, list(db.scalars(select(Entry.entity).where(Entry.by_id == person).distinct())))
    remove_releases(db, list(db.scalars(select(Release.id).where(Release.by_id == person))))
    db.execute(delete(Visit).where(Visit.by_id == person))
