"""On a phone: a passphrase is chosen, an entry written, the room left, and all of it opened again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.gathering import PATIENCE, Gathering, Guest, gathered
from tests.browser.test_pages import FITS, TOO_SMALL, faults

NAMES = ("Ana", "Ben", "Cai")
PASSPHRASE = "seven quiet herons"
WORDS = "I waited until the kettle had boiled."


@pytest.fixture(scope="module")
def gathering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathering]:
    with gathered(tmp_path_factory.mktemp("keys"), NAMES) as open_room:
        yield open_room


@pytest.fixture
def ben(gathering: Gathering, browser: Browser) -> Iterator[Guest]:
    guest = gathering.join(browser, "Ben", phone=True)
    yield guest
    guest.context.close()


def looked_at(page: Page, shots: Path, name: str) -> None:
    """Take pictures of a page by day and by night, and see that everyone can read and use it."""
    page.mouse.move(0, 0)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=shots / f"{name}-360-{scheme}.png", full_page=True)
        assert faults(page) == []
    page.emulate_media(color_scheme="light")
    page.evaluate("() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert faults(page) == []
    page.screenshot(path=shots / f"{name}-360-unfolded.png", full_page=True)
    assert page.evaluate(FITS)
    assert page.evaluate(TOO_SMALL) == []
    page.evaluate("() => document.querySelectorAll('details').forEach((fold) => (fold.open = false))")


def prove(page: Page, act: str) -> None:
    """Give the passphrase in one of the forms that ask for it, and send it."""
    form = page.locator(f"form[action='/keys/{act}']")
    form.get_by_label("Your passphrase").fill(PASSPHRASE)
    form.get_by_role("button").click()


def test_a_person_chooses_a_passphrase_and_reads_their_entry_after_coming_back(
    gathering: Gathering, ben: Guest, shots: Path
) -> None:
    page = ben.page
    page.goto(gathering.own("practice-log", "Ben"))
    ben.sees("Entries are sealed with a passphrase of your own")
    page.get_by_role("link", name="My keys and devices").click()
    looked_at(page, shots, "keys-bare")
    page.get_by_label("A new passphrase").fill(PASSPHRASE)
    page.get_by_label("The same once more").fill("seven loud herons")
    page.get_by_role("button", name="Choose this passphrase").click()
    expect(page.get_by_role("alert")).to_contain_text("The two are not the same.")
    page.get_by_label("A new passphrase").fill(PASSPHRASE)
    page.get_by_label("The same once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Choose this passphrase").click()
    expect(page.get_by_role("status")).to_contain_text("Your passphrase is set.")
    looked_at(page, shots, "keys")
    prove(page, "code")
    ben.sees("It is shown only now.")
    looked_at(page, shots, "code")
    page.get_by_role("link", name="It is put away").click()
    page.get_by_text("Let it in", exact=True).click()
    prove(page, "short")
    ben.sees("Do not send it to anybody.")
    looked_at(page, shots, "short-code")

    page.goto(gathering.own("practice-log", "Ben"))
    page.get_by_label("In your own words").fill(WORDS)
    page.get_by_role("button", name="Keep this entry").click()
    ben.sees("Your entry is kept. Only you can read it.")

    page.goto(f"{gathering.address}/leave-room")
    page.get_by_role("button", name="Leave the room on this device").click()
    ben.sees("You have left the room on this device")
    page.goto(f"{gathering.address}/login")
    looked_at(page, shots, "login")
    page.goto(f"{gathering.address}/join/{gathering.circle.tokens['Ben']}")
    expect(page.get_by_role("heading", level=1, name="Open your private records")).to_be_visible()
    looked_at(page, shots, "unlock")
    page.get_by_label("Your passphrase").fill("seven loud herons")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This passphrase does not open your records.")
    looked_at(page, shots, "unlock-wrong")
    page.goto(f"{gathering.address}/unlock/anew")
    looked_at(page, shots, "anew")
    page.goto(gathering.own("practice-log", "Ben"))
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(gathering.own("practice-log", "Ben"), timeout=PATIENCE)
    ben.sees(WORDS)
    assert ben.trouble == []
