"""Where the room takes its notebooks from. It only ever reads."""

from pathlib import Path
from typing import Any, NoReturn

from jupyter_server.services.contents.filemanager import AsyncFileContentsManager
from tornado.web import HTTPError

from workbench.core.rights import Refused
from workbench.core.words import _


class Shelf(AsyncFileContentsManager):
    """The notebooks of the workspace, without signatures, checkpoints, hidden files, or links leading out."""

    allow_hidden = False

    def _get_os_path(self, path: str) -> str:
        found: str = super()._get_os_path(path)
        if not Path(found).resolve().is_relative_to(Path(self.root_dir).resolve()):
            raise HTTPError(404)
        return found

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Leave notebooks as they are: they are made here and run here."""

    async def _closed(self, *_args: Any, **_others: Any) -> NoReturn:
        raise Refused(_("The room changes no page's file. Nothing was changed."))

    save = delete_file = rename_file = new_untitled = new = copy = _closed
