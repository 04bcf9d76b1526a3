"""A whole assessment session on three people's pages, driven as a browser drives them."""

import ipywidgets as w
import pytest

from tests.builders import Circle
from tests.screens import card, form, state
from workbench.practice import services as practice
from workbench.screen.follow import Follower
from workbench.sessions import services
from workbench.sessions.pages import meeting, self_assessment


class Room:
    """Three people, each with the meeting's page before them."""

    def __init__(self, circle: Circle) -> None:
        self.circle = circle
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            at = ana.now()
            self.cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=at)
            held = (("I end on time", ("rarely", "mostly", "always")), ("I leave silence be", ()))
            for wording, labels in held:
                practice.write_criterion(
                    db, by=ana.me, group=circle.group, wording=wording, lack="I hurry", labels=labels, at=at
                )
            self.session = services.open_session(db, by=ana.me, cycle=self.cycle, practitioner=ana.me, at=at)
        self.pages = {name: meeting(circle.desk(name), cycle=self.cycle) for name in ("Ana", "Ben", "Cai")}

    def page(self, name: str) -> Follower:
        self.pages[name].again()
        return self.pages[name]

    def root(self, name: str) -> w.Widget:
        return self.page(name).parts.root

    def state(self, name: str) -> str:
        return state(self.root(name))

    def press(self, name: str, action: str, **values: object) -> None:
        form(self.root(name), action).press(action, **values)  # type: ignore[arg-type]

    def go(self, name: str = "Ana") -> None:
        self.press(name, "forward")


@pytest.fixture
def room(circle: Circle) -> Room:
    return Room(circle)


def begin(room: Room) -> None:
    room.press("Ben", "choose", session=room.session)


def test_a_whole_session_runs_from_the_contract_to_the_end(room: Room, circle: Circle) -> None:
    begin(room)
    assert "Your turn" in room.state("Ana")
    assert "Ana's turn" in room.state("Cai").replace("&#x27;", "'")
    room.press("Ana", "agree", purpose="To learn about endings")
    assert "To learn about endings" in room.state("Cai")
    room.go()
    room.press("Ana", "roles", support=circle["Ben"])
    room.press("Cai", "roles", rattle=circle["Cai"], host=circle["Ana"])
    assert "Rattle-and-shake person" in room.state("Ben")
    room.go()
    card(room.root("Ana"), "I end on time").type_in(mark="mostly", words="ANA OWN WORDS")
    card(room.root("Ana"), "I leave silence be").type_in(words="ANA ON SILENCE")
    assert "ANA OWN WORDS" not in room.state("Ben")
    room.press("Ana", "send")
    assert "ANA OWN WORDS" not in room.state("Ben")
    room.go()
    card(room.root("Ben"), "I end on time").type_in(mark="always", words="BEN SEES IT")
    card(room.root("Cai"), "I leave silence be").type_in(no_basis=True)
    room.press("Ben", "send")
    room.press("Cai", "send")
    assert "BEN SEES IT" not in room.state("Ana") + room.state("Cai")
    room.go()
    assert "ANA OWN WORDS" in room.state("Cai")
    assert "BEN SEES IT" not in room.state("Ana") + room.state("Cai")
    room.go()
    card(room.root("Ben"), "What is under-said").press("note", words="You left out the letter you wrote")
    room.go()
    for name in ("Ana", "Cai"):
        assert "BEN SEES IT" in room.state(name)
    room.go()
    card(room.root("Ana"), "What I make of the differences").press("note", words="ANA PRIVATE NOTE")
    assert "ANA PRIVATE NOTE" not in room.state("Ben")
    room.go()
    card(room.root("Cai"), "Doubts, spoken in role").press("note", words="Suppose it is the opposite")
    assert "Suppose it is the opposite" in room.state("Ana")
    room.go()
    card(room.root("Cai"), "Affirmations").press("note", words="You stay")
    room.go()
    room.press("Ana", "close", stance="revise", words="I see it smaller now", shown_wrong_by="if two say so")
    assert "I see it smaller now" in room.state("Ben")
    again = card(room.root("Ana"), "Change my last word")
    assert again.folded
    assert again.values["words"] == "I see it smaller now"
    room.go()
    card(room.root("Ben"), "Differing views beside the last word").press("note", words="I differ, kindly")
    assert "I differ, kindly" in room.state("Ana")
    room.go()
    room.press("Ana", "end")
    assert "This session is over" in room.state("Cai")
    assert f"../../pages/trends.ipynb?group={circle.group}" in room.state("Ana")
    for name in ("Ana", "Ben", "Cai"):
        assert "../../pages/home.ipynb" in room.state(name)
    assert "trends.ipynb" not in room.state("Ben") + room.state("Cai")
    assert "BEN SEES IT" in room.state("Ana")
    assert "BEN SEES IT" not in room.state("Cai")
    assert "ANA OWN WORDS" not in room.state("Ben")


def test_a_page_opened_anew_has_every_word_that_was_typed(room: Room, circle: Circle) -> None:
    begin(room)
    room.press("Ana", "skip")
    room.press("Ana", "skip")
    card(room.root("Ana"), "I end on time").type_in(words="half a sen")
    again = meeting(circle.desk("Ana"), cycle=room.cycle)
    assert card(again.parts.root, "I end on time").values["words"] == "half a sen"


def test_two_pages_of_one_person_do_not_overwrite_each_other(room: Room, circle: Circle) -> None:
    one = self_assessment(circle.desk("Ana"), session=room.session)
    two = self_assessment(circle.desk("Ana"), session=room.session)
    card(one.parts.root, "I end on time").type_in(words="from the first page")
    late = card(two.parts.root, "I end on time")
    late.type_in(words="from the second page")
    assert "another page" in late.message
    third = self_assessment(circle.desk("Ana"), session=room.session)
    assert card(third.parts.root, "I end on time").values["words"] == "from the first page"


def test_an_empty_view_is_refused_on_the_form_and_the_draft_is_kept(room: Room, circle: Circle) -> None:
    page = self_assessment(circle.desk("Ana"), session=room.session)
    card(page.parts.root, "I end on time").type_in(words=" ")
    form(page.parts.root, "send").press("send")
    assert "stays open" in form(page.parts.root, "send").message
    assert card(page.parts.root, "I end on time").values["words"] == " "
    card(page.parts.root, "I end on time").type_in(words="now there is something")
    form(page.parts.root, "send").press("send")
    assert "You sent this in" in state(page.parts.root)


def test_what_someone_is_typing_stays_when_others_act(room: Room) -> None:
    begin(room)
    room.go()
    room.go()
    before = card(room.root("Ana"), "I end on time")
    before.type_in(words="in the middle of")
    room.press("Cai", "pause")
    assert card(room.root("Ana"), "I end on time") is before


def test_nobody_writes_in_anothers_self_assessment(room: Room, circle: Circle) -> None:
    page = self_assessment(circle.desk("Ben"), session=room.session)
    assert "Only its owner writes here" in state(page.parts.root)


def test_a_late_press_on_an_old_page_is_refused_in_words(room: Room) -> None:
    begin(room)
    late = form(room.root("Cai"), "skip")
    room.go()
    late.press("skip")
    assert "a moment ago" in late.message
