"""A whole meeting: everybody joins by the code, a turn of each kind, and the close, for any number."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, expect

from tests.browser.gathering import PATIENCE, Gathering, Guest
from tests.browser.speaking import speak_in_turn
from workbench.sessions.protocols import protocol

NAMES = ("Fay", "Gil", "Hana", "Ivo", "Jun", "Kit", "Lea", "Max", "Nia", "Ola", "Pia", "Rui", "Sia")
MARKED = "I end when I said I would"


@dataclass
class Held:
    """A meeting that is going on: the facilitator first, then the others, and the screen of the room."""

    gathering: Gathering
    everyone: list[Guest]
    screen: Guest
    shots: Path
    waits: list[float] = field(default_factory=list)
    watch: Callable[[Guest, str], None] = lambda _guest, _where: None

    @property
    def fay(self) -> Guest:
        """The facilitator."""
        return self.everyone[0]

    def picture(self, guest: Guest, name: str) -> None:
        """Keep what somebody sees."""
        who = "room" if guest is self.screen else "phone" if guest in self.phones else "page"
        guest.page.screenshot(path=self.shots / f"meeting-{name}-{who}.png", full_page=True)

    @property
    def phones(self) -> list[Guest]:
        """Those with a phone."""
        return [
            guest
            for guest in self.everyone
            if guest.page.viewport_size and guest.page.viewport_size["width"] == 360
        ]

    def go_on(self, kind: str, step: str) -> None:
        """Let the facilitator move on, and wait until every page shows it."""
        begun = monotonic()
        self.fay.press(f"Go on to: {step}")
        for guest in [*self.everyone, self.screen]:
            guest.at(step)
        self.waits.append(monotonic() - begun)
        for guest in self.phones:
            assert guest.no_sideways_scroll(), f"{guest.name} at {step}"
        for guest in (self.screen, *self.phones[:1], self.fay):
            self.picture(guest, f"{kind}-{_slug(step)}")
        for guest in (self.screen, *self.phones[:1]):
            self.watch(guest, f"{kind} at {step}")

    def has_turn(self, who: Guest, kind: str, minutes: str = "20") -> None:
        """Let somebody ask for time, and the facilitator turn to them."""
        who.page.get_by_role("radio", name=kind, exact=False).first.check()
        who.page.get_by_label("How long").select_option(label=f"{minutes} minutes")
        who.press("Put me on the list")
        asked = self.fay.page.get_by_role("radio", name=f"{who.name}: {kind}", exact=False).first
        asked.check(timeout=PATIENCE)
        self.fay.press("Begin this turn")
        for guest in self.everyone:
            guest.sees(f"Your turn: {kind}" if guest is who else f"{who.name}'s turn: {kind}")
        self.screen.sees(f"{who.name}: {kind}")

    def ends(self) -> None:
        """Let the facilitator end the turn that is on."""
        self.fay.press("End this session", sure=True)
        for guest in self.everyone:
            guest.at("The turns")


def _slug(step: str) -> str:
    return re.sub(r"[^a-z]+", "-", step.lower()).strip("-")


def titles(kind: str) -> list[str]:
    """Return the titles of a kind's steps."""
    return [stage.title for stage in protocol(kind).stages]


def come_together(gathering: Gathering, browser: Browser, names: Sequence[str], shots: Path) -> Held:
    """Let the facilitator open the meeting and the room screen, and all others join by its code."""
    fay = gathering.join(browser, names[0])
    gathering.open(fay, gathering.meeting)
    fay.press("Open the meeting")
    fay.at("Arriving")
    screen = gathering.join(browser, names[0])
    gathering.open(screen, gathering.meeting.replace("assessment-meeting", "room-screen"))
    screen.at("Arriving")
    code = screen.page.locator(".wb-room h2").last.inner_text()
    others = []
    for number, name in enumerate(names[1:]):
        guest = gathering.join(browser, name, phone=number < 2, dark=number == 1)
        if number % 2:
            guest.page.goto(f"{gathering.address}/meet/{code.replace(' ', '')}")
        else:
            guest.page.goto(f"{gathering.address}/meet")
            guest.page.get_by_label("The code on the room screen").fill(code.lower())
            guest.page.get_by_role("button", name="To the meeting").click()
        expect(guest.page.locator(".wb-parts").first).to_be_visible(timeout=2 * PATIENCE)
        guest.press("I am here")
        others.append(guest)
    held = Held(gathering, [fay, *others], screen, shots)
    for guest in others:
        screen.sees(guest.name)
        fay.sees(guest.name)
    held.picture(screen, "arriving")
    held.picture(held.phones[0], "arriving")
    return held


def to_the_turns(held: Held) -> None:
    """Go from arriving to the turns: check-in, time, roles."""
    held.go_on("meeting", "Check-in")
    held.go_on("meeting", "Sharing out the time")
    held.go_on("meeting", "Roles for today")
    held.fay.page.get_by_label("Host, who moves the steps").select_option(label=held.fay.name)
    held.fay.press("Take these roles")
    held.everyone[-1].sees(f"{held.fay.name} hosts and moves the steps")
    held.go_on("meeting", "The turns")


