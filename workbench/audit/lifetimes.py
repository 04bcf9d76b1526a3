"""For how long a group keeps what: read by everyone in it, set by any member, with their name to it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.audit.lapsing import FIXED, GUESSES, Choice, in_force, may_set_days
from workbench.core.lasting import Lasting
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.models.keeping import Lifetime
from workbench.people import queries as people


@dataclass(frozen=True)
class Kept:
    """For how long a group keeps one kind: the days chosen, who chose them and when; else a guess."""

    kind: str
    days: int | None
    now: int | None
    revision: int = 0
    by: str = ""
    at: datetime | None = None


def entity_of(group: str, kind: str) -> str:
    """Return the id under which a group's choice for a kind is kept."""
    return sha256(f"{group}{kind}".encode()).hexdigest()[:32]


def _choices(db: Db) -> dict[tuple[str, str], list[Lifetime]]:
    found: dict[tuple[str, str], list[Lifetime]] = defaultdict(list)
    for row in db.scalars(select(Lifetime).order_by(Lifetime.revision)):
        found[row.group_id, row.kind].append(row)
    return found


def _now(rows: list[Lifetime], kind: str, at: datetime) -> int | None:
    return in_force([Choice(row.days, row.at) for row in rows], GUESSES[kind], at)


def of_group(db: Db, *, asker: str, group: str, at: datetime) -> list[Kept]:
    """Return for how long a group keeps each kind, for someone who is in it."""
    names = people.names(db, asker=asker, group=group)
    choices = _choices(db)
    found = []
    for kind, guess in GUESSES.items():
        rows = choices.get((group, kind), [])
        now = _now(rows, kind, at)
        if not rows:
            found.append(Kept(kind, guess, now))
            continue
        last = rows[-1]
        found.append(Kept(kind, last.days, now, last.revision, names.get(last.by_id, ""), last.at))
    return found


def set_days(db: Db, *, by: str, group: str, kind: str, days: int | None, seen: int, at: datetime) -> None:
    """Say for how long a group keeps a kind from now on; a shorter time holds in two weeks."""
    stands = people.standing(db, person=by, group=group)
    refuse_unless(may_set_days(standing=stands, kind=kind, days=days))
    rows = _choices(db).get((group, kind), [])
    if seen != (rows[-1].revision if rows else 0):
        raise Refused(_("Somebody else set this a moment ago. Nothing was changed. Look at it first."))
    db.add(
        Lifetime(
            entity=entity_of(group, kind), revision=seen + 1, group_id=group, kind=kind, days=days, by_id=by,
            at=at,
        )
    )  # fmt: skip
    db.flush()


class Days:
    """Answers for each record how many days hold now: the longest of its groups, else the guess."""

    def __init__(self, db: Db, at: datetime) -> None:
        self._choices, self._at = _choices(db), at
        self._known: dict[tuple[str, str], int | None] = {}

    def __call__(self, record: Lasting) -> int | None:
        """Return the days of a record, or None if it does not lapse."""
        if record.kind in FIXED:
            return FIXED[record.kind]
        days = [self._of(group, record.kind) for group in record.groups] or [GUESSES[record.kind]]
        return None if None in days else max(each for each in days if each is not None)

    def _of(self, group: str, kind: str) -> int | None:
        if (group, kind) not in self._known:
            self._known[group, kind] = _now(self._choices.get((group, kind), []), kind, self._at)
        return self._known[group, kind]
