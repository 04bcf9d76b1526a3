"""A protocol is data: what ships can be followed, and what is wrong in one is told by its line."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import private
from workbench.core.rights import Refused
from workbench.sessions.checking import (
    AUDITING,
    DECIDING,
    GATHERING,
    JUDGING,
    RECORDS,
    REVISING,
    WHO,
    problems,
)
from workbench.sessions.notes import NOTES
from workbench.sessions.protocols import KINDS, protocol, read, shipped

FEEDBACK = shipped("feedback")


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def changed(before: str, after: str, text: str = FEEDBACK) -> str:
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_what_ships_can_be_followed(kind: str) -> None:
    assert problems(shipped(kind), kind=kind) == ()
    assert [stage.name for stage in read(shipped(kind), kind=kind).stages]
    assert all(record in RECORDS for record in protocol(kind).records)


def test_feedback_has_no_place_for_a_judgement() -> None:
    assert not protocol("feedback").records & JUDGING.keys()


def test_notes_that_are_their_authors_alone_are_sealed() -> None:
    assert {kind for kind, note in NOTES.items() if note.private} == private.ALONE


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('mechanic = "say-in-turn"', 'mechanic = "vote"', "“vote” is no way to hold a step"),
        ('who = "practitioner"', 'who = "nobody"', "nobody can hold a step for “nobody”"),
        ("minutes = 3", "minutes = -3", "“minutes” is a whole number from 1 to 240"),
        ("minutes = 3", "minutes = true", "“minutes” is a whole number from 1 to 240"),
        ("minutes = 3", "minutes = 2.5", "“minutes” is a whole number from 1 to 240"),
        ('records = ["jot"]', 'records = ["own-view"]', "“own-view” judges"),
        ('records = ["jot"]', 'records = ["stars"]', "nothing is recorded as “stars”"),
        ('records = ["jot"]', 'records = "jot"', "“records” is a list"),
        ('records = ["request"]', 'records = ["observation"]', "“observation” is written by peers"),
        ('name = "silence"', 'name = "request"', "would never end"),
        ('name = "silence"', 'name = "A Silence"', "one word in small letters"),
        ('title = "Own account"', 'title = ""', "“title” needs words"),
        ('title = "Own account"', 'titel = "Own account"', "a step has no “titel”"),
        ('title = "Own account"', "title = Own account", "not written as the file wants it"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(before: str, after: str, told: str) -> None:
    text = changed(before, after)
    found = [each for each in problems(text, kind="feedback") if told in each.why]
    assert [each.line for each in found] == [line_of(FEEDBACK, before)]
    with pytest.raises(Refused, match=f"Line {found[0].line}: "):
        read(text, kind="feedback")


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (lambda text: text.split("[[stages]]")[0], "there is no step"),
        (lambda text: changed('name = "Feedback"', "", text), "“name” is missing"),
        (lambda text: changed('title = "Own account"\n', "", text), "this step lacks “title”"),
        (lambda _text: "", "there is no step"),
    ],
)
def test_what_is_missing_is_named(alter: Callable[[str], str], told: str) -> None:
    assert any(told in str(each) for each in problems(alter(FEEDBACK), kind="feedback"))


def test_views_are_shown_only_after_both_were_written() -> None:
    text = changed('records = ["own-view"]', "records = []", shipped("assessment"))
    assert [each.line for each in problems(text, kind="assessment")] == [
        line_of(text, 'records = ["reveal"]'),
        line_of(text, 'records = ["last-word"]'),
    ]


@given(st.permutations(re.split(r"(?=\[\[stages\]\])", FEEDBACK)[1:]))
def test_the_steps_of_feedback_may_come_in_any_order(steps: list[str]) -> None:
    head = FEEDBACK.split("[[stages]]")[0]
    assert problems(head + "\n".join(steps), kind="feedback") == ()


@given(st.sampled_from(sorted(RECORDS)), st.sampled_from(sorted(WHO)))
def test_no_record_stands_where_nobody_could_write_it(record: str, who: str) -> None:
    text = changed('who = "practitioner"', f'who = "{who}"')
    text = changed('records = ["request"]', f'records = ["{record}"]', text)
    fits = RECORDS[record] == "everyone" or RECORDS[record] in WHO[who]
    assert bool(problems(text, kind="feedback")) is not (
        fits and record not in {*JUDGING, *GATHERING, *REVISING, *AUDITING, *DECIDING}
    )


@given(st.text(max_size=300))
def test_any_text_is_told_what_is_wrong_with_it(text: str) -> None:
    assert problems(text, kind="review")
