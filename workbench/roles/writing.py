"""The forms in which roles are proposed, nominated for, handed on and ended."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from widgets.form import Action, Field, Form
from workbench.core.words import _
from workbench.forms import ways
from workbench.forms.ways import BY, DIMENSIONS, FOR, TOGETHER, Charter
from workbench.forms.writing import until_field
from workbench.people.rules import readers_in_group
from workbench.roles import rules
from workbench.roles.queries import Role
from workbench.roles.views import stands_words


def which_form(
    roles: Sequence[Role], chosen: str, names: Mapping[str, str], on_action: Callable[..., None]
) -> Form:
    """Return the form in which one opens a role, or proposes a new one."""
    options = tuple((r.entity, f"{r.charter.title}. {stands_words(r, names)}") for r in roles)
    fields = [Field("which", _("Which role"), "select", options)] if options else []
    look = [Action("open", _("Look at this"), "main")] if options else []
    return Form(
        fields=fields,
        values={"which": chosen},
        actions=[*look, Action("new", _("Propose a new role"), "plain")],
        on_action=on_action,
    )


def charter_form(
    charter: Charter, people: Sequence[tuple[str, str]], day: date, on_action: Callable[..., None], *,
    again: bool, powers: bool = True, **kept: Any,
) -> Form:  # fmt: skip
    """Return the form in which a charter is written; ``again`` asks why it goes on."""
    readers = readers_in_group()
    modes = ((FOR, _("for the group")), (TOGETHER, _("with the group")), (BY, _("by the group itself")))
    each = _("One on a line.")
    granted = tuple((power, ways.power_words(power)) for power in ways.POWERS)
    values: dict[str, Any] = {
        "title": charter.title, "holder": charter.holder, "power": charter.power, "need": charter.need,
        "aim": charter.aim, "signs": charter.signs, "reduction": charter.reduction,
        "decide_for": "\n".join(charter.decide_for), "only_with": "\n".join(charter.only_with),
        "left": "\n".join(charter.left), "recall": str(charter.recall), "extension": "", "reason": "",
        "grounds": charter.grounds, "review_on": (day + rules.A_TERM).isoformat(),
        **{f"dim_{key}": charter.dimensions.get(key, "") for key, _label in DIMENSIONS},
    }  # fmt: skip
    why = Field("extension", _("If the same person goes on: why can the others not do it themselves yet?"),
                "text", rows=2, seen_by=readers)  # fmt: skip
    return Form(
        heading=_("A further term") if again else _("A role for a while"),
        intro=_("A role decides some things for others, for their sake, until they do them themselves. It "
                "ends on its day by itself."),
        folded=again,
        fields=[
            Field("title", _("What it is called"), "line", seen_by=readers),
            Field("holder", _("Who would hold it"), "select", tuple(people), _("Leave it open to nominate.")),
            until_field(day, _("On which day it ends"), rules.LONGEST_TERM),
            Field("reason", _("Why now"), "text", rows=2, seen_by=readers),
            Field("need", _("What can we not do for ourselves yet?"), "text", rows=2, seen_by=readers),
            Field("decide_for", _("What the holder may decide for others"), "text", hint=each,
                  seen_by=readers),
            Field("only_with", _("What only with them"), "text", hint=each, seen_by=readers),
            Field("left", _("What is theirs"), "text", hint=each, seen_by=readers),
            Field("aim", _("What it is to make possible, in the words of those affected"), "text", rows=2,
                  seen_by=readers),
            Field("signs", _("How will we see that it is no longer needed?"), "text", rows=2,
                  seen_by=readers),
            Field("reduction", _("How will it get less?"), "text", rows=2, seen_by=readers),
            Field("grounds", _("For the holder: how do you stand in this yourself?"), "text", rows=2,
                  seen_by=readers),
            Field("power", _("What the software lets the holder do"), "select", granted),
            Field("recall", _("How many of those affected can end it before"), "line", seen_by=readers),
            *(Field(f"dim_{key}", label(), "choice", modes) for key, label in DIMENSIONS),
            *([why] if again else []),
        ],
        values={**values, **kept.pop("values", {})},
        actions=[Action("propose", _("Propose this"), "main")],
        on_action=on_action,
        **kept,
    )  # fmt: skip


def charter_from(values: Mapping[str, Any]) -> Charter:
    """Return the charter that a form holds."""

    def each(name: str) -> tuple[str, ...]:
        lines = (line.strip() for line in str(values.get(name) or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    recall = str(values.get("recall") or "2").strip()
    single = ("title", "holder", "power", "need", "aim", "signs", "reduction", "grounds", "extension")
    words: dict[str, Any] = {key: str(values.get(key) or "").strip() for key in single}
    return Charter(
        **words,
        decide_for=each("decide_for"),
        only_with=each("only_with"),
        left=each("left"),
        dimensions={key: str(v) for key, _l in DIMENSIONS if (v := values.get(f"dim_{key}"))},
        recall=int(recall) if recall.isdecimal() and len(recall) < 4 else 0,
    )


def nomination_form(people: Sequence[tuple[str, str]], on_action: Callable[..., None], **kept: Any) -> Form:
    """Return the form in which one nominates somebody, alone."""
    reads = _("Who reads this: at first you alone; once all nominations are shown, those who have written "
              "theirs.")  # fmt: skip
    return Form(
        heading=_("Nominate somebody"),
        intro=_("Each writes one, alone: somebody, also oneself, with the reason; or nobody."),
        level=3,
        fields=[
            Field("person", _("Whom"), "select", tuple(people)),
            Field("reason", _("Because"), "text", rows=2, seen_by=reads),
        ],
        actions=[Action("nominate", _("Set this down"), "main")],
        on_action=on_action,
        **kept,
    )


def simple_form(
    heading: str, label: str, action: str, on_action: Callable[..., None], *,
    options: Sequence[tuple[str, str]] = (), also: Sequence[Field] = (), confirm: str = "", **kept: Any,
) -> Form:  # fmt: skip
    """Return a folded form of one text, with a choice before it where there are options."""
    chosen = [Field("thing", _("Which"), "select", tuple(options))] if options else []
    return Form(
        heading=heading,
        level=3,
        folded=True,
        fields=[*chosen, *also, Field("words", label, "text", rows=2, seen_by=readers_in_group())],
        actions=[Action("do", action, "main", confirm=confirm)],
        on_action=on_action,
        **kept,
    )
