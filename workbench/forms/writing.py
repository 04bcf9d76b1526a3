"""The forms in which things are agreed on: proposing, standing to it, notes, reviews, and letting go."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from widgets.form import Action, Field, Form
from workbench.core.words import _
from workbench.forms import remarks, rules, ways
from workbench.forms.register import Entry
from workbench.forms.views import stands_words
from workbench.forms.ways import Way
from workbench.people.rules import readers_in_group


def which_form(entries: Sequence[Entry], chosen: str, on_action: Callable[..., None]) -> Form:
    """Return the form in which one opens a form of the group's, or begins a new one."""
    options = tuple((e.entity, f"{e.title}. {stands_words(e)}") for e in entries)
    fields = [Field("which", _("Which one"), "select", options)] if options else []
    actions = [Action("open", _("Look at this"), "main")] if options else []
    return Form(
        fields=fields,
        values={"which": chosen},
        actions=[*actions, Action("new", _("Propose something new"), "plain")],
        on_action=on_action,
    )


def until_field(day: date, label: str = "", farthest: timedelta = rules.FARTHEST) -> Field:
    """Return the field for the day until which something holds."""
    guess = _(
        "In half a year is a guess. On that day it rests by itself, unless the group takes it up again."
    )
    lo, hi = (day + timedelta(days=1)).isoformat(), (day + farthest).isoformat()
    return Field("review_on", label or _("When do we look at it again?"), "date", hint=guess, lo=lo, hi=hi)


def way_form(way: Way, day: date, on_action: Callable[..., None], **kept: Any) -> Form:
    """Return the form in which a way is written and proposed."""
    readers = readers_in_group()
    asked = remarks.answer_words()
    strands = tuple((key, label()) for key, label in ways.STRANDS)
    values: dict[str, Any] = {
        "title": way.title, "text": way.text, "strand": way.strand, "need": way.need,
        "affected": way.affected, "autonomy": way.autonomy, "co_operation": way.co_operation,
        "hierarchy": way.hierarchy, "protects": way.protects, "reason": "",
        "review_on": (day + rules.A_WHILE).isoformat(),
    }  # fmt: skip
    return Form(
        heading=_("Propose a change") if way.title else _("Something that we could agree on"),
        intro=_("A name, what is agreed, why, and a day are enough. The rest is there to think with."),
        folded=bool(way.title),
        fields=[
            Field("title", _("A short name"), "line", seen_by=readers),
            Field("text", _("What we agree"), "text", rows=4, seen_by=readers),
            Field("reason", _("Why now"), "text", rows=2, seen_by=readers),
            until_field(day),
            Field("strand", _("Which part of our life is it?"), "select", strands,
                  _("An open list. Take up what you want; none is expected.")),
            Field("need", _("Which need does it answer?"), "text", rows=2, seen_by=readers),
            Field("affected", _("Who is affected, also of those who are not here?"), "text", rows=2,
                  seen_by=readers),
            Field("autonomy", asked["autonomy"], "text", rows=2, seen_by=readers),
            Field("co_operation", asked["co-operation"], "text", rows=2, seen_by=readers),
            Field("hierarchy", asked["hierarchy"], "text", rows=2, seen_by=readers),
            Field("protects", _("Whom does it protect, from what, and did they ask?"), "text", rows=2,
                  seen_by=readers),
        ],
        values={**values, **kept.pop("values", {})},
        actions=[Action("propose", _("Propose this"), "main")],
        on_action=on_action,
        **kept,
    )  # fmt: skip


def way_from(values: Mapping[str, Any]) -> Way:
    """Return the way that a form holds."""
    return Way(**{key: str(values.get(key) or "").strip() for key in (*ways.TEXTS, "strand")})


def voice_form(on_action: Callable[..., None], *, trial: bool = True) -> Form:
    """Return the form in which one says where one stands, and writes down that the group adopts or tries."""
    stands = ((rules.WITH, _("I am with this")), (rules.DIFFERING, _("I see it differently")))
    asked = _("The differences stay beside it. Write it down?")
    tries = [Action("try", _("Write down that the group tries it until then"), "plain", confirm=asked)]
    return Form(
        fields=[
            Field("stand", _("Where I stand"), "choice", stands),
            Field("words", _("In my own words"), "text", rows=2, seen_by=readers_in_group()),
        ],
        actions=[
            Action("say", _("Say this"), "main"),
            Action("adopt", _("Write down that the group adopts it"), "plain", confirm=asked),
            *(tries if trial else []),
        ],
        on_action=on_action,
    )


def note_form(on_action: Callable[..., None], **kept: Any) -> Form:
    """Return the form for a note from use."""
    kinds = (
        (remarks.HELPED, _("This helped")),
        (remarks.IN_THE_WAY, _("This got in the way")),
    )
    return Form(
        heading=_("A note from using it"),
        level=3,
        folded=True,
        fields=[
            Field("kind", _("What is it about"), "choice", kinds),
            Field("words", _("In my own words"), "text", rows=2, seen_by=readers_in_group()),
        ],
        actions=[Action("note", _("Send this in"), "main")],
        on_action=on_action,
        **kept,
    )


def review_form(on_action: Callable[..., None], **kept: Any) -> Form:
    """Return the form in which one answers the questions of a review; each answer is optional."""
    readers = readers_in_group()
    asked = remarks.answer_words()
    return Form(
        heading=_("Look at it again"),
        intro=_("Answer what you have something to say to. Each answer stays under your name, beside the "
                "others', and beside those of earlier times."),
        level=3,
        folded=True,
        fields=[
            Field(kind.replace("-", "_"), asked[kind], "text", rows=2, seen_by=readers)
            for kind in remarks.ANSWERS
        ],
        actions=[Action("review", _("Send these in"), "main")],
        on_action=on_action,
        **kept,
    )  # fmt: skip


def end_form(on_action: Callable[..., None]) -> Form:
    """Return the form in which a group keeps no longer what it has."""
    rest = _("It binds nobody from now on, and can be taken up again. Its history stays readable. Let it "
             "rest?")  # fmt: skip
    gone = _("It binds nobody from now on. Its history stays readable. Drop it?")
    return Form(
        heading=_("Let it rest, or drop it"),
        level=3,
        folded=True,
        fields=[Field("reason", _("Why"), "text", rows=2, seen_by=readers_in_group())],
        actions=[
            Action("rest", _("Write down that it rests"), "plain", confirm=rest),
            Action("drop", _("Write down that we drop it"), "quiet", confirm=gone),
        ],
        on_action=on_action,
    )
