"""Since when the words said in sessions last; the words are not read."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.lasting import Lasting
from workbench.models.meetings import MeetingCode
from workbench.models.reviews import Experiment, LookBack
from workbench.models.sessions import Closing, Contract, Judgement, Keeping, Note, Session

DOUBT, GAP, NOTE, KEPT, FADING = "doubt", "gap", "note", "kept note", "fading note"
OWN, PEER, CLOSING, CONTRACT = "own view", "peer's view", "last word", "contract"
EXPERIMENT, LOOK_BACK = "experiment", "look-back"
MEETING_CODE = "meeting code"


def lasting(db: Db) -> list[Lasting]:
    """Return what was said in sessions since it was written; what fades, and ways in, since their end."""
    return [*_notes(db), *_views(db), *_by_session(db), *_experiments(db), *_ways_in(db)]


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


def _experiments(db: Db) -> list[Lasting]:
    rows = select(Experiment.id, Experiment.by_id, Experiment.group_id, Experiment.at)
    found = [Lasting(EXPERIMENT, row, by, (group,), at) for row, by, group, at in db.execute(rows)]
    looks = select(LookBack.id, LookBack.by_id, Experiment.group_id, LookBack.at).join(
        Experiment, (Experiment.entity == LookBack.experiment) & (Experiment.revision == 1)
    )
    return found + [Lasting(LOOK_BACK, row, by, (group,), at) for row, by, group, at in db.execute(looks)]


def _ways_in(db: Db) -> list[Lasting]:
    codes = db.execute(select(MeetingCode.id, MeetingCode.ends_at))
    return [Lasting(MEETING_CODE, row, "", (), end) for row, end in codes]
