"""Who may open which notebook: only what the table of made notebooks names, and only for those it is for."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.rights import Answer
from workbench.core.words import _
from workbench.models.cycles import Notebook
from workbench.models.practice import Cycle
from workbench.people.queries import standing
from workbench.people.rules import PRESENT

STANDING_PAGE = re.compile(r"pages/[a-z0-9-]+\.ipynb")


def may_open(db: Session, *, person: str, path: str) -> Answer:
    """
    Say whether a person who is signed in may open a notebook, by its path below the room's folder.

    The standing pages are everyone's. A member's own notebook is theirs alone, a group's is for those
    who are in the group now. What belongs to others and what does not exist are told apart by nobody.
    """
    if person and STANDING_PAGE.fullmatch(path):
        return True
    found = db.execute(
        select(Notebook.owner_id, Cycle.group_id)
        .join(Cycle, Cycle.id == Notebook.cycle_id)
        .where(Notebook.path == path)
    ).one_or_none()
    if found is not None and found.owner_id is not None and found.owner_id == person:
        return True
    if found is not None and found.owner_id is None:
        now = standing(db, person=person, group=found.group_id)
        if now in PRESENT:
            return True
    return _("This page is not among yours. Nothing was lost. Go to your home page and choose from there.")
