"""
What somebody would say of their practice to those who ask, part by part, and on what each claim rests.

Each part is in its owner's own words, dated, and expires after a year (DOMAIN 2.14). It is theirs alone
until they take it out as paper; here it is a draft to be looked at with peers.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.audit.ending import place_of
from workbench.core.private import STATEMENT, filled
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.models.audit import CycleWords
from workbench.models.practice import Cycle
from workbench.people.queries import standing
from workbench.people.rules import may_look_in, may_take_part
from workbench.practice.rows import keep
from workbench.practice.rules import may_be_words, may_go_on, not_here
from workbench.practice.sealing import refuse_bare

LASTS = timedelta(days=365)

SECTIONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("A", lambda: _("Who I am, what I offer, and for whom I am not right")),
    ("B", lambda: _("How I prepared: training, life, apprenticeship, and what each shows or does not")),
    ("C", lambda: _("How my competence is looked at: with whom, since when, how")),
    ("D", lambda: _("How I see my own work now: strengths, edges, criteria")),
    ("E", lambda: _("What peers say who stand by me, in their words")),
    ("F", lambda: _("What those I work with say, and how I asked them")),
    ("G", lambda: _("How we decide together, and what I decide alone")),
    ("H", lambda: _("Fees, time, records, and who hears of you")),
    ("I", lambda: _("What can go wrong, and how to challenge me, my group, or go elsewhere")),
    ("J", lambda: _("What I value")),
    ("K", lambda: _("How you can check all this")),
)
RESTS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("log", lambda: _("entries in my practice log")),
    ("peers", lambda: _("what peers said in meetings")),
    ("audit", lambda: _("my audit meetings")),
    ("clients", lambda: _("what I asked those I work with")),
    ("papers", lambda: _("papers that I can show")),
    ("own", lambda: _("my word alone")),
)
"""On what a claim can rest; its owner says so, nothing is worked out."""


@dataclass(frozen=True)
class Claim:
    """One part of a statement, in its newest revision."""

    section: str
    words: str
    rests: tuple[str, ...]
    told: str
    revision: int
    at: datetime

    @property
    def until(self) -> date:
        """The day on which it expires."""
        return (self.at + LASTS).date()


def section_words(section: str) -> str:
    """Return what a part of a statement is about."""
    return dict(SECTIONS)[section]()


def rests_words(rests: str) -> str:
    """Return on what a claim rests."""
    return dict(RESTS)[rests]()


def write(
    db: Db, *, by: str, group: str, section: str, words: str, rests: tuple[str, ...], told: str, seen: int,
    at: datetime,
) -> int:  # fmt: skip
    """Write a part of one's statement and on what it rests; return the revision."""
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    cycle = db.scalar(select(Cycle.id).where(Cycle.group_id == group).order_by(Cycle.number.desc()).limit(1))
    if section not in dict(SECTIONS) or not set(rests) <= set(dict(RESTS)) or cycle is None:
        raise Refused(not_here())
    refuse_unless(may_be_words(words, missing=_("There are no words yet. Nothing was changed.")))
    if not rests:
        raise Refused(_("Say on what it rests; your word alone is an answer. Nothing was changed; your "
                        "draft is kept."))  # fmt: skip
    refuse_bare(db, by, shared=False)
    kind = f"{STATEMENT}{section}"
    entity = place_of(kind, by, group)
    newest = db.scalar(select(func.max(CycleWords.revision)).where(CycleWords.entity == entity)) or 0
    refuse_unless(may_go_on(seen=seen, newest=newest))
    content = json.dumps({"words": words, "rests": rests, "told": told}, ensure_ascii=False)
    row = CycleWords(
        entity=entity, revision=seen + 1, group_id=group, cycle_id=cycle, kind=kind, words=content, by_id=by,
        at=at,
    )  # fmt: skip
    keep(db, row)
    return seen + 1


def claims(db: Db, *, asker: str, group: str) -> list[Claim]:
    """Return the parts of the asker's own statement, in the order of the parts; nobody else's, ever."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    mine = select(CycleWords).where(
        CycleWords.group_id == group, CycleWords.by_id == asker, CycleWords.kind.startswith(STATEMENT)
    )
    newest = {row.entity: row for row in filled(db, mine.order_by(CycleWords.revision))}
    found = []
    for row in newest.values():
        if row.words:
            told = json.loads(row.words)
            found.append(
                Claim(
                    row.kind.removeprefix(STATEMENT), str(told["words"]), tuple(told["rests"]),
                    str(told.get("told", "")), row.revision, row.at,
                )
            )  # fmt: skip
    return sorted(found, key=lambda claim: claim.section)
