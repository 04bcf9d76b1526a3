"""Walks the session while many have their pages open, and notes what each page told to whom."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.room import open_room
from tests.builders import an_empty_workspace
from tests.security.checker import Page, look_at, planted_in, settle
from tests.security.tally import tried
from tests.security.walked import Walk
from tests.server.opened import Answer, Visitor
from workbench.cycles.gate import may_open

STANDING = ("home", "people", "practice", "journal", "trends")
GROUPS = ("assessment-meeting", "cycle-report", "what-we-learn")
OWN = ("practice-log", "self-assessment", "letter", "own-reading")
EVERY_PAGE = (*STANDING, *GROUPS, *OWN)  # no more than one person may have open
WHOLE = bool(os.environ.get("WORKBENCH_WHOLE"))
FEWER: dict[str, tuple[str, ...]] = {
    "Ana": EVERY_PAGE,
    "Ben": ("practice", "journal", "trends", "people", "assessment-meeting", "audit-meeting", *OWN),
    "Cai": ("assessment-meeting",),
    "Dee": ("assessment-meeting", "practice"),
    "Fay": ("assessment-meeting",),
    "Gus": ("assessment-meeting", "practice", "journal"),
    "Hal": ("practice", "journal"),
}
"""Which pages of whom are open in `make test`; with WORKBENCH_WHOLE=1 it is every page of everybody."""


SHOWN_ON = {"proposal": "practice", "entryleft": "journal"}
"""Where words stand that are on one page only for anybody but their owner."""


@dataclass
class Walked:
    """What was seen on the way."""

    walk: Walk
    address: str
    log: Path
    visitors: dict[str, Visitor] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    answers: list[tuple[str, str, Answer]] = field(default_factory=list)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)
    ever: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    found: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    steps: list[str] = field(default_factory=list)

    def path(self, name: str, page: str) -> str:
        """Return a page's address as someone opens it."""
        walk = self.walk
        cycle = walk.fridays if name == "Hal" else walk.cycle
        if page in STANDING:
            return f"pages/{page}.ipynb?group={walk.group_of(name)}"
        mine = f"-{walk.circle[name]}" if page in OWN else ""
        return f"cycles/{cycle}/{page}{mine}.ipynb"

    def open(self) -> None:
        """Let everybody open their pages; note what each page told of itself."""
        for name, visitor in self.visitors.items():
            allowed = self.walk.allowed(name)
            for page in EVERY_PAGE if WHOLE else FEWER.get(name, ()):
                seen = look_at(visitor, name, page, self.path(name, page))
                answer = seen.answer if isinstance(seen, Page) else seen
                self.answers.append((name, page, answer))
                self.note("opening", name, page, answer.body, allowed)
                if isinstance(seen, Page):
                    self.pages.append(seen)
        for opened in self.pages:
            opened.join()
            opened.press("show")

    def note(self, step: str, name: str, page: str, data: bytes, allowed: set[str]) -> None:
        """Note which planted words some bytes held, and those that may not be there."""
        words = planted_in(data)
        self.found[name] |= words
        self.wrong += [(step, name, page, word) for word in sorted(words - allowed)]

    def look(self, step: str, before: dict[str, set[str]]) -> None:
        """Look at all pages as they stand now, and at all that was told on the way here."""
        self.steps.append(step)
        now = {name: self.walk.allowed(name) for name in self.visitors}
        for name, words in now.items():
            self.ever[name] |= words
        settle(self.pages)
        for page in self.pages:
            told = bytes(page.told)
            page.told.clear()
            on_the_way = before.get(page.person, set()) | now[page.person]
            self.note(f"on the way to {step}", page.person, page.name, told, on_the_way)
            self.note(step, page.person, page.name, page.everything(), now[page.person])
            page.told.clear()
            tried("attacks")

    def go(self) -> None:
        """Walk from the beginning to the end."""
        self.look("before", {})
        for step, act in self.walk.steps():
            before = {name: self.walk.allowed(name) for name in self.visitors}
            act()
            self.look(step, before)
        for page in self.pages:
            if page.name == "people" and page.press("take"):
                self.look(f"{page.person} takes their data along", {})

    def missing(self) -> list[str]:
        """Return what the rules let someone read at some step, and no page of theirs showed at any."""
        opened = {(page.person, page.name) for page in self.pages}
        return [
            f"{name}: {secret.kind} of {secret.owner}"
            for name in {name for name, _page in opened}
            for secret in self.walk.secrets
            if secret.words in self.ever[name] - self.found[name]
            and (name, SHOWN_ON.get(secret.kind, "assessment-meeting")) in opened
        ]

    def try_others(self) -> None:
        """Let everybody ask for each page that is not theirs."""
        walk = self.walk
        for name, visitor in self.visitors.items():
            for other in walk.circle.people:
                for page in (*GROUPS, *OWN):
                    path = self.path(other, page)
                    with walk.store.reading() as db:
                        if may_open(db, person=walk.circle[name], path=path) is True:
                            continue
                    answer = visitor.ask(f"/voila/render/{path}")
                    self.answers.append((name, f"{other}'s {page}", answer))
                    self.note("another's", name, path, answer.body, set())
                    tried("attacks")


@contextmanager
def walked(folder: Path) -> Iterator[Walked]:
    """Open a room, let everybody in, and walk; everything is still open when it is given back."""
    workspace, store = an_empty_workspace(folder / "workspace")
    walk = Walk(workspace, store)
    log = folder / "log.txt"
    with open_room(workspace, log) as address:
        seen = Walked(walk, address, log)
        for name, token in walk.circle.tokens.items():
            seen.visitors[name] = Visitor(address)
            seen.answers.append((name, "join", seen.visitors[name].ask(f"/join/{token}")))
        walk.with_passphrases()
        walk.before()
        seen.open()
        seen.go()
        seen.try_others()
        yield seen
        for page in seen.pages:
            with suppress(OSError):
                page.line.close()
    store.close()
