"""
What may be true of a role: a charter with an end, which shrinks by handing back and grows by decision only.

Things are decided *for* others, *with* them, or *left* to them; a charter that gets narrower moves things
from the first towards the last and never ends later (DOMAIN 2.9).
"""

from collections.abc import Mapping
from datetime import date, timedelta

from workbench.core.rights import Answer
from workbench.core.words import _
from workbench.forms.ways import BY, DIMENSIONS, FOR, MODES, POWERS, TOGETHER, Charter
from workbench.people.rules import may_take_part

LONGEST_TERM = timedelta(days=366)
A_TERM = timedelta(days=122)
"""How long a term is unless the group chooses: four months, a guess."""
SOON = timedelta(days=28)
"""How long before its end a role says so to everyone."""
HIGH: Mapping[str, int] = {FOR: 2, TOGETHER: 1, BY: 0}
LONGEST = 20_000


def may_propose(
    charter: Charter, *, standing: str | None, ends: date | None, today: date, here: frozenset[str],
    before: Charter | None, ended: date | None,
) -> Answer:  # fmt: skip
    """
    Say whether a charter may be proposed.

    ``before`` is the charter of the term that was last, ``ended`` its last day: whoever holds it again, or
    longer, needs a reason why those empowered cannot do it themselves yet.
    """
    if not charter.title.strip():
        return _("The role has no name yet. Nothing was proposed; your draft is kept.")
    if ends is None or not today < ends <= today + LONGEST_TERM:
        return _("A role ends on a day: after today, within a year. Nothing was proposed; your draft is "
                 "kept. Choose a day.")  # fmt: skip
    if charter.holder and charter.holder not in here:
        return _("This person does not take part in the group. Nothing was proposed. Choose another, or "
                 "nobody yet.")  # fmt: skip
    if charter.power not in {"", *POWERS} or not set(charter.dimensions.values()) <= set(MODES):
        return _("There is no such choice. Nothing was proposed.")
    if charter.recall < 1:
        return _("At least one of those affected can end a role. Nothing was proposed.")
    if any(len(text) > LONGEST for text in (charter.need, charter.aim, charter.signs, charter.reduction)):
        return _("A text is longer than 20,000 characters. Nothing was proposed. Shorten it.")
    again = before is not None and before.holder == charter.holder and charter.holder
    if again and ended is not None and ends > ended and not charter.extension.strip():
        return _("The same person would hold this longer. Say why the others cannot do it themselves yet. "
                 "Nothing was proposed; your draft is kept.")  # fmt: skip
    return may_take_part(standing)


def is_narrower(new: Charter, old: Charter, *, ends: date, ended: date) -> bool:
    """Say whether a charter only hands back: nothing new is decided for others, and it ends no later."""
    may_with = {*old.decide_for, *old.only_with}
    lower = all(
        HIGH[new.dimensions.get(key, BY)] <= HIGH[old.dimensions.get(key, BY)] for key, _label in DIMENSIONS
    )
    return (
        new.holder == old.holder
        and set(new.decide_for) <= set(old.decide_for)
        and set(new.only_with) <= may_with
        and lower
        and new.power in {"", old.power}
        and new.recall <= old.recall
        and ends <= ended
    )


def handed_on(charter: Charter, thing: str, to: str) -> Charter:
    """Return a charter in which one thing is decided with the others from now on, or left to them."""
    every = charter.decide_for, charter.only_with, charter.left
    without = [tuple(each for each in things if each != thing) for things in every]
    only_with, left = without[1], without[2]
    if to == TOGETHER:
        only_with = (*only_with, thing)
    else:
        left = (*left, thing)
    return Charter(
        **{
            **charter.__dict__,
            "decide_for": without[0],
            "only_with": only_with,
            "left": left,
        }
    )


def may_hand_on(charter: Charter, *, thing: str, to: str, by: str, says_so: frozenset[str]) -> Answer:
    """
    Say whether a thing may be handed on: by the holder, or by who says that they do it themselves now.

    ``says_so`` are those who wrote down that they do it themselves.
    """
    if to not in {TOGETHER, BY} or thing not in {*charter.decide_for, *charter.only_with}:
        return _("This is not in the charter any more. Nothing was changed. Look at how it stands.")
    if to == TOGETHER and thing in charter.only_with:
        return _("This is decided together already. Nothing was changed.")
    if by == charter.holder or by in says_so:
        return True
    return _("Write down first that you do this yourself now; then it can be handed on. Nothing was changed.")


def may_take_up(*, by: str, charter: Charter, accepted: bool, taken: str | None, alone: bool) -> Answer:
    """
    Say whether somebody may write down that a group takes up a role.

    ``accepted`` is whether the person named has said yes, ``taken`` who holds what only one can hold.
    """
    if charter.holder and not accepted:
        return _("The person has not said yet that they would do it. Nothing was changed. Ask them.")
    if taken is not None:
        return _("{name} may do this in the software until their charter ends. Nothing was changed. They can "
                 "lay it down first, or you wait for the day.").format(name=taken)  # fmt: skip
    if by == charter.holder and not alone:
        return _("Somebody else writes down that you take up a role. Nothing was changed. Ask them.")
    return True


def dimension_words(charter: Charter) -> list[tuple[str, str]]:
    """Return the six dimensions with how each is held, where that was said."""
    said = {FOR: _("for the group"), TOGETHER: _("with the group"), BY: _("by the group itself")}
    return [
        (label(), said[charter.dimensions[key]]) for key, label in DIMENSIONS if charter.dimensions.get(key)
    ]
