"""What a new criterion grew from: nothing, one that is there, or two that become one."""

from collections.abc import Mapping

from widgets.form import Field
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.practice.seen import PracticeSeen
from workbench.practice.views import short

PART_OF, JOINED = "part", "joined"


def fields(seen: PracticeSeen, values: Mapping[str, object]) -> list[Field]:
    """Return the questions about it, as far as there is something that it could have grown from."""
    if not seen.criteria:
        return []
    ways = ((PART_OF, _("It grew out of one that is there")), (JOINED, _("It joins two that are there")))
    hint = _("What it grew from stays as it is. You can put that down when you no longer need it.")
    found = [Field("growth", _("Where it comes from (may be left out)"), "choice", ways)]
    options = tuple((each[-1].entity, short(each[-1].wording)) for each in seen.criteria)
    if values.get("growth") in {PART_OF, JOINED}:
        found.append(Field("from", _("This one"), "select", options, hint=hint))
    if values.get("growth") == JOINED:
        found.append(Field("with", _("And this one"), "select", options))
    return found


def grew_from(seen: PracticeSeen, values: Mapping[str, object]) -> list[str]:
    """Return the newest versions of what was chosen; refuse where something is left open."""
    asked = {PART_OF: ("from",), JOINED: ("from", "with")}.get(str(values.get("growth", "")), ())
    newest = {each[-1].entity: each[-1].id for each in seen.criteria}
    found = [newest[entity] for name in asked if (entity := str(values.get(name, ""))) in newest]
    if len(found) < len(asked):
        raise Refused(_("Choose what it grew from. Nothing was sent; what you typed is kept."))
    return found
