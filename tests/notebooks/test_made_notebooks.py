"""Every notebook that is made from a template runs, as the person for whom it was made."""

import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.builders import Circle, Clock, a_store
from tests.cycles.builders import a_workspace, opened
from workbench.core import desk as desks
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.cycles.services import Made
from workbench.people.services import make_ticket


class Room:
    """A group with a fresh cycle, and kernels that are given a ticket as the room gives it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.workspace = a_workspace(folder)
        self.store: Store = a_store(folder, Clock(system_clock()))
        self.circle = Circle(self.store)
        self.made = opened(self.circle, self.workspace).notebooks

    def admit(self, person: str) -> None:
        with Desk(self.store, person).transaction() as db:
            ticket = make_ticket(db, person=person, at=self.store.clock())
        self.monkeypatch.setattr(desks, "_mine", None)
        self.monkeypatch.setenv("WORKBENCH_STORE", self.store.url)
        self.monkeypatch.setenv("WORKBENCH_TICKET", ticket)

    def file(self, template: str, owner: str | None) -> Path:
        found = next(each for each in self.made if each.template == template and each.owner == owner)
        return self.workspace.notebooks / found.path

    def run(self, file: Path) -> InteractiveShell:
        shell = InteractiveShell()
        for cell in nbformat.read(file, as_version=4).cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source).raise_error()
        return shell


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    room = Room(tmp_path, monkeypatch)
    yield room
    mine = desks._mine
    if mine is not None:
        mine.store.close()
    room.store.close()


def owners(made: list[Made], person: str) -> list[tuple[str, str | None]]:
    return [(each.template, each.owner) for each in made if each.owner in {None, person}]


def test_each_of_a_members_notebooks_runs_to_its_end(room: Room) -> None:
    ben = room.circle["Ben"]
    ran = owners(room.made, ben)
    assert len(ran) == 9
    for template, owner in ran:
        room.admit(ben)
        room.run(room.file(template, owner))


def test_a_notebook_shows_the_page_of_whoever_opens_it_whatever_its_ids_say(room: Room) -> None:
    room.admit(room.circle["Cai"])
    shell = room.run(room.file("practice-log", room.circle["Ben"]))
    assert shell.user_ns["member"] == room.circle["Ben"]
    assert desks.open_desk().me == room.circle["Cai"]


def test_the_ticket_is_gone_from_the_environment_and_works_once(room: Room) -> None:
    room.admit(room.circle["Ben"])
    ticket = os.environ["WORKBENCH_TICKET"]
    room.run(room.file("cycle-report", None))
    assert "WORKBENCH_TICKET" not in os.environ
    room.monkeypatch.setattr(desks, "_mine", None)
    room.monkeypatch.setenv("WORKBENCH_TICKET", ticket)
    with pytest.raises(Refused):
        room.run(room.file("cycle-report", None))


def test_papermill_itself_runs_a_notebook_with_a_kernel_of_its_own(room: Room, tmp_path: Path) -> None:
    from papermill import execute_notebook

    room.admit(room.circle["Ana"])
    done = execute_notebook(
        room.file("practice-log", room.circle["Ana"]), tmp_path / "done.ipynb", progress_bar=False
    )
    shown = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(shown) == 1
    assert "application/vnd.jupyter.widget-view+json" in shown[0].data
