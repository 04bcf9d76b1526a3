"""A round of a meeting in browsers: each speaks or passes, in the order that the room shows."""

from collections.abc import Callable, Sequence

from playwright.sync_api import expect

from tests.browser.gathering import PATIENCE, Guest


def speak_in_turn(
    everyone: Sequence[Guest], screen: Guest, who: Guest, picture: Callable[[Guest, str], None]
) -> None:
    """Let each peer speak in the order that the room shows, the last one pass; it is nobody else's word."""
    shown = screen.page.locator(".wb-round li")
    by_name = {guest.name: guest for guest in everyone if guest is not who}
    expect(shown).to_have_count(len(by_name), timeout=PATIENCE)
    expect(who.page.get_by_role("button", name="I have spoken")).to_have_count(0)
    names = shown.locator("span:first-child").all_inner_texts()
    assert set(names) == by_name.keys()
    for name in names:
        screen.sees(f"{name} speaks now.")
        by_name[name].sees("It is your word now.")
        if name == names[0]:
            picture(by_name[name], "feedback-my-word")
            picture(screen, "feedback-their-word")
        by_name[name].press("I pass" if name == names[-1] else "I have spoken")
    for guest in (who, screen):
        guest.sees("Everyone has spoken or passed.")
