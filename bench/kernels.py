"""
How soon a kernel gives its first reply, forked and started normally, and what each further one weighs.

    python -m bench.kernels [--rounds 10] [--kernels 4] [--write]

In turns, each kernel through the room's own manager. Forked kernels are the room's own: their parent has
read all pages ahead; it is warm before the first is measured, as it is in an open room. "Comes alone" is
who comes after a calm of a second, and gets the fork that waits; "in a crowd" is who has to be forked for.
The time runs from the request to start until the reply to `kernel_info` is there. Memory (PSS) is that of
the parent and all forks together, so that what they share counts once; "with the page" is after the cells
of the page that bench.against opens everywhere.
"""

import argparse
import asyncio
import os
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from jupyter_client.kernelspec import KernelSpec

from bench.measuring import figures, processes, results
from bench.measuring.environments import PEERS
from tests.server.kernels.started import kernel, normal
from workbench.server.kernels import forks, warm
from workbench.server.kernels.manager import PromptManager
from workbench.server.ownership import OnePython
from workbench.server.rehearsal import code

PATIENCE = 60


async def first_reply(folder: Path, spec: KernelSpec) -> float:
    """Start a kernel, return the milliseconds until it has replied, and end it."""
    manager = PromptManager(connection_file=str(folder / f"{os.urandom(4).hex()}.json"), transport="ipc")
    manager._kernel_spec = spec
    began = perf_counter()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    reply = await client.get_shell_msg(timeout=PATIENCE)
    took = (perf_counter() - began) * 1000
    assert reply["msg_type"] == "kernel_info_reply"
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return took


async def weight_of_each(folder: Path, spec: KernelSpec, number: int) -> tuple[float, float]:
    """Start some kernels; return what each further one weighs, bare and with the page, in MB."""
    cells = list(code(PEERS / "ours.ipynb"))
    mine = os.getpid()
    weights = []
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(kernel(folder, spec))]
        weights.append(_children(mine))
        running += [await stack.enter_async_context(kernel(folder, spec)) for _ in range(number)]
        weights.append(_children(mine))
        for each in running:
            for cell in cells:
                done = await each.do(cell)
                assert done["reply"]["status"] == "ok", done["reply"]
        one_page = _children(mine)
    bare = (weights[1] - weights[0]) / number
    return bare, bare + (one_page - weights[1]) / (number + 1)


def _children(mine: int) -> float:
    return processes.memory(mine) - processes.memory_alone(mine)


async def main() -> None:
    """Measure in turns, print, and write if asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--rounds", type=int, default=10)
    asked.add_argument("--kernels", type=int, default=4, help="how many are weighed")
    asked.add_argument("--write", action="store_true", help="write the table to bench/RESULTS.md")
    given = asked.parse_args()
    told = f"{given.rounds} rounds, median (least-most); {results.load()} at the start."
    specs = {"forked": OnePython().get_kernel_spec("python3"), "normal": normal()}
    times: dict[str, list[float]] = {name: [] for name in ("alone", "crowd", "normal")}
    weights = {}
    with TemporaryDirectory(prefix="wb-") as name:
        folder = Path(name)
        await first_reply(folder, specs["forked"])
        for _ in range(given.rounds):
            await asyncio.sleep(2 * warm.CALM)
            times["alone"].append(await first_reply(folder, specs["forked"]))
            times["crowd"].append(await first_reply(folder, specs["forked"]))
            times["normal"].append(await first_reply(folder, specs["normal"]))
        for kind, spec in specs.items():
            weights[kind] = await weight_of_each(folder, spec, given.kernels)
        forks.end_all()
    rows = [["", "forked", "normal", "forked / normal", "to reach", ""]]
    plain = figures.middle(times["normal"]) or 0
    for kind, what in (("alone", "comes alone"), ("crowd", "in a crowd")):
        forked = figures.middle(times[kind]) or 0
        ratio = figures.middle([a / b for a, b in zip(times[kind], times["normal"], strict=True)]) or 0
        rows.append(
            [
                f"start to first reply, {what} (ms)",
                figures.shown(times[kind]),
                figures.shown(times["normal"]),
                f"1/{plain / forked:.1f}",
                "60 ms, 1/15",
                "reached" if forked <= 60 and ratio <= 1 / 15 else "not reached",
            ]
        )
    for at, what in enumerate(["each further one, bare (MB)", "with the page (MB)"]):
        one, other = weights["forked"][at], weights["normal"][at]
        rows.append([what, figures.number(one), figures.number(other), f"1/{other / one:.1f}", "", ""])
    print(f"{told}\n\n{results.printed(rows)}")
    if given.write:
        assert __doc__
        how = __doc__.split("\n\n", 2)[2].strip()
        results.write("Kernels", "\n\n".join([results.machine(), how, told, results.marked(rows)]))


if __name__ == "__main__":
    asyncio.run(main())
