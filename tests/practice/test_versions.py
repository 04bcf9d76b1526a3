"""A version of a criterion keeps its words, whatever is tried."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from workbench.core.rights import Refused
from workbench.core.store import WrittenOnce
from workbench.models.practice import Criterion
from workbench.practice import queries


class TestAVersion:
    def test_is_refused_from_a_page_that_has_not_seen_the_newest(self, practising):
        entity = practising.entity(practising.criterion("Ana", "First"))
        practising.revise("Ana", entity, seen=1, wording="Second")
        with pytest.raises(Refused, match=r"a moment ago.*revision 2.*Nothing was overwritten"):
            practising.revise("Ana", entity, seen=1, wording="Third")
        assert practising.held() == ["Second"]

    def test_needs_a_reason_from_the_second_on(self, practising):
        entity = practising.entity(practising.criterion("Ana"))
        with pytest.raises(Refused, match="why"):
            practising.revise("Ana", entity, seen=1, reason=" ")
        with pytest.raises(Refused, match="why"):
            practising.drop("Ana", entity, seen=1, reason="")

    def test_carries_author_reason_cycle_and_parent(self, practising):
        first = practising.criterion("Ana")
        cycle = practising.cycle()
        practising.revise("Ana", practising.entity(first), seen=1, reason="Too easy")
        one, two = practising.read(queries.history, entity=practising.entity(first))
        assert (one.cycle, two.cycle) == (None, cycle)
        assert (two.by, two.reason, two.parent) == (practising["Ana"], "Too easy", one.id)

    def test_keeps_its_wording_for_ever(self, practising):
        version = practising.criterion("Ana", "First", lack="Its lack", labels=("low", "high"))
        with practising.desk("Ana").reading() as db:
            before = queries.wording(db, id=version)
        practising.revise("Ana", before.entity, seen=1, wording="Second", labels=("a", "b", "c"))
        practising.drop("Ana", before.entity, seen=2)
        with practising.desk("Ana").reading() as db:
            assert queries.wording(db, id=version) == before

    def test_cannot_be_changed_in_place(self, practising):
        version = practising.criterion("Ana", "First")
        with pytest.raises(WrittenOnce), practising.writing() as db:
            db.get_one(Criterion, version).wording = "Changed"
        with pytest.raises(IntegrityError, match="written once"), practising.writing() as db:
            db.execute(text("UPDATE criteria SET wording = 'Changed'"))
        assert practising.held() == ["First"]

    def test_written_twice_at_once_is_kept_once_and_told_in_a_sentence(self, practising):
        entity = practising.entity(practising.criterion("Ana"))
        twice = [
            Criterion(
                entity=entity, revision=2, group_id=practising.group, owner_id=practising["Ana"],
                wording=wording, labels=[], fate="held", by_id=practising["Ana"], at=practising.now,
            )
            for wording in ("One", "Other")
        ]  # fmt: skip
        with pytest.raises(Refused, match="Nothing was overwritten"), practising.writing() as db:
            db.add_all(twice)
        assert len(practising.read(queries.history, entity=entity)) == 1

    def test_that_says_nothing_new_is_refused(self, practising):
        entity = practising.entity(practising.criterion("Ana", "Same"))
        with pytest.raises(Refused, match="stand there already"):
            practising.revise("Ana", entity, seen=1, wording="Same")
