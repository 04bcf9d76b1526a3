"""What someone is still writing: saved under their name as they type, private to them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.models.drafts import Draft


@dataclass(frozen=True)
class Kept:
    """A draft as it stands: its values, its revision (0 where there is none), and when it was kept."""

    values: dict[str, Any]
    revision: int
    at: datetime | None


NOTHING = Kept(values={}, revision=0, at=None)


def draft(db: Session, *, author: str, place: str) -> Kept:
    """Return the author's own draft at a place."""
    found = db.scalar(select(Draft).where(Draft.author_id == author, Draft.place == place))
    return Kept(json.loads(found.values), found.revision, found.at) if found else NOTHING


def keep_draft(
    db: Session, *, author: str, place: str, values: dict[str, Any], seen: int, at: datetime
) -> Kept:
    """
    Keep what is being written, if the page has seen the last revision.

    ``seen`` is the revision that the page knows; another page of the same person may have gone on. A
    draft that was sent in from there begins anew: nothing is overwritten by it.
    """
    text = json.dumps(values)
    now = draft(db, author=author, place=place)
    if now is NOTHING:
        db.add(Draft(author_id=author, place=place, values=text, revision=seen + 1, at=at))
        return Kept(values, seen + 1, at)
    if now.revision != seen:
        raise Refused(
            _(
                "You are writing this on another page too. Nothing was overwritten: the other "
                "page's words are kept, "
                "and these are still on your screen. Copy what you want to keep, then reload."
            )
        )
    db.execute(
        update(Draft)
        .where(Draft.author_id == author, Draft.place == place)
        .values(values=text, revision=seen + 1, at=at)
    )
    return Kept(values, seen + 1, at)


def drop_draft(db: Session, *, author: str, place: str, seen: int) -> None:
    """
    Remove a draft whose words are sent in, if the page that sends them has seen its last revision.

    Another page of the same person may hold newer words, or have sent these in already.
    """
    now = draft(db, author=author, place=place)
    if now.revision != seen:
        raise Refused(
            _(
                "You were writing this on another page too, or sent it in there. Nothing was sent in from "
                "here and nothing was lost. Reload to see how it stands."
            )
        )
    db.execute(delete(Draft).where(Draft.author_id == author, Draft.place == place))
