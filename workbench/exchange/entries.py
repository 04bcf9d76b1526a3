"""On-the-job entries from a file. They are their owner's, and private until released, like any other."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import func, select

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.ledger import Book, Ledger, check_lengths
from workbench.exchange.wordings import check_mark
from workbench.models.base import new_id
from workbench.models.journal import Entry
from workbench.models.practice import Criterion

EAST = timedelta(hours=14)  # in the farthest east it may be tomorrow already
TEXTS = ("words", "evidence_for", "evidence_against", "context")


class Entries:
    """Takes the rows of one file."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._here: dict[str, Counter[tuple[object, ...]]] = {}

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
            what = (known, cycle.id, day, row["criterion"], mark, *(row[name] for name in TEXTS))
            here = self._of(book)
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
            "day": day, "mark": mark, "by_id": who, "at": ledger.at,
        }  # fmt: skip
        ledger.rows[Entry].append({**entry, **{name: row[name] for name in TEXTS}})
        return True

    def _of(self, book: Book) -> Counter[tuple[object, ...]]:
        """Return the entries of a group in the store, each in its newest revision."""
        if book.id not in self._here:
            last = (
                select(Entry.entity, func.max(Entry.revision).label("revision"))
                .group_by(Entry.entity)
                .subquery()
            )
            e = Entry
            rows = self.ledger.db.execute(
                select(e.by_id, e.cycle_id, e.day, func.coalesce(Criterion.wording, ""), e.mark, e.words,
                       e.evidence_for, e.evidence_against, e.context)
                .join(last, (last.c.entity == e.entity) & (last.c.revision == e.revision))
                .outerjoin(Criterion, Criterion.id == e.criterion_id)
                .where(e.group_id == book.id)
            )  # fmt: skip
            self._here[book.id] = Counter(cast(tuple[object, ...], tuple(row)) for row in rows)
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
