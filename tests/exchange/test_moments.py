"""A moment without a zone is in the group's own; in the two nights of the clocks it may be none."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.exchange.sheets import GROUP, a_csv, bring, cells, fresh, judged, taken_out
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.exchange.moments import moment
from workbench.people import services as people

LONDON, PARIS = ZoneInfo("Europe/London"), ZoneInfo("Europe/Paris")


def moments(desk, folder):
    return [row["at"] for row in cells(taken_out(desk, folder))]


@pytest.fixture
def keeper(circle):
    """The keeper of a machine on which a group of London is at work; it is March 2026."""
    return Desk(circle.store, "")


def test_a_moment_without_a_zone_is_read_in_the_zone_of_its_group(keeper, circle, tmp_path):
    rows = [
        judged(at="2025-07-01T18:30:00"),
        judged("Ben", at="2026-01-05 18:30"),
        judged("Cai", at="2025-07-01T18:30:00+02:00"),
    ]
    path = a_csv(tmp_path, rows)
    assert bring(keeper, path).refused == []
    assert moments(keeper, tmp_path) == [
        "2025-07-01T17:30:00+00:00", "2026-01-05T18:30:00+00:00", "2025-07-01T16:30:00+00:00",
    ]  # fmt: skip
    assert bring(keeper, path).already_here == 3


def test_the_zone_that_is_named_comes_before_the_groups(keeper, tmp_path):
    bring(keeper, a_csv(tmp_path, [judged(at="2025-07-01T18:30:00")]), zone=PARIS)
    assert moments(keeper, tmp_path) == ["2025-07-01T16:30:00+00:00"]


def test_each_row_is_read_in_the_zone_of_its_own_group(keeper, circle, tmp_path):
    with circle.desk("Ana").transaction() as db:
        people.found_group(db, by=circle["Ana"], name="Paris", zone="Europe/Paris", at=circle.clock())
    at = "2025-07-01T18:30:00"
    bring(keeper, a_csv(tmp_path, [judged(at=at), judged(group="Paris", at=at)]))
    assert sorted(moments(keeper, tmp_path)) == ["2025-07-01T16:30:00+00:00", "2025-07-01T17:30:00+00:00"]


def test_a_group_that_is_made_by_the_file_has_no_zone_yet(keeper, tmp_path):
    rows = [judged(), judged("Ben", group="New", at="2025-07-01T18:30:00")]
    outcome = bring(keeper, a_csv(tmp_path, rows))
    assert [number for number, _why in outcome.refused] == [3]
    assert "--zone" in outcome.refused[0][1]
    assert bring(fresh(tmp_path), a_csv(tmp_path, rows), zone=LONDON).refused == []


@pytest.mark.parametrize("named", [None, LONDON])
def test_in_the_two_nights_of_the_clocks_a_row_is_refused_with_the_reason(keeper, tmp_path, named):
    rows = [
        judged(at="2025-10-26T00:59:59"), judged("Ben", at="2025-10-26T01:00:00"),
        judged("Cai", at="2025-10-26T01:59:59"), judged("Dee", at="2025-10-26T02:00:00"),
        judged("Eli", at="2025-03-30T00:59:59"), judged("Fay", at="2025-03-30T01:00:00"),
        judged("Gus", at="2025-03-30T01:59:59"), judged("Hal", at="2025-03-30T02:00:00"),
    ]  # fmt: skip
    why = dict(bring(keeper, a_csv(tmp_path, rows), zone=named).refused)
    assert list(why) == [3, 4, 7, 8]
    assert all("came twice in Europe/London" in why[row] for row in (3, 4))
    assert "2025-10-26T01:00:00+01:00 or 2025-10-26T01:00:00+00:00" in why[3]
    assert all("never came in Europe/London" in why[row] for row in (7, 8))
    assert moments(keeper, tmp_path) == []


def test_the_two_moments_that_a_refusal_offers_are_told_apart(keeper, tmp_path):
    rows = [judged(at="2025-10-26T01:30:00+01:00"), judged("Ben", at="2025-10-26T01:30:00+00:00")]
    bring(keeper, a_csv(tmp_path, rows), group=GROUP)
    assert moments(keeper, tmp_path) == ["2025-10-26T00:30:00+00:00", "2025-10-26T01:30:00+00:00"]


@pytest.mark.parametrize(
    ("zone", "twice", "never"),
    [
        ("America/Sao_Paulo", "2018-02-17T23:30:00", "2018-11-04T00:30:00"),
        ("Australia/Lord_Howe", "2025-04-06T01:45:00", "2025-10-05T02:15:00"),
        ("Africa/Casablanca", "2025-02-23T02:30:00", "2025-04-06T02:30:00"),
        ("Pacific/Apia", "2012-04-01T03:30:00", "2011-12-30T12:00:00"),
    ],
)
def test_other_places_have_other_nights(zone, twice, never):
    with pytest.raises(Refused, match="came twice"):
        moment(twice, ZoneInfo(zone))
    with pytest.raises(Refused, match="never came"):
        moment(never, ZoneInfo(zone))
    assert moment("2025-07-01T12:00:00", ZoneInfo(zone)) == datetime(2025, 7, 1, 12, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("cell", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-05:00", "0001-01-01"])
def test_a_moment_at_the_end_of_all_calendars_is_refused_in_a_sentence(cell):
    with pytest.raises(Refused, match="is not a moment"):
        moment(cell, ZoneInfo("Asia/Tokyo"))
    assert moment("2026-03-02", LONDON) == datetime(2026, 3, 2, tzinfo=UTC)
