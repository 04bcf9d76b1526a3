"""Writing criteria and parts of the job on the page."""

import pytest

from tests.practice.builders import page, root
from tests.screens import card, form, state
from workbench.practice import queries, services

PERSONAL = (
    "Only you can read this, until you choose it for a session or write to it in one; then those in "
    "that session can."
)


class TestWritingACriterion:
    def test_keeps_ones_own_at_once(self, practising):
        made = page(practising)
        writing = form(root(made), "write")
        writing.type_in(way="own")
        writing.press("write", wording="I wait", lack="I fill it", labels="low\nhigh\n")
        assert writing.message == f"It is kept. {PERSONAL}"
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

    def test_says_who_will_read_it_before_it_is_sent(self, practising):
        writing = form(root(page(practising)), "write")

        def readers():
            return next(field["seen_by"] for field in writing.fields if field["name"] == "whom")

        assert readers() == PERSONAL
        writing.type_in(whom="shared")
        assert readers() == "Everyone who is in this group can read this, with your name."

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


class TestPartsOfTheJob:
    def test_are_added_renamed_and_adopted(self, practising):
        made = page(practising)
        form(root(made), "add_part").press("add_part", name="Endings", whom="shared")
        job = card(root(made), "Change a part of the job")
        assert job.actions == []
        (each,) = practising.read(queries.parts, group=practising.group)
        job.type_in(part=each[-1].entity)
        job.press("adopt_part", reason="Said round the table")
        assert [p.name for p in practising.read(queries.components, group=practising.group)] == ["Endings"]
        assert job.message == "It is written down."
        (each,) = practising.read(queries.parts, group=practising.group)
        job.type_in(part=each[-1].entity)
        assert [action["name"] for action in job.actions] == ["rename", "drop_part"]
        job.press("rename", name="Partings", reason="Nearer")
        assert "Partings" in state(root(made))

    def test_renamed_by_somebody_else_meanwhile_says_so(self, practising):
        entity = practising.component("Ana", shared=True)
        made = page(practising)
        job = card(root(made), "Change a part of the job")
        (each,) = practising.read(queries.parts, group=practising.group)
        job.type_in(part=each[-1].entity)
        with practising.writing("Ben") as db:
            services.revise_component(
                db,
                by=practising["Ben"],
                entity=entity,
                seen=1,
                name="Ben's",
                reason="Nearer",
                at=practising.now,
            )
        job.press("rename", name="Ana's", reason="Nearer")
        assert "revision 2" in job.message
        assert job.values["name"] == "Ana's"
        job.press("rename")
        assert job.message == "It is written down."

    def test_says_beside_ones_own_who_will_read_them(self, practising):
        assert PERSONAL in state(root(page(practising)))
