"""Experiments on screen: the card, the form that writes it, and looking back."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.clock import shown, shown_day
from workbench.core.words import _
from workbench.sessions import disclosure
from workbench.sessions.experiments import A_WHILE, FARTHEST, Plan, Tried
from workbench.sessions.notes import NOTES


def card_words(tried: Tried, zone: str) -> prose.Html:
    """Return an experiment as a card, with what was found when looking back."""
    rows = [
        (_("What I will try"), tried.change),
        (_("What it changes"), NOTES["depth"].tag_words(tried.depth)),
        (_("Where"), tried.setting),
        (_("From"), shown_day(tried.begins_on) if tried.begins_on else ""),
        (_("A sign that it works"), tried.working),
        (_("A sign that it does not"), tried.not_working),
        (_("I look back on"), shown_day(tried.look_back_on)),
    ]
    told = [prose.para(f"{label}: {text}") for label, text in rows if text]
    found = [prose.para(f"{_('What I found')}, {shown(at, zone)}: {words}") for at, words in tried.found]
    return prose.cards([prose.together(*told, *found)])


def experiment_form(tried: Tried | None, on_action: Callable[..., None], *, today: date, **kept: Any) -> Form:
    """Return the form of the card; the day on which one looks back is a guess until it is chosen."""
    readers = disclosure.readers_of_closing(ended=False)
    lo, hi = (today + timedelta(days=1)).isoformat(), (today + FARTHEST).isoformat()
    guess = _("In four weeks is a guess; choose another day if it fits better.")
    values: dict[str, Any] = {"look_back_on": (today + A_WHILE).isoformat()}
    if tried is not None:
        values = {
            "change": tried.change, "setting": tried.setting, "working": tried.working,
            "not_working": tried.not_working, "look_back_on": tried.look_back_on.isoformat(),
            "begins_on": tried.begins_on.isoformat() if tried.begins_on else "",
        }  # fmt: skip
    return Form(
        heading=_("Change my card") if tried else _("My experiment"),
        folded=tried is not None,
        level=3,
        fields=[
            Field("change", _("What will I try?"), "text", seen_by=readers),
            Field("setting", _("Where?"), "line", seen_by=readers),
            Field("begins_on", _("From when?"), "date"),
            Field("working", _("By which sign will I know that it works?"), "text", rows=2, seen_by=readers),
            Field("not_working", _("By which sign that it does not?"), "text", rows=2, seen_by=readers),
            Field("look_back_on", _("When do I look back?"), "date", hint=guess, lo=lo, hi=hi),
        ],
        actions=[Action("try", _("This is what I will try"), "main")],
        on_action=on_action,
        values={**values, **kept.pop("values", {})},
        **kept,
    )


def plan_from(values: Mapping[str, Any]) -> Plan:
    """Return what a form holds as a plan."""

    def day(name: str) -> date | None:
        return date.fromisoformat(values[name]) if values.get(name) else None

    return Plan(
        change=str(values.get("change", "")),
        setting=str(values.get("setting", "")),
        begins_on=day("begins_on"),
        working=str(values.get("working", "")),
        not_working=str(values.get("not_working", "")),
        look_back_on=day("look_back_on"),
    )


def look_back_form(tried: Tried, on_action: Callable[..., None], *, today: date, **kept: Any) -> Form:
    """Return the form in which its practitioner looks back on an experiment."""
    lo, hi = (today + timedelta(days=1)).isoformat(), (today + FARTHEST).isoformat()
    alone = _("Who reads this: you alone.")
    return Form(
        heading=_("Look back on: {change}").format(change=short(tried.change)),
        level=3,
        folded=True,
        fields=[
            Field("words", _("What did you find?"), "text", seen_by=alone),
            Field("again_on", _("If it goes on: when do you look back again?"), "date", lo=lo, hi=hi),
        ],
        actions=[
            Action("look-back-done", _("It is done with"), "main"),
            Action("look-back-again", _("It goes on"), "plain"),
        ],
        on_action=on_action,
        **kept,
    )


def due_words(tried: Tried) -> str:
    """Return when somebody meant to look back on what, in one line."""
    return _("You meant to look back on “{change}” on {day}.").format(
        change=short(tried.change), day=shown_day(tried.look_back_on)
    )


def short(text: str, most: int = 80) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
