"""The example community starts, lets its people in, and erases itself."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from typer.testing import CliRunner

from workbench.cli import demo
from workbench.cli.app import app

PATIENCE = 120


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
        browser = build_opener(HTTPCookieProcessor())
        with browser.open(told["people"][0]["link"], timeout=PATIENCE) as page:
            assert page.status == 200
        said = CliRunner().invoke(app, ["demo", "--erase"])
        assert said.exit_code == 1
        assert "is open already" in said.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert not demo.folder().exists()


def test_what_an_example_left_behind_can_be_erased():
    demo.folder().mkdir(parents=True)
    (demo.folder() / "store.sqlite").write_text("", "utf-8")
    said = CliRunner().invoke(app, ["demo", "--erase"])
    assert "was erased" in said.stdout
    assert not demo.folder().exists()
    assert "no example community to erase" in CliRunner().invoke(app, ["demo", "--erase"]).stdout
