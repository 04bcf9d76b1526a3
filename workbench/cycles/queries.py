"""Reads about a cycle's notebooks: only those that the asker may open."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workbench.core.rights import refuse_unless
from workbench.cycles.gate import may_open
from workbench.models.cycles import Notebook
from workbench.models.practice import Cycle
from workbench.people.queries import standing
from workbench.people.rules import may_look_in

__all__ = ["NotebookSeen", "may_open", "my_notebooks"]


@dataclass(frozen=True)
class NotebookSeen:
    """A notebook that the asker may open: whose it is (None: the group's), and in which cycle."""

    id: str
    template: str
    path: str
    owner: str | None
    cycle: str
    number: int

    @property
    def name(self) -> str:
        """The name of the template, as people say it: ``practice-log`` is a practice log."""
        return self.template.replace("-", " ")


def my_notebooks(db: Session, *, asker: str, group: str) -> list[NotebookSeen]:
    """Return the asker's own notebooks and the group's, newest cycle first."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    rows = db.execute(
        select(Notebook.id, Notebook.template, Notebook.path, Notebook.owner_id, Cycle.id, Cycle.number)
        .join(Cycle, Cycle.id == Notebook.cycle_id)
        .where(Cycle.group_id == group)
        .where(or_(Notebook.owner_id == asker, Notebook.owner_id.is_(None)))
        .order_by(Cycle.number.desc(), Notebook.owner_id.is_(None), Notebook.template)
    )
    return [NotebookSeen(*row) for row in rows]
