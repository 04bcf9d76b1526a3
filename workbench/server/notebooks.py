"""Notebooks as pages, the line to their kernels, and what a page does when it closes."""

import json
from time import monotonic
from typing import Any
from urllib.parse import unquote

from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import authenticated
from voila.tornado.handler import TornadoVoilaHandler

from workbench.core.words import _
from workbench.server.calm import Calm, Led, TurnedAway
from workbench.server.csp import PAGE
from workbench.server.executor import stopped, told
from workbench.server.messages import V1

PING = 20.0
PATIENCE = 75.0  # seconds without a word from the kernel


class Page(Led, TornadoVoilaHandler):
    """A notebook as a page, for whom it belongs to."""

    @authenticated
    async def get(self, path: str | None = None) -> None:
        """
        Ask the rule first, then let Voila run the notebook.

        The rule is asked before the file is looked for (Voila's own hook comes after): whether a page
        exists is not told to those whose it is not.
        """
        path = unquote(path or "")
        answer = self.house.answer(self.current_user.username, path)
        if answer is not True:
            raise TurnedAway(403, _("This page is not yours to open"), str(answer))
        self.house.seen(self.get_cookie(self.house.cookie_name) or "")
        self.set_header("Content-Security-Policy", PAGE)
        assert self.xsrf_token  # sets the cookie that the page needs to say good-bye
        silent_since = monotonic()
        async for html in self.get_generator(path=path):
            if "voila_heartbeat()" not in html:
                silent_since = monotonic()
            elif monotonic() - silent_since > PATIENCE:
                self.write(told(stopped())["data"]["text/html"])
                break
            else:
                html = "\n"  # a page holds no script; the line end keeps the answer coming
            self.write(html)
            await self.flush()

    def get_argument(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Know no template and no theme that an address asks for."""
        if name in {"template", "theme"}:
            return args[0] if args else kwargs.get("default")
        return super().get_argument(name, *args, **kwargs)


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
