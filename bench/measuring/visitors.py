"""Visitors without a browser: they fetch a page to its end, open its line, and move its first slider."""

import asyncio
import re
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

from tornado.httpclient import HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bench.measuring.systems import Server
from tests.server.opened import V1, read_v1, v1

LIMIT = 300.0
LARGEST = 100 << 20
KERNEL = re.compile(
    r'kernel(?:_?id)?"?\s*[:=]\s*"?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})', re.IGNORECASE
)


class Failed(Exception):
    """A visitor did not get what they came for."""


@dataclass
class Visitor:
    """One visitor: keeps cookies, and the line to the kernel of their page."""

    server: Server
    number: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    line: WebSocketClientConnection | None = None
    slider: str = ""
    label: str = ""
    value: int = 10

    async def come_in(self) -> None:
        """Sign in, where visitors have to be known."""
        if link := self.server.link(self.number):
            answer = await self._ask(link)
            if answer.code != 302:
                raise Failed(f"the link answered {answer.code}")

    async def open(self) -> float:
        """Open the page, until its first slider was moved and the label followed; return the seconds."""
        began = perf_counter()
        page = await self._ask(self.server.url)
        found = KERNEL.search(page.body.decode())
        if page.code != 200 or found is None:
            raise Failed(f"the page answered {page.code}")
        address = f"{self.server.address.replace('http', 'ws', 1)}/api/kernels/{found[1]}/channels"
        request = HTTPRequest(f"{address}?session_id={uuid4().hex}", headers=self._headers())
        self.line = await websocket_connect(request, subprotocols=[V1], max_message_size=LARGEST)
        await self._find_controls()
        await self.move()
        return perf_counter() - began

    async def move(self) -> float:
        """Move the first slider by one; return the seconds until the label says so."""
        self.value = (self.value + 1) % 100
        began = perf_counter()
        state = {"method": "update", "state": {"value": self.value}, "buffer_paths": []}
        await self._say("comm_msg", {"comm_id": self.slider, "data": state})
        wanted = f"First slider: {self.value}"
        while True:
            content = await self._hear()
            if (
                content.get("comm_id") == self.label
                and content["data"].get("state", {}).get("value") == wanted
            ):
                return perf_counter() - began

    def leave(self) -> None:
        """Hang up."""
        if self.line is not None:
            self.line.close()
            self.line = None

    async def _find_controls(self) -> None:
        """Ask for the state of all widgets, as a front end does."""
        await self._say("comm_open", {"comm_id": "all", "target_name": "jupyter.widget.control", "data": {}})
        await self._say("comm_msg", {"comm_id": "all", "data": {"method": "request_states"}})
        while True:
            data = (await self._hear()).get("data", {})
            if data.get("method") == "update_states":
                break
        for name, model in data["states"].items():
            if model["state"].get("description") == "Slider 1":
                self.slider = name
            if str(model["state"].get("value", "")).startswith("First slider"):
                self.label = name
        if not (self.slider and self.label):
            raise Failed("the page has no slider")

    async def _say(self, kind: str, content: dict[str, Any]) -> None:
        assert self.line is not None
        await self.line.write_message(v1("shell", kind, content), binary=True)

    async def _hear(self) -> dict[str, Any]:
        assert self.line is not None
        while True:
            said = await self.line.read_message()
            if said is None:
                raise Failed("the line was closed")
            if isinstance(said, bytes):
                return read_v1(said)[2]

    async def _ask(self, url: str) -> HTTPResponse:
        client = SimpleAsyncHTTPClient(force_instance=True, max_body_size=LARGEST)
        answer = await client.fetch(
            HTTPRequest(url, headers=self._headers(), follow_redirects=False, request_timeout=LIMIT),
            raise_error=False,
        )
        for given in answer.headers.get_list("Set-Cookie"):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        client.close()
        return answer

    def _headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return (
            {"Cookie": cookie, "Origin": self.server.address} if cookie else {"Origin": self.server.address}
        )


async def come(server: Server, number: int) -> list[Visitor]:
    """Return visitors who are signed in and have opened no page yet."""
    visitors = [Visitor(server, each) for each in range(number)]
    for visitor in visitors:
        await visitor.come_in()
    return visitors


async def together(doings: Sequence[Awaitable[float]]) -> tuple[list[float], list[str]]:
    """Do all in the same moment; return how long each took that was done, and what went wrong."""
    done = await asyncio.gather(*(asyncio.wait_for(doing, LIMIT) for doing in doings), return_exceptions=True)
    times = [each for each in done if isinstance(each, float)]
    return times, [f"{type(each).__name__}: {each}" for each in done if isinstance(each, BaseException)]
