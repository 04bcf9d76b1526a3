"""
The same page in Streamlit, Panel, Solara, marimo, stock Voila and here, measured in turns.

    python -m bench.against [--repeat 1] [--visitors 1,4,12] [--only ours,voila] [--write]

The page: twelve integer sliders, six text fields, a label that follows the first slider, a plotly plot of
eight lines with a hundred points each (bench/peers). Browser and servers share this machine; each server
is a process of its own on loopback, in an environment of its own, and has had one visitor before it is
measured. "Cold" is a new browser context, "warm" the same context again; each in a window that stands
open, empty and settled (Chromium loads pages of its own for each new one). A page answers when a key on the
first slider has changed the label: the key is pressed as soon as there is a slider, and again after 50,
100, 200 and then each 400 ms (Streamlit waits for a pause of 200 ms). Numbers of visitors from twelve on
come all in the same moment. What goes over a web socket is counted as it is before compression.
"""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import Awaitable

from bench.measuring import figures, parts, results
from bench.measuring.environments import python, versions, wanted
from bench.measuring.systems import OURS, SYSTEMS, System
from tests.chromium import chromium

AT_ONCE = 12


async def main() -> None:
    """Measure in turns, print, and write if asked."""
    given = _asked()
    systems = [SYSTEMS[name] for name in given.only]
    for name in wanted():
        if any(name in (each.name, each.environment) for each in systems):
            python(name)
    chromium()
    before = results.load()
    measured: dict[str, dict[str, list[float]]] = {each.name: defaultdict(list) for each in systems}
    for turn in range(given.repeat):
        for system in systems:
            print(f"turn {turn + 1} of {given.repeat}: {system.title}", flush=True)
            await _measure(system, given.visitors, measured[system.name])
    peers = [name for name in wanted() if any(name in (each.name, each.environment) for each in systems)]
    said = [line for name in peers for line in versions(name)]
    told = f"{given.repeat} turns, median (least-most); {before} at the start."
    tables = [figures.figures_table(measured)]
    if OURS in given.only:
        tables.append(figures.reach_table(measured))
    print("\n\n".join([told, *(results.printed(table) for table in tables)]))
    if given.write:
        heads = [told, "What was to be reached:"]
        body = [f"{head}\n\n{results.marked(table)}" for head, table in zip(heads, tables, strict=False)]
        assert __doc__
        how = __doc__.split("\n\n", 2)[2].strip()
        results.write("The same page elsewhere", "\n\n".join([results.machine(said), how, *body]))


async def _measure(system: System, counts: list[int], found: dict[str, list[float]]) -> None:
    """Measure one system once; what fails is said, and the rest goes on."""
    doings: list[Awaitable[parts.Found]] = [parts.alone(system, [n for n in counts if n < AT_ONCE])]
    doings += [parts.many(system, count) for count in counts if count >= AT_ONCE]
    if system.name in parts.WIRED:
        doings += [parts.by_wire(system, count) for count in counts if count >= AT_ONCE]
    for doing in doings:
        try:
            for name, values in (await doing).items():
                found[name] += values
        except Exception as error:
            print(f"  {system.title}: {type(error).__name__}: {str(error)[:300]}", flush=True)


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--repeat", type=int, default=1)
    asked.add_argument("--visitors", type=_numbers, default=[1, 4, AT_ONCE])
    asked.add_argument("--only", type=lambda text: text.split(","), default=list(SYSTEMS))
    asked.add_argument("--write", action="store_true", help="write the tables to bench/RESULTS.md")
    given = asked.parse_args()
    if unknown := set(given.only) - set(SYSTEMS):
        asked.error(f"not known: {', '.join(sorted(unknown))}; there are {', '.join(SYSTEMS)}")
    return given


def _numbers(text: str) -> list[int]:
    return sorted({int(each) for each in text.split(",")})


if __name__ == "__main__":
    asyncio.run(main())
