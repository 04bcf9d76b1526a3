"""A group that meets: a workspace with an open cycle, a room that serves it, a browser context each."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocket, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.builders import Circle, make_tables
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.cycles.services import open_cycle
from workbench.people import services as people
from workbench.practice import services as practice

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30_000  # milliseconds; a busy machine is slow, and no page may be slower than this


@dataclass
class Guest:
    """One person's device, and everything that the room has ever sent to it."""

    name: str
    context: BrowserContext
    page: Page
    received: list[bytes] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def has_received(self, words: str) -> bool:
        """Whether these words have ever reached this device, in a page or over a line."""
        return any(words.encode() in part for part in self.received)

    def listen(self, address: str) -> None:
        """Keep what comes in, and note every request to somewhere else."""

        def frame(sent: bytes | str) -> None:
            self.received.append(sent if isinstance(sent, bytes) else sent.encode())

        def line(opened: WebSocket) -> None:
            opened.on("framereceived", frame)

        self.page.on("websocket", line)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("request", lambda asked: self._abroad(asked.url, address))

    def _abroad(self, url: str, address: str) -> None:
        if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            self.trouble.append(f"asked elsewhere: {url}")

    def card(self, heading: str) -> Locator:
        """Return the form with a heading."""
        found = self.page.locator(".wb-form").filter(has=self.page.get_by_role("heading", name=heading))
        return found.last

    def press(self, label: str, *, sure: bool = False) -> None:
        """Press a button, and say yes where it asks once more."""
        button = self.page.get_by_role("button", name=label, exact=True).first
        button.click()
        if sure:
            yes = self.page.get_by_role("button", name="Yes", exact=True).first
            if not _comes(yes):  # a page that changes under the finger takes the press elsewhere
                button.click()
            yes.click()

    def sorts(self, words: str, heading: str) -> None:
        """Put something under a heading of the list to sort into."""
        self.page.get_by_label("One thing, in your own words").fill(words)
        self.press(f"Put it under “{heading}”")
        expect(self.page.locator(".wb-sorting-lists")).to_contain_text(words, timeout=PATIENCE)

    def notes(self, heading: str, words: str) -> None:
        """Write a note and send it in."""
        card = self.card(heading)
        card.get_by_label("In your own words").fill(words)
        card.get_by_role("button", name="Send this in").click()

    def sees(self, words: str) -> None:
        """Wait until words stand on the page."""
        expect(self.page.locator("body")).to_contain_text(words, timeout=PATIENCE)

    def at(self, step: str) -> None:
        """Wait until the page shows a step."""
        expect(self.page.locator("h2", has_text=step).first).to_be_visible(timeout=PATIENCE)

    def no_sideways_scroll(self) -> bool:
        """Whether the page fits its width."""
        return bool(self.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


def _comes(locator: Locator) -> bool:
    """Whether something shows within a few seconds."""
    try:
        locator.wait_for(timeout=5_000)
    except TooLate:
        return False
    return True


@dataclass
class Gathering:
    """The room, the people, and the cycle that is open."""

    address: str
    circle: Circle
    workspace: Workspace
    cycle: str
    criteria: dict[str, str]
    room: "subprocess.Popen[str] | None" = None

    def serve(self, log: IO[str], *wishes: str) -> None:
        """Open the room, and wait until it answers."""
        self.room = subprocess.Popen(
            [sys.executable, "-m", "tests.server.serve", str(self.workspace.path), *wishes],
            cwd=ROOT,
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert self.room.stdout
        self.address = self.room.stdout.readline().strip()
        assert self.address.startswith("http"), Path(log.name).read_text()

    def close(self) -> None:
        """Close the room."""
        if self.room is not None:
            self.room.terminate()
            self.room.wait(30)

    @property
    def meeting(self) -> str:
        """The address of the meeting."""
        return f"{self.address}/voila/render/cycles/{self.cycle}/assessment-meeting.ipynb"

    def own(self, template: str, name: str) -> str:
        """The address of one member's own notebook."""
        return f"{self.address}/voila/render/cycles/{self.cycle}/{template}-{self.circle[name]}.ipynb"

    def join(self, browser: Browser, name: str, *, phone: bool = False, dark: bool = False) -> Guest:
        """Let someone come in by their personal link, on a device of their own."""
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        guest = Guest(name, context, context.new_page())
        guest.listen(self.address)
        answer = guest.page.goto(f"{self.address}/join/{self.circle.tokens[name]}")
        assert answer
        assert answer.ok
        return guest

    def open(self, guest: Guest, url: str) -> None:
        """Open a page and wait until its widgets stand."""
        answer = guest.page.goto(url)
        assert answer
        assert answer.ok, answer.status
        guest.received.append(answer.body())
        expect(guest.page.locator(".wb-parts").first).to_be_visible(timeout=2 * PATIENCE)


@contextmanager
def come_in(gathering: Gathering, browser: Browser, *names: str) -> Iterator[list[Guest]]:
    """Let people come in, the first at a laptop, the last by night; nothing may go wrong on any page."""
    everyone = [
        gathering.join(browser, name, phone=name != names[0], dark=name == names[-1]) for name in names
    ]
    try:
        yield everyone
    finally:
        for guest in everyone:
            guest.context.close()
    assert [guest.trouble for guest in everyone] == [[] for _name in names]


WORDINGS = (
    ("I end when I said I would", "I run over", ("rarely", "mostly", "reliably")),
    ("I leave a silence be", "I fill it", ()),
)


def lay_out(folder: Path, names: Sequence[str]) -> Gathering:
    """Make a workspace with a group, its shared criteria and an open cycle."""
    workspace = Workspace(folder)
    workspace.make()
    store = Store(workspace.store_url, system_clock)
    make_tables(store)
    circle = Circle(store, names, passphrases=False)
    first = circle.desk(names[0])
    criteria = {}
    with first.transaction() as db:
        at = first.now()
        circle.tokens[names[0]] = people.renew_link(db, by=first.me, person=first.me, at=at)
        for wording, lack, labels in WORDINGS:
            version = practice.write_criterion(
                db,
                by=first.me,
                group=circle.group,
                wording=wording,
                lack=lack,
                labels=labels,
                shared=True,
                at=at,
            )
            criteria[wording] = practice.adopt(db, by=first.me, version=version, at=at)
    opened = open_cycle(Desk(store, first.me), circle.group, workspace=workspace)
    return Gathering("", circle, workspace, opened.cycle, criteria)


@contextmanager
def gathered(folder: Path, names: Sequence[str]) -> Iterator[Gathering]:
    """Open the room for a group for as long as a test needs it."""
    gathering = lay_out(folder / "workspace", names)
    with (folder / "log.txt").open("w") as log:
        try:
            gathering.serve(log)
            yield gathering
        finally:
            gathering.close()
            gathering.circle.store.close()
