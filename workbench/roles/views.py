"""Roles in words: the charter, who holds it until when, what was decided for others."""

from collections.abc import Mapping, Sequence
from datetime import date

from widgets import prose
from workbench.core.clock import shown, shown_day
from workbench.core.words import _
from workbench.forms import ways
from workbench.forms.queries import Said
from workbench.forms.remarks import ACCEPTING, NOMINATION
from workbench.forms.services import FOR_LOG
from workbench.forms.views import voices_words
from workbench.forms.ways import Charter, charter_of
from workbench.models.forms import GroupForm
from workbench.people.rules import called
from workbench.roles import rules
from workbench.roles.queries import HANDED_ON, NOW_MYSELF, Role, in_a_row


def stands_words(role: Role, names: Mapping[str, str]) -> str:
    """Return who holds a role now, in a line."""
    if role.held is not None:
        return _("{name}, until {day}.").format(
            name=called(names.get(role.held.charter.holder, "")), day=shown_day(role.held.until)
        )
    if role.terms:
        return _("Nobody, since {day}.").format(day=shown_day(role.terms[-1].until))
    return _("Proposed. Nobody holds it yet.")


def charter_words(charter: Charter) -> list[prose.Html]:
    """Return what a charter says."""
    things = [
        (_("Decided for others"), charter.decide_for),
        (_("Decided only with them"), charter.only_with),
        (_("Left to them"), charter.left),
    ]
    texts = [
        (_("What we cannot do for ourselves yet"), charter.need),
        (_("What it is to make possible, in the words of those affected"), charter.aim),
        (_("How we will see that it is no longer needed"), charter.signs),
        (_("How it gets less"), charter.reduction),
        (_("How the holder sees themself in it"), charter.grounds),
        (_("Why it goes on"), charter.extension),
    ]
    recall = _("It ends before its day if {count} of those affected say so, each with a reason.")
    return [
        *(prose.para(f"{head}{_(': ')}{_('; ').join(each)}") for head, each in things if each),
        prose.people([(label, text) for label, text in texts if text.strip()]),
        *(
            [prose.folded(_("On which of the six dimensions"), prose.people(rules.dimension_words(charter)))]
            if charter.dimensions else []
        ),
        prose.para(_("In the software: {what}.").format(what=ways.power_words(charter.power))),
        prose.para(recall.format(count=charter.recall)),
    ]  # fmt: skip


def role_words(role: Role, names: Mapping[str, str]) -> prose.Html:
    """Return a role as it stands, and both failures where there is one: nobody there, or always the same."""
    told = [prose.heading(role.charter.title), prose.notice(stands_words(role, names))]
    if role.unfilled:
        told.append(prose.para(vacant_words(role)))
    held = in_a_row(role.terms) if role.terms else 0
    if held >= 3:
        name = called(names.get(role.terms[-1].holder, ""))
        told.append(
            prose.para(
                _("{name} holds it for the third time or longer, one after the other. What do the others "
                  "do themselves by now?").format(name=name)
            )
        )  # fmt: skip
    return prose.together(*told, *charter_words(role.charter))


def soon_words(role: Role, day: date) -> str:
    """Return what everybody is told weeks before a role ends with nobody to follow."""
    return _("“{title}” ends on {day}, and nobody is proposed to follow. The room goes on by itself; what "
             "only its holder may do ends on that day. Nominate somebody, or let it end.").format(
        title=role.charter.title, day=shown_day(day)
    )  # fmt: skip


def vacant_words(role: Role) -> str:
    """Return what is told of a role whose end has come and that nobody holds."""
    return _("Nobody holds “{title}” now, and what it allowed in the software is over. Is it still needed? "
             "Then nominate somebody; else let it rest.").format(title=role.charter.title)  # fmt: skip


def proposal(form: GroupForm, voices: Sequence[Said], names: Mapping[str, str]) -> prose.Html:
    """Return a proposed charter, and who stands where to it."""
    charter = charter_of(form.text)
    who = called(names.get(charter.holder, "")) if charter.holder else _("nobody yet")
    said = voices_words(voices, names)
    until = shown_day(form.review_on) if form.review_on else ""
    return prose.together(
        prose.heading(_("Proposed by {name}: {title}, held by {who} until {day}").format(
            name=names.get(form.by_id, ""), title=charter.title, who=who, day=until
        ), 3),
        prose.para(_("Because: {reason}").format(reason=form.reason)),
        *charter_words(charter),
        *said,
    )  # fmt: skip


def told_words(role: Role, names: Mapping[str, str], zone: str) -> list[prose.Html]:
    """Return what was written about a role, under what it is."""
    heads = {
        FOR_LOG: _("Decided for others"), NOW_MYSELF: _("What we do ourselves now"),
        HANDED_ON: _("Handed on"), NOMINATION: _("Nominations"), "recall": _("Wanted ended"),
        "laid-down": _("Laid down"),
    }  # fmt: skip
    blocks: list[prose.Html] = []
    for kind, head in heads.items():
        lines = [prose.said(_remark(s.kind, s.tag, s.words, names), names.get(s.by, ""), shown(s.at, zone))
                 for s in reversed(role.of(kind))]  # fmt: skip
        if lines:
            blocks.append(prose.folded(head, *lines, level=3))
    return blocks


def _remark(kind: str, tag: str, words: str, names: Mapping[str, str]) -> str:
    if kind == NOMINATION:
        who = called(names.get(tag, "")) if tag != "nobody" else _("nobody")
        return f"{who}{_(': ')}{words}" if words else who
    if kind == NOW_MYSELF and words != tag:
        return f"{tag}{_(': ')}{words}"
    return words


def is_accepted(role: Role, form: GroupForm) -> bool:
    """Say whether the person whom a proposal names has said yes to it."""
    holder = charter_of(form.text).holder
    return any(s.kind == ACCEPTING and s.tag == form.id and s.by == holder for s in role.said)
