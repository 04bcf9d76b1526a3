"""A protocol that is altered step by step stays one that can be followed, and loses no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.sessions import altered
from workbench.sessions.checking import problems
from workbench.sessions.protocols import KINDS, MEETING, read, shipped


@pytest.mark.parametrize("kind", [*KINDS, MEETING])
def test_what_is_written_out_reads_as_it_was(kind: str) -> None:
    text = shipped(kind)
    again = altered.written(*altered.head(text), altered.steps(text) or [])
    assert problems(again, kind=kind) == ()
    assert read(again, kind=kind) == read(text, kind=kind)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_come_back_as_they_were_given(title: str, prompt: str) -> None:
    title, prompt = (text.encode("utf-8", "ignore").decode() for text in (title, prompt))
    text = altered.with_step(
        shipped("feedback"), 0,
        {"title": title, "prompt": prompt, "guard": "g", "who": "peers", "mechanic": "choose", "minutes": "3",
         "records": []},
    )  # fmt: skip
    step = (altered.steps(text) or [])[0]
    assert (step["title"], step["prompt"]) == (title.strip(), prompt.strip())


orders = st.lists(st.tuples(st.sampled_from(["up", "down", "out", "add"]), st.integers(0, 20)), max_size=15)


@given(orders)
def test_however_steps_are_moved_taken_out_and_added_it_can_be_followed(told: list[tuple[str, int]]) -> None:
    text = shipped("feedback")
    for doing, place in told:
        here = place % len(altered.steps(text) or [])
        if doing == "out":
            text = altered.without(text, here)
        elif doing == "add":
            text = altered.added(text, here)
        else:
            text = altered.moved(text, here, -1 if doing == "up" else 1)
    assert problems(text, kind="feedback") == ()
    found = read(text, kind="feedback")
    assert [found.index(stage.name) for stage in found.stages] == list(range(len(found.stages)))
