"""Runs the command line inside the test, as if typed."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from typer.testing import CliRunner

from workbench.cli.app import app

GROUP = "Tuesday group"
PATIENCE = 120


class Typed:
    """A workspace, and what is typed about it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: object, status: int = 0) -> str:
        """Type a command; return what it says, on the stream that its status calls for."""
        told = CliRunner().invoke(app, [*map(str, words), "--workspace", str(self.folder)])
        assert told.exit_code == status, told.output + repr(told.exception)
        assert "Traceback" not in told.output
        return told.stderr if status else told.stdout

    def json(self, *words: object, status: int = 0) -> Any:
        told = CliRunner().invoke(app, [*map(str, words), "--json", "--workspace", str(self.folder)])
        assert told.exit_code == status, told.output + repr(told.exception)
        assert told.stdout.count("\n") == 1
        return json.loads(told.stdout)


def a_workspace(folder: Path) -> Typed:
    typed = Typed(folder / "workspace")
    typed("init", "--group", GROUP, "--me", "Ana", "--zone", "Europe/London")
    return typed


@contextmanager
def terminal(*command: str):
    """Run a command as in a terminal; give the process, and a way to read on until something is said."""
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", *command], stdout=slave, stderr=slave, stdin=slave,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    os.close(slave)

    def until(last: str) -> str:
        said, end = "", monotonic() + PATIENCE
        while last not in said:
            assert monotonic() < end, said
            said += os.read(master, 10_000).decode()
        return said.replace("\r\n", "\n")

    try:
        yield process, until
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
        os.close(master)
