"""A feedback session by three people on their own devices, from asking for a turn to its end."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.gathering import Gathering, Guest, come_in, gathered
from workbench.sessions.protocols import protocol

STEPS = [stage.title for stage in protocol("feedback").stages]


def test_one_asks_for_feedback_and_keeps_a_list(tmp_path: Path, browser: Browser, shots: Path) -> None:
    names = ("Fay", "Gil", "Hana")
    with gathered(tmp_path, names) as gathering, come_in(gathering, browser, *names) as everyone:
        _held(gathering, everyone, shots)


def _held(gathering: Gathering, everyone: list[Guest], shots: Path) -> None:
    fay, gil, hana = everyone
    for guest in everyone:
        gathering.open(guest, gathering.meeting)

    def go_on(step: str) -> None:
        fay.press(f"Go on to: {step}")
        for guest in everyone:
            guest.at(step)
        assert gil.no_sideways_scroll(), step
        assert hana.no_sideways_scroll(), step
        number = STEPS.index(step) + 1
        fay.page.screenshot(path=shots / f"feedback-{number}.png", full_page=True)
        gil.page.screenshot(path=shots / f"feedback-{number}-own-phone.png", full_page=True)
        hana.page.screenshot(path=shots / f"feedback-{number}-phone-dark.png", full_page=True)

    gil.page.get_by_role("radio", name="Feedback", exact=False).first.check()
    gil.page.screenshot(path=shots / "feedback-asking-phone.png", full_page=True)
    gil.press("Put me on the list")
    fay.page.get_by_role("radio", name="Gil, Feedback", exact=False).first.check()
    fay.press("Turn to this person")
    gil.sees("Your turn: Feedback")
    hana.sees("Gil's turn: Feedback")
    gil.notes("What I would like to hear about", "How I ended on Tuesday")
    hana.sees("How I ended on Tuesday")

    for step in STEPS[1:4]:
        go_on(step)
    go_on("A silent minute")
    hana.notes("My jots", "HANA-JOT the door")
    hana.sees("HANA-JOT the door")
    go_on("The round")
    hana.notes("What I saw or heard", "You looked at the door")
    hana.notes("What it did to me", "I began to hurry")
    gil.sees("You looked at the door")
    gil.sees("I began to hurry")
    gil.page.get_by_role("checkbox", name="I began to hurry").check()
    gil.press("Keep these")
    go_on("I take, I leave, I puzzle over")
    gil.sorts("Say when five minutes are left", "I take")
    gil.sorts("The tea", "I leave")
    gil.sorts("Whose clock it is", "I puzzle over")
    hana.sees("Whose clock it is")
    go_on("How we did this")
    fay.press("End this session", sure=True)
    for guest in everyone:
        guest.sees("This session is over")
    for words in ("Say when five minutes are left", "The tea", "Whose clock it is", "I began to hurry"):
        gil.sees(words)
    gil.page.screenshot(path=shots / "feedback-ended-own-phone.png", full_page=True)
    for guest in (fay, gil):
        assert not guest.has_received("HANA-JOT"), f"{guest.name} has Hana's jots"
    for guest in everyone:
        assert guest.page.get_by_role("slider").count() == 0
        assert guest.page.get_by_role("spinbutton").count() == 0
