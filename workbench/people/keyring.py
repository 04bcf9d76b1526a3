"""
Writes about one's own keys: a passphrase, a recovery code, beginning anew, bringing earlier records back.

What is slow on purpose (a passphrase, a short code) is worked out before, outside of any transaction; here
it arrives as a wrapped key, or as a key that was opened. A key that something is still sealed for is ended,
and nothing of what opens it is deleted here. The first passphrase: see ``first``.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workbench.core import keys, vault
from workbench.core.desk import hashed
from workbench.core.rights import Refused, refuse_unless
from workbench.core.vault import Key
from workbench.core.words import _
from workbench.models.people import SignIn
from workbench.models.vault import HandedShare, KeyPair, Share, ShortCode
from workbench.people import queries, rules, services
from workbench.people.carrying import carry_over
from workbench.people.ending import forget_codes

SHORT = "workbench short code"
SHORT_LETTERS = 8
SHORT_LASTS = timedelta(minutes=10)
SEEN_EVERY = timedelta(minutes=10)


def _in_use(db: Session, person: str) -> str | None:
    pair = keys.in_use(db, person)
    return pair.id if pair is not None else None


def key_in_use(db: Session, *, by: str) -> Key:
    """Return the key at this desk, if it is the one that the person uses now; refuse otherwise."""
    key = keys.own_key(db)
    refuse_unless(rules.may_use_this_key(held=key.id, in_use=_in_use(db, by)))
    return key


def provable(db: Session, *, by: str, key: Key) -> list[keys.Wrapped]:
    """Return how a key is wrapped by what its owner alone knows or has, and so can prove themselves by."""
    kinds = (keys.PASSPHRASE, keys.CODE)
    return [each for kind in kinds for each in keys.wraps(db, person=by, kind=kind, key_id=key.id)]


def check_proof(db: Session, *, by: str, key: Key, proof: Key | None) -> None:
    """Refuse one more way in, unless ``proof`` is the key as one's passphrase or recovery code opened it."""
    known = bool(provable(db, by=by, key=key))
    refuse_unless(rules.may_make_a_way_in(provable=known, proved=known and proof == key))


# ---------------------------------------------------------------- passphrase and code


def change_passphrase(
    db: Session, *, by: str, wrapped: keys.Wrapped, proof: Key | None, at: datetime
) -> None:  # fmt: skip
    """
    Keep one's key wrapped by another passphrase; the one before does not open it any more.

    ``proof`` is the key as the passphrase before, or the recovery code, opened it.
    """
    key = key_in_use(db, by=by)
    proved = proof is not None and proof == key
    refuse_unless(rules.may_change_passphrase(proved=proved and keys.has_passphrase(db, by)))
    keep_wrapped(db, key, wrapped, keys.PASSPHRASE, at)


def keep_code(db: Session, *, by: str, code: str, proof: Key | None, at: datetime) -> None:
    """
    Keep the key at this desk wrapped by a new recovery code; the code before does not open it any more.

    It may be an earlier key of one's own: by its code one's records are brought back on another device.
    One that only a link ever opened cannot be proved, and nothing more will be sealed for it.
    """
    key = keys.own_key(db)
    if db.get_one(KeyPair, key.id).person_id != by:
        raise Refused(_("This key is not yours. Nothing was changed."))
    if key.id == _in_use(db, by) or provable(db, by=by, key=key):
        check_proof(db, by=by, key=key, proof=proof)
    keep_wrapped(db, key, keys.by_random(key, keys.CODE, vault.read_code(code)), keys.CODE, at)


def keep_wrapped(db: Session, key: Key, wrapped: keys.Wrapped, kind: str, at: datetime) -> None:
    """Keep a wrapped key, if it is this one, wrapped in this way."""
    if (wrapped.key_id, wrapped.kind) != (key.id, kind):
        raise Refused(_("This was made for another key. Nothing was changed. Try again."))
    keys.keep(db, wrapped, at=at)


# ---------------------------------------------------------------- a device that waits


def open_device(db: Session, *, cookie: str, key: Key, at: datetime) -> str:
    """Let a waiting device in, with the key that its person opened. Return its new cookie."""
    waiting = _waiting(db, cookie, at)
    if db.get_one(KeyPair, key.id).person_id != waiting.person_id:
        raise Refused(_("This key is not yours. Nothing was changed."))
    return _let_in(db, waiting, key, at)


def begin_anew(db: Session, *, cookie: str, at: datetime) -> str:
    """
    Begin a new key on a waiting device, and let it in. Return its new cookie.

    The key before is ended, not deleted: what was sealed for it stays so, until it is opened again.
    """
    waiting = _waiting(db, cookie, at)
    key = keys.new_key(db, person=waiting.person_id, at=at)
    forget_codes(db, person=waiting.person_id, at=at)
    if waiting.wrapped is not None:
        carried = vault.from_random(cookie, queries.SIGNED_IN)
        token = vault.unlock(carried, waiting.wrapped, f"link/{waiting.link_id}").decode()
        keys.keep(db, keys.by_random(key, keys.LINK, token), at=at, link=waiting.link_id)
    return _let_in(db, waiting, key, at)


