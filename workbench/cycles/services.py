"""
Opens a cycle and makes its notebooks.

A notebook that lies there already is left as it is, always: a template that changed since shows in the
next cycle. What cannot be made is reported by name, and everything else is made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.desk import Desk
from workbench.core.rights import Refused, refuse_unless
from workbench.core.settings import Workspace, find_workspace
from workbench.core.words import _
from workbench.cycles import making, own_pages, templates
from workbench.cycles.files import now_in, put, seal
from workbench.cycles.templates import Template
from workbench.models.cycles import Notebook
from workbench.models.practice import Cycle
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART, may_take_part
from workbench.practice import services as practice
from workbench.sessions import services as sessions

MADE, KEPT, WRITTEN_IN, FAILED = "made", "kept", "written in", "failed"


@dataclass(frozen=True)
class Made:
    """What became of one notebook: its template, whose it is (None: the group's), where it lies, its fate."""

    template: str
    owner: str | None
    path: str
    fate: str
    sentence: str


@dataclass(frozen=True)
class Opened:
    """A cycle that was opened, and what became of its notebooks."""

    cycle: str
    notebooks: list[Made]


def open_cycle(
    desk: Desk, group: str, *, workspace: Workspace | None = None, folder: Path | None = None
) -> Opened:
    """
    Open a group's next cycle, a session for each who takes part, and then their notebooks.

    The cycle and its sessions are kept together or not at all. Should a notebook fail after that,
    :func:`prepare` makes what is missing.
    """
    with desk.transaction() as db:
        cycle = practice.open_cycle(db, by=desk.me, group=group, at=desk.now())
        _sessions(db, desk, cycle=cycle, group=group)
    return Opened(cycle, prepare(desk, cycle=cycle, workspace=workspace, folder=folder))


def prepare(
    desk: Desk, *, cycle: str, workspace: Workspace | None = None, folder: Path | None = None
) -> list[Made]:
    """
    Make the notebooks of a cycle that are not there yet, also for members who came later.

    ``folder`` holds the templates, where they are not the workbench's own.
    """
    place = workspace or find_workspace()
    usable, failed = _read(folder or templates.templates_folder())
    if (altered := own_pages.own_folder(place.path)) is not None and folder is None:
        theirs_too, broken = _read(altered)
        usable = [*({t.name: t for t in (*usable, *theirs_too)}).values()]
        failed += broken
    shelf = place.notebooks
    with desk.transaction() as db:
        group = _group_of(db, cycle=cycle, by=desk.me)
        theirs = _sessions(db, desk, cycle=cycle, group=group)
        done = [
            _one(db, desk, template, shelf, ids)
            for template in _as_held(db, usable, group=group, at=desk.now())
            for ids in _ids(template, cycle, group, theirs)
        ]
    return [*done, *failed]


def _read(folder: Path) -> tuple[list[Template], list[Made]]:
    usable: list[Template] = []
    failed: list[Made] = []
    for name in templates.names(folder):
        try:
            usable.append(templates.read(folder, name))
        except Refused as refused:
            failed.append(_failed(name, None, "", refused.sentence))
    return usable, failed


def _as_held(db: Session, usable: list[Template], *, group: str, at: datetime) -> Iterator[Template]:
    """Return the templates as a group holds them: in its own words, and without what it leaves out."""
    for template in usable:
        page = own_pages.held(db, group=group, template=template.name, at=at)
        if page is None:
            yield template
        elif not page.left_out:
            yield own_pages.altered(template, page)


def _failed(template: str, owner: str | None, path: str, why: str) -> Made:
    sentence = _("No page was made from the template “{name}”: {why} The other pages are not affected.")
    return Made(template, owner, path, FAILED, sentence.format(name=template, why=why))


def _group_of(db: Session, *, cycle: str, by: str) -> str:
    found = db.get(Cycle, cycle)
    standing = people.standing(db, person=by, group=found.group_id) if found else None
    refuse_unless(may_take_part(standing))
    return found.group_id if found else ""


def _sessions(db: Session, desk: Desk, *, cycle: str, group: str) -> dict[str, str]:
    """Return the session of each who takes part, opened where it is not open yet."""
    members = [
        each.id for each in people.fellows(db, asker=desk.me, group=group) if each.standing in TAKING_PART
    ]
    return {
        member: sessions.open_session(db, by=desk.me, cycle=cycle, practitioner=member, at=desk.now())
        for member in members
    }


def _ids(template: Template, cycle: str, group: str, theirs: dict[str, str]) -> Iterator[dict[str, str]]:
    if not template.is_own:
        yield {"cycle": cycle, "group": group}
        return
    for member, session in theirs.items():
        yield {"cycle": cycle, "group": group, "member": member, "session": session}


def _one(db: Session, desk: Desk, template: Template, shelf: Path, ids: dict[str, str]) -> Made:
    """Make one notebook, unless something lies in its place."""
    name, owner = template.name, ids.get("member")
    path = f"cycles/{ids['cycle']}/{name}{f'-{owner}' if owner else ''}.ipynb"
    row = db.scalar(select(Notebook).where(Notebook.path == path))
    try:
        there = now_in(shelf / path)
        if row is not None and there is not None:
            return _left(name, owner, path, same=seal(there) == row.made_hash)
        made = making.make(template, ids)
        if there is None:
            put(shelf / path, made)
        elif there != made:
            return _failed(name, owner, path, _("Another file lies in its place and was left as it is."))
    except Refused as refused:
        return _failed(name, owner, path, refused.sentence)
    except OSError as error:
        why = _("The workspace could not be written to ({reason}).").format(reason=error.strerror or error)
        return _failed(name, owner, path, why)
    if row is None:
        db.add(
            Notebook(
                path=path,
                cycle_id=ids["cycle"],
                owner_id=owner,
                template=name,
                made_hash=seal(made),
                by_id=desk.me,
                at=desk.now(),
            )
        )
    return Made(name, owner, path, MADE, _("Made."))


def _left(name: str, owner: str | None, path: str, *, same: bool) -> Made:
    if same:
        return Made(name, owner, path, KEPT, _("It was there already."))
    return Made(name, owner, path, WRITTEN_IN, _("It was kept as it was written."))
