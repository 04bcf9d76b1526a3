"""A meeting around its turns: opening, coming and going, time that is wanted, roles, and its end."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Circle, Clock
from tests.screens import form, state
from tests.sessions.holding import Gathering
from workbench.core.rights import Refused
from workbench.models.sessions import Session
from workbench.people import services as people
from workbench.people.rules import LEFT
from workbench.sessions import holding, moves, queries, services
from workbench.sessions.pages import meeting as page_of
from workbench.sessions.protocols import protocol

STEPS = [stage.name for stage in protocol("meeting").stages]


@pytest.fixture
def gathering(circle: Circle) -> Gathering:
    return Gathering(circle)


def test_whoever_opens_a_meeting_is_there_and_a_second_who_opens_joins_it(gathering: Gathering) -> None:
    assert gathering.open("Ben") == gathering.meeting
    assert gathering.here() == {"Ana", "Ben"}


def test_a_meeting_of_one_goes_from_arriving_to_its_end(gathering: Gathering) -> None:
    item = gathering.want("Ana", "feedback")
    for step in STEPS[1:]:
        gathering.go(step)
        if step == "work":
            turn = gathering.begin("Ana", item)
            gathering.end(turn, "Ana")
    gathering.end(gathering.meeting, "Ana")
    assert gathering.now() is None


def test_everybody_may_leave_and_the_meeting_is_over_by_itself_after_half_a_day(
    gathering: Gathering, clock: Clock
) -> None:
    ana = gathering.circle.desk("Ana")
    with ana.transaction() as db:
        holding.leave(db, by=ana.me, meeting=gathering.meeting, at=ana.now())
    assert gathering.here() == set()
    clock.go_on(hours=11, minutes=59)
    assert gathering.now() == gathering.meeting
    gathering.come("Cai")
    clock.go_on(minutes=1)
    assert gathering.now() is None
    with pytest.raises(Refused, match="is over"):
        gathering.come("Ben")
    assert gathering.open("Ben") != gathering.meeting


def test_somebody_who_joins_a_second_meeting_has_left_the_first(circle: Circle) -> None:
    first = Gathering(circle)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        other = people.found_group(db, by=ana.me, name="Friday group", zone="Europe/London", at=ana.now())
        from workbench.practice import services as practice

        cycle = practice.open_cycle(db, by=ana.me, group=other, at=ana.now())
        second = holding.open_meeting(db, by=ana.me, cycle=cycle, at=ana.now())
    assert first.here() == set()
    assert first.here(second) == {"Ana"}


def test_time_is_asked_for_changed_and_given_back_by_oneself(gathering: Gathering) -> None:
    gathering.want("Ben", minutes=20)
    item = gathering.want("Ben", minutes=30)
    gathering.want("Cai", "assessment", 45)
    assert gathering.agenda() == [("Ben", "feedback", 30), ("Cai", "assessment", 45)]
    cai, ben = gathering.circle.desk("Cai"), gathering.circle.desk("Ben")
    with cai.transaction() as db, pytest.raises(Refused, match="their own time"):
        holding.give_back(db, by=cai.me, meeting=gathering.meeting, item=item, at=cai.now())
    with ben.transaction() as db:
        holding.give_back(db, by=ben.me, meeting=gathering.meeting, item=item, at=ben.now())
    assert gathering.agenda() == [("Cai", "assessment", 45)]


@pytest.mark.parametrize(
    ("kind", "minutes"), [("ranking", 20), ("meeting", 20), ("feedback", 0), ("feedback", 241)]
)
def test_time_for_what_there_is_not_is_refused(gathering: Gathering, kind: str, minutes: int) -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        gathering.want("Ben", kind, minutes)
    assert gathering.agenda() == []


def test_a_second_feedback_in_one_cycle_is_a_session_of_its_own(gathering: Gathering) -> None:
    first = gathering.begin("Ana", gathering.want("Ben"))
    gathering.end(first)
    second = gathering.begin("Ana", gathering.want("Ben"))
    assert second != first
    with gathering.circle.store.reading() as db:
        assert [db.get_one(Session, each).number for each in (first, second)] == [1, 2]


def test_an_assessment_that_waits_in_the_cycle_is_the_one_that_is_begun(gathering: Gathering) -> None:
    ben = gathering.circle.desk("Ben")
    with ben.transaction() as db:
        waits = services.open_session(db, by=ben.me, cycle=gathering.cycle, practitioner=ben.me, at=ben.now())
    assert gathering.begin("Cai", gathering.want("Ben", "assessment")) == waits


def test_the_roles_of_a_meeting_hold_in_its_turns_and_can_be_handed_on(gathering: Gathering) -> None:
    ana = gathering.circle.desk("Ana")

    def host(session: str, holder: str) -> None:
        gathering.clock.go_on(seconds=1)
        with ana.transaction() as db:
            services.take_role(
                db, by=ana.me, session=session, role="host", holder=gathering.circle[holder], at=ana.now()
            )

    host(gathering.meeting, "Cai")
    turn = gathering.begin("Ana", gathering.want("Ben"))

    def roles(session: str) -> dict[str, str]:
        with ana.reading() as db:
            return queries.session(db, asker=ana.me, session=session, at=ana.now()).roles

    assert roles(turn) == {"host": gathering.circle["Cai"]}
    host(turn, "Ben")
    assert roles(turn) == {"host": gathering.circle["Ben"]}
    assert roles(gathering.meeting) == {"host": gathering.circle["Cai"]}


def test_own_time_is_told_to_its_owner_alone(gathering: Gathering, clock: Clock) -> None:
    turn = gathering.begin("Ana", gathering.want("Ben"))
    clock.go_on(minutes=5)
    ben = gathering.circle.desk("Ben")
    with ben.transaction() as db:
        moves.pause(db, by=ben.me, session=turn, seen=1, at=ben.now())
    clock.go_on(minutes=30)
    with ben.transaction() as db:
        moves.go_on(db, by=ben.me, session=turn, seen=2, at=ben.now())
    clock.go_on(minutes=12)
    gathering.end(turn)
    gathering.end(gathering.meeting)
    clock.go_on(days=14)
    gathering.meeting = gathering.open("Ana")
    for name in ("Ben", "Cai"):
        gathering.come(name)
    gathering.go("agenda")
    shown = {
        name: state(page_of(gathering.circle.desk(name), cycle=gathering.cycle).parts.root)
        for name in ("Ana", "Ben", "Cai")
    }
    assert "17 minutes" in shown["Ben"]
    assert "17 minutes" not in shown["Ana"] + shown["Cai"]
    assert "Only you see this" in shown["Ben"]


def test_a_page_leads_through_a_meeting_with_a_turn_in_it(gathering: Gathering) -> None:
    pages = {
        name: page_of(gathering.circle.desk(name), cycle=gathering.cycle) for name in ("Ana", "Ben", "Cai")
    }

    def press(name: str, action: str, **values: str) -> None:
        gathering.clock.go_on(seconds=1)
        form(pages[name].parts.root, action).press(action, **values)
        for page in pages.values():
            page.again()

    assert "I am here" in state(pages["Ben"].parts.root)
    press("Ben", "come")
    assert "I am here" not in state(pages["Ben"].parts.root)
    assert "Ana, Ben" in state(pages["Cai"].parts.root)
    press("Ana", "forward")
    press("Ana", "forward")
    press("Ben", "want", kind="feedback", minutes="15")
    assert "Ben: Feedback, 15 minutes" in state(pages["Ana"].parts.root)
    press("Ana", "forward")
    press("Cai", "roles", host=gathering.circle["Ana"])
    press("Ana", "forward")
    (item,) = [value for value, _label in form(pages["Ana"].parts.root, "begin").fields[0]["options"]]
    press("Ana", "begin", item=item)
    assert "Your turn: Feedback" in state(pages["Ben"].parts.root)
    while "End this session" not in state(pages["Ana"].parts.root):
        press("Ana", "forward")
    press("Ana", "end")
    told = state(pages["Ben"].parts.root)
    assert "The turns" in told
    assert "This session is over" in told
    press("Ana", "forward")
    assert "This session is over" not in state(pages["Ben"].parts.root)
    press("Ana", "forward")
    press("Ana", "end")
    assert "Open the meeting" in state(pages["Ben"].parts.root)


def test_who_comes_late_lands_in_the_turn_that_is_on_and_can_say_so(gathering: Gathering) -> None:
    gathering.begin("Ana", gathering.want("Ben"))
    page = page_of(gathering.circle.desk("Cai"), cycle=gathering.cycle)
    assert "turn: Feedback" in state(page.parts.root)
    form(page.parts.root, "come").press("come")
    assert gathering.here() >= {"Cai"}
    assert "I am here" not in state(page.parts.root)


def test_who_has_left_the_group_comes_to_no_meeting(gathering: Gathering) -> None:
    cai = gathering.circle.desk("Cai")
    with cai.transaction() as db:
        people.set_standing(
            db, by=cai.me, group=gathering.circle.group, person=cai.me, standing=LEFT, at=cai.now()
        )
    with pytest.raises(Refused):
        gathering.come("Cai")
    with pytest.raises(Refused):
        gathering.now("Cai")


doings = st.lists(
    st.tuples(st.sampled_from(["Ana", "Ben", "Cai"]), st.sampled_from(["come", "leave", "want", "wait"])),
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doings)
def test_however_people_come_and_go_each_is_there_once_and_wants_a_kind_once(
    gathering: Gathering, told: list[tuple[str, str]]
) -> None:
    there = gathering.here()
    for name, doing in told:
        desk = gathering.circle.desk(name)
        if doing == "come":
            gathering.come(name)
            there.add(name)
        elif doing == "leave":
            with desk.transaction() as db:
                holding.leave(db, by=desk.me, meeting=gathering.meeting, at=desk.now())
            there.discard(name)
        elif doing == "want":
            gathering.want(name)
        else:
            gathering.clock.go_on(minutes=1)
        assert gathering.here() == there
    names = [name for name, _kind, _minutes in gathering.agenda()]
    assert len(names) == len(set(names))
