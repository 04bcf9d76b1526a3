"""A turn that was held on paper, typed in afterwards: it is gone through as any, and bears its day."""

from datetime import date, datetime, timedelta

import pytest

from tests.builders import Circle
from tests.sessions.builders import Meeting
from workbench.core.rights import Refused
from workbench.exchange import queries as exchange
from workbench.screen.follow import Follower
from workbench.sessions import moves, queries, views
from workbench.sessions.pages import meeting as page_of
from workbench.sessions.statements import session_statements

DAY = date(2026, 2, 20)


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return Meeting(circle)


def type_in(meeting: Meeting, day: date = DAY, name: str = "Ana") -> None:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        seen = queries.turn(db, asker=desk.me, cycle=meeting.cycle)[1]
        moves.type_in(db, by=desk.me, session=meeting.session, day=day, seen=seen, at=desk.now())


def shown(page: Follower) -> str:
    return "\n".join(getattr(slot.widget, "value", "") for slot in page.parts._slots if slot.widget)


def said(meeting: Meeting) -> None:
    """Go through the steps of an assessment: own view, Ben's view, all shown, a last word."""
    meeting.send("Ana", words="I look at the clock")
    meeting.go("peers")
    meeting.send("Ben", words="You do", basis="sat in")
    for step in ("account", "reveal", "closing"):
        meeting.go(step)
    meeting.close()


def test_what_was_said_bears_the_day_of_then_on_pages_pictures_and_in_files(meeting: Meeting) -> None:
    type_in(meeting)
    said(meeting)
    seen = meeting.seen("Ben")
    assert seen.place.day == DAY
    assert views.when(seen, meeting.circle.clock()) == "20 Feb 2026, on paper"
    assert seen.closing is not None
    assert "20 Feb 2026, on paper" in str(views.closing_words(seen, seen.closing))
    ben = meeting.circle.desk("Ben")
    with ben.reading() as db:
        rows = session_statements(seen, db=db)
        filed = exchange._assessments(db, asker=ben.me, group=meeting.circle.group, name="Monday")
    assert {row["at"].date() for row in rows} == {DAY}
    assert {datetime.fromisoformat(row[-1]).date() for row in filed} == {DAY}


def test_the_page_says_that_it_was_on_paper_and_no_time_runs(meeting: Meeting) -> None:
    type_in(meeting)
    page = page_of(meeting.circle.desk("Ben"), cycle=meeting.cycle)
    assert "Held on paper on 20 Feb 2026" in shown(page)
    assert "timer" not in page.parts
    meeting.go("roles")
    seen = meeting.seen("Ben")
    assert (seen.place.until, seen.place.day) == (None, DAY)
    with (
        pytest.raises(Refused, match="no time that runs"),
        (ben := meeting.circle.desk("Ben")).transaction() as db,
    ):
        moves.more_time(db, by=ben.me, session=meeting.session, seen=seen.place.revision, at=ben.now())


def test_it_is_offered_on_the_page_while_nobody_has_begun(meeting: Meeting) -> None:
    page = page_of(meeting.circle.desk("Ben"), cycle=meeting.cycle)
    form = page.parts["from-paper"]
    form.press("type-in")
    assert "Choose whose turn it was, and the day" in form.message
    form.fill(session=meeting.session, day=DAY.isoformat())
    form.press("type-in")
    assert meeting.seen("Ben").place.day == DAY
    assert "from-paper" not in page.parts


def test_a_day_to_come_is_refused_and_nothing_has_begun(meeting: Meeting) -> None:
    with pytest.raises(Refused, match="still to come"):
        type_in(meeting, meeting.circle.clock().date() + timedelta(days=1))
    assert not meeting.seen("Ana").place.begun


def test_a_turn_that_has_begun_here_is_not_also_from_paper(meeting: Meeting) -> None:
    type_in(meeting)
    with pytest.raises(Refused, match="begun here already"):
        type_in(meeting, DAY - timedelta(days=1), "Ben")
    assert meeting.seen("Ana").place.day == DAY


def test_the_peers_still_write_unseen_by_each_other(meeting: Meeting) -> None:
    type_in(meeting)
    meeting.send("Ana", words="I look at the clock")
    meeting.go("peers")
    meeting.send("Ben", words="You do", basis="sat in")
    assert all(view.author != meeting.circle["Ben"] for view in meeting.seen("Cai").views)
