"""
What happens between the touch of a link and the first answer, here and in stock Voila.

    python -m bench.start [--visits 5] [--write]

The page is the one that bench.against opens everywhere, in a new browser context each time, in turns; each
server has had one visitor before. A row tells when that was reached, in milliseconds from the navigation;
below stands who worked how long until the page had answered: the browser by its own count, the server and
its kernels by the system's. Browser, server and kernels share this machine.
"""

import argparse
import asyncio
from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.async_api import Browser

from bench.measuring import browsers, figures, processes, results
from bench.measuring.environments import python, versions
from bench.measuring.systems import OURS, STOCK, SYSTEMS, Server, served

STARTING = Path(__file__).with_name("measuring").joinpath("starting.js").read_text("utf-8")
ROWS = {
    "head": "the first bytes are there (ms)",
    "asked": "the line to the kernel is asked for (ms)",
    "whole": "the whole page is there (ms)",
    "scripts": "the last script before the answer is there (ms)",
    "open": "the line is open (ms)",
    "sliders": "sliders there (ms)",
    "first": "the first word on the line (ms)",
    "answers": "the page answers (ms)",
    "files": "files until then",
    "browser": "the page in the browser worked (ms)",
    "script": "of it, scripts (ms)",
    "server": "the server worked (ms)",
    "kernels": "kernels worked (ms)",
}
Found = dict[str, list[float]]


async def main() -> None:
    """Measure in turns, print, and write if asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--visits", type=int, default=5)
    asked.add_argument("--write", action="store_true", help="write the table to bench/RESULTS.md")
    given = asked.parse_args()
    python(STOCK)
    before = results.load()
    found: dict[str, Found] = {name: defaultdict(list) for name in (STOCK, OURS)}
    for _visit in range(given.visits):
        for name, told in found.items():
            with served(SYSTEMS[name]) as server:
                async with browsers.browser() as browser:
                    await _visited(browser, server)
                    await asyncio.sleep(2 * browsers.QUIET)
                    for figure, value in (await _visited(browser, server)).items():
                        told[figure].append(value)
    rows = [["", "stock Voila", "this workbench"]]
    rows += [
        [title, *(figures.shown(told[figure]) for told in found.values())] for figure, title in ROWS.items()
    ]
    told = f"{given.visits} visits to each, median (least-most); {before} at the start."
    print(f"{told}\n\n{results.printed(rows)}")
    if given.write:
        assert __doc__
        how = __doc__.split("\n\n", 2)[2].strip()
        text = [results.machine(versions(STOCK)), how, told, results.marked(rows)]
        results.write("One page start, before and after", "\n\n".join(text))


async def _visited(browser: Browser, server: Server) -> dict[str, float]:
    """Open the page once in a new context; return what was noted of it."""
    context = await browsers.guest(browser, server)
    await context.add_init_script(STARTING)
    page = (await browsers.windows([context]))[0]
    line = await context.new_cdp_session(page)
    await line.send("Performance.enable")
    whole, alone = server.processor, processes.processor_alone(server.pid)
    _page, visit = await browsers.open_page(context, server.url, page, plot=False)
    worked = {each["name"]: each["value"] for each in (await line.send("Performance.getMetrics"))["metrics"]}
    server_worked = processes.processor_alone(server.pid) - alone
    told: dict[str, Any] = await page.evaluate(f"start.told({visit.interactive * 1000})")
    found = {
        **told,
        "sliders": visit.sliders * 1000,
        "answers": visit.interactive * 1000,
        "browser": worked["TaskDuration"] * 1000,
        "script": worked["ScriptDuration"] * 1000,
        "server": server_worked * 1000,
        "kernels": (server.processor - whole - server_worked) * 1000,
    }
    await context.close()
    return found


if __name__ == "__main__":
    asyncio.run(main())
