"""An entry needs an owner and a day; everything else is asked of the rules."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.journal.rules import (
    CriterionFacts,
    Reader,
    Shown,
    is_open,
    may_be_marked,
    may_be_of_day,
    may_be_so_long,
    may_change,
    may_read_entry,
    may_release,
    may_write_by,
    seen_by,
)

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
NAMES = {"a": "Ana", "b": "Ben", "c": "Cai", "d": "Dee"}
moments = st.integers(-100, 100).map(lambda hours: NOW + timedelta(hours=hours))


def shown(session="s1", *, at=NOW, lasts=timedelta(days=1), withdrawn=False):
    return Shown("r", session, "the meeting", at, at + lasts, withdrawn)


@st.composite
def releases(draw):
    begin = draw(moments)
    end = begin + timedelta(hours=draw(st.integers(1, 80)))
    return Shown("r", draw(st.sampled_from(["s1", "s2", "s3"])), "x", begin, end, draw(st.booleans()))


def readers():
    places = st.frozensets(st.sampled_from(["s1", "s2", "s3"]))
    return st.tuples(*(places for _ in NAMES)).map(
        lambda each: [Reader(who, NAMES[who], where) for who, where in zip(NAMES, each, strict=True)]
    )


@given(st.lists(releases(), max_size=4), readers(), moments)
def test_the_sentence_names_those_whom_the_rule_lets_read_and_nobody_else(given_releases, people, now):
    sentence = seen_by(owner="a", releases=given_releases, now=now, people=people, zone="UTC")
    for person in people:
        asked = may_read_entry(
            reader=person.id, owner="a", releases=given_releases, now=now, in_session=person.in_session
        )
        if person.id != "a":
            assert (asked is True) == (person.name in sentence)
        else:
            assert asked is True


@given(st.lists(releases(), max_size=4), readers(), moments)
def test_a_reader_needs_an_open_release_to_a_session_in_which_they_are(given_releases, people, now):
    for person in people[1:]:
        asked = may_read_entry(
            reader=person.id, owner="a", releases=given_releases, now=now, in_session=person.in_session
        )
        by_hand = [
            r
            for r in given_releases
            if not r.withdrawn and r.at <= now < r.ends_at and r.session in person.in_session
        ]
        assert (asked is True) == bool(by_hand)


def test_nobody_but_the_owner_reads_an_entry_that_was_never_released():
    assert may_read_entry(reader="a", owner="a", releases=[], now=NOW, in_session=()) is True
    assert may_read_entry(reader="b", owner="a", releases=[], now=NOW, in_session={"s1"}) is not True


def test_a_release_is_over_at_its_very_end():
    release = shown()
    assert is_open(release, release.ends_at - timedelta(microseconds=1))
    assert not is_open(release, release.ends_at)


def test_the_sentence_says_until_when_each_may_read():
    people = [Reader("b", "Ben", {"s1"}), Reader("c", "Cai", {"s2"})]
    two = [shown("s1"), shown("s2", lasts=timedelta(days=2))]
    assert seen_by(owner="a", releases=two, now=NOW, people=people, zone="Europe/London") == (
        "Besides you, these people can read this: Ben, until 3 Mar 2026, 18:30 (Europe/London); "
        "Cai, until 4 Mar 2026, 18:30 (Europe/London). You can take it back before."
    )


def test_today_and_any_day_before_can_be_written_about():
    assert may_be_of_day(date(2026, 3, 2), date(2026, 3, 2)) is True
    assert may_be_of_day(date(1997, 1, 1), date(2026, 3, 2)) is True
    assert "still to come" in str(may_be_of_day(date(2026, 3, 3), date(2026, 3, 2)))


@pytest.mark.parametrize("mark", [None, "no", "yes"])
def test_a_mark_may_be_left_out_or_be_one_of_the_labels(mark):
    assert may_be_marked(mark, ("no", "partly", "yes")) is True


def test_a_mark_that_is_no_label_is_refused_with_the_labels():
    assert "no, partly, yes" in str(may_be_marked("7", ("no", "partly", "yes")))


def test_a_criterion_in_words_only_takes_no_mark():
    assert may_be_marked(None, ()) is True
    assert "words only" in str(may_be_marked("yes", ()))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (CriterionFacts("v1", "g", None, (), "v1"), None),
        (CriterionFacts("v1", "g", "a", (), "v1"), None),
        (CriterionFacts("v1", "g", "b", (), "v1"), "not yours"),
        (CriterionFacts("v1", "other", None, (), "v1"), "not yours"),
        (CriterionFacts("v1", "g", None, (), "v2"), "was replaced"),
        (CriterionFacts("v1", "g", None, (), None), "was dropped"),
        (CriterionFacts("v1", "g", None, (), None, held=False), "proposed"),
    ],
)
def test_a_new_entry_refers_to_the_wording_in_use_now(facts, said):
    answer = may_write_by(facts, writer="a", group="g")
    assert answer is True if said is None else said in str(answer)


def test_a_text_of_more_than_twenty_thousand_characters_is_refused():
    assert may_be_so_long(["x" * 20_000]) is True
    assert "Shorten it" in str(may_be_so_long(["", "x" * 20_001]))


def test_only_the_owner_changes_releases_or_takes_back():
    assert may_change(by="a", owner="a") is True
    assert may_change(by="b", owner="a") is not True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"purpose": "  "}, "what you release it for"),
        ({"ends_at": NOW}, "over already"),
        ({"ends_at": NOW + timedelta(days=400)}, "a year at most"),
        ({"session_group": "other"}, "not one of the group"),
        ({"session_group": None}, "not one of the group"),
    ],
)
def test_a_release_has_a_meeting_of_the_group_a_purpose_and_an_end(change, said):
    asked = {
        "purpose": "the meeting", "ends_at": NOW + timedelta(days=3), "now": NOW, "group": "g",
        "session_group": "g",
    } | change  # fmt: skip
    answer = may_release(**asked)
    assert answer is True if said is None else said in str(answer)
