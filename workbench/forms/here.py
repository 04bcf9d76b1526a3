"""Whose page it is and where: what every page about a group's own affairs reads first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session as Db

from workbench.core.desk import Desk
from workbench.forms import queries
from workbench.models.people import Group
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART


@dataclass(frozen=True)
class Here:
    """The group that a page is about, its people's names, whether its owner takes part, and the day there."""

    group: Group
    names: dict[str, str]
    takes_part: bool
    day: date


def here(db: Db, desk: Desk) -> Here:
    """Return where a page is; refuse who is in no group, or asks for one that is not theirs."""
    group = people.chosen_group(db, asker=desk.me, asked=desk.asked("group"))
    return Here(
        group, people.names(db, asker=desk.me, group=group.id),
        people.standing(db, person=desk.me, group=group.id) in TAKING_PART,
        queries.today(db, group=group.id, at=desk.now()),
    )  # fmt: skip
