"""For which key private words are sealed: the open half of its owner's, and whether it may be used here."""

from sqlalchemy.orm import Session

from workbench.core.clock import shown
from workbench.core.keys import earlier, has_passphrase, in_use, key_of, not_open
from workbench.core.rights import Answer, refuse_unless
from workbench.core.words import _


def public_half(db: Session, person: str) -> tuple[str, bytes] | None:
    """Return the id and the open half of a person's key in use."""
    pair = in_use(db, person)
    return (pair.id, pair.public) if pair is not None else None


def lasting_half(db: Session, person: str) -> tuple[str, bytes] | None:
    """Return the same of a key that a passphrase opens: a link may be lost, and its key with it."""
    return public_half(db, person) if has_passphrase(db, person) else None


def may_put_away(db: Session, owner: str) -> Answer:
    """
    Say whether something private of an owner's may be written at this desk: it has the key in use.

    Whoever has only a link can begin anew in the owner's name. What the owner's open pages write after
    that is refused, or it would be sealed for a key that somebody else holds. A desk of one's own that was
    opened without a key (a lab without the link) writes as long as there was only ever one key.
    """
    pair, key = in_use(db, owner), key_of(db)
    if pair is None or (key is not None and key.id == pair.id):
        return True
    if key is None:
        return not_open() if earlier(db, owner) else True
    return _(
        "Your name was begun anew on {when}, by a link and with a new key, and this page has your key of "
        "before. What you write here for yourself is not kept; it stays on this page, and what was kept "
        "before is there still. If it was you, open your personal link again here. If it was not, ask a "
        "member of your group for a new link."
    ).format(when=shown(pair.made_at, "UTC"))


def own_half(db: Session, owner: str) -> tuple[str, bytes] | None:
    """Return the id and the open half of the key by which an owner seals new words here, or refuse."""
    refuse_unless(may_put_away(db, owner))
    return public_half(db, owner)
