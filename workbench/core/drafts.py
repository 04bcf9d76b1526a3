"""What someone is still writing: saved under their name as they type, private to them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, select, update
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

    ``seen`` is the revision that the page knows; another page of the same person may have gone on.
    """
    text = json.dumps(values)
    if seen == 0 and draft(db, author=author, place=place) is NOTHING:
        db.add(Draft(author_id=author, place=place, values=text, revision=1, at=at))
        return Kept(values, 1, at)
    changed = db.execute(
        update(Draft)
        .where(Draft.author_id == author, Draft.place == place, Draft.revision == seen)
        .values(values=text, revision=seen + 1, at=at)
    )
    if not isinstance(changed, CursorResult) or changed.rowcount != 1:
        raise Refused(
            _(
                "You are writing this on another page too. Nothing was overwritten: the other "
                "page's words are kept, "
                "and these are still on your screen. Copy what you want to keep, then reload."
            )
        )
    return Kept(values, seen + 1, at)


def drop_draft(db: Session, *, author: str, place: str) -> None:
    """Remove a draft whose words have been sent in."""
    found = db.scalar(select(Draft).where(Draft.author_id == author, Draft.place == place))
    if found is not None:
        db.delete(found)
