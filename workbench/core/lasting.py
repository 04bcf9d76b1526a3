"""A record and since when it lasts: what each form tells the sweep about its own, without any words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True)
class Lasting:
    """
    One record of a kind: its id, whose it is, in which groups, and the moment from which its days count.

    A record of no group lasts as long as the room says.
    """

    kind: str
    record: str
    owner: str
    groups: tuple[str, ...]
    since: datetime


def some(ids: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield ids in handfuls, so that no statement becomes too long."""
    rest = iter(ids)
    while handful := list(islice(rest, AT_ONCE)):
        yield handful
