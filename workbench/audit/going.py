"""Leaving a group: how one stands to it, and the keys to what was released in it."""

from datetime import datetime

from sqlalchemy.orm import Session as Db

from workbench.journal.erasing import take_back_from_leaver
from workbench.people import services
from workbench.people.rules import LEFT


def leave_group(db: Db, *, by: str, group: str, at: datetime) -> None:
    """Leave a group; nobody opens any more what was released there by, or to, the one who leaves."""
    services.set_standing(db, by=by, group=group, person=by, standing=LEFT, at=at)
    take_back_from_leaver(db, person=by, group=group)
