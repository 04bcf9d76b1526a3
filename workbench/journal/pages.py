"""What the journal's notebooks call."""

from typing import Any

from widgets import prose
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.journal.log import Log
from workbench.journal.standing import Journal


def practice_log(desk: Desk, *, cycle: str) -> Any:
    """Show the two-minute page of a cycle: a new entry, and one's own entries in it."""
    try:
        return Log(desk, cycle).root
    except Refused as refused:
        return prose.show(prose.notice(refused.sentence))


def journal(desk: Desk) -> Any:
    """Show all of one's own entries in a group: read, change, release, take back."""
    try:
        return Journal(desk, desk.asked("group")).root
    except Refused as refused:
        return prose.show(prose.notice(refused.sentence))
