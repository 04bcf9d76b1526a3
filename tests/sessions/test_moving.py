"""Moves of a session: back as often as anyone likes, time that counts, and two who press at once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Circle, Clock
from tests.screens import card, form, state
from tests.sessions.builders import Meeting
from workbench.core.rights import Refused
from workbench.sessions import moves, services
from workbench.sessions.pages import meeting as page_of
from workbench.sessions.place import Move, place_of

DOINGS = {"pause": moves.pause, "resume": moves.go_on, "more": moves.more_time, "end": moves.end}
BEGUN = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    found = Meeting(circle)
    found.go("roles")
    return found


def do(meeting: Meeting, word: str, name: str = "Ben", seen: int | None = None) -> None:
    desk = meeting.circle.desk(name)
    here = meeting.seen(name).place.revision if seen is None else seen
    with desk.transaction() as db:
        DOINGS[word](db, by=desk.me, session=meeting.session, seen=here, at=desk.now())


def test_ten_steps_back_and_ten_forward_lose_nothing(meeting: Meeting, circle: Circle) -> None:
    meeting.send("Ana")
    for name in ("Ben", "Cai"):
        meeting.send(name)
    steps = [stage.name for stage in meeting.seen("Ana").protocol.stages]
    for step in steps[1:11]:
        meeting.go(step)
    ben = circle.desk("Ben")
    with ben.transaction() as db:
        services.write_note(
            db, by=ben.me, session=meeting.session, kind="doubt", words="Suppose not", at=ben.now()
        )
    before = meeting.seen("Ana")
    for step in reversed(steps[:10]):
        meeting.go(step, "Cai")
    assert meeting.seen("Ana").place.stage == steps[0]
    for step in steps[1:11]:
        meeting.go(step)
    after = meeting.seen("Ana")
    assert (after.views, after.notes, after.sent_in) == (before.views, before.notes, before.sent_in)
    assert after.place.revision == before.place.revision + 20


def test_a_step_has_its_minutes_from_when_it_begins(meeting: Meeting, clock: Clock) -> None:
    clock.go_on(minutes=1)
    meeting.go("self")
    minutes = meeting.seen("Ana").protocol.stage("self").minutes
    assert meeting.seen("Ana").place.until == clock() + timedelta(minutes=minutes)


def test_time_stands_still_in_a_pause(meeting: Meeting, clock: Clock) -> None:
    meeting.go("self")
    clock.go_on(minutes=4)
    do(meeting, "pause")
    paused = meeting.seen("Ana").place
    assert (paused.until, paused.left) == (None, timedelta(minutes=6))
    clock.go_on(hours=3)
    with pytest.raises(Refused, match="stands still"):
        do(meeting, "more")
    do(meeting, "resume", "Cai")
    assert meeting.seen("Ana").place.until == clock() + timedelta(minutes=6)


def test_anyone_may_give_more_time_also_after_it_was_up(meeting: Meeting, clock: Clock) -> None:
    meeting.go("self")
    clock.go_on(minutes=9)
    do(meeting, "more", "Cai")
    assert meeting.seen("Ana").place.until == clock() + timedelta(minutes=3)
    clock.go_on(minutes=30)
    do(meeting, "more", "Ben")
    assert meeting.seen("Ana").place.until == clock() + timedelta(minutes=2)


@pytest.mark.parametrize("night", [datetime(2026, 3, 29), datetime(2026, 10, 25)])  # noqa: DTZ001
def test_a_deadline_is_a_moment_also_in_the_nights_when_clocks_change(
    meeting: Meeting, clock: Clock, night: datetime
) -> None:
    clock.now = night.replace(hour=0, minute=55, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
    meeting.go("self")
    until = meeting.seen("Ana").place.until
    assert until is not None
    assert until - clock() == timedelta(minutes=10)


def test_of_two_who_press_at_once_one_move_holds_and_both_are_told(meeting: Meeting, circle: Circle) -> None:
    pages = {name: page_of(circle.desk(name), cycle=meeting.cycle) for name in ("Ana", "Ben")}
    form(pages["Ben"].parts.root, "choose").press("choose", session=meeting.session)
    pages["Ana"].again()
    first, second = (form(pages[name].parts.root, "back") for name in ("Ana", "Ben"))
    first.press("back")
    second.press("pause")
    place = meeting.seen("Cai").place
    assert (place.stage, place.paused) == ("contract", False)
    loser = form(pages["Ben"].parts.root, "pause").message
    assert "Ana moved this session a moment ago" in loser
    assert "was not done" in loser
    pages["Ana"].again()
    assert "Ben wanted to pause at the same moment" in form(pages["Ana"].parts.root, "pause").message
    assert "wanted to pause" not in state(page_of(circle.desk("Cai"), cycle=meeting.cycle).parts.root)


def test_a_page_that_slept_is_told_and_nobody_else_is_bothered(
    meeting: Meeting, circle: Circle, clock: Clock
) -> None:
    meeting.go("self", "Ana")
    clock.go_on(minutes=5)
    with pytest.raises(moves.Crossed):
        do(meeting, "pause", "Ben", seen=1)
    ben = circle.desk("Ben")
    with ben.transaction() as db:
        moves.note_crossing(db, by=ben.me, session=meeting.session, seen=1, wanted="pause", at=ben.now())
    assert meeting.seen("Ana").crossed == ()


def test_whoever_is_still_writing_keeps_the_step_for_a_moment(
    meeting: Meeting, circle: Circle, clock: Clock
) -> None:
    pages = {name: page_of(circle.desk(name), cycle=meeting.cycle) for name in ("Ana", "Ben", "Cai")}
    form(pages["Ben"].parts.root, "choose").press("choose", session=meeting.session)
    meeting.send("Ana")
    for step in ("self", "peers"):
        meeting.go(step)
    for page in pages.values():
        page.again()
    card(pages["Ben"].parts.root, "I end on time").type_in(words="half a sent")
    clock.go_on(seconds=2)
    meeting.go("account")
    for page in pages.values():
        page.again()
    shown = {name: state(page.parts.root) for name, page in pages.items()}
    assert "You are still writing" in shown["Ben"]
    assert "You are still writing" not in shown["Cai"] + shown["Ana"]
    card(pages["Ben"].parts.root, "I end on time").type_in(words="half a sentence, whole")
    form(pages["Ben"].parts.root, "send").press("send")
    assert circle["Ben"] in meeting.seen("Ana").sent_in
    clock.go_on(seconds=20)
    pages["Ben"].again()
    assert "You are still writing" not in state(pages["Ben"].parts.root)
    assert "Own account" in state(pages["Ben"].parts.root)


def test_two_pages_of_one_person_are_both_told(meeting: Meeting, circle: Circle) -> None:
    here, there = (page_of(circle.desk("Ana"), cycle=meeting.cycle) for _ in range(2))
    form(here.parts.root, "choose").press("choose", session=meeting.session)
    meeting.go("self")
    for page in (here, there):
        page.again()
    card(here.parts.root, "I end on time").type_in(words="on the laptop")
    card(there.parts.root, "I end on time").type_in(words="on the phone")
    assert "another page too" in card(there.parts.root, "I end on time").message
    here.again()
    told = card(here.parts.root, "I end on time").message
    assert "What you type here is kept" in told
    there.again()
    assert "What you type here is kept" not in card(there.parts.root, "I end on time").message
    anew = page_of(circle.desk("Ana"), cycle=meeting.cycle)
    assert card(anew.parts.root, "I end on time").values["words"] == "on the laptop"


words = st.sampled_from(["forward", "back", "pause", "resume", "more", "skip"])


@given(st.lists(st.tuples(words, st.integers(0, 600)), min_size=1, max_size=30))
def test_what_is_left_is_never_negative_and_a_pause_has_no_deadline(told: list[tuple[str, int]]) -> None:
    at, moves_made, place = BEGUN, list[Move](), None
    for number, (word, seconds) in enumerate(told, start=1):
        at += timedelta(seconds=seconds)
        until = None if word == "pause" else at + timedelta(minutes=2)
        moves_made.append(Move(word, "self", number, "ana", at, until=until))
        place = place_of(moves_made, "self", own_at=None)
        assert place.paused is (word == "pause")
        assert place.left is None or place.left >= timedelta(0)
        assert place.until is None or not place.paused
