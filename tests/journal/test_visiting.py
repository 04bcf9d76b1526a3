"""A visiting peer's entry: beside one's own, read by the two, with a yes and without a name."""

from typing import Any

import pytest

from tests.journal.builders import TODAY, Writing
from tests.screens import on_page, state
from widgets.form import Form
from workbench.audit import queries as audit
from workbench.core.rights import Refused
from workbench.journal import visiting
from workbench.journal.log import Log
from workbench.models.journal import Visit


class Visiting(Writing):
    """Ben sits in on Ana's work."""

    def visit(self, by="Ben", of="Ana", **more):
        desk = self.desk(by)
        asked: dict[str, Any] = {
            "cycle": self.cycle,
            "day": TODAY,
            "agreed": True,
            "words": "BEN SAW",
            "at": desk.now(),
        }
        with desk.transaction() as db:
            return visiting.write_visit(db, by=desk.me, practitioner=self[of], **(asked | more))

    def read(self, name):
        desk = self.desk(name)
        with desk.reading() as db:
            return [v.words for v in visiting.visits(db, asker=desk.me, group=self.group)]


@pytest.fixture
def group(store):
    return Visiting(store)


class TestAVisit:
    def test_is_read_by_the_visitor_and_by_the_one_whose_work_it_was(self, group):
        group.visit()
        assert group.read("Ben") == group.read("Ana") == ["BEN SAW"]
        assert group.read("Cai") == []

    def test_keeps_a_yes_and_has_no_place_for_a_name(self, group):
        with pytest.raises(Refused, match="has to agree"):
            group.visit(agreed=False)
        group.visit()
        columns = set(Visit.__table__.columns.keys())
        assert not {each for each in columns if "client" in each or "name" in each}
        with group.desk("Ana").reading() as db:
            assert db.query(Visit).one().agreed is True

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [({"words": " "}, "no words yet"), ({"of": "Ben"}, "Your own work"), ({"mark": "9"}, "mark")],
    )
    def test_is_refused_with_the_reason(self, group, wrong, said):
        with pytest.raises(Refused, match=said):
            group.visit(**wrong)
        assert group.read("Ben") == []

    def test_is_by_a_shared_criterion_or_by_none(self, group):
        own, _entity = group.criterion("Mine", owner="Ana")
        with pytest.raises(Refused, match="somebody's own"):
            group.visit(criterion=own)
        shared, _entity = group.criterion("Ours", labels=("no", "yes"))
        group.visit(criterion=shared, mark="yes")
        ana = group.desk("Ana")
        with ana.reading() as db:
            rows = audit.my_statements(db, asker=ana.me, group=group.group, at=ana.now())
        assert [(r["source"], r["assessor_name"], r["mark"], r["words"]) for r in rows] == [
            ("peer", "Ben", "yes", "BEN SAW")
        ]

    @pytest.mark.parametrize(("by", "may"), [("Ana", True), ("Ben", True), ("Cai", False)])
    def test_is_deleted_by_either_of_the_two_for_good(self, group, by, may):
        visit = group.visit()
        desk = group.desk(by)
        if may:
            with desk.transaction() as db:
                visiting.delete_visit(db, by=desk.me, visit=visit)
        else:
            with pytest.raises(Refused, match="not here"), desk.transaction() as db:
                visiting.delete_visit(db, by=desk.me, visit=visit)
        assert group.read("Ana") == ([] if may else ["BEN SAW"])


class TestTheLog:
    def forms(self, root):
        return {each.heading: each for each in on_page(root) if isinstance(each, Form)}

    def test_sends_a_visit_and_the_other_finds_it_beside_their_own(self, group):
        group.write("Ana", words="ANA WROTE")
        form = self.forms(Log(group.desk("Ben"), group.cycle).root)["I sat in on somebody's work"]
        assert "you, and the one whose work it was" in str(form.fields)
        form.press("visit", who=group["Ana"], words="BEN SAW", agreed=True)
        assert form.message == "It stands beside their own entries now."
        mine = Log(group.desk("Ana"), group.cycle).root
        assert "ANA WROTE" in state(mine)
        assert "BEN SAW" in state(mine)
        assert "by Ben, of my work" in state(mine)
        assert "BEN SAW" not in state(Log(group.desk("Cai"), group.cycle).root)
