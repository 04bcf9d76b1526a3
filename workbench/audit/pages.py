"""What the trends page and a cycle's report call."""

from collections.abc import Sequence
from typing import Any

from widgets import prose
from workbench.audit import queries, views
from workbench.audit.trends import Trends
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words
from workbench.sessions.pictures import picture as session_picture

Rows = Sequence[dict[str, Any]]


def trends(desk: Desk) -> Follower:
    """Show one's own pictures over the cycles."""
    return Trends(desk).follower.start()


def _own_pictures(said: Rows) -> list[Part]:
    """Return the pictures of one's own session in a cycle, once there is something to see."""
    names = ("range-of-views", "before-and-after") if said else ()
    return [Part(name, str(said), lambda name=name: session_picture(name, said)) for name in names]  # type: ignore[misc]


def cycle_report(desk: Desk, *, cycle: str) -> Follower:
    """Show what happened in a cycle: turns and wordings for all, and one's own last word for oneself."""

    def read() -> list[Part]:
        with desk.reading() as db:
            report = queries.report(db, asker=desk.me, cycle=cycle, at=desk.now())
        return [
            words(
                "title",
                prose.para(_("Cycle {n}: what happened, without results.").format(n=report.number)),
                prose.para(_("Each person's own words stay with that person.")),
            ),
            words("turns", views.turns_words(report)),
            words("wordings", views.wordings_words(report)),
            *([words("own", views.own_words(report.own))] if report.own else []),
            *_own_pictures(report.said),
        ]

    return Follower(desk, read, f"report:{cycle}").start()
