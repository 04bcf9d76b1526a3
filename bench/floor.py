"""
Where the memory and the time of one page's start go, in a kernel that was forked.

    python -m bench.floor [--most 12] [--write]

The room's own warm parent is made in this process and forked once. In the fork each call is watched from
the outside: how many pages of 4 kB had to be copied or made for it, and how long each part took. A page that
is only read stays shared; one in which a single counter changes is copied. The page is the one that
bench.against opens everywhere. Watching makes it slower: times are for their shares, not for their sizes. The
first table tells what the processes weigh that are there before anybody comes, if nothing is done in them;
the last, of a fork that nobody watched, why pages are its own, and what the objects take that its cells made.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from types import FrameType
from typing import Any

from bench.measuring import copied, results
from bench.measuring.environments import PEERS
from workbench.server.kernels import warm
from workbench.server.ownership import FORKED
from workbench.server.rehearsal import code

PAGE = 4  # kB
KERNEL = ("ipykernel.kernelapp", "ipywidgets", "anywidget")
STANDING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Python alone", ()),
    ("Jupyter's server and Voila, read", ("jupyter_server.serverapp", "voila.app")),
    ("our server, read", ("workbench.server.room",)),
    ("a kernel with its widgets, read", KERNEL),
    ("the same with pandas and plotly", (*KERNEL, "pandas", "plotly.graph_objects")),
    ("the same with all our pages", ("ipykernel.kernelapp", *FORKED["modules"])),
)
WEIGH = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(open("/proc/self/smaps_rollup").read().partition("Pss:")[2].split()[0])
"""


def faults() -> int:
    """Return how many pages this process has been given so far."""
    return getrusage(RUSAGE_SELF).ru_minflt


@dataclass
class Watch:
    """Counts the pages that each function makes the system copy or give."""

    where: str = ""
    last: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """Be told of a call or a return."""
        self.found[self.where] += faults() - self.last
        here = frame.f_back if event == "return" else frame
        if here is not None:
            name = f"{Path(here.f_code.co_filename).name}: {here.f_code.co_name}"
            called = getattr(argument, "__name__", "") if event == "c_call" else ""
            self.where = f"{name} → {called}" if called else name
        self.last = faults()


def watched(do: Callable[[], object]) -> tuple[int, float, Counter[str]]:
    """Return how many pages and milliseconds something took, and which functions took the pages."""
    watch, begun = Watch(), perf_counter()
    watch.last = faults()
    sys.setprofile(watch)
    do()
    sys.setprofile(None)
    return watch.found.total(), (perf_counter() - begun) * 1000, watch.found  # without what watching took


def in_the_fork(parent: warm.Parent) -> dict[str, Any]:
    """Begin a kernel and run the page's cells; return what each part took."""
    app = parent.app
    folder = tempfile.mkdtemp()
    bare = faults()
    parts: list[tuple[str, int, float]] = [("the fork itself", bare, 0.0)]
    functions: Counter[str] = Counter()
    cells = list(code(PEERS / "ours.ipynb"))
    shell: Any = app.kernel.shell

    def page() -> None:
        for cell in cells:
            shell.run_cell(cell, store_history=False)

    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("sockets, session, streams", lambda: app.begin(f"{folder}/kernel.json")),
        ("listening", app.kernel.start),
        ("the page's cells", page),
    )
    for name, do in steps:
        pages, took, found = watched(do)
        parts.append((name, pages, took))
        functions += found
    return {"parts": parts, "functions": functions.most_common(40)}


def unwatched(parent: warm.Parent) -> list[list[str]]:
    """Do the same in a fork that nobody watches; return why its pages are its own, and what it made."""
    cells = list(code(PEERS / "ours.ipynb"))
    asking, telling = os.pipe()
    staying, leave = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        parent.app.begin(f"{tempfile.mkdtemp()}/kernel.json")
        parent.app.kernel.start()
        shell: Any = parent.app.kernel.shell
        if traced := os.fork():  # counting objects takes memory: it is done in another one
            os.waitpid(traced, 0)
        else:
            tracemalloc.start()
        for cell in cells:
            shell.run_cell(cell, store_history=False)
        if traced:
            os.write(telling, b"done")
            os.read(staying, 1)
        else:
            os.write(telling, f"{tracemalloc.get_traced_memory()[0]:8d}".encode())
        os._exit(0)
    made = int(os.read(asking, 8))
    os.read(asking, 4)
    found = copied.copied(fork)
    os.write(leave, b"!")
    os.wait()
    rows = [["what became of the pages that are the fork's own", "kB"]]
    rows += [
        ["the same again: a count went up and came down", str(found.same_again * PAGE)],
        ["one or two words of 8 bytes are others", str(found.few_words * PAGE)],
        ["more of it is another", str(found.more * PAGE)],
        ["new", str(found.new * PAGE)],
        ["all", str(found.all * PAGE)],
        ["objects that the page's cells made, for comparison", str(made // 1024)],
    ]
    return rows


def standing() -> list[list[str]]:
    """Return what processes weigh in which nothing was done yet but to read code."""
    rows = [["before anybody is there", "MB"]]
    for title, modules in STANDING:
        command = [sys.executable, "-c", WEIGH, *modules]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rows.append([title, f"{int(told.split()[-1]) / 1024:.0f}"])
    return rows


def main() -> None:
    """Measure, print, and write if asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--most", type=int, default=12, help="how many functions are named")
    asked.add_argument("--write", action="store_true", help="write the tables to bench/RESULTS.md")
    given = asked.parse_args()
    before = standing()
    ours, _its = socket.socketpair()
    reading, writing = os.pipe()
    parent = warm.Parent(ours, reading)
    parent.prepare(dict(FORKED))
    if os.fork() == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 2)
        os.write(writing, json.dumps(in_the_fork(parent)).encode())
        os._exit(0)
    os.wait()
    told = json.loads(os.read(reading, 1_000_000))
    parts = [["", "pages", "kB", "ms, watched"]]
    parts += [[name, str(n), str(n * PAGE), f"{took:.1f}"] for name, n, took in told["parts"]]
    why = unwatched(parent)
    functions = [["function", "kB"]]
    functions += [[name, str(n * PAGE)] for name, n in told["functions"][: given.most]]
    print("\n\n".join(map(results.printed, (before, parts, functions, why))))
    if given.write:
        assert __doc__
        how = __doc__.split("\n\n", 2)[2].strip()
        text = [
            results.machine(),
            how,
            results.marked(before),
            results.marked(parts),
            results.marked(functions),
            results.marked(why),
        ]
        results.write("Where a fork's memory goes", "\n\n".join(text))


if __name__ == "__main__":
    main()
