"""What a person writes looking back over the cycles, and a line that they show."""

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session as Db

from tests.frames import said
from workbench.core import private
from workbench.models.audit import CycleWords, ReleasedThread, ThenRating
from workbench.models.base import new_id
from workbench.models.cycles import Reminder
from workbench.models.journal import Visit

if TYPE_CHECKING:
    from tests.audit.planting import Planted


def plant_looks(circle: "Planted", db: Db, name: str, criterion: str) -> None:
    by, at = circle.id(name), circle.clock()
    then = ThenRating(
        entity=new_id(), revision=1, group_id=circle.group, cycle_id=circle.cycle, criterion_id=criterion,
        mark=circle.word(name, "then_ratings.mark"), words=circle.word(name, "then_ratings.words"),
        by_id=by, at=at,
    )  # fmt: skip
    private.keep(db, then)
    for kind in ("letter", "learning"):
        words = circle.word(name, "cycle_words.words")
        private.keep(
            db,
            CycleWords(
                entity=new_id(), revision=1, group_id=circle.group, cycle_id=circle.cycle, kind=kind,
                words=words, by_id=by, at=at,
            ),
        )  # fmt: skip
    at_home = f"{circle.word(name, 'reminders.address')}@example.org"
    db.add(Reminder(entity=by, revision=1, often="weekly", address=at_home, by_id=by, at=at))
    db.add(
        Visit(
            group_id=circle.group,
            cycle_id=circle.cycle,
            practitioner_id=circle.id(circle.next(name)),
            criterion_id=circle.held,
            day=at.date(),
            mark=circle.word(name, "visits.mark"),
            agreed=True,
            words=circle.word(name, "visits.words"),
            by_id=by,
            at=at,
            evidence_for=circle.word(name, "visits.evidence_for"),
            evidence_against=circle.word(name, "visits.evidence_against"),
        )
    )
    db.add(
        ReleasedThread(
            group_id=circle.group,
            criterion=new_id(),
            ends_at=at + timedelta(days=28),
            by_id=by,
            at=at,
            purpose=circle.word(name, "released_threads.purpose"),
            content=[
                said(
                    words=circle.word(name, "released_threads.content"),
                    labels=[],
                    at=at.isoformat(),
                    practitioner="",
                )
            ],
        )
    )
