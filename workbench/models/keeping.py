"""How long things are kept, and the switch under which written rows may be removed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, Model, Record


class Lifetime(Record):
    """
    After how many days a group's records of one kind lapse; no number means that they do not.

    The entity is made of the group and the kind, so that two who change it at once are told.
    """

    __tablename__ = "lifetimes"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    kind: Mapped[str]
    days: Mapped[int | None]


class Erasing(Model):
    """
    Stands here only within a transaction that removes what was to be deleted or has lapsed.

    The triggers that guard written rows let a removal pass while it does (see ``core.erasing``).
    """

    __tablename__ = "erasing"
