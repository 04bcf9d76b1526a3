"""The nights on which clocks change: a meeting's time counts on, and what was said bears an hour that was."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import Circle, Clock, a_store
from tests.sessions.builders import Meeting
from workbench.core.clock import shown_time, zone
from workbench.sessions import moves, queries
from workbench.sessions.statements import session_statements

SPRING = datetime(2026, 3, 29, 0, 52, tzinfo=UTC)  # eight minutes before one o'clock becomes two in London
AUTUMN = datetime(2026, 10, 25, 0, 52, tzinfo=UTC)  # eight minutes before two o'clock becomes one
NIGHTS = pytest.mark.parametrize(
    ("night", "before", "after"), [(SPRING, "00:52", "02:04"), (AUTUMN, "01:52 BST", "01:04 GMT")]
)


def a_meeting(folder: Path, night: datetime) -> tuple[Meeting, Clock]:
    clock = Clock(night)
    meeting = Meeting(Circle(a_store(folder, clock)))
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        moves.attend_to(db, by=ana.me, session=meeting.session, seen=0, at=ana.now())
    return meeting, clock


@NIGHTS
def test_a_step_has_as_many_minutes_as_on_any_night(
    tmp_path: Path, night: datetime, before: str, after: str
) -> None:
    meeting, clock = a_meeting(tmp_path, night)
    ana = meeting.circle.desk("Ana")
    seen = meeting.seen("Ana")
    minutes = timedelta(minutes=seen.protocol.stages[0].minutes)
    assert seen.place.until == night + minutes
    clock.go_on(minutes=2)
    with ana.transaction() as db:
        moves.pause(db, by=ana.me, session=meeting.session, seen=1, at=ana.now())
    clock.go_on(minutes=10)  # over the change
    with ana.transaction() as db:
        moves.go_on(db, by=ana.me, session=meeting.session, seen=2, at=ana.now())
    assert meeting.seen("Ana").place.until == clock() + minutes - timedelta(minutes=2)
    assert [shown_time(at, "Europe/London") for at in (night, clock())] == [before, after]


@NIGHTS
def test_what_was_said_after_the_change_stands_after_what_was_said_before(
    tmp_path: Path, night: datetime, before: str, after: str
) -> None:
    meeting, clock = a_meeting(tmp_path, night)
    meeting.send("Ana", words="Said before")
    meeting.go("peers")
    clock.go_on(minutes=12)
    meeting.send("Ben", words="Said after", basis="sat in")
    for step in ("account", "reveal", "closing"):
        meeting.go(step)
    clock.go_on(seconds=5)
    meeting.close()
    ben = meeting.circle.desk("Ben")
    with ben.reading() as db:
        seen = queries.session(db, asker=ben.me, session=meeting.session, at=ben.now())
        rows = session_statements(seen, db=db)
    told = sorted(rows, key=lambda row: row["at"].astimezone(UTC))
    assert [row["words"] for row in told[:2]] == ["Said before", "Said after"]
    gone = told[1]["at"].astimezone(UTC) - told[0]["at"].astimezone(UTC)
    assert gone == timedelta(minutes=12)
    assert [shown_time(row["at"], seen.zone) for row in told[:2]] == [before, after]


@pytest.mark.parametrize("hour", range(24))
def test_paper_typed_in_at_any_hour_bears_its_own_day_where_the_group_is(tmp_path: Path, hour: int) -> None:
    day = date(2026, 3, 29)  # a day of 23 hours
    meeting = Meeting(Circle(a_store(tmp_path, Clock(datetime(2026, 7, 9, hour, 30, tzinfo=UTC)))))
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        moves.type_in(db, by=ana.me, session=meeting.session, day=day, seen=0, at=ana.now())
    meeting.send("Ana", words="From the sheet")
    with ana.reading() as db:
        rows = session_statements(meeting.seen("Ana"), db=db)
    assert [row["at"].astimezone(zone("Europe/London")).date() for row in rows] == [day]
