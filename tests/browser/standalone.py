"""Voila by itself, showing one notebook in the page frame; and a line that a test can cut."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import nbformat
from playwright.sync_api import WebSocketRoute

from workbench.content import content

ROOT = Path(__file__).parents[2]


@contextmanager
def served(place: Path, *, source: str, title: str) -> Iterator[tuple[str, int]]:
    """Serve one code cell as the page `practice`; gives its address and the server's process id."""
    frame = place / "share" / "jupyter" / "voila" / "templates" / "workbench"
    shutil.copytree(content("templates", "voila", "workbench"), frame)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)], metadata={"title": title})
    (place / "pages").mkdir()
    nbformat.write(notebook, place / "pages" / "practice.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", "--template=workbench"]
    with subprocess.Popen(
        [sys.executable, "-m", "voila", *options, f"--Voila.root_dir={place}"],
        env={**os.environ, "JUPYTER_PATH": str(place / "share" / "jupyter"), "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        cwd=place,
    ) as server:
        assert server.stderr
        try:
            told = []
            for line in server.stderr:
                told.append(line)
                if "running at" in line:
                    break
            else:
                raise AssertionError("".join(told))
            Thread(target=server.stderr.read, daemon=True).start()
            yield f"http://127.0.0.1:{port}/voila/render/pages/practice.ipynb", server.pid
        finally:
            server.terminate()


class Line:
    """The line between a page and its kernel, which a test can cut or close."""

    def __init__(self) -> None:
        self.cut = False  # nothing comes through, and nobody is told
        self.closed = False  # no new line is given
        self.page_side: WebSocketRoute | None = None

    def close(self) -> None:
        self.closed = True
        assert self.page_side
        self.page_side.close()

    def connect(self, page_side: WebSocketRoute) -> None:
        if self.closed:
            page_side.close()
            return
        server_side = page_side.connect_to_server()
        self.page_side = page_side
        page_side.on_message(lambda sent: None if self.cut else server_side.send(sent))
        server_side.on_message(lambda sent: None if self.cut else page_side.send(sent))
