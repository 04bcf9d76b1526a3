"""The end of a cycle in words: a letter to oneself, and what each says that the group is learning."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.core.private import LETTER, READING, filled
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.models.audit import CycleWords
from workbench.models.practice import Cycle
from workbench.people.queries import standing
from workbench.people.rules import may_look_in, may_take_part, readers_in_group
from workbench.practice.rows import keep
from workbench.practice.rules import may_be_words, may_go_on, not_here
from workbench.practice.sealing import refuse_bare

LEARNING = "learning"


@dataclass(frozen=True)
class Ended:
    """One text at the end of a cycle, in its newest revision."""

    kind: str
    by: str
    cycle: int
    cycle_id: str
    words: str
    revision: int
    at: datetime


def seen_by(kind: str) -> str:
    """Say who reads a text at the end of a cycle."""
    return readers_in_group() if kind == LEARNING else _("Who reads this: you alone.")


def place_of(kind: str, person: str, cycle: str) -> str:
    """Return under which name somebody's text is kept: one of a kind for each cycle."""
    return sha256(f"{kind} {person} {cycle}".encode()).hexdigest()[:32]


def write(db: Db, *, by: str, cycle: str, kind: str, words: str, seen: int, at: datetime) -> int:
    """Write a letter to oneself, or what one says that the group is learning; return the revision."""
    about = db.get(Cycle, cycle)
    if about is None or kind not in {LETTER, LEARNING, READING}:
        raise Refused(not_here())
    refuse_unless(may_take_part(standing(db, person=by, group=about.group_id)))
    refuse_unless(may_be_words(words, missing=_("There are no words yet. Nothing was changed.")))
    refuse_bare(db, by, shared=kind == LEARNING)
    entity = place_of(kind, by, cycle)
    newest = db.scalar(select(func.max(CycleWords.revision)).where(CycleWords.entity == entity)) or 0
    refuse_unless(may_go_on(seen=seen, newest=newest))
    row = CycleWords(
        entity=entity, revision=seen + 1, group_id=about.group_id, cycle_id=cycle, kind=kind, words=words,
        by_id=by, at=at,
    )  # fmt: skip
    keep(db, row)
    return seen + 1


def written(db: Db, *, asker: str, group: str) -> list[Ended]:
    """Return the asker's own letters, and what everyone says that the group is learning, by cycle."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    numbers = {row.id: row.number for row in db.scalars(select(Cycle).where(Cycle.group_id == group))}
    mine = (CycleWords.kind == LEARNING) | (CycleWords.by_id == asker)
    rows = filled(
        db, select(CycleWords).where(CycleWords.group_id == group, mine).order_by(CycleWords.revision)
    )
    newest = {row.entity: row for row in rows}
    found = [
        Ended(row.kind, row.by_id, numbers[row.cycle_id], row.cycle_id, row.words, row.revision, row.at)
        for row in newest.values()
    ]
    return sorted(found, key=lambda each: (each.cycle, each.at))
