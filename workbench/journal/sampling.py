"""How a piece of work came to be written about, and what is said where only good days are (DOMAIN 2.5)."""

from collections.abc import Sequence

from workbench.core.rights import Answer
from workbench.core.words import _

ALL, RANDOM, CRITICAL, HARD, CAME = "all", "random", "critical", "hard", "came"


def ways_of_choosing() -> tuple[tuple[str, str], ...]:
    """Return how a piece of work may have come to be written about, key and words (DOMAIN 2.5, step 4)."""
    return (
        (ALL, _("everything of a kind")),
        (RANDOM, _("at random")),
        (CRITICAL, _("a moment on which something turned")),
        (HARD, _("a hard case")),
        (CAME, _("it came to mind")),
    )


def may_be_chosen(way: str) -> Answer:
    """Say whether this is a way of choosing; none is one too."""
    if not way or way in dict(ways_of_choosing()):
        return True
    return _("This way of choosing is not known here. Nothing was sent; your words are kept as a draft.")


def only_good_days(ways: Sequence[str]) -> bool:
    """Say whether entries were written and none of them was drawn at random, or is a hard case."""
    return bool(ways) and not {ALL, RANDOM, CRITICAL, HARD} & set(ways)


def good_days_words() -> str:
    """Return what is said where no entry of a cycle was drawn at random, or is a hard case."""
    return _("Of your entries in this cycle, none is marked as drawn at random, as a turning point or as a "
             "hard case. One of these shows what good days do not.")  # fmt: skip
