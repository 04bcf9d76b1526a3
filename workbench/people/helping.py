"""
Writes by which chosen peers help someone open their earlier records again.

A secret that opens the key is split (Shamir 1979): any ``needed`` of its parts give it back, fewer tell
nothing. Each part is sealed for the peer who holds it; who is asked hands theirs on to the new key.
"""

import os
from collections.abc import Collection
from datetime import datetime
from itertools import combinations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workbench.core import keys, vault
from workbench.core.halves import public_half
from workbench.core.rights import Refused, refuse_unless
from workbench.core.vault import Key, NotOpened
from workbench.core.words import _
from workbench.models.vault import HandedShare, KeyPair, Share
from workbench.people import held, rules
from workbench.people.carrying import NOT_YET, handed_about, share_about
from workbench.people.keyring import check_proof, key_in_use

SECRET = 16


def choose_peers(
    db: Session, *, by: str, holders: Collection[str], needed: int, proof: Key | None, at: datetime
) -> None:
    """Choose the peers of whom any ``needed`` can help together, in place of those chosen before."""
    key = key_in_use(db, by=by)
    check_proof(db, by=by, key=key, proof=proof)
    known = held.could_help(db, asker=by)
    refuse_unless(rules.may_choose_peers(chosen=holders, known=known, needed=needed))
    share_out(db, key=key, holders=holders, needed=needed, at=at)


def share_out(db: Session, *, key: Key, holders: Collection[str], needed: int, at: datetime) -> None:
    """Wrap a key by a secret, and seal a part of that for each holder; any ``needed`` parts restore it."""
    secret = os.urandom(SECRET)
    keys.keep(db, keys.by_random(key, keys.PEERS, secret.hex()), at=at)
    chosen = sorted(set(holders))
    for holder, part in zip(chosen, vault.split(secret, needed, len(chosen)), strict=True):
        public = public_half(db, holder)
        assert public is not None  # they were among those who have a passphrase
        sealed = vault.seal_for(public[1], part, share_about(key.id, holder))
        db.add(
            Share(
                key_id=key.id, holder_id=holder, holder_key_id=public[0], needed=needed, sealed=sealed,
                made_at=at,
            )
        )  # fmt: skip
    db.flush()


def choose_none(db: Session, *, by: str) -> None:
    """Let no peers help any more: what they hold opens nothing."""
    keys.drop(db, key_id=key_in_use(db, by=by).id, kind=keys.PEERS)


def ask(db: Session, *, by: str, at: datetime) -> None:
    """Ask those who hold parts of an earlier key of one's own to hand them on to the key in use."""
    key = key_in_use(db, by=by)
    earlier = [pair.id for pair in keys.earlier(db, by)]
    asked = select(HandedShare.share_id).where(HandedShare.new_key_id == key.id)
    parts = db.scalars(select(Share).where(Share.key_id.in_(earlier), Share.id.not_in(asked))).all()
    db.add_all(HandedShare(share_id=part.id, new_key_id=key.id, sealed=NOT_YET, at=at) for part in parts)
    db.flush()


def ask_no_more(db: Session, *, by: str) -> None:
    """Take back what was asked of peers, and what they handed on."""
    db.execute(delete(HandedShare).where(HandedShare.new_key_id == key_in_use(db, by=by).id))


def hand_on(db: Session, *, by: str, person: str, key: str, at: datetime) -> None:
    """
    Seal for someone's new key the part that one holds for them; the one who hands on spoke with them.

    ``key`` is the one whose number they compared: whoever had the person's link may have begun another.
    """
    own, new, sealed = keys.own_key(db), keys.in_use(db, person), keys.has_passphrase(db, person)
    now = new.id if new is not None else None
    refuse_unless(rules.may_hand_on(compared=key, in_use=now, has_passphrase=sealed))
    rows = db.execute(
        select(HandedShare, Share, KeyPair)
        .join(Share, Share.id == HandedShare.share_id)
        .join(KeyPair, KeyPair.id == HandedShare.new_key_id)
        .where(
            Share.holder_id == by, KeyPair.id == key, KeyPair.ended_at.is_(None),
            HandedShare.sealed == NOT_YET,
        )
    ).all()  # fmt: skip
    if not rows:
        raise Refused(_("They do not ask for it any more. Nothing was changed."))
    for handed, share, pair in rows:
        if share.holder_key_id != own.id:
            raise Refused(
                _("The part that you hold is sealed for an earlier key of yours. Nothing was changed. Bring "
                  "your own earlier records back first, under “My keys and devices”.")
            )  # fmt: skip
        part = vault.open_own(own, share.sealed, share_about(share.key_id, by))
        handed.sealed = vault.seal_for(pair.public, part, handed_about(share.id, pair.id))
        handed.at = at
    db.flush()


def joined(db: Session, *, by: str) -> Key:
    """Return the earlier key of one's own that the parts handed on so far open; refuse if none does yet."""
    key = key_in_use(db, by=by)
    rows = db.execute(
        select(HandedShare, Share)
        .join(Share, Share.id == HandedShare.share_id)
        .where(HandedShare.new_key_id == key.id, HandedShare.sealed != NOT_YET)
    ).all()
    for old in keys.earlier(db, by):
        mine = [(handed, share) for handed, share in rows if share.key_id == old.id]
        parts = [vault.open_own(key, handed.sealed, handed_about(share.id, key.id)) for handed, share in mine]
        opened = _open(db, by, old.id, parts, mine[0][1].needed) if mine else None
        if opened is not None:
            return opened
    raise Refused(_("Not enough of your peers have helped yet. Nothing was changed. Ask them again."))


def _open(db: Session, person: str, key_id: str, parts: list[bytes], needed: int) -> Key | None:
    """Try the parts, so many together as are needed: one handed on wrongly does not spoil the others."""
    for wrapped in keys.wraps(db, person=person, kind=keys.PEERS, key_id=key_id):
        for some in combinations(parts, needed):
            try:
                return keys.open_by_random(wrapped, vault.join(list(some)).hex())
            except (NotOpened, ValueError):
                continue
    return None
