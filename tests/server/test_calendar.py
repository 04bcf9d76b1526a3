"""The private address of somebody's dates, over the open door: for whoever has it, until it is ended."""

from collections.abc import Iterator

import pytest
from icalendar import Calendar

from tests.server.opened import Opened, opened
from workbench.core.clock import system_clock
from workbench.cycles import calendar
from workbench.practice import services as practice

LIMIT = 40


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("calendar")) as open_room:
        ana = open_room.circle.desk("Ana")
        with ana.transaction() as db:
            practice.open_cycle(db, by=ana.me, group=open_room.circle.group, at=system_clock())
        yield open_room


def a_feed(room: Opened, name: str = "Ana") -> str:
    desk = room.circle.desk(name)
    with desk.transaction() as db:
        return calendar.make_feed(db, by=desk.me, at=system_clock())


def test_it_gives_the_dates_to_a_program_that_has_never_come_in(room: Opened) -> None:
    answer = room.visitor().ask(f"/calendar/{a_feed(room)}.ics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Cache-Control"] == "no-store"
    events = Calendar.from_ical(answer.body).walk("VEVENT")
    assert len(events) == 5


def test_it_gives_nothing_once_it_is_ended_and_opens_nothing_else(room: Opened) -> None:
    token, visitor = a_feed(room, "Ben"), room.visitor()
    assert visitor.ask(f"/calendar/{token}.ics").status == 200
    assert visitor.ask("/keys").status == 302  # still a stranger
    a_feed(room, "Ben")
    answer = visitor.ask(f"/calendar/{token}.ics")
    assert answer.status == 404
    assert "leads nowhere" in answer.text


def test_whoever_tries_many_waits(room: Opened) -> None:
    visitor = room.visitor()
    tried = [visitor.ask(f"/calendar/{'A' * 41}{n:02d}.ics").status for n in range(LIMIT)]
    assert tried[0] == 404
    assert tried[-1] == 429
