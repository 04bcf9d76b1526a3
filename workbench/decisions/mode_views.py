"""How a group decides for a while, on screen: what holds, what is proposed, and the form to propose it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.clock import shown_day
from workbench.core.words import _
from workbench.decisions import rules
from workbench.decisions.mode import Mode, mode_of
from workbench.decisions.wordings import mode_words
from workbench.forms.queries import Said
from workbench.forms.rules import A_WHILE
from workbench.forms.views import voices_words
from workbench.forms.writing import until_field
from workbench.models.forms import GroupForm
from workbench.people.rules import readers_in_group


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
