"""In mid-sentence in a meeting: lines that break, pages that sleep, kernels and rooms that end."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.gathering import PATIENCE, Gathering, gathered
from tests.browser.standalone import Line
from tests.browser.turns import FeedbackToBen
from workbench.sessions.place import GRACE

BEGUN, WHOLE = "The door was", "The door was left open"
BACK_OR_GONE = """() => {
  const strip = document.querySelector(".wb-strip").innerText;
  return strip === "" || strip.includes("has lost its place");
}"""
LATER = PATIENCE + GRACE.total_seconds() * 1000


class Writer:
    """Somebody at a phone, in the middle of a sentence."""

    def __init__(self, gathering: Gathering, browser: Browser, name: str, *, own_time: bool = True) -> None:
        self.line = Line()
        self.guest = gathering.join(browser, name, phone=True)
        self.page = self.guest.page
        if own_time:
            self.page.clock.install()  # a test may turn it on; without it five minutes are five minutes
        self.page.route_web_socket(re.compile("/channels"), self.line.connect)
        gathering.open(self.guest, gathering.meeting)
        self.at_silence()
        self.types(BEGUN)
        expect(self.guest.card("My jots")).to_contain_text("Saved", timeout=PATIENCE)

    @property
    def field(self) -> Locator:
        return self.guest.card("My jots").get_by_label("In your own words")

    def at_silence(self) -> None:
        self.guest.at("A silent minute")

    def types(self, words: str) -> None:
        self.field.press_sequentially(words)

    def told(self, words: str) -> None:
        """Wait until the strip says something."""
        expect(self.page.locator(".wb-strip")).to_contain_text(words, timeout=PATIENCE)

    def loses_the_line(self) -> None:
        """Write on without a line."""
        self.line.close()
        self.told("interrupted")
        self.types(WHOLE.removeprefix(BEGUN))

    def back(self) -> None:
        """Wait until the strip has gone; where the page had to give its place up, press its button."""
        self.page.wait_for_function(BACK_OR_GONE, timeout=2 * PATIENCE)
        if self.page.locator(".wb-strip").inner_text():
            with self.page.expect_navigation(timeout=2 * PATIENCE):
                self.page.locator(".wb-strip").get_by_role("button", name="Reload").click()
        self.at_silence()

    def sends_once(self, words: str = WHOLE) -> None:
        """Send in what stands in the field, and find it once: on the page, and after coming anew."""
        expect(self.field).to_have_value(words, timeout=2 * PATIENCE)
        self.guest.card("My jots").get_by_role("button", name="Send this in").click()
        said = self.page.get_by_text(words, exact=True)
        for _look in range(2):
            expect(said).to_have_count(1, timeout=2 * PATIENCE)
            expect(self.field).to_have_value("", timeout=PATIENCE)
            self.page.reload()


class Met:
    """Feedback to Ben at the silent minute, and others in the middle of a sentence."""

    def __init__(self, gathering: Gathering, browser: Browser, log: Path, *names: str) -> None:
        self.gathering, self.log = gathering, log
        self.go = FeedbackToBen(gathering).go
        self.go("silence")
        self.writers = [Writer(gathering, browser, name) for name in names]
        self.cai = self.writers[0]

    def pages(self) -> list[psutil.Process]:
        """Find the processes of the open pages: the children of those that the room itself has begun."""
        assert self.gathering.room
        room = psutil.Process(self.gathering.room.pid)
        return [
            each
            for each in room.children(recursive=True)
            if each.ppid() != room.pid or "ipykernel_launcher" in each.cmdline()
        ]


@contextmanager
def at_work(browser: Browser, folder: Path, *names: str) -> Iterator[Met]:
    with gathered(folder, ["Ana", "Ben", *names]) as gathering:
        met = Met(gathering, browser, folder / "log.txt", *names)
        yield met
        for each in met.writers:
            each.guest.context.close()


@pytest.fixture
def met(browser: Browser, tmp_path: Path) -> Iterator[Met]:
    with at_work(browser, tmp_path, "Cai") as met:
        yield met


def test_what_three_type_without_a_line_is_there_when_it_is_back(browser: Browser, tmp_path: Path) -> None:
    with at_work(browser, tmp_path, "Cai", "Dee", "Eva") as met:
        for each in met.writers:
            each.loses_the_line()
        for each, away in zip(met.writers, ("00:30", "05:00", "05:00"), strict=True):
            each.page.clock.fast_forward(away)  # also past when the page's own client gives up
        for each in met.writers:
            each.line.closed = False
        for each in met.writers:
            each.back()
            each.sends_once()


def test_a_step_that_went_on_meanwhile_is_shown_and_the_words_wait_for_it(met: Met) -> None:
    met.cai.loses_the_line()
    met.go("round")
    met.cai.line.closed = False
    expect(met.cai.page.locator("h2", has_text="The round").first).to_be_visible(timeout=LATER)
    met.go("silence")
    met.cai.at_silence()
    met.cai.sends_once()


def test_a_page_that_slept_trusts_no_missed_message(met: Met) -> None:
    cdp = met.cai.guest.context.new_cdp_session(met.cai.page)
    cdp.send("Page.setWebLifecycleState", {"state": "frozen"})
    met.go("round")
    met.go("list")
    cdp.send("Page.setWebLifecycleState", {"state": "active"})
    expect(met.cai.page.locator("h2", has_text="I take").first).to_be_visible(timeout=LATER)
    met.go("silence")
    met.cai.at_silence()
    met.cai.sends_once(BEGUN)


def _kernel_killed(met: Met) -> None:
    for each in met.pages():
        each.kill()


def _room_restarted(met: Met) -> None:
    port = met.gathering.address.rsplit(":", 1)[1]
    met.gathering.close()
    with met.log.open("a") as log:
        met.gathering.serve(log, f"port={port}")


@pytest.mark.parametrize("what", [_kernel_killed, _room_restarted])
def test_a_page_whose_place_is_gone_says_so_and_comes_back_to_the_same_step_with_the_words(
    met: Met, what: Callable[[Met], None]
) -> None:
    what(met)
    met.cai.told("has lost its place")
    met.cai.types(WHOLE.removeprefix(BEGUN))
    with met.cai.page.expect_navigation(timeout=2 * PATIENCE):
        met.cai.field.blur()
    met.cai.at_silence()
    met.cai.sends_once()
