"""Reads about people: only groups that the asker is in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core.desk import hashed
from workbench.core.keys import carried_in
from workbench.core.reading import once
from workbench.core.rights import Refused, refuse_unless
from workbench.core.vault import Key
from workbench.core.words import _
from workbench.models.people import Group, Link, Membership, Person, SignIn, Standing
from workbench.people.rules import LEFT, PRESENT, called, may_look_in

SIGNED_IN = "workbench sign-in"


@dataclass(frozen=True)
class Fellow:
    """Someone in a group, with the standing they have now."""

    id: str
    name: str
    standing: str
    membership: str


@once
def fellows_of(db: Session, group: str) -> tuple[Fellow, ...]:
    """Return everybody whom a group knows, in the order in which they came; for rules and services."""
    newest = (
        select(Standing.entity, func.max(Standing.revision).label("revision"))
        .group_by(Standing.entity)
        .subquery()
    )
    rows = db.execute(
        select(Person.id, Person.name, Standing.standing, Membership.id)
        .join(Membership, Membership.person_id == Person.id)
        .join(newest, newest.c.entity == Membership.id)
        .join(Standing, (Standing.entity == newest.c.entity) & (Standing.revision == newest.c.revision))
        .where(Membership.group_id == group)
        .order_by(Person.made_at, Person.name, Person.id)
    )
    return tuple(Fellow(id, called(name), standing, membership) for id, name, standing, membership in rows)


@once
def standing(db: Session, *, person: str, group: str) -> str | None:
    """Return how a person stands to a group now; None if they do not know each other."""
    return db.scalar(
        select(Standing.standing)
        .join(Membership, Membership.id == Standing.entity)
        .where(Membership.group_id == group, Membership.person_id == person)
        .order_by(Standing.revision.desc())
        .limit(1)
    )


def left_at(db: Session, *, person: str, group: str) -> datetime | None:
    """Return when a person last left a group, also if they have come back since."""
    return db.scalar(
        select(func.max(Standing.at))
        .join(Membership, Membership.id == Standing.entity)
        .where(Membership.group_id == group, Membership.person_id == person, Standing.standing == LEFT)
    )


def fellows(db: Session, *, asker: str, group: str) -> list[Fellow]:
    """Return those who are in a group now, for someone who is in it too."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    return [fellow for fellow in fellows_of(db, group) if fellow.standing in PRESENT]


def names(db: Session, *, asker: str, group: str) -> dict[str, str]:
    """Return the names of all who are or were in a group, by id."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    return {fellow.id: fellow.name for fellow in fellows_of(db, group)}


def groups(db: Session, *, asker: str) -> list[Group]:
    """Return the groups in which the asker is, by name."""
    mine = select(Membership.group_id).where(Membership.person_id == asker)
    found = db.scalars(select(Group).where(Group.id.in_(mine)).order_by(Group.name))
    return [group for group in found if standing(db, person=asker, group=group.id) not in {None, LEFT}]


def group(db: Session, *, asker: str, group: str) -> Group:
    """Return one group that the asker is in."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    return db.get_one(Group, group)


def person_name(db: Session, person: str) -> str:
    """Return a person's name."""
    return called(db.get_one(Person, person).name)


def is_deleted(db: Session, person: str) -> bool:
    """Say whether someone was deleted from this room; what is left of them has no name."""
    return db.scalar(select(Person.name).where(Person.id == person)) == ""


def signed_in(db: Session, *, cookie: str, at: datetime) -> SignIn | None:
    """Return the sign-in of a device at a moment, by its cookie; also of one that waits for a passphrase."""
    found = db.scalar(select(SignIn).where(SignIn.cookie_hash == hashed(cookie)))
    return found if found is not None and found.ended_at is None and found.ends_at > at else None


def link_by_token(db: Session, *, token: str, at: datetime) -> Link:
    """Return the personal link that opens the room by its token; refuse, and say why it does not."""
    link = db.scalar(select(Link).where(Link.token_hash == hashed(token)))
    if link is None:
        raise Refused(
            _("This link is not known here. Nothing was lost. Ask someone in your group for a new one.")
        )
    if link.revoked_at is not None:
        raise Refused(
            _("This link was replaced or withdrawn. Nothing was lost. Use the newest one, or ask for it.")
        )
    if link.ends_at <= at:
        raise Refused(_("This link has run out. Nothing was lost. Ask someone in your group for a new one."))
    return link


def person_by_cookie(db: Session, *, cookie: str, at: datetime, waiting: bool = False) -> str | None:
    """Return who is signed in with a cookie now, or with ``waiting`` who still has to give a passphrase."""
    found = signed_in(db, cookie=cookie, at=at)
    return found.person_id if found is not None and found.waiting is waiting else None


def key_by_cookie(db: Session, *, cookie: str, at: datetime) -> Key | None:
    """Return the key that a signed-in device carries."""
    found = signed_in(db, cookie=cookie, at=at)
    return carried_in(found.key_id, found.wrapped, cookie, SIGNED_IN) if found is not None else None


@dataclass(frozen=True)
class LinkMade:
    """A personal link without its token: who made it, when, until when, and whether it still works."""

    id: str
    by: str
    mine: bool
    at: datetime
    ends_at: datetime
    works: bool


def my_links(db: Session, *, asker: str, at: datetime) -> list[LinkMade]:
    """Return the asker's own links, newest first."""
    rows = db.execute(
        select(Link, Person.name)
        .join(Person, Person.id == Link.made_by_id)
        .where(Link.person_id == asker)
        .order_by(Link.made_at.desc())
    )
    return [
        LinkMade(
            k.id,
            called(name),
            k.made_by_id == asker,
            k.made_at,
            k.ends_at,
            k.revoked_at is None and k.ends_at > at,
        )
        for k, name in rows
    ]


def remade_by_others(db: Session, *, asker: str, at: datetime) -> list[LinkMade]:
    """Return the asker's links that others made in place of an earlier one and that still work."""
    links = my_links(db, asker=asker, at=at)
    return [
        link
        for link in links
        if link.works and not link.mine and any(o.id != link.id and o.at <= link.at for o in links)
    ]


def shared_standings(db: Session, by: str, person: str) -> frozenset[str]:
    """Return how one person stands in the groups in which another is now too."""
    theirs = {g.id for g in groups(db, asker=person)}
    mine = (standing(db, person=by, group=g.id) for g in groups(db, asker=by) if g.id in theirs)
    return frozenset(found for found in mine if found is not None)


def known_elsewhere(db: Session, *, asker: str, group: str) -> dict[str, str]:
    """Return the names of those in the asker's other groups who are not in this one, by id."""
    here = {fellow.id for fellow in fellows(db, asker=asker, group=group)}
    return {
        fellow.id: fellow.name
        for other in groups(db, asker=asker)
        for fellow in fellows(db, asker=asker, group=other.id)
        if fellow.id not in here
    }


def share_a_group(db: Session, one: str, other: str) -> bool:
    """Say whether two people are in a group together now."""
    mine = {g.id for g in groups(db, asker=one)}
    return any(g.id in mine for g in groups(db, asker=other))


def chosen_group(db: Session, *, asker: str, asked: str | None) -> Group:
    """Return the group that a page's address asks for, else the first of the asker's own."""
    if asked is not None:
        return group(db, asker=asker, group=asked)
    mine = groups(db, asker=asker)
    if not mine:
        raise Refused(_("You are in no group yet. Ask for an invitation, or found one on the people page."))
    return mine[0]
