"""Since when the words said in sessions last; the words are not read."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.lasting import Lasting
from workbench.models.sessions import Closing, Contract, Judgement, Keeping, Note, Session

DOUBT, GAP, NOTE, KEPT, FADING = "doubt", "gap", "note", "kept note", "fading note"
OWN, PEER, CLOSING, CONTRACT = "own view", "peer's view", "last word", "contract"


def lasting(db: Db) -> list[Lasting]:
    """Return notes, views, last words and contracts, each since it was written; what fades since its end."""
    return [*_notes(db), *_views(db), *_by_session(db)]


def _notes(db: Db) -> list[Lasting]:
    rows = db.execute(
        select(
            Note.id, Note.by_id, Session.group_id, Note.kind, Note.at, Note.ends_at, Keeping.id.is_not(None)
        )
        .join(Session, Session.id == Note.session_id)
        .outerjoin(Keeping, Keeping.note_id == Note.id)
    )
    found = []
    for note, by, group, kind, at, ends_at, kept in rows:
        if kept:
            found.append(Lasting(KEPT, note, by, (group,), at))
        elif ends_at is not None:
            found.append(Lasting(DOUBT if kind == DOUBT else FADING, note, by, (group,), ends_at))
        else:
            found.append(Lasting(GAP if kind == GAP else NOTE, note, by, (group,), at))
    return found


def _views(db: Db) -> list[Lasting]:
    rows = db.execute(
        select(Judgement.id, Judgement.by_id, Judgement.practitioner_id, Session.group_id, Judgement.at).join(
            Session, Session.id == Judgement.session_id
        )
    )
    return [
        Lasting(OWN if by == practitioner else PEER, view, by, (group,), at)
        for view, by, practitioner, group, at in rows
    ]


def _by_session(db: Db) -> list[Lasting]:
    found = []
    worded = (Contract.purpose != "") | (Contract.seen_by != "") | (Contract.outside_use != "")
    contracts = select(Contract.id, Contract.by_id, Session.group_id, Contract.at).join(
        Session, Session.id == Contract.entity
    )
    found += [
        Lasting(CONTRACT, row, by, (group,), at) for row, by, group, at in db.execute(contracts.where(worded))
    ]
    closings = select(Closing.id, Closing.by_id, Session.group_id, Closing.at).join(
        Session, Session.id == Closing.entity
    )
    found += [Lasting(CLOSING, row, by, (group,), at) for row, by, group, at in db.execute(closings)]
    return found
