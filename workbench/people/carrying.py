"""What a person's key opens, sealed anew for another key of theirs; what is held for others included."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core import boxes, drafts, vault
from workbench.core.vault import Key, NotOpened
from workbench.models.vault import HandedShare, Share

NOT_YET = b""  # what a part is before its holder has handed it on: asked for, and nothing more


def share_about(key_id: str, holder: str) -> str:
    """Return what a share is called under its seal: part of which key, held by whom."""
    return f"share/{key_id}/{holder}"


def handed_about(share: str, new_key: str) -> str:
    """Return what a share is called that was handed on to a new key."""
    return f"handed/{share}/{new_key}"


def carry_over(db: Session, *, person: str, old: Key, new: Key) -> None:
    """
    Seal for a new key all that the old one opens: boxes, drafts, parts held for others.

    What does not open was changed in the file: it stays as it is, and keeps nobody from the rest.
    """
    boxes.seal_anew(db, old=old, new=new)
    drafts.seal_anew(db, author=person, old=old, new=(new.id, new.public))
    drafts.put_back(db, author=person, key=new)
    for share in db.scalars(select(Share).where(Share.holder_key_id == old.id)).all():
        about = share_about(share.key_id, person)
        sealed = _anew(share.sealed, about, about, old, new)
        if sealed is not None:
            share.sealed, share.holder_key_id = sealed, new.id
    db.flush()


def carry_help_over(db: Session, *, old: Key, new: Key) -> None:
    """Let what peers were asked for, and what they handed on to the old key, be there for a fresh one."""
    for handed in db.scalars(select(HandedShare).where(HandedShare.new_key_id == old.id)).all():
        before, after = (handed_about(handed.share_id, key.id) for key in (old, new))
        if handed.sealed != NOT_YET:
            handed.sealed = _anew(handed.sealed, before, after, old, new) or NOT_YET
        handed.new_key_id = new.id
    db.flush()


def _anew(sealed: bytes, before: str, after: str, old: Key, new: Key) -> bytes | None:
    try:
        return vault.seal_for(new.public, vault.open_own(old, sealed, before), after)
    except NotOpened:
        return None
