"""A passphrase typed at a terminal: asked for twice, and never shown."""

import os
import sys
from pathlib import Path
from time import monotonic

import pytest

from tests.cli.commands import a_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty to sit at")
PATIENCE = 60


def at_a_terminal(command: list[str], *typed: str) -> tuple[int, str]:
    """Run a command at a terminal and answer each question once it is asked; return its status and words."""
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-m", "workbench", *command])
    said, answers, end = "", list(typed), monotonic() + PATIENCE
    while monotonic() < end:
        try:
            heard = os.read(terminal, 1024)
        except OSError:  # so a terminal says on Linux that nobody is there any more
            break
        if not heard:
            break
        said += heard.decode()
        if answers and said.endswith(": "):
            os.write(terminal, f"{answers.pop(0)}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said


def test_it_is_asked_for_twice_to_seal_and_once_to_open(tmp_path: Path) -> None:
    typed = a_workspace(tmp_path)
    file, secret = str(tmp_path / "one"), "seven quiet herons"
    backup = ["backup", "--out", file, "--seal", "--workspace", str(typed.folder)]
    status, said = at_a_terminal(backup, secret, "seven quiet geese")
    assert status == 1
    assert "were not the same" in said
    assert not (tmp_path / "one").exists()
    status, said = at_a_terminal(backup, secret, secret)
    assert status == 0, said
    assert secret not in said
    status, said = at_a_terminal(["restore", file, "--workspace", str(tmp_path / "again")], secret)
    assert status == 0, said
    assert secret not in said
    assert (tmp_path / "again" / "workbench.toml").is_file()
