"""
What many visitors at once cost our room, and where it breaks first.

    python -m bench.crowd [--visitors 1,5,10,20,30] [--seconds 10] [--minutes 0] [--every 1] [--write]

Visitors without a browser: each fetches the page to its end, opens its line, asks for all widgets and
moves the first slider until the label has followed. They come in the same moment; then each moves the
slider once in --every seconds, spread over them. Each number of visitors gets a fresh room that has had one
visitor before. With --minutes the most visitors stay so long, and what goes wrong is counted. The
visitors use the same processors as the room.
"""

import argparse
import asyncio
from dataclasses import dataclass, field
from time import perf_counter, process_time

from bench.measuring import results, visitors
from bench.measuring.figures import number
from bench.measuring.systems import OURS, SYSTEMS, Server, served
from bench.measuring.visitors import Failed, Visitor

SOON, AT_ONCE, TAP = 60.0, 3.0, 50.0  # seconds, seconds, milliseconds: more than this is called broken
FEW = 3  # errors told in full


@dataclass
class Moves:
    """How moves were answered: milliseconds, and what went wrong."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def share(self, part: float) -> float:
        """Return how soon a part of the moves was answered."""
        ordered = sorted(self.took)
        return ordered[round(part * (len(ordered) - 1))] if ordered else 0.0


@dataclass(frozen=True)
class Crowd:
    """What one number of visitors cost."""

    number: int
    last: float
    start: float
    empty: float
    memory: float
    busy: float
    own: float
    moves: Moves
    wrong: list[str]

    def breaks(self) -> str:
        """Say what is beyond what it should be, the worst first."""
        found = [
            (bool(self.wrong), f"{len(self.wrong)} did not come in"),
            (bool(self.moves.wrong), f"{len(self.moves.wrong)} moves without an answer"),
            (self.last > AT_ONCE, f"the last waits longer than {AT_ONCE:.0f} s"),
            (self.moves.share(0.95) > TAP, f"1 tap in 20 takes more than {TAP:.0f} ms"),
        ]
        return "; ".join(words for true, words in found if true)

    def row(self) -> list[str]:
        """Return its line in the table."""
        each = (self.memory - self.empty) / self.number
        figures = [self.last, self.start / self.number, self.memory, each, self.busy * 100, self.own * 100]
        taps = [self.moves.share(0.5), self.moves.share(0.95), self.moves.share(1)]
        return [str(self.number), *map(number, [*figures, *taps]), self.breaks() or "-"]


HEAD = [
    "visitors",
    "last of them (s)",
    "processor each, start (s)",
    "memory (MB)",
    "each of them (MB)",
    "processor while moving (%)",
    "the visitors' own (%)",
    "tap, median (ms)",
    "95 %",
    "most",
    "beyond what it should be",
]


async def stay(visitor: Visitor, moves: Moves, begin: float, end: float, every: float) -> None:
    """Move the slider every so many seconds from one moment to another."""
    at = begin
    while at < end:
        await asyncio.sleep(max(0.0, at - perf_counter()))
        at += every
        try:
            moves.took.append(await asyncio.wait_for(visitor.move(), SOON) * 1000)
        except (Failed, OSError, TimeoutError) as error:
            moves.wrong.append(f"{type(error).__name__}: {error}")
            visitor.leave()
            return


async def together(there: list[Visitor], seconds: float, every: float = 1.0) -> Moves:
    """Let all move for a while, each at a moment of its own."""
    moves, begin = Moves(), perf_counter()
    spread = [begin + at * every / len(there) for at in range(len(there))]
    await asyncio.gather(
        *(stay(each, moves, at, begin + seconds, every) for each, at in zip(there, spread, strict=True))
    )
    return moves


async def come_in(server: Server, count: int) -> tuple[list[Visitor], list[float], list[str], float, float]:
    """Let many come at once, after one; return them, their times, the errors, empty memory and processor."""
    first = (await visitors.come(server, 1))[0]
    await first.open()
    there = await visitors.come(server, count)
    empty, used = server.memory, server.processor
    times, wrong = await visitors.together([each.open() for each in there])
    return [each for each in there if each.line], times, wrong, empty, server.processor - used


async def crowd(count: int, seconds: float) -> Crowd:
    """Measure one number of visitors in a fresh room."""
    with served(SYSTEMS[OURS]) as server:
        there, times, wrong, empty, start = await come_in(server, count)
        used, own, began = server.processor, process_time(), perf_counter()
        moves = await together(there, seconds)
        took = perf_counter() - began
        busy, mine = (server.processor - used) / took, (process_time() - own) / took
        memory = server.memory
        for each in there:
            each.leave()
        return Crowd(count, max(times, default=0.0), start, empty, memory, busy, mine, moves, wrong)


async def long(count: int, minutes: float, every: float) -> list[list[str]]:
    """Let visitors stay for long; return what it was like, in ten parts."""
    rows = [["minute", "taps", "median (ms)", "95 %", "most", "memory (MB)", "processor (%)", "errors"]]
    with served(SYSTEMS[OURS]) as server:
        there, _times, wrong, _empty, _start = await come_in(server, count)
        first, part = server.memory, minutes * 60 / 10
        for each in range(10):
            used, began = server.processor, perf_counter()
            moves = await together([visitor for visitor in there if visitor.line], part, every)
            busy = (server.processor - used) / (perf_counter() - began)
            wrong += moves.wrong
            memory = server.memory
            told = [moves.share(0.5), moves.share(0.95), moves.share(1), memory, busy * 100]
            rows.append([number((each + 1) * minutes / 10), str(len(moves.took)), *map(number, told)])
            rows[-1].append(str(len(wrong)))
            print("  ".join(rows[-1]), flush=True)
        change = (memory / first - 1) * 100
        kept = "reached" if not wrong and abs(change) <= 10 else "not reached"
        rows.append(["since all came", "", "", "", "", f"{change:+.1f} %", "", f"{len(wrong)}: {kept}"])
        for error in wrong[:FEW]:
            print(f"  {error}")
    return rows


async def main() -> None:
    """Measure, print, and write if asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    numbers = [1, 5, 10, 20, 30]
    asked.add_argument("--visitors", type=lambda text: [int(n) for n in text.split(",")], default=numbers)
    asked.add_argument("--seconds", type=float, default=10)
    asked.add_argument("--minutes", type=float, default=0, help="how long the most visitors stay")
    asked.add_argument("--every", type=float, default=1, help="seconds from tap to tap of those who stay")
    asked.add_argument("--write", action="store_true", help="write the tables to bench/RESULTS.md")
    given = asked.parse_args()
    told = f"{results.load()} at the start".capitalize() + "."
    rows = [HEAD]
    for count in given.visitors if given.seconds else []:
        found = await crowd(count, given.seconds)
        rows.append(found.row())
        print("  ".join(rows[-1]), flush=True)
        for error in [*found.wrong, *found.moves.wrong][:FEW]:
            print(f"  {error}")
    beyond = next((row for row in rows[1:] if row[-1] != "-"), None)
    if beyond:
        told += f" It breaks first at {beyond[0]}: {beyond[-1]}."
    stayed = await long(max(given.visitors), given.minutes, given.every) if given.minutes else []
    tables = [table for table in (rows, stayed) if len(table) > 1]
    print("\n\n".join([told, *(results.printed(table) for table in tables)]))
    if given.write:
        assert __doc__
        how = __doc__.split("\n\n", 2)[2].strip()
        shown = map(results.marked, tables)
        if len(rows) > 1:
            results.write("A crowd", "\n\n".join([results.machine(), how, told, next(shown)]))
        if stayed:
            title = f"{max(given.visitors)} visitors for {number(given.minutes)} minutes"
            results.write(title, "\n\n".join([results.machine(), told, next(shown)]))


if __name__ == "__main__":
    asyncio.run(main())
