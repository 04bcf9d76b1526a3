"""
What may be true of a decision (DOMAIN 2.8).

Each sets down their own stand before they read another's; how it is decided and whether gradients bear
names is told before anyone writes, and stays. No count is ever an outcome: an outcome is written in words,
each says how they stand to it, and what somebody sees otherwise is kept in their own words.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from workbench.core.rights import Answer
from workbench.core.words import _
from workbench.sessions.place import Place, has_ended

OWN, GROUP, BETWEEN = "own", "group", "between"
SCOPES = (GROUP, BETWEEN, OWN)
INITIATIVE, CONSENSUS, CONSENT, THRESHOLD, OTHER = "initiative", "consensus", "consent", "threshold", "other"
MODES = (CONSENT, CONSENSUS, THRESHOLD, INITIATIVE, OTHER)
NAMED, DETACHED = "named", "detached"
TOGETHER, DIFFERING, PLURAL, TRIAL = "together", "differing", "plural", "trial"
PARKED, NONE = "parked", "none"
OUTCOMES = (TOGETHER, DIFFERING, PLURAL, TRIAL, PARKED, NONE)
WITH, SEES_OTHERWISE, NOT_BOUND, OBJECTS = "with", "differing", "not-bound", "objects"
ANSWERS = (WITH, SEES_OTHERWISE, NOT_BOUND, OBJECTS)
HEARD, NOT_HEARD, NOT_CONFIRMED = "heard", "not-heard", "not-confirmed"
STRENGTHS = ("strongly", "somewhat", "open", "not-yet")
LEAST_DETACHED = 3
MOST_ROUNDS = 3
"""One round of gradients, and at most two after talking again."""
FARTHEST = timedelta(days=366 * 3)

LABELS = ("gladly", "fine", "small", "unsure", "talk", "aside", "not")
"""How somebody stands to an option, from gladly to not at all: labels in an order, never numbers."""
RESERVED = frozenset(LABELS[4:])
"""Labels of those who are heard first."""


def may_set_out(
    *, by: str, proposer: str, proposer_here: bool, taking_part: Answer, place: Place, at_all: bool,
    written: bool, closed: bool, scope: str, mode: str, needed: int | None, dots: str, voices: int,
) -> Answer:  # fmt: skip
    """
    Say whether somebody may say whose decision it is and how it is taken.

    ``at_all`` is whether this was said before, ``written`` whether anyone has set down their stand since.
    """
    if taking_part is not True:
        return taking_part
    if closed or place.ended:
        return has_ended()
    if by != proposer and proposer_here:
        return _("Whoever brings it says how it is to be decided. Nothing was changed. Talk with them.")
    if written and at_all:
        return _("Somebody has set down their stand already, by what was said before. It stays as it is. "
                 "Nothing was changed.")  # fmt: skip
    if scope not in SCOPES or mode not in MODES or dots not in {NAMED, DETACHED}:
        return _("Choose whose decision it is, how it is taken, and whether gradients bear names. "
                 "Nothing was changed.")  # fmt: skip
    if mode == THRESHOLD and (needed is None or not 1 <= needed <= voices):
        return _("Say beforehand how many have to be with it: a number from 1 to {count}. Nothing was "
                 "changed.").format(count=voices)  # fmt: skip
    return True


def may_write(*, taking_part: Answer, place: Place, closed: bool) -> Answer:
    """Say whether anything can still be written in a decision."""
    if taking_part is not True:
        return taking_part
    return has_ended() if closed or place.ended else True


def may_say_later(*, taking_part: Answer, closed: bool, was_absent: bool) -> Answer:
    """Say whether somebody may add their word to a closed decision: who takes part and was not there."""
    if taking_part is not True:
        return taking_part
    if not closed:
        return _("This is not written down yet. Nothing was sent in. Say it in the meeting.")
    if not was_absent:
        return _("You were there, and what you said stands in the record. Nothing was added.")
    return True


def may_give_dots(
    *, writing: Answer, scope: str, given: bool, labels: Mapping[str, str], options: Collection[str],
    number: int,
) -> Answer:  # fmt: skip
    """Say whether somebody may give their dots in a round: once, to options that are there, on labels."""
    if writing is not True:
        return writing
    if scope == OWN:
        return _("This is one person's own practice; nobody else weighs it. Nothing was sent in.")
    if number > MOST_ROUNDS:
        return _("There were three rounds. Park it, or try one of them for a while. Nothing was sent in.")
    if given:
        return _("You have set down yours already in this round; it stays. What you chose now was not added.")
    if not labels:
        return _("Nothing is chosen yet. Nothing was sent in. One option is enough.")
    if not set(labels) <= set(options) or not set(labels.values()) <= set(LABELS):
        return _("An option was changed a moment ago. Nothing was sent in. Look at the list again.")
    return True


def may_show_dots(
    *, writing: Answer, dots: str, givers: Collection[str], by_option: Iterable[Collection[str]],
    earlier: Iterable[Collection[str]],
) -> Answer:  # fmt: skip
    """
    Say whether the dots of a round may be shown together.

    Detached ones need three voices, on the whole and for each option, and those of two rounds must not
    tell who came in between: who gave them is the same, or differs by three at least.
    """
    if writing is not True:
        return writing
    if not givers:
        return _("Nobody has set down where they stand yet. Nothing was shown.")
    if dots == NAMED:
        return True
    if len(set(givers)) < LEAST_DETACHED:
        return _("Fewer than three have set down theirs. Without names, that would tell who said what. "
                 "Nothing was shown.")  # fmt: skip
    if any(0 < len(set(some)) < LEAST_DETACHED for some in by_option):
        return _("For one of the options fewer than three have chosen. Without names, that would tell "
                 "who said what. Nothing was shown. Somebody else can choose there too.")  # fmt: skip
    groups = [frozenset(givers), *map(frozenset, earlier)]
    if any(0 < len(groups[0] ^ other) < LEAST_DETACHED for other in groups[1:]):
        return _("Held beside the round before, this would tell what one person said. Nothing was shown. Let "
                 "those choose who chose before.")  # fmt: skip
    return True


def may_put_outcome(
    *, writing: Answer, scope: str, outcome: str, words: str, review_on: date | None, today: date,
    carrier_here: bool,
) -> Answer:  # fmt: skip
    """Say whether an outcome may be put in words, to be read aloud."""
    if writing is not True:
        return writing
    if outcome not in OUTCOMES:
        return _("Choose what kind of outcome it is. Nothing was changed; your draft is kept.")
    if scope == OWN and outcome != NONE:
        return _("This is one person's own practice. The group decides nothing here: choose “no "
                 "decision”, and write what was heard. Nothing was changed; your draft is kept.")  # fmt: skip
    if outcome not in {PARKED, NONE} and not words.strip():
        return _("The outcome has no words yet. Nothing was changed.")
    if len(words) > 20_000:
        return _("This text is longer than 20,000 characters. Nothing was changed. Shorten it.")
    if outcome != NONE and (review_on is None or not today < review_on <= today + FARTHEST):
        return _("It needs a day on which you look at it again: after today, within three years. Nothing was "
                 "changed; your draft is kept.")  # fmt: skip
    if not carrier_here:
        return _("Whoever carries it out takes part in the group. Nothing was changed.")
    return True


def may_conclude(
    *, writing: Answer, outcome: str, mode: str, needed: int | None, answers: Mapping[str, str],
    present: Collection[str], names: Mapping[str, str],
) -> Answer:  # fmt: skip
    """
    Say whether an outcome may be written down as what it says it is.

    ``answers`` is how each said they stand to it. The rule holds a group to what it agreed on; it never
    makes an outcome of a count.
    """
    if writing is not True:
        return writing
    if not outcome:
        return _("No outcome is put in words yet. Nothing was written down.")
    if outcome in {PARKED, NONE, PLURAL}:
        return True
    said = {answer: [p for p in present if answers.get(p) == answer] for answer in ANSWERS}
    silent = [p for p in present if p not in answers]

    def who(people: Sequence[str]) -> str:
        return _(", ").join(names.get(person, "") for person in people)

    if said[OBJECTS] and mode in {CONSENT, CONSENSUS, THRESHOLD}:
        return _("{who} cannot have this. Nothing was written down. Hear them; then change the text, try it "
                 "for a while, go separate ways, or park it.").format(who=who(said[OBJECTS]))  # fmt: skip
    if outcome == TOGETHER and (said[SEES_OTHERWISE] or said[NOT_BOUND] or said[OBJECTS]):
        return _("{who} sees it differently or is not bound. That is kept: choose “together, with an "
                 "affirmed difference”. Nothing was written down.").format(
            who=who([*said[SEES_OTHERWISE], *said[NOT_BOUND], *said[OBJECTS]])
        )  # fmt: skip
    if mode == CONSENSUS and silent:
        return _("You chose that everybody is to be with it, and {who} has not said so. Nothing was written "
                 "down. Ask, or choose another outcome.").format(who=who(silent))  # fmt: skip
    with_it = len(said[WITH]) + len(said[SEES_OTHERWISE])
    if mode == THRESHOLD and needed is not None and with_it < needed:
        return _("You agreed beforehand that {needed} are to be with it. So far these are: {who}. "
                 "Nothing was written down.").format(
            needed=needed, who=who([*said[WITH], *said[SEES_OTHERWISE]]) or _("nobody")
        )  # fmt: skip
    return True


def not_bound(answers: Mapping[str, str], *, mode: str, present: Collection[str]) -> frozenset[str]:
    """Return who is not bound: who said so, and with a free initiative whoever did not join."""
    free = {p for p, answer in answers.items() if answer in {NOT_BOUND, OBJECTS}}
    if mode == INITIATIVE:
        free |= {p for p in present if answers.get(p) not in {WITH, SEES_OTHERWISE}}
    return frozenset(free)
