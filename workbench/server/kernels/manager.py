"""Jupyter's manager of one kernel, without the pause that it makes after each start."""

from asyncio import Future
from typing import Any

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager


class PromptManager(ServerKernelManager):
    """
    A server's kernel manager that says that a kernel is there as soon as it is.

    Jupyter's own waits ten milliseconds more, for the sake of its tests; somebody waits for the page.
    """

    async def start_kernel(self, *_none: Any, **asked: Any) -> None:  # type: ignore[override]
        """Start the kernel."""
        self._attempted_start = True
        ready: Future[None] = Future()
        self._ready = ready
        try:
            command, asked = await self.pre_start_kernel(**asked)
            await self._launch_kernel(command, **asked)
            await self.post_start_kernel(**asked)
        except BaseException as error:
            ready.set_exception(error)
            ready.exception()  # whoever started it is told; nobody else has to ask
            raise
        ready.set_result(None)
