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
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import nbformat
import websocket
from nbformat import v4

from tests.builders import Circle, make_tables
from workbench.core.clock import system_clock
from workbench.core.settings import Workspace
from workbench.core.store import Store

ROOT = Path(__file__).resolve().parents[2]
PROBE = "/voila/render/pages/probe.ipynb"
V1 = "v1.kernel.websocket.jupyter.org"
CELLS = {
    "probe": [
        "# What the page needs\nimport os, ipywidgets as w\nfrom workbench.core.desk import open_desk",
        "# Whose page\ndesk = open_desk()\nsecret = 'the-inside-of-the-kernel'",
        "# The page\nshown = w.Text(value='me=' + desk.me + ' env=' + ' '.join(sorted(os.environ)))\nshown",
        "# Goes wrong when pressed\nwrong = w.Button()\nwrong.on_click(lambda _: print(1 / 0))\nwrong",
    ],
    "failing": ["# Fails\nraise ValueError('-'.join(['somebody', 'wrote', 'this']))"],
    "dying": ["# Dies\nimport os", "# At once\nos._exit(3)", "# Never comes to this\nprint('after')"],
    "endless": ["# Never ends\nwhile True:\n    pass"],
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
        return self.ask(path, "POST", urlencode(values), Content_Type="application/x-www-form-urlencoded")

    def guard(self, page: str) -> str:
        """Return what tells the forms of a page from somebody else's."""
        found = re.search(r'name="_xsrf" value="([^"]+)"', self.ask(page).text)
        assert found, page
        return found.group(1)

    def fill(self, page: str, to: str = "", **values: str) -> Answer:
        """Fill in a form of a page and send it."""
        return self.send(to or page, _xsrf=self.guard(page), **values)

    def leave(self, kernel: str) -> int:
        """Say that a page is left, as the page does."""
        return self.send(f"/voila/api/shutdown/{kernel}", _xsrf=self.cookies["_xsrf"]).status

    def open_probe(self) -> str:
        """Open the probe page; return the id of its kernel."""
        return self.kernel_of(PROBE)

    def kernel_of(self, page: str) -> str:
        """Open a page; return the id of its kernel."""
        found = re.search(r'"kernel": "([0-9a-f-]+)"', self.ask(page).text)
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
    make_tables(store)
    (workspace.notebooks / "pages").mkdir()
    for name, cells in CELLS.items():
        notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
        nbformat.write(notebook, workspace.notebooks / "pages" / f"{name}.ipynb")
    return workspace, Circle(store, passphrases=False), store


@contextmanager
def opened(
    folder: Path, *wishes: str, made: tuple[Workspace, Circle, Store] | None = None
) -> Iterator[Opened]:
    """Open a room for as long as a test module needs it, with what was ``made`` before."""
    workspace, circle, store = made or a_workspace(folder / "w")
    log = folder / "log.txt"
    environment = {**os.environ, "SOME_SECRET": "never-in-a-kernel"}
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.server.serve", str(workspace.path), *wishes],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=written, text=True,
        )  # fmt: skip
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http"), log.read_text()
        yield Opened(address, process, workspace.path, log, circle)
    finally:
        process.terminate()
        process.wait(30)
        store.close()


def v1(channel: str, kind: str, content: Any, *, header: str | None = None, msg_id: str = "") -> bytes:
    """Return a message in the protocol with offsets, as a browser sends it."""
    known = {
        "msg_id": msg_id or uuid4().hex,
        "msg_type": kind,
        "session": "s",
        "username": "",
        "version": "5.3",
    }
    head, metadata = header or json.dumps(known), '{"version": "1.0.0"}'
    parts = [channel, head, "{}", metadata, content if isinstance(content, str) else json.dumps(content)]
    data = [part.encode() for part in parts]
    offsets = [8 * (len(data) + 2)]
    for part in data:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join(number.to_bytes(8, "little") for number in numbers) + b"".join(data)


def listen(line: websocket.WebSocket, end: float) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return header, parent header and content of the next message from the room; do not wait for ever."""
    while True:
        assert monotonic() < end, "nothing more was said"
        opcode, frame = line.recv_data_frame(control_frame=True)
        assert opcode != websocket.ABNF.OPCODE_CLOSE, "the line was closed"
        if opcode == websocket.ABNF.OPCODE_BINARY:
            return read_v1(frame.data)


def read_v1(message: bytes) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Take a message apart."""
    count = int.from_bytes(message[:8], "little")
    at = [int.from_bytes(message[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(count)]
    parts = [message[start:end] for start, end in pairwise(at)]
    return json.loads(parts[1]), json.loads(parts[2]), json.loads(parts[4])


def until(line: websocket.WebSocket, last: str, method: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return what a line says up to a kind of message, as kinds and contents; fail if it does not come."""
    told: list[tuple[str, dict[str, Any]]] = []
    end = monotonic() + 30
    while True:
        header, _parent, content = listen(line, end)
        told.append((header["msg_type"], content))
        if header["msg_type"] == last and content.get("data", {}).get("method", "") == method:
            return told


def heard(line: websocket.WebSocket) -> list[tuple[str, dict[str, Any]]]:
    """
    Return what a line says until a last question is answered and the kernel rests from it.

    A kernel works in order, and each of its two channels keeps the order: what was let through before the
    question has been told on both by then.
    """
    question = uuid4().hex
    line.send_binary(v1("shell", "comm_info_request", {}, msg_id=question))
    told: list[tuple[str, dict[str, Any]]] = []
    awaited = {"answer", "rest"}
    end = monotonic() + 30
    while awaited:
        head, parent, content = listen(line, end)
        told.append((head["msg_type"], content))
        if parent.get("msg_id") == question:
            awaited -= {"answer"} if head["msg_type"] == "comm_info_reply" else set()
            awaited -= {"rest"} if content.get("execution_state") == "idle" else set()
    return told


def widgets(line: websocket.WebSocket) -> str:
    """Return the state of all widgets of a page, as the front end asks for it."""
    opening = {"comm_id": "all", "target_name": "jupyter.widget.control", "data": {}}
    line.send_binary(v1("shell", "comm_open", opening))
    line.send_binary(v1("shell", "comm_msg", {"comm_id": "all", "data": {"method": "request_states"}}))
    return str(until(line, "comm_msg", "update_states")[-1])
