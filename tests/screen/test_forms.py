"""What one types is kept once, under one's own name, whichever of one's pages it is typed on."""

import pytest

from tests.builders import Circle
from tests.people.holding import begun_anew
from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.drafts import draft
from workbench.screen.forms import Drafted, attempt

PLACE = "note:doubt:1"


class Page:
    """One page of one person with a field whose draft is kept."""

    def __init__(self, circle: Circle, name: str = "Ana", *, desk: Desk | None = None) -> None:
        self.sent: list[str] = []
        self.desk = desk or circle.desk(name)
        self.drafted = Drafted(self.desk, place=PLACE, zone="Europe/London")
        self.form: Form = self.drafted.bind(
            Form(
                fields=[Field("words", "Words", "text")],
                values=self.drafted.values,
                actions=[Action("send", "Send")],
                on_change=self.drafted.keep,
                on_action=self.send,
            )
        )

    def send(self, _name: str, values: dict) -> None:
        def act(db) -> None:
            self.drafted.drop(db)

        if attempt(self.desk, self.form, act, "Sent in."):
            self.sent.append(values["words"])
            self.drafted.begin_anew()
            self.form.fill(words="")

    def kept(self) -> str:
        with self.desk.reading() as db:
            return str(draft(db, author=self.desk.me, place=PLACE).values.get("words", ""))


def test_an_older_page_does_not_send_in_its_own_words_over_newer_ones(circle: Circle) -> None:
    phone = Page(circle)
    laptop = Page(circle)
    laptop.form.type_in(words="a whole paragraph")
    phone.form.press("send")
    assert "another page" in phone.form.message
    assert phone.sent == []
    assert laptop.kept() == "a whole paragraph"


def test_the_same_words_are_not_sent_in_from_two_pages(circle: Circle) -> None:
    one = Page(circle)
    one.form.type_in(words="really?")
    two = Page(circle)
    assert two.form.values["words"] == "really?"
    one.form.press("send")
    two.form.press("send")
    assert two.sent == []
    assert "sent it in there" in two.form.message


def test_typing_on_after_another_page_sent_in_begins_anew(circle: Circle) -> None:
    one = Page(circle)
    one.form.type_in(words="really?")
    two = Page(circle)
    one.form.press("send")
    two.form.type_in(words="really? and one more")
    assert two.form.message == ""
    assert two.kept() == "really? and one more"
    two.form.press("send")
    assert two.sent == ["really? and one more"]


def test_a_refused_page_goes_on_once_it_was_opened_anew(circle: Circle) -> None:
    phone, laptop = Page(circle), Page(circle)
    laptop.form.type_in(words="kept")
    phone.form.type_in(words="too")
    assert "another page" in phone.form.message
    assert phone.form.saved == ""
    Page(circle).form.type_in(words="kept, and more")
    assert laptop.kept() == "kept, and more"


def test_two_people_at_one_screen_do_not_find_each_others_words_in_the_browser(circle: Circle) -> None:
    assert Page(circle, "Ana").form.key != Page(circle, "Ben").form.key


@pytest.mark.parametrize("name", ["Ben", "Cai"])
def test_a_draft_is_its_authors_alone(circle: Circle, name: str) -> None:
    Page(circle, "Ana").form.type_in(words="mine")
    assert Page(circle, name).form.values["words"] == ""


def test_what_nobody_foresaw_is_told_on_the_page_and_logged_without_a_word_of_it(
    circle: Circle, caplog: pytest.LogCaptureFixture
) -> None:
    page = Page(circle)
    page.form.type_in(words="half a sentence")

    def stumble(_db: object) -> None:
        raise ValueError("half a sentence")

    assert not attempt(page.desk, page.form, stumble)
    assert "nothing of it was kept half" in page.form.message
    assert "half a sentence" in page.kept()
    assert "ValueError" in caplog.text
    assert "half a sentence" not in caplog.text


def test_what_does_not_open_with_ones_key_of_now_is_kept_beside_what_is_typed_and_stands_there_later(
    circle: Circle,
) -> None:
    Page(circle).form.type_in(words="the words before")
    anew, _cookie = begun_anew(circle, "Ana")
    page = Page(circle, desk=anew)
    assert "What you type here now is kept beside it." in page.form.message
    page.form.type_in(words="n")
    page.form.type_in(words="new words")
    assert page.kept() == "new words"
    page.form.press("send")
    assert page.sent == ["new words"]
    assert Page(circle).form.values["words"] == "the words before"
