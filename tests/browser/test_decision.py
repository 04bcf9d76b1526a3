"""Six people on six devices take a decision, two of them on phones; nobody's stand comes before one's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests.browser.gathering import PATIENCE, Gathering, Guest, gathered
from tests.browser.turns import ATurn
from workbench.sessions.protocols import DECISION

NAMES = ("Ana", "Ben", "Cai", "Dee", "Eli", "Fay")
PHONES = {"Eli": False, "Fay": True}  # dark or not
ISSUE = "Do we open the group to one more person?"


def test_six_take_a_decision_and_what_they_see_otherwise_is_kept(
    tmp_path: Path, browser: Browser, shots: Path
) -> None:
    with gathered(tmp_path, NAMES) as gathering, _all_in(gathering, browser) as everyone:
        _taken(gathering, everyone, shots)


@contextmanager
def _all_in(gathering: Gathering, browser: Browser) -> Iterator[dict[str, Guest]]:
    everyone = {
        name: gathering.join(browser, name, phone=name in PHONES, dark=PHONES.get(name, name == "Cai"))
        for name in NAMES
    }
    try:
        yield everyone
    finally:
        for guest in everyone.values():
            guest.context.close()
    assert {name: guest.trouble for name, guest in everyone.items()} == {name: [] for name in NAMES}


def _choose(card: Locator, label: str, among: str = "") -> None:
    field = card.get_by_role("group", name=among) if among else card
    field.get_by_role("radio", name=label, exact=True).check()


def _taken(gathering: Gathering, everyone: dict[str, Guest], shots: Path) -> None:
    turn = ATurn(gathering, DECISION)
    ben, fay = everyone["Ben"], everyone["Fay"]

    def go(step: str, title: str) -> None:
        turn.go(step)
        for guest in everyone.values():
            guest.at(title)

    def picture(step: str) -> None:
        for name, guest in (
            ("laptop", ben),
            ("dark", everyone["Cai"]),
            ("phone", everyone["Eli"]),
            ("phone-dark", fay),
        ):
            assert guest.no_sideways_scroll(), (step, name)
            guest.page.screenshot(path=shots / f"decision-{step}-{name}.png", full_page=True)

    for guest in everyone.values():
        gathering.open(guest, gathering.meeting)
        guest.at("Whose decision")
    picture("1-set-out")
    card = ben.card("What is to be decided")
    card.get_by_label("What is to be decided?").fill(ISSUE)
    card.get_by_label("Who is affected, also of those who are not here?").fill(
        "Whoever would come, and all of us"
    )
    _choose(card, "all are with it")
    _choose(card, "without names")
    ben.press("Say it like this")
    go("stand", "Own stand")
    fay.sees(ISSUE)
    fay.sees("Without names: nobody's name")
    for name, guest in everyone.items():
        card = guest.card("Where I stand")
        card.get_by_label("What I prefer").fill(f"{name} prefers something of their own")
        card.get_by_label("What I need").fill(f"{name} needs time")
        _choose(card, "this matters somewhat to me")
        if name == "Ana":
            picture("2-stand")
        guest.press("Set this down")
        guest.sees("Yours is set down.")
    for name, guest in everyone.items():
        for other in NAMES:
            assert name == other or not guest.has_received(f"{other} prefers"), (name, other)
    go("voices", "Voices")
    for name, guest in everyone.items():
        for other in NAMES:
            guest.sees(f"{other} prefers")
        _choose(guest.card("Was I heard?"), "I was not heard yet" if name == "Dee" else "I was heard")
        guest.press("Say so")
        guest.sees("heard, by their own word")
    picture("3-voices")
    go("ecosystem", "The living world")
    _adds(fay, "A word for the living world", "The path by the river is worn already")
    go("map", "What we share, where we differ")
    _adds(ben, "Something that we share", "We want to stay small enough to hear each other")
    _adds(everyone["Dee"], "Where I see it differently", "Seven is too many for me")
    picture("4-map")
    go("options", "Options")
    for guest, words in ((ben, "One more, for a trial"), (everyone["Cai"], "Nobody new this year")):
        _adds(guest, "An option", words)
        for who in everyone.values():
            who.sees(words)
    go("dots", "Gradients")
    labels = (
        "gladly",
        "it is fine with me",
        "it is fine with me",
        "I would not be part of it",
        "gladly",
        "gladly",
    )
    for (name, guest), label in zip(everyone.items(), labels, strict=True):
        card = guest.card("Where I stand to each, round 1")
        _choose(card, label, "One more, for a trial")
        _choose(card, "I do not know yet", "Nobody new this year")
        if name == "Eli":
            picture("5-dots")
        guest.press("Set this down")
        guest.sees("Yours is set down; all are shown together.")
    go("shown", "All gradients together")
    ben.press("Show all together")
    for guest in everyone.values():
        guest.sees("Round 1")
        guest.sees("I would not be part of it")
        expect(guest.page.locator(".js-plotly-plot").first).to_be_visible(timeout=PATIENCE)
    picture("6-shown")
    go("outcome", "Outcome")
    card = ben.card("What came of it")
    _choose(card, "together, with an affirmed difference")
    card.get_by_label("In words").fill("One more person may come until summer.")
    card.get_by_label("Who carries it out?").select_option(label="Ana")
    picture("7-outcome")
    ben.press("Put it like this")
    go("read-aloud", "Read aloud")
    for name, guest in everyone.items():
        guest.sees("One more person may come until summer.")
        card = guest.card("How I stand to it")
        _choose(card, "goes along, and sees it differently" if name == "Dee" else "with it")
        if name == "Dee":
            card.get_by_label("In my own words").fill("Seven is too many for me; I try it.")
        card.get_by_role("button", name="Say so").click()
        guest.sees(f"{name}: ")
    picture("8-read-aloud")
    ben.press("Write this down as our record", sure=True)
    for guest in everyone.values():
        guest.sees("Who was there")
        guest.sees("Seven is too many for me; I try it.")
        guest.sees("not heard, by their own word")
    picture("9-record")
    gathering.open(fay, f"{gathering.address}/voila/render/pages/decisions.ipynb")
    fay.sees("together, with an affirmed difference")
    fay.page.screenshot(path=shots / "decision-page-phone-dark.png", full_page=True)


def _adds(guest: Guest, heading: str, words: str) -> None:
    card = guest.card(heading)
    card.get_by_label("In my own words").fill(words)
    card.get_by_role("button", name="Add this").click()
    guest.sees(words)
