"""Parts come, go and change places; what stays is left alone, and what goes leaves nothing behind."""

import ipywidgets as w
import pytest

from tests.screens import state
from widgets import prose
from widgets.form import Form
from workbench.screen.parts import Part, Parts, words


def form(name: str, key: str = "") -> Part:
    return Part(name, key, lambda: Form(heading=f"form {name}"))


def laid_out(*parts: Part) -> Parts:
    page = Parts()
    page.lay_out(parts)
    return page


def shown(page: Parts) -> list[str]:
    """The words and headings that stand on a page, in their order."""
    found = []
    for box in page.root.children:
        for child in box.children:
            found.append(
                child.heading if isinstance(child, Form) else child.value.split(">")[1].split("<")[0]
            )
    return found


def test_a_part_that_comes_takes_the_place_of_one_that_went() -> None:
    page = laid_out(words("title", "Title"), form("one"), form("moves"))
    places, moves = page.root.children, page["moves"]
    page.lay_out([words("title", "Title"), form("two"), form("moves")])
    assert page.root.children == places
    assert page["moves"] is moves
    assert shown(page) == ["Title", "form two", "form moves"]
    assert "one" not in page


def test_a_place_that_is_empty_waits_for_the_next_part() -> None:
    page = laid_out(words("title", "Title"), form("one"), form("two"), form("moves"))
    places = page.root.children
    page.lay_out([words("title", "Title"), form("moves")])
    assert shown(page) == ["Title", "form moves"]
    page.lay_out([words("title", "Title"), form("three"), words("four", "Four"), form("moves")])
    assert page.root.children == places
    assert shown(page) == ["Title", "form three", "Four", "form moves"]


def test_words_that_follow_other_words_are_the_same_widget_with_other_words() -> None:
    page = laid_out(words("one", "First"))
    before = page["one"]
    page.lay_out([words("two", "Second")])
    assert page["two"] is before
    assert shown(page) == ["Second"]
    assert "First" not in state(page.root)


def test_more_parts_than_places_stand_in_their_order() -> None:
    page = laid_out(form("one"), form("moves"))
    one, moves = page["one"], page["moves"]
    page.lay_out([form("one"), form("a"), form("b"), form("moves"), form("c")])
    assert shown(page) == ["form one", "form a", "form b", "form moves", "form c"]
    assert (page["one"], page["moves"]) == (one, moves)


def test_parts_that_change_places_keep_their_widgets() -> None:
    page = laid_out(form("one"), form("two"), form("three"))
    widgets = {name: page[name] for name in ("one", "two", "three")}
    page.lay_out([form("three"), form("new"), form("one")])
    assert shown(page) == ["form three", "form new", "form one"]
    assert (page["three"], page["one"]) == (widgets["three"], widgets["one"])
    assert widgets["two"].comm is None


def test_a_part_is_set_out_anew_when_its_key_is_another() -> None:
    page = laid_out(form("one", "a"))
    before = page["one"]
    page.lay_out([form("one", "a")])
    assert page["one"] is before
    page.lay_out([form("one", "b")])
    assert page["one"] is not before
    assert before.comm is None


def test_what_is_not_on_the_page_is_not_found() -> None:
    page = laid_out(form("one"))
    page.lay_out([])
    assert "one" not in page
    with pytest.raises(KeyError):
        page["one"]


def test_what_all_widgets_share_outlives_any_of_them() -> None:
    page = laid_out(words("one", "First"), form("two"))
    one, two = page["one"], page["two"]
    assert isinstance(one, w.HTML)
    assert isinstance(two, Form)
    assert one.layout is two.layout
    page.close()
    assert two.comm is None
    assert one.layout.comm is not None
    assert prose.show("again").layout is one.layout
