"""The kernels behind the pages: each knows one person, by a ticket that works once."""

import asyncio
import os
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.base.call_context import CallContext
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from tornado.ioloop import PeriodicCallback
from tornado.web import HTTPError, RequestHandler
from traitlets import Int

from workbench.core.words import _
from workbench.server.calm import InLine, TurnedAway
from workbench.server.house import House, house_of
from workbench.server.kernels import forks, kinds

SYSTEM = {"PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP"}
WINDOWS = {"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATHEXT"}
PYTHON = {
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONUTF8",
    "PYTHONDONTWRITEBYTECODE",
    "VIRTUAL_ENV",
    "LD_LIBRARY_PATH",
}
REQUEST = {"QUERY_STRING", "SCRIPT_NAME", "PATH_INFO", "SERVER_PROTOCOL"}
VOILA = {"SERVER_SOFTWARE", "VOILA_PREHEAT", "VOILA_BASE_URL", "VOILA_SERVER_URL", "VOILA_APP_PORT"}
ALLOWED = SYSTEM | WINDOWS | PYTHON | REQUEST | VOILA | {"WORKBENCH_LANGUAGE", "WORKBENCH_LOCALE"}
ARGUMENTS = ["--HistoryManager.enabled=False", "--IPKernelApp.exec_files=[]"]
FORMS = ("audit", "cycles", "decisions", "forms", "journal", "people", "practice", "roles", "sessions")
FORKED: dict[str, Any] = {
    "modules": [
        "anywidget",
        "pandas",
        "plotly.graph_objects",
        *(f"workbench.{form}.pages" for form in FORMS),
    ],
    "argv": ARGUMENTS,
    "rehearse": "workbench.server.rehearsal:rehearse",
    "keep": ["WORKBENCH_LANGUAGE", "WORKBENCH_LOCALE", "WORKBENCH_SCRIPTS"],
}
SCRIPTS = "/workbench/static/"  # where controls' scripts are served
LOOK_EVERY = 5_000  # milliseconds between two looks at who has left
PAGES_EACH = 12
PAGES = 120  # in all: some 4 GB, if all of them are in use


HERE = Path(__file__).resolve().parents[2]


