"""Words that are still being written."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, Model, Moment


class Draft(Model):
    """
    Words that someone is still writing; private to their author.

    ``place`` names where they are written. A draft may be overwritten by its author, and only by a
    page that has seen its last revision. Where its author has a key, the values are sealed for it and
    stand in ``sealed``. ``contested_at`` is when another page of theirs was kept from writing over it.
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("author_id", "place"),)
    author_id: Mapped[str] = mapped_column(ID, ForeignKey("people.id"), index=True)
    place: Mapped[str]
    values: Mapped[str]
    key_id: Mapped[str | None] = mapped_column(ID, ForeignKey("key_pairs.id"))
    sealed: Mapped[bytes | None]
    revision: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(Moment)
    contested_at: Mapped[datetime | None] = mapped_column(Moment)
