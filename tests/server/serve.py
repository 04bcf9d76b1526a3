"""
Opens a room for a test, in a process of its own.

``serve FOLDER [unguarded] [small] [loud] [sealed] [hinted] [doors] [port=NUMBER]``
"""

import json
import sys
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import RequestHandler
from traitlets.config import Config

from workbench.core.clock import system_clock
from workbench.core.settings import Workspace
from workbench.server import room
from workbench.server.certificate import own_certificate
from workbench.server.page import Page
from workbench.server.reach import Reach, behind, own_names

folder, *wishes = sys.argv[1:]
plain = room.settings


def settings(*args: Any, **others: Any) -> Config:
    config = plain(*args, **others)
    if "unguarded" in wishes:  # shows that a probe works where nothing guards against it
        config.ServerApp.kernel_websocket_connection_class = ZMQChannelsWebsocketConnection
        config.RoomKernels.allow_tracebacks = True
    if "small" in wishes:
        config.RoomKernels.most = 2
        config.RoomKernels.cull_idle_timeout = config.RoomKernels.cull_interval = 1
    if "loud" in wishes:
        config.ServerApp.log_level = "DEBUG"
    return config


class Newcomer(RequestHandler):
    """A door that a new version of a dependency brings along, and that asks nobody who they are."""

    def get(self) -> None:
        self.finish("the newcomer is open")

    head = post = put = patch = delete = options = get


class Heir(Page):
    """One that inherits from a door of ours."""

    async def get(self, *_args: Any, **_others: Any) -> None:
        self.finish("the newcomer is open")


class Stock(JupyterHandler):
    """One as Jupyter has them."""

    @allow_unauthenticated
    def get(self) -> None:
        self.finish("the newcomer is open")


def bring_along() -> None:
    """Add doors as late as can be, and write down all that there are."""
    application = room.RoomServer.instance().web_app
    found = [
        (rule.matcher.regex.pattern, rule.target.__module__, rule.target.__name__)
        for outer in application.default_router.rules
        for rule in outer.target.rules
    ]
    (Path(folder) / "doors.json").write_text(json.dumps(found))
    page: dict[str, Any] = {"renderings": None, "voila_configuration": None}
    doors: list[Any] = [("/new/plain", Newcomer), ("/new/stock", Stock), ("/new/heir", Heir, page)]
    if "unguarded" in wishes:
        del application.find_handler
    application.add_handlers(".*", doors)
    application.add_handlers("localhost", [("/new/elsewhere", Newcomer)])


def tell(address: str) -> None:
    if "doors" in wishes:
        bring_along()
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


room.settings = settings
reach = Reach()
if "sealed" in wishes:
    certificate, key, fingerprint = own_certificate(Path(folder), own_names("127.0.0.1"), system_clock())
    reach = Reach(str(certificate), str(key), fingerprint=fingerprint)
if "behind" in wishes:
    reach = behind("https://room.example.org")
hint = "Only a hint." if "hinted" in wishes else ""
port = next((int(wish[5:]) for wish in wishes if wish.startswith("port=")), 0)
room.run(Workspace(Path(folder)), port=port, ready=tell, reach=reach, hint=hint)
