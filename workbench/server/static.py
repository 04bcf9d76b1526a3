"""Files that pages need: library code and style, nothing of anybody's."""

import gzip
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import FileFindHandler, JupyterHandler
from tornado.web import HTTPError, StaticFileHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler

from workbench.content import content
from workbench.server.calm import Calm, Plain

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=3600, must-revalidate"


# The stock front end asks for a setter of formulas, by default from another host; pages have no formulas.
NO_FORMULAS = b"""window.MathJax = {
  Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } },
  Ajax: {},
};
"""


def found(name: str) -> Path | None:
    """Return a file that is served as our own, by its name."""
    if name == "plotly.min.js":
        spec = find_spec("plotly")
        places = list(spec.submodule_search_locations or []) if spec else []
        files = [Path(place) / "package_data" / name for place in places]
    else:
        files = [content("templates", "voila", "workbench", "static", name)]
    return next((file for file in files if file.is_file()), None)


@lru_cache(maxsize=64)
def packed(file: Path | None, _changed: float) -> tuple[bytes, bytes, str]:
    """Return a file, the same compressed, and a mark of its content; worked out once for each change."""
    data = file.read_bytes() if file else NO_FORMULAS
    return data, gzip.compress(data, 6, mtime=0), f'"{sha256(data).hexdigest()[:32]}"'


class Sending(JupyterHandler):
    """Sends a file of ours: compressed once, kept by browsers."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Send the file, or say that the browser has it already."""
        file = found(name)
        if file is None and name != "no-formulas.js":
            raise HTTPError(404)
        plain, small, mark = packed(file, file.stat().st_mtime if file else 0)
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


class Open(Calm, StaticFileHandler):
    """Files of a front end, which are the same for everyone."""

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a file."""
        await super().get(path, include_body)

    @allow_unauthenticated
    async def head(self, path: str) -> None:
        """Send what is known of a file."""
        await super().head(path)


class TemplateFiles(Open, TemplateStaticFileHandler):
    """The files of the page's template."""


class FrontEnd(Open, MultiStaticFileHandler):
    """The stock front end's own files."""


class Extensions(Calm, FileFindHandler):
    """The stock front end's extensions: widgets, anywidget, plotly."""
