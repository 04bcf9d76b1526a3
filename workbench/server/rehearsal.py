"""
Goes through every standing page once, before anybody is there.

The parent of all kernels calls this after it has imported what pages need: a page that somebody opens
then finds its modules read, its statements compiled and its notebook's code warm. It happens on a store
of its own with one invented person, which is gone before the first fork.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ipywidgets import Widget

from workbench.content import content
from workbench.core import desk
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.migrations.tables import METADATA
from workbench.people import services as people
from workbench.practice import services as practice


def rehearse(run: Callable[[str], object]) -> None:
    """Run the cells of each standing page by ``run``."""
    before = dict(os.environ)
    with TemporaryDirectory(prefix="workbench-") as folder:
        store = Store(f"sqlite:///{Path(folder) / 'store.sqlite'}", system_clock)
        METADATA.create_all(store.engine)
        person = _somebody(store)
        os.environ["WORKBENCH_STORE"], os.environ["WORKBENCH_WORKSPACE"] = store.url, folder
        for notebook in sorted(content("notebooks").glob("*.ipynb")):
            with Desk(store, person).transaction() as db:
                os.environ["WORKBENCH_TICKET"] = people.make_ticket(db, person=person, at=store.clock())
            desk.rehearsed(store)
            for cell in code(notebook):
                run(cell)
            Widget.close_all()
        desk.rehearsed(store)
    os.environ.clear()
    os.environ.update(before)


def code(notebook: Path) -> Iterator[str]:
    """Return the code of a notebook's cells, one after the other."""
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"])


def _somebody(store: Store) -> str:
    at = store.clock()
    with Desk(store, "").transaction() as db:
        person = people.add_person(db, name="Example", at=at)
    with Desk(store, person).transaction() as db:
        group = people.found_group(db, by=person, name="Example", zone="UTC", at=at)
    with Desk(store, person).transaction() as db:
        practice.open_cycle(db, by=person, group=group, at=at)
    return person
