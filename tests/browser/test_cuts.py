"""In mid-sentence in a meeting: lines that break, pages that sleep, kernels and rooms that end."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.gathering import PATIENCE, Gathering, gathered
from tests.browser.standalone import Line
from tests.browser.turns import FeedbackToBen
from workbench.sessions.place import GRACE

BEGUN, WHOLE = "The door was", "The door was left open"
LATER = PATIENCE + GRACE.total_seconds() * 1000


class Met:
    """Feedback to Ben at the silent minute, and Cai at a phone in the middle of a sentence."""

    def __init__(self, gathering: Gathering, browser: Browser, log: Path) -> None:
        self.gathering, self.browser, self.log = gathering, browser, log
        self.go = FeedbackToBen(gathering).go
        self.go("silence")
        self.line = Line()
        self.cai = gathering.join(browser, "Cai", phone=True)
        self.cai.page.clock.install()
        self.cai.page.route_web_socket(re.compile("/channels"), self.line.connect)
        gathering.open(self.cai, gathering.meeting)
        self.cai.at("A silent minute")
        self.field.press_sequentially(BEGUN)
        expect(self.cai.card("My jots")).to_contain_text("Saved", timeout=PATIENCE)

    @property
    def field(self) -> Locator:
        return self.cai.card("My jots").get_by_label("In your own words")

    def told(self, words: str) -> None:
        """Wait until the strip says something."""
        expect(self.cai.page.locator(".wb-strip")).to_contain_text(words, timeout=PATIENCE)

    def sends_once(self, words: str = WHOLE) -> None:
        """Let Cai send in what stands in the field, and find it once: on the page, and after coming anew."""
        expect(self.field).to_have_value(words, timeout=2 * PATIENCE)
        self.cai.card("My jots").get_by_role("button", name="Send this in").click()
        said = self.cai.page.get_by_text(words, exact=True)
        for _look in range(2):
            expect(said).to_have_count(1, timeout=2 * PATIENCE)
            expect(self.field).to_have_value("", timeout=PATIENCE)
            self.cai.page.reload()

    def pages(self) -> list[psutil.Process]:
        """Find the processes of the open pages: the children of those that the room itself has begun."""
        assert self.gathering.room
        room = psutil.Process(self.gathering.room.pid)
        return [
            each
            for each in room.children(recursive=True)
            if each.ppid() != room.pid or "ipykernel_launcher" in each.cmdline()
        ]


@pytest.fixture
def met(browser: Browser, tmp_path: Path) -> Iterator[Met]:
    with gathered(tmp_path, ["Ana", "Ben", "Cai"]) as gathering:
        met = Met(gathering, browser, tmp_path / "log.txt")
        yield met
        met.cai.context.close()


@pytest.mark.parametrize("away", ["00:30", "05:00"])
def test_what_is_typed_without_a_line_is_there_when_it_is_back(met: Met, away: str) -> None:
    met.line.close()
    met.told("interrupted")
    met.field.press_sequentially(WHOLE.removeprefix(BEGUN))
    met.cai.page.clock.fast_forward(away)  # also past the moment at which the page's own client gives up
    met.line.closed = False
    expect(met.cai.page.locator(".wb-strip")).to_be_empty(timeout=2 * PATIENCE)
    met.cai.at("A silent minute")
    met.sends_once()


def test_a_step_that_went_on_meanwhile_is_shown_and_the_words_wait_for_it(met: Met) -> None:
    met.line.close()
    met.told("interrupted")
    met.field.press_sequentially(WHOLE.removeprefix(BEGUN))
    met.go("round")
    met.line.closed = False
    expect(met.cai.page.locator("h2", has_text="The round").first).to_be_visible(timeout=LATER)
    met.go("silence")
    met.cai.at("A silent minute")
    met.sends_once()


def test_a_page_that_slept_trusts_no_missed_message(met: Met) -> None:
    cdp = met.cai.context.new_cdp_session(met.cai.page)
    cdp.send("Page.setWebLifecycleState", {"state": "frozen"})
    met.go("round")
    met.go("list")
    cdp.send("Page.setWebLifecycleState", {"state": "active"})
    expect(met.cai.page.locator("h2", has_text="I take").first).to_be_visible(timeout=LATER)
    met.go("silence")
    met.cai.at("A silent minute")
    met.sends_once(BEGUN)


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
    met.told("has lost its place")
    met.field.press_sequentially(WHOLE.removeprefix(BEGUN))
    with met.cai.page.expect_navigation(timeout=2 * PATIENCE):
        met.field.blur()
    met.cai.at("A silent minute")
    met.sends_once()
