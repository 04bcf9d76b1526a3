"""
How soon all pages of a meeting follow when it goes on, as the last of the browsers shows it.

    python -m bench.live [--pages 6] [--moves 20] [--idle 10]

One room, one group, one browser context for each member, all at the same assessment meeting; the views
are sent in, so that every step has something to show. The moves go forward and back in turn through the
steps. Each is written by the service in this process, beside the server; the time runs from its commit.
Nothing polls in the pages: a script set before they load notes the moment at which messages from the
kernel come in and at which the new step stands in the page. Browsers, kernels and the server share the
machine's processors with this script; the load is printed beside the figures.
"""

import argparse
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from playwright.sync_api import Page, sync_playwright

from tests.browser.gathering import Gathering, gathered
from tests.chromium import launch_options
from workbench.sessions import moves, queries, services
from workbench.sessions.protocols import protocol
from workbench.sessions.rules import View

WATCH = """
(() => {
  const live = (window.live = { frames: [], shown: [], last: 0, waiting: [] });
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => live.frames.push(Date.now()));
    }
  };
  const look = () => {
    live.last = Date.now();
    const step = document.querySelector(".wb-steps [aria-current=step] span")?.textContent;
    const heads = [...document.querySelectorAll("h2")].map((head) => head.textContent);
    if (!step || !heads.includes(step) || live.shown.at(-1)?.step === step) return;
    live.shown.push({ step, at: live.last });
    live.waiting.filter((each) => each.step === step).forEach((each) => each.done());
    live.waiting = live.waiting.filter((each) => each.step !== step);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  live.reached = (step) => new Promise((done) =>
    live.shown.at(-1)?.step === step ? done() : live.waiting.push({ step, done }));
})();
"""
RESULT = """
([since, step]) => ({
  frame: live.frames.find((at) => at >= since) ?? since,
  count: live.frames.filter((at) => at >= since).length,
  shown: live.shown.findLast((each) => each.step === step).at,
  quiet: live.last,
})
"""


@dataclass(frozen=True)
class Follow:
    """How one page followed one move: milliseconds since the commit, and the messages that came."""

    frame: float
    shown: float
    quiet: float
    count: int


def begin(gathering: Gathering) -> str:
    """Send in all views for the first member's turn, and turn the meeting to it; return the session."""
    circle = gathering.circle
    names = list(circle.people)
    desk = circle.desk(names[0])
    with desk.transaction() as db:
        session = queries.session_of(db, asker=desk.me, cycle=gathering.cycle)
        assert session
        marked, worded = gathering.criteria.values()
        for number, name in enumerate(names):
            mark = ("rarely", "mostly", "reliably")[number % 3]
            views = [
                View(marked, mark=mark, words=f"{name} saw it"),
                View(worded, words=f"{name} on silence"),
            ]
            services.send_view(db, by=circle[name], session=session, views=views, at=desk.now())
        moves.attend_to(db, by=desk.me, session=session, seen=0, at=desk.now())
    return session


def moved(gathering: Gathering, session: str, to: str) -> float:
    """Go to a step; return the moment of the commit, as browsers count it."""
    desk = gathering.circle.desk(next(iter(gathering.circle.people)))
    with desk.transaction() as db:
        seen = queries.place(db, queries.row(db, session)).revision
        moves.move(db, by=desk.me, session=session, to=to, seen=seen, at=desk.now())
    return time.time() * 1000


def path(number: int) -> list[str]:
    """Return the steps to go to: one forward, one back, and so on through the session."""
    names = [stage.name for stage in protocol("assessment").stages]
    steps = [name for pair in zip(names[1:], names, strict=False) for name in pair]
    return [steps[at % len(steps)] for at in range(number)]


