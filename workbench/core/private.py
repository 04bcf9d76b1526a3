"""
Rows of which some words are private: a personal criterion or component, the whole practice, a gap note, a
rating of then, a letter to oneself.

The row is in its table like any other; its private words lie in a box of their owner's. ``keep`` writes
such a row, ``fill`` gives rows that were read their words back where the box opens here, ``lay_open``
shows a row to everyone whom the rules let read it. Someone without a key has nothing to seal for: their
words stay in the row.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from workbench.core import boxes
from workbench.core.halves import own_half
from workbench.core.keys import own_key
from workbench.models.audit import CycleWords, ThenRating
from workbench.models.base import new_id
from workbench.models.practice import Component, Criterion, WholePractice
from workbench.models.sessions import Note

Row = Criterion | Component | WholePractice | Note | ThenRating | CycleWords
R = TypeVar("R", Criterion, Component, WholePractice, Note, ThenRating, CycleWords)
LETTER, READING = "letter", "reading"
STATEMENT = "statement/"
"""What a text at a cycle's end is; the name of a section follows the last."""
ALONE = frozenset({"gap", "jot"})  # notes that are their author's alone
WORDS: Mapping[type[Row], Mapping[str, Any]] = {
    Criterion: {"wording": "", "lack": "", "labels": [], "reason": ""},
    Component: {"name": "", "reason": ""},
    WholePractice: {"words": ""},
    Note: {"words": ""},
    ThenRating: {"mark": None, "words": ""},
    CycleWords: {"words": ""},
}
"""The private columns of each table, with what stands in the row instead."""


def owner_of(row: Row) -> str | None:
    """Return whose words a row holds for themselves alone; None where they are for others too."""
    if isinstance(row, WholePractice | ThenRating):
        return row.by_id
    if isinstance(row, CycleWords):
        alone = row.kind in {LETTER, READING} or row.kind.startswith(STATEMENT)
        return row.by_id if alone else None
    if isinstance(row, Note):
        return row.by_id if row.kind in ALONE else None
    return row.owner_id


def _private(row: object) -> TypeGuard[Row]:
    return isinstance(row, tuple(WORDS))


def name_of(row: Row, owner: str) -> str:
    """Return the name of the box in which a row's private words lie."""
    revision = 1 if isinstance(row, Note) else row.revision
    return boxes.about(row.__tablename__, row.id, revision, owner)


def keep(db: Session, row: object) -> None:
    """Write a row now; if some of its words are private, in a box of their owner's."""
    owner = owner_of(row) if _private(row) else None
    if not _private(row) or owner is None or own_half(db, owner) is None:
        db.add(row)
        db.flush()
        return
    row.id = row.id or new_id()
    said = {column: getattr(row, column) for column in WORDS[type(row)]}
    for column, instead in WORDS[type(row)].items():
        setattr(row, column, instead)
    db.add(row)
    db.flush()
    boxes.put_away(db, owner=owner, name=name_of(row, owner), content=said, at=row.at)
    _give(row, said)


def fill(db: Session, rows: Iterable[Row]) -> list[Row]:
    """
    Give rows their private words, where their boxes open here; return those whose boxes do not.

    The rows are not changed by it: what is given stands in memory only.
    """
    named = {name_of(row, owner): row for row in rows if (owner := owner_of(row)) is not None}
    if not named:
        return []
    held = boxes.contents(db, named)
    for name, said in held.items():
        _give(named[name], said)
    shut = boxes.there(db, named.keys() - held.keys())
    return [named[name] for name in shut]


def filled(db: Session, query: Select[R]) -> list[R]:
    """Return the rows that a query finds, with their private words where their boxes open here."""
    rows = list(db.scalars(query))
    fill(db, rows)
    return rows


def forget(db: Session, rows: Iterable[Row]) -> None:
    """Throw away the boxes of rows that are being removed."""
    boxes.throw_away(db, [name_of(row, owner) for row in rows if (owner := owner_of(row)) is not None])


def _give(row: Row, said: Mapping[str, Any]) -> None:
    for column, value in said.items():
        set_committed_value(row, column, value)


def lay_open(db: Session, rows: Iterable[Row]) -> None:
    """
    Take rows' words out of their boxes' seal, for everyone whom the rules let read them from now on.

    Only their owner can: it is done when they choose a personal wording for a session.
    """
    for row in rows:
        owner = owner_of(row)
        if owner is None:
            continue
        name = name_of(row, owner)
        if not boxes.there(db, {name}):
            continue
        own_key(db)
        boxes.unseal(db, name)
        fill(db, [row])
