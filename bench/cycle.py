"""
How long the 60 notebooks of a cycle take, beside the ``papermill`` command run once for each.

    python -m bench.cycle [--commands 12]

Twelve members and five templates, each made for every member. The workbench's own meeting and report are
made once for a group; here both ask for the member as well, and the fifth is a second practice log, so
that there are five for each. Ours is measured as the room does it, in a process that runs already
(rows in the store and the look at each notebook included), and once more with the start of a fresh
process. Of the command a sample is run, one after another with ours, and scaled to 60.
"""

import argparse
import json
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from time import perf_counter

from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.cycles.services import MADE, open_cycle
from workbench.cycles.templates import templates_folder
from workbench.migrations.migrate import migrate
from workbench.people import services as people

MEMBERS, NOTEBOOKS, ROUNDS = 12, 60, 5
AT = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
FRESH = """
import sys
from pathlib import Path
from bench.cycle import AT, made_in
made_in(*(Path(each) for each in sys.argv[1:3]), *sys.argv[3:])
"""


def five_templates(folder: Path) -> Path:
    """Lay out the five templates, each for every member."""
    five = folder / "templates"
    five.mkdir()
    for template in templates_folder().glob("*.ipynb"):
        notebook = json.loads(template.read_text("utf-8"))
        asks = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
        if not {'member = ""', 'session = ""'} & set(asks["source"]):
            asks["source"] += ["\n", 'member = ""']
        (five / template.name).write_text(json.dumps(notebook), "utf-8")
    copy(five / "practice-log.ipynb", five / "second-log.ipynb")
    return five


def a_group(folder: Path) -> tuple[str, str]:
    """Make a workspace with one group of twelve; return its first member and the group."""
    folder.mkdir()
    Workspace(folder).make()
    store = Store(Workspace(folder).store_url, lambda: AT)
    migrate(store)
    with Desk(store, "").transaction() as db:
        first = people.add_person(db, name="Member 1", at=AT)
        group = people.found_group(db, by=first, name="Bench", zone="UTC", at=AT)
        for number in range(2, MEMBERS + 1):
            people.invite(db, by=first, group=group, name=f"Member {number}", at=AT)
    store.close()
    return first, group


def made_in(folder: Path, templates: Path, member: str, group: str) -> None:
    """Open a cycle in a workspace, and stop unless all of its notebooks were made."""
    desk = Desk(Store(Workspace(folder).store_url, lambda: AT), member)
    made = open_cycle(desk, group, workspace=Workspace(folder), folder=templates).notebooks
    desk.store.close()
    if len(made) != NOTEBOOKS or {each.fate for each in made} != {MADE}:
        raise SystemExit(f"Not all of the {NOTEBOOKS} notebooks were made.")


def ours(folder: Path, templates: Path) -> float:
    """Return the seconds for a cycle in this process, store and checks included."""
    member, group = a_group(folder)
    start = perf_counter()
    made_in(folder, templates, member, group)
    return perf_counter() - start


def fresh(folder: Path, templates: Path) -> float:
    """Return the seconds for a cycle in a process of its own, from its start to its end."""
    asked = [str(folder), str(templates), *a_group(folder)]
    start = perf_counter()
    subprocess.run([sys.executable, "-c", FRESH, *asked], check=True)
    return perf_counter() - start


def command(template: Path, out: Path) -> float:
    """Prepare one notebook by the command; return the seconds that it took."""
    ids = ["-p", "session", "a" * 32] if template.stem == "self-assessment" else ["-p", "cycle", "a" * 32]
    line = [sys.executable, "-m", "papermill", "--prepare-only", "--report-mode", *ids]
    start = perf_counter()
    subprocess.run([*line, str(template), str(out)], check=True, capture_output=True)
    return perf_counter() - start


def told(name: str, seconds: list[float]) -> str:
    """Return one line: the middle of some measurements, and how far they spread."""
    middle = statistics.median(seconds)
    return f"{name:<52}{middle:8.3f} s   ({min(seconds):.3f} to {max(seconds):.3f}, {len(seconds)} runs)"


def main() -> None:
    """Measure both in turn, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=12, help="how often the command is run")
    commands = max(1, parser.parse_args().commands)
    with TemporaryDirectory() as name:
        folder = Path(name)
        templates = five_templates(folder)
        files = sorted(templates.glob("*.ipynb"))
        ours(folder / "warm", templates)
        room, started, one_each = [], [], []
        for number in range(max(commands, ROUNDS)):
            if number < ROUNDS:
                room.append(ours(folder / f"room-{number}", templates))
                started.append(fresh(folder / f"fresh-{number}", templates))
            if number < commands:
                one_each.append(command(files[number % len(files)], folder / f"command-{number}.ipynb"))
    sixty = NOTEBOOKS * statistics.mean(one_each)
    print(told(f"{NOTEBOOKS} notebooks, in the room that runs already", room))
    print(told(f"{NOTEBOOKS} notebooks, start of the process included", started))
    print(told("one notebook, by the papermill command", one_each))
    print(f"{f'{NOTEBOOKS} by the command, scaled from {commands}':<52}{sixty:8.3f} s")
    print(f"ratio, room to command: 1/{sixty / statistics.median(room):.0f}", end="  ")
    print(f"(1/{sixty / max(room):.0f} to 1/{sixty / min(room):.0f}; to reach: 1/50)")
    print(f"ratio, fresh process to command: 1/{sixty / statistics.median(started):.0f}")


if __name__ == "__main__":
    main()
