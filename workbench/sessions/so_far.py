"""What somebody who came late has missed: the steps and turns before, and what was written down in them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from widgets import prose
from workbench.core.words import _
from workbench.models.sessions import StageMove
from workbench.screen.parts import Part, words
from workbench.sessions import gathered, held, views
from workbench.sessions.notes import NOTES
from workbench.sessions.seen import SessionSeen


def came_late(db: Db, seen: SessionSeen, came: datetime | None) -> bool:
    """Say whether somebody who came at a moment found a session past its first step."""
    if came is None:
        return False
    first = seen.protocol.stages[0].name
    before = (StageMove.entity == seen.id, StageMove.stage != first, StageMove.at <= came)
    return db.scalar(select(StageMove.id).where(*before).limit(1)) is not None


def parts(
    db: Db, seen: SessionSeen, *, me: str, meeting: str, agenda: Sequence[held.Wanted] = ()
) -> list[Part]:
    """Return what was so far, for somebody who came late to a session in a meeting; for others nothing."""
    if not came_late(db, seen, held.came_at(db, meeting, person=me)):
        return []
    blocks = [*_steps(seen), *(prose.para(gathered.wanted_words(seen, w)) for w in agenda if w.session)]
    if not blocks:
        return []
    return [words("so-far", prose.folded(_("What was so far"), *blocks, level=2))]


def _steps(seen: SessionSeen) -> list[prose.Html]:
    """Return the steps that are past, each with what the asker may read of it."""
    told = []
    for stage in seen.protocol.stages[: seen.protocol.index(seen.place.stage)]:
        told.append(prose.heading(_(stage.title), 3))
        written = [note.kind for note in seen.notes]
        told += [views.notes_words(seen, kind) for kind in stage.records if kind in NOTES and kind in written]
        if "contract" in stage.records and seen.contract is not None:
            told.append(views.contract_words(seen, seen.contract))
    return told
