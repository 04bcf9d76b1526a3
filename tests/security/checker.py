"""
Reads whole pages as a hostile browser would: every byte of the answer, all state of every widget.

A page follows the store by itself. ``settle`` waits until each page has rung its bell since a change: a
kernel that has answered is in no callback, so its bell rings within ``EVERY`` of that answer, and what is
asked later is answered after it.
"""

import io
import json
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import uuid4

import websocket

from tests.security.tally import tried
from tests.server.opened import Answer, Visitor, read_v1, v1
from workbench.core.doorbell import EVERY

SENT_ALONG = re.compile(rb'<script type="application/vnd.jupyter.widget-state\+json">.*?</script>', re.S)
KERNEL = re.compile(r'"kernel": "([0-9a-f-]+)"')
PLANTED = re.compile(rb"zz[a-z]+[0-9a-f]{12}zz")
FILE = re.compile(rb"data:application/zip;base64,([A-Za-z0-9+/=]+)")
CONTROL = "jupyter.widget.control"
PATIENCE = 60.0


def planted_in(data: bytes) -> set[str]:
    """Return the planted words in some bytes, also in files that lie packed in a link."""
    tried("bytes", len(data))
    found = {word.decode() for word in PLANTED.findall(data)}
    for packed in FILE.findall(data):
        with zipfile.ZipFile(io.BytesIO(b64decode(packed))) as file:
            for name in file.namelist():
                found |= planted_in(file.read(name))
    return found


@dataclass
class Page:
    """One page that one person has open."""

    person: str
    name: str
    visitor: Visitor
    answer: Answer
    kernel: str
    line: websocket.WebSocket = field(init=False)
    told: bytearray = field(default_factory=bytearray)
    kinds: set[str] = field(default_factory=set)
    asked: str = ""

    def join(self) -> None:
        """Open the line; from then on it has to be read within the room's patience."""
        self.line = self.visitor.line(self.kernel)
        self.say("comm_open", {"comm_id": "all", "target_name": CONTROL, "data": {}})
        self.heard()

    def say(self, kind: str, content: Any) -> None:
        self.asked = uuid4().hex
        self.line.send_binary(v1("shell", kind, content, msg_id=self.asked))

    def ask(self) -> None:
        """Ask something small, so as to know by the answer that all before it is done."""
        self.say("comm_info_request", {})

    def ask_states(self) -> None:
        self.say("comm_msg", {"comm_id": "all", "data": {"method": "request_states"}})

    def heard(self) -> list[dict[str, Any]]:
        """Read until the kernel rests from the last question; keep every byte; return the contents."""
        contents = []
        end = monotonic() + PATIENCE
        while True:
            assert monotonic() < end, f"{self.person}'s {self.name} said nothing more"
            opcode, frame = self.line.recv_data_frame(control_frame=True)
            assert opcode != websocket.ABNF.OPCODE_CLOSE, f"{self.person}'s {self.name} was closed"
            if opcode != websocket.ABNF.OPCODE_BINARY:
                continue
            self.told += frame.data
            header, parent, content = read_v1(frame.data)
            self.kinds.add(header["msg_type"])
            contents.append(content)
            if parent.get("msg_id") == self.asked and content.get("execution_state") == "idle":
                return contents

    def states(self) -> dict[str, dict[str, Any]]:
        """Return all state of every widget."""
        self.ask_states()
        return states_in(self.heard())

    def everything(self) -> bytes:
        """
        Return the page's bytes, and all state of its widgets as it is now.

        The state that came with the page was looked at when it was opened, by what was so then.
        """
        frame = SENT_ALONG.sub(b"", self.answer.body)
        assert frame != self.answer.body, "a page brings its state along"
        return frame + json.dumps(self.states(), ensure_ascii=False).encode()

    def press(self, action: str, **values: Any) -> bool:
        """Press the button of this name, as a browser does; say whether there is one."""
        for comm, state in self.states().items():
            if action in {offered.get("name") for offered in state.get("actions", ())}:
                pressed = {"method": "custom", "content": {"action": action, "values": values}}
                self.say("comm_msg", {"comm_id": comm, "data": pressed})
                self.heard()
                return True
        return False


def states_in(contents: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    for content in contents:
        data = content.get("data", {})
        if isinstance(data, dict) and data.get("method") == "update_states":
            return {comm: told["state"] for comm, told in data["states"].items()}
    raise AssertionError("no state was told")


def look_at(visitor: Visitor, person: str, name: str, path: str) -> Page | Answer:
    """Open a page; where it is refused, return the refusal."""
    answer = visitor.ask(f"/voila/render/{path}")
    tried("pages")
    found = KERNEL.search(answer.text)
    if answer.status != 200 or found is None:
        return answer
    return Page(person, name, visitor, answer, found.group(1))


def settle(pages: Sequence[Page]) -> None:
    """Wait until every page has taken in what was written before this."""
    _round(pages)
    rung = monotonic() + 2 * EVERY
    late = False
    while not late:
        late = monotonic() > rung
        _round(pages)


def _round(pages: Sequence[Page]) -> None:
    for page in pages:
        page.ask()
    for page in pages:
        page.heard()
