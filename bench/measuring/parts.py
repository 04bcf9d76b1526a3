"""The parts in which a system is measured, each with a server of its own."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from bench.measuring import browsers, visitors
from bench.measuring.processes import MB
from bench.measuring.systems import OURS, STOCK, System, served

MOVES = 20
CALM = 3.0  # seconds in which those who left are let go
WIRED = (OURS, STOCK)  # whose pages can be opened without a browser
Found = dict[str, list[float]]


async def alone(system: System, counts: Sequence[int], moves: int = MOVES) -> Found:
    """
    Measure one visitor, and the memory of a few who come one after the other.

    Somebody was there before: their visits are weighed, and what a server does only once is done by then.
    """
    found: Found = defaultdict(list)
    with served(system) as server:
        async with browsers.browser() as browser:
            context = await browsers.guest(browser, server)
            cold, warm = [await browsers.weigh(context, server.url) for _ in range(2)]
            await context.close()
            found["bytes"], found["bytes warm"] = [cold.size / MB], [warm.size / MB]
            found["requests"], found["elsewhere"] = [cold.requests], [len(cold.elsewhere)]
            if system.name == OURS:
                context = await browsers.guest(browser, server)
                plain = server.url.replace("ours.ipynb", "plain.ipynb")
                found["bytes plain"] = [(await browsers.weigh(context, plain, plot=False)).size / MB]
                await context.close()
            await asyncio.sleep(CALM)
            found["memory 0"] = [server.memory]

            context, used = await browsers.guest(browser, server), server.processor
            page, visit = await browsers.open_page(context, server.url)
            await asyncio.sleep(browsers.QUIET)
            found["processor"] = [server.processor - used]
            _note(found, "cold", visit)
            await page.close()
            page, visit = await browsers.open_page(context, server.url)
            await asyncio.sleep(browsers.QUIET)
            _note(found, "warm", visit)
            took = sorted(await browsers.trips(page, moves))
            if took:
                found["trip"] = [took[len(took) // 2]]
                found["trip 95"] = [took[round(0.95 * (len(took) - 1))]]
            await asyncio.sleep(CALM)
            there = 1
            for count in counts:
                for number in range(there, count):
                    further = await browsers.guest(browser, server, number)
                    await browsers.open_page(further, server.url)
                there = count
                await asyncio.sleep(browsers.QUIET)
                found[f"memory {count}"] = [server.memory]
    return found


async def many(system: System, count: int) -> Found:
    """Measure many who come in the same moment, each with a browser context of their own."""
    found: Found = {}
    with served(system) as server:
        async with browsers.browser() as browser:
            context = await browsers.guest(browser, server)
            await browsers.open_page(context, server.url)
            await context.close()
            await asyncio.sleep(CALM)
            contexts = [await browsers.guest(browser, server, number) for number in range(count)]
            used = server.processor
            rush = await browsers.at_once(contexts, server.url)
            await asyncio.sleep(browsers.QUIET)
            if not rush.unanswered:
                found[f"last {count}"] = [rush.last]
                found[f"processor of {count}"] = [server.processor - used]
                found[f"memory {count}"] = [server.memory]
            found[f"unanswered {count}"], found[f"undrawn {count}"] = [rush.unanswered], [rush.undrawn]
    return found


async def by_wire(system: System, count: int) -> Found:
    """Measure many who come in the same moment without a browser."""
    with served(system) as server:
        before = await visitors.come(server, 1)
        await visitors.together([before[0].open()])
        there = await visitors.come(server, count)
        times, wrong = await visitors.together([visitor.open() for visitor in there])
        for each in wrong:
            print(f"  {system.title}: {each}")
        for visitor in [*before, *there]:
            visitor.leave()
        return {f"wire {count}": [max(times)]} if len(times) == count else {}


def _note(found: Found, state: str, visit: browsers.Visit) -> None:
    found[state] = [visit.interactive]
    found[f"{state} sliders"] = [visit.sliders]
    found[f"{state} plot"] = [visit.plot]
