"""A notebook as a page, for whom it belongs to."""

import os
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from jinja2.utils import htmlsafe_json_dumps
from nbformat.v4 import new_code_cell, new_notebook
from tornado.iostream import StreamClosedError
from tornado.web import authenticated
from voila.handler import BaseVoilaHandler

from workbench.core.words import _
from workbench.server.calm import Led, TurnedAway
from workbench.server.csp import PAGE
from workbench.server.executor import STATE, CalmExecutor, stopped, told
from workbench.server.rendering import Rendered, Renderings


class Page(Led, BaseVoilaHandler):
    """
    Sends a page: first what is the same for everyone, then what the visitor's own kernel says.

    The state of all widgets comes with the page, so that it can be drawn before its line is open.
    """

    def initialize(self, *, renderings: Renderings, **others: Any) -> None:
        """Keep what the door gives."""
        super().initialize(**others)
        self.renderings = renderings

    @authenticated
    async def get(self, path: str | None = None) -> None:
        """
        Ask the rule first, then run the notebook.

        The rule is asked before the file is looked for: whether a page exists is not told to those whose
        it is not.
        """
        path = unquote(path or "")
        answer = self.house.answer(self.current_user.username, path)
        if answer is not True:
            raise TurnedAway(403, _("This page is not yours to open"), str(answer))
        self.house.seen(self.get_cookie(self.house.cookie_name) or "")
        rendered = await self.renderings.of(path)
        kernels: Any = self.kernel_manager
        await kernels.make_room()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", PAGE)
        assert self.xsrf_token  # sets the cookie that the page needs to say good-bye
        kernel = ""
        try:
            self.write(rendered.head)
            await self.flush()
            kernel, executor = await self._start(rendered, path)
            self.write(kernel)
            await self._fill(rendered, executor)
        except StreamClosedError:  # nobody waits for the page any more
            if kernel in self.kernel_manager:
                await self.kernel_manager.shutdown_kernel(kernel, now=True)

    async def _start(self, rendered: Rendered, path: str) -> tuple[str, CalmExecutor | None]:
        """Start a kernel with a line to it; without one the page says that it stopped."""
        folder = str(PurePosixPath(path).parent)
        environ = {**os.environ, "QUERY_STRING": str(self.request.query)}
        try:
            kernel = await self.kernel_manager.start_kernel(path=folder, env=environ)
            executor = CalmExecutor(
                new_notebook(cells=[new_code_cell(code) for code in rendered.cells]),
                km=self.kernel_manager.get_kernel(kernel),
                config=self.renderings.config,
            )
            await executor.begin()
        except Exception as error:
            self.log.error("A page's kernel did not start: %s", type(error).__name__)
            return "", None
        return kernel, executor

    async def _fill(self, rendered: Rendered, executor: CalmExecutor | None) -> None:
        """Fill the gaps, as far as the page gets, and send the rest."""
        first, *between, last = [*rendered.pieces, ""] if len(rendered.pieces) == 1 else rendered.pieces
        self.write(first)
        await self.flush()  # a cell may take its time
        gaps = [[told(stopped())]]
        if executor is not None:
            gaps = [outputs async for outputs in executor.outputs()]
        shown = [self.renderings.filled(outputs) for outputs in gaps]
        for at, piece in enumerate(["", *between]):
            self.write(piece + (shown[at] if at < len(shown) else ""))
        if executor is not None:
            state = {"version_major": 2, "version_minor": 0, "state": executor.state()}
            self.write(f'<script type="{STATE}">{htmlsafe_json_dumps(state)}</script>')
        self.finish(last)
