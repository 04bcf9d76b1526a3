"""A decision in words: how it is taken, the voices, the dots that were shown, the outcome, the record."""

from collections.abc import Mapping, Sequence

from widgets import prose
from workbench.core.clock import shown, shown_day
from workbench.core.words import _
from workbench.decisions import rules
from workbench.decisions import wordings as w
from workbench.decisions.queries import (
    DIFFERENCE,
    ECOSYSTEM,
    HEARD,
    LATER,
    NEED,
    OPTION,
    SHARED,
    DecisionSeen,
    Dots,
)
from workbench.forms.remarks import STAND
from workbench.forms.ways import ROLE, WAY, charter_of, kind_of, way_of
from workbench.models.forms import GroupForm
from workbench.people.rules import called


def about_words(form: GroupForm) -> str:
    """Return what a proposal is called."""
    kind = kind_of(form.topic)
    if kind == WAY:
        return way_of(form.text).title
    return charter_of(form.text).title if kind == ROLE else form.topic


def set_out_words(seen: DecisionSeen, names: Mapping[str, str]) -> prose.Html:
    """Return what is to be decided, whose decision it is, and how it is taken; told before anyone writes."""
    now = seen.now
    if now is None:
        return prose.para(_("It is not said yet what is to be decided, and how."))
    lines = [(_("What is to be decided"), now.issue)]
    if seen.about is not None:
        lines.append((_("The proposal"), about_words(seen.about)))
    lines += [(_("Who is affected"), now.affected), (_("Whose decision it is"), w.scope_words(now.scope))]
    how = w.mode_words(now.mode)
    if now.needed is not None and now.mode == rules.THRESHOLD:
        how = _("{how}: {needed}").format(how=how, needed=now.needed)
    lines.append((_("How we take it"), how))
    named = _("with names") if now.dots == rules.NAMED else _("without names")
    lines.append((_("Gradients"), named))
    if seen.absent and seen.in_meeting:
        absent = _(", ").join(called(names.get(p, "")) for p in seen.absent)
        lines.append((_("Not here"), absent))
    return prose.people([(a, b) for a, b in lines if b.strip()])


def about_now(seen: DecisionSeen, names: Mapping[str, str], *, limits: bool = False) -> list[prose.Html]:
    """Return what a decision is about, the rest of what was set out folded; ``limits`` of dots if asked."""
    if seen.now is None:
        return [set_out_words(seen, names)]
    issue = prose.said(seen.now.issue or title_of(seen), _("What is to be decided"))
    shown_limits = [prose.notice(w.limits_words())] if limits and seen.now.dots == rules.DETACHED else []
    rest = prose.folded(_("Who is affected, and how we take it"), set_out_words(seen, names))
    return [issue, rest, *shown_limits]


def who_stood(seen: DecisionSeen, names: Mapping[str, str]) -> prose.Html:
    """Return who has set down their stand, without any content."""
    here = seen.present or tuple(seen.stood)
    return prose.people(
        [(names.get(p, ""), _("set down") if p in seen.stood else _("not yet")) for p in here]
    )


def stands_words(seen: DecisionSeen, names: Mapping[str, str]) -> list[prose.Html]:
    """Return the stands that may be read, each whole, with whether its speaker was heard."""
    heard = {each.by: each.tag for each in seen.of(HEARD)}
    needs = {each.by: each.words for each in seen.of(NEED)}
    cards = []
    for each in seen.of(STAND):
        said = [prose.heading(names.get(each.by, ""), 4), prose.notice(w.strength_words(each.tag))]
        said.append(prose.para(each.words) if each.words else prose.Html(""))
        if needs.get(each.by):
            said.append(prose.para(_("Needs: {words}").format(words=needs[each.by])))
        said.append(prose.para(w.heard_words(heard.get(each.by, rules.NOT_CONFIRMED))))
        cards.append(prose.together(*said))
    return [prose.cards(cards)] if cards else []


def added_words(
    seen: DecisionSeen, names: Mapping[str, str], zone: str, kinds: Sequence[str]
) -> list[prose.Html]:
    """Return what was written down of these kinds, under what it is."""
    heads = {
        ECOSYSTEM: _("For the living world"), SHARED: _("What we share"), DIFFERENCE: _("Where we differ"),
        OPTION: _("Options"),
    }  # fmt: skip
    told: list[prose.Html] = []
    for kind in kinds:
        said = [prose.said(s.words, names.get(s.by, ""), shown(s.at, zone)) for s in seen.of(kind)]
        if said:
            told += [prose.heading(heads[kind], 3), *said]
    return told


