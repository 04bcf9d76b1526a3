"""What was said of one person's practice in sessions, as rows for pictures and for files."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.core.lasting import some
from workbench.core.rights import refuse_unless
from workbench.models.people import Group
from workbench.models.practice import Criterion, Cycle
from workbench.models.sessions import Closing, ClosingView, Judgement, Lock, Session, StageMove
from workbench.people import queries as people
from workbench.people.rules import PRESENT, initials, may_look_in
from workbench.practice import queries as practice
from workbench.practice.queries import Wording
from workbench.sessions.disclosure import may_read_closing, may_read_view
from workbench.sessions.following import protocol_of
from workbench.sessions.place import Place
from workbench.sessions.protocols import ASSESSMENT
from workbench.sessions.queries import stands, view_of
from workbench.sessions.rules import View
from workbench.sessions.seen import SessionSeen

Row = dict[str, Any]
Spoken = tuple[str, str, datetime, View]
"""How something was said (self, peer, closing), by whom, when, and what."""
T = TypeVar("T", Judgement, Closing, ClosingView)


def statements(
    db: Db, *, asker: str, group: str, practitioner: str, at: datetime,
    criteria: Collection[str] | None = None, since: int = 0,
) -> list[Row]:  # fmt: skip
    """
    Return what was said of one person's practice in a group that the asker may read, oldest first.

    One row a statement, with the columns of the pictures' frame. Own entries are the journal's to give.
    ``criteria`` names the only criteria that are wanted, ``since`` the first cycle; nothing else is read.
    """
    standing = {f.id: f.standing for f in people.fellows_of(db, group)}
    refuse_unless(may_look_in(standing.get(asker)))
    found = db.execute(
        select(Session, Cycle.number)
        .join(Cycle, Cycle.id == Session.cycle_id)
        .where(Session.group_id == group, Session.practitioner_id == practitioner)
        .where(Session.kind == ASSESSMENT, Cycle.number >= since)
        .order_by(Cycle.number, Session.at)
    ).all()
    cycles = {row.id: number for row, number in found}
    places = _places(db, [row for row, _number in found])
    spoken = _spoken(db, asker=asker, present=standing.get(asker) in PRESENT, places=places,
                     whose=practitioner, versions=_versions(db, group, criteria))  # fmt: skip
    said = [(session, *each) for session in cycles for each in spoken[session]]
    wordings = practice.wordings(db, ids={view.criterion for *_who, view in said})
    names = {f.id: f.name for f in people.fellows_of(db, group)}
    letters, where = initials(names), zone(db.get_one(Group, group).zone)
    return [
        _row(
            each[1:], wordings[each[-1].criterion], names=names, letters=letters, whose=practitioner,
            cycle=cycles[each[0]], session=each[0], at=places[each[0]].dated(each[3].astimezone(where)),
        )
        for each in said
    ]  # fmt: skip


def session_statements(seen: SessionSeen, *, db: Db) -> list[Row]:
    """Return what a seen session holds as rows for the pictures, and no more; times in the group's zone."""
    letters, where = initials(seen.names), zone(seen.zone)
    told: list[Spoken] = [
        ("self" if v.author == seen.practitioner else "peer", v.author, v.at, v.view) for v in seen.views
    ]
    if seen.closing:
        told += [("closing", seen.practitioner, seen.closing.at, v) for v in seen.closing.views]
    known = {w.id: w for w in seen.criteria}
    missing = {view.criterion for *_who, view in told} - known.keys()
    known |= practice.wordings(db, ids=missing)
    return [
        _row(
            each, known[each[3].criterion], names=seen.names, letters=letters, whose=seen.practitioner,
            cycle=seen.cycle, session=seen.id, at=seen.place.dated(each[2].astimezone(where)),
        )
        for each in told
    ]  # fmt: skip


