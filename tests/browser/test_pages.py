"""Every page of the example community, for everyone: on a laptop and a phone, by day and by night."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Page, expect
from sqlalchemy import select

from tests.browser.gathering import Guest
from tests.browser.room import come_in, open_room
from tests.exchange.community import Community
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.exchange.example import PASSPHRASE
from workbench.models.sessions import Session, Turn
from workbench.sessions import moves, queries, services
from workbench.sessions.rules import View

PATIENCE = 60_000
WORDS, MARKS = "counsellors", "teachers"
CYCLE = (
    "practice-log", "self-assessment", "own-reading", "assessment-meeting", "audit-meeting", "cycle-report",
)  # fmt: skip
PAGES = {
    "home": ("Leila", WORDS),
    "practice": ("Maren", WORDS),
    "journal": ("Maren", WORDS),
    "people": ("Leila", MARKS),
    "keeping": ("Leila", WORDS),
    "protocols": ("Leila", WORDS),
    "paper": ("Noor", MARKS),
    "minutes": ("Noor", MARKS),
    "agreed": ("Maren", WORDS),
    "roles": ("Tobias", WORDS),
    "decisions": ("Leila", WORDS),
    "handbook": ("Idris", WORDS),
    "own-pages": ("Leila", WORDS),
    "statement": ("Maren", WORDS),
    "trends": ("Maren", WORDS),
    "trends with marks": ("Gwen", MARKS),
    "practice-log": ("Tobias", WORDS),
    "self-assessment": ("Noor", MARKS),
    "assessment-meeting": ("Leila", WORDS),
    "audit-meeting": ("Tobias", WORDS),
    "own-reading": ("Maren", WORDS),
    "assessment-meeting revealed": ("Noor", MARKS),
    "cycle-report": ("Maren", WORDS),
}
SCREENS: Mapping[tuple[str, int], tuple[str, FloatRect]] = {  # those that the documents show
    ("assessment-meeting revealed", 1280): ("meeting.png", {"x": 230, "y": 0, "width": 820, "height": 1560}),
    ("assessment-meeting", 360): ("last-word.png", {"x": 0, "y": 0, "width": 360, "height": 1160}),
}
SAID = (
    (
        "I fill the pause before they can.",
        "On Tuesday I counted to ten, and she went on.",
        "Four times out of six.",
    ),
    ("You wait longer than you think.", "The boy at the back: you stood there and said nothing.", ""),
    ("With me you wait; with the quick ones you do not.", "Our walk on Friday.", "The last ten minutes."),
    ("I heard two questions in a row, and an answer of your own.", "", "Period four, twice."),
)
TOO_SMALL = """() => [...document.querySelectorAll(
    'button, summary, .wb-option, .wb-nav a, .wb-input, main a:not(.anchor-link, .modebar-btn)')]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 43.9)
  .map((node) => node.outerHTML.slice(0, 200))"""
OPEN_ALL = "() => document.querySelectorAll('main details').forEach((fold) => (fold.open = true))"
FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"
KNOWN = "r.setData is not a function"  # plotly's own, of a trace without points; it draws on


class Example:
    """The example community in an open room, its two meetings moved on to steps worth looking at."""

    def __init__(self, folder: Path) -> None:
        self.community = Community(folder, system_clock())
        self.address = ""
        self.cycles = {key: self._move_on(key) for key in (WORDS, MARKS)}

    def group(self, key: str) -> str:
        return next(group.id for group in self.community.groups if key in group.name)

    def _move_on(self, key: str) -> str:
        """Let everyone write and show it all; the words-only group goes on to the last word."""
        with Desk(self.community.store, "").transaction() as db:
            found = db.scalars(
                select(Session)
                .join(Turn, Turn.session_id == Session.id)
                .where(Session.group_id == self.group(key))
                .order_by(Turn.at.desc())
            ).first()
            assert found
            at, owner = system_clock(), found.practitioner_id
            seen = queries.session(db, asker=owner, session=found.id, at=at)
            for number, writer in enumerate([owner, *seen.peers]):
                views = [
                    View(
                        criterion.id,
                        mark=criterion.labels[number % len(criterion.labels)] if criterion.labels else None,
                        words=SAID[number][0],
                        evidence_for=SAID[number][1],
                        evidence_against=SAID[number][2],
                    )
                    for criterion in seen.criteria
                ]
                services.send_view(db, by=writer, session=found.id, views=views, at=at)
            to = "closing" if key == WORDS else "reveal"
            moves.move(db, by=owner, session=found.id, to=to, seen=seen.place.revision, at=at, skipping=True)
            return found.cycle_id

    def url(self, page: str, key: str, person: str) -> str:
        if page not in CYCLE:
            return f"{self.address}/voila/render/pages/{page}.ipynb?group={self.group(key)}"
        whose = f"-{person}" if page in CYCLE[:3] else ""
        return f"{self.address}/voila/render/cycles/{self.cycles[key]}/{page}{whose}.ipynb"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    folder = tmp_path_factory.mktemp("example")
    example = Example(folder / "workspace")
    with open_room(example.community.workspace, folder / "log.txt") as example.address:
        yield example
    example.community.store.close()


@pytest.fixture
def visit(example: Example, browser: Browser) -> Iterator[Any]:
    contexts = []

    def _visit(first: str, *, width: int = 1280) -> Guest:
        tall = 740 if width < 500 else 900
        context = browser.new_context(viewport={"width": width, "height": tall}, reduced_motion="reduce")
        contexts.append(context)
        guest = Guest(first, context, context.new_page())
        guest.listen(example.address)
        token = example.community.guest(first).token
        come_in(context, example.address, token, PASSPHRASE)
        return guest

    yield _visit
    for context in contexts:
        context.close()


def opened(page: Page, url: str) -> None:
    """Open a page, and unfold and draw everything on it."""
    answer = page.goto(url)
    assert answer
    assert answer.ok, answer.status
    expect(page.locator(".wb-ready .jupyter-widgets").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(":is(.wb-parts, .wb-form, .wb-show)").first).to_be_visible(timeout=PATIENCE)
    if "/trends" in url:
        page.get_by_role("button", name="Show my pictures").click()
        expect(page.locator(".wb-plot")).to_have_count(9, timeout=PATIENCE)
    for plot in page.locator(".wb-plot").all():
        plot.scroll_into_view_if_needed()
        expect(plot.locator(".main-svg").first).to_be_visible(timeout=PATIENCE)
    page.mouse.move(0, 0)


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe has to say of a page."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_readable_for_everyone_and_asks_no_other_host(
    name: str, width: int, example: Example, visit: Any, shots: Path
) -> None:
    first, key = PAGES[name]
    guest = visit(first, width=width)
    page = guest.page
    opened(page, example.url(name.split()[0], key, example.community.guest(first).person))
    page.screenshot(path=shots / f"{name.replace(' ', '-')}-{width}.png", full_page=True)
    if (name, width) in SCREENS:
        told, clip = SCREENS[name, width]
        page.screenshot(path=shots / told, full_page=True, clip=clip)
    page.evaluate(OPEN_ALL)
    if width < 500:  # by day on the laptop, by night on the phone: the colours are the same on both
        page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    if width < 500:
        page.screenshot(path=shots / f"{name.replace(' ', '-')}-{width}-dark.png", full_page=True)
    assert page.locator("h1:visible").count() == 1
    assert page.evaluate(FITS)
    assert page.evaluate(TOO_SMALL) == []
    text = page.locator("main").inner_text()
    assert "Europe/London" in text or not re.search(r"\b\d\d:\d\d\b", text)
    assert [said for said in guest.trouble if KNOWN not in said] == []


def test_a_field_that_has_lost_its_name_is_found(example: Example, visit: Any) -> None:
    page = visit("Leila").page
    opened(page, example.url("people", WORDS, ""))
    assert faults(page) == []
    page.get_by_label("Name of someone new").evaluate("(field) => field.labels[0].remove()")
    assert "label" in {rule for rule, _where in faults(page)}


def test_whoever_is_in_two_groups_stays_in_the_one_that_was_chosen(example: Example, visit: Any) -> None:
    page = visit("Idris").page
    opened(page, example.url("home", WORDS, ""))
    page.get_by_role("link", name="Wednesday teachers").click()
    expect(page.get_by_role("heading", name="Wednesday teachers").first).to_be_visible(timeout=PATIENCE)
    for link, heading in (
        ("Practice", "Practice"),
        ("Home", "Home"),
        ("Cycle report", "Cycle report"),
        ("People", "People"),
        ("Trends", "Trends"),
    ):
        page.get_by_role("link", name=link, exact=True).first.click()
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible(timeout=PATIENCE)
        expect(page).to_have_url(re.compile(f"group={example.group(MARKS)}"))
        expect(page.locator(".wb-ready")).to_be_visible(timeout=PATIENCE)
        if heading != "Cycle report":
            shown = page.get_by_role("heading", name="Wednesday teachers")
            expect(shown.first).to_be_visible(timeout=PATIENCE)
