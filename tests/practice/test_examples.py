"""Examples stay hidden until an own try, and write nothing by themselves."""

from tests.practice.builders import page, root
from tests.screens import form, on_page, state
from widgets.form import Form
from workbench.practice import rules
from workbench.practice.examples import professions


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
        assert {p.key for p in professions()} == {"counselling", "coaching", "teaching", "group-work"}
        for profession in professions():
            assert profession.whole
            for each in profession.examples:
                assert each.lack
                assert (
                    rules.may_be_criterion(wording=each.wording, lack=each.lack, labels=each.labels) is True
                )
