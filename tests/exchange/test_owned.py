"""Criteria and components of somebody's own, brought in by a file, are sealed where there is a passphrase."""

from collections.abc import Sequence

import pytest

from tests.builders import Circle
from tests.exchange.sheets import GROUP, a_csv, bring, cells, taken_out
from workbench.core.desk import Desk
from workbench.exchange.services import Outcome
from workbench.journal import queries as journal
from workbench.models.practice import Component, Criterion
from workbench.models.vault import Box
from workbench.people import services as people
from workbench.practice import queries
from workbench.practice import services as practice

ROW = {
    "group": GROUP, "owner": "Ana", "component": "planted part", "wording": "planted wording",
    "lack": "planted lack", "labels": "planted no|planted yes", "reason": "planted reason",
}  # fmt: skip
ENTRY = {"group": GROUP, "practitioner": "Ana", "day": "2026-02-02", "words": "planted words"}


def brought(
    circle: Circle, folder, *rows: dict[str, str], kind: str = "practice", scale: str = ""
) -> Outcome:
    return bring(Desk(circle.store, ""), a_csv(folder, rows), kind, scale_=scale or None)


def lies_open(circle: Circle, word: bytes = b"planted") -> bool:
    """Say whether a word stands anywhere in the bytes of the database, its journal included."""
    assert circle.store.file
    kept = b"".join(file.read_bytes() for file in circle.store.file.parent.glob("store.sqlite*"))
    assert b"Tuesday group" in kept  # what is not sealed is found, so the search works
    return word in kept


def of(circle: Circle, name: str) -> Sequence[queries.Wording]:
    with circle.desk(name).reading() as db:
        return [each for each in queries.criteria(db, asker=circle[name], group=circle.group) if each.owner]


def count(circle: Circle, table: type) -> int:
    with circle.store.reading() as db:
        return db.query(table).count()


def test_they_lie_nowhere_in_the_file_and_their_owner_reads_and_takes_them_out(circle: Circle, tmp_path):
    assert brought(circle, tmp_path, ROW).added == 1
    assert not lies_open(circle)
    (mine,) = of(circle, "Ana")
    assert (mine.wording, mine.lack, mine.reason) == (ROW["wording"], ROW["lack"], ROW["reason"])
    assert list(mine.labels) == ["planted no", "planted yes"]
    assert of(circle, "Ben") == []
    with Desk(circle.store, circle["Ana"]).reading() as db:
        (shut,) = queries.criteria(db, asker=circle["Ana"], group=circle.group)
        assert shut.wording == "a wording that is sealed"
    with circle.desk("Ana").transaction() as db:
        link = people.renew_link(db, by=circle["Ana"], person=circle["Ana"], at=circle.clock())
    out = taken_out(Desk(circle.store, ""), tmp_path, "practice", link=link, group=GROUP)
    assert cells(out) == [ROW]


def test_one_that_an_entry_names_is_sealed_as_well(circle: Circle, tmp_path):
    row = ENTRY | {"criterion": "planted wording", "mark": "3"}
    assert brought(circle, tmp_path, row, kind="entries", scale="1-7").added == 1
    assert not lies_open(circle)
    (mine,) = of(circle, "Ana")
    assert (mine.wording, list(mine.labels)) == ("planted wording", [str(n) for n in range(1, 8)])


def test_what_is_for_the_group_lies_open_as_before(circle: Circle, tmp_path):
    brought(circle, tmp_path, ROW | {"owner": ""})
    assert lies_open(circle, b"planted wording")
    assert lies_open(circle, b"planted part")


def test_for_someone_without_a_passphrase_they_lie_open_and_what_is_written_anew_is_sealed(store, tmp_path):
    bare = Circle(store, passphrases=False)
    brought(bare, tmp_path, ROW)
    assert lies_open(bare, b"planted wording")
    assert count(bare, Box) == 0
    assert [each.wording for each in of(bare, "Ana")] == ["planted wording"]


def test_the_same_file_adds_nothing_the_second_time(circle: Circle, tmp_path):
    other = ROW | {"wording": "planted other", "component": "", "lack": "", "labels": ""}
    assert brought(circle, tmp_path, ROW, other).added == 2
    assert brought(circle, tmp_path, other, ROW).already_here == 2
    assert (count(circle, Criterion), count(circle, Component)) == (2, 1)


def test_a_row_that_says_something_else_of_the_same_wording_is_left_to_the_room(circle: Circle, tmp_path):
    brought(circle, tmp_path, ROW)
    (told,) = brought(circle, tmp_path, ROW | {"lack": "another"}).refused
    assert "is there already with another lack" in told[1]
    assert brought(circle, tmp_path, ROW | {"owner": "Ben", "lack": "another"}).added == 1


def test_a_further_criterion_goes_to_the_same_component(circle: Circle, tmp_path):
    brought(circle, tmp_path, ROW)
    assert brought(circle, tmp_path, ROW | {"wording": "planted other"}).added == 1
    assert count(circle, Component) == 1
    assert len({each.component for each in of(circle, "Ana")}) == 1
    assert not lies_open(circle)


class TestLaterEntriesByIt:
    def test_are_tied_to_the_same_criterion_by_the_scale_that_they_are_said_to_have(
        self, circle: Circle, tmp_path
    ):
        brought(circle, tmp_path, ROW)
        row = ENTRY | {"criterion": ROW["wording"], "mark": "planted yes"}
        (told,) = brought(circle, tmp_path, row, kind="entries").refused
        assert "sealed for its owner" in told[1]
        scale = "planted no,planted yes"
        assert brought(circle, tmp_path, row, kind="entries", scale=scale).added == 1
        (mine,) = of(circle, "Ana")
        with circle.desk("Ana").reading() as db:
            (entry,) = journal.my_entries(db, asker=circle["Ana"], group=circle.group)
        assert (entry.criterion, entry.wording, entry.mark) == (mine.id, ROW["wording"], "planted yes")
        assert brought(circle, tmp_path, row, kind="entries", scale=scale).already_here == 1
        assert not lies_open(circle)

    def test_are_refused_once_its_owner_has_changed_it(self, circle: Circle, tmp_path):
        brought(circle, tmp_path, ROW)
        (mine,) = of(circle, "Ana")
        with circle.desk("Ana").transaction() as db:
            practice.revise_criterion(
                db, by=circle["Ana"], entity=mine.entity, seen=1, wording="planted anew", lack="", labels=(),
                component=None, reason="clearer", at=circle.clock(),
            )  # fmt: skip
        (told,) = brought(
            circle, tmp_path, ENTRY | {"criterion": ROW["wording"]}, kind="entries"
        ).refused  # fmt: skip
        assert "They go on with it in the room." in told[1]
        assert "planted anew" not in told[1]

    @pytest.mark.parametrize("name", ["Ben", "Cai"])
    def test_of_somebody_else_are_not_tied_to_it(self, circle: Circle, tmp_path, name: str):
        brought(circle, tmp_path, ROW)
        row = ENTRY | {"practitioner": name, "criterion": ROW["wording"]}
        assert brought(circle, tmp_path, row, kind="entries").added == 1
        assert [each.wording for each in of(circle, name)] == [ROW["wording"]]
        assert count(circle, Criterion) == 2
