"""What makes somebody known here, taken away: ways in, keys, sealed words, drafts, and the name."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workbench.core.erasing import erasing
from workbench.models.drafts import Draft
from workbench.models.people import Group, Link, Membership, Person, SignIn, Ticket
from workbench.models.vault import Box, BoxKey, HandedShare, KeyPair, Share, ShortCode, Wrap
from workbench.people import queries
from workbench.people.rules import LEFT
from workbench.people.services import let_in


def delete_draft(db: Session, *, by: str, place: str) -> None:
    """Delete what one was writing at a place; nobody else has a part in it."""
    with erasing(db):
        db.execute(delete(Draft).where(Draft.author_id == by, Draft.place == place))


def left_alone(db: Session, person: str) -> set[str]:
    """Return the groups in which nobody but this person still has a name."""
    named = select(Membership.group_id).join(Person, Person.id == Membership.person_id)
    others = set(db.scalars(named.where(Person.id != person, Person.name != "")))
    mine = db.scalars(select(Membership.group_id).where(Membership.person_id == person))
    return set(mine) - others


def erase_person(db: Session, *, person: str, at: datetime) -> None:
    """
    Take away all by which someone is known; inside of ``erasing``, after the right was asked.

    They leave their groups. A row without a name stays, because what others wrote refers to it.
    """
    for group in queries.groups(db, asker=person):
        let_in(db, group=group.id, person=person, standing=LEFT, by=person, at=at)
    for group_id in left_alone(db, person):
        db.execute(update(Group).where(Group.id == group_id).values(name=group_id))
    mine = select(KeyPair.id).where(KeyPair.person_id == person)
    links = select(Link.id).where(Link.person_id == person)
    shares = select(Share.id).where(Share.key_id.in_(mine) | (Share.holder_id == person))
    boxes = select(Box.id).where(Box.owner_id == person)
    for row, which in (
        (Draft, Draft.author_id == person),
        (BoxKey, BoxKey.box_id.in_(boxes) | (BoxKey.reader_id == person) | BoxKey.key_id.in_(mine)),
        (Box, Box.owner_id == person),
        (HandedShare, HandedShare.share_id.in_(shares) | HandedShare.new_key_id.in_(mine)),
        (Share, Share.key_id.in_(mine) | (Share.holder_id == person)),
        (Wrap, Wrap.key_id.in_(mine) | Wrap.link_id.in_(links)),
        (ShortCode, ShortCode.person_id == person),
        (Ticket, Ticket.person_id == person),
        (SignIn, SignIn.person_id == person),
        (Link, Link.person_id == person),
        (KeyPair, KeyPair.person_id == person),
    ):
        db.execute(delete(row).where(which))
    db.execute(update(Person).where(Person.id == person).values(name=""))
