"""The page of a practice, for each who may look at it, driven as a browser drives it."""

import pytest

from tests.practice.builders import page, root
from tests.screens import card, form, on_page, state
from widgets.form import Form
from workbench.people import services as people
from workbench.practice import queries
from workbench.practice.pages import practice


class TestTheWhole:
    def test_is_saved_as_it_is_typed_and_says_when(self, practising):
        whole = form(practice(practising.desk("Ana")), "keep_whole")
        whole.type_in(words="half a sen")
        assert whole.saved == "Saved 18:30"
        again = form(practice(practising.desk("Ana")), "keep_whole")
        assert (again.values["words"], again.saved) == ("half a sen", "Saved 18:30")
        assert form(practice(practising.desk("Ben")), "keep_whole").values["words"] == ""
        assert practising.read(queries.wholes, group=practising.group) == []

    def test_is_kept_and_can_be_written_on(self, practising):
        made = page(practising)
        whole = form(root(made), "keep_whole")
        for words in ("First", "Second"):
            whole.press("keep_whole", words=words)
            assert "are kept" in whole.message
        assert [w.words for w in practising.read(queries.wholes, group=practising.group)] == [
            "First",
            "Second",
        ]
        assert "First" in state(root(made))
        assert "First" not in state(root(page(practising, "Ben")))

    def test_in_two_tabs_overwrites_nothing(self, practising):
        one = form(root(page(practising)), "keep_whole")
        two = form(root(page(practising)), "keep_whole")
        one.type_in(words="from the first")
        two.type_in(words="from the second")
        assert "another page" in two.message
        assert two.values["words"] == "from the second"

    def test_follows_another_tab_unless_something_is_typed_here(self, practising):
        quiet, busy = page(practising), page(practising)
        form(root(busy), "keep_whole").type_in(words="half a sen")
        practising.whole(words="Kept elsewhere")
        quiet.again()
        busy.again()
        assert form(root(quiet), "keep_whole").values["words"] == "Kept elsewhere"
        assert form(root(busy), "keep_whole").values["words"] == "half a sen"
        form(root(busy), "keep_whole").press("keep_whole")
        assert "revision 1" in form(root(busy), "keep_whole").message
        assert form(root(busy), "keep_whole").values["words"] == "half a sen"


class TestThePage:
    def test_holds_nothing_of_what_is_another_persons_own(self, practising):
        practising.criterion("Ben", "Ben's own")
        practising.component("Ben", "Ben's part")
        practising.whole("Ben", "Ben's whole")
        shown = state(root(page(practising)))
        assert not any(words in shown for words in ("Ben's own", "Ben's part", "Ben's whole"))

    def test_lets_an_observer_read_and_not_write(self, practising):
        practising.criterion("Ana", "Ours", shared=True)
        practising.standing("Cai", "observer")
        made = page(practising, "Cai")
        assert "Ours" in state(root(made))
        assert not any(isinstance(w, Form) for w in on_page(root(made)))

    def test_is_not_shown_to_a_stranger(self, practising, monkeypatch):
        with practising.writing() as db:
            practising.people["Zed"] = people.add_person(db, name="Zed", at=practising.now)
        assert "in no group yet" in state(practice(practising.desk("Zed")))
        monkeypatch.setenv("QUERY_STRING", f"group={practising.group}")
        practising.criterion("Ana", "Ours", shared=True)
        shown = state(practice(practising.desk("Zed")))
        assert "You are not in this group" in shown
        assert "Ours" not in shown

    def test_is_about_the_group_asked_for_and_links_to_the_others(self, practising, monkeypatch):
        with practising.writing() as db:
            other = people.found_group(
                db, by=practising["Ana"], name="Friday group", zone="UTC", at=practising.now
            )
        monkeypatch.setenv("QUERY_STRING", f"group={other}")
        shown = state(practice(practising.desk("Ana")))
        assert "Friday group" in shown
        assert f"practice.ipynb?group={practising.group}" in shown

    def test_names_the_open_cycle(self, practising):
        assert "No cycle is open" in state(root(page(practising)))
        practising.cycle()
        assert "Cycle 1 is open since 2 Mar 2026" in state(root(page(practising)))

    def test_tells_author_reason_and_cycle_in_the_history(self, practising):
        entity = practising.entity(practising.criterion("Ana", "First", lack="Its old lack"))
        practising.cycle()
        practising.revise("Ana", entity, seen=1, wording="Second", reason="It was too easy")
        history = next(
            w for w in on_page(root(page(practising))) if "How it came about" in str(w.get_state())
        )
        for words in ("First", "Its old lack", "Second", "It was too easy", "Ana", "<details"):
            assert words in history.value

    @pytest.mark.parametrize(
        "words", ["<script>alert(1)</script>", "مرحبا", "'; DROP TABLE criteria; --", "👩‍👩‍👧‍👦"]
    )
    def test_shows_words_of_any_kind_unchanged_and_harmless(self, practising, words):
        practising.shared("Ana", words)
        made = page(practising, "Ben")
        html = "".join(str(getattr(w, "value", "")) for w in on_page(root(made)))
        assert "<script>" not in html
        assert practising.held("Ben") == [words]

    def test_leaves_no_closed_parts_behind(self, practising):
        made = page(practising)
        for number in range(5):
            practising.criterion("Ben", f"Ours {number}", shared=True)
            made.again()
        names = [w.model_id for w in on_page(root(made))]
        assert None not in names
        assert len(names) == len(set(names))
        assert card(root(made), "Write a criterion").values["wording"] == ""
