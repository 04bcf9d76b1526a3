"""
On-the-job entries from a file. They are their owner's, and private until released, like any other.

They are sealed for their owner at once where a passphrase opens the owner's key. Else they wait open in
the file until one is chosen: a link can be lost, and with it whatever was sealed by it.
"""

import json
from collections import Counter
from datetime import date, datetime, timedelta

from sqlalchemy import select

from workbench.core.boxes import about, boxed
from workbench.core.desk import hashed
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.ledger import Book, Ledger, check_lengths
from workbench.exchange.wordings import check_mark
from workbench.models.base import new_id
from workbench.models.journal import Entry
from workbench.models.vault import Box

EAST = timedelta(hours=14)  # in the farthest east it may be tomorrow already
TEXTS = ("words", "evidence_for", "evidence_against", "context")


class Entries:
    """Takes the rows of one file."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._here: dict[str, Counter[str]] = {}

    def key(self, row: dict[str, str]) -> None:
        """Let rows repeat: two entries of a day may say the same."""
        return

    def take(self, row: dict[str, str]) -> bool:
        """Take one row; return whether it adds anything."""
        ledger = self.ledger
        book = ledger.book(row["group"])
        day, mark = _day(row["day"], ledger.at), row["mark"] or None
        known, cycle = ledger.known_person(book, row["practitioner"]), ledger.round(book, row["cycle"])
        if known and cycle:
            here, what = self._of(book), came_from(known, cycle.id, day, row)
            if here[what] > 0:
                here[what] -= 1
                return False
        if not row["practitioner"]:
            raise Refused(_("No practitioner is named in this row."))
        check_lengths(row[name] for name in TEXTS)
        if mark is not None and not row["criterion"]:
            raise Refused(_("There is a mark and no criterion. Name the criterion, or leave the mark out."))
        at = min(ledger.at, datetime.combine(day, datetime.min.time(), ledger.at.tzinfo))
        round_ = ledger.closed_round(book, row["cycle"], at)
        who = ledger.person(book, row["practitioner"])
        version = None
        if row["criterion"]:
            version = ledger.criterion(
                book, row["criterion"], practitioner=who, cycle=round_.id, shared=False
            )
            check_mark(version, mark)
        entry = {
            "id": new_id(), "entity": new_id(), "revision": 1, "group_id": book.id, "cycle_id": round_.id,
            "criterion_id": version.id if version else None,
            "component": version.component if version else None,
            "day": day, "by_id": who, "at": ledger.at,
        }  # fmt: skip
        ledger.rows[Entry].append(entry)
        box, key = boxed(
            name=about("entry", str(entry["id"]), 1, who), owner=who, public=ledger.owned.half(who),
            content={"mark": mark, **{name: row[name] for name in TEXTS}}, at=ledger.at,
            came_from=came_from(who, round_.id, day, row),
        )  # fmt: skip
        ledger.owned.boxes.append((box, key))
        return True

    def _of(self, book: Book) -> Counter[str]:
        """Return the marks of the rows that came in before, of the people of a group."""
        if book.id not in self._here:
            whose = {person for known in book.people.values() for person in known}
            marks = self.ledger.db.execute(
                select(Box.owner_id, Box.came_from).where(Box.came_from.is_not(None))
            )
            self._here[book.id] = Counter(mark for owner, mark in marks if mark and owner in whose)
        return self._here[book.id]

    def finish(self) -> None:
        """Add nothing more."""


def _day(cell: str, now: datetime) -> date:
    try:
        found = date.fromisoformat(cell.strip())
    except ValueError as error:
        sentence = _("“{text}” is not a day; write it as 2026-03-02.")
        raise Refused(sentence.format(text=cell)) from error
    if found > (now + EAST).date():
        raise Refused(_("The day “{text}” is still to come.").format(text=cell))
    return found


def came_from(who: str, cycle: str, day: date, row: dict[str, str]) -> str:
    """
    Return a mark by which the same row is known again, should the file come in once more.

    The entry itself is sealed for its owner and cannot be compared.
    """
    said = (who, cycle, day.isoformat(), row["criterion"], row["mark"], *(row[name] for name in TEXTS))
    return hashed(json.dumps(said))
