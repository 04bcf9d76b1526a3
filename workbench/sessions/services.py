"""Writes about sessions. Each checks the right first; none commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core import private
from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.practice import Cycle, CycleEnd
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
)
from workbench.people import queries as people
from workbench.people.rules import may_take_part
from workbench.sessions import queries, rules
from workbench.sessions.following import protocol_of, version_for
from workbench.sessions.judging import check_views, name_criteria
from workbench.sessions.opening import lay_open
from workbench.sessions.place import has_ended
from workbench.sessions.protocols import KINDS
from workbench.sessions.rules import View


def _taking_part(db: Db, by: str, session: Session) -> Answer:
    return may_take_part(people.standing(db, person=by, group=session.group_id))


def open_session(
    db: Db, *, by: str, cycle: str, practitioner: str, at: datetime, kind: str = "assessment"
) -> str:
    """Open a person's turn of a kind in a cycle, or return the one that is there."""
    found = db.get_one(Cycle, cycle)
    if kind not in KINDS:
        raise Refused(_("There is no such kind of session. Nothing was changed."))
    for person in (by, practitioner):
        refuse_unless(may_take_part(people.standing(db, person=person, group=found.group_id)))
    there = db.scalar(
        select(Session.id)
        .where(Session.cycle_id == cycle, Session.practitioner_id == practitioner, Session.kind == kind)
        .order_by(Session.number.desc())
    )
    if there is not None:
        return there
    if db.scalar(select(CycleEnd.id).where(CycleEnd.cycle_id == cycle)) is not None:
        raise Refused(_("This cycle is closed. Nothing was changed. Open a new one for a new session."))
    session = Session(
        group_id=found.group_id,
        cycle_id=cycle,
        practitioner_id=practitioner,
        kind=kind,
        by_id=by,
        at=at,
        form_id=version_for(db, by=by, group=found.group_id, kind=kind, at=at),
    )
    db.add(session)
    db.flush()
    return session.id


def agree_contract(
    db: Db, *, by: str, session: str, purpose: str, seen_by: str, outside_use: str,
    criteria: Sequence[str], seen: int, at: datetime,
) -> None:  # fmt: skip
    """Write down what the session is for and by which wordings; only the practitioner may."""
    found = queries.row(db, session)
    if by != found.practitioner_id:
        raise Refused(_("The practitioner says what their session is for. Nothing was changed."))
    refuse_unless(_taking_part(db, by, found))
    refuse_unless(rules.may_record(what="contract", recorded=protocol_of(db, found).records))
    if queries.place(db, found).ended:
        raise Refused(has_ended())
    before = queries.contract(db, session)
    if seen != (before.revision if before else 0):
        raise Refused(
            _("You changed this on another page a moment ago. Nothing was overwritten. Reload to see it.")
        )
    if by in queries.sent_in(db, session) and before and set(criteria) != set(before.criteria):
        raise Refused(_("Your own view is sent in, so its criteria stay as they are. Nothing was changed."))
    held = (w for agreed in (None, before) for w in queries.criteria(db, found, agreed, asker=by))
    allowed = {w.id: w.entity for w in held}
    if not set(criteria) <= allowed.keys():
        raise Refused(
            _("One of these criteria has a newer wording, or is not yours to use. Nothing was changed.")
        )
    if len({allowed[version] for version in criteria}) < len(set(criteria)):
        raise Refused(_("Two of these are wordings of one criterion. Nothing was changed. Choose one."))
    lay_open(db, criteria, by=by)
    db.add(
        Contract(
            entity=session, revision=seen + 1, purpose=purpose, seen_by=seen_by, outside_use=outside_use,
            criteria=list(criteria), by_id=by, at=at,
        )
    )  # fmt: skip
    db.flush()


def take_role(db: Db, *, by: str, session: str, role: str, holder: str | None, at: datetime) -> None:
    """Give a role in this session to someone, or lay it down with ``holder=None``."""
    found = queries.row(db, session)
    where = queries.place(db, found)
    refuse_unless(
        rules.may_hold_role(
            role=role, by=by, holder=holder, now=queries.roles(db, found, where, at=at).get(role),
            practitioner=found.practitioner_id, taking_part=_taking_part(db, by, found), place=where,
        )
    )  # fmt: skip
    if holder is not None:
        refuse_unless(may_take_part(people.standing(db, person=holder, group=found.group_id)))
    db.add(SessionRole(session_id=session, role=role, holder_id=holder, by_id=by, at=at))
    db.flush()


