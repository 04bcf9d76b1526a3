"""
The notes of all kinds of session: who writes them, who keeps them, and for how long they are there.

Sources: DOMAIN 2.2 (feedback), 2.3 (assessment). A protocol's steps name them under ``records``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.core.words import _

PRACTITIONER, PEERS, EVERYONE = "practitioner", "peers", "everyone"


@dataclass(frozen=True)
class NoteKind:
    """
    One kind of note: its heading, and by whom it is written.

    A ``private`` one is its author's alone. One that ``stays`` remains with the practitioner after the
    session, unasked. One with ``days`` fades after so many, unless the practitioner keeps it.
    """

    heading: Callable[[], str]
    by: str
    private: bool = False
    stays: bool = False
    days: int | None = None


NOTES: dict[str, NoteKind] = {
    "request": NoteKind(lambda: _("What I would like to hear about"), PRACTITIONER, days=2),
    "story": NoteKind(lambda: _("My own account, in short"), PRACTITIONER, days=2),
    "jot": NoteKind(lambda: _("My jots"), EVERYONE, private=True, days=2),
    "observation": NoteKind(lambda: _("What I saw or heard"), PEERS, days=2),
    "effect": NoteKind(lambda: _("What it did to me"), PEERS, days=2),
    "question": NoteKind(lambda: _("What I wonder"), PEERS, days=2),
    "take": NoteKind(lambda: _("I take"), PRACTITIONER),
    "leave": NoteKind(lambda: _("I leave"), PRACTITIONER),
    "puzzle": NoteKind(lambda: _("I puzzle over"), PRACTITIONER),
    "support": NoteKind(lambda: _("What is under-said"), PEERS),
    "rattle": NoteKind(lambda: _("What is over-said or untested"), PEERS),
    "gap": NoteKind(lambda: _("What I make of the differences"), PRACTITIONER, private=True),
    "doubt": NoteKind(lambda: _("Doubts, spoken in role"), PEERS, stays=True, days=30),
    "affirmation": NoteKind(lambda: _("Affirmations"), PEERS, stays=True),
    "differing": NoteKind(lambda: _("Differing views beside the last word"), PEERS, stays=True),
    "process": NoteKind(lambda: _("How we did this"), EVERYONE),
}

KEPT_BY_CHOICE = frozenset({"affirmation", "observation", "effect", "question"})
"""Notes at whose step the practitioner chooses which to keep."""


def among(records: Iterable[str]) -> dict[str, NoteKind]:
    """Return those of a kind of session's records that are notes, in their order."""
    return {record: NOTES[record] for record in records if record in NOTES}
