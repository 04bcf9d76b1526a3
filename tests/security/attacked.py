"""A group in a meeting, and the pages of two who mean no good."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.browser.room import open_room
from tests.builders import an_empty_workspace
from tests.security.checker import Page, look_at
from tests.security.tally import tried
from tests.security.walked import Walk
from tests.server.opened import Visitor

OPENED = {
    "Ben": ("assessment-meeting", "people", "practice", "journal", "practice-log", "self-assessment", "home"),
    "Dee": ("assessment-meeting",),
}
PATHS = {"people": "pages/people.ipynb", "practice": "pages/practice.ipynb", "home": "pages/home.ipynb",
         "journal": "pages/journal.ipynb"}  # fmt: skip
PASSING = {"tickets", "sign_ins"}  # written when a page opens
TOLD = {"status", "comm_info_reply", "comm_msg", "comm_open", "comm_close", "iopub_welcome"}


class Attacked:
    """A group at the peers' step, and the pages of two who mean no good."""

    def __init__(self, walk: Walk, address: str, log: Path) -> None:
        self.walk, self.log = walk, log
        self.pages: list[Page] = []
        visitors = {name: Visitor(address) for name in walk.circle.tokens}
        for name, visitor in visitors.items():
            visitor.ask(f"/join/{walk.circle.tokens[name]}")
        walk.with_passphrases()
        walk.before()
        for name, act in walk.steps():
            act()
            if name == "at peers":
                break
        for name, pages in OPENED.items():
            for page in pages:
                mine = f"-{walk.circle[name]}" if page in {"practice-log", "self-assessment"} else ""
                path = PATHS.get(page, f"cycles/{walk.cycle}/{page}{mine}.ipynb")
                seen = look_at(visitors[name], name, page, path)
                assert isinstance(seen, Page), (name, page)
                self.pages.append(seen)
        for opened in self.pages:
            opened.join()

    def tables(self, *but: str) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table."""
        with closing(sqlite3.connect(self.walk.workspace.path / "store.sqlite")) as db:
            names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                name: db.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
                for name in names
                if name not in PASSING | set(but)
            }

    def say(self, page: Page, comm: str, data: object) -> None:
        """Say something to a widget."""
        page.say("comm_msg", json.dumps({"comm_id": comm, "data": data}))
        tried("attacks")

    def overwrite(self, page: Page, comm: str, trait: str, value: object) -> None:
        """Set a trait of a widget, as its own control would."""
        self.say(page, comm, {"method": "update", "state": {trait: value}, "buffer_paths": []})

    def alive(self) -> None:
        """Answer the room on every line, so that none is taken for lost."""
        for page in self.pages:
            page.ask()
            page.heard()

    def quiet(self) -> None:
        """Hear all that is said; nothing of it tells of an error or of code."""
        for page in self.pages:
            page.ask()
            page.heard()
            assert page.kinds <= TOLD
            assert b"Traceback" not in page.told
            assert b"TraitError" not in page.told
            page.told.clear()


@contextmanager
def attacked(folder: Path) -> Iterator[Attacked]:
    """Open the room, the meeting and the pages."""
    workspace, store = an_empty_workspace(folder / "workspace")
    with open_room(workspace, folder / "log.txt") as address:
        place = Attacked(Walk(workspace, store), address, folder / "log.txt")
        yield place
        for page in place.pages:
            page.line.close()
    store.close()
