"""The parts of a session on screen. They hold widgets and call back; they never read the store."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from widgets import prose
from workbench.core.clock import shown, shown_day
from workbench.core.words import _
from workbench.journal.queries import EntrySeen
from workbench.practice.queries import Wording
from workbench.sessions import rules
from workbench.sessions.notes import NOTES
from workbench.sessions.rules import View
from workbench.sessions.seen import ClosingSeen, ContractSeen, NoteSeen, SessionSeen

ROLE_NAMES: dict[str, Callable[[], str]] = {
    rules.HOST: lambda: _("Host, who moves the steps"),
    rules.TIMEKEEPER: lambda: _("Timekeeper"),
    rules.NOTES: lambda: _("Note-taker"),
    rules.SUPPORT: lambda: _("Support person"),
    rules.RATTLE: lambda: _("Rattle-and-shake person"),
}


def stance_words(stance: str) -> str:
    """Return a stance as it is said on screen."""
    return {
        "hold": _("I hold my view"),
        "revise": _("I revise my view"),
        "suspend": _("I suspend judgement"),
    }[stance]


def note_words(kind: str) -> str:
    """Return the heading of a kind of note."""
    return NOTES[kind].heading()


def turn_words(seen: SessionSeen, me: str) -> str:
    """Return whose turn it is, and for which kind of session."""
    what = _(seen.protocol.name)
    if seen.practitioner == me:
        return _("Your turn: {kind}").format(kind=what)
    return _("{name}'s turn: {kind}").format(name=seen.names[seen.practitioner], kind=what)


def from_paper(seen: SessionSeen) -> prose.Html:
    """Return that a session was held on paper, and when, where it was."""
    if seen.place.day is None:
        return prose.Html("")
    text = _("Held on paper on {day}, and typed in afterwards. What is sent in bears that day.")
    return prose.notice(text.format(day=shown_day(seen.place.day)))


def when(seen: SessionSeen, at: datetime) -> str:
    """Return when something was said in a session: on paper on its day, else when it was sent in."""
    if seen.place.day is None:
        return shown(at, seen.zone)
    return _("{day}, on paper").format(day=shown_day(seen.place.day))


def stage_path(seen: SessionSeen) -> prose.Html:
    """Return where the session stands among its steps."""
    stages = seen.protocol.stages
    return prose.steps([_(s.title) for s in stages], seen.protocol.index(seen.place.stage))


def stage_words(seen: SessionSeen) -> prose.Html:
    """Return what this step asks of whom."""
    stage = seen.protocol.stage(seen.place.stage)
    who = {
        "practitioner": seen.names[seen.practitioner],
        "peers": _("the peers"),
        "everyone": _("everyone"),
        "support and rattle": _("the support person, then the rattle-and-shake person"),
    }.get(stage.who, stage.who)
    lines = [
        prose.heading(_(stage.title)),
        prose.para(_(stage.prompt)),
        prose.para(_("For {who}. About {minutes} minutes.").format(who=who, minutes=stage.minutes)),
        prose.notice(_(stage.guard)),
    ]
    if seen.place.paused:
        name = seen.names.get(seen.place.moved_by or "", "")
        lines.insert(0, prose.notice(_("Paused by {name}. Anyone can go on.").format(name=name), "care"))
    return prose.together(*lines)


def over(seen: SessionSeen, me: str) -> prose.Html:
    """Return that the session is over, and the way onward from its page."""
    text = _("This session is over. What was said in it stays with the practitioner and those who said it.")
    trends = prose.link(_("Your practice over the cycles"), f"../../pages/trends.ipynb?group={seen.group}")
    return prose.together(
        prose.notice(text),
        prose.para(trends) if me == seen.practitioner else "",
        prose.para(prose.link(_("To your home page"), "../../pages/home.ipynb")),
    )


def who_sent(seen: SessionSeen) -> prose.Html:
    """Return who has sent in a view, in words and without any content."""
    return sent_words(seen.names, seen.practitioner, seen.taking_part, seen.sent_in)


def sent_words(
    names: Mapping[str, str], practitioner: str, taking_part: Sequence[str], sent_in: Collection[str]
) -> prose.Html:
    """Return who has sent in a view, the practitioner first."""
    own = _("own view sent in") if practitioner in sent_in else _("own view not yet")
    states = [(names[practitioner], own)]
    peers = [person for person in taking_part if person != practitioner]
    states += [(names[p], _("sent in") if p in sent_in else _("not sent in")) for p in peers]
    return prose.people(states)


def contract_words(seen: SessionSeen, contract: ContractSeen) -> prose.Html:
    """Return the contract as it stands."""
    rows = [
        (_("What it is for"), contract.purpose),
        (_("Who will see what"), contract.seen_by),
        (_("Use outside this room"), contract.outside_use or _("none was named")),
    ]
    told = [prose.para(f"{label}: {text or _('not written')}") for label, text in rows]
    return prose.together(
        *told, prose.heading(_("By these criteria"), 3), prose.cards(map(criterion_words, seen.criteria))
    )


def criterion_words(wording: Wording) -> prose.Html:
    """Return a criterion with what its lack looks like and how it is judged."""
    scale = " · ".join(wording.labels) if wording.labels else _("in words only")
    return prose.together(
        prose.heading(wording.wording, 4),
        prose.para(_("Its lack: {lack}").format(lack=wording.lack)) if wording.lack else "",
        prose.para(_("Judged: {scale}").format(scale=scale)),
    )


def roles_words(seen: SessionSeen) -> prose.Html:
    """Return who holds which role."""
    held = [(name(), seen.names[seen.roles[role]]) for role, name in ROLE_NAMES.items() if role in seen.roles]
    return (
        prose.people([(who, role) for role, who in held])
        if held
        else prose.para(_("No roles are taken yet."))
    )


def view_words(view: View) -> prose.Html:
    """Return one view as words."""
    lines = [
        (_("No basis"), _("nothing to judge by") if view.no_basis else ""),
        (_("Mark"), view.mark or ""),
        (_("In words"), view.words),
        (_("For"), view.evidence_for),
        (_("Against"), view.evidence_against),
        (_("Contact with the work"), view.basis),
    ]
    return prose.together(*(prose.para(f"{label}: {text}") for label, text in lines if text))


def unsent_words(found: Sequence[tuple[Wording, View]]) -> prose.Html:
    """Return what one wrote and did not send in; nothing where there is nothing."""
    if not found:
        return prose.Html("")
    told = [prose.together(prose.heading(wording.wording, 4), view_words(view)) for wording, view in found]
    note = _("You wrote this and did not send it in. It is kept, and only you can read it.")
    return prose.together(prose.notice(note), prose.cards(told))


def views_beside(seen: SessionSeen) -> prose.Html:
    """Return all views that may be read, side by side under each criterion, each under its name."""
    blocks: list[object] = []
    for wording in seen.criteria:
        mine = [v for v in seen.views if v.view.criterion == wording.id]
        order = sorted(mine, key=lambda v: (v.author != seen.practitioner, seen.names[v.author]))
        blocks.append(prose.heading(wording.wording, 3))
        blocks.append(
            prose.cards(
                [prose.together(prose.heading(seen.names[v.author], 4), view_words(v.view)) for v in order]
            )
            if order
            else prose.para(_("Nobody wrote to this criterion."))
        )
    return prose.together(*blocks)


def notes_words(seen: SessionSeen, kind: str, *, headed: bool = True) -> prose.Html:
    """Return the notes of one kind that may be read; without a heading where a form above has it."""
    told = [note_said(n, seen) for n in seen.notes if n.kind == kind]
    if not headed:
        return prose.together(*told)
    waits = NOTES[kind].apart and NOTES[kind].apart not in seen.place.visited
    none = _("Each writes alone; it is shown later.") if waits else _("Nothing written yet.")
    return prose.together(prose.heading(note_words(kind), 3), *(told or [prose.para(none)]))


def note_said(note: NoteSeen, seen: SessionSeen) -> prose.Html:
    """Return one note with what it is said of, its author and the time."""
    words = [NOTES[note.kind].tag_words(note.tag), note.words]
    text = _(": ").join(part for part in words if part)
    return prose.said(text, seen.names[note.author], when(seen, note.at))


def closing_words(seen: SessionSeen, closing: ClosingSeen) -> prose.Html:
    """Return the last word."""
    wordings = {w.id: w.wording for w in seen.criteria}
    said = prose.said(closing.words, seen.names[seen.practitioner], when(seen, closing.at))
    wrong = _("What would show me wrong: {words}").format(words=closing.shown_wrong_by)
    return prose.together(
        prose.heading(stance_words(closing.stance), 3),
        said,
        prose.para(wrong) if closing.shown_wrong_by else "",
        *(
            prose.together(prose.heading(wordings.get(v.criterion, ""), 4), view_words(v))
            for v in closing.views
        ),
    )


def entries_words(entries: Sequence[EntrySeen]) -> prose.Html:
    """Return on-the-job entries as words, by day."""
    cards = []
    for entry in entries:
        lines = [(_("Mark"), entry.mark or ""), (_("In words"), entry.words)]
        lines += [(_("For"), entry.evidence_for), (_("Against"), entry.evidence_against)]
        title = " · ".join(part for part in (entry.day.isoformat(), entry.wording, entry.context) if part)
        told = [prose.para(f"{label}: {text}") for label, text in lines if text]
        cards.append(prose.together(prose.heading(title, 4), *told))
    return prose.together(prose.heading(_("Released from the practice log"), 3), prose.cards(cards))
