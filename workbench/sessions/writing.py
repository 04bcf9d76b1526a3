"""The forms in which people write in a session. They call back; they never read the store."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from widgets.form import Action, Field, Form
from workbench.core.words import _
from workbench.people.rules import readers_in_group
from workbench.practice.queries import Wording
from workbench.practice.views import short
from workbench.sessions import disclosure, rules
from workbench.sessions.protocols import MEETING, protocol
from workbench.sessions.rules import View
from workbench.sessions.seen import ClosingSeen, NoteSeen, SessionSeen
from workbench.sessions.views import ROLE_NAMES, note_words, stance_words


def contract_form(
    wordings: Sequence[Wording], earlier: Collection[Wording], on_action: Callable[..., None], **kept: Any
) -> Form:
    """Return the form in which the practitioner says what the session is for."""

    def option(wording: Wording) -> tuple[str, str]:
        text = wording.wording
        if wording in earlier:
            text = _("{wording} (an earlier wording)").format(wording=text)
        if wording.owner is not None:
            text = _("{wording} (your own)").format(wording=text)
        return wording.id, text

    personal = any(wording.owner is not None for wording in wordings)
    shows = disclosure.readers_of_choice() if personal else ""
    everyone = readers_in_group()
    return Form(
        heading=_("Your contract with the group"),
        fields=[
            Field("purpose", _("What is this assessment for?"), "text", seen_by=everyone),
            Field("seen_by", _("Who will see what?"), "text", seen_by=everyone, rows=2),
            Field(
                "outside_use", _("Is any use outside this room intended?"), "text", seen_by=everyone, rows=2
            ),
            Field(
                "criteria",
                _("By which criteria?"),
                "choices",
                tuple(map(option, wordings)),
                shows,
            ),
        ],
        actions=[Action("agree", _("Put this before the group"), "main")],
        on_action=on_action,
        **kept,
    )


def role_form(
    seen: SessionSeen,
    me: str,
    on_action: Callable[..., None],
    never: Mapping[str, Sequence[str]] | None = None,
) -> Form:
    """
    Return the form in which roles are offered and taken.

    ``never`` names for each role those who have not held it yet; the group disposes.
    """
    people = tuple((p, seen.names[p]) for p in seen.taking_part)
    others = tuple((p, seen.names[p]) for p in seen.peers)

    def open_to_all(role: str) -> Field:
        names = [seen.names[person] for person in (never or {}).get(role, ())]
        hint = _("Has not done it yet: {names}.").format(names=_(", ").join(names)) if names else ""
        return Field(role, ROLE_NAMES[role](), "select", people, hint)

    fields = [open_to_all(rules.HOST), open_to_all(rules.TIMEKEEPER)]
    if not {"support", "rattle"} & seen.protocol.records:
        fields.append(open_to_all(rules.NOTES))
    elif me == seen.practitioner:
        chosen = _("You choose who supports you.")
        fields.append(Field(rules.SUPPORT, ROLE_NAMES[rules.SUPPORT](), "select", others, chosen))
    else:
        fields.append(
            Field(rules.RATTLE, ROLE_NAMES[rules.RATTLE](), "select", others, _("The group chooses."))
        )
    return Form(
        heading=_("Who does what today") if seen.kind == MEETING else _("Who does what in this session"),
        fields=fields,
        values={field.name: seen.roles.get(field.name, "") for field in fields},
        actions=[Action("roles", _("Take these roles"), "main")],
        on_action=on_action,
    )


def asking_form(kinds: Sequence[str], on_action: Callable[..., None]) -> Form:
    """Return the form in which one asks for a turn of a kind."""
    options = tuple((kind, f"{_(protocol(kind).name)}: {_(protocol(kind).purpose)}") for kind in kinds)
    return Form(
        heading=_("A turn for me"),
        intro=_("The three are kept apart. Your turn waits in the list until somebody turns to it."),
        fields=[Field("kind", _("For what"), "choice", options)],
        actions=[Action("ask", _("Put me on the list"), "plain")],
        on_action=on_action,
    )


def view_form(
    wording: Wording, *, own: bool, on_change: Callable[..., None], values: Mapping[str, Any]
) -> Form:
    """Return the card on which one person writes one view by one criterion."""
    readers = disclosure.readers_of_view(own=own)
    fields = [Field("mark", _("Mark, if you wish"), "scale", tuple((x, x) for x in wording.labels))]
    fields = fields if wording.labels else []
    fields += [
        Field("words", _("In words"), "text", seen_by=readers),
        Field("evidence_for", _("One piece of evidence for"), "text", rows=2, seen_by=readers),
        Field("evidence_against", _("One piece of evidence against"), "text", rows=2, seen_by=readers),
    ]
    if not own:
        contact = _("What contact with the work is this based on?")
        fields.append(Field("basis", contact, "line", seen_by=readers))
        fields.append(Field("no_basis", _("I have no basis to judge this"), "check"))
    return Form(
        heading=wording.wording,
        intro=_("Its lack: {lack}").format(lack=wording.lack) if wording.lack else "",
        level=3,
        fields=fields,
        values=values,
        on_change=on_change,
    )


def view_from(criterion: str, values: Mapping[str, Any]) -> View:
    """Return what a card holds as a view."""
    return View(
        criterion=criterion,
        mark=values.get("mark") or None,
        words=str(values.get("words", "")),
        evidence_for=str(values.get("evidence_for", "")),
        evidence_against=str(values.get("evidence_against", "")),
        basis=str(values.get("basis", "")),
        no_basis=values.get("no_basis") is True,
    )


def keep_form(fresh: Sequence[NoteSeen], on_action: Callable[..., None]) -> Form:
    """Return the form in which the practitioner chooses which notes to keep."""
    return Form(
        fields=[
            Field(
                "keep",
                _("Which of these do you wish to keep?"),
                "choices",
                tuple((note.id, note.words) for note in fresh),
            )
        ],
        actions=[Action("keep", _("Keep these"), "plain")],
        on_action=on_action,
    )


def own_notes_form(mine: Sequence[NoteSeen], on_action: Callable[..., None]) -> Form:
    """Return the form in which one deletes a note of one's own."""
    sure = _("The note goes for good, also where somebody kept it. What others have read cannot be unread.")
    options = tuple((note.id, f"{note_words(note.kind)}: {short(note.words)}") for note in mine)
    return Form(
        heading=_("Delete a note of mine"),
        level=3,
        folded=True,
        fields=[Field("note", _("Which one"), "select", options)],
        actions=[Action("delete_note", _("Delete this note"), "quiet", confirm=sure)],
        on_action=on_action,
    )


