"""What a practice looks like on screen: cards, proposals with their voices, the history, the fields."""

from collections.abc import Mapping, Sequence

from widgets import prose
from widgets.form import Field, Values
from widgets.prose import Html
from workbench.core.clock import shown
from workbench.core.words import _
from workbench.people.views import to_keys
from workbench.practice import rules, ways
from workbench.practice.hearing import Said
from workbench.practice.queries import Part, Wording
from workbench.practice.rules import DIFFERING, DROPPED, HELD, PROPOSED, TO_DROP, TRIED
from workbench.practice.seen import PracticeSeen
from workbench.practice.ways import OWN, THREE, WORDS

LONGEST_OPTION = 90
MINE, SHARED = "mine", "shared"


def no_passphrase() -> prose.Html:
    """Return what is said to someone who can share here, and keep nothing for themselves alone yet."""
    told = _("What is yours alone here, the text about the whole and your own criteria, is sealed with a "
             "passphrase of yours. You have none yet; what you propose to the group needs none.")  # fmt: skip
    return prose.together(prose.notice(told), to_keys())


def short(text: str) -> str:
    """Return a text in one line, cut where it is too long for a list."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_OPTION else f"{line[:LONGEST_OPTION].rstrip()}…"


def way_words(labels: Sequence[str]) -> str:
    """Return how a criterion is judged."""
    if not labels:
        return _("Judged in words only.")
    return _("Judged by, lowest first: {labels}.").format(labels=" · ".join(labels))


def fate_words(version: Wording | Part) -> str:
    """Return what became of a version."""
    if version.owner is not None:
        return {HELD: _("written"), DROPPED: _("put down")}[version.fate]
    return {
        PROPOSED: _("proposed"),
        TO_DROP: _("proposed to put down"),
        TRIED: _("tried until the cycle ends"),
        HELD: _("adopted, written down"),
        DROPPED: _("put down, written down"),
    }[version.fate]


def criterion_words(version: Wording, part: str) -> Html:
    """Return what competence looks like, what its lack looks like, and how it is judged."""
    lines = [
        prose.para(_("Its lack: {lack}").format(lack=version.lack)) if version.lack else "",
        prose.para(_("Part of the job: {name}").format(name=part)) if part else "",
        prose.para(way_words(version.labels)),
    ]
    return prose.together(prose.heading(version.wording, 3), *lines)


def criteria_words(seen: PracticeSeen, *, mine: bool) -> Html:
    """Return one's own criteria, or the shared ones."""
    held = seen.held(mine=mine)
    if mine:
        personal = rules.seen_by(shared=False, criterion=True)
        head, note = _("Your own criteria"), _("They need nobody's leave.") + " " + personal
        none = _("You have not written a criterion of your own yet.")
    else:
        head = _("Shared criteria of this group")
        note = _("Each was proposed by someone and adopted by a record, with the differences kept beside it.")
        none = _("Nothing is shared yet. That is a good place to start from.")
    cards = [
        prose.together(criterion_words(v, seen.part_name(v.component)), _differences(seen, v)) for v in held
    ]
    if not mine:
        cards += [_tried_words(seen, v) for v in seen.tried]
    return prose.together(
        prose.heading(head), prose.para(note), prose.cards(cards) if cards else prose.para(none)
    )


def _tried_words(seen: PracticeSeen, version: Wording) -> Html:
    told = _("On trial: {name} wrote down that the group tries it until this cycle ends. Anyone may judge by "
             "it, nobody has to, and what holds goes on holding.")  # fmt: skip
    about = criterion_words(version, seen.part_name(version.component))
    return prose.together(about, prose.para(told.format(name=seen.names[version.by])))


def _differences(seen: PracticeSeen, version: Wording) -> Html:
    """Return the differing views that stay beside an adopted wording."""
    said = seen.said.get(version.parent or "")
    differing = [v for v in said.voices if v.stand == DIFFERING] if said else []
    if not differing:
        return Html("")
    told = [prose.said(v.words, seen.names[v.by], shown(v.at, seen.zone)) for v in differing]
    return prose.together(prose.para(_("Seen differently:")), *told)


def parts_words(seen: PracticeSeen) -> Html:
    """Return the parts of the job: shared, one's own, and proposed."""
    states = [
        (part.name, _("shared") if part.owner is None else _("yours alone")) for part in seen.components
    ]
    states += [
        (part.name, _("{fate} by {name}").format(fate=fate_words(part), name=seen.names[part.by]))
        for part in seen.open_parts
    ]
    none = prose.para(_("No parts are named yet. Criteria can also stand on their own."))
    return prose.together(prose.heading(_("Parts of the job")), prose.people(states) if states else none)


def voices_words(seen: PracticeSeen, said: Said) -> Html:
    """Return who said what to a proposal, and who was not heard."""
    told: list[Html] = []
    for voice in said.voices:
        stand = _("sees it differently") if voice.stand == DIFFERING else _("is with it")
        name = _("{name} {stand}").format(name=seen.names[voice.by], stand=stand)
        when = shown(voice.at, seen.zone)
        if said.answer is not None and voice.at > said.answer.at:
            when = _("{when}, after the adoption").format(when=when)
        told.append(prose.said(voice.words, name, when) if voice.words else prose.para(f"{name} · {when}"))
    if said.silent:
        names = ", ".join(seen.names[who] for who in said.silent)
        line = _("Not heard yet: {names}") if said.answer is None else _("Not heard by then: {names}")
        told.append(prose.para(line.format(names=names)))
    return prose.together(*told)


