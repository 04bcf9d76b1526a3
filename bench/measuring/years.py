"""
Groups with years of cycles behind them, as they would lie in a store: synthetic, every word of it invented.

Marks follow the spread that was found in shared ratings on a scale of seven (``_calibration_facts.json``
beside them: a self view lies 0.07 above the peers' mean with a deviation of 1.5, peers differ by 1.1).
Rows are laid in directly, since by the services ten years would take an hour; a test makes sure that the
services' own reads make sense of them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session as Db

from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.models.base import Model, new_id
from workbench.models.people import Group, Membership, Person, Standing
from workbench.models.practice import Criterion, Cycle, CycleEnd
from workbench.models.sessions import Closing, ClosingView, Judgement, Lock, Session, StageMove

LABELS = ["not yet", "seldom", "now and then", "about half the time", "often", "mostly", "reliably"]
BEGIN = datetime(2016, 1, 4, 18, 30, tzinfo=UTC)
STEPS = ("contract", "self", "peers", "account", "reveal", "closing")
WORDS = (
    "Kept to the time, and said why", "Filled the silence once more", "Asked before I offered anything",
    "Heard it only afterwards", "Said what I could not do", "Let them finish, also when it was late",
)  # fmt: skip
AT_ONCE = 5_000


@dataclass(frozen=True)
class Size:
    """How large a store is: groups, people in each, cycles of 30 days, criteria, peers who judge."""

    groups: int
    people: int
    cycles: int
    criteria: int
    peers: int

    @property
    def judgements(self) -> int:
        """How many judgements there are, own and peers'."""
        return self.groups * self.cycles * self.people * self.criteria * (1 + self.peers)


SMALL = Size(groups=1, people=5, cycles=3, criteria=5, peers=3)
LARGE = Size(groups=1, people=12, cycles=120, criteria=30, peers=3)
FEDERATION = Size(groups=1_000, people=6, cycles=12, criteria=7, peers=3)
SIZES = {"small": SMALL, "large": LARGE, "federation": FEDERATION}


@dataclass(frozen=True)
class Years:
    """What was laid in: the groups, and the people of the first of them."""

    groups: list[str]
    people: list[str]


def lay_in(store: Store, size: Size, *, seed: int = 7) -> Years:
    """Lay groups of this size into an empty store."""
    chance = random.Random(seed)
    groups: list[str] = []
    first: list[str] = []
    waiting: dict[type[Model], list[dict[str, Any]]] = {}
    with Desk(store, "").transaction() as db:
        for number in range(size.groups):
            group, people = new_id(), [new_id() for _ in range(size.people)]
            groups.append(group)
            first = first or people
            for table, row in _group(chance, size, group, people, number):
                waiting.setdefault(table, []).append(row)
            if sum(map(len, waiting.values())) > 20 * AT_ONCE:
                _write(db, waiting)
        _write(db, waiting)
    return Years(groups, first)


Laid = tuple[type[Model], dict[str, Any]]
ORDER = (Group, Person, Membership, Standing, Cycle, CycleEnd, Criterion, Session, StageMove, Lock, Judgement,
         Closing, ClosingView)  # fmt: skip


def _write(db: Db, waiting: dict[type[Model], list[dict[str, Any]]]) -> None:
    for table in ORDER:
        rows = waiting.pop(table, [])
        for start in range(0, len(rows), AT_ONCE):
            db.execute(insert(table), rows[start : start + AT_ONCE])