def feedback(held: Held, who: Guest) -> None:
    """Give feedback to somebody, all steps."""
    held.has_turn(who, "Feedback")
    peer = next(guest for guest in held.everyone[1:] if guest is not who)
    steps = titles("feedback")
    who.notes("What I would like to hear about", "How I ended on Tuesday")
    peer.sees("How I ended on Tuesday")
    for step in steps[1:]:
        held.go_on("feedback", step)
        if step == "A silent minute":
            peer.notes("My jots", "JOT the door")
            peer.sees("JOT the door")
            assert not any(
                g.has_received("JOT the door") for g in (*held.everyone, held.screen) if g is not peer
            )
        if step == "The round":
            peer.notes("What I saw or heard", "You looked at the door")
            who.sees("You looked at the door")
            speak_in_turn(held.everyone, held.screen, who, held.picture)
        if step == "I take, I leave, I puzzle over":
            who.sorts("Say when five minutes are left", "I take")
            peer.sees("Say when five minutes are left")
    held.ends()
    who.sees("Say when five minutes are left")
    expect(peer.page.get_by_text("Say when five minutes are left")).to_have_count(0, timeout=PATIENCE)


def assessment(held: Held, who: Guest) -> None:
    """Assess somebody's work, all steps; every peer writes."""
    held.has_turn(who, "Assessment", "60")
    who.page.get_by_label("What is this assessment for?").fill("To see how I end")
    who.press("Put this before the group")
    peers = [guest for guest in held.everyone if guest is not who]
    peers[0].sees("To see how I end")
    for step in titles("assessment")[1:]:
        held.go_on("assessment", step)
        if step == "Own view":
            who.card(MARKED).get_by_label("In words").fill(f"OWN-{who.name} too late")
            who.press("Send in my view", sure=True)
            held.screen.sees("own view sent in")
        if step == "Peers' views":
            for guest in peers:
                guest.card(MARKED).get_by_role("radio", name="mostly", exact=True).check()
                guest.card(MARKED).get_by_label("In words").fill(f"VIEW-{guest.name} saw it")
                guest.press("Send in my view", sure=True)
            for guest in peers:
                guest.sees("it stays as it is")
            for guest in (who, held.screen):
                assert not any(guest.has_received(f"VIEW-{peer.name}") for peer in peers)
        if step == "All views together":
            for guest in held.everyone:
                for peer in peers:
                    guest.sees(f"VIEW-{peer.name} saw it")
        if step == "The last word":
            last = who.card("Your last word")
            last.get_by_role("radio", name="I revise my view").check()
            last.get_by_label("In my own words").fill("Less often than I thought")
            who.press("This is my last word", sure=True)
            peers[0].sees("Less often than I thought")
    held.ends()
    assert not held.screen.has_received("VIEW-")
    assert not held.screen.has_received("Less often than I thought")


def review(held: Held, who: Guest) -> None:
    """Review somebody's work, all steps, to an experiment."""
    held.has_turn(who, "Review", "30")
    peer = next(guest for guest in held.everyone[1:] if guest is not who)
    who.notes("What I meant, and what happened", "I meant to end in time")
    peer.sees("I meant to end in time")
    for step in titles("review")[1:]:
        held.go_on("review", step)
        if step == "Where two do not fit":
            card = who.card("What does not fit")
            card.get_by_label("strategy", exact=True).check()
            card.get_by_label("outcome", exact=True).check()
            who.notes("What does not fit", "The end comes by surprise")
            peer.sees("strategy and outcome: The end comes by surprise")
        if step == "Questions first":
            peer.notes("What else it could mean, and what could move", "Is the clock wrong?")
            who.sees("Is the clock wrong?")
        if step == "How deep":
            who.card("What I want to change").get_by_role("radio", name="an act", exact=False).check()
            who.press("Send this in")
            peer.sees("an act: do something differently")
        if step == "A small experiment":
            card = who.card("My experiment")
            card.get_by_label("What will I try?").fill("Say when five minutes are left")
            card.get_by_label("By which sign will I know that it works?").fill("We end calmly")
            who.press("This is what I will try")
            peer.sees("We end calmly")
    held.ends()
    who.sees("We end calmly")


def close(held: Held) -> None:
    """Close the meeting."""
    held.go_on("meeting", "How we did this")
    held.everyone[1].notes("How we did this", "We kept the time")
    held.fay.sees("We kept the time")  # or the page would change under the next press
    held.go_on("meeting", "Closing")
    held.fay.press("End this session", sure=True)
    for guest in held.everyone:
        guest.sees("Open the meeting")
    held.screen.sees("No meeting is held now")


def hold(held: Held) -> None:
    """Hold a whole meeting with a turn of each kind."""
    to_the_turns(held)
    feedback(held, held.everyone[1])
    assessment(held, held.everyone[2])
    review(held, held.everyone[3])
    close(held)
