"""Where a room is open can be asked of its workspace, and only as long as it is."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import GROUP, Typed
from tests.server.opened import opened
from workbench.core.settings import Workspace
from workbench.server.whereabouts import forget, open_at, tell


@pytest.fixture
def place(tmp_path):
    return Workspace(tmp_path)


@pytest.fixture
def listening():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def ended() -> int:
    """Return the number of a process that is over."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait(30)
    return process.pid


def test_an_open_room_is_found_and_a_closed_one_is_not(place, listening):
    assert open_at(place) is None
    tell(place, listening)
    assert open_at(place) == listening
    forget(place)
    assert open_at(place) is None
    assert list(place.path.iterdir()) == []


def test_what_a_room_left_behind_that_ended_at_once_is_not_believed(place, listening):
    file = place.path / "room.json"
    file.write_text(json.dumps({"url": listening, "pid": ended()}))
    assert open_at(place) is None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        file.write_text(json.dumps({"url": f"http://127.0.0.1:{taken.getsockname()[1]}", "pid": os.getpid()}))
        assert open_at(place) is None
    tell(place, listening)
    assert open_at(place) == listening


@pytest.mark.parametrize(
    "written",
    ["", "[]", "{}", "null", "x" * 10_000, '{"url": 1, "pid": 1}', '{"url": "http://a:b", "pid": 1}',
     '{"url": "http://127.0.0.1:1", "pid": -1}', '{"url": "http://127.0.0.1:1", "pid": 1e99}',
     '{"url": "", "pid": 99999999999999999999999}'],
)  # fmt: skip
def test_a_file_that_says_something_else_is_no_open_room(place, written):
    (place.path / "room.json").write_text(written)
    assert open_at(place) is None
    forget(place)
    assert (place.path / "room.json").read_text() == written


def test_another_rooms_word_is_left_where_it_is(place):
    (place.path / "room.json").write_text(json.dumps({"url": "http://127.0.0.1:1", "pid": ended()}))
    forget(place)
    assert (place.path / "room.json").exists()


def test_a_link_that_is_made_while_the_room_is_open_begins_with_its_address(tmp_path: Path):
    with opened(tmp_path) as room:
        typed = Typed(room.folder)
        file = room.folder / "room.json"
        told = json.loads(file.read_text())
        assert told == {"url": room.address, "pid": room.process.pid}
        if sys.platform != "win32":
            assert file.stat().st_mode & 0o777 == 0o600
        link = typed.json("me", "link", "--person", "Ben", "--group", GROUP)["link"]
        assert link.startswith(f"{room.address}/join/")
        assert room.visitor().ask(link.removeprefix(room.address)).status == 302
        named = typed.json("me", "link", "--person", "Ben", "--group", GROUP, "--room", "https://a.example/")
        assert named["link"].startswith("https://a.example/join/")
    assert not file.exists()
    link = typed.json("me", "link", "--person", "Ben", "--group", GROUP)["link"]
    assert link.startswith("http://127.0.0.1:8866/join/")
