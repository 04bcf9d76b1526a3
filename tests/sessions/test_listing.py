"""The list that the practitioner sorts what they heard into, on pages beside each other."""

import pytest

from tests.builders import Circle
from tests.screens import on_page, state
from tests.sessions.builders import Meeting
from widgets.sorting import Sorting
from workbench.screen.follow import Follower
from workbench.sessions import moves, services
from workbench.sessions.pages import meeting as page_of


class Sorted:
    """Feedback to Ana, at the step in which she sorts; a page for her and one for Ben."""

    def __init__(self, circle: Circle) -> None:
        self.meeting = Meeting(circle)
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            self.meeting.session = services.open_session(
                db, by=ana.me, cycle=self.meeting.cycle, practitioner=ana.me, kind="feedback", at=ana.now()
            )
            moves.attend_to(db, by=ana.me, session=self.meeting.session, seen=0, at=ana.now())
        self.circle = circle
        self.meeting.go("round")
        self.ana, self.ben = self.page("Ana"), self.page("Ben")
        self.to("list")

    def page(self, name: str) -> Follower:
        return page_of(self.circle.desk(name), cycle=self.meeting.cycle)

    def to(self, step: str) -> None:
        self.meeting.go(step)
        self.ana.again()
        self.ben.again()


def sorting(page: Follower) -> Sorting:
    """Return the list on a page."""
    (found,) = [widget for widget in on_page(page.parts.root) if isinstance(widget, Sorting)]
    return found


@pytest.fixture
def told(circle: Circle) -> Sorted:
    return Sorted(circle)


def test_what_is_put_under_a_heading_is_read_by_all_and_the_field_is_empty(told: Sorted) -> None:
    mine = sorting(told.ana)
    mine.press("draft", text="The te")
    mine.press("put", list="leave", text="The tea")
    assert sorting(told.ana) is mine  # whoever types is left alone
    assert [item[1:] for item in mine.items] == [["leave", "The tea"]]
    assert mine.draft == ""
    told.ben.again()
    assert "The tea" in state(told.ben.parts.root)
    assert not [widget for widget in on_page(told.ben.parts.root) if isinstance(widget, Sorting)]


def test_what_is_taken_back_is_in_the_field_again_and_with_nobody_else(told: Sorted) -> None:
    mine = sorting(told.ana)
    mine.press("put", list="take", text="Say when")
    mine.press("draft", text="half a")
    mine.press("back", id=mine.items[0][0])
    assert (mine.items, mine.draft) == ([], "half a\nSay when")
    told.ben.again()
    assert "Say when" not in state(told.ben.parts.root)
    assert sorting(told.page("Ana")).draft == "half a\nSay when"


def test_nothing_is_put_where_the_field_is_empty(told: Sorted) -> None:
    mine = sorting(told.ana)
    mine.press("put", list="take", text="   ")
    assert mine.items == []
    assert mine.message


def test_the_list_gives_way_to_words_and_comes_back_with_its_draft(told: Sorted) -> None:
    sorting(told.ana).press("draft", text="half a sentence")
    told.to("round")
    assert "half a sentence" not in state(told.ana.parts.root)
    told.to("list")
    assert sorting(told.ana).draft == "half a sentence"
    told.to("process")
    told.to("list")
    sorting(told.ana).press("put", list="puzzle", text="Whose clock it is")
    assert [item[1] for item in sorting(told.ana).items] == ["puzzle"]
