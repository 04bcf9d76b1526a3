"""What the notebooks of a session call: the self-assessment of one, the meeting of all."""

from widgets import prose
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words
from workbench.sessions.meeting import Meeting
from workbench.sessions.stages import StagePage


def self_assessment(desk: Desk, *, session: str) -> Follower:
    """Show the place where a practitioner writes the own view, before anyone else's exists."""
    page = StagePage(desk, session)

    def read() -> list[Part]:
        seen = page.read()
        if seen.practitioner != desk.me:
            return [
                words(
                    "closed",
                    prose.notice(_("Only its owner writes here. Nothing was shown or changed."), "care"),
                )
            ]
        intro = _(
            "Write your own view before anyone else writes theirs. Everything you type is kept as you go. "
            "When you send it in it stays as it is; the last word will be yours in the meeting."
        )
        return [
            words("title", prose.para(f"{_('Cycle {n}.').format(n=seen.cycle)} {intro}")),
            *page.contract(seen),
            *page.own_view(seen),
        ]

    follower = Follower(desk, read, f"self-assessment:{session}")
    page.again = follower.again
    return follower.start()


def meeting(desk: Desk, *, cycle: str) -> Follower:
    """Show the assessment meeting of a cycle; every page follows the same session."""
    page = Meeting(desk, cycle)
    follower = Follower(desk, page.parts, f"meeting:{cycle}")
    page.again = follower.again
    return follower.start()


__all__ = ["meeting", "self_assessment"]