def _versions(db: Db, group: str, criteria: Collection[str] | None) -> set[str] | None:
    """Return the versions of the criteria that are wanted; None where all are."""
    if criteria is None:
        return None
    wanted = select(Criterion.id).where(Criterion.group_id == group, Criterion.entity.in_(criteria))
    return set(db.scalars(wanted))


def _places(db: Db, rows: Sequence[Session]) -> dict[str, Place]:
    """Return where each of these sessions stands."""
    moves: dict[str, list[Any]] = defaultdict(list)
    own: dict[tuple[str, str], datetime] = {}
    m = StageMove
    for some_of in some([row.id for row in rows]):
        told = select(m.entity, m.move, m.stage, m.revision, m.by_id, m.at, m.until, m.day)
        for move in db.execute(told.where(m.entity.in_(some_of))):
            moves[move.entity].append(move)
        locks = select(Lock.session_id, Lock.by_id, Lock.at).join(Session, Session.id == Lock.session_id)
        theirs = Session.practitioner_id == Lock.by_id
        own |= {(s, by): at for s, by, at in db.execute(locks.where(Lock.session_id.in_(some_of), theirs))}
    found = {}
    for row in rows:
        in_order = sorted(moves[row.id], key=lambda move: move.revision)
        own_at = own.get((row.id, row.practitioner_id))
        found[row.id] = stands(protocol_of(db, row), in_order, own_at=own_at)
    return found


def _spoken(
    db: Db, *, asker: str, present: bool, places: dict[str, Place], whose: str, versions: set[str] | None
) -> dict[str, list[Spoken]]:
    """Return what the asker may read of each session: views by author, then the last word's."""
    found: dict[str, list[Spoken]] = defaultdict(list)
    judged = _rows(db, Judgement, Judgement.session_id, list(places), versions)
    for j in sorted(judged, key=lambda j: (j.by_id, j.id)):
        place = places[j.session_id]
        may = may_read_view(reader=asker, author=j.by_id, practitioner=whose, present=present, place=place)
        if may is True:
            source = "self" if j.by_id == whose else "peer"
            found[j.session_id].append((source, j.by_id, j.at, view_of(j)))
    readable = [
        session for session, place in places.items()
        if may_read_closing(reader=asker, practitioner=whose, present=present, place=place) is True
    ]  # fmt: skip
    last: dict[str, Closing] = {}
    for closing in sorted(_rows(db, Closing, Closing.entity, readable), key=lambda each: each.revision):
        last[closing.entity] = closing
    of = {closing.id: closing for closing in last.values()}
    for view in _rows(db, ClosingView, ClosingView.closing_id, list(of), versions):
        about = of[view.closing_id]
        said = View(view.criterion_id, view.mark, view.words)
        found[about.entity].append(("closing", whose, about.at, said))
    return found


def _rows(
    db: Db, table: type[T], column: Any, ids: Sequence[str], versions: Collection[str] | None = None
) -> Iterable[T]:
    """Yield the rows of a table that belong to these; ``versions`` are the only criteria wanted."""
    for some_of in some(ids):
        found = select(table).where(column.in_(some_of))
        if versions is not None and issubclass(table, Judgement | ClosingView):
            found = found.where(table.criterion_id.in_(versions))
        yield from db.scalars(found)


def _row(
    said: Spoken, wording: Wording, *, names: dict[str, str], letters: dict[str, str], whose: str, cycle: int,
    session: str, at: datetime,
) -> Row:  # fmt: skip
    source, author, _when, view = said
    return {
        "practitioner": whose,
        "practitioner_name": names[whose],
        "criterion": wording.entity,
        "wording": wording.wording,
        "lack": wording.lack,
        "revision": wording.revision,
        "labels": wording.labels,
        "cycle": cycle,
        "session": session,
        "at": at,
        "source": source,
        "assessor": author,
        "assessor_name": names[author],
        "initials": letters[author],
        "mark": view.mark,
        "words": view.words,
        "evidence_for": view.evidence_for,
        "evidence_against": view.evidence_against,
        "basis": view.basis,
        "no_basis": view.no_basis,
        "context": "",
    }
