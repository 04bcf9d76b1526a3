"""A page that nobody looks at gives its kernel back, and is there again when somebody does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.gathering import Gathering, gathered
from tests.waiting import until
from workbench.server.whereabouts import in_use

PATIENCE = 30_000
SEEN = """state => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Gathering]:
    with gathered(tmp_path, ["Ana", "Ben"]) as met:
        yield met


def pages(meeting: Gathering) -> int:
    """Return how many pages are open in the room."""
    found = in_use(meeting.workspace)
    assert found is not None
    return found[1]


def at_people(browser: Browser, meeting: Gathering) -> Page:
    page = meeting.join(browser, "Ana").page
    page.clock.install()
    page.goto(f"{meeting.address}/voila/render/pages/people.ipynb")
    expect(page.locator("body.wb-ready")).to_be_attached(timeout=PATIENCE)
    until(lambda: pages(meeting) == 1)  # that of the home page was given back as it was left
    return page


def test_it_gives_its_kernel_back_and_comes_again(browser: Browser, meeting: Gathering) -> None:
    page = at_people(browser, meeting)
    page.evaluate(SEEN, "hidden")
    page.clock.fast_forward("01:31")
    until(lambda: pages(meeting) == 0)
    with page.expect_navigation():
        page.evaluate(SEEN, "visible")
    expect(page.locator("body.wb-ready")).to_be_attached(timeout=PATIENCE)
    until(lambda: pages(meeting) == 1)
    page.context.close()


def test_it_stays_where_somebody_is_in_the_middle_of_writing(browser: Browser, meeting: Gathering) -> None:
    page = at_people(browser, meeting)
    page.get_by_role("textbox").first.focus()
    page.evaluate(SEEN, "hidden")
    page.clock.fast_forward("01:31")
    page.evaluate(SEEN, "visible")
    assert pages(meeting) == 1
    page.context.close()
