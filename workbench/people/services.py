"""Writes about people: founding, inviting, standing, personal links, signing in."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workbench.core import keys, vault
from workbench.core.clock import zone as known_zone
from workbench.core.desk import TICKET, hashed
from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.vault import Key
from workbench.core.words import _
from workbench.models.people import Group, Link, Membership, Person, SignIn, Standing, Ticket
from workbench.people import queries
from workbench.people.ending import forget_codes, forget_tickets
from workbench.people.rules import (
    FORMING,
    MEMBER,
    PRESENT,
    may_be_called,
    may_make_link_for,
    may_set_standing,
    may_take_part,
)

LINK_LASTS = timedelta(days=365)
SIGN_IN_LASTS = timedelta(days=90)
TICKET_LASTS = timedelta(minutes=5)
LONGEST_DEVICE = 200


@dataclass(frozen=True)
class Invited:
    """A person, and the token of their personal link, which is nowhere stored."""

    person: str
    token: str


def add_person(db: Session, *, name: str, at: datetime) -> str:
    """Add a person who is in no group yet; return their id."""
    refuse_unless(may_be_called(name))
    person = Person(name=name, made_at=at)
    db.add(person)
    db.flush()
    return person.id


def found_group(db: Session, *, by: str, name: str, zone: str, at: datetime) -> str:
    """Found a group; its founder is its first member. Return its id."""
    refuse_unless(may_be_called(name))
    known_zone(zone)
    if db.scalar(select(Group.id).where(Group.name == name)) is not None:
        raise Refused(
            _("There is already a group with this name here. Nothing was changed. Choose another name.")
        )
    group = Group(name=name, zone=zone, made_at=at)
    db.add(group)
    db.flush()
    let_in(db, group=group.id, person=by, standing=MEMBER, by=by, at=at)
    return group.id


def let_in(db: Session, *, group: str, person: str, standing: str, by: str, at: datetime) -> None:
    """Write down how a person stands to a group; the caller has checked the right."""
    membership = db.scalar(
        select(Membership).where(Membership.group_id == group, Membership.person_id == person)
    )
    if membership is None:
        membership = Membership(group_id=group, person_id=person)
        db.add(membership)
        db.flush()
    last = db.scalar(
        select(Standing.revision)
        .where(Standing.entity == membership.id)
        .order_by(Standing.revision.desc())
        .limit(1)
    )
    db.add(Standing(entity=membership.id, revision=(last or 0) + 1, standing=standing, by_id=by, at=at))
    db.flush()


def invite(db: Session, *, by: str, group: str, name: str, at: datetime) -> Invited:
    """Invite someone new into a group; return the token of their personal link."""
    refuse_unless(may_take_part(queries.standing(db, person=by, group=group)))
    person = add_person(db, name=name, at=at)
    let_in(db, group=group, person=person, standing=FORMING, by=by, at=at)
    return Invited(person, make_link(db, by=by, person=person, at=at))


def invite_known(db: Session, *, by: str, group: str, person: str, at: datetime) -> None:
    """Invite someone with whom one shares another group; their personal link stays as it is."""
    refuse_unless(may_take_part(queries.standing(db, person=by, group=group)))
    if not queries.share_a_group(db, by, person):
        raise Refused(_("You share no group with this person. Nothing was changed. Invite them by name."))
    if queries.standing(db, person=person, group=group) in PRESENT:
        raise Refused(_("This person is in the group already. Nothing was changed."))
    let_in(db, group=group, person=person, standing=FORMING, by=by, at=at)


def set_standing(db: Session, *, by: str, group: str, person: str, standing: str, at: datetime) -> None:
    """Say how a person stands to a group from now on. Leaving takes nothing away from anybody."""
    mine = queries.standing(db, person=by, group=group)
    refuse_unless(may_set_standing(by=by, person=person, by_standing=mine, standing=standing))
    if queries.standing(db, person=person, group=group) is None:
        raise Refused(_("This person is not known to the group. Nothing was changed. Invite them first."))
    let_in(db, group=group, person=person, standing=standing, by=by, at=at)


def make_link(db: Session, *, by: str, person: str, at: datetime) -> str:
    """
    Write a personal link; return its token. The caller has checked the right.

    Whoever has no passphrase opens their key with the link itself. At their own desk it is wrapped for the
    new link; elsewhere nobody can do that, so the key is ended and they begin with a new one.
    """
    if queries.is_deleted(db, person):
        raise Refused(_("This person was deleted from this room. Nothing was changed. Invite them anew."))
    token = secrets.token_urlsafe(24)
    link = Link(
        person_id=person, made_by_id=by, token_hash=hashed(token), made_at=at, ends_at=at + LINK_LASTS
    )
    db.add(link)
    db.flush()
    if keys.has_passphrase(db, person):
        return token
    key, now = keys.key_of(db) if by == person else None, keys.in_use(db, person)
    if key is None or now is None or key.id != now.id:
        key = keys.new_key(db, person=person, at=at)
    keys.keep(db, keys.by_random(key, keys.LINK, token), at=at, link=link.id)
    return token


def _may_make_link_for(db: Session, by: str, person: str) -> Answer:
    return may_make_link_for(by=by, person=person, by_standings=queries.shared_standings(db, by, person))


def renew_link(db: Session, *, by: str, person: str, at: datetime, sign_out: bool = True) -> str:
    """
    Replace someone's personal link: the old ones stop. For oneself, or as a member for a fellow.

    The devices that are signed in are signed out, unless one keeps one's own.
    """
    refuse_unless(_may_make_link_for(db, by, person))
    _revoke(db, person=person, at=at, sign_out=sign_out or by != person)
    return make_link(db, by=by, person=person, at=at)


def revoke_links(db: Session, *, by: str, person: str, at: datetime) -> None:
    """
    Make someone's personal links, and the devices signed in by them, stop working.

    A key that only the link opened is ended with it: what was sealed for it stays sealed.
    """
    refuse_unless(_may_make_link_for(db, by, person))
    _revoke(db, person=person, at=at, sign_out=True)
    if not keys.has_passphrase(db, person):
        keys.end(db, person=person, at=at)


def _revoke(db: Session, *, person: str, at: datetime, sign_out: bool) -> None:
    db.execute(update(Link).where(Link.person_id == person, Link.revoked_at.is_(None)).values(revoked_at=at))
    keys.forget_links(db, person=person)
    if sign_out:
        db.execute(
            update(SignIn)
            .where(SignIn.person_id == person, SignIn.ended_at.is_(None))
            .values(ended_at=at, wrapped=None)
        )
        forget_codes(db, person=person, at=at)
        forget_tickets(db, person=person, at=at)


def sign_in(db: Session, *, token: str, at: datetime, device: str = "") -> str:
    """
    Sign a device in by a personal link; return the cookie, which is nowhere stored.

    Where the person has a passphrase the device waits for it (see ``entrance``). Who has no key yet, or
    none that this link opens, begins with a new one.
    """
    link = queries.link_by_token(db, token=token, at=at)
    person = link.person_id
    if keys.has_passphrase(db, person):
        return let_device_in(db, person=person, link=link.id, key=None, device=device, at=at, token=token)
    key = keys.open_by_link(db, person=person, token=token)
    if key is None:
        key = keys.new_key(db, person=person, at=at)
        keys.keep(db, keys.by_random(key, keys.LINK, token), at=at, link=link.id)
    return let_device_in(db, person=person, link=link.id, key=key, device=device, at=at)


def let_device_in(
    db: Session, *, person: str, link: str, key: Key | None, device: str, at: datetime, token: str = ""
) -> str:
    """
    Sign a device in; without its person's key it waits until they open it. Return its cookie.

    While it waits it carries the token by which it came, wrapped by the cookie: should its person begin
    a new key on it, that key is wrapped for their link too.
    """
    cookie = secrets.token_urlsafe(32)
    key_id, wrapped = keys.carried(key, cookie, queries.SIGNED_IN)
    if key is None and token:
        wrapped = vault.lock(vault.from_random(cookie, queries.SIGNED_IN), token.encode(), f"link/{link}")
    db.add(
        SignIn(
            person_id=person, link_id=link, cookie_hash=hashed(cookie), made_at=at, seen_at=at,
            ends_at=at + SIGN_IN_LASTS, device=device[:LONGEST_DEVICE], waiting=key is None, key_id=key_id,
            wrapped=wrapped,
        )
    )  # fmt: skip
    db.flush()
    return cookie


def sign_out(db: Session, *, cookie: str, at: datetime) -> None:
    """Sign one device out."""
    db.execute(update(SignIn).where(SignIn.cookie_hash == hashed(cookie)).values(ended_at=at, wrapped=None))


def make_ticket(db: Session, *, person: str, at: datetime, key: Key | None = None) -> str:
    """Write a ticket that tells one new kernel whose it is, and hands it their key; return it."""
    ticket = secrets.token_urlsafe(24)
    key_id, wrapped = keys.carried(key, ticket, TICKET)
    db.add(
        Ticket(
            person_id=person, ticket_hash=hashed(ticket), ends_at=at + TICKET_LASTS, key_id=key_id,
            wrapped=wrapped,
        )
    )  # fmt: skip
    db.flush()
    return ticket
