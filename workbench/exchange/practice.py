"""Criteria from a file: what competence looks like, what its lack looks like, and how it is marked."""

from sqlalchemy import select

from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.exchange.ledger import Book, Ledger
from workbench.exchange.owned import mark, marks
from workbench.exchange.rules import labels_in
from workbench.exchange.wordings import IMPORTED
from workbench.models.base import new_id
from workbench.models.practice import Component
from workbench.practice.rules import HELD, in_force, may_be_component


class Practice:
    """Takes the rows of one file."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._parts: dict[str, dict[tuple[str | None, str], str]] = {}

    def key(self, row: dict[str, str]) -> tuple[str, ...]:
        """Return what a row may say only once."""
        return (row["owner"], row["wording"])

    def take(self, row: dict[str, str]) -> bool:
        """Take one row; return whether it adds anything."""
        book = self.ledger.book(row["group"])
        owner = self.ledger.person(book, row["owner"]) if row["owner"] else None
        labels = labels_in(row["labels"])
        now = book.wordings.held(row["wording"], owner)
        if now is None and owner is None:
            book.wordings.current(row["wording"], None)  # refuses a wording that was put down or replaced
        if now is not None:
            part = self._part(book, owner, row["component"]) if row["component"] else now.component
            if (now.lack, now.labels, now.component) == (row["lack"] or now.lack, labels or now.labels, part):
                return False
            raise Refused(_there_already(row["wording"]))
        if owner is not None and (came := book.wordings.came_in(row["wording"], owner)) is not None:
            said = (row["lack"], "|".join(labels), row["component"])
            if came.came_from != mark(book.id, owner, row["wording"], *said) and any(said):
                raise Refused(_there_already(row["wording"]))
            return False
        if not book.keeper:
            sentence = _("“{group}” has no members yet. Import them first, by “workbench import members”.")
            raise Refused(sentence.format(group=book.name))
        part = self._part(book, owner, row["component"]) if row["component"] else None
        made = book.wordings.add(
            wording=row["wording"], lack=row["lack"], labels=labels, owner=owner, component=part
        )
        by = owner or book.keeper
        reason = row["reason"] or IMPORTED
        self.ledger.keep_criterion(book, made, cycle=None, by=by, reason=reason, part=row["component"])
        return True

    def _part(self, book: Book, owner: str | None, name: str) -> str:
        """Return the component of a name: one's own, else the group's; a new one is made."""
        parts = self._parts_of(book)
        came_from = mark(book.id, owner, name) if owner else ""
        found = parts.get((owner, name)) or parts.get((None, name)) or parts.get((owner, came_from))
        if found is None:
            refuse_unless(may_be_component(name))
            found = parts[owner, name] = new_id()
            row = {
                "id": new_id(), "entity": found, "revision": 1, "group_id": book.id, "owner_id": owner,
                "cycle_id": None, "parent_id": None, "name": name, "fate": HELD, "reason": IMPORTED,
                "by_id": owner or book.keeper, "at": self.ledger.at,
            }  # fmt: skip
            self.ledger.rows[Component].append(self.ledger.owned.put(Component, row, came_from))
            self.ledger.created["components"].append(name)
        return found

    def _parts_of(self, book: Book) -> dict[tuple[str | None, str], str]:
        if book.id not in self._parts:
            rows = self.ledger.db.scalars(
                select(Component).where(Component.group_id == book.id).order_by(Component.revision)
            ).all()
            shut = marks(self.ledger.db, rows)
            versions: dict[str, list[Component]] = {}
            for row in rows:
                versions.setdefault(row.entity, []).append(row)
            held = (in_force(each) for each in versions.values())
            self._parts[book.id] = {
                (part.owner_id, shut.get(part.id, part.name)): part.entity for part in held if part
            }
        return self._parts[book.id]

    def finish(self) -> None:
        """Add nothing more."""


def _there_already(wording: str) -> str:
    return _("“{wording}” is there already with another lack, other labels or another component; it is "
             "revised in the room.").format(wording=wording)  # fmt: skip
