"""Since when dots lie that were never shown."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session as Db

from workbench.core.lasting import Lasting
from workbench.models.decisions import Dot, DotsShown
from workbench.models.sessions import Session

DOT = "dot"


def lasting(db: Db) -> list[Lasting]:
    """Return dots of rounds that were not shown, since they were given."""
    here = and_(DotsShown.session_id == Dot.session_id, DotsShown.round == Dot.round)
    rows = db.execute(
        select(Dot.id, Dot.by_id, Session.group_id, Dot.at)
        .join(Session, Session.id == Dot.session_id)
        .outerjoin(DotsShown, here)
        .where(DotsShown.id.is_(None))
    )
    return [Lasting(DOT, dot, by, (group,), at) for dot, by, group, at in rows]