def proposal_words(seen: PracticeSeen, version: Wording) -> Html:
    """Return one open proposal: what stands now, what is proposed, why, and what was said to it."""
    who = _("{fate} by {name}").format(fate=fate_words(version), name=seen.names[version.by])
    now = next((v for v in seen.held(mine=False) if v.entity == version.entity), None)
    lines: list[Html] = [
        criterion_words(version, seen.part_name(version.component)),
        prose.para(f"{who}, {shown(version.at, seen.zone)}"),
    ]
    if version.reason:
        lines.append(prose.para(_("Why: {reason}").format(reason=version.reason)))
    if now is not None and version.fate != TO_DROP:
        told = criterion_words(now, seen.part_name(now.component))
        lines.append(prose.folded(_("What holds now"), told))
    return prose.together(*lines, voices_words(seen, seen.said[version.id]))


def history_words(seen: PracticeSeen) -> Html:
    """Return every version that the asker may see, folded, with author, reason and cycle."""
    told: list[Html] = [_history_of(seen, each) for each in seen.criteria]
    told += [_history_of(seen, each) for each in seen.parts]
    if len(seen.wholes) > 1:
        lines = [
            prose.said(w.words, seen.names[seen.me], shown(w.at, seen.zone)) for w in seen.wholes if w.at
        ]
        told.insert(0, prose.folded(_("Your texts about the whole, first to last"), *lines))
    none = prose.para(_("Nothing has been written yet."))
    return prose.together(prose.heading(_("How it came about")), *(told or [none]))


def _history_of(seen: PracticeSeen, versions: Sequence[Wording | Part]) -> Html:
    rows = []
    for version in versions:
        number = seen.cycle_number(version.cycle)
        rows.append(
            {
                "n": version.revision,
                "words": version.wording if isinstance(version, Wording) else version.name,
                "lack": version.lack if isinstance(version, Wording) else "",
                "labels": " · ".join(version.labels) if isinstance(version, Wording) else "",
                "fate": fate_words(version),
                "by": seen.names[version.by],
                "why": version.reason,
                "cycle": "" if number is None else number,
                "at": shown(version.at, seen.zone),
            }
        )
    every = (
        ("n", _("Revision")), ("words", _("Wording")), ("lack", _("Its lack")), ("labels", _("Labels")),
        ("fate", _("What became of it")), ("by", _("By")), ("why", _("Why")), ("cycle", _("Cycle")),
        ("at", _("When")),
    )  # fmt: skip
    columns = [(key, label) for key, label in every if any(row[key] != "" for row in rows)]
    last = versions[-1]
    title = last.wording if isinstance(last, Wording) else last.name
    past = [
        voices_words(seen, seen.said[v.id]) for v in versions if v.id in seen.said and seen.said[v.id].answer
    ]
    return prose.folded(short(title), prose.table(columns, rows), *past)


def whom_field(values: Mapping[str, object], *, criterion: bool = False) -> Field:
    """Return the choice between one's own and a proposal to the group, and who will read it."""
    options = ((MINE, _("For myself")), (SHARED, _("A proposal to the group")))
    readers = rules.seen_by(shared=values.get("whom") == SHARED, criterion=criterion)
    return Field("whom", _("For whom"), "choice", options, seen_by=readers)


def criterion_fields(seen: PracticeSeen, values: Mapping[str, object], *, shared: bool) -> list[Field]:
    """Return the fields of a criterion; labels are asked for only where they are one's own."""
    ways = (
        (WORDS, _("In words only")),
        (THREE, _("Yes, partly, no")),
        (OWN, _("By my own ordered labels")),
    )
    look = _("Something that could be seen or heard at work.")
    readers = rules.seen_by(shared=shared, criterion=True)
    fields = [
        Field("wording", _("What competence looks like"), "text", hint=look, rows=2, seen_by=readers),
        Field("lack", _("What its lack looks like"), "text", rows=2, seen_by=readers),
        Field("way", _("How I want to judge it"), "choice", ways),
    ]
    if values.get("way") == OWN:
        hint = _("Two to twelve, one on each line, the lowest first. Numbers are names here, never counted.")
        fields.append(Field("labels", _("My labels"), "text", hint=hint, rows=4, seen_by=readers))
    parts = tuple((p.entity, short(p.name)) for p in seen.components if p.owner is None or not shared)
    if parts:
        fields.append(Field("component", _("Part of the job"), "select", parts))
    return fields


def values_of(version: Wording) -> Values:
    """Return a version as the values of its form."""
    return {
        "wording": version.wording,
        "lack": version.lack,
        "way": ways.way_of(version.labels),
        "labels": "\n".join(version.labels),
        "component": version.component or "",
    }