def follow(pages: Sequence[Page], since: float, title: str, calm: float) -> list[Follow]:
    """Wait until every page shows a step, and until they have become calm; return how each followed."""
    for page in pages:
        page.evaluate("step => live.reached(step)", title)
    pages[0].wait_for_timeout(calm * 1000)
    told: list[Any] = [page.evaluate(RESULT, [since, title]) for page in pages]
    return [Follow(t["frame"] - since, t["shown"] - since, t["quiet"] - since, t["count"]) for t in told]


def used(processes: Sequence[psutil.Process]) -> float:
    """Return the processor seconds that these processes have used."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def told(name: str, milliseconds: Sequence[float]) -> str:
    """Return one line: the middle, the 95th percentile and the largest."""
    ordered = sorted(milliseconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return f"  {name:46}{statistics.median(ordered):8.0f}{high:8.0f}{ordered[-1]:8.0f} ms"


def measure(gathering: Gathering, pages: Sequence[Page], number: int, idle: float) -> None:
    """Make the moves and print the figures."""
    session = begin(gathering)
    titles = {stage.name: stage.title for stage in protocol("assessment").stages}
    for page in pages:
        page.evaluate("step => live.reached(step)", next(iter(titles.values())))
    room = next(p for p in psutil.Process().children() if "tests.server.serve" in p.cmdline())
    below = room.children(recursive=True)
    kernels = [p for p in below if p.ppid() != room.pid or "ipykernel_launcher" in p.cmdline()]
    assert len(kernels) >= len(pages), "each page has a kernel"
    pages[0].wait_for_timeout(2000)
    before = used(kernels), used([room])
    pages[0].wait_for_timeout(idle * 1000)
    still = [
        (now - then) / idle * 100 for now, then in zip((used(kernels), used([room])), before, strict=True)
    ]
    before = used(kernels), used([room])
    rounds = []
    for step in path(number):
        since = moved(gathering, session, step)
        rounds.append((step, follow(pages, since, titles[step], 0.7)))
    spent = used(kernels) - before[0], used([room]) - before[1]
    every = [each for _step, pages_followed in rounds for each in pages_followed]
    print(f"{number} moves, {len(pages)} pages; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"  {'from the commit':46}{'median':>8}{'p95':>8}{'most':>8}")
    print(told("the first message, each page", [each.frame for each in every]))
    print(told("the step, first page", [min(each.shown for each in told) for _step, told in rounds]))
    print(told("the step, last page", [max(each.shown for each in told) for _step, told in rounds]))
    print(told("the last change, last page", [max(each.quiet for each in told) for _step, told in rounds]))
    print(f"  messages a page and move: {statistics.mean(each.count for each in every):.0f}")
    share = len(pages) * len(rounds)
    kernel, relayed = (each / share * 1000 for each in spent)
    print(f"  processor a page and move: kernel {kernel:.0f} ms, room {relayed:.0f} ms")
    print(f"  processor at rest: kernel {still[0] / len(pages):.2f} % of one each, room {still[1]:.2f} %")
    for step in dict.fromkeys(step for step, _told in rounds):
        last = [max(each.shown for each in told) for name, told in rounds if name == step]
        count = [each.count for name, told in rounds if name == step for each in told]
        print(f"    {step:14}{statistics.mean(last):6.0f} ms{statistics.mean(count):6.0f} messages")


def main() -> None:
    """Open the room and the browsers, and measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=6)
    asked.add_argument("--moves", type=int, default=20)
    asked.add_argument("--idle", type=float, default=10, help="seconds in which nobody does anything")
    given = asked.parse_args()
    names = [f"Member {number + 1}" for number in range(given.pages)]
    options: Any = launch_options()
    with TemporaryDirectory() as folder, sync_playwright() as its:
        browser = its.chromium.launch(**options)
        with gathered(Path(folder), names) as gathering:
            guests = []
            for name in names:
                guest = gathering.join(browser, name)
                guest.context.add_init_script(WATCH)
                gathering.open(guest, gathering.meeting)
                guests.append(guest.page)
            measure(gathering, guests, given.moves, given.idle)
        browser.close()


if __name__ == "__main__":
    main()
