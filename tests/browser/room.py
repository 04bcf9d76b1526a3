"""Opens a room over a workspace in a process of its own, and lays out the example community in one."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext

from workbench.core.settings import Workspace

ROOT = Path(__file__).resolve().parents[2]


def come_in(context: BrowserContext, address: str, token: str, passphrase: str) -> None:
    """Come in by a personal link and open what is sealed, as a browser does."""
    asked = context.request.get(f"{address}/join/{token}", max_redirects=0)
    assert asked.status == 302
    page = context.request.get(f"{address}/unlock").text()
    guard = re.search(r'name="_xsrf" value="([^"]+)"', page)
    assert guard
    typed = {"_xsrf": guard[1], "passphrase": passphrase}
    opened = context.request.post(f"{address}/unlock", form=typed, max_redirects=0)
    assert opened.status == 303


@contextmanager
def open_room(workspace: Workspace, log: Path) -> Iterator[str]:
    """Open the room for as long as a test needs it; give its address."""
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.server.serve", str(workspace.path)],
            cwd=ROOT,
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
        )
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert address.startswith("http"), log.read_text()
            yield address
        finally:
            process.terminate()
            process.wait(30)
