"""Writes of the audit over cycles: ratings of then, and lines of one's own that the group may see."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Db

from workbench.audit import rules
from workbench.core.erasing import erasing
from workbench.core.rights import Refused, refuse_unless
from workbench.models.audit import ReleasedThread, ThenRating
from workbench.models.practice import Cycle, CycleEnd
from workbench.people.queries import standing
from workbench.practice import queries as practice
from workbench.practice.rows import keep
from workbench.practice.rules import may_go_on, may_see, not_here
from workbench.practice.sealing import refuse_bare

OWN = frozenset({"self", "closing", "entry"})
TOLD = ("criterion", "wording", "lack", "revision", "labels", "cycle", "source", "mark")
WORDS = ("words", "evidence_for", "evidence_against", "context")


def place_of(person: str, criterion: str, cycle: str) -> str:
    """Return under which name somebody's rating of then is kept: one for each criterion and cycle."""
    return sha256(f"then {person} {criterion} {cycle}".encode()).hexdigest()[:32]


def rate_then(
    db: Db, *, by: str, version: str, cycle: str, mark: str | None, words: str, seen: int, at: datetime
) -> int:
    """
    Write how one was in a closed cycle by today's understanding; return the revision.

    What was given then stays as it was. ``version`` is the wording of today by which one looks.
    """
    wording = practice.wording(db, id=version)
    about = db.get(Cycle, cycle)
    if about is None or about.group_id != wording.group:
        raise Refused(not_here())
    stands = standing(db, person=by, group=wording.group)
    refuse_unless(may_see(asker=by, owner=wording.owner, standing=stands))
    closed = db.scalar(select(CycleEnd.id).where(CycleEnd.cycle_id == cycle)) is not None
    refuse_unless(
        rules.may_rate_then(standing=stands, closed=closed, mark=mark, words=words, labels=wording.labels)
    )
    refuse_bare(db, by)
    entity = place_of(by, wording.entity, cycle)
    newest = db.scalar(select(func.max(ThenRating.revision)).where(ThenRating.entity == entity)) or 0
    refuse_unless(may_go_on(seen=seen, newest=newest))
    keep(
        db,
        ThenRating(
            entity=entity, revision=seen + 1, group_id=wording.group, cycle_id=cycle, criterion_id=version,
            mark=mark, words=words, by_id=by, at=at,
        ),
    )  # fmt: skip
    return seen + 1


def show_thread(
    db: Db, *, by: str, group: str, criterion: str, rows: Sequence[dict[str, Any]], with_words: bool,
    purpose: str, length: str, at: datetime,
) -> str:  # fmt: skip
    """
    Show one's own statements by a criterion to the group, as they stand now; return the id.

    ``rows`` are statements as the pictures have them; nobody else's are taken, and no words unless wanted.
    """
    own = [r for r in rows if r["source"] in OWN and r["assessor"] == by and r["criterion"] == criterion]
    stands = standing(db, person=by, group=group)
    refuse_unless(rules.may_show(standing=stands, rows=len(own), purpose=purpose, length=length))
    kept = (*TOLD, *WORDS) if with_words else TOLD
    content = [
        {name: list(r[name]) if name == "labels" else r[name] for name in kept} | {"at": r["at"].isoformat()}
        for r in own
    ]
    made = ReleasedThread(
        group_id=group, criterion=criterion, purpose=purpose, content=content,
        ends_at=at + rules.LENGTHS[length], by_id=by, at=at,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made.id


def show_map(
    db: Db, *, by: str, group: str, rows: Sequence[dict[str, Any]], purpose: str, length: str, at: datetime
) -> str:
    """
    Show to the group how one carves the job, as it stands now; return the id.

    ``rows`` are the versions of the parts that one sees, own and shared, as their picture has them.
    """
    stands = standing(db, person=by, group=group)
    refuse_unless(rules.may_show(standing=stands, rows=len(rows), purpose=purpose, length=length))
    made = ReleasedThread(
        group_id=group, criterion="", purpose=purpose, ends_at=at + rules.LENGTHS[length], by_id=by, at=at,
        content=[{**row, "at": row["at"].isoformat()} for row in rows],
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made.id


def take_back(db: Db, *, by: str, thread: str) -> None:
    """Take a shown line back: what we hold of it goes."""
    row = db.get(ReleasedThread, thread)
    refuse_unless(rules.may_take_back(by=by, owner=row.by_id if row else None))
    with erasing(db):
        db.execute(delete(ReleasedThread).where(ReleasedThread.id == thread))
