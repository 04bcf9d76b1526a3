"""Meetings that are small, large, left by all, or full of long names."""

import pytest

from tests.builders import Circle
from tests.sessions.holding import Gathering
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.people import services as people
from workbench.people.queries import fellows_of
from workbench.sessions import rounds
from workbench.sessions.pages import meeting as page_of
from workbench.sessions.room_screen import room_screen

THIRTY = tuple(f"P{number:02}" for number in range(27))


@pytest.fixture
def alone(store: Store) -> Gathering:
    return Gathering(Circle(store, ("Ana",)))


def test_one_alone_can_hold_a_meeting_and_a_turn(alone: Gathering) -> None:
    session = alone.begin("Ana", alone.want("Ana"))
    assert alone.here() == {"Ana"}
    alone.end(session, "Ana")
    assert page_of(alone.circle.desk("Ana"), cycle=alone.cycle).parts is not None


def test_thirty_meet_and_each_stands_once_in_the_round(store: Store) -> None:
    gathering = Gathering(Circle(store, ("Ana", "Ben", "Cai", *THIRTY)))
    for name in ("Ben", "Cai", *THIRTY):
        gathering.come(name)
    gathering.go("check-in")
    desk = gathering.circle.desk("Ana")
    with desk.reading() as db:
        found = rounds.read(db, asker=desk.me, session=gathering.meeting, at=desk.now())
    assert found is not None
    speakers = [person for person, _mark in found.speakers]
    assert len(speakers) == len(set(speakers)) == 30
    for page in (page_of(desk, cycle=gathering.cycle), room_screen(desk, cycle=gathering.cycle)):
        assert "round" in page.parts


def test_a_name_of_twenty_thousand_characters_is_kept_and_a_longer_one_refused(circle: Circle) -> None:
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        people.invite(db, by=ana.me, group=circle.group, name="N" * 20_000, at=ana.now())
    gathering = Gathering(circle)
    for page in (page_of(ana, cycle=gathering.cycle), room_screen(ana, cycle=gathering.cycle)):
        assert page.parts is not None
    with pytest.raises(Refused, match="longer than 20,000"), ana.transaction() as db:
        people.invite(db, by=ana.me, group=circle.group, name="N" * 20_001, at=ana.now())
    with ana.reading() as db:
        assert len(fellows_of(db, circle.group)) == 4


def test_everybody_leaves_and_whoever_comes_back_finds_it_where_it_stood(circle: Circle) -> None:
    gathering = Gathering(circle)
    gathering.come("Ben")
    gathering.go("check-in")
    for name in ("Ana", "Ben"):
        gathering.leave(name)
    assert gathering.here() == set()
    gathering.come("Ben")
    assert gathering.now() == gathering.meeting
    assert "come" not in page_of(circle.desk("Ben"), cycle=gathering.cycle).parts
