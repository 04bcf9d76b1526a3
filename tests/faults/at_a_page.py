"""Someone who types into a real page of a real room, as a browser does, and hears what is acknowledged."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import psutil
import websocket

from tests.server.opened import ROOT, Visitor, listen, until, v1
from workbench.core.settings import Workspace

PAGE = "/voila/render/pages/practice.ipynb"
FORM = ":whole"
PATIENCE = 60


class Room:
    """A room in a process of its own, which nobody closes gently."""

    def __init__(self, workspace: Workspace, log: Path) -> None:
        with log.open("a") as told:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.server.serve", str(workspace.path)],
                cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, stderr=told, text=True,
            )  # fmt: skip
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http"), log.read_text()

    def processes(self) -> list[psutil.Process]:
        """Return all that it has started."""
        try:
            found: list[psutil.Process] = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        return found

    def kernels(self) -> set[int]:
        """Return the processes of its pages: forks of the parent of kernels, or normal ones."""
        found = set()
        for each in self.processes():
            with suppress(psutil.NoSuchProcess):
                if each.ppid() != self.process.pid or "ipykernel_launcher" in each.cmdline():
                    found.add(each.pid)
        return found

    def scratch(self) -> Path | None:
        """Return where its sockets lie; a room that is killed cannot take them away."""
        for each in self.processes():
            with suppress(psutil.NoSuchProcess, KeyError):
                return Path(each.environ()["IPYTHONDIR"]).parent
        return None


class Typist:
    """One open page; the number of the last words that were acknowledged."""

    def __init__(self, room: Room, token: str) -> None:
        before = room.kernels()
        self.guest = Visitor(room.address)
        assert self.guest.ask(f"/join/{token}").status == 302
        page = self.guest.kernel_of(PAGE)
        (self.kernel,) = room.kernels() - before
        self.line = self.guest.line(page)
        self.model, self.state = self._form()
        self.said, self.heard = 0, 0

    def _form(self) -> tuple[str, dict[str, Any]]:
        opening = {"comm_id": "all", "target_name": "jupyter.widget.control", "data": {}}
        self.line.send_binary(v1("shell", "comm_open", opening))
        asking = {"comm_id": "all", "data": {"method": "request_states"}}
        self.line.send_binary(v1("shell", "comm_msg", asking))
        states = until(self.line, "comm_msg", "update_states")[-1][1]["data"]["states"]
        found = [(model, each["state"]) for model, each in states.items()
                 if each["state"].get("key", "").endswith(FORM)]  # fmt: skip
        assert len(found) == 1
        return found[0]

    def type(self, number: int) -> None:
        """Send words as a browser does; do not wait."""
        words = f"{number} {'word ' * (number % 300)}{uuid4().hex}"
        self.said = number
        content = {"values": {"words": words}, "turn": number}
        told = {"comm_id": self.model, "data": {"method": "custom", "content": content}}
        self.line.send_binary(v1("shell", "comm_msg", told))

    def hear(self) -> dict[str, Any]:
        """Wait until the last words are acknowledged; return what the form shows then."""
        end = monotonic() + PATIENCE
        while self.heard < self.said:
            _header, _parent, content = listen(self.line, end)
            if content.get("comm_id") == self.model:
                self.state |= content.get("data", {}).get("state", {})
                self.heard = int(self.state["received"])
        return self.state

    def leave(self) -> None:
        try:
            self.line.close()
        except (OSError, websocket.WebSocketException):
            return
