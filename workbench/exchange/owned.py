"""
What a file brings in of somebody's own: criteria and components that are theirs alone.

Where a passphrase opens the owner's key they are sealed for the owner at once; the open half is enough for
that. Who has none yet has them lie in their rows, open, until they write them anew. A mark tells that the
same wording came in before; nobody but the owner can read it.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.boxes import about, boxed
from workbench.core.desk import hashed
from workbench.core.halves import lasting_half
from workbench.core.private import WORDS, fill, name_of
from workbench.models.practice import Component, Criterion
from workbench.models.vault import Box, BoxKey

BETWEEN = "."  # in a mark: before it what the wording says, after it what the whole row said


def mark(group: str, owner: str, *said: str) -> str:
    """Return a hash by which words of somebody's own are known again."""
    return hashed(json.dumps((group, owner, *said)))


def marks(db: Session, rows: Iterable[Criterion | Component]) -> dict[str, str]:
    """
    Return the marks of rows whose words are sealed for their owner, by the row's id.

    It is empty where a row did not come in from a file. The other rows are given their words.
    """
    shut = {
        name_of(row, row.owner_id): row.id
        for row in fill(db, rows)
        if isinstance(row, Criterion | Component) and row.owner_id
    }
    found = dict.fromkeys(shut.values(), "")
    boxes = select(Box.about, Box.came_from).where(Box.about.in_(shut), Box.came_from.is_not(None))
    return found | {shut[name]: came_from or "" for name, came_from in db.execute(boxes)}


class Owned:
    """Seals what is somebody's own, as it comes in."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.boxes: list[tuple[Box, BoxKey | None]] = []
        self._halves: dict[str, tuple[str, bytes] | None] = {}

    def half(self, person: str) -> tuple[str, bytes] | None:
        """Return the open half of a person's key, if a passphrase opens it."""
        if person not in self._halves:
            self._halves[person] = lasting_half(self.db, person)
        return self._halves[person]

    def put(
        self, table: type[Criterion | Component], row: dict[str, Any], came_from: str
    ) -> dict[str, Any]:  # fmt: skip
        """Return a row as it is to be written: the words of somebody's own are in a box, sealed for them."""
        owner = row["owner_id"]
        if owner is None or (half := self.half(owner)) is None:
            return row
        name = about(table.__tablename__, row["id"], row["revision"], owner)
        said = {column: row[column] for column in WORDS[table]}
        self.boxes.append(
            boxed(name=name, owner=owner, public=half, content=said, at=row["at"], came_from=came_from)
        )
        return {**row, **WORDS[table]}
