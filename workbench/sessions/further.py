"""What a form above sessions shows in a meeting: a decision is taken in a turn of its own."""

from typing import Protocol

from widgets import prose
from workbench.core.words import _
from workbench.screen.parts import Part, words
from workbench.sessions import checking
from workbench.sessions.seen import SessionSeen

DECIDING = frozenset(checking.DECIDING)


class Further(Protocol):
    """What a form above shows at steps that record what is its own."""

    def parts(self, seen: SessionSeen, record: str) -> list[Part]:
        """Return the parts for what is recorded at a step."""
        ...

    def ended(self, seen: SessionSeen) -> list[Part]:
        """Return what stays once the session is over."""
        ...


def made_before() -> Part:
    """Return what is told on a page that was made before decisions could be taken."""
    told = _("This page was made before decisions could be taken here. Open a new cycle for a page that can.")
    return words("made-before", prose.notice(told, "care"))
