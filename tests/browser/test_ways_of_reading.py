"""A round, a list to sort into and the time: large, from right to left, without motion, by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.gathering import PATIENCE, Guest, gathered
from tests.browser.turns import FeedbackToBen

FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"
CUT_OFF = """() => [...document.querySelectorAll('.wb-round *, .wb-sorting *, .wb-timer *')]
  .filter((node) => node.checkVisibility() && getComputedStyle(node).position !== 'absolute')
  .filter((node) => { const box = node.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > innerWidth + 1); })
  .map((node) => node.outerHTML.slice(0, 160))"""
MOVING = """() => [...document.querySelectorAll('body, body *')]
  .filter((node) => node.checkVisibility())
  .filter((node) => { const style = getComputedStyle(node);
    const lasts = [...style.transitionDuration.split(','), ...style.animationDuration.split(',')];
    return lasts.some((time) => parseFloat(time) > 0.011); })
  .map((node) => node.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeedbackToBen]:
    with gathered(tmp_path_factory.mktemp("reading"), ("Ana", "Ben", "Cai")) as gathering:
        yield FeedbackToBen(gathering)


@pytest.fixture
def ben(turn: FeedbackToBen, browser: Browser) -> Iterator[Guest]:
    guest = turn.gathering.join(browser, "Ben", phone=True)
    turn.gathering.open(guest, turn.gathering.meeting)
    yield guest
    guest.context.close()


STEPS = {"round": "The round", "list": "I take"}


@pytest.mark.parametrize("step", STEPS)
def test_the_page_fits_where_all_is_twice_as_large_and_from_right_to_left(
    turn: FeedbackToBen, ben: Guest, step: str
) -> None:
    turn.go(step)
    ben.at(STEPS[step])
    expect(ben.page.locator(".wb-round" if step == "round" else ".wb-sorting")).to_be_visible(
        timeout=PATIENCE
    )
    for width in (640, 360):  # 640 is what a page of 1280 has left at 200 %
        ben.page.set_viewport_size({"width": width, "height": 450})
        for size, way in (("100%", "ltr"), ("200%", "ltr"), ("100%", "rtl"), ("200%", "rtl")):
            ben.page.evaluate(
                "([size, way]) => { document.documentElement.style.fontSize = size;"
                " document.body.dir = way; }",
                [size, way],
            )
            assert ben.page.evaluate(FITS), (width, size, way)
            assert ben.page.evaluate(CUT_OFF) == [], (width, size, way)


def test_from_right_to_left_the_one_who_speaks_is_marked_at_the_right(
    turn: FeedbackToBen, ben: Guest
) -> None:
    turn.go("round")
    now = ben.page.locator(".wb-round-now")
    expect(now).to_be_visible(timeout=PATIENCE)
    width = "(node) => [getComputedStyle(node).borderLeftWidth, getComputedStyle(node).borderRightWidth]"
    assert now.evaluate(width) == ["4px", "0px"]
    ben.page.evaluate("() => { document.body.dir = 'rtl'; }")
    assert now.evaluate(width) == ["0px", "4px"]


def test_nothing_moves_for_those_who_want_no_motion(turn: FeedbackToBen, ben: Guest) -> None:
    turn.go("round")
    ben.at("The round")
    assert ben.page.evaluate(MOVING) == []


def test_the_list_is_sorted_and_the_time_folded_by_keyboard(turn: FeedbackToBen, ben: Guest) -> None:
    turn.go("list")
    field = ben.page.get_by_label("One thing, in your own words")
    field.focus()
    ben.page.keyboard.type("Say when five minutes are left")
    ben.page.keyboard.press("Tab")
    take = ben.page.get_by_role("button", name="Put it under “I take”")
    expect(ben.page.locator(".wb-sorting .wb-saved")).to_contain_text("Saved", timeout=PATIENCE)
    expect(take).to_be_focused()  # also after it was said that the words are saved
    ben.page.keyboard.press("Enter")
    expect(ben.page.locator(".wb-sorting-lists")).to_contain_text("Say when five minutes", timeout=PATIENCE)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    fold = ben.page.locator(".wb-timer button")
    fold.focus()
    ben.page.keyboard.press("Enter")
    expect(fold).to_have_text("Show the time")
    expect(ben.page.locator(".wb-timer-said")).to_be_hidden()
    ben.page.reload()
    expect(ben.page.locator(".wb-timer button")).to_have_text("Show the time", timeout=PATIENCE)
    ben.page.get_by_role("button", name="Show the time").click()
    expect(ben.page.locator(".wb-timer-said")).to_be_visible()


def test_the_word_that_comes_to_somebody_is_told_aloud(turn: FeedbackToBen, ben: Guest) -> None:
    turn.go("process")
    heard = ben.page.locator(".wb-round [aria-live=polite]")
    expect(heard).to_contain_text(re.compile("speaks now|your word now"), timeout=PATIENCE)
    expect(
        ben.page.get_by_role("list").filter(has=ben.page.locator("[aria-current=step]")).last
    ).to_be_visible()
