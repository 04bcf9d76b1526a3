"""
What each of our own pages costs whoever opens it, in the example community.

    python -m bench.pages [--only home,trends] [--write]

One member opens each page in a new browser context (cold), and once more in the same (warm); each page
has had a visitor before. "Words" is the first heading on the screen, which comes before any kernel answers;
"ready" is the moment in which all that the page shows without a further touch stands there and its line is
open. Bytes are those of the first visit, over the wire. The memory is what room, parent and kernels weigh
together (PSS) with the page open, less what they weighed before it. Browser and room share this machine.
"""

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from bench.measuring import figures, processes, results
from bench.measuring.browsers import NOWHERE
from tests.browser.room import come_in, open_room
from tests.browser.test_pages import PAGES, Example
from tests.chromium import launch_options
from workbench.exchange.example import PASSPHRASE

WATCH = """
(() => {
  const told = (window.told = { words: 0, line: 0, ready: 0 });
  let done;
  window.whole = new Promise((resolve) => (done = resolve));
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => (told.line ||= performance.now()), { once: true });
    }
  };
  const look = () => {
    told.words ||= document.querySelector("h1") ? performance.now() : 0;
    if (!document.body?.matches(".wb-ready") || !told.line) return;
    told.ready ||= performance.now();
    done();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  setInterval(look, 5);
})();
"""
BYTES = """performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .reduce((sum, each) => sum + each.transferSize, 0)"""
HEADS = [
    "page",
    "words (s)",
    "ready, cold (s)",
    "ready, warm (s)",
    "fetched (kB)",
    "processor (s)",
    "memory (MB)",
]


def main() -> None:
    """Measure, print, and write if asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--only", type=lambda text: text.split(","), default=list(PAGES))
    asked.add_argument("--write", action="store_true", help="write the table to bench/RESULTS.md")
    given = asked.parse_args()
    before = results.load()
    rows = [HEADS]
    with TemporaryDirectory(prefix="bench-") as name:
        example = Example(Path(name) / "workspace")
        with open_room(example.community.workspace, Path(name) / "log.txt") as example.address:
            (room,) = psutil.Process(os.getpid()).children()
            with sync_playwright() as its:
                browser = its.chromium.launch(**_options())
                for page in given.only:
                    _opened(browser, example, page, room.pid)
                    rows.append([page, *map(figures.number, _opened(browser, example, page, room.pid))])
                    print("  ".join(rows[-1]), flush=True)
        example.community.store.close()
    print(f"\n{before} at the start.\n\n{results.printed(rows)}")
    if given.write:
        assert __doc__
        how = __doc__.split("\n\n", 2)[2].strip()
        told = f"One visit after another; {before} at the start."
        results.write("Our own pages", "\n\n".join([results.machine(), how, told, results.marked(rows)]))


def _opened(browser: Browser, example: Example, name: str, room: int) -> list[float]:
    """Open a page cold and warm; return what a row tells."""
    first, group = PAGES[name]
    guest = example.community.guest(first)
    context = browser.new_context(viewport={"width": 1000, "height": 1200}, reduced_motion="reduce")
    context.add_init_script(WATCH)
    come_in(context, example.address, guest.token, PASSPHRASE)
    page = context.new_page()
    page.wait_for_timeout(1500)  # whoever was here before has left, and a fork waits again
    url = example.url(name.partition(" ")[0], group, guest.person)
    used, held = processes.processor(room), processes.memory(room)
    cold = _visit(page, url)
    page.wait_for_timeout(1500)
    worked, weighed = processes.processor(room) - used, processes.memory(room) - held
    fetched = float(page.evaluate(BYTES)) / 1000
    page.goto("about:blank")
    page.wait_for_timeout(1500)
    warm = _visit(page, url)
    context.close()
    return [cold["words"] / 1000, cold["ready"] / 1000, warm["ready"] / 1000, fetched, worked, weighed]


def _visit(page: Page, url: str) -> dict[str, float]:
    page.goto(url, wait_until="commit")
    page.evaluate("whole")
    found: dict[str, float] = page.evaluate("told")
    return found


def _options() -> dict[str, object]:
    options = dict(launch_options())
    options["args"] = [*options["args"], NOWHERE]  # type: ignore[misc]
    return options


if __name__ == "__main__":
    main()
