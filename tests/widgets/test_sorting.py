from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from widgets.sorting import Sorting

LISTS = [("take", "I take"), ("leave", "I leave"), ("puzzle", "I puzzle over")]


class Kept:
    """A list to sort into, and all that it called back."""

    def __init__(self) -> None:
        self.called: list[tuple[str, ...]] = []
        self.sorting = Sorting(
            heading="What I heard", lists=LISTS, items=[("n1", "take", "The door")],
            on_put=lambda key, text: self.called.append(("put", key, text)),
            on_draft=lambda text: self.called.append(("draft", text)),
            on_back=lambda item: self.called.append(("back", item)),
        )  # fmt: skip


def test_an_item_is_put_under_a_heading_and_taken_back() -> None:
    kept = Kept()
    kept.sorting.press("draft", text="The te")
    kept.sorting.press("put", list="leave", text="The tea")
    kept.sorting.press("back", id="n1")
    assert kept.called == [("draft", "The te"), ("put", "leave", "The tea"), ("back", "n1")]


def test_the_field_is_emptied_and_filled_only_from_here() -> None:
    sorting = Kept().sorting
    turn = sorting.turn
    sorting.press("draft", text="half a")
    assert (sorting.draft, sorting.turn) == ("half a", turn)
    sorting.empty()
    assert (sorting.draft, sorting.turn) == ("", turn + 1)
    sorting.fill("x" * 30_000)
    assert (len(sorting.draft), sorting.turn) == (20_000, turn + 2)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from(["action", "list", "text", "id", "items"]), junk) | junk)
def test_whatever_a_browser_says_only_headings_and_items_that_there_are_are_taken(said: Any) -> None:
    kept = Kept()
    kept.sorting._heard(kept.sorting, said, [])
    for call in kept.called:
        assert call[0] == "draft" or call[1] in {"take", "leave", "puzzle", "n1"}


@given(state=st.dictionaries(st.sampled_from(Sorting.class_trait_names()), junk))
def test_no_state_is_taken_from_a_browser(state: dict[str, Any]) -> None:
    kept = Kept()
    kept.sorting.set_state(state)
    assert kept.sorting.items == [["n1", "take", "The door"]]
    assert kept.called == []


def test_text_that_cannot_be_stored_is_cut_to_what_can() -> None:
    kept = Kept()
    kept.sorting.press("put", list="take", text="a\0b\ud800" + "x" * 30_000)
    ((_put, _list, text),) = kept.called
    assert text.startswith("abx")
    assert len(text) == 20_000


def test_it_costs_a_page_little() -> None:
    assert len(str(Sorting(heading="", lists=LISTS)._esm)) < 6_000
