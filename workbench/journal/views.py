"""What an entry looks like on screen: the form to write it, the one to release it, and the list."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import ipywidgets as w

from widgets import prose
from widgets.form import Action, Field, Form, Value, Values
from widgets.prose import Html
from workbench.core.clock import shown, shown_day
from workbench.core.words import _
from workbench.journal.choices import CriterionChoice, SessionChoice
from workbench.journal.queries import EntrySeen
from workbench.journal.rules import Fields
from workbench.journal.sampling import ways_of_choosing
from workbench.people.views import to_keys

LONGEST_OPTION = 90


def recognise() -> str:
    """Return the prompt that stands at every field in which a case could be told."""
    return _("Who could recognise this? Write what you learned, not the case.")


def before_the_first() -> Html:
    """Return the plain warning that is shown until the first entry is written."""
    return prose.notice(
        _(
            "Before your first entry: what you write here is sealed with your passphrase. Nobody reads it "
            "until you release it, not whoever runs the machine either. If you lose the passphrase and your "
            "recovery code, nobody can open it again. And notes about practice are not protected by law: a "
            "court may ask you for them. So write what you learned, and leave out anything by which a person "
            "could be recognised. What is better not written can be said at the meeting."
        ),
        "care",
    )


def first_a_passphrase() -> list[Html]:
    """Return what stands in place of the form while there is no passphrase, and the way to choose one."""
    told = _("Entries are sealed with a passphrase of your own, so that they open to you alone. You have "
             "none yet. Choose one first, then come back to this page.")  # fmt: skip
    return [prose.notice(told), to_keys()]


def short(text: str) -> str:
    """Return a text in one line, cut where it is too long for a list."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_OPTION else f"{line[:LONGEST_OPTION].rstrip()}…"


def day_words(day: date) -> str:
    """Return a day as people write it."""
    return shown_day(day)


def entry_fields(
    *,
    criteria: Sequence[CriterionChoice],
    components: Mapping[str, str],
    chosen: str,
    today: date,
    seen_by: str,
) -> list[Field]:
    """Return the fields of an entry; a mark is offered only where the chosen criterion has labels."""
    now = next((criterion for criterion in criteria if criterion.id == chosen), None)
    fields = [Field("day", _("Day"), "date", hi=today.isoformat())]
    if components:
        parts = tuple((entity, short(name)) for entity, name in components.items())
        fields.append(Field("component", _("Part of the job"), "select", parts))
    if criteria:
        options = tuple((criterion.id, _option(criterion)) for criterion in criteria)
        fields.append(Field("criterion", _("Criterion"), "select", options, hint=_in_full(now)))
    if now is not None and now.labels:
        scale = tuple((label, label) for label in now.labels)
        fields.append(Field("mark", _("How far, on its own scale"), "scale", scale))
    context = _("One word, such as: first meeting, telephone, group. No names, no places.")
    return [
        *fields,
        Field("words", _("In your own words"), "text", rows=2, hint=recognise(), seen_by=seen_by),
        Field("evidence_for", _("What speaks for it"), "text", rows=2, hint=recognise(), seen_by=seen_by),
        Field(
            "evidence_against",
            _("What speaks against it"),
            "text",
            rows=2,
            hint=recognise(),
            seen_by=seen_by,
        ),
        Field("context", _("Setting"), "line", hint=context, seen_by=seen_by),
        Field("chosen", _("How it came to be this one (may be left out)"), "select", ways_of_choosing()),
    ]


def _option(criterion: CriterionChoice) -> str:
    text = short(criterion.wording)
    return _("{wording} (my own)").format(wording=text) if criterion.mine else text


def _in_full(criterion: CriterionChoice | None) -> str:
    if criterion is None:
        return ""
    if not criterion.lack:
        return criterion.wording
    return _("{wording} Its lack: {lack}").format(wording=criterion.wording, lack=criterion.lack)


