"""
Goes through every page once, before anybody is there.

The parent of all kernels calls this after it has imported what pages need: a page that somebody opens
then finds its modules read, its statements compiled and its notebook's code warm. It happens on a store
of its own with a part of the example's invented people, which is gone before the first fork.
"""

import json
import os
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from ipywidgets import Widget

from workbench.content import content
from workbench.core import desk
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.exchange.example import GROUPS, tell
from workbench.exchange.retelling import Walk
from workbench.migrations.tables import METADATA
from workbench.people import services as people
from workbench.sessions.queries import session_of

GROUP = GROUPS[1]  # its members give marks: more is drawn
CYCLES = (1, 2)  # the second with what they agreed


def rehearse(run: Callable[[str], object]) -> None:
    """Run the cells of each page by ``run``."""
    before = dict(os.environ)
    try:
        with TemporaryDirectory(prefix="workbench-") as folder:
            _go_through(run, Path(folder))
    finally:
        os.environ.clear()
        os.environ.update(before)


def _go_through(run: Callable[[str], object], folder: Path) -> None:
    url = f"sqlite:///{folder / 'store.sqlite'}"
    ids = _apart(lambda: _told(url, folder))
    member, store = ids["member"], Store(url, system_clock)
    os.environ.update(
        WORKBENCH_STORE=url, WORKBENCH_WORKSPACE=str(folder), QUERY_STRING=f"group={ids['group']}"
    )
    try:
        for notebook in pages():
            with Desk(store, member).transaction() as db:
                os.environ["WORKBENCH_TICKET"] = people.make_ticket(db, person=member, at=store.clock())
            desk.rehearsed(store)
            for cell in code(notebook, ids):
                run(cell)
            Widget.close_all()
    finally:  # also where a page fails: no fork may find itself at this desk
        Widget.close_all()
        desk.rehearsed(store)


def pages() -> list[Path]:
    """Return all notebooks that people open: those that stand there, and those made for each cycle."""
    return [
        notebook
        for folder in (content("notebooks"), content("templates", "notebooks"))
        for notebook in sorted(folder.glob("*.ipynb"))
    ]


def code(notebook: Path, ids: dict[str, str] | None = None) -> Iterator[str]:
    """Return the code of a notebook's cells, one after the other; ``ids`` are its parameters."""
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"])
        if "parameters" in cell["metadata"].get("tags", []):
            yield "\n".join(f"{name} = {value!r}" for name, value in (ids or {}).items())


def _apart(do: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Do it in a process of its own, so that what it takes of memory is not kept; return what it returns."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, json.dumps(do()).encode())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    os.waitpid(pid, 0)
    found: dict[str, str] = json.loads(said)
    return found


def _told(url: str, folder: Path) -> dict[str, str]:
    """Tell a part of the example in a new store; return whose pages are gone through."""
    today = system_clock()
    store = Store(url, Walk(today - timedelta(weeks=40)))
    METADATA.create_all(store.engine)
    (folder / "none").mkdir()
    place = Workspace(folder)
    (circle,) = tell(
        store, place, today=today, groups=[GROUP], cycles=CYCLES, templates=folder / "none"
    ).values()
    with store.reading() as db:
        session = session_of(db, asker=circle.first, cycle=circle.cycle) or ""
    store.close()
    return {"group": circle.group, "cycle": circle.cycle, "member": circle.first, "session": session}
