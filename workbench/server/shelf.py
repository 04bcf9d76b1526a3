"""Where the room takes its notebooks from. It only ever reads."""

from typing import Any, NoReturn

from jupyter_server.services.contents.filemanager import AsyncFileContentsManager

from workbench.core.rights import Refused
from workbench.core.words import _


class Shelf(AsyncFileContentsManager):
    """The notebooks of the workspace, without signatures, checkpoints or hidden files."""

    allow_hidden = False

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Leave notebooks as they are: they are made here and run here."""

    async def _closed(self, *_args: Any, **_others: Any) -> NoReturn:
        raise Refused(_("The room changes no page's file. Nothing was changed."))

    save = delete_file = rename_file = new_untitled = new = copy = _closed
