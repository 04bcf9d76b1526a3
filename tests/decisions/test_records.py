"""What a decision leaves behind: closed for good, and no word on any page that counts voices."""

import pytest

from tests.builders import Circle
from tests.decisions.deciding import ALL, STEPS, Decision
from tests.screens import form, state
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.decisions import services
from workbench.decisions.pages import group_decisions


@pytest.fixture
def open_now(store: Store) -> Decision:
    decision = Decision(Circle(store, ALL))
    decision.set_out()
    return decision


def test_after_it_is_written_down_nothing_is_added(open_now: Decision) -> None:
    open_now.decide(ALL)
    for late in (
        lambda: open_now.add("Ben", "difference", "After all"),
        lambda: open_now.heard("Ben"),
        lambda: open_now.outcome("none"),
        lambda: open_now.answer("Ben", "not-bound"),
    ):
        with pytest.raises(Refused, match="ended"):
            late()


def test_no_word_on_any_page_counts_voices(open_now: Decision) -> None:
    option = open_now.add("Ana", "option", "Each month")
    for name in ALL:
        open_now.stand(name)
        open_now.dots(name, {option: "gladly"})
    open_now.go("dots")
    open_now.show()
    for step in STEPS[8:]:
        open_now.go(step)
        page = open_now.page("Ben").lower()
        for word in ("consensus reached", "majority", "100 %", "100%", "4 of 4", "4/4", "unanim"):
            assert word not in page, (step, word)


def test_the_open_dots_of_a_round_are_read_by_nobody(open_now: Decision) -> None:
    option = open_now.add("Ana", "option", "Each month")
    open_now.dots("Ana", {option: "not"})
    assert [open_now.seen(name).shown for name in ALL] == [()] * 4
    open_now.show()
    assert open_now.seen("Dee").shown[0].named == {option: {"not": (open_now.circle["Ana"],)}}


def test_who_was_not_there_may_add_their_word_and_who_was_may_not(open_now: Decision) -> None:
    open_now.decide(ALL[:3])
    page = group_decisions(open_now.circle.desk("Dee"))
    form(page.parts.root, "add").press("add", words="I would have asked who pays.")
    assert "I would have asked who pays." in state(group_decisions(open_now.circle.desk("Ana")).parts.root)
    ana = open_now.circle.desk("Ana")
    with ana.transaction() as db, pytest.raises(Refused, match="You were there"):
        services.say_later(db, by=ana.me, session=open_now.id, words="x", at=ana.now())
