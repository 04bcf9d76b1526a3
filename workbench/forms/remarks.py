"""
What people write about forms, roles and decisions under their own names, and who reads it when.

A *secret* kind is written alone: others' words of it are read once one's own is set down (DOMAIN 13).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.base import new_id
from workbench.models.forms import Remark
from workbench.people.queries import standing
from workbench.people.rules import TAKING_PART, may_look_in, may_take_part

HELPED, IN_THE_WAY = "helped", "in-the-way"
NOTES = (HELPED, IN_THE_WAY)
REVIEW = ("invent", "experience", "reflection", "vision")
"""The prompts of a review (DOMAIN 2.1, step 5), and what is asked before them."""
LIBERATING = ("purpose", "direction", "quality", "too-much", "too-little")
"""The signs of a liberating structure (DOMAIN 37), and both ways in which hierarchy fails."""
READINGS = ("autonomy", "co-operation", "hierarchy")
ANSWERS = (*REVIEW, *LIBERATING, *READINGS)

NOMINATION, ACCEPTING = "nomination", "accepting"
STAND = "stand"
NEED = "need"
SECRET = frozenset({NOMINATION, STAND, NEED})
BARE = frozenset({"heard", "to-outcome", ACCEPTING, STAND, NOMINATION, "laid-down"})
"""Kinds that may be a choice without words."""


@dataclass(frozen=True)
class Said:
    """One remark in its newest words."""

    id: str
    about: str
    kind: str
    tag: str
    words: str
    by: str
    at: datetime


def may_read(*, reader: str, author: str, kind: str, takes_part: bool, own: bool, open_now: bool) -> Answer:
    """
    Say whether somebody reads a remark: what is written alone, once it is ``open_now`` and they wrote theirs.

    Who looks in without taking part writes none, and reads it once it is open.
    """
    if reader == author or kind not in SECRET:
        return True
    if open_now and (own or not takes_part):
        return True
    return _("Each writes this alone. Nothing was lost; you read the others' once yours is set down.")


def place_of(*, about: str, kind: str, by: str, tag: str = "") -> str:
    """Return the entity of a remark of which each has one."""
    return sha256(f"{about} {kind} {by} {tag}".encode()).hexdigest()[:32]


def write(
    db: Session, *, by: str, group: str, about: str, kind: str, words: str, at: datetime, tag: str = "",
    each_one: str = "",
) -> str:  # fmt: skip
    """
    Write a remark; return its id.

    Where each has one (``each_one`` names the occasion), a later one takes the place of the earlier; what was
    written alone stays as it was sent in.
    """
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    if not words.strip() and kind not in BARE:
        raise Refused(_("There are no words yet. Nothing was sent in."))
    if len(words) > 20_000:
        raise Refused(_("This text is longer than 20,000 characters. Nothing was sent in. Shorten it."))
    entity = place_of(about=about, kind=kind, by=by, tag=each_one) if each_one else new_id()
    before = db.scalar(select(func.max(Remark.revision)).where(Remark.entity == entity)) or 0
    if before and kind in SECRET:
        raise Refused(_("Yours is set down already, and stays as it is. What you typed now was not added."))
    row = Remark(
        entity=entity, revision=before + 1, group_id=group, about=about, kind=kind, tag=tag, words=words,
        by_id=by, at=at,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row.id


def said(
    db: Session, *, asker: str, group: str, about: str | None = None, kinds: Collection[str] = (),
    open_now: Collection[str] | None = None,
) -> list[Said]:  # fmt: skip
    """
    Return remarks in their newest words, oldest first, as the asker may read them.

    ``open_now`` are those things of which what was written alone is open; None: of all.
    """
    here = standing(db, person=asker, group=group)
    refuse_unless(may_look_in(here))
    query = select(Remark).where(Remark.group_id == group)
    if about is not None:
        query = query.where(Remark.about == about)
    if kinds:
        query = query.where(Remark.kind.in_(kinds))
    newest = {row.entity: row for row in db.scalars(query.order_by(Remark.revision))}
    mine = {(row.about, row.kind) for row in newest.values() if row.by_id == asker}
    mine |= {(about, NEED) for about, kind in mine if kind == STAND}  # who set down their stand reads both
    rows = sorted(newest.values(), key=lambda row: (row.at, row.id))
    return [
        Said(row.id, row.about, row.kind, row.tag, row.words, row.by_id, row.at)
        for row in rows
        if may_read(
            reader=asker, author=row.by_id, kind=row.kind, takes_part=here in TAKING_PART,
            own=(row.about, row.kind) in mine, open_now=open_now is None or row.about in open_now,
        ) is True
        and (row.words or row.tag)
    ]  # fmt: skip


def answer_words() -> Mapping[str, str]:
    """Return the questions of a review as they are asked."""
    return {
        "invent": _("If we did not have this, would we invent it?"),
        "experience": _("What have we experienced with it?"),
        "reflection": _("What do I think of it now?"),
        "vision": _("Is there a deeper vision of what it could be?"),
        "purpose": _("Is our purpose more shared than before?"),
        "direction": _("Who decides for themselves now that did not before?"),
        "quality": _("What has it done to the quality of our work?"),
        "too-much": _("Where was too much decided for others?"),
        "too-little": _("Where did nobody decide what should have been decided?"),
        "autonomy": _("What it gives or costs to deciding for oneself"),
        "co-operation": _("What it gives or costs to deciding together"),
        "hierarchy": _("What it gives or costs to deciding for others, for their sake"),
    }


def authors(db: Session, *, group: str, kinds: Collection[str]) -> list[tuple[str, str, str, datetime]]:
    """Return of which things who wrote which kind, and when; no words."""
    rows = db.execute(
        select(Remark.about, Remark.kind, Remark.by_id, Remark.at).where(
            Remark.group_id == group, Remark.kind.in_(kinds)
        )
    )
    return [(about, kind, by, at) for about, kind, by, at in rows]
