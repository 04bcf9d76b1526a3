"""The page of a practice, driven as a browser drives it."""

import pytest

from tests.screens import card, form, on_page, state
from widgets.form import Form
from workbench.people import services as people
from workbench.practice import queries
from workbench.practice.examples import professions
from workbench.practice.pages import PracticePage, practice


def page(practising, name="Ana"):
    made = PracticePage(practising.desk(name), practising.group)
    made.again()
    return made


def root(made):
    return made.follower.parts.root


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


class TestWritingACriterion:
    def test_keeps_ones_own_at_once(self, practising):
        made = page(practising)
        writing = form(root(made), "write")
        writing.type_in(way="own")
        writing.press("write", wording="I wait", lack="I fill it", labels="low\nhigh\n")
        assert writing.message == "It is kept. Only you can read it."
        (held,) = practising.read(queries.criteria, group=practising.group)
        assert (held.wording, held.lack, held.labels) == ("I wait", "I fill it", ("low", "high"))
        assert (writing.values["wording"], writing.saved) == ("", "")
        assert "I wait" in state(root(made))

    def test_proposes_what_is_for_the_group(self, practising):
        writing = form(root(page(practising)), "write")
        writing.press("write", wording="We wait", whom="shared", way="three")
        assert "proposed" in writing.message
        (proposal,) = practising.read(queries.proposals, "Ben", group=practising.group)
        assert proposal.labels == ("no", "partly", "yes")

    def test_says_what_is_missing_and_keeps_what_was_typed(self, practising):
        writing = form(root(page(practising)), "write")
        writing.press("write", lack="I fill it")
        assert "Say what competence looks like" in writing.message
        writing.press("write", wording="I wait", way="own")
        assert "labels are missing" in writing.message
        assert (writing.values["wording"], writing.values["lack"]) == ("I wait", "I fill it")

    def test_brings_labels_back_when_their_way_is_chosen_again(self, practising):
        writing = form(root(page(practising)), "write")
        writing.type_in(way="own")
        writing.type_in(labels="low\nhigh")
        writing.type_in(way="words")
        assert "labels" not in writing.values
        writing.type_in(way="own")
        assert writing.values["labels"] == "low\nhigh"
        again = form(root(page(practising)), "write")
        assert again.values["labels"] == "low\nhigh"

    def test_is_not_disturbed_when_others_write(self, practising):
        made = page(practising)
        writing = form(root(made), "write")
        writing.type_in(wording="half a sen")
        practising.criterion("Ben", "Ours", shared=True)
        practising.component("Ben", "Endings", shared=True)
        made.again()
        assert form(root(made), "write") is writing
        assert writing.values["wording"] == "half a sen"
        assert "Ours" in state(root(made))

    @pytest.mark.parametrize("sent", [{"way": "stars"}, {"whom": "everyone"}, {"component": "0" * 32}])
    def test_takes_nothing_that_was_not_offered(self, practising, sent):
        practising.component("Ana")
        form(root(page(practising)), "write").press("write", wording="I wait", **sent)
        (held,) = practising.read(queries.criteria, group=practising.group)
        assert (held.labels, held.owner, held.component) == ((), practising["Ana"], None)


class TestChangingACriterion:
    def opened(self, practising, entity, name="Ana"):
        made = page(practising, name)
        form(root(made), "open").press("open", entity=entity)
        return made

    def test_writes_a_new_version_beside_the_old(self, practising):
        entity = practising.entity(practising.criterion("Ana", "First"))
        made = self.opened(practising, entity)
        change = form(root(made), "revise")
        assert change.values["wording"] == "First"
        change.press("revise", wording="Second", reason="It was too easy")
        assert practising.held() == ["Second"]
        assert form(root(made), "open").message == "It is written down."
        shown = state(root(made))
        assert "First" in shown
        assert "It was too easy" in shown

    def test_wants_a_reason_and_keeps_the_draft(self, practising):
        entity = practising.entity(practising.criterion("Ana", "First"))
        made = self.opened(practising, entity)
        change = form(root(made), "revise")
        change.type_in(wording="Second")
        change.press("revise")
        assert "why" in change.message
        change.press("later")
        assert form(root(self.opened(practising, entity)), "revise").values["wording"] == "Second"

    def test_tells_when_somebody_was_quicker_and_lets_one_send_again(self, practising):
        entity = practising.entity(practising.shared("Ana", "First"))
        change = form(root(self.opened(practising, entity)), "revise")
        practising.revise("Ben", entity, seen=2, wording="Ben's")
        change.press("revise", wording="Ana's", reason="Nearer to it")
        assert "revision 3" in change.message
        assert change.values["wording"] == "Ana's"
        change.press("revise")
        proposed = practising.read(queries.proposals, group=practising.group)
        assert [p.wording for p in proposed] == ["Ben's", "Ana's"]

    def test_puts_ones_own_down_and_offers_it_again(self, practising):
        entity = practising.entity(practising.criterion("Ana", "First"))
        form(root(self.opened(practising, entity)), "drop").press("drop", reason="Empty by now")
        assert practising.held() == []
        made = self.opened(practising, entity)
        assert "put down" in state(form(root(made), "open"))
        form(root(made), "revise").press("revise", reason="It came back")
        assert practising.held() == ["First"]

    def test_proposes_ones_own_to_the_group(self, practising):
        own = practising.criterion("Ana", "Mine")
        made = self.opened(practising, practising.entity(own))
        form(root(made), "share").press("share")
        (proposal,) = practising.read(queries.proposals, "Ben", group=practising.group)
        assert (proposal.wording, proposal.parent) == ("Mine", own)

    def test_opens_nothing_that_is_another_persons(self, practising):
        entity = practising.entity(practising.criterion("Ben", "Ben's own"))
        practising.criterion("Ana", "Mine")
        made = self.opened(practising, entity)
        assert "Ben's own" not in state(root(made))
        assert form(root(made), "open").message == "Choose one of the criteria first."


