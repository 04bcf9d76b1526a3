"""The line from a page to its kernel, and what a page does when it closes."""

import json

from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import authenticated

from workbench.server.calm import Calm
from workbench.server.messages import V1

PING = 20.0


class Line(Calm, KernelWebsocketHandler):
    """The line to one's own kernel."""

    @property
    def ping_interval(self) -> float:
        """Seconds, as tornado counts; Jupyter's own counts thousandths under the same name."""
        return PING

    @property
    def ping_timeout(self) -> float:
        """After how many seconds without an answer a line is taken for lost."""
        return PING

    @ws_authenticated
    async def get(self, kernel_id: str) -> None:
        """Open the line."""
        await super().get(kernel_id)

    async def open(self, kernel_id: str) -> None:
        """Join the line to the kernel, if the browser is still there."""
        self.set_nodelay(True)  # a tap is answered at once, not gathered with the next
        if self.connection is not None:
            await self.connection.connect()

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Speak the protocol that the browser offers; both pass the same check."""
        return V1 if V1 in subprotocols else None

    def set_default_headers(self) -> None:
        """Put the guards on a refusal too."""
        Calm.set_default_headers(self)


class Own(Calm, APIHandler):
    """One's own kernel, as a page asks for it when its line was lost."""

    auth_resource = "kernels"

    @authenticated
    @authorized
    async def get(self, kernel_id: str) -> None:
        """Say that it is there."""
        model = self.kernel_manager.kernel_model(kernel_id)
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps({key: model[key] for key in ("id", "name", "execution_state", "connections")}))


class GoodBye(Calm, APIHandler):
    """What a page says when it closes."""

    auth_resource = "kernels"

    @authenticated
    @authorized("execute")  # type: ignore[untyped-decorator]
    async def post(self, kernel_id: str) -> None:
        """End one's own kernel."""
        await self.kernel_manager.shutdown_kernel(kernel_id, now=True)
        self.set_status(204)
        self.finish()
