"""
What someone is still writing: saved under their name as they type, sealed for them where they have a key.

A draft that does not open where its author writes on is laid aside, never written over: it is there again
once its key is, and once nothing newer lies in its place.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from workbench.core import vault
from workbench.core.halves import own_half
from workbench.core.keys import key_of
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.core.words import _
from workbench.models.drafts import Draft


@dataclass(frozen=True)
class Kept:
    """
    A draft as it stands: its values, its revision (0 where there is none), and when it was kept.

    ``opens`` is False where it is sealed for a key that is not at this desk, ``contested_at`` is when another
    page of its author's was kept from writing over it.
    """

    values: dict[str, Any]
    revision: int
    at: datetime | None
    opens: bool = True
    contested_at: datetime | None = None


class Contested(Refused):
    """Another page of the same person has gone on writing here."""


NOTHING = Kept(values={}, revision=0, at=None)
AGAIN = timedelta(minutes=1)
ASIDE = "#"  # after it, in a draft's place, stands which of those laid aside there it is


def draft(db: Session, *, author: str, place: str) -> Kept:
    """Return the author's own draft at a place."""
    found = _at(db, author, place)
    return replace(_read(found, key_of(db)), contested_at=found.contested_at) if found else NOTHING


def _at(db: Session, author: str, place: str) -> Draft | None:
    return db.scalar(select(Draft).where(Draft.author_id == author, Draft.place == place))


def drafts(db: Session, *, author: str) -> dict[str, Kept]:
    """Return all drafts of their author that open here, by place."""
    rows = db.scalars(select(Draft).where(Draft.author_id == author).order_by(Draft.place))
    found = {row.place: _read(row, key_of(db)) for row in rows}
    return {place: kept for place, kept in found.items() if kept.opens}


def _about(author: str, place: str, revision: int) -> str:
    return f"draft/{place.partition(ASIDE)[0]}/{revision}/{author}"


def _read(row: Draft, key: Key | None) -> Kept:
    if row.sealed is None:
        return Kept(json.loads(row.values), row.revision, row.at)
    if key is None or key.id != row.key_id:
        return Kept({}, row.revision, row.at, opens=False)
    try:
        words = vault.open_own(key, row.sealed, _about(row.author_id, row.place, row.revision))
    except NotOpened:
        return Kept({}, row.revision, row.at, opens=False)
    return Kept(json.loads(words), row.revision, row.at)


def _written(db: Session, author: str, place: str, values: dict[str, Any], revision: int) -> dict[str, Any]:
    """Return the columns that hold a draft's values: sealed, where the author has a key."""
    text, public = json.dumps(values), own_half(db, author)
    if public is None:
        return {"values": text, "key_id": None, "sealed": None}
    sealed = vault.seal_for(public[1], text.encode(), _about(author, place, revision))
    return {"values": "", "key_id": public[0], "sealed": sealed}


def typed(db: Session, *, author: str, since: datetime) -> frozenset[str]:
    """Return the places at which an author has typed after a moment and not sent it in yet."""
    return frozenset(db.scalars(select(Draft.place).where(Draft.author_id == author, Draft.at > since)))


def keep_draft(
    db: Session, *, author: str, place: str, values: dict[str, Any], seen: int, at: datetime,
    unread: bool = False,
) -> Kept:  # fmt: skip
    """
    Keep what is being written, if the page has seen the last revision.

    ``seen`` is the revision that the page knows; another page of the same person may have gone on. A
    draft that was sent in from there begins anew: nothing is overwritten by it. ``unread`` says that the
    draft there did not open on the page: it is laid aside first, as is one sealed for an earlier key.
    """
    now = _at(db, author, place)
    held = _written(db, author, place, values, seen + 1)
    if now is not None and now.revision != seen:
        raise Contested(
            _(
                "You are writing this on another page too. Nothing was overwritten: the other "
                "page's words are kept, "
                "and these are still on your screen. Copy what you want to keep, then reload."
            )
        )
    if now is not None and (unread or now.key_id not in {None, held["key_id"]}):
        _lay_aside(db, now)
        now = None
    if now is None:
        db.add(Draft(author_id=author, place=place, revision=seen + 1, at=at, **held))
    else:
        db.execute(update(Draft).where(Draft.id == now.id).values(revision=seen + 1, at=at, **held))
    return Kept(values, seen + 1, at, contested_at=now.contested_at if now is not None else None)


def contest(db: Session, *, author: str, place: str, at: datetime) -> datetime:
    """
    Note that another page of the author's was kept from writing over a draft, so that both are told.

    Return when it was noted; within a minute it is not noted again.
    """
    now = _at(db, author, place)
    if now is None:
        return at
    if now.contested_at is None or at - now.contested_at > AGAIN:
        now.contested_at = at
        db.flush()
    return now.contested_at


def contested(db: Session, *, author: str) -> dict[str, datetime]:
    """Return the places at which an author's pages stand in each other's way, each with the last time."""
    found = select(Draft.place, Draft.contested_at).where(Draft.author_id == author)
    rows = db.execute(found.where(Draft.contested_at.is_not(None)))
    return {place: at for place, at in rows if at is not None}


def drop_draft(db: Session, *, author: str, place: str, seen: int, unread: bool = False) -> None:
    """
    Remove a draft whose words are sent in, if the page that sends them has seen its last revision.

    Another page of the same person may hold newer words, or have sent these in already. One that did not
    open on the page is laid aside.
    """
    now = _at(db, author, place)
    if (now.revision if now is not None else 0) != seen:
        raise Refused(
            _(
                "You were writing this on another page too, or sent it in there. Nothing was sent in from "
                "here and nothing was lost. Reload to see how it stands."
            )
        )
    if now is not None and unread:
        _lay_aside(db, now)
    elif now is not None:
        db.delete(now)
        db.flush()


def _lay_aside(db: Session, row: Draft) -> None:
    row.place += ASIDE + row.id
    db.flush()


def anywhere_at(place: str) -> ColumnElement[bool]:
    """Return what is true of the draft at a place, and of those that were laid aside there."""
    return or_(Draft.place == place, Draft.place.startswith(f"{place}{ASIDE}", autoescape=True))


def is_laid_aside(db: Session, *, author: str, place: str) -> bool:
    """Say whether a draft that opens here was laid aside at a place where no other one lies."""
    if _at(db, author, place) is not None:
        return False
    rows = db.scalars(select(Draft).where(Draft.author_id == author, anywhere_at(place)))
    return any(_read(row, key_of(db)).opens for row in rows)


def put_back(db: Session, *, author: str, key: Key | None) -> None:
    """Put the newest draft that opens by this key back in its place, wherever no other one lies."""
    newest = select(Draft).where(Draft.author_id == author).order_by(Draft.at.desc(), Draft.id)
    rows = db.scalars(newest).all()
    taken = {row.place for row in rows}
    for row in rows:
        place, aside, _id = row.place.partition(ASIDE)
        if aside and place not in taken and _read(row, key).opens:
            row.place = place
            taken.add(place)
    db.flush()


def seal_anew(db: Session, *, author: str, old: Key | None, new: tuple[str, bytes]) -> None:
    """Seal an author's drafts for their new key: those that stood open, and those that an earlier opens."""
    for row in db.scalars(select(Draft).where(Draft.author_id == author)).all():
        kept = _read(row, old)
        if kept.opens and row.key_id != new[0]:
            name = _about(author, row.place, row.revision)
            sealed = vault.seal_for(new[1], json.dumps(kept.values).encode(), name)
            row.values, row.key_id, row.sealed = "", new[0], sealed
    db.flush()
