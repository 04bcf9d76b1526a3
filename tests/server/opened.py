"""A room that is really open, and visitors to it."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import nbformat
import websocket
from nbformat import v4

from tests.builders import Circle
from workbench.core.clock import system_clock
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.migrations.migrate import migrate

ROOT = Path(__file__).resolve().parents[2]
PROBE = "/voila/render/pages/probe.ipynb"
V1 = "v1.kernel.websocket.jupyter.org"
CELLS = {
    "probe": [
        "# What the page needs\nimport os, ipywidgets as w\nfrom workbench.core.desk import open_desk",
        "# Whose page\ndesk = open_desk()\nsecret = 'the-inside-of-the-kernel'",
        "# The page\nshown = w.Text(value='me=' + desk.me + ' env=' + ' '.join(sorted(os.environ)))\nshown",
    ],
    "failing": ["# Fails\nraise ValueError('-'.join(['somebody', 'wrote', 'this']))"],
    "refusing": [
        "# Refuses\nfrom workbench.core.rights import Refused",
        "# Says so\nraise Refused('Not <now>.')",
    ],
}


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """A browser: it keeps cookies."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        if self.cookies:
            headers["Cookie"] = self.cookie
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        reply = line.getresponse()
        answer = Answer(reply.status, reply.headers, reply.read())
        line.close()
        for given in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def send(self, path: str, **values: str) -> Answer:
        """Send a form of ours."""
        body = "&".join(f"{name}={value}" for name, value in values.items())
        return self.ask(path, "POST", body, Content_Type="application/x-www-form-urlencoded")

    def open_probe(self) -> str:
        """Open the probe page; return the id of its kernel."""
        found = re.search(r'"kernelId": "([0-9a-f-]+)"', self.ask(PROBE).text)
        assert found
        return found.group(1)

    def line(self, kernel: str, protocol: str | None = V1, **headers: str) -> websocket.WebSocket:
        """Open the line to a kernel."""
        return websocket.create_connection(
            f"{self.address.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id={uuid4().hex}",
            cookie=self.cookie,
            subprotocols=[protocol] if protocol else None,
            header=[f"{name}: {value}" for name, value in headers.items()],
            timeout=30,
        )


@dataclass
class Opened:
    address: str
    process: subprocess.Popen[str]
    folder: Path
    log: Path
    circle: Circle

    def visitor(self) -> Visitor:
        return Visitor(self.address)

    def guest(self, name: str) -> Visitor:
        visitor = self.visitor()
        assert visitor.ask(f"/join/{self.circle.tokens[name]}").status == 302
        return visitor


def a_workspace(folder: Path) -> tuple[Workspace, Circle, Store]:
    """Return a workspace with a small group and the pages that the tests look at."""
    workspace = Workspace(folder)
    workspace.make()
    store = Store(workspace.store_url, system_clock)
    migrate(store)
    (workspace.notebooks / "pages").mkdir()
    for name, cells in CELLS.items():
        notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
        nbformat.write(notebook, workspace.notebooks / "pages" / f"{name}.ipynb")
    return workspace, Circle(store), store


@contextmanager
def opened(folder: Path, *wishes: str) -> Iterator[Opened]:
    """Open a room for as long as a test module needs it."""
    workspace, circle, store = a_workspace(folder / "w")
    log = folder / "log.txt"
    environment = {**os.environ, "SOME_SECRET": "never-in-a-kernel"}
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.server.serve", str(workspace.path), *wishes],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        )
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http"), log.read_text()
        yield Opened(address, process, workspace.path, log, circle)
    finally:
        process.terminate()
        process.wait(30)
        store.close()


def v1(
    channel: str,
    kind: str,
    content: Any,
    *,
    header: str | None = None,
    metadata: str = '{"version": "1.0.0"}',
) -> bytes:
    """Return a message in the protocol with offsets, as a browser sends it."""
    head = header or json.dumps(
        {"msg_id": uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    )
    parts = [channel, head, "{}", metadata, content if isinstance(content, str) else json.dumps(content)]
    data = [part.encode() for part in parts]
    offsets = [8 * (len(data) + 2)]
    for part in data:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join(number.to_bytes(8, "little") for number in numbers) + b"".join(data)


def read_v1(message: bytes) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return channel, header and content of a message from the room."""
    count = int.from_bytes(message[:8], "little")
    at = [int.from_bytes(message[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(count)]
    parts = [message[start:end] for start, end in zip(at, at[1:], strict=False)]
    return parts[0].decode(), json.loads(parts[1]), json.loads(parts[4])


def until(line: websocket.WebSocket, last: str, method: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return what a line says up to a kind of message, as kinds and contents; fail if it does not come."""
    told: list[tuple[str, dict[str, Any]]] = []
    end = monotonic() + 30
    while monotonic() < end:
        message = line.recv()
        assert isinstance(message, bytes), "the line was closed"
        _channel, header, content = read_v1(message)
        told.append((header["msg_type"], content))
        if header["msg_type"] == last and content.get("data", {}).get("method", "") == method:
            return told
    raise AssertionError(f"no {last} among {[kind for kind, _content in told]}")


def heard(line: websocket.WebSocket) -> list[tuple[str, dict[str, Any]]]:
    """
    Return what a line says until it answers a last question.

    Kernels answer in order: what was let through before the question has been answered before it.
    """
    line.send_binary(v1("shell", "comm_info_request", {}))
    return until(line, "comm_info_reply")


def widgets(line: websocket.WebSocket) -> str:
    """Return the state of all widgets of a page, as the front end asks for it."""
    opening = {"comm_id": "all", "target_name": "jupyter.widget.control", "data": {}}
    line.send_binary(v1("shell", "comm_open", opening))
    line.send_binary(v1("shell", "comm_msg", {"comm_id": "all", "data": {"method": "request_states"}}))
    return str(until(line, "comm_msg", "update_states")[-1])
