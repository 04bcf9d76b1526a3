"""
Judgements from a file: who said what of whose work, by which criterion, in which cycle.

What comes in is a record of the past: it goes into cycles that are closed, or that it makes closed, and
its sessions count as revealed and ended. A session that was held in the room is complete and is not
added to.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.ledger import Book, Ledger, Span, check_lengths, number_of
from workbench.exchange.rules import NO_BASIS
from workbench.exchange.wordings import check_mark
from workbench.models.base import new_id
from workbench.models.sessions import Judgement, Lock, Session, StageMove

KIND, MOVE = "assessment", "import"
SAID = ("mark", "words", "evidence_for", "evidence_against", "basis", "no_basis")
Said = tuple[str | None, str, str, str, str, bool]


@dataclass
class Turn:
    """One practitioner's session in a cycle."""

    id: str
    imported: bool
    made: Span | None = None
    locked: dict[str, Span | None] = field(default_factory=dict)


class Turns:
    """The sessions of one group, with what was said in them."""

    def __init__(self, ledger: Ledger, book: Book) -> None:
        db = ledger.db
        mine = (Session.group_id == book.id) & (Session.kind == KIND)
        moves = select(StageMove.entity).join(Session, Session.id == StageMove.entity)
        brought = set(db.scalars(moves.where(mine, StageMove.move == MOVE)))
        held = db.execute(select(Session.id, Session.cycle_id, Session.practitioner_id).where(mine)).all()
        self.turns = {(cycle, who): Turn(id, id in brought) for id, cycle, who in held}
        by_id = {turn.id: turn for turn in self.turns.values()}
        for session, who in db.execute(select(Lock.session_id, Lock.by_id).join(Session).where(mine)):
            by_id[session].locked[who] = None
        j = Judgement
        self.said: dict[tuple[str, str, str], tuple[Said, datetime]] = {}
        for row in db.execute(
            select(
                j.session_id, j.by_id, j.criterion_id, j.at, j.mark, j.words, j.evidence_for,
                j.evidence_against, j.basis, j.no_basis,
            ).join(Session).where(mine)
        ):  # fmt: skip
            session, by, criterion, at, mark, words, evidence_for, against, basis, no_basis = row
            said = (mark, words, evidence_for, against, basis, bool(no_basis))
            self.said[session, by, criterion] = (said, at)


class Assessments:
    """Takes the rows of one file."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._turns: dict[str, Turns] = {}

    def key(self, row: dict[str, str]) -> tuple[str, ...]:
        """Return what a row may say only once."""
        return (str(number_of(row["cycle"])), row["criterion"], row["practitioner"], row["assessor"])

    def take(self, row: dict[str, str]) -> bool:
        """Take one row; return whether it adds anything."""
        ledger = self.ledger
        book = ledger.book(row["group"])
        at = ledger.moment(book, row["at"])
        said = what_is_said(row)
        if self._is_here(book, row, said, at):
            return False
        for name in ("practitioner", "assessor"):
            if not row[name]:
                raise Refused(_("No {column} is named in this row.").format(column=name))
        cycle = ledger.closed_round(book, row["cycle"], at)
        who = ledger.person(book, row["practitioner"])
        by = ledger.person(book, row["assessor"])
        version = ledger.criterion(book, row["criterion"], practitioner=who, cycle=cycle.id, shared=True)
        check_mark(version, said[0])
        turn = self._turn(book, cycle.id, who, at)
        if not turn.imported:
            sentence = _("The session of “{name}” in cycle {number} of “{group}” was held in the room; "
                         "nothing is added to it.")  # fmt: skip
            raise Refused(sentence.format(name=row["practitioner"], number=cycle.number, group=book.name))
        if turn.made is not None:
            turn.made.widen(at)
        span = turn.locked.setdefault(by, Span(at, at))
        if span is not None:
            span.widen(at)
        whose = {"session_id": turn.id, "practitioner_id": who, "criterion_id": version.id}
        ledger.rows[Judgement].append(
            {"id": new_id(), **whose, **dict(zip(SAID, said, strict=True)), "by_id": by, "at": at}
        )
        return True

    def _of(self, book: Book) -> Turns:
        if book.id not in self._turns:
            self._turns[book.id] = Turns(self.ledger, book)
        return self._turns[book.id]

    def _turn(self, book: Book, cycle: str, who: str, at: datetime) -> Turn:
        turns = self._of(book).turns
        if (cycle, who) not in turns:
            turns[cycle, who] = Turn(new_id(), imported=True, made=Span(at, at))
        return turns[cycle, who]

    def _is_here(self, book: Book, row: dict[str, str], said: Said, at: datetime) -> bool:
        """Say whether the store holds this row already; refuse one that says otherwise than the store."""
        cycle = self.ledger.round(book, row["cycle"])
        who = self.ledger.known_person(book, row["practitioner"])
        by = self.ledger.known_person(book, row["assessor"])
        turns = self._of(book)
        turn = turns.turns.get((cycle.id, who)) if cycle and who else None
        if turn is None or by is None:
            return False
        for version in book.wordings.ids(row["criterion"]):
            there = turns.said.get((turn.id, by, version))
            if there is None:
                continue
            if there[0] == said and (not row["at"].strip() or there[1] == at):
                return True
            sentence = _("“{assessor}” has said something else of “{practitioner}” by “{criterion}” in this "
                         "cycle; what is in the store stays.")  # fmt: skip
            raise Refused(sentence.format(**row))
        return False

    def finish(self) -> None:
        """Add the sessions, their moves and their locks."""
        rows = self.ledger.rows
        for book in self.ledger.books():
            for (cycle, who), turn in self._of(book).turns.items():
                if turn.made is not None:
                    first, last = turn.made.first, turn.made.last
                    rows[Session].append(
                        {"id": turn.id, "group_id": book.id, "cycle_id": cycle, "practitioner_id": who,
                         "kind": KIND, "by_id": who, "at": first}
                    )  # fmt: skip
                    for revision, move, stage in ((1, MOVE, "reveal"), (2, "ended", "process")):
                        rows[StageMove].append(
                            {"entity": turn.id, "revision": revision, "move": move, "stage": stage,
                             "by_id": who, "at": last}
                        )  # fmt: skip
                for by, span in turn.locked.items():
                    if span is not None:
                        rows[Lock].append({"session_id": turn.id, "by_id": by, "at": span.last})


def what_is_said(row: dict[str, str]) -> Said:
    """Return what a row says: mark, words, evidence for and against, basis, and whether there was none."""
    mark, words, basis = row["mark"] or None, row["words"], row["basis"]
    no_basis = basis == NO_BASIS or basis.startswith(f"{NO_BASIS}: ")
    if no_basis:
        basis = basis[len(NO_BASIS) + 2 :]
        if mark is not None:
            raise Refused(_("There is a mark and also “no basis”. Keep one of them."))
    said = (mark, words, row["evidence_for"], row["evidence_against"], basis, no_basis)
    if not any(said):
        raise Refused(_("It says nothing. Write “no basis” under basis, or leave the row out."))
    check_lengths(said[1:5])
    return said
