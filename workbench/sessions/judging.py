"""By which criteria a session judges: named by its contract or its own view, and held to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session as Db

from workbench.core.rights import refuse_unless
from workbench.models.sessions import Contract, Session
from workbench.sessions import queries, rules
from workbench.sessions.opening import lay_open
from workbench.sessions.rules import View


def name_criteria(db: Db, session: Session, views: Sequence[View], *, at: datetime) -> None:
    """
    Let a contract that names no criteria name those by which the own view judges.

    The shared ones are named, and of one's own those to which something was written: a personal one
    that was left empty is nobody else's to know.
    """
    agreed = queries.contract(db, session.id)
    if agreed is not None and agreed.criteria:
        return
    by, said = session.practitioner_id, {view.criterion for view in views if not view.empty}
    held = queries.criteria(db, session, None, asker=by)
    lay_open(db, said, by=by)
    db.add(
        Contract(
            entity=session.id, revision=agreed.revision + 1 if agreed else 1,
            purpose=agreed.purpose if agreed else "", seen_by=agreed.seen_by if agreed else "",
            outside_use=agreed.outside_use if agreed else "",
            criteria=[w.id for w in held if w.owner is None or w.id in said], by_id=by, at=at,
        )
    )  # fmt: skip


def check_views(db: Db, session: Session, views: Sequence[View], *, by: str) -> None:
    """Refuse views that do not fit the criteria of a session."""
    agreed = queries.contract(db, session.id)
    known = {w.id: w for w in queries.criteria(db, session, agreed, asker=by)}
    for view in views:
        wording = known.get(view.criterion)
        refuse_unless(
            rules.may_judge_by(
                view,
                wording=wording.wording if wording else view.criterion,
                labels=wording.labels if wording else (),
                allowed=known,
            )
        )
