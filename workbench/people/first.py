"""
The first passphrase. With it a person takes up a new key.

The key before was wrapped by a personal link alone. Whoever made the link, or saw it on its way, may have
opened that key; so what it holds is sealed anew, and nothing that could open it stays in the store.
"""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core import boxes, drafts, keys
from workbench.core.rights import refuse_unless
from workbench.core.vault import Key
from workbench.models.vault import Share
from workbench.people import held, helping, keyring, queries, rules
from workbench.people.carrying import carry_help_over, carry_over
from workbench.people.ending import forget_tickets


def choose_passphrase(
    db: Session, *, by: str, cookie: str, new: Key, wrapped: keys.Wrapped, at: datetime
) -> Set[str]:  # fmt: skip
    """
    Take up a fresh key, wrapped by one's first passphrase, in place of the one that the link opened.

    The device with this cookie goes on with it; all others are signed out. Return what helped to open the
    key before and has to be made anew: a recovery code, peers who are not enough any more.
    """
    old = keyring.key_in_use(db, by=by)
    refuse_unless(rules.may_choose_first_passphrase(has_one=keys.has_passphrase(db, by)))
    here = keyring.device_here(db, by=by, cookie=cookie, at=at)
    helped = {kind for kind in (keys.CODE, keys.PEERS) if keys.wraps(db, person=by, kind=kind)}
    holders = {row.holder_id: row.needed for row in db.scalars(select(Share).where(Share.key_id == old.id))}
    keys.take_up(db, new, person=by, at=at)
    keyring.keep_wrapped(db, new, wrapped, keys.PASSPHRASE, at)
    carry_over(db, person=by, old=old, new=new)
    carry_help_over(db, old=old, new=new)
    boxes.seal_what_waits(db, by)
    drafts.seal_anew(db, author=by, old=None, new=(new.id, new.public))
    keys.forget(db, key_id=old.id)
    keys.forget_links(db, person=by)
    if _peers_again(db, by, new, holders, at):
        helped.discard(keys.PEERS)
    here.key_id, here.wrapped = keys.carried(new, cookie, queries.SIGNED_IN)
    keyring.sign_out_others(db, by=by, cookie=cookie, at=at)
    forget_tickets(db, person=by, at=at)
    return helped


def _peers_again(db: Session, by: str, new: Key, holders: dict[str, int], at: datetime) -> bool:
    """Give those who hold parts of the key before parts of the new one, if enough of them still can help."""
    known = held.could_help(db, asker=by)
    chosen = [holder for holder in holders if holder in known]
    needed = max(holders.values(), default=0)
    if rules.may_choose_peers(chosen=chosen, known=known, needed=needed) is not True:
        return False
    helping.share_out(db, key=new, holders=chosen, needed=needed, at=at)
    return True
