"""What a group's paper carries: its own ways to hold sessions, and its shared criteria."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.forms import queries as forms
from workbench.models.people import Group
from workbench.people import queries as people
from workbench.practice import queries as practice
from workbench.practice.queries import Wording
from workbench.sessions.following import topic_of
from workbench.sessions.protocols import Protocol, read


def ways_of(
    db: Db, *, group: str, kinds: Sequence[str], at: datetime
) -> tuple[dict[str, Protocol], list[Wording]]:
    """Return a group's own protocols by kind, and its shared criteria; no word that anybody said."""
    found = db.scalar(select(Group.id).where(Group.name == group))
    if found is None:
        raise Refused(_("There is no group “{name}” here. Nothing was written.").format(name=group))
    own = {}
    for kind in kinds:
        holds = forms.in_force(db, group=found, topic=topic_of(kind), at=at)
        if holds is not None:
            own[kind] = read(holds.text, kind=kind)
    fellow = people.fellows_of(db, found)[0].id
    return own, [w for w in practice.criteria(db, asker=fellow, group=found) if w.owner is None]