def _group(chance: random.Random, size: Size, group: str, people: list[str], number: int) -> Iterator[Laid]:
    at = BEGIN
    for place, person in enumerate(people):
        yield Person, {"id": person, "name": f"Synthetic {number}-{place}", "made_at": at}
    yield Group, {"id": group, "name": f"Synthetic group {number}", "zone": "Europe/London", "made_at": at}
    for person in people:
        member = new_id()
        yield Membership, {"id": member, "group_id": group, "person_id": person}
        standing = {"entity": member, "revision": 1, "standing": "member", "by_id": people[0], "at": at}
        yield Standing, {"id": new_id(), **standing}
    cycles = [new_id() for _ in range(size.cycles)]
    for n, cycle in enumerate(cycles):
        begin = at + timedelta(days=30 * n)
        about = {"group_id": group, "number": n + 1, "by_id": people[0], "at": begin}
        yield Cycle, {"id": cycle, **about}
        if n + 1 < len(cycles):
            end = {"cycle_id": cycle, "by_id": people[0], "at": begin + timedelta(days=29)}
            yield CycleEnd, {"id": new_id(), **end}
    versions: list[list[str]] = []
    for n in range(size.criteria):
        entity, made = new_id(), [new_id() for _ in range(1 + size.cycles // 40)]
        versions.append(made)
        for revision, version in enumerate(made, start=1):
            wording = {"wording": f"Criterion {n} as worded {revision}", "lack": "The opposite of it"}
            own = {"entity": entity, "revision": revision, "group_id": group, "owner_id": None}
            when = min(40 * (revision - 1), size.cycles - 1)
            kept = {"cycle_id": cycles[when], "parent_id": made[revision - 2] if revision > 1 else None}
            said = {"by_id": people[n % len(people)], "at": at + timedelta(days=30 * when, hours=1)}
            rest = {"labels": LABELS, "fate": "held", "reason": "It was too easy", "component": None}
            yield Criterion, {"id": version, **wording, **own, **kept, **said, **rest}
    for n, cycle in enumerate(cycles):
        held = at + timedelta(days=30 * n + 20)
        for place, person in enumerate(people):
            peers = [people[(place + 1 + k) % len(people)] for k in range(size.peers)]
            now = [each[min(n // 40, len(each) - 1)] for each in versions]
            yield from _turn(chance, group, cycle, person, peers, now, held)


def _turn(
    chance: random.Random, group: str, cycle: str, person: str, peers: list[str], criteria: list[str],
    at: datetime,
) -> Iterator[Laid]:  # fmt: skip
    session, closing = new_id(), new_id()
    own = {"group_id": group, "cycle_id": cycle, "practitioner_id": person, "kind": "assessment"}
    rest = {"number": 1, "meeting_id": None, "form_id": None, "by_id": person, "at": at}
    yield Session, {"id": session, **own, **rest}
    for revision, stage in enumerate(STEPS, start=1):
        move = {"entity": session, "revision": revision, "move": "open" if revision == 1 else "forward"}
        when = {"at": at + timedelta(minutes=5 * revision), "until": None, "day": None}
        yield StageMove, {"id": new_id(), **move, "stage": stage, "by_id": person, **when}
    over = {"entity": session, "revision": len(STEPS) + 1, "move": "ended", "stage": STEPS[-1], "until": None}
    yield StageMove, {"id": new_id(), **over, "day": None, "by_id": person, "at": at + timedelta(hours=1)}
    truth = [chance.gauss(3.4, 1.2) for _ in criteria]
    for author in (person, *peers):
        sent = at + timedelta(minutes=7)
        yield Lock, {"id": new_id(), "session_id": session, "by_id": author, "at": sent}
        for version, level in zip(criteria, truth, strict=True):
            spread = chance.gauss(0.07, 1.4) if author == person else chance.gauss(0, 1.1)
            said = {"mark": LABELS[max(0, min(6, round(level + spread)))], "words": chance.choice(WORDS)}
            rest = {"evidence_for": "", "evidence_against": "", "basis": "sat in", "no_basis": False}
            about = {"session_id": session, "practitioner_id": person, "criterion_id": version}
            yield Judgement, {"id": new_id(), **about, **said, **rest, "by_id": author, "at": sent}
    last = {"entity": session, "revision": 1, "stance": "hold", "words": "I stay with it"}
    said = {"shown_wrong_by": "", "by_id": person, "at": at + timedelta(minutes=55)}
    yield Closing, {"id": closing, **last, **said}