class TestAProposal:
    def test_of_another_appears_and_can_be_voiced_and_adopted(self, practising):
        made = page(practising, "Ben")
        version = practising.criterion("Ana", "Ours", shared=True)
        made.again()
        assert "Not heard yet: Ben, Cai" in state(root(made))
        voice = form(root(made), "say")
        voice.press("say", stand="differing", words="Not on Fridays")
        assert "stands beside" in voice.message
        assert "Not heard yet: Cai" in state(root(made))
        confirm = next(a["confirm"] for a in voice.actions if a["name"] == "adopt")
        assert confirm.startswith("Not heard yet: Cai. Their silence does not block.")
        voice.press("adopt")
        assert practising.held("Cai") == ["Ours"]
        shown = state(root(page(practising, "Cai")))
        assert "Not on Fridays" in shown
        assert "Not heard by then: Cai" in shown
        assert practising.said(version).answer is not None

    def test_asks_for_words_where_somebody_differs(self, practising):
        practising.criterion("Ana", shared=True)
        voice = form(root(page(practising, "Ben")), "say")
        voice.press("say", stand="differing", words=" ")
        assert "own words" in voice.message
        voice.press("say", stand="", words="Hm")
        assert "Choose whether" in voice.message

    def test_adopted_by_somebody_else_meanwhile_says_so(self, practising):
        version = practising.criterion("Ana", shared=True)
        voice = form(root(page(practising, "Ben")), "say")
        practising.adopt("Cai", version)
        voice.press("adopt")
        assert "not open any more" in voice.message

    def test_keeps_what_is_being_typed_while_others_speak(self, practising):
        version = practising.criterion("Ana", shared=True)
        made = page(practising, "Ben")
        form(root(made), "say").type_in(words="half a sen")
        practising.voice("Cai", version, "with", "Yes")
        made.again()
        assert form(root(made), "say").values["words"] == "half a sen"
        assert form(root(page(practising, "Ben")), "say").values["words"] == "half a sen"


class TestPartsOfTheJob:
    def test_are_added_renamed_and_adopted(self, practising):
        made = page(practising)
        form(root(made), "add_part").press("add_part", name="Endings", whom="shared")
        job = form(root(made), "adopt_part")
        (each,) = practising.read(queries.parts, group=practising.group)
        job.press("adopt_part", version=each[-1].id, reason="Said round the table")
        assert [p.name for p in practising.read(queries.components, group=practising.group)] == ["Endings"]
        (each,) = practising.read(queries.parts, group=practising.group)
        job.press("rename", version=each[-1].id, name="Partings", reason="Nearer")
        assert "Partings" in state(root(made))

    def test_are_chosen_first(self, practising):
        practising.component("Ana")
        job = form(root(page(practising)), "rename")
        job.press("rename", name="Other", reason="Because")
        assert job.message == "Choose one of the parts first."


class TestExamples:
    def test_are_in_no_widget_before_an_own_try(self, practising):
        made = page(practising)
        shown = state(root(made))
        assert "Examples open after your own first try" in shown
        for profession in professions():
            assert profession.examples[0].wording not in shown
        assert not any(
            action["name"] == "examples"
            for w in on_page(root(made))
            if isinstance(w, Form)
            for action in w.actions
        )

    def test_open_after_it_and_are_marked_as_an_offer(self, practising):
        made = page(practising)
        form(root(made), "write").press("write", wording="My own try")
        offer = form(root(made), "examples")
        assert all(each.wording not in state(root(made)) for p in professions() for each in p.examples)
        offer.press("examples", which="teaching")
        assert "one offer, change it" in state(root(made))

    def test_are_taken_as_a_draft_and_write_nothing(self, practising):
        practising.whole()
        made = page(practising)
        offer = form(root(made), "examples")
        offer.press("examples", which="counselling")
        example = next(p for p in professions() if p.key == "counselling").examples[2]
        offer.press("take", example=example.key)
        writing = form(root(made), "write")
        assert writing.values["wording"] == example.wording
        assert writing.values["labels"].splitlines() == list(example.labels)
        assert writing.saved == "Saved 18:30"
        assert practising.held() == []
        offer.press("take", example=example.key)
        assert "left as they are" in offer.message

    def test_are_complete_and_follow_their_own_rules(self):
        from workbench.practice import rules

        assert {p.key for p in professions()} == {"counselling", "coaching", "teaching", "group-work"}
        for profession in professions():
            assert profession.whole
            for each in profession.examples:
                assert each.lack
                assert (
                    rules.may_be_criterion(wording=each.wording, lack=each.lack, labels=each.labels) is True
                )


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
        entity = practising.entity(practising.criterion("Ana", "First"))
        practising.cycle()
        practising.revise("Ana", entity, seen=1, wording="Second", reason="It was too easy")
        history = next(
            w for w in on_page(root(page(practising))) if "How it came about" in str(w.get_state())
        )
        for words in ("First", "Second", "It was too easy", "Ana", "<details"):
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