def _waiting(db: Session, cookie: str, at: datetime) -> SignIn:
    found = queries.signed_in(db, cookie=cookie, at=at)
    if found is None or not found.waiting:
        raise Refused(_("This device is not waiting any more. Nothing was changed. Open your personal link."))
    return found


def _let_in(db: Session, waiting: SignIn, key: Key, at: datetime) -> str:
    waiting.ended_at, waiting.wrapped = at, None
    return services.let_device_in(
        db, person=waiting.person_id, link=waiting.link_id, key=key, device=waiting.device, at=at
    )


# ---------------------------------------------------------------- earlier records


def bring_back(db: Session, *, by: str, old: Key, cookie: str, at: datetime) -> None:
    """
    Seal for one's key of now all that an earlier one opens, the parts one holds for others included.

    All other devices are signed out: one of them may be somebody's who had the link and began anew.
    """
    key = key_in_use(db, by=by)
    refuse_unless(rules.may_bring_back(has_passphrase=keys.has_passphrase(db, by)))
    pair = db.get_one(KeyPair, old.id)
    if pair.person_id != by or pair.ended_at is None or pair.public != old.public:
        raise Refused(_("This is not an earlier key of yours. Nothing was changed."))
    carry_over(db, person=by, old=old, new=key)
    spent = select(Share.id).where(Share.key_id == old.id)
    db.execute(delete(HandedShare).where(HandedShare.share_id.in_(spent)))
    sign_out_others(db, by=by, cookie=cookie, at=at)
    db.flush()


# ---------------------------------------------------------------- devices


def device_here(db: Session, *, by: str, cookie: str, at: datetime) -> SignIn:
    """Return the sign-in of one's own device with this cookie; refuse if it is not signed in, or waits."""
    here = queries.signed_in(db, cookie=cookie, at=at)
    if here is None or here.person_id != by or here.waiting:
        raise Refused(_("This device is not signed in. Nothing was changed. Open your personal link."))
    return here


def sign_out_device(db: Session, *, by: str, device: str, at: datetime) -> None:
    """Sign one device of one's own out, by the id of its sign-in; a short code it made ends as well."""
    found = db.get(SignIn, device)
    if found is None or found.person_id != by:
        raise Refused(_("There is no such device of yours. Nothing was changed."))
    found.ended_at, found.wrapped = found.ended_at or at, None
    forget_codes(db, person=by, at=at)


def sign_out_others(db: Session, *, by: str, cookie: str, at: datetime) -> None:
    """Sign every device of one's own out but the one with this cookie; short codes end as well."""
    others = update(SignIn).where(SignIn.person_id == by, SignIn.cookie_hash != hashed(cookie))
    db.execute(others.where(SignIn.ended_at.is_(None)).values(ended_at=at, wrapped=None))
    forget_codes(db, person=by, at=at)


def seen(db: Session, *, cookie: str, at: datetime) -> None:
    """Write down that a device was here, at most once in ten minutes."""
    late = SignIn.seen_at.is_(None) | (SignIn.seen_at <= at - SEEN_EVERY)
    db.execute(update(SignIn).where(SignIn.cookie_hash == hashed(cookie), late).values(seen_at=at))


def keep_short_code(
    db: Session, *, by: str, cookie: str, secret: bytes, salt: bytes, proof: Key | None, at: datetime
) -> datetime:
    """
    Keep a short code by which one further device of one's own comes in, once; return when it ends.

    ``secret`` is made of the code, slowly, with ``salt``. The device's opened key travels with it, so who
    has a passphrase proves themselves; for whom a link opens everything, a code opens nothing more.
    """
    key = key_in_use(db, by=by)
    if keys.has_passphrase(db, by):
        check_proof(db, by=by, key=key, proof=proof)
    here = device_here(db, by=by, cookie=cookie, at=at)
    forget_codes(db, person=by, at=at)
    key_id, wrapped = keys.carried(key, secret.hex(), SHORT)
    db.add(
        ShortCode(
            person_id=by, link_id=here.link_id, code_hash=hashed(secret.hex()), key_id=key_id, salt=salt,
            wrapped=wrapped, made_at=at, ends_at=at + SHORT_LASTS,
        )
    )  # fmt: skip
    db.flush()
    return at + SHORT_LASTS


def come_in_by_short_code(db: Session, *, secret: bytes, device: str, at: datetime) -> str:
    """Sign a device in by a short code, once; return its cookie."""
    code = db.scalar(select(ShortCode).where(ShortCode.code_hash == hashed(secret.hex())))
    key = None
    if code is not None and code.used_at is None and code.ends_at > at:
        key = keys.carried_in(code.key_id, code.wrapped, secret.hex(), SHORT)
    if code is None or key is None or key.id != _in_use(db, code.person_id):
        raise Refused(
            _("This code is not known here, or it was used, or its ten minutes are over. Nothing was lost. "
              "Make a new one on the device on which you are signed in.")
        )  # fmt: skip
    code.used_at, code.wrapped = at, None
    return services.let_device_in(db, person=code.person_id, link=code.link_id, key=key, device=device, at=at)
