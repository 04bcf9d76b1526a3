"""
Opens our room with the page of the benchmarks in it.

    python -m bench.measuring.our_room FOLDER GUESTS

Makes a workspace in the folder with invented people who each have a personal link and no passphrase.
Prints one line of JSON when it is open: its address, and the links' paths.
"""

import json
import sys
from pathlib import Path

from bench.measuring.environments import PEERS
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.migrations.migrate import migrate
from workbench.people import services as people
from workbench.server import room


def guests(workspace: Workspace, number: int) -> list[str]:
    """Add people to a new store; return the paths of their links."""
    store = Store(workspace.store_url, system_clock)
    migrate(store)
    links = []
    for each in range(number):
        with Desk(store, "").transaction() as db:
            at = store.clock()
            person = people.add_person(db, name=f"Guest {each + 1}", at=at)
            links.append(f"/join/{people.make_link(db, by=person, person=person, at=at)}")
    store.close()
    return links


def lay_out(pages: Path) -> None:
    """Put the page where the room serves pages, and once more without its picture."""
    pages.mkdir(parents=True, exist_ok=True)
    told = json.loads((PEERS / "ours.ipynb").read_text("utf-8"))
    (pages / "ours.ipynb").write_text(json.dumps(told), "utf-8")
    told["cells"] = [cell for cell in told["cells"] if "picture" not in cell["metadata"].get("tags", [])]
    (pages / "plain.ipynb").write_text(json.dumps(told), "utf-8")


def main() -> None:
    """Open the room until it is ended."""
    workspace = Workspace(Path(sys.argv[1]))
    workspace.make()
    links = guests(workspace, int(sys.argv[2]))
    lay_out(workspace.notebooks / "pages")

    def ready(address: str) -> None:
        print(json.dumps({"address": address, "links": links}), flush=True)

    room.run(workspace, port=0, ready=ready)


if __name__ == "__main__":
    main()
