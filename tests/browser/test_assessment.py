"""A facilitator and five members, six devices, two of them phones, through a whole assessment session."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.gathering import Gathering, Guest, gathered
from tests.server.opened import Visitor, widgets
from workbench.sessions.protocols import protocol

NAMES = ("Fay", "Gil", "Hana", "Ivo", "Jun", "Kit")
FAY, GIL, HANA, IVO, JUN, KIT = NAMES
STEPS = [stage.title for stage in protocol("assessment").stages]
MARKED, WORDED = "I end when I said I would", "I leave a silence be"


@pytest.fixture(scope="module")
def gathering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathering]:
    with gathered(tmp_path_factory.mktemp("gathering"), NAMES) as open_room:
        yield open_room


@pytest.fixture(scope="module")
def guests(gathering: Gathering, browser: Browser) -> Iterator[dict[str, Guest]]:
    here = {
        name: gathering.join(browser, name, phone=name in {GIL, HANA}, dark=name in {HANA, IVO})
        for name in NAMES
    }
    for guest in here.values():
        gathering.open(guest, gathering.meeting)
    yield here
    for guest in here.values():
        guest.context.close()


def attack(gathering: Gathering, name: str) -> str:
    """Return all widget state of this person's meeting page, asked for as an attacker would."""
    visitor = Visitor(gathering.address)
    assert visitor.ask(f"/join/{gathering.circle.tokens[name]}").status == 302
    kernel = visitor.kernel_of(gathering.meeting.removeprefix(gathering.address))
    line = visitor.line(kernel)
    try:
        return widgets(line)
    finally:
        line.close()


