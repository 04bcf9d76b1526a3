"""Opens a room over a workspace in a process of its own, and lays out the example community in one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.core.settings import Workspace

ROOT = Path(__file__).resolve().parents[2]


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