def dots_words(shown_dots: Dots, options: Mapping[str, str], names: Mapping[str, str]) -> list[prose.Html]:
    """Return the dots of one round in words: those with reservations first, and no sum of any kind."""
    told = [prose.heading(_("Round {n}").format(n=shown_dots.round), 4)]
    for option, words in options.items():
        lines = []
        for label in reversed(rules.LABELS):
            who = shown_dots.named.get(option, {}).get(label, ())
            dots = shown_dots.detached.get(option, {}).get(label, 0)
            if who:
                lines.append((w.label_words(label), _(", ").join(called(names.get(p, "")) for p in who)))
            elif dots:
                lines.append((w.label_words(label), "● " * dots))
        if lines:
            told += [prose.para(words), prose.people(lines)]
    return told


def outcome_words(seen: DecisionSeen, names: Mapping[str, str]) -> prose.Html:
    """Return the outcome as it is worded now, and how each stands to it in their own words."""
    now = seen.now
    if now is None or not now.outcome:
        return prose.para(_("No outcome is put in words yet."))
    facts = [(_("What kind of outcome"), w.outcome_words(now.outcome))]
    if now.carrier_id:
        facts.append((_("Who carries it out"), called(names.get(now.carrier_id, ""))))
    if now.review_on:
        facts.append((_("When we look at it again"), shown_day(now.review_on)))
    told = [prose.said(now.words, _("The outcome")) if now.words else prose.Html(""), prose.people(facts)]
    for person, said in seen.answers().items():
        kind = said.tag.partition(" ")[0]
        told.append(prose.said(said.words or "", f"{names.get(person, '')}: {w.answer_words(kind)}"))
    return prose.together(*told)


def record_words(seen: DecisionSeen, names: Mapping[str, str], zone: str) -> list[prose.Html]:
    """Return the whole record of a decision: nothing is added up, nothing is smoothed."""
    now = seen.now
    if now is None:
        return []
    told = [set_out_words(seen, names), outcome_words(seen, names)]
    if seen.presences:
        there = [
            (called(names.get(p.person_id, "")), w.heard_words(p.heard)) for p in seen.presences if p.here
        ]
        free = [called(names.get(p.person_id, "")) for p in seen.presences if p.stand == rules.NOT_BOUND]
        absent = [called(names.get(p.person_id, "")) for p in seen.presences if not p.here]
        told += [prose.heading(_("Who was there"), 3), prose.people(there)]
        told += [prose.para(_("Not there: {names}.").format(names=_(", ").join(absent)))] if absent else []
        told += [
            prose.said(each.words, _("{name}, who was not there").format(name=names.get(each.by, "")))
            for each in seen.of(LATER)
        ]
        told += [prose.para(_("Not bound: {names}.").format(names=_(", ").join(free)))] if free else []
    kinds = (SHARED, DIFFERENCE, ECOSYSTEM, OPTION)
    more = [*stands_words(seen, names), *added_words(seen, names, zone, kinds)]
    options = {each.id: each.words for each in seen.of(OPTION)}
    for each in seen.shown:
        more += dots_words(each, options, names)
    if more:
        told.append(prose.folded(_("How it came about"), *more))
    return told


def title_of(seen: DecisionSeen) -> str:
    """Return a decision's title: the first line of its issue, or its proposal's name."""
    now = seen.now
    first = now.issue.strip().splitlines()[0] if now and now.issue.strip() else ""
    return first[:120] or (about_words(seen.about) if seen.about else _("A decision"))


def state_words(seen: DecisionSeen) -> str:
    """Return how a decision stands, in a line."""
    now = seen.now
    if now is None or not now.closed:
        return _("not written down yet")
    day = shown_day(now.at.date())
    said = _("{outcome}, {day}").format(outcome=w.outcome_words(now.outcome), day=day)
    if now.review_on:
        return _("{said}; looked at again on {day}").format(said=said, day=shown_day(now.review_on))
    return said
