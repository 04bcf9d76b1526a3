"""Files that pages need: library code and style, nothing of anybody's."""

import gzip
from functools import lru_cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from widgets.scripts import HERE, PARTS
from workbench.content import content
from workbench.server.calm import Plain

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=3600, must-revalidate"


def found(name: str) -> list[Path]:
    """Return the files of what is served under a name, in their order; none for a name that is not ours."""
    if name in PARTS:
        return [HERE / part for part in PARTS[name]]
    file = content("templates", "voila", "workbench", "static", name)
    return [file] if file.is_file() else []


@lru_cache(maxsize=64)
def packed(files: tuple[Path, ...], _changed: float) -> tuple[bytes, bytes, str]:
    """Return files as one, the same compressed, and a mark of it all; worked out once for each change."""
    data = b"\n".join(file.read_bytes() for file in files)
    return data, gzip.compress(data, 9, mtime=0), f'"{sha256(data).hexdigest()[:32]}"'


class Sending(JupyterHandler):
    """Sends a file of ours: compressed once, kept by browsers."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Send the file, or say that the browser has it already."""
        files = found(name)
        if not files:
            raise HTTPError(404)
        plain, small, mark = packed(tuple(files), max(file.stat().st_mtime for file in files))
        self.set_header("Etag", mark)
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Cache-Control", FOR_EVER if "v" in self.request.arguments else ASK_AGAIN)
        self.set_header("Content-Type", guess_type(name)[0] or "application/octet-stream")
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
        elif "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(small)
        else:
            self.finish(plain)


class Ours(Plain, Sending):
    """A file of ours, in the room."""
