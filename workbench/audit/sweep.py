"""The sweep: what has lapsed goes, by itself; nothing is asked of anybody."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session as Db

from workbench.audit import lasting as looks
from workbench.audit.erasure import remove_cycle_words, remove_ratings, remove_reminders
from workbench.audit.lapsing import COPIES, lapses
from workbench.audit.lifetimes import Days
from workbench.core.boxes import take_back
from workbench.core.desk import Desk
from workbench.core.erasing import erasing, waits
from workbench.core.finishing import finish
from workbench.core.lasting import some
from workbench.core.leftovers import copies
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.decisions import erasing as decisions
from workbench.decisions import lasting as decided
from workbench.forms import erasing as forms
from workbench.forms import lasting as ways_to_do
from workbench.journal import erasing as journal
from workbench.journal import lasting as entries
from workbench.journal.visiting import remove_visits
from workbench.models.audit import ReleasedThread
from workbench.models.base import Model
from workbench.models.drafts import Draft
from workbench.models.meetings import MeetingCode
from workbench.models.people import Link, SignIn, Ticket
from workbench.models.practice import Component, Criterion
from workbench.models.sessions import Judgement
from workbench.models.vault import HandedShare, ShortCode
from workbench.people import lasting as ways
from workbench.people.ending import forget_spent, is_anything_spent
from workbench.practice import erasing as practice
from workbench.practice import lasting as proposals
from workbench.sessions import erasing as sessions
from workbench.sessions import lasting as said


@dataclass(frozen=True)
class Overdue:
    """A record that has lapsed: its kind, its id, whose it is, and since when."""

    kind: str
    record: str
    owner: str
    at: datetime


@dataclass(frozen=True)
class Swept:
    """What a sweep took away, by kind, and whether the last traces of it are gone."""

    gone: dict[str, int]
    done: bool


def overdue(db: Db, at: datetime) -> list[Overdue]:
    """Return what has lapsed by a moment and is still there; for the sweep, and for whoever asks about it."""
    days = Days(db, at)
    forms_ = (entries, said, proposals, ways_to_do, decided, looks, ways)
    every = [record for form in forms_ for record in form.lasting(db)]
    ends = ((record, lapses(record, days(record))) for record in every)
    return [
        Overdue(record.kind, record.record, record.owner, end)
        for record, end in ends
        if end is not None and end <= at
    ]


def lapsing_soon(db: Db, *, owner: str, at: datetime, within: timedelta) -> list[Overdue]:
    """Return what of a person's lapses within a while from now."""
    return [each for each in overdue(db, at + within) if each.owner == owner and each.at > at]


def _rows(table: type[Model]) -> Callable[[Db, Sequence[str]], object]:
    return lambda db, ids: db.execute(delete(table).where(table.id.in_(ids)))


WORDS: dict[str, Callable[[Db, Sequence[str]], object]] = {
    said.CONTRACT: sessions.empty_contracts,
    said.CLOSING: sessions.remove_closings,
    said.OWN: _rows(Judgement),
    said.PEER: _rows(Judgement),
    **dict.fromkeys((said.NOTE, said.GAP, said.KEPT, said.DOUBT, said.FADING), sessions.remove_notes),
    said.EXPERIMENT: sessions.remove_experiments,
    said.LOOK_BACK: sessions.remove_look_backs,
    ways_to_do.FORM: forms.erase_proposals,
    ways_to_do.REMARK: forms.erase_remarks,
    decided.DOT: decisions.remove_dots,
    entries.ENTRY: journal.remove_entries,
    entries.RELEASE: journal.remove_releases,
    entries.VISIT: lambda db, ids: remove_visits(db, list(ids)),
    proposals.PROPOSAL: lambda db, ids: practice.erase_proposals(db, Criterion, ids),
    proposals.PART: lambda db, ids: practice.erase_proposals(db, Component, ids),
    entries.HANDED: take_back,
    looks.THEN: remove_ratings,
    looks.ENDED: remove_cycle_words,
    looks.REMINDER: remove_reminders,
    looks.LINE: _rows(ReleasedThread),
    ways.DRAFT: _rows(Draft),
}
WORDLESS: dict[str, Callable[[Db, Sequence[str]], object]] = {
    ways.TICKET: _rows(Ticket),
    ways.SIGN_IN: _rows(SignIn),
    ways.CODE: _rows(ShortCode),
    ways.SHARE: _rows(HandedShare),
    ways.LINK: _rows(Link),
    said.MEETING_CODE: _rows(MeetingCode),
}


def sweep(store: Store, workspace: Workspace | None = None) -> Swept:
    """Take away what has lapsed, and the last traces of what was deleted before."""
    at = store.clock()
    with store.reading() as db:
        anything = bool(overdue(db, at))
    gone: dict[str, int] = {}
    if anything:
        with Desk(store, "").transaction() as db:
            gone = _take_away(db, at)
    _forget_keys(store, at)
    for copy in copies(store.file, before=at - timedelta(days=COPIES)):
        copy.unlink(missing_ok=True)
    return Swept(gone, finish(store, workspace) if waits(store) else True)


def _forget_keys(store: Store, at: datetime) -> None:
    """Take people's wrapped keys out of what has ended; the rows themselves lapse on their own day."""
    with store.reading() as db:
        spent = is_anything_spent(db, at=at)
    if spent:
        with Desk(store, "").transaction() as db:
            forget_spent(db, at=at)


def _take_away(db: Db, at: datetime) -> dict[str, int]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in overdue(db, at):
        found[each.kind].append(each.record)
    with _erasing_if(db, needed=any(kind in found for kind in WORDS)):
        for kind, remove in (WORDS | WORDLESS).items():
            for ids in some(found.get(kind, ())):
                remove(db, ids)
    return {kind: len(ids) for kind, ids in found.items()}


@contextmanager
def _erasing_if(db: Db, *, needed: bool) -> Iterator[None]:
    """Open ``erasing`` only where words go: exports and outputs go with them."""
    if not needed:
        yield
        return
    with erasing(db):
        yield
