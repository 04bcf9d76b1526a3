"""What there is for one member to do in a cycle now, and where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workbench.core.words import _
from workbench.cycles.own_pages import own_titles
from workbench.cycles.queries import NotebookSeen, my_notebooks
from workbench.people.queries import fellows, names
from workbench.practice import queries as practice
from workbench.sessions import queries as sessions
from workbench.sessions.protocols import ASSESSMENT
from workbench.sessions.seen import Sitting

LOG, OWN_VIEW, MEETING, REPORT = "practice-log", "self-assessment", "assessment-meeting", "cycle-report"
SCREEN, LETTER, LEARNING = "room-screen", "letter", "what-we-learn"
READING, AUDIT = "own-reading", "audit-meeting"
ORDER = (MEETING, OWN_VIEW, LOG, READING, AUDIT, LETTER, LEARNING, REPORT, SCREEN)


@dataclass(frozen=True)
class ToDo:
    """One page of a cycle: what it is called, how things stand there, where it lies."""

    template: str
    name: str
    state: str
    path: str


def page_names() -> dict[str, str]:
    """Return how the pages that come with the workbench are called on screen, by template."""
    return {
        LOG: _("Practice log"),
        OWN_VIEW: _("Self-assessment"),
        MEETING: _("Meeting"),
        REPORT: _("Cycle report"),
        SCREEN: _("Room screen"),
        LETTER: _("A letter to myself"),
        LEARNING: _("What we are learning"),
        READING: _("My own reading"),
        AUDIT: _("Audit meeting"),
    }


def name_of(notebook: NotebookSeen, own: Mapping[str, str] | None = None) -> str:
    """Return how a page is called on screen; ``own`` are the group's names for its pages."""
    known = {**page_names(), **(own or {})}
    return known.get(notebook.template, notebook.name.capitalize())


def to_do(db: Session, *, asker: str, group: str, cycle: str, at: datetime | None = None) -> list[ToDo]:
    """Return the asker's pages in a cycle: the meeting first, then their own; nothing of others is told."""
    mine = [each for each in my_notebooks(db, asker=asker, group=group) if each.cycle == cycle]
    sittings = sessions.sittings(db, asker=asker, cycle=cycle)
    on, _revision = sessions.turn(db, asker=asker, cycle=cycle)
    called = names(db, asker=asker, group=group)
    own = next((each for each in sittings if each.practitioner == asker and each.kind == ASSESSMENT), None)
    now = next((sitting for sitting in sittings if sitting.id == on), None)
    states = {
        LOG: _("Two minutes after the work; one line is enough."),
        OWN_VIEW: _own_view(own),
        MEETING: _meeting(now, called.get(now.practitioner, "") if now else ""),
        REPORT: _("To read at the end of the cycle."),
        LETTER: _("To write when the cycle ends; only you read it."),
        LEARNING: _("To write when the cycle ends, each alone."),
        READING: _("What you make of the cycle, before you see its pictures."),
        AUDIT: _("Where you tell what you found, and how you found it."),
        SCREEN: _("For a screen that all can see: the step, the time, and the code to join by."),
    }
    titles = own_titles(db, group=group, at=at) if at else {}
    rows = [ToDo(e.template, name_of(e, titles), states.get(e.template, ""), e.path) for e in mine]
    place = {template: number for number, template in enumerate(ORDER)}
    return sorted(rows, key=lambda row: (place.get(row.template, len(ORDER)), row.path))


def first_steps(db: Session, *, asker: str, group: str) -> list[tuple[str, str]]:
    """
    Return what is still to do in a group that begins, in its order: what to do, and the page for it.

    A group has begun once it has a criterion that the asker may see and a first cycle.
    """
    opened = bool(practice.cycles(db, asker=asker, group=group))
    written = bool(practice.versions(db, asker=asker, group=group))
    if opened and written:
        return []
    alone = len(fellows(db, asker=asker, group=group)) == 1
    steps = [
        (alone, _("Invite the others"), f"people.ipynb?group={group}"),
        (not written, _("Write what your practice is, and first criteria"),
         f"practice.ipynb?group={group}"),
        (not opened, _("Open the first cycle, with the button below"), ""),
    ]  # fmt: skip
    return [(text, page) for open_, text, page in steps if open_]


def _own_view(own: Sitting | None) -> str:
    if own is None:
        return _("There is no turn of yours in this cycle.")
    if own.place.ended:
        return _("Your turn is over.")
    if own.own_locked:
        return _("Sent in. It stays as it is until your turn; the last word is yours then.")
    return _("Not sent in yet. You can write it before the meeting, or in it.")


def _meeting(now: Sitting | None, name: str) -> str:
    if now is None:
        return _("It has not begun.")
    if now.place.ended:
        return _("{name}'s turn has ended.").format(name=name)
    stage = now.protocol.stage(now.place.stage).title
    if now.place.paused:
        return _("{name}'s turn is paused, at: {stage}.").format(name=name, stage=stage)
    return _("{name}'s turn is on: {stage}.").format(name=name, stage=stage)
