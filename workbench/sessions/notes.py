"""
The notes of all kinds of session: who writes them, who keeps them, and for how long they are there.

Sources: DOMAIN 2.2 (feedback), 2.3 (assessment), 2.4 (review). A protocol's steps name them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.core.words import _, ngettext

PRACTITIONER, PEERS, EVERYONE = "practitioner", "peers", "everyone"


@dataclass(frozen=True)
class NoteKind:
    """
    One kind of note: its heading, and by whom it is written.

    A ``private`` one is its author's alone. One that ``stays`` remains with the practitioner after the
    session, unasked. One with ``days`` fades after so many, unless the practitioner keeps it. Of ``tags``
    (key and label, in their order) ``pick`` are chosen; a ``bare`` one needs no words. One that is written
    ``once`` is written once by each. One that is written ``apart`` is read by nobody else before the step
    that records this.
    """

    heading: Callable[[], str]
    by: str
    private: bool = False
    stays: bool = False
    days: int | None = None
    tags: tuple[tuple[str, Callable[[], str]], ...] = ()
    pick: int = 0
    bare: bool = False
    once: bool = False
    apart: str = ""

    def fits(self, tag: str) -> bool:
        """Say whether a tag names as many of the choices as are wanted, in their order."""
        chosen = tag.split()
        return len(chosen) == self.pick and chosen == [key for key, _label in self.tags if key in chosen]

    def how_many_words(self) -> str:
        """Return how many of the choices are wanted."""
        return ngettext("Choose {n} of these", "Choose {n} of these", self.pick).format(n=self.pick)

    def how_many(self) -> str:
        """Return what is said where another number was chosen."""
        return _("{wanted}. Nothing was sent in; your words are kept as a draft.").format(
            wanted=self.how_many_words()
        )

    def tag_words(self, tag: str) -> str:
        """Return what was chosen, in words."""
        labels = dict(self.tags)
        return _(" and ").join(labels[key]() for key in tag.split() if key in labels)


FIVE: tuple[tuple[str, Callable[[], str]], ...] = (
    ("vision", lambda: _("vision")),
    ("strategy", lambda: _("strategy")),
    ("action", lambda: _("action")),
    ("outcome", lambda: _("outcome")),
    ("world", lambda: _("the world around")),
)
"""Between which two of these something does not fit (DOMAIN 2.4)."""

DEPTHS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("act", lambda: _("an act: do something differently")),
    ("strategy", lambda: _("the way: go about it differently")),
    ("vision", lambda: _("the aim: want or attend to something else")),
)
"""How deep a change goes: one, two or three loops of learning (DOMAIN 2.4)."""

CHOSEN: tuple[tuple[str, Callable[[], str]], ...] = (
    ("all", lambda: _("everything of a kind")),
    ("random", lambda: _("at random")),
    ("critical", lambda: _("moments on which something turned")),
    ("hard", lambda: _("hard cases")),
    ("came", lambda: _("what came to mind")),
)
"""How somebody chose from their work (DOMAIN 2.5)."""

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
    "looked-back": NoteKind(lambda: _("What I meant, and what happened"), PRACTITIONER),
    "incongruity": NoteKind(lambda: _("What does not fit"), PRACTITIONER, tags=FIVE, pick=2),
    "other-view": NoteKind(lambda: _("What else it could mean, and what could move"), PEERS, days=2),
    "suggestion": NoteKind(lambda: _("One suggestion"), PEERS, days=2, once=True),
    "depth": NoteKind(lambda: _("What I want to change"), PRACTITIONER, tags=DEPTHS, pick=1, bare=True),
    "revise": NoteKind(lambda: _("What else needs another look"), EVERYONE),
    "offer": NoteKind(lambda: _("What I offer"), PEERS, stays=True),
    "reading": NoteKind(lambda: _("What I make of my cycle"), PRACTITIONER, apart="findings"),
    "chosen-how": NoteKind(
        lambda: _("How I chose what to write down"),
        PRACTITIONER,
        tags=CHOSEN,
        pick=1,
        bare=True,
        apart="findings",
    ),
    "account-judged": NoteKind(
        lambda: _("How far the account holds"), PEERS, stays=True, apart="shown-together"
    ),
    "method-judged": NoteKind(
        lambda: _("How far the way of looking holds"), PEERS, stays=True, apart="shown-together"
    ),
    "assessed-anew": NoteKind(lambda: _("How I see it now"), PRACTITIONER),
    "focus": NoteKind(lambda: _("What I look at next"), PRACTITIONER),
    "process": NoteKind(lambda: _("How we did this"), EVERYONE),
}

KEPT_BY_CHOICE = frozenset({"affirmation", "observation", "effect", "question", "other-view", "suggestion"})
"""Notes at whose step the practitioner chooses which to keep."""


def among(records: Iterable[str]) -> dict[str, NoteKind]:
    """Return those of a kind of session's records that are notes, in their order."""
    return {record: NOTES[record] for record in records if record in NOTES}
