"""The ratings that lie beside the checkout, and always generated ones of the same shape."""

import csv

import pytest
from sqlalchemy import func, select

from tests.exchange.sheets import DATA, MAP, SEVEN, bring, cells, fresh, look_alike, ratings, taken_out
from workbench.models.people import Group
from workbench.models.sessions import Judgement, Session
from workbench.practice import queries as practice
from workbench.practice import services


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return ratings(tmp_path_factory.mktemp("ratings"))


def theirs(path):
    with path.open(encoding="utf-8", newline="") as file:
        return sorted(
            (r["group"], r["cycle"], r["criterion"], r["ratee"], r["rater"], r["value"])
            for r in csv.DictReader(file)
        )


def ours(path):
    names = ("group", "cycle", "criterion", "practitioner", "assessor", "mark")
    return sorted(tuple(row[name] for name in names) for row in cells(path))


def test_ratings_of_many_groups_come_in_whole_and_go_out_the_same(files, tmp_path):
    for path in files:
        desk, other = fresh(tmp_path), fresh(tmp_path)
        rows = theirs(path)
        outcome = bring(desk, path, mapped=MAP, scale_=SEVEN)
        assert (outcome.added, outcome.refused) == (len(rows), [])
        assert outcome.not_read == ["is_self"]
        out = taken_out(desk, tmp_path)
        assert ours(out) == rows
        assert bring(desk, path, mapped=MAP, scale_=SEVEN).already_here == len(rows)
        assert bring(other, out, scale_=SEVEN).added == len(rows)
        assert cells(taken_out(other, tmp_path, name="again.csv")) == cells(out)


def test_one_of_their_groups_can_go_on_in_the_room(files, tmp_path):
    desk = fresh(tmp_path)
    bring(desk, files[0], mapped=MAP, scale_=SEVEN)
    with desk.transaction() as db:
        group = db.scalars(select(Group.id).where(Group.name == "20")).one()
        from workbench.people.queries import fellows_of

        first = fellows_of(db, group)[0].id
        cycle = services.open_cycle(db, by=first, group=group, at=desk.now())
        wordings = practice.criteria(db, asker=first, group=group)
        numbers = [each.number for each in practice.cycles(db, asker=first, group=group)]
    assert cycle
    assert numbers == [1, 2]
    assert [len(wording.labels) for wording in wordings] == [7] * 15


def with_repeats(folder):
    """Write ratings in which five pairs are rated twice, not alike; return them and the later rows."""
    path = folder / "repeated.csv"
    with look_alike(folder).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    later = []
    for place in (10, 400, 2_000, 5_000, 9_000):
        again = [*rows[place][:5], str(int(rows[place][5]) % 7 + 1), rows[place][6]]
        rows.append(again)
        later.append((len(rows), place + 1))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path, later


def test_pairs_that_are_rated_twice_are_refused_by_both_rows_and_nothing_comes_in(tmp_path):
    desk = fresh(tmp_path)
    path, later = with_repeats(tmp_path)
    outcome = bring(desk, path, mapped=MAP, scale_=SEVEN)
    assert [number for number, _why in outcome.refused] == [number for number, _before in later]
    for (_number, why), (_later, before) in zip(outcome.refused, later, strict=True):
        assert f"row {before}" in why
    with desk.reading() as db:
        counts = [db.scalar(select(func.count()).select_from(t)) for t in (Group, Session, Judgement)]
    assert counts == [0, 0, 0]


def test_the_real_file_with_five_repeated_pairs_is_refused_where_it_is_there(tmp_path):
    real = DATA / "a_ratings" / "hallmark_kenny_peer_long.csv"
    for path in [real] if real.is_file() else []:
        desk = fresh(tmp_path)
        outcome = bring(desk, path, mapped=MAP, scale_="0-7")
        pairs = {why for _number, why in outcome.refused}
        assert len(outcome.refused) + outcome.repeated == 35
        assert all("repeats row" in why for why in pairs)
        assert cells(taken_out(desk, tmp_path)) == []
