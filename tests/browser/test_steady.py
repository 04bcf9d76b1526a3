"""What somebody is typing in stays where it is while other parts of a page come, go and change places."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from tests.browser.moving_page import NAMES
from tests.browser.standalone import served

PATIENCE = 30_000
ORDERS = st.lists(st.sampled_from([*NAMES, "form"]), unique=True, max_size=9)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("asked")


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory, asked: Path) -> Iterator[Page]:
    source = f"# A page\nfrom tests.browser.moving_page import page\npage({str(asked)!r})"
    with served(tmp_path_factory.mktemp("moving"), source=source, title="Parts that move") as (address, _):
        page = browser.new_page(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
        page.goto(address)
        expect(page.locator(".wb-ready .wb-form")).to_be_visible(timeout=2 * PATIENCE)
        yield page
        page.close()


@pytest.fixture
def lay_out(page: Page, asked: Path) -> Callable[..., None]:
    def _lay_out(*names: str) -> None:
        before = asked / "order.part"
        before.write_text(json.dumps(names), "utf-8")
        os.replace(before, asked / "order")
        page.wait_for_function(
            """(names) => {
                const shown = [...document.querySelectorAll(".part, .wb-form")];
                const found = shown.map((each) => (each.matches(".part") ? each.textContent : "form"));
                return JSON.stringify(found) === JSON.stringify(names);
            }""",
            arg=list(names),
            timeout=PATIENCE,
        )

    return _lay_out


def test_a_field_keeps_cursor_and_words_while_parts_come_and_go_around_it(
    page: Page, lay_out: Callable[..., None]
) -> None:
    lay_out("a", "form", "b")
    field = page.get_by_label("Words")
    field.press_sequentially("half a sent")
    field.evaluate("(field) => { window.field = field; field.setSelectionRange(4, 4) }")
    for order in (["c", "a", "form", "b"], ["c", "d", "form"], ["form"], ["a", "b", "c", "form", "d", "e"]):
        lay_out(*order)
        assert page.evaluate("document.activeElement === window.field")
        assert page.evaluate("[window.field.value, window.field.selectionStart]") == ["half a sent", 4]
    page.keyboard.type(" of")
    expect(field).to_have_value("half of a sent")
    lay_out("a", "b")
    lay_out("a", "form", "b")
    expect(page.get_by_label("Words")).to_have_value("half of a sent")  # it had arrived


@given(st.lists(ORDERS, min_size=1, max_size=5))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_stand_in_the_order_that_was_asked_for(
    lay_out: Callable[..., None], orders: list[list[str]]
) -> None:
    for order in orders:
        lay_out(*order)
