"""One workspace has one room."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from tests.server.opened import ROOT, Opened
from workbench.cli.app import app
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.server.lock import NAME, only_room

HOLD = """
import os, sys
from pathlib import Path
from workbench.core.settings import Workspace
from workbench.server.lock import only_room
with only_room(Workspace(Path(sys.argv[1]))) as lock:
    lock.tell(8866)
    if "child" in sys.argv and os.fork() == 0:
        os.read(0, 1)
    print("held", flush=True)
    os.read(0, 1)
"""


@contextmanager
def holding(folder: Path, *wishes: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), *wishes],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_room_is_refused_and_told_where_the_first_one_is(tmp_path: Path) -> None:
    with holding(tmp_path) as first, pytest.raises(Refused) as refused, only_room(Workspace(tmp_path)):
        raise AssertionError
    assert f"at port 8866 (process {first.pid})" in refused.value.sentence
    assert "Nothing was started" in refused.value.sentence


@pytest.mark.parametrize("wish", ["alone", pytest.param("child", marks=pytest.mark.skipif(
    not hasattr(os, "fork"), reason="Windows forks no process"))])  # fmt: skip
def test_a_lock_is_gone_with_the_process_that_held_it(tmp_path: Path, wish: str) -> None:
    with holding(tmp_path, wish) as first:
        first.kill()
        first.wait()
        with only_room(Workspace(tmp_path)) as lock:
            lock.tell(1)
    assert (tmp_path / NAME).read_text("utf-8") == f"{os.getpid()} 1\n"


def test_serving_a_workspace_twice_is_refused_and_the_first_room_stays_open(room: Opened) -> None:
    told = CliRunner().invoke(app, ["serve", "--port", "0", "--workspace", str(room.folder)])
    assert told.exit_code == 1
    assert f"at port {urlsplit(room.address).port} (process {room.process.pid})" in told.stderr
    assert room.visitor().ask("/workbench/health").status == 200
