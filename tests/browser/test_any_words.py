"""A group whose every word is made to trouble a browser: shown as written, on a phone, and nothing runs."""

import csv
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.any_words import DATA, LONG, OWN, ZALGO, Saying
from tests.browser.room import come_in, open_room
from tests.builders import PASSPHRASE, make_tables
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.cycles.services import open_cycle
from workbench.people import services as people

PATIENCE = 60_000
HEBREW, ARABIC = "שלום לכולם", "مرحبا بالعالم"
WRITTEN = "(nodes) => nodes.map((node) => node.textContent.replaceAll('\\r\\n', '\\n'))"
FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"
WAYS = """(nodes) =>
  Object.fromEntries(nodes.map((node) => [node.textContent, getComputedStyle(node).direction]))"""
STRANGE = """() => [...document.querySelectorAll('body *')]
  .filter((node) => node.matches('img, iframe, object, embed, base, meta, form, link[rel=import]')
    || (node.matches('script, style, svg, b, font')
      && node.closest('.wb-prose, .wb-form, .wb-rows, .wb-words'))
    || node.getAttributeNames().some((name) => name.startsWith('on')))
  .map((node) => node.outerHTML.slice(0, 200))"""


def texts() -> list[str]:
    """Return our own awkward words, and some of the scripts of the world where they are at hand."""
    scripts = DATA / "udhr_article1_many_scripts.csv"
    rows = list(csv.DictReader(scripts.open(encoding="utf-8", newline=""))) if scripts.is_file() else []
    others = [row["article_1"] for row in rows if row["dir"] == "rtl"][:4] + [
        row["article_1"] for row in rows
    ][::9]
    return list(dict.fromkeys([*OWN, *others]))


def shown(text: str) -> str:
    return text.replace("\r\n", "\n")


class Words(Saying):
    """The group in an open room."""

    address = ""

    def join(self, browser: Browser, number: int) -> Page:
        with Desk(self.store, "").transaction() as db:
            token = people.make_link(
                db, by=self.people[number], person=self.people[number], at=self.store.clock()
            )
        context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
        page = context.new_page()
        come_in(context, self.address, token, PASSPHRASE)
        return page

    @property
    def meeting(self) -> str:
        return f"{self.address}/voila/render/cycles/{self.cycle}/assessment-meeting.ipynb"


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Words]:
    folder = tmp_path_factory.mktemp("words")
    workspace = Workspace(folder / "workspace")
    workspace.make()
    store = Store(workspace.store_url, system_clock)
    make_tables(store)
    words = Words(store, texts(), lambda desk, group: open_cycle(desk, group, workspace=workspace).cycle)
    with words.desk(0).transaction() as db:
        words.move(db, "reveal")
    with open_room(workspace, folder / "log.txt") as words.address:
        yield words
    store.close()


@pytest.fixture
def visit(words: Words, browser: Browser) -> Iterator[Any]:
    pages: list[Page] = []
    dialogs: list[str] = []

    def told(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    def _visit(url: str, number: int = 0) -> Page:
        page = words.join(browser, number)
        pages.append(page)
        page.on("dialog", told)
        assert page.goto(url)
        expect(page.locator(".wb-ready :is(.wb-parts, .wb-form, .wb-show)").first).to_be_visible(
            timeout=PATIENCE
        )
        return page

    yield _visit
    for page in pages:
        page.context.close()
    assert dialogs == []


def harmless(page: Page) -> None:
    """Nothing ran, nothing was put in, and the page fits its phone."""
    assert page.evaluate("() => window.touched ?? null") is None
    assert page.evaluate(STRANGE) == []
    assert page.evaluate(FITS)


def test_a_meeting_shows_every_word_as_it_was_written(words: Words, visit: Any, shots: Any) -> None:
    page = visit(words.meeting, number=2)
    headings = page.locator(".wb-prose > h3")
    expect(headings).to_have_count(len(words.texts), timeout=PATIENCE)
    assert sorted(headings.evaluate_all(WRITTEN)) == sorted(map(shown, words.texts))
    said = set(page.locator(".wb-cards p").evaluate_all(WRITTEN))
    for text in words.texts:
        assert {f"In words: {shown(text)}", f"Against: {shown(text)}"} <= said
    ways = headings.evaluate_all(WAYS)
    assert {ways[HEBREW], ways[ARABIC]} == {"rtl"}
    assert {ways[LONG], ways["null"]} == {"ltr"}
    page.locator(".wb-plot").first.scroll_into_view_if_needed()
    expect(page.locator(".wb-plot .main-svg").first).to_be_visible(timeout=PATIENCE)
    page.locator(".wb-rows summary").first.click()
    harmless(page)
    page.screenshot(path=shots / "any-words-meeting.png")


def test_trends_draw_and_list_them(words: Words, visit: Any, shots: Any) -> None:
    page = visit(f"{words.address}/voila/render/pages/trends.ipynb?group={words.group}")
    page.get_by_role("button", name="Show my pictures").click()
    plots = page.locator(".wb-plot").filter(has_not_text="Dates, no results")  # turns have no words
    expect(plots).to_have_count(5, timeout=PATIENCE)
    for plot in plots.all():
        plot.scroll_into_view_if_needed()
        expect(plot.locator(".main-svg").first).to_be_visible(timeout=PATIENCE)
        plot.locator(".wb-rows summary").click()
        cells = set(plot.locator("td").evaluate_all(WRITTEN))
        assert set(map(shown, words.texts)) <= cells
    plots.first.locator(".wb-canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(plots.first.locator(".wb-words")).not_to_be_empty()
    harmless(page)
    page.screenshot(path=shots / "any-words-trends.png")


def test_names_of_people_and_groups_are_names(words: Words, visit: Any, shots: Any) -> None:
    page = visit(f"{words.address}/voila/render/pages/people.ipynb?group={words.group}")
    listed = page.locator(".wb-people strong")
    expect(listed).to_have_count(len(words.texts), timeout=PATIENCE)
    assert {shown(text) for text in words.texts[1:]} <= set(listed.evaluate_all(WRITTEN))
    links = set(page.locator(".wb-prose a").evaluate_all(WRITTEN))
    assert {shown(text) for text in words.texts[1:]} <= links
    harmless(page)
    page.screenshot(path=shots / "any-words-people.png")


def test_what_is_typed_stays_what_it_is(words: Words, visit: Any) -> None:
    url = f"{words.address}/voila/render/pages/trends.ipynb?group={words.group}"
    page = visit(url)
    field = page.get_by_label("My reading")
    mixed = "\n".join(shown(text) for text in (OWN[0], OWN[4], HEBREW, ZALGO, "👩\u200d👩\u200d👧", LONG))
    field.fill(mixed)
    expect(page.locator(".wb-saved").first).to_contain_text("Saved", timeout=PATIENCE)
    page.reload()
    expect(page.get_by_label("My reading")).to_have_value(mixed, timeout=PATIENCE)
    harmless(page)