def send_view(db: Db, *, by: str, session: str, views: Sequence[View], at: datetime) -> None:
    """Send in one's view, once. The practitioner's comes first; criteria with nothing said are left out."""
    found = queries.row(db, session)
    sent = queries.sent_in(db, session)
    what = "own-view" if by == found.practitioner_id else "peers-views"
    refuse_unless(rules.may_record(what=what, recorded=protocol_of(db, found).records))
    refuse_unless(
        rules.may_send_view(
            by=by, practitioner=found.practitioner_id, taking_part=_taking_part(db, by, found),
            own_locked=found.practitioner_id in sent, sent=by in sent,
            empty=all(view.empty for view in views), place=queries.place(db, found), at=at,
        )
    )  # fmt: skip
    check_views(db, found, views, by=by)
    if by == found.practitioner_id:
        name_criteria(db, found, views, at=at)
    db.add(Lock(session_id=session, by_id=by, at=at))
    for view in views:
        if not view.empty:
            db.add(
                Judgement(
                    session_id=session, practitioner_id=found.practitioner_id, criterion_id=view.criterion,
                    mark=view.mark, words=view.words, evidence_for=view.evidence_for,
                    evidence_against=view.evidence_against, basis=view.basis, no_basis=view.no_basis,
                    by_id=by, at=at,
                )
            )  # fmt: skip
    db.flush()


def write_note(db: Db, *, by: str, session: str, kind: str, words: str, at: datetime, tag: str = "") -> str:
    """Write down a point, and what it is said of where its kind names a choice; what fades has an end."""
    found = queries.row(db, session)
    known = protocol_of(db, found).notes
    here = select(Note.id).where(Note.session_id == session, Note.kind == kind, Note.by_id == by)
    refuse_unless(
        rules.may_write_note(
            kind=kind, known=known, by=by, practitioner=found.practitioner_id, words=words, tag=tag,
            closed=queries.closing(db, session) is not None, taking_part=_taking_part(db, by, found),
            place=queries.place(db, found), at=at, again=db.scalar(here.limit(1)) is not None,
        )
    )  # fmt: skip
    days = known[kind].days
    ends = at + timedelta(days=days) if days is not None else None
    note = Note(session_id=session, kind=kind, words=words, tag=tag, ends_at=ends, by_id=by, at=at)
    private.keep(db, note)
    return note.id


def keep_note(db: Db, *, by: str, note: str, at: datetime) -> None:
    """Keep a note beyond the meeting; only the practitioner may, and only what they can read."""
    found = db.get(Note, note)
    session = queries.session(db, asker=by, session=found.session_id, at=at) if found else None
    if session is None or session.practitioner != by or note not in {n.id for n in session.notes}:
        raise Refused(_("Only the practitioner keeps notes of their session. Nothing was changed."))
    if db.scalar(select(Keeping.id).where(Keeping.note_id == note)) is None:
        db.add(Keeping(note_id=note, by_id=by, at=at))
        db.flush()


def close(
    db: Db, *, by: str, session: str, stance: str, words: str, shown_wrong_by: str,
    views: Sequence[View], seen: int, at: datetime,
) -> None:  # fmt: skip
    """Write the last word; a later one stands as the next revision, and the first view stays."""
    found = queries.row(db, session)
    refuse_unless(rules.may_record(what="last-word", recorded=protocol_of(db, found).records))
    refuse_unless(
        rules.may_close(
            by=by, practitioner=found.practitioner_id, stance=stance, words=words,
            own_locked=found.practitioner_id in queries.sent_in(db, session),
        )
    )  # fmt: skip
    before = queries.closing(db, session)
    if seen != (before.revision if before else 0):
        raise Refused(
            _(
                "You wrote a last word on another page a moment ago. Nothing was overwritten. "
                "Reload to see it."
            )
        )
    check_views(db, found, views, by=by)
    last = Closing(
        entity=session, revision=seen + 1, stance=stance, words=words, shown_wrong_by=shown_wrong_by,
        by_id=by, at=at,
    )  # fmt: skip
    db.add(last)
    db.flush()
    for view in views:
        if not view.empty:
            db.add(
                ClosingView(
                    closing_id=last.id, criterion_id=view.criterion, mark=view.mark, words=view.words,
                    by_id=by, at=at,
                )
            )  # fmt: skip
    db.flush()
