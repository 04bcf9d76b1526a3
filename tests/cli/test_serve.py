"""The room on the screen of whoever opens it: a few lines, and its log elsewhere."""

import os
import re
import signal
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.cli.commands import PATIENCE, a_workspace, terminal

SAID = "403 POST /leave-room"


def be_turned_away(said):
    address = re.findall(r"http://127.0.0.1:\d+", said)[0]
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{address}/leave-room", b"", timeout=PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty to sit at")
def test_in_a_terminal_the_log_goes_to_a_file_of_the_owners(tmp_path):
    folder = a_workspace(tmp_path).folder
    with terminal("serve", "--port", "0", "--workspace", str(folder)) as (process, until):
        be_turned_away(until("Ctrl-C."))
        assert SAID in (folder / "room.log").read_text("utf-8")
        assert (folder / "room.log").stat().st_mode & 0o777 == 0o600
        process.send_signal(signal.SIGTERM)
        assert until("kept.").strip() == "The room is closed. What was sent in or typed is kept."
        assert process.wait(PATIENCE) == 0


def test_in_a_pipe_the_log_is_told_as_it_comes(tmp_path):
    folder = a_workspace(tmp_path).folder
    command = [sys.executable, "-m", "workbench", "serve", "--port", "0", "--workspace", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        try:
            assert process.stdout is not None
            be_turned_away(process.stdout.readline())
        finally:
            process.terminate()
        _out, told = process.communicate(timeout=PATIENCE)
    assert SAID in told
    assert not (folder / "room.log").exists()
