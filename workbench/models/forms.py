"""Forms: anything that a group does in an agreed way, in versions with reason and review date."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.models.base import ID, Record


class GroupForm(Record):
    """
    One version of a form of a group; the entity is made of the group and the ``topic``.

    ``origin`` is ``shipped`` or ``group``, ``mark`` the hash of the shipped text that it is or began
    from. ``fate`` is proposed, held or rests.
    """

    __tablename__ = "group_forms"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    cycle_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cycles.id"))
    parent_id: Mapped[str | None] = mapped_column(ID, ForeignKey("group_forms.id"))
    topic: Mapped[str]
    text: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    origin: Mapped[str]
    mark: Mapped[str]
    fate: Mapped[str]
    review_on: Mapped[date | None]


class FormVoice(Record):
    """What one member says to a proposed version; the entity is made of the version and the person."""

    __tablename__ = "form_voices"
    form_id: Mapped[str] = mapped_column(ID, ForeignKey("group_forms.id"), index=True)
    stand: Mapped[str]
    words: Mapped[str] = mapped_column(default="")


class Remark(Record):
    """
    What somebody in the group wrote about a form, a role or a decision, under their own name.

    ``about`` is the entity of the form, or the session of the decision; ``kind`` says what the words are
    (an answer in a review, a nomination, a stand), ``tag`` what they are said of.
    """

    __tablename__ = "remarks"
    group_id: Mapped[str] = mapped_column(ID, ForeignKey("groups.id"), index=True)
    about: Mapped[str] = mapped_column(ID, index=True)
    kind: Mapped[str]
    tag: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
