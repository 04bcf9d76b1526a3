"""What may be true of looking back over the cycles, and of showing one's own line to the group."""

from collections.abc import Sequence
from datetime import timedelta

from workbench.core.rights import Answer
from workbench.core.words import _
from workbench.people.rules import may_take_part, readers_in_group
from workbench.practice.rules import LONGEST

DAY, WEEKS, SEASON = "day", "weeks", "season"
LENGTHS = {DAY: timedelta(days=1), WEEKS: timedelta(weeks=4), SEASON: timedelta(weeks=13)}


def may_rate_then(
    *, standing: str | None, closed: bool, mark: str | None, words: str, labels: Sequence[str]
) -> Answer:
    """Say whether someone may write how they were in an earlier cycle, by today's understanding."""
    if not closed:
        return _("This cycle is not over. Nothing was written. Look back to one that is.")
    if mark is not None and mark not in labels:
        return _("This mark is not one of the criterion's labels. Nothing was written. Choose one of them.")
    if mark is None and not words.strip():
        return _("There is neither a mark nor a word yet. Nothing was written.")
    if len(words) > LONGEST:
        return _("This is longer than 20,000 characters. Nothing was written. Shorten it.")
    return may_take_part(standing)


def may_show(*, standing: str | None, rows: int, purpose: str, length: str) -> Answer:
    """Say whether someone may show a line of their own to the group."""
    if not rows:
        return _("There is nothing of your own by this criterion yet. Nothing was shown.")
    if not purpose.strip():
        return _("Say in one line what you show it for. Nothing was shown; what you typed is kept.")
    if len(purpose) > LONGEST:
        return _("This is longer than 20,000 characters. Nothing was shown. Shorten it.")
    if length not in LENGTHS:
        return _("Choose for how long it is shown. Nothing was shown; what you typed is kept.")
    return may_take_part(standing)


def may_take_back(*, by: str, owner: str | None) -> Answer:
    """Say whether someone may take a shown line back: its owner may, always."""
    if owner == by:
        return True
    return _("This is not here, or it is not yours. Nothing was changed.")


def then_seen_by() -> str:
    """Say who reads a rating of then."""
    return _("Who reads this: you alone.")


def shown_to() -> str:
    """Say who sees a line that was shown."""
    return readers_in_group()
