"""Files that pages need: library code and style, nothing of anybody's."""

import gzip
from functools import lru_cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from workbench.content import content
from workbench.server.calm import Plain

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=3600, must-revalidate"


def found(name: str) -> Path | None:
    """Return a file that is served as our own, by its name."""
    file = content("templates", "voila", "workbench", "static", name)
    return file if file.is_file() else None


@lru_cache(maxsize=64)
def packed(file: Path, _changed: float) -> tuple[bytes, bytes, str]:
    """Return a file, the same compressed, and a mark of its content; worked out once for each change."""
    data = file.read_bytes()
    return data, gzip.compress(data, 9, mtime=0), f'"{sha256(data).hexdigest()[:32]}"'


class Sending(JupyterHandler):
    """Sends a file of ours: compressed once, kept by browsers."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Send the file, or say that the browser has it already."""
        file = found(name)
        if file is None:
            raise HTTPError(404)
        plain, small, mark = packed(file, file.stat().st_mtime)
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