def test_a_whole_session_by_six_people(gathering: Gathering, guests: dict[str, Guest], shots: Path) -> None:
    fay, gil, hana, ivo, jun, kit = (guests[name] for name in NAMES)
    everyone = list(guests.values())
    pages = f"{gathering.address}/voila/render/pages"
    slowest: list[float] = []

    def go_on(step: str, presser: Guest = fay) -> None:
        begun = monotonic()
        presser.press(f"Go on to: {step}")
        for guest in everyone:
            guest.at(step)
        slowest.append(monotonic() - begun)
        for guest in (gil, hana):
            assert guest.no_sideways_scroll(), f"{guest.name} at {step}"

    def picture(guest: Guest, name: str) -> None:
        guest.page.screenshot(path=shots / f"{name}.png", full_page=True)

    # Gil's turn; all pages follow.
    fay.page.get_by_role("radio", name="Gil", exact=False).first.check()
    fay.press("Turn to this person")
    gil.sees("Your turn")
    for guest in (fay, hana, ivo, jun, kit):
        guest.sees("Gil's turn")
    for guest in everyone:
        guest.at(STEPS[0])

    # The contract.
    gil.page.get_by_label("What is this assessment for?").fill("To see how I end")
    gil.press("Put this before the group")
    jun.sees("To see how I end")

    # Roles: Gil chooses support, the others rattle; Fay hosts.
    fay.press("Go on to: Roles")
    for guest in everyone:
        guest.at("Roles")
    gil.page.get_by_label("Support person").select_option(label=HANA)
    gil.press("Take these roles")
    ivo.sees("Support person")
    ivo.page.get_by_label("Rattle-and-shake person").select_option(label=IVO)
    ivo.page.get_by_label("Host, who moves the steps").select_option(label=FAY)
    ivo.press("Take these roles")
    fay.sees("Fay hosts and moves the steps")
    expect(kit.page.get_by_role("button", name="Go on to: Own view")).to_have_count(0)

    # The own view; a reload in mid-sentence loses nothing.
    go_on("Own view")
    gil.card(MARKED).get_by_label("In words").fill("GIL-OWN half a sent")
    gil.card(MARKED).get_by_text("Saved").wait_for()
    gathering.open(gil, gathering.meeting)
    words = gil.card(MARKED).get_by_label("In words")
    expect(words).to_have_value("GIL-OWN half a sent", timeout=30_000)
    words.fill("GIL-OWN half a sentence, and the rest")
    gil.card(MARKED).get_by_role("radio", name="mostly", exact=True).check()
    gil.card(WORDED).get_by_label("In words").fill("GIL-OWN on silence")
    picture(gil, "self-assessment-phone")
    hana.sees("own view not yet")
    gil.press("Send in my view", sure=True)
    hana.sees("own view sent in")
    gil.sees("it stays as it is")

    # Peers write alone. Kit never writes, and holds nobody up.
    go_on("Peers' views")
    for guest, mark in ((hana, "reliably"), (ivo, "rarely"), (jun, "mostly")):
        guest.card(MARKED).get_by_role("radio", name=mark, exact=True).check()
        guest.card(MARKED).get_by_label("In words").fill(f"PEER-{guest.name} saw it")
        if guest is hana:
            picture(hana, "peer-view-phone")
    fay.card(MARKED).get_by_label("I have no basis to judge this").check()
    for guest in (hana, ivo, jun, fay):
        guest.press("Send in my view", sure=True)
        guest.sees("it stays as it is")
    for guest in everyone:
        assert guest.name == GIL or not guest.has_received("GIL-OWN"), f"{guest.name} has the own view"
        for peer in (HANA, IVO, JUN):
            assert guest.name == peer or not guest.has_received(f"PEER-{peer}"), f"{guest.name} has {peer}'s"
    assert "PEER-" not in attack(gathering, GIL) + attack(gathering, KIT)
    own = attack(gathering, HANA)
    assert "PEER-Hana saw it" in own  # the same question does find what may be read
    assert "GIL-OWN" not in own
    assert "PEER-Ivo" not in own

    go_on("Own account")
    kit.sees("GIL-OWN half a sentence, and the rest")
    go_on("Too small, too big")
    hana.notes("What is under-said", "You left out the letter")
    gil.sees("You left out the letter")
    for guest in everyone:
        assert not any(guest.has_received(f"PEER-{peer}") for peer in (HANA, IVO, JUN) if peer != guest.name)

    # All at once, by name.
    go_on("All views together")
    for guest in everyone:
        for peer in (HANA, IVO, JUN):
            guest.sees(f"PEER-{peer} saw it")
    for guest in (fay, gil):
        guest.page.locator(".wb-plot").first.scroll_into_view_if_needed()  # only then is it drawn
        expect(guest.page.locator(".js-plotly-plot").first).to_be_visible(timeout=60_000)
    picture(fay, "reveal")
    picture(gil, "reveal-phone")

    go_on("Widest differences")
    gil.notes("What I make of the differences", "GIL-PRIVATE thought")
    gil.sees("GIL-PRIVATE thought")

    # Anyone may pause and step back; nothing is lost.
    kit.press("Pause")
    fay.sees("Paused by Kit")
    kit.press("Go on after the pause")
    expect(kit.page.get_by_role("button", name="Pause", exact=True)).to_be_visible(timeout=30_000)
    kit.press("Step back")
    for guest in everyone:
        guest.at("All views together")
    kit.press("Skip this step")
    for guest in everyone:
        guest.at("Widest differences")

    go_on("Devil's advocate")
    ivo.notes("Doubts, spoken in role", "Suppose you enjoy running over")
    gil.sees("Suppose you enjoy running over")
    go_on("Affirmation")
    jun.notes("Affirmations", "You came back")
    gil.page.get_by_role("checkbox", name="You came back").check()
    gil.press("Keep these")

    # The last word is Gil's.
    go_on("The last word")
    expect(hana.page.get_by_role("button", name="This is my last word")).to_have_count(0)
    last = gil.card("Your last word")
    last.get_by_role("radio", name="I revise my view").check()
    last.get_by_label("In my own words").fill("Less often than I thought")
    last.get_by_role("radio", name="rarely", exact=True).check()
    gil.press("This is my last word", sure=True)
    for guest in everyone:
        guest.sees("Less often than I thought")
    picture(gil, "closing-phone")

    go_on("Differing views")
    hana.notes("Differing views", "I see it larger than you do")
    gil.sees("I see it larger than you do")
    go_on("How we did this")
    fay.press("End this session", sure=True)
    for guest in everyone:
        guest.sees("This session is over")
    gil.sees("PEER-Hana saw it")
    picture(gil, "ended-phone")
    trends = gil.page.get_by_role("link", name="Your practice over the cycles").evaluate("link => link.href")
    assert trends == f"{pages}/trends.ipynb?group={gathering.circle.group}"
    home = kit.page.get_by_role("link", name="To your home page").evaluate("link => link.href")
    assert home == f"{pages}/home.ipynb"
    for guest in (fay, hana, ivo, jun, kit):
        assert not guest.has_received("GIL-PRIVATE")
    for guest in everyone:
        assert not guest.trouble, f"{guest.name}: {guest.trouble}"
    (shots / "moves.txt").write_text("\n".join(f"{seconds:.2f}" for seconds in slowest))


def test_what_was_said_shows_on_ones_own_trends_and_nobody_elses(
    gathering: Gathering, guests: dict[str, Guest], shots: Path
) -> None:
    gil, hana = guests[GIL], guests[HANA]
    for guest in (gil, hana):
        gathering.open(guest, f"{gathering.address}/voila/render/pages/trends.ipynb")
    gil.press("Show my pictures")
    gil.sees("What to show")  # the page has laid itself out anew
    gil.page.locator(".wb-plot").filter(has_text="on its own scale").scroll_into_view_if_needed()
    expect(gil.page.locator(".js-plotly-plot").first).to_be_visible(timeout=60_000)
    hana.sees("There is nothing to show yet")
    gil.page.screenshot(path=shots / "trends-phone.png", full_page=True)
    assert gil.no_sideways_scroll()