def closing_values(last: ClosingSeen | None) -> dict[str, Any]:
    """Return what stands in the last word, for its owner to write it anew."""
    if last is None:
        return {}
    values = {"stance": last.stance, "words": last.words, "shown_wrong_by": last.shown_wrong_by}
    values |= {f"mark:{v.criterion}": v.mark or "" for v in last.views}
    return values | {f"words:{v.criterion}": v.words for v in last.views}


def closing_form(
    wordings: Sequence[Wording], on_action: Callable[..., None], *, ended: bool, written: bool, **kept: Any
) -> Form:
    """
    Return the form of the last word; it has a mark and words for each criterion, all optional.

    Where a last word is ``written`` already, the form that changes it lies folded.
    """
    stances = tuple((stance, stance_words(stance)) for stance in rules.STANCES)
    readers = disclosure.readers_of_closing(ended=ended)
    sure = _("It will be shown to those in the session. Go on?")
    fields = [
        Field("stance", _("After hearing all this"), "choice", stances),
        Field("words", _("In my own words"), "text", seen_by=readers),
        Field(
            "shown_wrong_by", _("What I would accept as showing me wrong"), "text", rows=2, seen_by=readers
        ),
    ]
    for wording in wordings:
        if wording.labels:
            marks = tuple((x, x) for x in wording.labels)
            fields.append(Field(f"mark:{wording.id}", wording.wording, "scale", marks, _("As I see it now")))
        fields.append(
            Field(
                f"words:{wording.id}",
                wording.wording if not wording.labels else _("In words"),
                "text",
                rows=2,
                seen_by=readers,
            )
        )
    return Form(
        heading=_("Change my last word") if written else _("Your last word"),
        folded=written,
        intro=_("Leave empty what has not moved."),
        fields=fields,
        actions=[Action("close", _("This is my last word"), "main", "" if ended else sure)],
        on_action=on_action,
        **kept,
    )


def closing_views(wordings: Sequence[Wording], values: Mapping[str, Any]) -> list[View]:
    """Return what the last word says by each criterion; what was left empty is left out."""
    views = [
        View(w.id, mark=values.get(f"mark:{w.id}") or None, words=str(values.get(f"words:{w.id}", "")))
        for w in wordings
    ]
    return [view for view in views if not view.empty]
