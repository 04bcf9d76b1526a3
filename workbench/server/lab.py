"""The desk: JupyterLab and Voila for one person, on their own machine and for nobody else."""

import os
import shutil
from collections.abc import Callable
from typing import Any, ClassVar

from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from traitlets.config import Config

from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.people.services import make_ticket
from workbench.server.apart import lay_out_pages, scratch, show_template, template
from workbench.server.static import Sending
from workbench.server.sweeping import swept

HERE = "127.0.0.1"


class DeskKernel(ServerKernelManager):
    """A kernel that knows whose desk it is: it gets a ticket each time it starts, after a restart too."""

    desk: ClassVar[Desk]
    workspace: ClassVar[Workspace]

    async def _async_pre_start_kernel(self, **kwargs: Any) -> Any:
        with self.desk.transaction() as db:
            ticket = make_ticket(db, person=self.desk.me, at=self.desk.now(), key=self.desk.key)
        env = {**(kwargs.pop("env", None) or os.environ), "WORKBENCH_TICKET": ticket}
        env["WORKBENCH_STORE"] = self.desk.store.url
        env["WORKBENCH_WORKSPACE"] = str(self.workspace.path)
        return await super()._async_pre_start_kernel(env=env, **kwargs)


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "workbench.server.lab"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Serve the files that our controls ask for."""
    address = server.web_app.settings["base_url"].rstrip("/") + r"/workbench/static/([A-Za-z0-9_.-]+)"
    server.web_app.add_handlers(r".*", [(address, Sending)])


def lab_settings(workspace: Workspace, port: int = 8888, *, browser: bool = True) -> Config:
    """Return the configuration of the desk; what the person has set for their own Jupyter holds beside it."""
    c = Config()
    server = c.ServerApp
    server.jpserver_extensions = {
        "jupyterlab": True,
        "voila.server_extension": True,
        "workbench.server.lab": True,
    }
    server.ip, server.port, server.open_browser = HERE, port, browser
    server.root_dir = str(workspace.notebooks)
    server.default_url = "/lab/tree/pages/home.ipynb"
    server.terminals_enabled = False
    server.allow_root = True
    server.log_level = "WARN"
    c.AsyncMappingKernelManager.kernel_manager_class = "workbench.server.lab.DeskKernel"
    c.LabApp.extension_manager = "readonly"  # nothing here asks another host, for news or for anything
    c.LabApp.news_url = None
    c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
    c.VoilaConfiguration.template = template()
    c.VoilaConfiguration.file_allowlist = []
    c.VoilaConfiguration.show_tracebacks = False
    return c


def run_lab(
    workspace: Workspace,
    person: str,
    *,
    key: Key | None = None,
    port: int = 8888,
    browser: bool = True,
    ready: Callable[[str], None] | None = None,
) -> None:
    """
    Open JupyterLab for one person, on loopback; return when it has been closed.

    Their pages open what is sealed for them with ``key``; without it that stays closed.

    ``ready`` is called with the address, which holds the key of this one start. If the port is in use,
    Jupyter takes the next free one.
    """
    os.umask(0o077)  # what is written from here on is its owner's alone
    folder = scratch()
    store = Store(workspace.store_url, system_clock)
    try:
        show_template(folder)
        os.environ["JUPYTER_PATH"] = os.pathsep.join(
            filter(None, [str(folder / "data"), os.environ.get("JUPYTER_PATH")])
        )
        swept(workspace)
        lay_out_pages(workspace.notebooks)
        DeskKernel.desk, DeskKernel.workspace = Desk(store, person, key), workspace
        server = ServerApp.instance(config=lab_settings(workspace, port, browser=browser))
        server.initialize(argv=[], find_extensions=False)
        if ready is not None:
            server.io_loop.add_callback(
                ready, server.connection_url + "?token=" + server.identity_provider.token
            )
        server.start()
    finally:
        store.close()
        ServerApp.clear_instance()
        shutil.rmtree(folder, ignore_errors=True)
