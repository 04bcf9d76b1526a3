"""Changing a criterion, and giving a voice to a proposal, on the page."""

from tests.practice.builders import page, root
from tests.screens import form, state
from workbench.practice import queries


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
