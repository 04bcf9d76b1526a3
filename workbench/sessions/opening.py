"""Shows personal wordings to those in a session, when their owner chooses to be judged by them."""

from collections.abc import Iterable

from sqlalchemy.orm import Session as Db

from workbench.core import private
from workbench.models.practice import Criterion


def lay_open(db: Db, versions: Iterable[str], *, by: str) -> None:
    """Let those in a session read the personal wordings that their owner judges by in it."""
    rows = (db.get_one(Criterion, version) for version in versions)
    private.lay_open(db, [row for row in rows if row.owner_id == by])
