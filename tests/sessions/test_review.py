"""A review revises: what does not fit, questions first, an experiment, and looking back on it."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Circle, Clock
from tests.sessions.builders import Meeting
from tests.sessions.reviewing import DAY, PLAN, card, end, look_back, note, plan, review_of
from workbench.audit.own_data import take_along
from workbench.core.rights import Refused
from workbench.sessions import experiments, queries
from workbench.sessions.experiments import Plan, may_try
from workbench.sessions.notes import FIVE, NOTES
from workbench.sessions.protocols import protocol

KEYS = [key for key, _label in FIVE]


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return review_of(circle)


def test_nothing_in_a_review_is_a_mark_or_a_number(meeting: Meeting) -> None:
    assert not {"own-view", "peers-views", "reveal", "last-word"} & protocol("review").records
    with pytest.raises(Refused, match="no place for that"):
        meeting.send("Ana")


@pytest.mark.parametrize("two", list(combinations(KEYS, 2)))
def test_any_two_of_the_five_may_not_fit(meeting: Meeting, two: tuple[str, str]) -> None:
    note(meeting, "Ana", "incongruity", tag=" ".join(two))
    assert meeting.seen("Ben").notes[0].tag == " ".join(two)


@given(st.lists(st.sampled_from([*KEYS, "fate"]), max_size=4))
def test_one_or_three_or_others_are_refused(chosen: list[str]) -> None:
    fits = len(chosen) == 2 and "fate" not in chosen and KEYS.index(chosen[0]) < KEYS.index(chosen[1])
    assert NOTES["incongruity"].fits(" ".join(chosen)) is fits


@pytest.mark.parametrize("tag", ["", "vision", "vision world outcome", "world vision", "vision fate"])
def test_what_does_not_fit_is_between_two_of_them(meeting: Meeting, tag: str) -> None:
    with pytest.raises(Refused, match="Choose 2 of these"):
        note(meeting, "Ana", "incongruity", tag=tag)
    assert meeting.seen("Ana").notes == ()


def test_only_the_practitioner_names_what_does_not_fit(meeting: Meeting) -> None:
    with pytest.raises(Refused, match="practitioner's own"):
        note(meeting, "Ben", "incongruity", tag="vision world")


def test_each_peer_makes_one_suggestion_at_most(meeting: Meeting) -> None:
    note(meeting, "Ben", "suggestion", "Stand up when it is time")
    with pytest.raises(Refused, match="one already"):
        note(meeting, "Ben", "suggestion", "And another thing")
    note(meeting, "Cai", "suggestion", "Ask them to watch it with you")
    assert len(meeting.seen("Ana").notes) == 2


def test_the_card_is_written_by_its_practitioner_and_seen_by_all_until_the_end(
    meeting: Meeting, clock: Clock
) -> None:
    note(meeting, "Ana", "depth", "", tag="strategy")
    plan(meeting)
    with pytest.raises(Refused, match="practitioner writes"):
        plan(meeting, "Ben", seen=1)
    for name in ("Ana", "Ben", "Cai"):
        shown = card(meeting, name)
        assert shown is not None
        assert (shown.change, shown.depth) == (PLAN.change, "strategy")
    end(meeting)
    assert card(meeting, "Ana") is not None
    assert card(meeting, "Ben") is None


def test_two_pages_do_not_write_over_each_others_card(meeting: Meeting) -> None:
    plan(meeting)
    with pytest.raises(Refused, match="another page"):
        plan(meeting)


BAD = {
    "no words": Plan("  ", look_back_on=DAY + timedelta(days=9)),
    "no day": Plan("Try"),
    "today": Plan("Try", look_back_on=DAY),
    "long past": Plan("Try", look_back_on=date(1970, 1, 1)),
    "too far": Plan("Try", look_back_on=DAY + timedelta(days=3000)),
    "a book": Plan("x" * 20_001, look_back_on=DAY + timedelta(days=9)),
}


@pytest.mark.parametrize("why", sorted(BAD))
def test_a_card_that_cannot_be_looked_back_on_is_refused(meeting: Meeting, why: str) -> None:
    with pytest.raises(Refused, match="Nothing was sent in"):
        plan(meeting, told=BAD[why])
    assert card(meeting, "Ana") is None


@given(st.dates(date(2020, 1, 1), date(2034, 1, 1)))
def test_one_looks_back_after_today_and_within_two_years(day: date) -> None:
    fits = timedelta(0) < day - DAY <= timedelta(days=732)
    told = may_try(Plan("Try", look_back_on=day), by="ana", practitioner="ana", today=DAY)
    assert (told is True) is fits


def test_looking_back_ends_it_or_gives_it_another_day_and_is_ones_own(meeting: Meeting) -> None:
    experiment = plan(meeting)
    with pytest.raises(Refused, match="not yours"):
        look_back(meeting, experiment, "Ben", closes=True)
    with pytest.raises(Refused, match="Choose a day"):
        look_back(meeting, experiment, closes=False)
    later = DAY + timedelta(days=60)
    look_back(meeting, experiment, closes=False, again=later)
    mine = card(meeting, "Ana")
    assert mine is not None
    assert (mine.look_back_on, [words for _at, words in mine.found]) == (later, ["It held twice"])
    others = card(meeting, "Ben")
    assert others is not None
    assert others.found == ()
    look_back(meeting, experiment, closes=True)
    with pytest.raises(Refused, match="ended this experiment already"):
        look_back(meeting, experiment, closes=True)
    ana = meeting.circle.desk("Ana")
    with ana.reading() as db:
        assert experiments.my_experiments(db, asker=ana.me, group=meeting.circle.group) == ()


def test_what_came_of_a_review_is_taken_along(meeting: Meeting) -> None:
    look_back(meeting, plan(meeting), closes=True)
    ana, ben = meeting.circle.desk("Ana"), meeting.circle.desk("Ben")
    with ana.reading() as db:
        told = str(take_along(db, asker=ana.me, group=meeting.circle.group, at=ana.now()))
    assert PLAN.working in told
    assert "It held twice" in told
    with ben.reading() as db:
        assert PLAN.working not in str(take_along(db, asker=ben.me, group=meeting.circle.group, at=ben.now()))


def test_an_outsider_reads_no_card(meeting: Meeting, circle: Circle) -> None:
    plan(meeting)
    with circle.store.reading() as db:
        assert experiments.experiment_of(db, asker="0" * 32, session=meeting.session) is None
        assert queries.row(db, meeting.session).kind == "review"
