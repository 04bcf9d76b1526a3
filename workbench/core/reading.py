"""
What is read twice within one reading is asked of the store once.

A reading sees the store as it was when it began, so nothing that was read in it can have changed since.
In a transaction that writes nothing is remembered.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")
REMEMBERED = "remembered"


def once(read: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """Remember what a function reads, for as long as the reading lasts; its arguments are hashable."""

    @wraps(read)
    def remembered(db: Session, /, *args: P.args, **named: P.kwargs) -> T:
        known: dict[Any, Any] | None = db.info.get(REMEMBERED)
        if known is None:
            return read(db, *args, **named)
        key = (read, args, *sorted(named.items()))
        if key not in known:
            known[key] = read(db, *args, **named)
        found: T = known[key]
        return found

    return remembered


def keep(db: Session, row: object) -> None:
    """Keep a row that was read until the reading ends, so that it is found by its key without the store."""
    if REMEMBERED in db.info:
        db.info[REMEMBERED][id(row)] = row
