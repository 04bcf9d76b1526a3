"""How a group decides for a while: a form like any other, which a new decision begins with."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.clock import shown_day
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.decisions import rules
from workbench.decisions.wordings import mode_words
from workbench.forms import queries as forms
from workbench.forms import services as form_services
from workbench.forms.queries import Said
from workbench.forms.rules import A_WHILE
from workbench.forms.views import voices_words
from workbench.forms.ways import MODE, topic
from workbench.forms.writing import until_field
from workbench.models.forms import GroupForm
from workbench.people.rules import readers_in_group

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


def mode_told(mode: Mode, until: date | None) -> list[prose.Html]:
    """Return how a group decides, until when."""
    how = mode_words(mode.mode)
    if mode.mode == rules.THRESHOLD:
        how = _("{how}: {needed}").format(how=how, needed=mode.needed)
    day = _("until {day}").format(day=shown_day(until)) if until else ""
    return [
        prose.para(f"{how}, {day}" if day else how),
        prose.para(mode.words) if mode.words else prose.Html(""),
    ]


def proposal(form: GroupForm, voices: Sequence[Said], names: dict[str, str]) -> prose.Html:
    """Return a proposed way to decide, and who stands where to it."""
    who = names.get(form.by_id, "")
    return prose.together(
        prose.heading(_("Proposed by {name}").format(name=who), 3),
        prose.para(_("Because: {reason}").format(reason=form.reason)) if form.reason else "",
        *mode_told(mode_of(form.text), form.review_on),
        *voices_words(voices, names),
    )


def mode_form(day: date, on_action: Callable[..., None], **kept: Any) -> Form:
    """Return the form in which somebody proposes how the group decides."""
    modes = tuple((each, mode_words(each)) for each in rules.MODES)
    readers = readers_in_group()
    return Form(
        heading=_("Propose how we decide for a while"),
        level=3,
        folded=True,
        fields=[
            Field("mode", _("When is it decided?"), "choice", modes),
            Field("needed", _("If as many as agreed beforehand: how many?"), "line", seen_by=readers),
            Field("words", _("In our own words"), "text", rows=2, seen_by=readers),
            Field("reason", _("Why"), "text", rows=2, seen_by=readers),
            until_field(day, _("Until when?")),
        ],
        values={"review_on": (day + A_WHILE).isoformat(), **kept.pop("values", {})},
        actions=[Action("propose", _("Propose this"), "main")],
        on_action=on_action,
        **kept,
    )
