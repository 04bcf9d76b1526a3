"""What somebody wrote in decisions and goes for good; what a group has decided stays with the group."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from workbench.models.decisions import Decision, DetachedDots, Dot


def erase_person(db: Db, *, person: str, alone: Collection[str]) -> None:
    """
    Remove a person's dots, and the words of decisions that they brought; inside of ``erasing``.

    A record that the group has closed is the group's. In groups that are left ``alone`` no words stay.
    """
    db.execute(delete(Dot).where(Dot.by_id == person))
    closed = set(db.scalars(select(Decision.entity).where(Decision.closed.is_(True))))
    for row in db.scalars(select(Decision).where(Decision.by_id == person)):
        if row.entity not in closed or row.group_id in alone:
            row.issue = row.affected = row.words = ""
    for row in db.scalars(select(Decision).where(Decision.group_id.in_(alone))):
        row.issue = row.affected = row.words = ""
        db.execute(delete(DetachedDots).where(DetachedDots.session_id == row.entity))
    db.flush()


def remove_dots(db: Db, dots: Collection[str]) -> None:
    """Remove dots that were never shown; inside of ``erasing``."""
    db.execute(delete(Dot).where(Dot.id.in_(dots)))
