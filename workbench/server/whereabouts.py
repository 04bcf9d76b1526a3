"""Where the room of a workspace is open now: a small file that is there as long as the room is."""

import json
import os
import socket
import ssl
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from workbench.core.settings import Workspace

USUAL = "http://127.0.0.1:8866"
"""The address of a room that is opened without naming another."""


def _file(workspace: Workspace) -> Path:
    return workspace.path / "room.json"


def tell(workspace: Workspace, url: str) -> None:
    """Write down where the room is open, for its owner only; a room opens also where this cannot be kept."""
    place = _file(workspace)
    fresh = place.with_name(f"room.json.{os.getpid()}")
    with suppress(OSError):
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"url": url, "pid": os.getpid()}, file)
        fresh.replace(place)


def forget(workspace: Workspace) -> None:
    """Take away what this process wrote down; another room of the same workspace keeps its own."""
    found = _read(workspace)
    if found is not None and found[1] == os.getpid():
        with suppress(OSError):
            _file(workspace).unlink(missing_ok=True)


def open_at(workspace: Workspace) -> str | None:
    """Return the address at which the room of a workspace is open now; None where it is closed."""
    found = _read(workspace)
    if found is None or not _alive(found[1]):
        return None
    url = urlsplit(found[0])
    try:
        with socket.create_connection((url.hostname or "", url.port or 0), timeout=1):
            return found[0]
    except (OSError, ValueError):
        return None


def in_use(workspace: Workspace) -> tuple[str, int, int] | None:
    """Return the address of the open room, how many pages are open there, and of how many people."""
    address = open_at(workspace)
    if address is None:
        return None
    unproved = ssl._create_unverified_context()  # it is this machine, and nothing is told to it
    try:
        with urlopen(f"{address}/workbench/health", timeout=5, context=unproved) as answer:
            told = json.loads(answer.read())
        return address, int(told["pages"]), int(told["people"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _read(workspace: Workspace) -> tuple[str, int] | None:
    try:
        told = json.loads(_file(workspace).read_text("utf-8"))
        url, pid = told["url"], told["pid"]
        urlsplit(url).port  # noqa: B018 - raises where it is none
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return (url, pid) if isinstance(url, str) and isinstance(pid, int) and pid > 0 else None


def _alive(pid: int) -> bool:
    """Say whether a process is there; on Windows only its port tells, since asking would interrupt it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
