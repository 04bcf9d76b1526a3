from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.round import Round

SPEAKERS = [("a", "Ana", "spoken"), ("b", "Ben", ""), ("c", "Cai", "")]


class Told:
    """A round on Ben's page, and all that it called back."""

    def __init__(self) -> None:
        self.called: list[tuple[str, str]] = []
        self.round = Round(
            speakers=SPEAKERS,
            me="b",
            may=["b"],
            on_mark=lambda person, mark: self.called.append((person, mark)),
        )


def test_it_is_the_word_of_the_first_who_has_neither_spoken_nor_passed() -> None:
    told = Told().round
    assert told.now == "b"
    told.speakers = [["a", "Ana", "passed"], ["b", "Ben", "spoken"], ["c", "Cai", "passed"]]
    assert told.now is None


@pytest.mark.parametrize("mark", ["spoken", "passed", ""])
def test_somebody_says_of_themselves_that_they_have_spoken(mark: str) -> None:
    told = Told()
    told.round.press("b", mark)
    assert told.called == [("b", mark)]


def test_nobody_says_it_of_others_whom_they_may_not_mark() -> None:
    told = Told()
    told.round.press("c", "spoken")
    told.round.press("nobody", "spoken")
    told.round.press("b", "shouted")
    assert told.called == []


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
)
SAID = {
    "action": st.just("mark"),
    "person": junk | st.sampled_from(["a", "b"]),
    "mark": junk | st.just("spoken"),
}


@given(st.fixed_dictionaries({}, optional=SAID) | junk)
def test_whatever_a_browser_says_only_known_marks_of_allowed_people_are_taken(said: Any) -> None:
    told = Told()
    told.round._heard(told.round, said, [])
    assert all(person == "b" and mark in {"spoken", "passed", ""} for person, mark in told.called)


@given(state=st.dictionaries(st.sampled_from(Round.class_trait_names()), junk))
def test_no_state_is_taken_from_a_browser(state: dict[str, Any]) -> None:
    told = Told()
    before = (told.round.speakers, told.round.may, told.round.me)
    told.round.set_state(state)
    assert (told.round.speakers, told.round.may, told.round.me) == before
