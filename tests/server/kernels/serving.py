"""A server with one forked kernel, for a test that kills it; prints the kernel's process and its parent's."""

import asyncio
import sys
from pathlib import Path

from tests.server.kernels.started import kernel, parent_of


async def serve(folder: Path) -> None:
    async with kernel(folder) as running:
        print(running.pid, parent_of(running.pid), flush=True)  # noqa: T201
        await asyncio.sleep(600)


asyncio.run(serve(Path(sys.argv[1])))
