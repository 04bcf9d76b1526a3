"""How a group decides for a while: a form like any other, which a new decision begins with."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session as Db

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.decisions import rules
from workbench.forms import queries as forms
from workbench.forms import services as form_services
from workbench.forms.ways import MODE, topic

TOPIC = topic(MODE, "group")


@dataclass(frozen=True)
class Mode:
    """A way to decide, how many it needs where that was agreed, and the group's own words on it."""

    mode: str
    needed: int | None = None
    words: str = ""


def mode_of(text: str) -> Mode:
    """Return the way to decide that a version holds."""
    told = json.loads(text) if text else {}
    return Mode(str(told.get("mode", rules.CONSENT)), told.get("needed"), str(told.get("words", "")))


def mode_now(db: Db, *, group: str, at: datetime) -> Mode | None:
    """Return how a group decides now, if it has agreed on it and the day is not past."""
    holds = forms.in_force(db, group=group, topic=TOPIC, at=at)
    return mode_of(holds.text) if holds is not None else None


def propose_mode(
    db: Db, *, by: str, group: str, mode: Mode, reason: str, review_on: date | None, at: datetime
) -> str:
    """Propose how the group decides for a while."""
    if mode.mode not in rules.MODES:
        raise Refused(_("Choose how you decide. Nothing was proposed; your draft is kept."))
    if mode.mode == rules.THRESHOLD and not (mode.needed and mode.needed > 0):
        raise Refused(_("Say how many have to be with it. Nothing was proposed; your draft is kept."))
    if mode.mode == rules.OTHER and not mode.words.strip():
        raise Refused(_("Write down your own way. Nothing was proposed; your draft is kept."))
    if review_on is None:
        raise Refused(_("It holds for a while, until a day. Nothing was proposed; your draft is kept."))
    text = json.dumps(mode.__dict__, ensure_ascii=False, sort_keys=True)
    return form_services.propose(
        db, by=by, group=group, topic=TOPIC, text=text, reason=reason, review_on=review_on, cycle=None, at=at
    )
