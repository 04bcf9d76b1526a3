"""Who said what to each shared version, and who was not heard; read for a whole group at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.models.people import Membership, Person, Standing
from workbench.models.practice import Criterion, Voice
from workbench.people.rules import TAKING_PART
from workbench.practice import queries
from workbench.practice.queries import Wording
from workbench.practice.rules import OPEN_FATES, SETTLED_FATES


@dataclass(frozen=True)
class VoiceSeen:
    """What one member says to a proposal, in their newest words."""

    by: str
    stand: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Said:
    """
    What was said to one proposal, and who had said nothing.

    ``answer`` is the version by which it was adopted; silence is told as of that moment, or as of now.
    """

    voices: tuple[VoiceSeen, ...]
    silent: tuple[str, ...]
    answer: Wording | None


def said(db: Session, *, asker: str, group: str, at: datetime) -> dict[str, Said]:
    """Return what was said to each shared proposal of a group, by the id of the version."""
    every = queries.versions(db, asker=asker, group=group)
    voices = _voices(db, group)
    comings = _comings(db, group)
    found = {}
    for each in every:
        for version in each:
            if version.owner is None and version.fate in OPEN_FATES:
                answer = answered(each, version)
                until = answer.at if answer else at
                heard = {row.by_id for row in voices[version.id] if row.at <= until} | {version.by}
                silent = tuple(who for who in members_at(comings, until) if who not in heard)
                found[version.id] = Said(_newest(voices[version.id]), silent, answer)
    return found


def answered(every: Sequence[Wording], version: Wording) -> Wording | None:
    """Return the version by which a proposal was adopted."""
    return next((v for v in every if v.parent == version.id and v.fate in SETTLED_FATES), None)


def _voices(db: Session, group: str) -> dict[str, list[Voice]]:
    rows = db.scalars(
        select(Voice)
        .join(Criterion, Criterion.id == Voice.criterion_id)
        .where(Criterion.group_id == group, Criterion.owner_id.is_(None))
        .order_by(Voice.at, Voice.revision)
    )
    found: dict[str, list[Voice]] = defaultdict(list)
    for row in rows:
        found[row.criterion_id].append(row)
    return found


def _newest(rows: Sequence[Voice]) -> tuple[VoiceSeen, ...]:
    newest = {row.by_id: VoiceSeen(row.by_id, row.stand, row.words, row.at) for row in rows}
    return tuple(sorted(newest.values(), key=lambda voice: voice.at))


Coming = tuple[str, str, datetime]


def _comings(db: Session, group: str) -> list[Coming]:
    """Return how each person came to stand to a group, in the order in which it was written."""
    rows = db.execute(
        select(Person.id, Standing.standing, Standing.at)
        .join(Membership, Membership.person_id == Person.id)
        .join(Standing, Standing.entity == Membership.id)
        .where(Membership.group_id == group)
        .order_by(Person.made_at, Person.name, Person.id, Standing.revision)
    )
    return [(person, standing, at) for person, standing, at in rows]


def members_at(comings: Sequence[Coming], at: datetime) -> list[str]:
    """Return who took part in a group at a moment."""
    then = {person: standing for person, standing, since in comings if since <= at}
    return [person for person, standing in then.items() if standing in TAKING_PART]
