"""Many cycles: read at once they say what each session says by itself, and what is not wanted is not read."""

import pytest
from sqlalchemy import event

from bench.measuring.years import SMALL, Size, lay_in
from tests.builders import a_store
from tests.screens import card
from tests.sessions.builders import Meeting
from workbench.audit.seen import FEW, Wanted, trends_seen
from workbench.audit.trends import Trends
from workbench.core.desk import Desk
from workbench.models.sessions import Session
from workbench.sessions import queries
from workbench.sessions.statements import session_statements, statements


def one_by_one(db, asker, group, person, at):
    found = db.query(Session).filter(Session.practitioner_id == person, Session.kind == "assessment")
    sessions = sorted(found, key=lambda row: row.at)
    return [
        row
        for each in sessions
        for row in session_statements(queries.session(db, asker=asker, session=each.id, at=at), db=db)
    ]


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    store = a_store(tmp_path_factory.mktemp("years"))
    yield store, lay_in(store, SMALL)
    store.close()


def test_read_at_once_they_are_what_each_session_says(laid):
    store, years = laid
    for asker in years.people[:3]:
        for person in years.people[:3]:
            with Desk(store, asker).reading() as db:
                at = store.clock()
                ours = statements(db, asker=asker, group=years.groups[0], practitioner=person, at=at)
                assert ours == one_by_one(db, asker, years.groups[0], person, at)
    assert len(ours) == SMALL.cycles * SMALL.criteria * (1 + SMALL.peers)


def test_so_they_are_at_every_step_of_a_session_and_for_each_reader(circle):
    meeting = Meeting(circle)
    meeting.send("Ana", mark="rarely", words="Mine")
    meeting.go("peers")
    meeting.send("Ben", mark="always", words="Yours", basis="sat in")
    for step in ("account", "reveal", "closing", "self"):
        for name in ("Ana", "Ben", "Cai"):
            desk = circle.desk(name)
            with desk.reading() as db:
                who = {"asker": desk.me, "group": circle.group, "at": desk.now()}
                ours = statements(db, **who, practitioner=circle["Ana"])
                assert ours == one_by_one(db, who["asker"], circle.group, circle["Ana"], desk.now())
        meeting.go(step)
        if step == "closing":
            meeting.close()


def test_one_criterion_or_the_cycles_from_one_on_are_all_that_is_read(laid):
    store, years = laid
    desk = Desk(store, years.people[0])
    with desk.reading() as db:
        everything = trends_seen(db, asker=desk.me, group=None, at=desk.now()).rows
        one = everything[0]["criterion"]
        wanted = Wanted(criterion=one, since=2)
        seen = trends_seen(db, asker=desk.me, group=None, at=desk.now(), wanted=wanted)
    assert seen.rows == [row for row in everything if row["criterion"] == one and row["cycle"] >= 2]
    assert seen.anything


def test_unasked_a_page_shows_the_newest_cycles_and_says_so(tmp_path):
    size = Size(groups=1, people=4, cycles=FEW + 3, criteria=2, peers=2)
    store = a_store(tmp_path)
    years = lay_in(store, size)
    page = Trends(Desk(store, years.people[0]))
    page.opened = True
    page.follower.start()
    assert {row["cycle"] for row in page.seen.rows} == set(range(4, FEW + 4))
    assert card(page.follower.parts.root, "What to show").values["since"] == "4"
    page.choose({"since": "all"})
    assert {row["cycle"] for row in page.seen.rows} == set(range(1, FEW + 4))


def test_ten_times_the_years_need_no_more_statements(tmp_path):
    counts = []
    for number, cycles in enumerate((12, 36)):
        (tmp_path / str(number)).mkdir()
        store = a_store(tmp_path / str(number))
        years = lay_in(store, Size(groups=1, people=4, cycles=cycles, criteria=3, peers=2))
        asked: list[str] = []
        event.listen(store.engine, "before_cursor_execute", lambda *told, seen=asked: seen.append(told[2]))
        Trends(Desk(store, years.people[0])).follower.start()
        counts.append(len(asked))
        store.close()
    assert counts[1] <= counts[0] + 2
