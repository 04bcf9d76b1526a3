"""Criteria grow: tried for a cycle, one into two, two into one; and what is tried ends by itself."""

import pytest

from tests.practice.builders import page
from tests.screens import form, state
from workbench.core.rights import Refused
from workbench.practice import growing, queries, services
from workbench.practice.rules import HELD, TRIED


def try_out(practising, name, version):
    with practising.writing(name) as db:
        return growing.try_out(db, by=practising[name], version=version, at=practising.now)


def close(practising, cycle):
    with practising.writing() as db:
        services.close_cycle(db, by=practising["Ana"], cycle=cycle, at=practising.now)


class TestTrying:
    def test_lets_everyone_judge_by_it_beside_what_holds_until_the_cycle_ends(self, practising):
        held = practising.shared(wording="We end on time")
        proposal = practising.revise(
            "Cai", practising.entity(held), seen=2, wording="Nobody waits for the end"
        )
        cycle = practising.cycle()
        assert practising.held("Ben") == ["We end on time"]
        tried = try_out(practising, "Ben", proposal)
        assert practising.held("Ana") == ["We end on time", "Nobody waits for the end"]
        practising.clock.go_on(days=30)
        close(practising, cycle)
        assert practising.held("Ana") == ["We end on time"]  # nobody acted
        practising.cycle()
        assert practising.held("Ana") == ["We end on time"]
        history = practising.read(queries.history, entity=practising.entity(held))
        assert [v.fate for v in history if v.id == tried] == [TRIED]
        assert [v.id for v in practising.read(queries.proposals, group=practising.group)] == [proposal]

    def test_may_be_followed_by_adoption_and_then_only_the_adopted_is_left(self, practising):
        proposal = practising.criterion(wording="I name what I do not know", shared=True)
        practising.cycle()
        try_out(practising, "Ben", proposal)
        practising.adopt("Cai", proposal)
        assert practising.held() == ["I name what I do not know"]
        last = practising.read(queries.history, entity=practising.entity(proposal))[-1]
        assert (last.fate, last.parent) == (HELD, proposal)

    def test_is_refused_without_a_cycle_twice_and_of_what_is_not_open(self, practising):
        own = practising.criterion(wording="Mine")
        proposal = practising.criterion("Ana", "For all", shared=True)
        with pytest.raises(Refused, match="No cycle is open"):
            try_out(practising, "Ben", proposal)
        practising.cycle()
        tried = try_out(practising, "Ben", proposal)
        with pytest.raises(Refused, match="being tried already"):
            try_out(practising, "Cai", proposal)
        for other in (own, tried):
            with pytest.raises(Refused):
                try_out(practising, "Cai", other)
        practising.standing("Cai", "left", by="Cai")
        with pytest.raises(Refused):
            try_out(practising, "Cai", proposal)

    def test_may_be_tried_again_in_a_later_cycle(self, practising):
        proposal = practising.criterion(shared=True)
        for _again in range(2):
            cycle = practising.cycle()
            try_out(practising, "Ben", proposal)
            assert len(practising.held()) == 1
            close(practising, cycle)
        assert practising.held() == []

    def test_stands_on_the_page_with_who_wrote_it_down(self, practising):
        practising.criterion("Ana", "For all", shared=True)
        practising.cycle()
        made = page(practising, "Ben")
        proposal = next(iter(made.voices.values()))
        assert proposal.form
        proposal.form.press("try")
        told = state(made.follower.parts.root)
        assert "On trial: Ben wrote down" in told
        assert [action["name"] for action in proposal.form.actions] == ["say", "adopt"]


class TestOrigins:
    def test_one_grows_into_two(self, practising):
        whole = practising.shared(wording="I hold the frame")
        first = practising.criterion("Ben", "I begin on time", shared=True, grew_from=[whole])
        second = practising.criterion("Cai", "I end on time", shared=True, grew_from=[whole])
        for each in (first, second):
            entity = practising.entity(each)
            assert practising.read(queries.history, entity=entity)[0].parent == whole

    def test_two_grow_into_one(self, practising):
        one, two = practising.criterion("Ana", "One"), practising.criterion("Ana", "Two")
        joined = practising.criterion("Ana", "Both", grew_from=[one, two])
        with practising.desk("Ana").reading() as db:
            assert queries.wording(db, id=joined).parent == one
            assert growing.origins(db, versions=[joined]) == {joined: [two]}

    def test_nothing_grows_from_what_one_may_not_see_or_from_the_same_twice(self, practising):
        own = practising.criterion("Ana", "Mine")
        for origins in ([own], [practising.shared(), own]):
            with pytest.raises(Refused, match="not here, or it is not yours"):
                practising.criterion("Ben", "Taken", shared=True, grew_from=origins)
        with pytest.raises(Refused, match="named twice"):
            practising.criterion("Ana", "Twice", grew_from=[own, own])

    def test_the_form_asks_for_two_where_two_are_joined_and_keeps_what_was_typed(self, practising):
        one, two = practising.criterion("Ana", "One"), practising.criterion("Ana", "Two")
        made = page(practising, "Ana")
        writing = form(made.follower.parts.root, "write")
        writing.type_in(wording="Both", growth="joined")
        assert [field["name"] for field in writing.fields][-3:] == ["growth", "from", "with"]
        writing.type_in(**{"from": practising.entity(one)})
        writing.press("write")
        assert "Choose what it grew from" in writing.message
        assert writing.values["wording"] == "Both"
        writing.type_in(**{"with": practising.entity(two)})
        writing.press("write")
        joined = next(
            v for v in practising.read(queries.criteria, group=practising.group) if v.wording == "Both"
        )
        with practising.desk("Ana").reading() as db:
            assert growing.origins(db, versions=[joined.id]) == {joined.id: [two]}
        assert joined.parent == one
