"""Reads about sessions: what the asker may see of them, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session as Db

from workbench.core.private import fill
from workbench.core.reading import once
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.forms.powers import holder_of
from workbench.forms.ways import HOST as HOST_POWER
from workbench.models.people import Group
from workbench.models.practice import Cycle
from workbench.models.sessions import (
    Closing,
    ClosingView,
    Contract,
    Judgement,
    Keeping,
    Lock,
    Note,
    Session,
    SessionRole,
    StageMove,
    Turn,
)
from workbench.people import queries as people
from workbench.people.rules import PRESENT, TAKING_PART, may_look_in
from workbench.practice import queries as practice
from workbench.practice.queries import Wording
from workbench.practice.rules import may_read_in_session
from workbench.sessions.around import crossed, meeting_of
from workbench.sessions.disclosure import may_read_closing, may_read_note, may_read_view
from workbench.sessions.following import protocol_of
from workbench.sessions.place import Move, Place, place_of
from workbench.sessions.protocols import ASSESSMENT, MEETING, Protocol
from workbench.sessions.rules import HOST, View
from workbench.sessions.seen import ClosingSeen, ContractSeen, NoteSeen, SessionSeen, Sitting, ViewSeen


def row(db: Db, session: str) -> Session:
    """Return a session's row; refuse one that does not exist."""
    found = db.get(Session, session)
    if found is None:
        raise Refused(_("There is no such session here. Nothing was changed. Open it from your home page."))
    return found


@once
def place(db: Db, session: Session) -> Place:
    """Return where a session stands."""
    moves = db.scalars(select(StageMove).where(StageMove.entity == session.id).order_by(StageMove.revision))
    own = select(Lock.at).where(Lock.session_id == session.id, Lock.by_id == session.practitioner_id)
    return stands(protocol_of(db, session), moves, own_at=db.scalar(own))


def stands(kind: Protocol, moves: Iterable[StageMove | Row[Any]], *, own_at: datetime | None) -> Place:
    """Return where a session of a kind stands after its stored moves, in their order."""
    told = [
        Move(m.move, m.stage, m.revision, m.by_id, m.at, kind.records_at(m.stage), m.until, m.day)
        for m in moves
    ]
    return place_of(told, kind.stages[0].name, own_at=own_at)


def sent_in(db: Db, session: str) -> frozenset[str]:
    """Return who has sent in a view."""
    return frozenset(db.scalars(select(Lock.by_id).where(Lock.session_id == session)))


def own_locked(db: Db, session: str) -> bool:
    """Say whether the practitioner's own view of a session has been sent in."""
    return row(db, session).practitioner_id in sent_in(db, session)


def contract(db: Db, session: str) -> ContractSeen | None:
    """Return the newest contract of a session."""
    found = db.scalar(
        select(Contract).where(Contract.entity == session).order_by(Contract.revision.desc()).limit(1)
    )
    if found is None:
        return None
    return ContractSeen(
        found.revision, found.purpose, found.seen_by, found.outside_use, tuple(found.criteria)
    )


def criteria(db: Db, session: Session, agreed: ContractSeen | None, *, asker: str) -> tuple[Wording, ...]:
    """
    Return the wordings by which a session judges, as far as the asker may know them.

    They are the contract's; as long as it names none, the shared ones, and for the practitioner also
    their own.
    """
    if session.kind != ASSESSMENT:
        return ()
    named, who = agreed.criteria if agreed else (), session.practitioner_id
    held: list[Wording] = []
    if named:
        held = [practice.wording(db, id=version) for version in named]
    elif people.standing(db, person=who, group=session.group_id) in PRESENT:
        held = practice.criteria(db, asker=who, group=session.group_id)
    return tuple(w for w in held if may_read_in_session(asker=asker, owner=w.owner, named=w.id in named))


def roles(db: Db, session: Session, where: Place, *, at: datetime) -> dict[str, str]:
    """Return who holds which role now, while the session lasts; where nobody was chosen, a charter's host."""
    if where.ended:
        return {}
    here = {f.id for f in people.fellows_of(db, session.group_id) if f.standing in TAKING_PART}
    whole = {session.id, meeting_of(db, session)}  # roles of the meeting hold in its turns
    given = select(SessionRole).where(SessionRole.session_id.in_(whole)).order_by(SessionRole.at)
    held = {row.role: row.holder_id for row in db.scalars(given)}
    if HOST not in held and (office := holder_of(db, power=HOST_POWER, group=session.group_id, at=at)):
        held[HOST] = office.charter.holder
    return {role: holder for role, holder in held.items() if holder in here}


def view_of(judgement: Judgement) -> View:
    """Return a stored judgement as a view."""
    j = judgement
    return View(
        j.criterion_id, j.mark, j.words, j.evidence_for, j.evidence_against, j.basis, bool(j.no_basis)
    )


