"""Who did what in which meeting (V15), and one's own time and hosting (V14); structure, never merit."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.core.rights import refuse_unless
from workbench.models.meetings import AgendaItem
from workbench.models.sessions import Session, SessionRole
from workbench.people import queries as people
from workbench.people.rules import may_look_in
from workbench.sessions import held
from workbench.sessions.protocols import MEETING

LAST = 24
"""Of how many meetings, at most."""
ROTATION = ("meeting", "day", "role", "who", "letters")
AIR = ("meeting", "day", "minutes", "hosted", "wanted")


def _meetings(db: Db, group: str) -> list[Session]:
    query = select(Session).where(Session.group_id == group, Session.kind == MEETING)
    return list(reversed(db.scalars(query.order_by(Session.at.desc(), Session.id).limit(LAST)).all()))


def rotation(
    db: Db, *, asker: str, group: str, zone_name: str, names: Mapping[str, str], letters: Mapping[str, str]
) -> pd.DataFrame:
    """Return a row for each role that somebody held in a meeting or in one of its turns."""
    refuse_unless(may_look_in(people.standing(db, person=asker, group=group)))
    rows: list[dict[str, Any]] = []
    for meeting in _meetings(db, group):
        turns = db.scalars(
            select(AgendaItem.session_id).where(
                AgendaItem.meeting_id == meeting.id, AgendaItem.session_id.is_not(None)
            )
        )
        whole = {meeting.id, *map(str, turns)}
        held_by: dict[tuple[str, str], str | None] = {}
        given = select(SessionRole).where(SessionRole.session_id.in_(whole)).order_by(SessionRole.at)
        for row in db.scalars(given):
            held_by[row.session_id, row.role] = row.holder_id
        day = meeting.at.astimezone(zone(zone_name)).date()
        found = {(role, holder) for (_session, role), holder in held_by.items() if holder}
        rows += [
            {"meeting": meeting.id, "day": day, "role": role, "who": names.get(holder, ""),
             "letters": letters.get(holder, "·")}
            for role, holder in sorted(found)
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(ROTATION))


def own_air(db: Db, *, asker: str, group: str, zone_name: str) -> pd.DataFrame:
    """Return how long the asker's own turns took in each meeting, and whether they hosted; nobody else's."""
    refuse_unless(may_look_in(people.standing(db, person=asker, group=group)))
    rows: list[dict[str, Any]] = []
    for meeting in _meetings(db, group):
        attended = held.attendances(db, meeting.id).get(asker)
        if attended is None:
            continue
        hosts = select(SessionRole.id).where(
            SessionRole.session_id == meeting.id, SessionRole.role == "host", SessionRole.holder_id == asker
        )
        wanted = [item for item in held.agenda(db, meeting.id) if item.person == asker]
        taken = held.taken(db, meeting.id, asker)
        rows.append(
            {"meeting": meeting.id, "day": meeting.at.astimezone(zone(zone_name)).date(),
             "minutes": round(taken.total_seconds() / 60), "wanted": bool(wanted),
             "hosted": db.scalar(hosts.limit(1)) is not None}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(AIR))
