"""What our own front end does: stock widgets, a line that comes back, and how little it takes to come."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.gathering import Gathering, gathered
from tests.browser.standalone import Line, served

PATIENCE = 30_000
MOST_BYTES = 400_000
STATIC = "/voila/templates/workbench/static"


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    folder = tmp_path / "asked"
    folder.mkdir()
    return folder


@pytest.fixture
def visit(browser: Browser, tmp_path: Path, asked: Path) -> Iterator[Callable[..., Page]]:
    source = f"# A page\nfrom tests.browser.stock_page import page\npage({str(asked)!r})"
    with served(tmp_path, source=source, title="Stock widgets") as (address, _process):
        page = browser.new_page(viewport={"width": 1000, "height": 1200}, reduced_motion="reduce")

        def _visit(line: Line | None = None) -> Page:
            if line:
                page.route_web_socket(re.compile("/channels"), line.connect)
            page.goto(address)
            expect(page.locator(".wb-ready .heard")).to_be_visible(timeout=2 * PATIENCE)
            page.evaluate("window.stays = true")
            return page

        yield _visit
        assert page.evaluate("window.stays"), "the page was reloaded"
        page.close()


def change(page: Page, asked: Path) -> None:
    """Let the kernel change what it shows, and wait until it has."""
    (asked / "change").touch()
    patience = monotonic() + 30
    while not (asked / "changed").exists():
        assert monotonic() < patience
        page.evaluate("1")


def expect_changed(page: Page) -> None:
    expect(page.get_by_text("changed in the kernel")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("came later")).to_be_visible()
    expect(page.get_by_role("button", name="A later button")).to_be_visible()
    expect(page.get_by_text("said later")).to_be_visible()
    expect(page.get_by_text("stands here first")).to_have_count(0)


def expect_heard(page: Page, **values: Any) -> None:
    for name, value in values.items():
        pair = json.dumps({name: value})[1:-1]
        expect(page.locator(".heard")).to_contain_text(pair, timeout=PATIENCE)


def test_stock_widgets_say_what_was_done_to_them(visit: Callable[..., Page], shots: Path) -> None:
    page = visit()
    page.get_by_label("Line", exact=True).fill("a line")
    page.keyboard.press("Tab")
    page.get_by_label("Lines").fill("two\nlines")
    page.get_by_label("Tick").check()
    page.get_by_label("List").select_option("two")
    whole, part = page.get_by_role("slider").all()
    whole.press("ArrowRight")
    way = part.locator("xpath=ancestor::*[contains(@class, 'noUi-base')]").bounding_box()
    assert way
    part.hover()
    page.mouse.down()
    page.mouse.move(way["x"] + way["width"] * 0.8, way["y"], steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Press").click()
    page.get_by_label("Words").fill("of the form")
    expect_heard(page, line="a line", lines="two\nlines", tick=True, list="two", whole=4, part=0.8, pressed=1)
    expect_heard(page, form={"words": "of the form"})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=shots / f"stock-{scheme}.png", full_page=True)


def test_what_comes_after_the_page_was_drawn_is_shown(visit: Callable[..., Page], asked: Path) -> None:
    page = visit()
    expect(page.get_by_text("stands here first")).to_be_visible()
    change(page, asked)
    expect_changed(page)


def test_a_line_that_was_cut_brings_everything_that_was_missed_and_keeps_what_was_typed(
    visit: Callable[..., Page], asked: Path
) -> None:
    line = Line()
    page = visit(line)
    line.cut = True  # what is said now is lost for good: nobody knows of it
    change(page, asked)
    line.close()
    page.get_by_label("Words").fill("typed while away")
    page.get_by_label("Line", exact=True).fill("changed while away")
    page.keyboard.press("Tab")
    page.get_by_label("Tick").check()
    page.get_by_role("button", name="Press").click()
    expect(page.locator(".wb-strip")).to_contain_text("interrupted", timeout=PATIENCE)
    expect(page.get_by_text("as it was")).to_be_visible()
    line.cut = line.closed = False
    expect_changed(page)
    expect(page.locator(".wb-strip")).to_be_empty(timeout=PATIENCE)
    expect_heard(page, line="changed while away", tick=True, pressed=1, form={"words": "typed while away"})
    expect(page.get_by_label("Words")).to_have_value("typed while away")
    expect(page.get_by_label("Line", exact=True)).to_have_value("changed while away")


# ---------------------------------------------------------------- what it takes to come


@pytest.fixture(scope="module")
def gathering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathering]:
    with gathered(tmp_path_factory.mktemp("light"), ("Ana", "Ben")) as open_room:
        yield open_room


@dataclass
class Travelled:
    """What comes to a page over the network, beside its line; what the browser has already does not."""

    page: Page
    sent: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.on("Network.requestWillBeSent", self._sent)
        devtools.on("Network.loadingFinished", self._came)
        devtools.send("Network.enable")

    def _sent(self, told: dict[str, Any]) -> None:
        self.sent[told["requestId"]] = told["request"]["url"]

    def _came(self, told: dict[str, Any]) -> None:
        url = self.sent[told["requestId"]]
        if told["encodedDataLength"] > 0 and url.startswith("http"):
            self.sizes[urlsplit(url).path] = int(told["encodedDataLength"])


def test_a_first_page_is_small_and_the_second_asks_for_itself_alone(
    gathering: Gathering, browser: Browser
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    way = f"{gathering.address}/join/{gathering.circle.tokens['Ana']}"
    assert context.request.get(way, max_redirects=0).status == 302
    travelled = Travelled(context.new_page())
    travelled.begin()

    def visited(name: str) -> dict[str, int]:
        travelled.sent.clear()
        travelled.sizes.clear()
        travelled.page.goto(f"{gathering.address}/voila/render/pages/{name}.ipynb")
        expect(travelled.page.locator(".wb-ready .wb-form").first).to_be_visible(timeout=2 * PATIENCE)
        abroad = [url for url in travelled.sent.values() if not url.startswith((gathering.address, "blob:"))]
        assert [url for url in abroad if not url.startswith("data:")] == []
        return travelled.sizes

    first = visited("home")
    page, form = (f"{STATIC}/page", "/workbench/static/form")
    files = {f"{page}.css", f"{page}.js", f"{form}.css", f"{form}.js"}
    assert set(first) == {"/voila/render/pages/home.ipynb", *files}
    assert sum(first.values()) < MOST_BYTES / 4
    second = visited("people")
    assert set(second) - {each for each in second if "/api/shutdown/" in each} == {
        "/voila/render/pages/people.ipynb"
    }
    assert sum(second.values()) < 10_000
    context.close()


def test_a_page_that_is_left_gives_its_kernel_back(gathering: Gathering, browser: Browser) -> None:
    ben = gathering.join(browser, "Ben")
    kernels = []
    for name in ("home", "people"):
        gathering.open(ben, f"{gathering.address}/voila/render/pages/{name}.ipynb")
        kernels.append(json.loads(ben.page.locator("#wb-page").text_content() or "")["kernel"])
    first, second = (f"{gathering.address}/api/kernels/{kernel}" for kernel in kernels)
    patience = monotonic() + 30
    while ben.context.request.get(first).ok:
        assert monotonic() < patience
    assert ben.context.request.get(second).ok
    ben.context.close()
