"""
One member's visit, run with the installed wheel: a cycle is opened, and pages are run as their kernel would.

Prints what happened as JSON. It is a script of its own, since it runs where the tests are out of reach.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import workbench
from workbench.content import content
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.settings import find_workspace
from workbench.core.store import Store
from workbench.cycles import services as cycles
from workbench.migrations.migrate import migrate
from workbench.people import services as people


def _run(shell: InteractiveShell, path: Path) -> dict[str, Any]:
    """Run a notebook's code cells and tell which kinds of thing they showed."""
    kinds: set[str] = set()
    formatter = shell.display_formatter
    assert formatter is not None
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            with capture_output() as captured:
                done = shell.run_cell(cell.source)
            done.raise_error()
            kinds.update(kind for output in captured.outputs for kind in output.data)
            if done.result is not None:
                kinds.update(formatter.format(done.result)[0])
    return {"page": path.stem, "shows": sorted(kinds)}


def main() -> None:
    """Found a group of one, open a cycle, run the pages."""
    workspace = find_workspace()
    workspace.make()
    store = Store(workspace.store_url, system_clock)
    migrate(store)
    now = system_clock()
    with Desk(store, "").transaction() as db:
        ana = people.add_person(db, name="Ana", at=now)
        group = people.found_group(db, by=ana, name="Tuesday group", zone="Europe/London", at=now)
    opened = cycles.open_cycle(Desk(store, ana), group, workspace=workspace)
    with Desk(store, ana).transaction() as db:
        ticket = people.make_ticket(db, person=ana, at=now)
    os.environ |= {
        "WORKBENCH_STORE": workspace.store_url,
        "WORKBENCH_TICKET": ticket,
        "QUERY_STRING": f"group={group}",
    }
    shell = InteractiveShell.instance()
    own = [workspace.notebooks / made.path for made in opened.notebooks]
    standing = [path for path in sorted(content("notebooks").glob("*.ipynb")) if path.stem in sys.argv[1:]]
    told = {
        "workbench": workbench.__file__,
        "content": str(content()),
        "fates": {made.template: made.fate for made in opened.notebooks},
        "pages": [_run(shell, path) for path in [*own, *standing]],
        "path": sys.path,
    }
    store.close()
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
