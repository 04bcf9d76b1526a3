"""Six people meet: they join by the code, hold a turn of each kind, and close; every page is right."""

from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.gathering import Guest, gathered
from tests.browser.looking import Scheme, violations
from tests.browser.meetings import NAMES, come_together, hold

SIX = NAMES[:6]


def test_a_whole_meeting_with_a_turn_of_each_kind(tmp_path: Path, browser: Browser, shots: Path) -> None:
    with gathered(tmp_path, SIX) as gathering:
        held = come_together(gathering, browser, SIX, shots)
        by_turns: cycle[Scheme] = cycle(
            ("light", "light", "dark", "dark")
        )  # the room screen, then the phone, at each step
        found: dict[str, list[tuple[str, list[str]]]] = {}

        def watch(guest: Guest, where: str) -> None:
            if faults := violations(guest.page, [next(by_turns)]):
                found[f"{guest.name}, {where}"] = faults

        held.watch = watch
        try:
            hold(held)
            assert found == {}
            held.fay.page.locator("h1").first.evaluate("(title) => (title.style.color = '#ccc')")
            assert violations(held.fay.page)[0][0] == "light: color-contrast"  # the gate does bite
            assert [guest.trouble for guest in (*held.everyone, held.screen)] == [[]] * 7
        finally:
            for guest in (*held.everyone, held.screen):
                guest.context.close()
