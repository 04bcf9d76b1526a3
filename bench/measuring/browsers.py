"""Visitors with a browser: when the page is there, when it answers, and what went over the wire."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bench.measuring.systems import Server
from tests.chromium import launch_options

WATCHING = Path(__file__).with_name("watching.js").read_text("utf-8")
VIEW: Any = {"width": 1000, "height": 2400}  # all of the page is in view, so that all of it is drawn
PAUSES = (0.05, 0.1, 0.2, 0.4)  # between two keys, until one is answered; the last is repeated
LIMIT = 300.0  # seconds after which a page is given up
LATER = 60.0  # seconds after all are answered in which a plot may still come
SETTLED = 3.0  # seconds in which a browser that opens a window loads the pages of its own that belong to it
QUIET = 1.0  # seconds that a page may go on working after it has answered
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


@dataclass(frozen=True)
class Visit:
    """How long a page took: seconds from the navigation."""

    sliders: float
    plot: float
    interactive: float
    answered_at: float  # by the clock of the machine


@dataclass
class Weight:
    """What a page fetched: bytes over the wire, requests that were answered from it, other hosts asked."""

    size: float = 0
    requests: int = 0
    elsewhere: set[str] = field(default_factory=set)

    def listen(self, line: Any) -> None:
        """Count what the browser tells."""
        line.on("Network.loadingFinished", self._loaded)
        line.on("Network.webSocketFrameReceived", self._frame)
        line.on("Network.webSocketFrameSent", self._frame)
        line.on("Network.requestWillBeSent", self._asked)

    def _loaded(self, told: dict[str, Any]) -> None:
        self.size += told["encodedDataLength"]
        self.requests += told["encodedDataLength"] > 0

    def _frame(self, told: dict[str, Any]) -> None:
        frame = told["response"]
        share = 1 if frame["opcode"] == 1 else 0.75  # what is not text comes in letters, four for three bytes
        self.size += len(frame["payloadData"]) * share

    def _asked(self, told: dict[str, Any]) -> None:
        host = urlsplit(told["request"]["url"]).hostname
        if host and host not in ("127.0.0.1", "localhost"):
            self.elsewhere.add(host)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Start the browser; it finds no other host than this machine."""
    options: Any = launch_options()
    options["args"] = [*options["args"], NOWHERE]
    async with async_playwright() as its:
        started = await its.chromium.launch(**options)
        yield started
        await started.close()


async def guest(browser: Browser, server: Server, number: int = 0) -> BrowserContext:
    """Return a new context, signed in where visitors have to be known."""
    context = await browser.new_context(viewport=VIEW)
    context.set_default_timeout(LIMIT * 1000)
    await context.add_init_script(WATCHING)
    link = server.link(number)
    if link is not None:
        answer = await context.request.get(link, max_redirects=0)
        assert answer.status == 302, f"a link did not open the room: {answer.status}"
    return context


async def windows(contexts: list[BrowserContext]) -> list[Page]:
    """Open an empty window in each context; return them when the browser is done with them."""
    pages = [await context.new_page() for context in contexts]
    await asyncio.sleep(SETTLED)
    return pages


async def open_page(
    context: BrowserContext, url: str, page: Page | None = None, *, plot: bool = True
) -> tuple[Page, Visit]:
    """Open the page, press a key as soon as there is a slider, until the label follows."""
    page = page or (await windows([context]))[0]
    async with asyncio.timeout(LIMIT):
        await page.goto(url, wait_until="commit")
        await page.evaluate("bench.first()")
        tried = 0
        while not await page.evaluate("bench.focus() && bench.answered()"):
            await page.keyboard.press("ArrowRight")
            await asyncio.sleep(PAUSES[min(tried, len(PAUSES) - 1)])
            tried += 1
        sliders = await page.evaluate("bench.complete()")
        drawn = await page.evaluate("bench.drawn()") if plot else 0
    answer = await page.evaluate("bench.told.find((each, _, all) => each.value !== all[0].value)")
    return page, Visit(sliders / 1000, drawn / 1000, answer["at"] / 1000, answer["on"] / 1000)


async def trips(page: Page, number: int) -> list[float]:
    """Move the first slider; return the milliseconds from each key to the changed label."""
    found = []
    for _ in range(number):
        await page.evaluate("bench.mark()")
        await page.keyboard.press("ArrowRight")
        if (took := await page.evaluate("bench.trip(10000)")) is not None:
            found.append(took)
        await asyncio.sleep(0.1)
    return found


async def weigh(context: BrowserContext, url: str, *, plot: bool = True) -> Weight:
    """Open the page and return what it fetched; its time does not count."""
    page = await context.new_page()
    line = await context.new_cdp_session(page)
    await line.send("Network.enable")
    weight = Weight()
    weight.listen(line)
    await open_page(context, url, page, plot=plot)
    await asyncio.sleep(QUIET)
    await page.close()
    return weight


@dataclass(frozen=True)
class Rush:
    """How it went when many came at once: seconds until the last was answered, and what was left undone."""

    last: float
    unanswered: int
    undrawn: int


async def at_once(contexts: list[BrowserContext], url: str) -> Rush:
    """Open the page in all contexts in the same moment; the plots may come a while later."""
    pages = await windows(contexts)
    began = time.time()
    opened = await asyncio.gather(
        *(open_page(context, url, page, plot=False) for context, page in zip(contexts, pages, strict=True)),
        return_exceptions=True,
    )
    answered = [each[1].answered_at - began for each in opened if not isinstance(each, BaseException)]
    drawn = await asyncio.gather(*(_drawn(page) for page in pages))
    return Rush(max(answered, default=0.0), len(pages) - len(answered), drawn.count(False))


async def _drawn(page: Page) -> bool:
    try:
        async with asyncio.timeout(LATER):
            return bool(await page.evaluate("bench.drawn()"))
    except TimeoutError:
        return False