def closing(db: Db, session: str) -> ClosingSeen | None:
    """Return the newest last word of a session."""
    found = db.scalar(
        select(Closing).where(Closing.entity == session).order_by(Closing.revision.desc()).limit(1)
    )
    if found is None:
        return None
    views = db.scalars(select(ClosingView).where(ClosingView.closing_id == found.id))
    return ClosingSeen(
        found.revision,
        found.stance,
        found.words,
        found.shown_wrong_by,
        found.at,
        tuple(View(v.criterion_id, v.mark, v.words) for v in views),
    )


def session(db: Db, *, asker: str, session: str, at: datetime) -> SessionSeen:
    """Return a session as the asker may see it; refuse those outside the group."""
    found = row(db, session)
    fellows = people.fellows_of(db, found.group_id)
    standing = {f.id: f.standing for f in fellows}
    refuse_unless(may_look_in(standing.get(asker)))
    where = place(db, found)
    who = found.practitioner_id
    present = standing.get(asker) in PRESENT
    judged = db.scalars(
        select(Judgement).where(Judgement.session_id == session).order_by(Judgement.by_id, Judgement.id)
    )
    agreed = contract(db, session)
    last = closing(db, session)
    cycle = db.get_one(Cycle, found.cycle_id)
    return SessionSeen(
        id=session,
        group=found.group_id,
        zone=db.get_one(Group, found.group_id).zone,
        cycle=cycle.number,
        cycle_id=cycle.id,
        kind=found.kind,
        protocol=protocol_of(db, found),
        practitioner=who,
        names={f.id: f.name for f in fellows},
        taking_part=tuple(f.id for f in fellows if f.standing in TAKING_PART),
        i_take_part=standing.get(asker) in TAKING_PART,
        place=where,
        contract=agreed,
        roles=roles(db, found, where, at=at),
        criteria=criteria(db, found, agreed, asker=asker),
        sent_in=sent_in(db, session),
        views=tuple(
            ViewSeen(j.by_id, j.at, view_of(j))
            for j in judged
            if may_read_view(reader=asker, author=j.by_id, practitioner=who, present=present, place=where)
            is True
        ),
        closing=last
        if may_read_closing(reader=asker, practitioner=who, present=present, place=where) is True
        else None,
        notes=_notes(db, session, asker=asker, who=who, present=present, where=where, at=at),
        crossed=crossed(db, session, where.revision),
    )


def _notes(
    db: Db, session: str, *, asker: str, who: str, present: bool, where: Place, at: datetime
) -> tuple[NoteSeen, ...]:
    kept = set(
        db.scalars(
            select(Keeping.note_id).join(Note, Note.id == Keeping.note_id).where(Note.session_id == session)
        )
    )
    found = list(db.scalars(select(Note).where(Note.session_id == session).order_by(Note.at, Note.id)))
    fill(db, [note for note in found if note.by_id == asker])
    return tuple(
        NoteSeen(n.id, n.by_id, n.kind, n.words, n.at, n.id in kept, n.tag)
        for n in found
        if may_read_note(
            reader=asker, author=n.by_id, kind=n.kind, practitioner=who, present=present,
            kept=n.id in kept, place=where, ends_at=n.ends_at, at=at,
        ) is True
    )  # fmt: skip


def sittings(db: Db, *, asker: str, cycle: str) -> list[Sitting]:
    """Return the sessions of a cycle, in the order in which they were opened."""
    found = db.get_one(Cycle, cycle)
    refuse_unless(may_look_in(people.standing(db, person=asker, group=found.group_id)))
    here = select(Session.id).where(Session.cycle_id == cycle)
    turns = select(Session).where(Session.cycle_id == cycle, Session.kind != MEETING)
    rows = db.scalars(turns.order_by(Session.at, Session.id))
    moves: dict[str, list[StageMove]] = defaultdict(list)
    for move in db.scalars(select(StageMove).where(StageMove.entity.in_(here)).order_by(StageMove.revision)):
        moves[move.entity].append(move)
    locks = {(k.session_id, k.by_id): k.at for k in db.scalars(select(Lock).where(Lock.session_id.in_(here)))}
    told = [(s, locks.get((s.id, s.practitioner_id))) for s in rows]
    return [
        Sitting(
            s.id, s.kind, s.practitioner_id, stands(kind, moves[s.id], own_at=at), at is not None, kind
        )
        for s, at in told
        for kind in [protocol_of(db, s)]
    ]  # fmt: skip


def turn(db: Db, *, asker: str, cycle: str) -> tuple[str | None, int]:
    """Return the session to which the meeting of a cycle attends now, and the revision of that choice."""
    found = db.get_one(Cycle, cycle)
    refuse_unless(may_look_in(people.standing(db, person=asker, group=found.group_id)))
    newest = select(Turn).where(Turn.entity == cycle).order_by(Turn.revision.desc())
    return (last.session_id, last.revision) if (last := db.scalar(newest.limit(1))) else (None, 0)


def session_of(db: Db, *, asker: str, cycle: str) -> str | None:
    """Return the asker's own assessment in a cycle."""
    mine = select(Session.id).where(Session.cycle_id == cycle, Session.practitioner_id == asker)
    return db.scalar(mine.where(Session.kind == ASSESSMENT).order_by(Session.number.desc()))
