"""A whole assessment by two people who have no mouse: Tab, the arrows, Enter and Space, and what is typed."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests.browser.gathering import PATIENCE, Guest, gathered
from workbench.sessions.protocols import protocol

STEPS = [stage.title for stage in protocol("assessment").stages]
MARKED = "I end when I said I would"
FAR = 200  # Tabs: what is further away than this cannot be reached
FOCUSED = "(node) => node === document.activeElement"


class Keys:
    """Somebody at a page with nothing but a keyboard."""

    def __init__(self, guest: Guest) -> None:
        self.guest, self.page = guest, guest.page

    def reach(self, target: Locator) -> None:
        """Go to a control by Tab alone; it must say where the focus is."""
        expect(target).to_be_visible(timeout=PATIENCE)
        for _each in range(FAR):
            if target.evaluate(FOCUSED):
                break
            self.page.keyboard.press("Tab")
        assert target.evaluate(FOCUSED), "no Tab leads there"
        ring = target.evaluate("(node) => getComputedStyle(node.closest('label') ?? node).outlineStyle")
        own = target.evaluate("(node) => getComputedStyle(node).outlineStyle")
        assert {ring, own} != {"none"}, "the focus is not shown"

    def press(self, label: str, *, sure: bool = False) -> None:
        """Press a button, and say yes where it asks once more."""
        self.reach(self.page.get_by_role("button", name=label, exact=True).first)
        self.page.keyboard.press("Enter")
        if sure:
            self.reach(self.page.get_by_role("button", name="Yes", exact=True).first)
            self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        """Go to a field and type."""
        self.reach(field)
        self.page.keyboard.type(words)
        expect(field).to_have_value(words)

    def choose(self, options: Locator, label: str) -> None:
        """Choose one of several: Tab leads to the first, the arrows to the others."""
        self.reach(options.first)
        self.page.keyboard.press("Space")
        wanted = self.page.get_by_role("radio", name=label, exact=False).first
        for _each in range(options.count()):
            if wanted.is_checked():
                break
            self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()


def test_a_whole_assessment_without_a_mouse(tmp_path: Path, browser: Browser) -> None:
    with gathered(tmp_path, ("Fay", "Gil")) as gathering:
        guests = [gathering.join(browser, name) for name in ("Fay", "Gil")]
        try:
            for guest in guests:
                gathering.open(guest, gathering.meeting)
            _assess(*(Keys(guest) for guest in guests))
        finally:
            for guest in guests:
                guest.context.close()
        assert [guest.trouble for guest in guests] == [[], []]


def _assess(fay: Keys, gil: Keys) -> None:
    turns = fay.guest.card("Whose turn").get_by_role("radio")
    fay.choose(turns, "Gil")
    fay.press("Turn to this person")
    gil.guest.sees("Your turn")
    gil.write(gil.page.get_by_label("What is this assessment for?"), "To see how I end")
    gil.press("Put this before the group")
    fay.guest.sees("To see how I end")
    for step in STEPS[1:]:
        fay.press(f"Go on to: {step}")
        for keys in (fay, gil):
            keys.guest.at(step)
        if step == "Own view":
            gil.write(gil.guest.card(MARKED).get_by_label("In words"), "Too late")
            gil.press("Send in my view", sure=True)
            fay.guest.sees("own view sent in")
        if step == "Peers' views":
            fay.choose(fay.guest.card(MARKED).get_by_role("radio"), "mostly")
            fay.write(fay.guest.card(MARKED).get_by_label("In words"), "I saw it")
            fay.press("Send in my view", sure=True)
            fay.guest.sees("it stays as it is")
        if step == "All views together":
            gil.guest.sees("I saw it")
        if step == "The last word":
            gil.choose(gil.guest.card("Your last word").get_by_role("radio"), "I revise my view")
            gil.write(gil.guest.card("Your last word").get_by_label("In my own words"), "Less often")
            gil.press("This is my last word", sure=True)
            fay.guest.sees("Less often")
    fay.press("End this session", sure=True)
    for keys in (fay, gil):
        keys.guest.sees("This session is over")
