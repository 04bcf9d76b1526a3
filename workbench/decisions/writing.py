"""The forms in which a decision is set out, stood to, weighed and put in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from widgets.form import Action, Field, Form
from workbench.core.words import _
from workbench.decisions import rules
from workbench.decisions import wordings as w
from workbench.forms.remarks import Said
from workbench.people.rules import readers_in_group

A_WHILE = timedelta(days=122)
"""When a decision is looked at again unless the group chooses a day: a guess."""


def set_out_form(
    proposals: Sequence[tuple[str, str]],
    before: Mapping[str, Any],
    on_action: Callable[..., None],
    **kept: Any,
) -> Form:
    """Return the form in which is said what is to be decided, whose it is, and how it is taken."""
    readers = readers_in_group()
    scopes = tuple((each, w.scope_words(each)) for each in rules.SCOPES)
    modes = tuple((each, w.mode_words(each)) for each in rules.MODES)
    dots = (
        (rules.NAMED, _("with names")),
        (rules.DETACHED, _("without names")),
    )
    about = [Field("form", _("Is it about a proposal?"), "select", tuple(proposals))] if proposals else []
    return Form(
        heading=_("What is to be decided"),
        intro=_("Once somebody has set down their stand, this stays as it is."),
        fields=[
            Field("issue", _("What is to be decided?"), "text", seen_by=readers),
            *about,
            Field("affected", _("Who is affected, also of those who are not here?"), "text", rows=2,
                  seen_by=readers),
            Field("scope", _("Whose decision is it?"), "choice", scopes),
            Field("mode", _("When is it decided?"), "choice", modes),
            Field("needed", _("If as many as agreed beforehand: how many?"), "line", seen_by=readers),
            Field("dots", _("How do gradients stand there?"), "choice", dots, w.limits_words()),
        ],
        values={**before, **kept.pop("values", {})},
        actions=[Action("set-out", _("Say it like this"), "main")],
        on_action=on_action,
        **kept,
    )  # fmt: skip


def readers_of_stand() -> str:
    """Return who reads a stand."""
    return _("Who reads this: at first you alone; once voices are heard, those in the group who have "
             "set down theirs.")  # fmt: skip


def stand_form(on_action: Callable[..., None], **kept: Any) -> Form:
    """Return the form of one's own stand, written before any talk."""
    strengths = tuple((each, w.strength_words(each)) for each in rules.STRENGTHS)
    readers = readers_of_stand()
    return Form(
        heading=_("Where I stand"),
        intro=_("Before you hear the others. It stays as you send it in; later you can say otherwise."),
        fields=[
            Field("prefer", _("What I prefer"), "text", seen_by=readers),
            Field("need", _("What I need"), "text", rows=2, seen_by=readers),
            Field("strength", _("How much it matters"), "choice", strengths),
        ],
        actions=[Action("stand", _("Set this down"), "main")],
        on_action=on_action,
        **kept,
    )


def heard_form(now: str, on_action: Callable[..., None]) -> Form:
    """Return the form in which one says of oneself whether one was heard."""
    said = ((rules.HEARD, _("I was heard")), (rules.NOT_HEARD, _("I was not heard yet")))
    return Form(
        heading=_("Was I heard?"),
        level=3,
        fields=[Field("heard", _("Only you can say it"), "choice", said)],
        values={"heard": now},
        actions=[Action("heard", _("Say so"), "main")],
        on_action=on_action,
    )


def words_form(heading: str, action: str, on_action: Callable[..., None], **kept: Any) -> Form:
    """Return a form of one text that everybody in the group reads."""
    return Form(
        heading=heading,
        level=3,
        fields=[Field("words", _("In my own words"), "text", rows=2, seen_by=readers_in_group())],
        actions=[Action("add", action, "main")],
        on_action=on_action,
        **kept,
    )


def dots_form(options: Sequence[Said], number: int, on_action: Callable[..., None], *, named: bool) -> Form:
    """Return the form in which one chooses, alone, where one stands to each option."""
    labels = tuple((label, w.label_words(label)) for label in rules.LABELS)
    with_names = _("Your name stands beside it once all are shown.")
    return Form(
        heading=_("Where I stand to each, round {n}").format(n=number),
        intro=with_names if named else w.limits_words(),
        fields=[Field(option.id, option.words, "choice", labels) for option in options],
        actions=[Action("dots", _("Set this down"), "main")],
        on_action=on_action,
    )


def outcome_form(
    before: Mapping[str, Any], people: Sequence[tuple[str, str]], day: date, on_action: Callable[..., None],
    **kept: Any,
) -> Form:  # fmt: skip
    """Return the form in which an outcome is put in words."""
    readers = readers_in_group()
    kinds = tuple((each, w.outcome_words(each)) for each in rules.OUTCOMES)
    lo, hi = (day + timedelta(days=1)).isoformat(), (day + rules.FARTHEST).isoformat()
    return Form(
        heading=_("What came of it"),
        intro=_("To be read aloud. Who words it anew begins the answers anew."),
        fields=[
            Field("outcome", _("What kind of outcome is it?"), "choice", kinds),
            Field("words", _("In words"), "text", seen_by=readers),
            Field("carrier", _("Who carries it out?"), "select", tuple(people)),
            Field("review_on", _("When do we look at it again?"), "date", lo=lo, hi=hi,
                  hint=_("In four months is a guess.")),
        ],
        values={"review_on": (day + A_WHILE).isoformat(), **before, **kept.pop("values", {})},
        actions=[Action("outcome", _("Put it like this"), "main")],
        on_action=on_action,
        **kept,
    )  # fmt: skip


def answer_form(on_action: Callable[..., None], **kept: Any) -> Form:
    """Return the form in which one says how one stands to the outcome."""
    answers = tuple((each, w.answer_words(each)) for each in rules.ANSWERS)
    return Form(
        heading=_("How I stand to it"),
        level=3,
        fields=[
            Field("answer", _("I am, or I"), "choice", answers),
            Field("words", _("In my own words"), "text", rows=2, seen_by=readers_in_group()),
        ],
        actions=[Action("answer", _("Say so"), "main")],
        on_action=on_action,
        **kept,
    )


def conclude_form(on_action: Callable[..., None]) -> Form:
    """Return what writes a decision down."""
    sure = _("The record is closed with who was there, who was heard by their own word, and each difference. "
             "Write it down?")  # fmt: skip
    return Form(
        actions=[Action("conclude", _("Write this down as our record"), "main", confirm=sure)],
        on_action=on_action,
    )
