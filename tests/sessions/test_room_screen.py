"""The room screen shows where the meeting stands, and no word that anybody wrote; its code leads to it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Circle, Clock
from tests.screens import state
from tests.sessions.builders import Meeting
from workbench.people import services as people
from workbench.people.rules import LEFT
from workbench.sessions import codes, holding, moves, services
from workbench.sessions.room_screen import room_screen

SECRET = "zq said in confidence"


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return Meeting(circle)


def shown(meeting: Meeting, name: str = "Ben") -> str:
    return state(room_screen(meeting.circle.desk(name), cycle=meeting.cycle).parts.root)


def opened(meeting: Meeting) -> str:
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        return holding.open_meeting(db, by=ana.me, cycle=meeting.cycle, at=ana.now())


def leads(meeting: Meeting, typed: str, name: str = "Ben") -> str | None:
    desk = meeting.circle.desk(name)
    with desk.reading() as db:
        return codes.meeting_by(db, asker=desk.me, typed=typed, at=desk.now())


def code(meeting: Meeting, held: str) -> str:
    with meeting.circle.store.reading() as db:
        return codes.code_of(db, meeting=held, at=meeting.circle.store.clock()) or ""


def test_no_word_that_anybody_wrote_is_on_it_at_any_step(meeting: Meeting) -> None:
    opened(meeting)
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        moves.attend_to(db, by=ana.me, session=meeting.session, seen=0, at=ana.now())
    meeting.send("Ana", words=f"{SECRET} ana")
    for name in ("Ben", "Cai"):
        meeting.send(name, words=f"{SECRET} {name}")
    for name, kind in (("Ben", "doubt"), ("Ana", "gap"), ("Cai", "affirmation")):
        desk = meeting.circle.desk(name)
        with desk.transaction() as db:
            services.write_note(
                db, by=desk.me, session=meeting.session, kind=kind, words=f"{SECRET} {kind}", at=desk.now()
            )
    meeting.close()
    for stage in meeting.seen("Ana").protocol.stages[1:]:
        meeting.go(stage.name)
        for name in ("Ana", "Ben", "Cai"):
            told = shown(meeting, name)
            assert escape(stage.title) in told
            assert "Ana: Assessment" in told
            assert SECRET not in told
            assert "I stay with it" not in told
            assert "mostly" not in told


def test_it_says_who_has_sent_in_while_views_are_written(meeting: Meeting) -> None:
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        moves.attend_to(db, by=ana.me, session=meeting.session, seen=0, at=ana.now())
    meeting.go("self")
    assert "own view not yet" in shown(meeting)
    meeting.send("Ana")
    assert "own view sent in" in shown(meeting)
    meeting.go("contract")
    assert "own view" not in shown(meeting)


def test_before_a_meeting_it_waits_and_during_one_it_shows_who_is_here_and_the_code(meeting: Meeting) -> None:
    assert "No meeting is held now" in shown(meeting)
    held = opened(meeting)
    told = shown(meeting)
    assert "Arriving" in told
    assert "Here: Ana" in told
    assert codes.in_halves(code(meeting, held)) in told


def test_a_code_leads_members_to_the_meeting_however_it_is_typed(meeting: Meeting) -> None:
    held = opened(meeting)
    right = code(meeting, held)
    for typed in (right, right.lower(), f" {right[:3]}-{right[3:]} ", codes.in_halves(right)):
        assert leads(meeting, typed) == meeting.cycle
    wrong = ("A" if right[0] != "A" else "B") + right[1:]
    for typed in (wrong, right[:5], right + right[0], "", "%", "x" * 20_000):
        assert leads(meeting, typed) is None


def test_a_code_ends_after_four_hours_and_with_the_meeting(meeting: Meeting, clock: Clock) -> None:
    held = opened(meeting)
    right = code(meeting, held)
    clock.go_on(hours=4, seconds=-1)
    assert leads(meeting, right) == meeting.cycle
    clock.go_on(seconds=1)
    assert leads(meeting, right) is None
    assert "Show a new code" in shown(meeting)
    ben = meeting.circle.desk("Ben")
    with ben.transaction() as db:
        other = holding.new_code(db, by=ben.me, meeting=held, at=ben.now())
    assert leads(meeting, other) == meeting.cycle
    with ben.transaction() as db:
        moves.end(db, by=ben.me, session=held, seen=1, at=ben.now())
    assert leads(meeting, other) is None


def test_a_code_leads_nobody_in_who_is_not_in_the_group(meeting: Meeting) -> None:
    right = code(meeting, opened(meeting))
    cai = meeting.circle.desk("Cai")
    with cai.transaction() as db:
        stranger = people.add_person(db, name="Dora", at=cai.now())
        people.set_standing(
            db, by=cai.me, group=meeting.circle.group, person=cai.me, standing=LEFT, at=cai.now()
        )
    assert leads(meeting, right, "Cai") is None
    with meeting.circle.store.reading() as db:
        assert codes.meeting_by(db, asker=stranger, typed=right, at=cai.now()) is None


@given(st.text(max_size=60))
def test_what_is_typed_becomes_letters_of_codes_and_never_more_than_one_too_many(typed: str) -> None:
    plain = codes.plain(typed)
    assert set(plain) <= set(codes.LETTERS)
    assert len(plain) <= codes.LENGTH + 1
    assert codes.plain(plain) == plain


def test_no_letter_of_a_code_looks_like_another() -> None:
    for alike in ("0OQ", "1IL", "5S"):
        assert len(set(alike) & set(codes.LETTERS)) <= 1
