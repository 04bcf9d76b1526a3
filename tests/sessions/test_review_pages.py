"""What pages show of a review: its steps, and the experiment on Home when its day comes."""

import pytest

from tests.builders import Circle, Clock
from tests.screens import form, state
from tests.sessions.builders import Meeting
from tests.sessions.reviewing import PLAN, end, plan, review_of
from workbench.cycles.pages import home
from workbench.practice import services as practice
from workbench.sessions.pages import meeting as page_of


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return review_of(circle)


def test_home_says_it_in_the_next_cycle_to_its_owner_alone(meeting: Meeting, clock: Clock) -> None:
    plan(meeting)
    end(meeting)
    circle = meeting.circle
    pages = {name: home(circle.desk(name)) for name in ("Ana", "Ben")}
    assert "You meant to look back" not in state(pages["Ana"].parts.root)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        practice.close_cycle(db, by=ana.me, cycle=meeting.cycle, at=ana.now())
        practice.open_cycle(db, by=ana.me, group=circle.group, at=ana.now())
    for page in pages.values():
        page.again()
    assert f"look back on “{PLAN.change}” on 30 Mar 2026" in state(pages["Ana"].parts.root)
    assert PLAN.change not in state(pages["Ben"].parts.root)
    form(pages["Ana"].parts.root, "look-back-done").press("look-back-done", words="It held")
    assert "You meant to look back" not in state(pages["Ana"].parts.root)


def test_home_says_it_a_week_before_its_day(meeting: Meeting, clock: Clock) -> None:
    plan(meeting)
    clock.go_on(days=20)
    page = home(meeting.circle.desk("Ana"))
    assert "You meant to look back" not in state(page.parts.root)
    clock.go_on(days=1)
    page.again()
    assert "You meant to look back" in state(page.parts.root)


def test_a_page_leads_through_a_whole_review(meeting: Meeting, clock: Clock) -> None:
    desks = {name: meeting.circle.desk(name) for name in ("Ana", "Ben", "Cai")}
    pages = {name: page_of(desk, cycle=meeting.cycle) for name, desk in desks.items()}

    def press(name: str, action: str, **values: object) -> None:
        clock.go_on(seconds=1)
        form(pages[name].parts.root, action).press(action, **values)  # type: ignore[arg-type]
        for page in pages.values():
            page.again()

    press("Ana", "note", words="ANA LOOKED BACK")
    assert "ANA LOOKED BACK" in state(pages["Ben"].parts.root)
    press("Cai", "forward")
    press("Cai", "forward")
    press("Ana", "note", tags=["outcome", "strategy"], words="The end comes by surprise")
    assert "strategy and outcome: The end comes by surprise" in state(pages["Ben"].parts.root)
    press("Cai", "forward")
    press("Ben", "note", words="Could the clock be wrong?")
    press("Cai", "forward")
    press("Ben", "note", words="Say it aloud")
    press("Cai", "forward")
    press("Ana", "note", tag="act")
    press("Cai", "forward")
    press("Ana", "try", change="Say when five minutes are left", look_back_on="2026-03-30")
    assert "Say when five minutes are left" in state(pages["Cai"].parts.root)
    for _step in range(3):
        press("Cai", "forward")
    press("Cai", "end")
    assert "Say when five minutes are left" in state(pages["Ana"].parts.root)
    assert "Say when five minutes are left" not in state(pages["Cai"].parts.root)
