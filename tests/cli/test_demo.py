"""The example community starts, lets its people in, and erases itself."""

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from typer.testing import CliRunner

from tests.cli.commands import PATIENCE, terminal
from workbench.cli import demo
from workbench.cli.app import app


@pytest.fixture(autouse=True)
def apart(monkeypatch, tmp_path):
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@contextmanager
def going(*more: str):
    command = [sys.executable, "-m", "workbench", "demo", "--json", "--port", "0", *more]
    env = os.environ | {"WORKBENCH_STORE": "sqlite:////nowhere/store.sqlite"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=env, cwd=Path(__file__).parents[2]
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)


def test_the_example_lets_each_of_its_people_in_and_is_gone_when_it_is_closed():
    with going() as (process, told):
        assert len(told["people"]) == 6
        assert {group for person in told["people"] for group in person["groups"]}
        for what in ("hosts", "turn"):
            assert sorted(group for person in told["people"] for group in person[what]) == sorted(
                {group for person in told["people"] for group in person["groups"]}
            )
        browser = build_opener(HTTPCookieProcessor())
        with browser.open(told["people"][0]["link"], timeout=PATIENCE) as page:
            asked = page.read().decode()
            assert told["passphrase"] in asked
        guard = re.search(r'name="_xsrf" value="([^"]+)"', asked)
        assert guard
        typed = urlencode({"_xsrf": guard[1], "passphrase": told["passphrase"]}).encode()
        with browser.open(f"{told['url']}/unlock", typed, timeout=PATIENCE) as page:
            assert page.url.endswith("/home.ipynb")
        said = CliRunner().invoke(app, ["demo", "--erase"])
        assert said.exit_code == 1
        assert "is open already" in said.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert not demo.folder().exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty to sit at")
def test_in_a_terminal_the_links_stand_in_columns_and_nothing_scrolls_them_away():
    with terminal("demo", "--no-open", "--port", "0") as (process, until):
        said = until("Ctrl-C.")
        rows = [line for line in said.splitlines() if "/join/" in line]
        assert len(rows) == 8
        assert len({row.index("http://") for row in rows}) == 1
        groups = re.findall(r"^\S.*\(example\)$", said, re.MULTILINE)
        assert len(groups) == 2
        assert "The passphrase of all of them: an example only" in said
        words = ("hosts the meeting", "has the turn now", "/join/")
        for part in re.split("|".join(map(re.escape, groups)), said)[1:]:
            assert [len(re.findall(word, part)) for word in words] == [1, 1, 4]
        address = re.findall(r"http://127.0.0.1:\d+", said)[0]
        token = rows[0].rpartition("/")[2]
        for _again in range(3):
            with pytest.raises(HTTPError, match="403"):
                urlopen(f"{address}/leave-room?token={token}", b"", timeout=PATIENCE)
        log = demo.folder() / "room.log"
        assert log.stat().st_mode & 0o777 == 0o600
        written = log.read_text("utf-8")
        assert "403 POST /leave-room" in written
        assert token not in written
        process.send_signal(signal.SIGINT)
        assert until("erased.").strip() == "The example community was erased."
        assert process.wait(PATIENCE) == 0
    assert not demo.folder().exists()


def test_what_an_example_left_behind_can_be_erased():
    demo.folder().mkdir(parents=True)
    (demo.folder() / "store.sqlite").write_text("", "utf-8")
    said = CliRunner().invoke(app, ["demo", "--erase"])
    assert "was erased" in said.stdout
    assert not demo.folder().exists()
    assert "no example community to erase" in CliRunner().invoke(app, ["demo", "--erase"]).stdout
