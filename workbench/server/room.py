"""The room: starts one Jupyter Server with our doors, and stops it without leaving anything behind."""

import asyncio
import errno
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from tornado.netutil import bind_sockets
from traitlets.config import Config

from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.words import FrameWords, _, direction, language
from workbench.cycles.gate import may_open
from workbench.server.apart import lay_out_pages, scratch, set_apart, template
from workbench.server.connection import CommsOnly
from workbench.server.gate import MayOpen
from workbench.server.house import KEY, House, house_of
from workbench.server.identity import OwnKernel, RoomIdentity
from workbench.server.kernels import forks
from workbench.server.lock import only_room
from workbench.server.logbook import kept
from workbench.server.ownership import OnePython, RoomKernels
from workbench.server.reach import Reach
from workbench.server.redaction import log_request
from workbench.server.shelf import Shelf
from workbench.server.sweeping import Sweeping
from workbench.server.whereabouts import forget, tell

IDLE = 60  # seconds after which a page that has lost its browser is ended
LOCAL = Reach()


class RoomServer(ServerApp):
    """A Jupyter Server that reads no configuration but ours and brings no doors of its own."""

    name = "workbench-room"
    default_services = ()  # type: ignore[assignment]
    sockets: list[socket.socket]
    ready: Callable[[str], None] | None = None
    sweeping: Sweeping | None = None

    def load_config_file(self, *_args: Any, **_others: Any) -> None:
        """Read nothing: the machine's configuration is for its owner's own Jupyter."""

    def migrate_config(self) -> None:
        """Touch nothing of an older Jupyter's."""

    def init_signal(self) -> None:
        """Stop at the first interrupt, without a question."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signal_stop)

    def _signal_stop(self, sig: Any, frame: Any) -> None:
        self.stop(from_signal=True)

    def start_app(self) -> None:
        """Say nothing and write nothing: the command that starts the room says what there is to say."""

    def _find_http_port(self) -> None:
        """Use the sockets that are bound already."""

    def _bind_http_server_tcp(self) -> bool:
        self.http_server.add_sockets(self.sockets)
        if self.ready is not None:
            self.ready(address(self.ip, self.port, secure=bool(self.certfile)))
        return True

    async def _cleanup(self) -> None:
        if isinstance(self.kernel_manager, RoomKernels):
            self.kernel_manager.stop_looking()
        if self.sweeping is not None:
            self.sweeping.stop()
        try:
            await super()._cleanup()
        except Exception:  # the room ends all the same
            self.log.exception("Something did not end as it should.")


def finish(loop: asyncio.AbstractEventLoop) -> None:
    """End the requests that are still at work: each holds a thread, and the process would wait for it."""
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks, timeout=5))


def address(host: str, port: int, *, secure: bool = False) -> str:
    """Return the address at which a room is reached from a browser."""
    name = {"": "localhost", "0.0.0.0": "localhost", "::": "localhost"}.get(host, host)
    shown = f"[{name}]" if ":" in name else name
    return f"{'https' if secure else 'http'}://{shown}:{port}"


def bind(host: str, port: int) -> list[socket.socket]:
    """Take the port, or say why it cannot be had."""
    try:
        return bind_sockets(port, host)
    except socket.gaierror as error:
        sentence = _("This machine has no address called {host}. Nothing was started. Try --host 127.0.0.1.")
        raise Refused(sentence.format(host=host)) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = _(
                "Port {port} is in use; perhaps the room is open already. Nothing was started. "
                "Close what uses it, or choose another, such as --port {other}."
            )
        elif error.errno == errno.EACCES:
            sentence = _("Port {port} belongs to the system. Nothing was started. Try --port {other}.")
        else:
            sentence = _("Port {port} cannot be used here. Nothing was started. Try --port {other}.")
        raise Refused(sentence.format(port=port, other=port + 1 if port >= 1024 else 8866)) from error


def known_names(host: str, more: Iterable[str]) -> frozenset[str]:
    """Return the names under which browsers may ask for the room."""
    machine = socket.gethostname().lower()
    return frozenset({"localhost", host.lower(), machine, f"{machine.partition('.')[0]}.local", *more})


def settings(
    workspace: Workspace,
    host: str = "127.0.0.1",
    port: int = 8866,
    *,
    folder: Path | None = None,
    rule: MayOpen = may_open,
    reach: Reach = LOCAL,
    hint: str = "",
) -> Config:
    """Return the whole configuration of the room; ``folder`` is for sockets and the like."""
    folder = folder or scratch()
    house = House(
        workspace=workspace,
        store=Store(workspace.store_url),
        scratch=folder,
        port=port,
        template=template(),
        reach=reach,
        hint=hint,
        may_open=rule,
        names=known_names(host, reach.names),
    )
    c = Config()
    server = c.ServerApp
    server.jpserver_extensions = {"workbench.server.extension": True}
    server.ip, server.port, server.port_retries = host, port, 0
    server.certfile, server.keyfile = reach.certfile, reach.keyfile
    server.root_dir = str(workspace.notebooks)
    server.open_browser = False
    server.terminals_enabled = False
    server.allow_unauthenticated_access = False
    server.allow_remote_access = False
    server.allow_root = True  # no guest can run code; whoever runs the room decides as whom
    server.log_level = "WARN"
    server.cookie_secret_file = str(workspace.path / "cookie.secret")
    server.identity_provider_class = RoomIdentity
    server.authorizer_class = OwnKernel
    server.kernel_manager_class = RoomKernels
    server.kernel_spec_manager_class = OnePython
    server.contents_manager_class = Shelf
    server.kernel_websocket_connection_class = CommsOnly
    server.tornado_settings = {
        KEY: house,
        "compress_response": True,
        "log_function": log_request,
        "xsrf_cookie_kwargs": {"path": "/", "samesite": "Lax", "secure": reach.secure},
    }
    c.RoomKernels.cull_idle_timeout, c.RoomKernels.cull_interval = IDLE, 10
    c.RoomKernels.cull_connected, c.RoomKernels.cull_busy = False, True
    c.RoomKernels.allow_tracebacks = False
    c.RoomKernels.kernel_manager_class = "workbench.server.kernels.manager.PromptManager"
    c.KernelManager.transport = "tcp" if sys.platform == "win32" else "ipc"
    c.KernelRestarter.restart_limit = 0  # a kernel without its page is of no use; the page starts a new one
    c.SessionManager.database_filepath = ":memory:"
    voila = c.VoilaConfiguration
    voila.template, voila.theme = house.template, "light"
    voila.allow_template_override = voila.allow_theme_override = "NO"
    voila.file_allowlist, voila.file_denylist = [], [".*"]
    voila.resources = {"words": FrameWords(), "direction": direction()}
    c.VoilaExporter.language_code = language().partition("-")[0]
    voila.strip_sources, voila.show_tracebacks, voila.preheat_kernel = True, False, False
    return c


def run(
    workspace: Workspace,
    *,
    host: str = "127.0.0.1",
    port: int = 8866,
    ready: Callable[[str], None] | None = None,
    reach: Reach = LOCAL,
    rule: MayOpen = may_open,
    log: Path | None = None,
    hint: str = "",
) -> None:
    """
    Open the room, and return when it has been closed (interrupt or termination).

    ``ready`` is called with the room's address as soon as it can be reached. ``log`` names a file that the
    log goes to instead of the screen; ``hint`` is said where a passphrase is asked, by the example only.
    Raises :class:`Refused`, with nothing started, where the port cannot be had or another room of the
    workspace is open.
    """
    os.umask(0o077)  # what the room and its pages write is its owner's alone
    with only_room(workspace) as lock:
        sockets = bind(host, port)
        port = sockets[0].getsockname()[1]
        lock.tell(port)
        folder = scratch()

        def told(url: str) -> None:
            tell(workspace, url)  # where a program on this machine finds it, also behind a proxy
            if ready is not None:
                ready(reach.public or url)

        try:
            set_apart(folder)
            lay_out_pages(workspace.notebooks)
            config = settings(workspace, host, port, folder=folder, rule=rule, reach=reach, hint=hint)
            server = RoomServer.instance(config=config)
            server.sockets, server.ready = sockets, told
            server.initialize(argv=[], find_extensions=False)
            server.sweeping = Sweeping(workspace)
            server.io_loop.add_callback(server.sweeping.start)
            with kept(server.log, log):
                server.start()
                server.log.setLevel(logging.CRITICAL)  # what pages say when they are cut short helps nobody
                loop: Any = server.io_loop
                finish(loop.asyncio_loop)
                server.sweeping.finish()
            forks.end_all()
            house_of(config.ServerApp.tornado_settings).store.close()
        finally:
            forget(workspace)
            for taken in sockets:
                taken.close()
            RoomServer.clear_instance()
            shutil.rmtree(folder, ignore_errors=True)
