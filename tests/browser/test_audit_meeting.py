"""An audit meeting on three devices: what is written apart reaches nobody before its step."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.gathering import PATIENCE, Gathering, Guest, come_in, gathered
from tests.browser.turns import ATurn
from workbench.sessions.protocols import AUDIT

READING, ACCOUNT, METHOD = "Fewer endings, and harder ones", "The account holds", "All from good weeks"


def test_one_gives_an_account_and_two_judge_it_apart(tmp_path: Path, browser: Browser, shots: Path) -> None:
    names = ("Ana", "Ben", "Cai")
    with gathered(tmp_path, names) as gathering, come_in(gathering, browser, *names) as everyone:
        _held(gathering, everyone, shots)


def _held(gathering: Gathering, everyone: list[Guest], shots: Path) -> None:
    ana, ben, cai = everyone
    turn = ATurn(gathering, AUDIT)
    for guest in everyone:
        gathering.open(guest, gathering.meeting)
        guest.at("Own reading")

    def go(step: str, title: str) -> None:
        turn.go(step)
        for guest in everyone:
            guest.at(title)
        assert ben.no_sideways_scroll(), step
        ben.page.screenshot(path=shots / f"audit-{step}-own-phone.png", full_page=True)
        cai.page.screenshot(path=shots / f"audit-{step}-phone-dark.png", full_page=True)

    ben.notes("What I make of my cycle", READING)
    expect(ben.page.get_by_text(READING, exact=True)).to_have_count(1, timeout=PATIENCE)
    go("roles", "Roles")
    assert not ana.has_received(READING)
    assert not cai.has_received(READING)
    go("findings", "Findings")
    for guest in (ana, cai):
        guest.sees(READING)
    go("judging", "Account and method")
    ana.notes("How far the account holds", ACCOUNT)
    cai.notes("How far the way of looking holds", METHOD)
    for guest, words in ((ana, ACCOUNT), (cai, METHOD)):
        expect(guest.page.get_by_text(words, exact=True)).to_have_count(1, timeout=PATIENCE)
    assert not any(guest.has_received(ACCOUNT) for guest in (ben, cai))
    assert not any(guest.has_received(METHOD) for guest in (ana, ben))
    go("shown", "All together")
    for guest in everyone:
        guest.sees(ACCOUNT)
        guest.sees(METHOD)
    go("again", "Assessed anew")
    ben.notes("How I see it now", "I will draw lots for a month")
    go("focus", "Next")
    for guest in (ana, cai):
        assert guest.page.get_by_label("What I look at next").count() == 0