def environment(given: dict[str, str]) -> dict[str, str]:
    """Return what a kernel may know of the server's environment: a short list, and the language settings."""
    known = {name: value for name, value in given.items() if name in ALLOWED or name.startswith("LC_")}
    if HERE.name != "site-packages":  # a checkout that is not installed: the kernel stands in another folder
        known["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE), known.get("PYTHONPATH")]))
    return known


class OnePython(KernelSpecManager):
    """Knows the Python that runs the room, and no other that the machine may have for notebooks."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the one kernel there is: it forks from a parent that has read all pages ahead."""
        provisioner = {"provisioner_name": "workbench-fork", "config": {**FORKED, "ahead": True}}
        return KernelSpec(
            argv=["python", "-m", "ipykernel_launcher", "-f", "{connection_file}", *ARGUMENTS],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": provisioner},
        )

    def find_kernel_specs(self) -> dict[str, str]:
        """Know no other."""
        return {"python3": ""}


@dataclass(frozen=True)
class Owner:
    """Whose a kernel is, and by which device."""

    person: str
    cookie: str


class RoomKernels(AsyncMappingKernelManager):
    """Starts a kernel for the guest whose page it is, and ends it when they are no longer signed in."""

    most = Int(PAGES, help="How many pages may be open at once, in all.").tag(config=True)

    def __init__(self, **others: Any) -> None:
        super().__init__(**others)
        self.owners: dict[str, Owner] = {}
        self._look: PeriodicCallback | None = None

    @property
    def house(self) -> House:
        """The room."""
        server: Any = self.parent
        return house_of(server.web_app.settings)

    def belongs(self, kernel_id: str, asker: Owner) -> bool:
        """
        Say whether a kernel was started by this very sign-in.

        Another device of the same person may have opened less: a kernel holds the key of the one that
        started it.
        """
        return kernel_id in self and self.owners.get(kernel_id) == asker

    def _address(self) -> str:
        """Return the room's address as the asking browser knows it; personal links are written with it."""
        handler = CallContext.get(CallContext.JUPYTER_HANDLER)
        return self.house.address(handler.request.protocol, handler.request.host)

    def _asking(self) -> Owner:
        handler = CallContext.get(CallContext.JUPYTER_HANDLER)
        user = handler.current_user if isinstance(handler, RequestHandler) else None
        if user is None:
            raise HTTPError(403)
        return Owner(user.username, handler.get_cookie(self.house.cookie_name) or "")

    async def _async_start_kernel(
        self, *, kernel_id: str | None = None, path: ApiPath | None = None, **kwargs: Any
    ) -> str:
        """Start a kernel for whoever asks; it learns who that is by a ticket and by nothing else."""
        owner = self._asking()
        await self._make_room(owner.person)
        environ = self._environment(kwargs.pop("env", None))
        environ["WORKBENCH_STORE"] = self.house.store.url
        environ["WORKBENCH_WORKSPACE"] = str(self.house.workspace.path)
        environ["WORKBENCH_URL"] = self._address()
        environ["WORKBENCH_TICKET"] = self.house.ticket(owner.person, owner.cookie)
        started: str = await super()._async_start_kernel(path=path, env=environ, **kwargs)
        self.owners[started] = owner
        if self._look is None:
            self._look = Context().run(self._keep_looking)
        return started

    start_kernel = _async_start_kernel  # type: ignore[assignment]  # so does Jupyter's own

    def _environment(self, given: dict[str, str] | None = None) -> dict[str, str]:
        ours = {"IPYTHONDIR": str(self.house.scratch / "ipython"), "WORKBENCH_SCRIPTS": SCRIPTS}
        return environment(given or dict(os.environ)) | ours

    async def prepare(self) -> None:
        """Warm up the parent of kernels before the first page is asked for, which else would wait."""
        if kinds.possible():
            warm = forks.warm(kinds.Kind.of(self._environment(), **FORKED), self.log)
            with suppress(forks.CannotFork):
                await asyncio.to_thread(warm.begin)

    def _keep_looking(self) -> PeriodicCallback:
        look = PeriodicCallback(self.let_go, LOOK_EVERY)
        look.start()
        return look

    def initialize_culler(self) -> None:
        """Start the culler outside of the request that happened to be the first."""
        Context().run(super().initialize_culler)

    async def make_room(self) -> None:
        """See that whoever asks may have one more page, or refuse it."""
        await self._make_room(self._asking().person)

    async def _make_room(self, person: str) -> None:
        """End the oldest page without a browser, where one person has many; refuse if all are in use."""
        mine = [kernel for kernel, owner in self.owners.items() if owner.person == person and kernel in self]
        full, many = len(self) >= self.most, len(mine) >= PAGES_EACH
        idle = [kernel for kernel in mine if not self._kernel_connections.get(kernel)]
        if not (full or many):
            return
        if idle:
            await self.shutdown_kernel(idle[0], now=True)
        elif many:
            sentence = _("You have many pages open. Nothing was lost. Close one of them, then try again.")
            raise TurnedAway(429, _("Too many open pages"), sentence)
        else:
            sentence = _("Yours opens by itself as soon as another is closed. Nothing was lost.")
            raise InLine(_("Many pages are open now"), sentence)

    def alive(self) -> tuple[int, int]:
        """Return how many pages are open now, and of how many people."""
        owners = [owner.person for kernel, owner in self.owners.items() if kernel in self]
        return len(owners), len(set(owners))

    async def let_go(self) -> None:
        """End the pages of devices that are signed out or whose link was withdrawn."""
        known: dict[str, bool] = {}
        for kernel, owner in list(self.owners.items()):
            if kernel not in self:
                self.owners.pop(kernel, None)
                continue
            if owner.cookie not in known:
                known[owner.cookie] = self.house.guest(owner.cookie) == owner.person
            if not known[owner.cookie]:
                await self.shutdown_kernel(kernel, now=True)

    async def end_pages_of(self, person: str) -> None:
        """End a person's pages: they load again by themselves, with the key that their device has now."""
        for kernel, owner in list(self.owners.items()):
            if owner.person == person and kernel in self:
                await self.shutdown_kernel(kernel, now=True)

    async def _async_shutdown_kernel(
        self, kernel_id: str, now: bool | None = False, restart: bool | None = False
    ) -> Any:
        """End a kernel and the lines that lead to it."""
        from workbench.server.connection import hang_up

        done = await super()._async_shutdown_kernel(kernel_id, now=now, restart=restart)
        if not restart:
            self.owners.pop(kernel_id, None)
            hang_up(kernel_id)
        return done

    shutdown_kernel = _async_shutdown_kernel  # type: ignore[assignment]  # so does Jupyter's own

    async def _async_shutdown_all(self, now: bool = False) -> None:
        """End every kernel, each for itself: its page may be ending one in the same moment."""
        known = {*self.list_kernel_ids(), *self._pending_kernels}
        ended = await asyncio.gather(
            *(self._async_shutdown_kernel(each, now=now) for each in known), return_exceptions=True
        )
        for wrong in ended:
            if isinstance(wrong, HTTPError) and wrong.status_code == HTTPStatus.NOT_FOUND:
                continue  # it has ended already
            if isinstance(wrong, Exception):
                self.log.error("A kernel did not end by itself.", exc_info=wrong)

    shutdown_all = _async_shutdown_all  # type: ignore[assignment]  # so does Jupyter's own

    def list_kernels(self) -> list[dict[str, Any]]:
        """Return the kernels of the sign-in that asks."""
        asker = self._asking()
        return [model for model in super().list_kernels() if self.belongs(model["id"], asker)]

    def stop_looking(self) -> None:
        """Stop looking after who has left."""
        if self._look is not None:
            self._look.stop()
