"""How each carves the job: one's own by itself, another's beside it by choice; and differences that stand."""

import pytest

from tests.practice.builders import Practising
from tests.screens import card, on_page, state
from widgets.plot import Plot
from workbench.audit import looking, queries, services
from workbench.audit.differences import differences
from workbench.audit.trends import Trends
from workbench.core.rights import Refused
from workbench.practice import services as practice


class Carved(Practising):
    """Ana carves the job her way, Ben his; both know the shared part."""

    def __init__(self, store):
        super().__init__(store)
        self.ours = self.component("Ana", "Beginnings", shared=True)
        for name, part in (("Ana", "ANAS PART"), ("Ben", "BENS PART")):
            entity = self.component(name, part)
            self.criterion(name, f"{name.upper()} CRITERION", component=entity)

    def show(self, name="Ana", **more):
        with self.desk(name).reading() as db:
            rows = queries.carved(db, asker=self[name], group=self.group)
        asked = {"purpose": "To compare", "length": "weeks", **more}
        with self.writing(name) as db:
            return services.show_map(db, by=self[name], group=self.group, rows=rows, at=self.now, **asked)

    def page(self, name):
        page = Trends(self.desk(name))
        return page, page.follower.start().parts.root


@pytest.fixture
def carved(store):
    return Carved(store)


def maps(root):
    heads = dict.fromkeys(("Part of the job",))
    plots = [each for each in on_page(root) if isinstance(each, Plot)]
    return [p for p in plots if {label for _key, label in p.columns} & heads.keys()]


class TestTheMap:
    def test_is_ones_own_with_the_criteria_under_each_part(self, carved):
        (mine,) = maps(carved.page("Ana")[1])
        assert {row["words"] for row in mine.rows} == {"Beginnings", "ANAS PART"}
        assert "ANA CRITERION" in str(mine.rows)
        assert "BEN" not in str(mine.get_state())

    def test_stands_beside_anothers_by_choice_and_never_merged(self, carved):
        carved.show("Ben")
        page, root = carved.page("Ana")
        assert "BENS PART" not in state(root)
        page.carving.beside = carved["Ben"]
        page.follower.again()
        mine, theirs = maps(page.follower.parts.root)
        assert "BENS PART" not in str(mine.rows)
        assert "ANAS PART" not in str(theirs.rows)
        assert "BEN CRITERION" in str(theirs.rows)

    def test_ends_by_itself_and_is_taken_back(self, carved):
        carved.show("Ben", length="day")
        carved.show("Ana")
        with carved.desk("Cai").reading() as db:
            who = {"asker": carved["Cai"], "group": carved.group}
            assert len(looking.shown_now(db, **who, at=carved.now)) == 2
            assert looking.shown_lines(db, **who, at=carved.now) == []
        carved.clock.go_on(days=1)
        _page, root = carved.page("Ana")
        back = card(root, "Take back what I show")
        back.press("take_back", line=carved.read(looking.shown_now, group=carved.group, at=carved.now)[0].id)
        assert carved.read(looking.shown_now, "Cai", group=carved.group, at=carved.now) == []

    def test_needs_a_purpose(self, carved):
        with pytest.raises(Refused, match="what you show it for"):
            carved.show(purpose="")


class TestDifferences:
    def test_stand_with_both_texts_whole_as_long_as_the_wording_holds(self, store):
        ours = Practising(store)
        proposal = ours.criterion("Ana", "We end on time", shared=True)
        ours.voice("Ben", proposal, "with")
        ours.voice("Cai", proposal, "differing", "Time is not the point; the ending is.")
        assert ours.read(differences, group=ours.group, at=ours.now) == []  # nothing is adopted yet
        store.clock.go_on(days=1)
        ours.adopt("Ben", proposal)
        (found,) = ours.read(differences, "Ben", group=ours.group, at=ours.now)
        assert (found.holds, found.words) == ("We end on time", "Time is not the point; the ending is.")
        assert (found.proposed_by, found.sees) == (ours["Ana"], ours["Cai"])
        told = state(Trends(ours.desk("Ben")).follower.start().parts.root)
        assert "Standing differences" in told
        assert "Time is not the point; the ending is." in told
        drop = ours.drop("Ana", ours.entity(proposal), seen=2)
        with ours.writing("Ben") as db:
            practice.adopt(db, by=ours["Ben"], version=drop, at=ours.now)
        assert ours.read(differences, group=ours.group, at=ours.now) == []