class EntryForm:
    """One entry being written; `keep` saves the draft as it is typed, `act` answers the buttons."""

    def __init__(
        self,
        *,
        heading: str,
        fields: Callable[[str], list[Field]],
        values: Values,
        actions: Sequence[Action],
        keep: Callable[[Values], object],
        act: Callable[[str, Values], object],
        key: str,
    ) -> None:
        self._fields, self._keep = fields, keep
        self._criterion = str(values.get("criterion", ""))
        self.root = Form(
            heading=heading,
            fields=fields(self._criterion),
            values=values,
            actions=actions,
            on_action=act,
            on_change=self._changed,
            key=key,
        )

    def _changed(self, values: Values) -> None:
        chosen = str(values.get("criterion", ""))
        if chosen != self._criterion:
            self.describe(chosen)
        self._keep(dict(self.root.values))

    def describe(self, criterion: str) -> None:
        """Set the fields out again, as they are today for a criterion."""
        self._criterion = criterion
        self.root.describe(fields=self._fields(criterion))

    def fill(self, values: Mapping[str, Value]) -> None:
        """Put values in, for the next entry."""
        self.describe(str(values.get("criterion", "")))
        self.root.fill(**values)


def as_fields(values: Values) -> Fields:
    """Return what was typed as an entry's fields; what was left out is none."""
    return Fields(
        criterion=str(values.get("criterion", "")) or None,
        component=str(values.get("component", "")) or None,
        mark=str(values.get("mark", "")) or None,
        words=str(values.get("words", "")),
        evidence_for=str(values.get("evidence_for", "")),
        evidence_against=str(values.get("evidence_against", "")),
        context=str(values.get("context", "")),
        chosen=str(values.get("chosen", "")),
    )


def values_of(entry: EntrySeen) -> Values:
    """Return an entry as the values of its form."""
    return {
        "day": entry.day.isoformat(),
        "component": entry.component or "",
        "criterion": entry.criterion or "",
        "mark": entry.mark or "",
        "words": entry.words,
        "evidence_for": entry.evidence_for,
        "evidence_against": entry.evidence_against,
        "context": entry.context,
        "chosen": entry.chosen,
    }


def entry_card(entry: EntrySeen, *, seen_by: str = "", zone: str = "") -> Html:
    """Return one entry in full; with a zone, also by which release somebody else may read it."""
    title = day_words(entry.day) if not entry.context else f"{day_words(entry.day)} · {entry.context}"
    lines: list[Html] = [prose.heading(title, 3)]
    told = (
        (_("Part of the job"), entry.component_name),
        (_("Criterion"), entry.wording),
        (_("Mark"), entry.mark or ""),
        (_("In own words"), entry.words),
        (_("Speaks for it"), entry.evidence_for),
        (_("Speaks against it"), entry.evidence_against),
        (_("Why this one"), dict(ways_of_choosing()).get(entry.chosen, "")),
    )
    lines += [prose.para(f"{label}: {text}") for label, text in told if text]
    if zone:
        lines += [
            prose.para(
                _("Released by {name} until {end}, for: {purpose}").format(
                    name=entry.owner_name, purpose=release.purpose, end=shown(release.ends_at, zone)
                )
            )
            for release in entry.releases
        ]
    if seen_by:
        lines.append(prose.seen_by(seen_by))
    return prose.together(*lines)


def session_name(session: SessionChoice) -> str:
    """Return how a session is called in a list."""
    text = _("Cycle {number}: {name}'s turn")
    if session.kind == "feedback":
        text = _("Cycle {number}: {name}'s turn for feedback")
    return text.format(number=session.cycle_number, name=short(session.name))


def put(box: w.VBox, *widgets: w.Widget) -> None:
    """Show these in a box, and close what was there and is not shown any more."""
    before = box.children
    box.children = widgets
    for widget in before:
        if widget not in widgets:
            prose.closing(widget)
