"""The notebooks that were made for a cycle."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, AppendOnly


class Notebook(AppendOnly):
    """One notebook made from a template; without an owner it belongs to the whole group."""

    __tablename__ = "notebooks"
    path: Mapped[str] = mapped_column(unique=True)
    cycle_id: Mapped[str] = mapped_column(ID, ForeignKey("cycles.id"), index=True)
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("people.id"))
    template: Mapped[str]
    made_hash: Mapped[str]
