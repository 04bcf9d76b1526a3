"""How a group holds its sessions, in words: what holds, what is proposed, its history, and a preview."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.clock import shown, shown_day
from workbench.core.words import _
from workbench.forms import rules
from workbench.forms.queries import Said
from workbench.models.forms import GroupForm
from workbench.people.rules import readers_in_group
from workbench.sessions import altered
from workbench.sessions.checking import RECORDS, Problem
from workbench.sessions.protocols import protocol


def kind_words(kind: str) -> str:
    """Return a kind of session with what it is for."""
    return f"{_(protocol(kind).name)}: {_(protocol(kind).purpose)}"


def holding(kind: str, text: str, holds: GroupForm | None, names: Mapping[str, str]) -> prose.Html:
    """Return the version that holds now, with whose it is and until when."""
    if holds is None or holds.origin == rules.SHIPPED:
        whose = _("This is how it comes with the workbench: one offer. You may do it differently.")
    elif holds.review_on is None:
        whose = _("The group's own version, written down by {name}. It has no day of review.").format(
            name=names.get(holds.by_id, "")
        )
    else:
        whose = _("The group's own version, written down by {name}. It holds until {day}; then it rests by "
                  "itself, unless the group takes it up again.").format(
            name=names.get(holds.by_id, ""), day=shown_day(holds.review_on)
        )  # fmt: skip
    return prose.together(
        prose.heading(_("How we hold it now: {kind}").format(kind=altered.head(text)[0] or kind)),
        prose.notice(whose),
        prose.folded(_("Its steps"), steps_words(text)),
    )


def steps_words(text: str) -> prose.Html:
    """Return the steps of a text as they will be read in a session."""
    told = []
    for number, step in enumerate(altered.steps(text) or (), start=1):
        records = step.get("records", [])
        every = records if isinstance(records, list) else []
        kept = [altered.record_words(str(each)) for each in every if str(each) in RECORDS]
        written = _("Written down or shown: {what}.").format(what=_("; ").join(kept)) if kept else ""
        held = _("For {who}. About {minutes} minutes. {how}.").format(
            who=altered.who_words(str(step.get("who", ""))),
            minutes=step.get("minutes", ""),
            how=altered.mechanic_words(str(step.get("mechanic", ""))),
        )
        told.append(
            prose.together(
                prose.heading(f"{number}. {_(str(step.get('title', ''))) if step.get('title') else ''}", 4),
                prose.para(_(str(step["prompt"])) if step.get("prompt") else ""),
                prose.para(held),
                prose.notice(_(str(step["guard"]))) if step.get("guard") else "",
                prose.para(written) if written else "",
            )
        )
    return prose.cards(told)


def preview(text: str, wrong: Sequence[Problem]) -> prose.Html:
    """Return a copy as it would be read in a session, and what is wrong in it."""
    told = [
        prose.heading(_("Your copy")),
        prose.para(_("Only you see this. It is kept as you go.")),
    ]
    if wrong:
        told.append(prose.notice(_("It cannot be followed like this:"), "care"))
        told.append(prose.ordered([_problem(text, each) for each in wrong]))
    return prose.together(*told, prose.folded(_("How it would look"), steps_words(text)))


def _problem(text: str, found: Problem) -> str:
    number = altered.step_at(text, found.line)
    if number is None:
        return str(found)
    return _("Step {number}, line {line}: {why}").format(number=number, line=found.line, why=found.why)


def proposal(kind: str, form: GroupForm, voices: Sequence[Said], names: Mapping[str, str]) -> prose.Html:
    """Return a proposal with its reason and what was said to it."""
    who = names.get(form.by_id, "")
    if form.origin == rules.SHIPPED:
        title = _("Proposed: a newer version that came with the workbench")
        why = _("Nothing has changed. Look at it, and adopt it or let it be.")
    else:
        title = _("Proposed by {name}").format(name=who)
        why = _("Because: {reason}").format(reason=form.reason)
    until = _("It would hold until {day}.").format(day=shown_day(form.review_on)) if form.review_on else ""
    stands = {rules.WITH: _("with this"), rules.DIFFERING: _("sees it differently")}
    said = [
        prose.para(f"{names.get(v.by, '')}, {stands[v.stand]}{_(': ') + v.words if v.words else ''}")
        for v in voices
    ]
    return prose.together(
        prose.heading(title, 3),
        prose.para(why),
        prose.para(until) if until else "",
        *said,
        prose.folded(_("Its steps"), steps_words(form.text)),
    )


def history(
    every: Sequence[GroupForm], said: Mapping[str, Sequence[Said]], names: Mapping[str, str], zone: str
) -> prose.Html:
    """Return who changed what, when and why, newest first; with the differences that stand beside it."""
    fates = {
        rules.PROPOSED: _("proposed"), rules.HELD: _("adopted"), rules.RESTS: _("put to rest"),
        rules.ERASED: _("deleted"),
    }  # fmt: skip
    rows = []
    for form in reversed(every):
        if form.fate == rules.ERASED:
            continue
        beside = [v for v in said.get(form.parent_id or "", ()) if v.stand == rules.DIFFERING]
        differing = [f"{names.get(v.by, '')}: {v.words}" for v in beside]
        origin = _("with the workbench") if form.origin == rules.SHIPPED else names.get(form.by_id, "")
        rows.append(
            {
                "what": fates[form.fate], "who": origin, "when": shown(form.at, zone), "why": form.reason,
                "beside": "; ".join(differing),
            }
        )  # fmt: skip
    if not rows:
        return prose.Html("")
    columns = [
        ("what", _("What")), ("who", _("Who")), ("when", _("When")), ("why", _("Why")),
        ("beside", _("Who sees it differently")),
    ]  # fmt: skip
    return prose.folded(_("How it came about"), prose.table(columns, rows), level=2)


def propose_form(on_action: Callable[..., None], day: date) -> Form:
    """Return the form in which a copy is put before the group, or let go of."""
    readers = readers_in_group()
    guess = _(
        "In half a year is a guess. On that day it rests by itself, unless the group takes it up again."
    )
    lo, hi = (day + timedelta(days=1)).isoformat(), (day + rules.FARTHEST).isoformat()
    sure = _("Your copy goes; what holds now stays as it is. Let it go?")
    return Form(
        heading=_("Put it before the group"),
        fields=[
            Field("reason", _("Why"), "text", rows=2, seen_by=readers),
            Field("review_on", _("When do we look at it again?"), "date", hint=guess, lo=lo, hi=hi),
        ],
        values={"review_on": (day + rules.A_WHILE).isoformat()},
        actions=[
            Action("propose", _("Propose this"), "main"),
            Action("let-be", _("Let my copy go"), "quiet", confirm=sure),
        ],
        on_action=on_action,
    )


def voice_form(on_action: Callable[..., None]) -> Form:
    """Return the form in which one says where one stands, and writes down that the group adopts it."""
    stands = ((rules.WITH, _("I am with this")), (rules.DIFFERING, _("I see it differently")))
    asked = _("The differences stay beside it. Sessions that are on go on as they began. Write it down?")
    return Form(
        fields=[
            Field("stand", _("Where I stand"), "choice", stands),
            Field("words", _("In my own words"), "text", rows=2, seen_by=readers_in_group()),
        ],
        actions=[
            Action("say", _("Say this"), "plain"),
            Action("adopt", _("Write down that the group adopts it"), "main", confirm=asked),
        ],
        on_action=on_action,
    )


def rest_form(on_action: Callable[..., None]) -> Form:
    """Return the form in which a group lets its own version rest."""
    sure = _("What comes with the workbench holds again; your version stays readable. Let it rest?")
    return Form(
        heading=_("Let our version rest"),
        folded=True,
        fields=[Field("reason", _("Why"), "text", rows=2, seen_by=readers_in_group())],
        actions=[Action("rest", _("Let it rest"), "quiet", confirm=sure)],
        on_action=on_action,
    )
