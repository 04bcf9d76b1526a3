"""The audit in words on screen: what happened in a cycle, without results, and the differences that stand."""

from collections.abc import Mapping

from widgets import prose
from workbench.audit.differences import Difference
from workbench.audit.queries import Report
from workbench.core.clock import shown_day
from workbench.core.words import _
from workbench.sessions.seen import SessionSeen, Sitting
from workbench.sessions.views import closing_words, stage_path


def _turn(sitting: Sitting) -> str:
    if sitting.place.ended:
        return _("has had a turn")
    return _("in progress") if sitting.place.begun else _("not yet")


def turns_words(report: Report) -> prose.Html:
    """Return who has had a turn."""
    held = ((s, _(s.protocol.name)) for s in report.sittings)
    turns = [(report.names[s.practitioner], f"{kind}: {_turn(s)}") for s, kind in held]
    told = prose.people(turns) if turns else prose.para(_("Nobody has a turn yet."))
    return prose.together(prose.heading(_("Turns")), told)


def wordings_words(report: Report) -> prose.Html:
    """Return the wordings that changed in this cycle, with the reasons given."""
    told = [
        prose.para(_("{wording} (because: {reason})").format(wording=w.wording, reason=w.reason))
        for w in report.changed
    ]
    heading = prose.heading(_("Wordings that changed in this cycle"))
    return prose.together(heading, *(told or [prose.para(_("None."))]))


def own_words(own: SessionSeen) -> prose.Html:
    """Return the reader's own turn and last word."""
    none = prose.para(_("There is no last word yet."))
    return prose.together(
        prose.heading(_("My own turn")),
        stage_path(own),
        closing_words(own, own.closing) if own.closing else none,
        prose.seen_by(_("Who reads this part: you alone.")),
    )


def differences_words(every: list[Difference], names: Mapping[str, str]) -> list[prose.Html]:
    """Return the board: each difference as a card, nobody's text shortened."""
    cards = [
        prose.together(
            prose.said(
                each.holds,
                _("proposed by {name}").format(name=names.get(each.proposed_by, "")),
                _("holds since {day}").format(day=shown_day(each.adopted_at)),
            ),
            prose.said(
                each.words,
                _("{name} sees it differently").format(name=names.get(each.sees, "")),
                _("last said {day}").format(day=shown_day(each.since)),
            ),
            prose.para(_("Looked at again on {day}.").format(day=shown_day(each.revisited)))
            if each.revisited is not None and each.revisited > each.since
            else "",
        )
        for each in every
    ]
    note = _("They stand, and may go on standing. That there are more of them is no bad sign.")
    return [prose.heading(_("Standing differences")), prose.para(note), prose.cards(cards)]
