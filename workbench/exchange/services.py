"""Brings a file into the store: all of it, or nothing and the reasons row by row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.assessments import Assessments
from workbench.exchange.entries import Entries
from workbench.exchange.ledger import Ledger
from workbench.exchange.members import Members
from workbench.exchange.practice import Practice
from workbench.exchange.rules import Kind
from workbench.exchange.sheets import Row

EVERY = 500


class Taking(Protocol):
    """Takes the rows of one kind of file."""

    def key(self, row: dict[str, str]) -> tuple[str, ...] | None:
        """Return what a row may say only once within its group; None where rows are free to repeat."""

    def take(self, row: dict[str, str]) -> bool:
        """Take one row; return whether it adds anything."""
        ...

    def finish(self) -> None:
        """Add what depends on all rows."""


TAKING: dict[str, Callable[[Ledger], Taking]] = {
    "assessments": Assessments, "entries": Entries, "members": Members, "practice": Practice,
}  # fmt: skip


@dataclass
class Outcome:
    """What became of a file: rows read, added, here already, said twice in the file; what else was made."""

    read: int = 0
    added: int = 0
    already_here: int = 0
    repeated: int = 0
    created: dict[str, list[str]] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    encoding: str = ""
    not_read: list[str] = field(default_factory=list)


def bring_in(
    db: Session, *, kind: Kind, rows: Iterable[Row], places: dict[str, int], at: datetime,
    group: str | None = None, scale: tuple[str, ...] = (), zone: ZoneInfo | None = None,
    dry_run: bool = False, progress: Callable[[int], None] | None = None,
) -> Outcome:  # fmt: skip
    """
    Look at every row, and write them all unless one was refused or it is a dry run.

    Whoever may run this on the machine that holds the store brings in what others said; each row is kept
    under the name of the one who said it.
    """
    ledger = Ledger(db, at=at, group=group, scale=scale, zone=zone)
    taking = TAKING[kind.name](ledger)
    outcome = Outcome()
    seen: dict[tuple[str, ...], tuple[int, dict[str, str]]] = {}
    for row in rows:
        outcome.read += 1
        if progress is not None and outcome.read % EVERY == 0:
            progress(outcome.read)
        try:
            _take(row, kind, places, ledger, taking, seen, outcome)
        except Refused as refused:
            outcome.refused.append((row.number, refused.sentence))
    if outcome.refused:
        return outcome
    taking.finish()
    outcome.created = {name: list(made) for name, made in ledger.created.items() if made}
    if not dry_run:
        ledger.write()
    return outcome


def _take(
    row: Row, kind: Kind, places: dict[str, int], ledger: Ledger, taking: Taking,
    seen: dict[tuple[str, ...], tuple[int, dict[str, str]]], outcome: Outcome,
) -> None:  # fmt: skip
    if row.trouble:
        raise Refused(row.trouble)
    cells = {name: row.cells[places[name]] if name in places else "" for name in kind.columns}
    key = taking.key(cells)
    if key is not None:
        key = (cells["group"] or ledger.only or "", *key)
        number, before = seen.setdefault(key, (row.number, cells))
        if before is not cells:
            if before == cells:
                outcome.repeated += 1
                return
            sentence = _("It repeats row {number} with something else in it; one of the two can stay.")
            raise Refused(sentence.format(number=number))
    if taking.take(cells):
        outcome.added += 1
    else:
        outcome.already_here += 1
