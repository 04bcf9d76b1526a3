"""
Find the browser that the tests drive, or fetch one.

In this order: `CHROMIUM_PATH`, an installed Chromium or Chrome, Playwright's own, `playwright install`,
last the system's package where apt-get may be used. `python -m tests.chromium` does it ahead of the tests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"]
PLACES = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
MINUTES_TO_FETCH = 10


@cache
def chromium() -> str:
    """Return the path of a browser that starts, fetching one where there is none."""
    for path in _installed():
        if _starts(path):
            return path
    for fetch in (_fetch_from_playwright, _fetch_from_the_system):
        fetch()
        for path in _installed():
            if _starts(path):
                return path
    raise RuntimeError(
        "No browser was found and none could be fetched. Install Chromium or Chrome, "
        "or name one in CHROMIUM_PATH, and run this again."
    )


def launch_options() -> dict[str, object]:
    """Return what `playwright.chromium.launch` needs here."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"executable_path": chromium(), "args": ["--no-sandbox"] if is_root else []}


def _installed() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM_PATH"):
        yield named
    yield from filter(None, map(shutil.which, COMMANDS))
    yield from (place for place in PLACES if Path(place).is_file())
    ask = "from playwright.sync_api import sync_playwright as start\nwith start() as its: print(%s)"
    own = subprocess.run(
        [sys.executable, "-c", ask % "its.chromium.executable_path"],
        capture_output=True,
        text=True,
        check=False,
    )
    if Path(own.stdout.strip()).is_file():
        yield own.stdout.strip()


def _starts(path: str) -> bool:
    """Say whether a browser opens a page: one that lacks a library of the system does not."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            path,
            "--headless",
            "--no-sandbox",
            f"--user-data-dir={profile}",
            "--dump-dom",
            "about:blank",
        ]
        try:
            opened = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"{path} does not start: {error}", file=sys.stderr)
            return False
    if "<html" not in opened.stdout:
        print(f"{path} does not start: {opened.stderr.strip()[-200:]}", file=sys.stderr)
        return False
    return True


def _fetch_from_playwright() -> None:
    print("Fetching a browser through Playwright", flush=True)
    _try([sys.executable, "-m", "playwright", "install", "chromium"])


def _fetch_from_the_system() -> None:
    if not shutil.which("apt-get"):
        return
    is_root = os.geteuid() == 0
    before = [] if is_root else ["sudo", "-n"]
    if not is_root and not shutil.which("sudo"):
        return
    print("Fetching the system's own browser", flush=True)
    _try([*before, "apt-get", "update", "-qq"])
    _try([*before, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])


def _try(command: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=quiet, capture_output=True, text=True, timeout=60 * MINUTES_TO_FETCH, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  that did not work: {error}", file=sys.stderr)
        return
    if done.returncode != 0:
        print(f"  that did not work: {(done.stderr or done.stdout).strip()[-400:]}", file=sys.stderr)


if __name__ == "__main__":
    try:
        print(f"The browser is {chromium()}")
    except RuntimeError as nothing:
        sys.exit(str(nothing))
