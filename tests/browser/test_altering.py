"""A group alters its feedback in the browser, adopts it, and holds a session in its own way."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.gathering import PATIENCE, Gathering, Guest, gathered


def test_a_group_holds_feedback_in_its_own_way(tmp_path: Path, browser: Browser, shots: Path) -> None:
    with gathered(tmp_path, ("Fay", "Gil", "Hana")) as gathering:
        everyone = [
            gathering.join(browser, name, phone=name != "Fay", dark=name == "Hana")
            for name in ("Fay", "Gil", "Hana")
        ]
        try:
            _altered(gathering, everyone, shots)
            _held(gathering, everyone, shots)
        finally:
            for guest in everyone:
                guest.context.close()
        assert [guest.trouble for guest in everyone] == [[], [], []]


def _look(gathering: Gathering, guest: Guest) -> None:
    gathering.open(guest, f"{gathering.address}/voila/render/pages/protocols.ipynb")
    guest.page.get_by_role("radio", name="Feedback", exact=False).first.check()
    guest.press("Look at this")
    guest.sees("How we hold it now")


def _altered(gathering: Gathering, everyone: list[Guest], shots: Path) -> None:
    fay, gil, hana = everyone
    _look(gathering, gil)
    gil.page.screenshot(path=shots / "protocols-phone.png", full_page=True)
    gil.press("Alter a copy")
    gil.sees("Only you see this")
    gil.page.get_by_label("Which step").select_option(label="4. Questions of fact")
    gil.press("Alter this step")
    step = gil.card("Step 4")
    expect(step.get_by_label("What it is called")).to_have_value("Questions of fact", timeout=PATIENCE)
    step.get_by_label("About how many minutes").fill("-5")
    gil.sees("Step 4, line")
    gil.page.screenshot(path=shots / "protocols-wrong-phone.png", full_page=True)
    step.get_by_label("About how many minutes").fill("7")
    expect(gil.page.get_by_text("It cannot be followed like this")).to_have_count(0, timeout=PATIENCE)
    step.get_by_label("What it is called").fill("Only facts, please")
    gil.press("Move up")
    gil.sees("Step 3")
    gil.page.get_by_label("Which step").select_option(label="5. A silent minute")
    gil.press("Alter this step")
    expect(gil.card("Step 5").get_by_label("What it is called")).to_have_value(
        "A silent minute", timeout=PATIENCE
    )
    gil.press("Take this step out")
    gil.sees("The round")
    assert gil.no_sideways_scroll()
    gil.page.get_by_text("How it would look").click()
    gil.page.screenshot(path=shots / "protocols-copy-phone.png", full_page=True)
    gil.page.get_by_label("Why").first.fill("We are silent enough already")
    gil.press("Propose this")
    gil.sees("Proposed by Gil")
    _look(gathering, hana)
    hana.sees("We are silent enough already")
    hana.page.get_by_role("radio", name="I see it differently").check()
    hana.page.get_by_label("In my own words").fill("I like to think first")
    hana.press("Say this")
    hana.page.screenshot(path=shots / "protocols-proposal-phone-dark.png", full_page=True)
    _look(gathering, fay)
    fay.sees("I like to think first")
    fay.page.screenshot(path=shots / "protocols.png", full_page=True)
    fay.press("Write down that the group adopts it", sure=True)
    fay.sees("The group's own version, written down by Fay")
    hana.sees("The group's own version")


def _held(gathering: Gathering, everyone: list[Guest], shots: Path) -> None:
    fay, gil, _hana = everyone
    for guest in everyone:
        gathering.open(guest, gathering.meeting)
    gil.page.get_by_role("radio", name="Feedback", exact=False).first.check()
    gil.press("Put me on the list")
    fay.page.get_by_role("radio", name="Gil, Feedback", exact=False).first.check()
    fay.press("Turn to this person")
    for title in ("Roles", "Only facts, please", "Own account", "The round", "I take, I leave"):
        for guest in everyone:
            guest.sees("of 7")
        fay.page.get_by_role("button", name=f"Go on to: {title}", exact=False).click()
        for guest in everyone:
            guest.at(title)
    gil.page.screenshot(path=shots / "protocols-altered-phone.png", full_page=True)
