"""
A page and a room are killed while people type: what the page acknowledged is in the store afterwards.

The room is really open, and the words come in over the line, as from a browser.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text

from tests.builders import Circle
from tests.faults.at_a_page import FORM, Room, Typist
from tests.faults.processes import ROUNDS, a_moment, chance
from tests.server.opened import a_workspace
from workbench.core.drafts import draft
from workbench.core.keys import at_the_desk_of
from workbench.core.settings import Workspace
from workbench.core.store import Store

PAGES, ROOMS = max(2, ROUNDS // 15), max(1, ROUNDS // 40)
pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="Looks for processes as Linux has them"
)


class Group:
    """A workspace with a group, and what is in its store."""

    def __init__(self, folder: Path) -> None:
        self.workspace: Workspace
        self.circle: Circle
        self.store: Store
        self.workspace, self.circle, self.store = a_workspace(folder / "w")
        self.log = folder / "log.txt"

    def kept(self, name: str) -> str:
        """Return the words of someone's draft, opened with their key; the store is sound."""
        with self.store.reading() as db, at_the_desk_of(db, self.circle.keys[name]):
            assert db.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
            assert db.execute(text("PRAGMA foreign_key_check")).all() == []
            place = f"practice:{self.circle.group}{FORM}"
            kept = draft(db, author=self.circle[name], place=place)
            assert kept.opens
            return str(kept.values.get("words", ""))

    def number(self, name: str) -> int:
        return int((self.kept(name) or "0").split()[0])


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    made = Group(tmp_path)
    yield made
    made.store.close()


def _runs(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def end(process: int) -> None:
    """Wait until a process has ended."""
    last = monotonic() + 30
    while _runs(process):
        assert monotonic() < last, "it went on"


def test_killed_pages_lose_nothing_that_they_acknowledged(group: Group) -> None:
    by_chance, room = chance("pages"), Room(group.workspace, group.log)
    scratch = None
    try:
        number = 0
        for turn in range(PAGES):
            typist = Typist(room, group.circle.tokens["Ben"])
            scratch = scratch or room.scratch()
            assert typist.state["values"]["words"] == group.kept("Ben"), "the page shows what was kept"
            for _each in range(by_chance.randrange(1, 12)):
                number += 1
                typist.type(number)
                assert typist.hear()["message"] == ""
            number += 1
            typist.type(number)
            a_moment(0.03, by_chance)
            os.kill(typist.kernel, signal.SIGKILL)
            end(typist.kernel)
            assert typist.heard <= group.number("Ben") <= typist.said, f"after {turn} kills"
            typist.leave()
    finally:
        room.process.terminate()
        room.process.wait(30)
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)


def test_killed_rooms_lose_nothing_that_their_pages_acknowledged(group: Group) -> None:
    by_chance, number = chance("rooms"), 0
    for _turn in range(ROOMS):
        room = Room(group.workspace, group.log)
        typists = {name: Typist(room, group.circle.tokens[name]) for name in ("Ben", "Cai")}
        scratch = room.scratch()
        for name, typist in typists.items():
            assert typist.state["values"]["words"] == group.kept(name), "the page shows what was kept"
        for _each in range(by_chance.randrange(1, 8)):
            number += 1
            for typist in typists.values():
                typist.type(number)
            for typist in typists.values():
                assert typist.hear()["message"] == ""
        number += 1
        for typist in typists.values():
            typist.type(number)
        a_moment(0.03, by_chance)
        os.kill(room.process.pid, signal.SIGKILL)
        room.process.wait(30)
        for name, typist in typists.items():
            end(typist.kernel)
            assert typist.heard <= group.number(name) <= typist.said
            typist.leave()
        assert scratch is not None
        shutil.rmtree(scratch, ignore_errors=True)
    assert number > 0
