"""Finds the group and the person whose names were typed; for an unknown name, those that are like it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.rules import near
from workbench.models.people import Group
from workbench.people.queries import Fellow, fellows_of, is_deleted
from workbench.people.rules import TAKING_PART


def group_called(db: Session, name: str) -> Group:
    """Return the group of a name."""
    found = db.scalar(select(Group).where(Group.name == name))
    if found is None:
        names = list(db.scalars(select(Group.name).order_by(Group.name)))
        sentence = _("There is no group called “{name}” here. Nothing was changed. {near}")
        raise Refused(sentence.format(name=name, near=near(name, names)).strip())
    return found


def person_called(db: Session, group: Group, name: str) -> Fellow:
    """Return the person of a name whom a group knows, also one who has left."""
    everybody = fellows_of(db, group.id)
    found = [f for f in everybody if f.name == name and not is_deleted(db, f.id)]
    if len(found) > 1:
        sentence = _("There are {count} people called “{name}” in “{group}”. Nothing was changed. It cannot "
                     "be told who is meant; each of them can do this in the room.")  # fmt: skip
        raise Refused(sentence.format(count=len(found), name=name, group=group.name))
    if not found:
        sentence = _("There is nobody called “{name}” in “{group}”. Nothing was changed. {near}")
        close = near(name, [fellow.name for fellow in everybody])
        raise Refused(sentence.format(name=name, group=group.name, near=close).strip())
    return found[0]


def first_member(db: Session, group: Group) -> Fellow:
    """Return who acts for a group where nobody is named: the first of those who take part in it."""
    for fellow in fellows_of(db, group.id):
        if fellow.standing in TAKING_PART:
            return fellow
    raise Refused(_("Nobody takes part in “{group}” now. Nothing was changed.").format(group=group.name))
