"""The form register in words: what holds, what is proposed, what was written of it; and its forms."""

from collections.abc import Mapping, Sequence

from widgets import prose
from workbench.core.clock import shown, shown_day
from workbench.core.words import _
from workbench.forms import remarks, rules, ways
from workbench.forms.queries import Said
from workbench.forms.register import Entry
from workbench.forms.ways import Way
from workbench.models.forms import GroupForm


def stands_words(entry: Entry) -> str:
    """Return how a form stands, in a line."""
    until = entry.now.review_on if entry.now is not None else None
    day = shown_day(until) if until else ""
    since = shown_day(entry.since) if entry.since else ""
    return {
        rules.HELD: _("Holds until {day}; then it rests by itself.").format(day=day) if day
        else _("Holds. It has no day of review."),
        rules.TRIED: _("On trial until {day}; then it ends by itself.").format(day=day),
        rules.RESTS: _("Rests since {day}, and binds nobody.").format(day=since),
        rules.DROPPED: _("Dropped on {day}, and binds nobody.").format(day=since),
        rules.PROPOSED: _("Proposed. It binds nobody yet."),
    }[entry.stands]  # fmt: skip


def list_words(entries: Sequence[Entry]) -> prose.Html:
    """Return all forms with how each stands."""
    return prose.people([(entry.title, stands_words(entry)) for entry in entries])


def way_words(way: Way) -> list[prose.Html]:
    """Return what a way says, with what its authors thought about it."""
    asked = [
        (_("The need"), way.need), (_("Who is affected"), way.affected),
        (remarks.answer_words()["autonomy"], way.autonomy),
        (remarks.answer_words()["co-operation"], way.co_operation),
        (remarks.answer_words()["hierarchy"], way.hierarchy),
        (_("Whom it protects, from what, and whether they asked"), way.protects),
    ]  # fmt: skip
    about = [(label, text) for label, text in asked if text.strip()]
    return [
        prose.para(way.text),
        *([prose.folded(_("Why we have it"), prose.people(about))] if about else []),
    ]


def holding(entry: Entry, names: Mapping[str, str]) -> prose.Html:
    """Return a form as it stands, with the differences that stand beside it."""
    now = entry.shown
    by = _("Written down by {name} on {day}.").format(
        name=names.get(now.by_id, ""), day=shown_day(now.at.date())
    )
    beside = [
        prose.said(v.words, _("{name} sees it differently").format(name=names.get(v.by, "")))
        for v in entry.differing()
    ]
    part = ways.strand_words(entry.way.strand)
    return prose.together(
        prose.heading(entry.title),
        prose.notice(stands_words(entry)),
        prose.para(_("Part of: {what}.").format(what=part)) if part else "",
        *way_words(entry.way),
        prose.para(by) if entry.stands != rules.PROPOSED else "",
        *beside,
    )


def voices_words(voices: Sequence[Said], names: Mapping[str, str]) -> list[prose.Html]:
    """Return who stands where to a proposal, each in their own words."""
    stands = {rules.WITH: _("{name} is with this"), rules.DIFFERING: _("{name} sees it differently")}
    return [prose.said(v.words, stands[v.stand].format(name=names.get(v.by, ""))) for v in voices]


def proposal(form: GroupForm, voices: Sequence[Said], names: Mapping[str, str]) -> prose.Html:
    """Return a proposal with its reason, and who stands where to it."""
    said = voices_words(voices, names)
    until = _("It would hold until {day}.").format(day=shown_day(form.review_on)) if form.review_on else ""
    return prose.together(
        prose.heading(_("Proposed by {name}: {what}").format(
            name=names.get(form.by_id, ""), what=ways.way_of(form.text).title
        ), 3),
        prose.para(_("Because: {reason}").format(reason=form.reason)) if form.reason else "",
        *way_words(ways.way_of(form.text)),
        prose.para(until) if until else "",
        *said,
    )  # fmt: skip


def history(entry: Entry, names: Mapping[str, str], zone: str) -> prose.Html:
    """Return all versions, newest first: what, who, when, why; each opens on its words."""
    fates = {
        rules.PROPOSED: _("proposed"), rules.HELD: _("adopted"), rules.TRIED: _("tried"),
        rules.RESTS: _("put to rest"), rules.DROPPED: _("dropped"),
    }  # fmt: skip
    told = []
    for version in reversed(entry.versions):
        line = _("{what}, {name}, {when}").format(
            what=fates.get(version.fate, version.fate), name=names.get(version.by_id, ""),
            when=shown(version.at, zone),
        )  # fmt: skip
        why = prose.para(_("Because: {reason}").format(reason=version.reason)) if version.reason else ""
        told.append(prose.folded(line, why, *way_words(ways.way_of(version.text))))
    return prose.folded(_("How it came about"), *told, level=2)


def told_words(said: Sequence[remarks.Said], names: Mapping[str, str], zone: str) -> list[prose.Html]:
    """Return notes from use and answers of reviews, under what they answer, newest first."""
    heads = {
        remarks.HELPED: _("This helped"), remarks.IN_THE_WAY: _("This got in the way"),
        **remarks.answer_words(),
    }  # fmt: skip
    blocks: list[prose.Html] = []
    for kind, head in heads.items():
        of_kind = [s for s in said if s.kind == kind]
        if of_kind:
            lines = [prose.said(s.words, names.get(s.by, ""), shown(s.at, zone)) for s in reversed(of_kind)]
            blocks += [prose.heading(head, 4), *lines]
    return blocks
