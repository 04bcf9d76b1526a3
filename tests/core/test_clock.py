"""Times are told in the group's zone, also in the two nights in which its clocks are changed."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import Circle, Clock
from workbench.core.clock import shown, shown_time
from workbench.journal import services as journal
from workbench.journal.present import today
from workbench.models.journal import Entry
from workbench.practice import services as practice

LONDON = "Europe/London"


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert shown(first, LONDON) == "25 Oct 2026, 01:30 BST (Europe/London)"
    assert shown(first + timedelta(hours=1), LONDON) == "25 Oct 2026, 01:30 GMT (Europe/London)"
    assert shown(first + timedelta(hours=2), LONDON) == "25 Oct 2026, 02:30 (Europe/London)"


def test_the_hour_that_is_left_out_is_never_shown() -> None:
    night = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    times = [shown_time(night + timedelta(minutes=minutes), LONDON) for minutes in range(0, 180, 30)]
    assert times == ["00:00", "00:30", "02:00", "02:30", "03:00", "03:30"]


def test_a_moment_without_a_zone_is_not_kept(circle: Circle) -> None:
    ana = circle.desk("Ana")
    with pytest.raises(Exception, match="time zone"), ana.transaction() as db:
        practice.open_cycle(db, by=ana.me, group=circle.group, at=datetime(2026, 3, 2))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), "2026-03-28"),
        (datetime(2026, 3, 29, 22, 59, tzinfo=UTC), "2026-03-29"),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), "2026-03-30"),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), "2026-10-25"),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), "2026-10-25"),
        (datetime(2026, 10, 26, 0, 0, tzinfo=UTC), "2026-10-26"),
    ],
)
def test_an_entry_is_of_the_day_that_it_is_where_the_group_meets(
    circle: Circle, clock: Clock, now: datetime, day: str
) -> None:
    clock.now = now
    ana = circle.desk("Ana")
    assert today(ana, LONDON).isoformat() == day
    with ana.transaction() as db:
        cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=now)
        entry = journal.write_entry(
            db, by=ana.me, group=circle.group, cycle=cycle, day=today(ana, LONDON), words="now", at=now
        )
    with ana.reading() as db:
        kept = db.query(Entry).where(Entry.entity == entry).one()
    assert kept.day.isoformat() == day
    assert kept.at == now
