"""Standing differences (V9): what was adopted, and how some see it otherwise; both texts whole."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session as Db

from workbench.core.words import _
from workbench.decisions.handbook import standing_differences
from workbench.practice import queries as practice
from workbench.practice.hearing import said
from workbench.practice.rules import DIFFERING, HELD, settled


@dataclass(frozen=True)
class Difference:
    """One authentic difference: what holds, by whom it was proposed, who sees it how, since when."""

    holds: str
    proposed_by: str
    adopted_at: datetime
    sees: str
    words: str
    since: datetime
    revisited: datetime | None = None


def differences(db: Db, *, asker: str, group: str, at: datetime) -> list[Difference]:
    """Return the differences that stand beside what the group has adopted and still holds, oldest first."""
    heard = said(db, asker=asker, group=group, at=at)
    found = []
    for versions in practice.versions(db, asker=asker, group=group):
        now = settled(versions)
        if now is None or now.owner is not None or now.fate != HELD or now.parent not in heard:
            continue
        proposal = next(each for each in versions if each.id == now.parent)
        found += [
            Difference(now.wording, proposal.by, now.at, voice.by, voice.words, voice.at)
            for voice in heard[now.parent].voices
            if voice.stand == DIFFERING
        ]
    for each in standing_differences(db, asker=asker, group=group, at=at):
        holds = f"{each.title}{_(': ')}{each.holds}"
        found.append(
            Difference(
                holds, each.written_by, each.adopted_at, each.by, each.words, each.since, each.revisited
            )
        )
    return sorted(found, key=lambda each: each.since)
