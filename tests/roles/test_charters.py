"""Roles hand themselves back: a charter shrinks by handing on, ends on its day, grows by decision only."""

from datetime import timedelta

import pytest

from tests.builders import START, Circle, Clock
from tests.decisions.deciding import chartered
from tests.roles.held import charter, may_keep, seen, taken_up
from tests.screens import form, state
from workbench.core.clock import shown_day
from workbench.core.rights import Refused
from workbench.cycles.pages import home
from workbench.forms import services as forms
from workbench.forms.ways import HOST
from workbench.models.forms import GroupForm
from workbench.people import services as people
from workbench.practice import services as practice
from workbench.roles import figures, services
from workbench.roles.pages import group_roles
from workbench.roles.queries import in_a_row
from workbench.sessions import queries as sessions
from workbench.sessions import services as opening


def test_a_power_begins_with_the_charter_and_ends_on_its_day_with_no_one_acting(
    circle: Circle, clock: Clock
) -> None:
    assert not may_keep(circle)
    taken_up(circle, charter(circle), days=50)
    assert may_keep(circle)
    assert not may_keep(circle, "Ben")
    clock.now = START + timedelta(days=50)
    assert may_keep(circle)
    clock.go_on(days=1)
    assert not may_keep(circle)
    assert seen(circle).unfilled
    assert [term.ended for term in seen(circle).terms] == ["sunset"]


def test_a_clock_that_is_set_back_brings_no_power_back(circle: Circle, clock: Clock) -> None:
    role = taken_up(circle, charter(circle), days=50)
    clock.go_on(days=60)
    assert not may_keep(circle)
    cai = circle.desk("Cai")
    with cai.transaction() as db:
        services.nominate(db, by=cai.me, role=role, person="", reason="", at=cai.now())
    clock.now = START + timedelta(days=10)
    assert not may_keep(circle)


def test_it_is_said_weeks_before_on_everybody_s_home_and_the_election_is_offered(
    circle: Circle, clock: Clock
) -> None:
    taken_up(circle, charter(circle), days=50)
    assert "nobody is proposed to follow" not in state(home(circle.desk("Ben")).parts.root)
    clock.go_on(days=30)
    for name in ("Ana", "Ben", "Cai"):
        page = state(home(circle.desk(name)).parts.root)
        end = shown_day((START + timedelta(days=50)).date())
        assert f"ends on {end}, and nobody is proposed to follow" in page
        assert "roles.ipynb" in page
    clock.go_on(days=40)
    assert "Nobody holds “Looking after the store” now" in state(home(circle.desk("Cai")).parts.root)


def test_whoever_holds_it_cannot_write_down_their_own_taking_up(circle: Circle) -> None:
    version = chartered(circle, "Ana", charter(circle))
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ben.transaction() as db:
        forms.say(db, by=ben.me, form=version, stand="with", words="", at=ben.now())
    with ana.transaction() as db, pytest.raises(Refused, match="Somebody else writes down"):
        services.take_up(db, by=ana.me, form=version, at=ana.now(), heard=False)


def test_nobody_is_put_into_a_role_without_saying_yes(circle: Circle) -> None:
    version = chartered(circle, "Ana", charter(circle, "Ben"))
    cai = circle.desk("Cai")
    with cai.transaction() as db:
        forms.say(db, by=cai.me, form=version, stand="with", words="", at=cai.now())
    with cai.transaction() as db, pytest.raises(Refused, match="not said yet"):
        services.take_up(db, by=cai.me, form=version, at=cai.now(), heard=False)
    with cai.transaction() as db, pytest.raises(Refused, match="Another person"):
        services.accept(db, by=cai.me, form=version, at=cai.now())


def test_going_on_longer_needs_a_reason_against_emergence(circle: Circle) -> None:
    taken_up(circle, charter(circle), days=50)
    topic = seen(circle).entry.topic
    with pytest.raises(Refused, match="cannot do it themselves yet"):
        chartered(circle, "Ben", charter(circle), days=120, role=topic)
    chartered(
        circle, "Ben", charter(circle, extension="Nobody else has tried a restore."), days=120, role=topic
    )
    assert len(seen(circle).entry.proposals) == 1


def test_what_others_do_themselves_now_shrinks_the_charter_without_a_decision(
    circle: Circle, clock: Clock
) -> None:
    role = taken_up(circle, charter(circle))
    ben, ana = circle.desk("Ben"), circle.desk("Ana")
    thing = "when a copy is made"
    with ben.transaction() as db, pytest.raises(Refused, match="Write down first"):
        services.hand_on(db, by=ben.me, role=role, thing=thing, to="by", words="", at=ben.now())
    clock.go_on(days=5)
    with ben.transaction() as db:
        services.now_myself(db, by=ben.me, role=role, thing=thing, words="I made two", at=ben.now())
        services.hand_on(db, by=ben.me, role=role, thing=thing, to="by", words="", at=ben.now())
    now = seen(circle)
    assert now.charter.decide_for == ("where it lies",)
    assert now.charter.left == (thing,)
    assert now.held is not None
    assert now.held.until == (START + timedelta(days=100)).date()
    assert len(now.terms) == 1, "a charter that shrinks goes on"
    with ana.transaction() as db, pytest.raises(Refused, match="widen"):
        services.shrink(db, by=ana.me, role=role, charter=charter(circle), ends=now.held.until, at=ana.now())
    with ana.transaction() as db, pytest.raises(Refused, match="widen"):
        services.shrink(
            db,
            by=ana.me,
            role=role,
            charter=now.charter,
            ends=now.held.until + timedelta(days=1),
            at=ana.now(),
        )


def test_only_the_holder_logs_and_everyone_affected_reads_it(circle: Circle) -> None:
    role = taken_up(circle, charter(circle))
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ben.transaction() as db, pytest.raises(Refused, match="holder"):
        services.log(db, by=ben.me, role=role, words="x", at=ben.now())
    with ana.transaction() as db:
        services.log(db, by=ana.me, role=role, words="A copy lies with Cai now", at=ana.now())
    root = group_roles(ben).parts.root
    form(root, "open").press("open", which=role)
    assert "A copy lies with Cai now" in state(root)


def test_as_many_as_agreed_recall_and_its_power_ends_at_once(circle: Circle) -> None:
    role = taken_up(circle, charter(circle, recall=2))
    ben, cai = circle.desk("Ben"), circle.desk("Cai")
    with ben.transaction() as db:
        assert not services.recall(db, by=ben.me, role=role, words="No copy for months", at=ben.now())
        assert not services.recall(db, by=ben.me, role=role, words="Still none", at=ben.now())
    assert may_keep(circle)
    with cai.transaction() as db:
        assert services.recall(db, by=cai.me, role=role, words="I asked twice", at=cai.now())
    assert not may_keep(circle)
    assert seen(circle).terms[-1].ended == "recall"


def test_a_holder_who_lays_it_down_or_leaves_holds_it_no_more(circle: Circle) -> None:
    role = taken_up(circle, charter(circle))
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        services.lay_down(db, by=ana.me, role=role, words="My year is full", at=ana.now())
    assert not may_keep(circle)
    assert seen(circle).terms[-1].ended == "laid-down"


def test_a_holder_who_leaves_the_group_has_no_power(circle: Circle) -> None:
    taken_up(circle, charter(circle, "Ben"))
    assert may_keep(circle, "Ben")
    ben = circle.desk("Ben")
    with ben.transaction() as db:
        people.set_standing(db, by=ben.me, group=circle.group, person=ben.me, standing="left", at=ben.now())
    assert not may_keep(circle, "Ben")


def test_one_power_is_held_once(circle: Circle) -> None:
    taken_up(circle, charter(circle))
    version = chartered(circle, "Ben", charter(circle, "Ben", title="Another keeper"))
    cai = circle.desk("Cai")
    with cai.transaction() as db:
        forms.say(db, by=cai.me, form=version, stand="with", words="", at=cai.now())
    with cai.transaction() as db, pytest.raises(Refused, match="Ana may do this"):
        services.take_up(db, by=cai.me, form=version, at=cai.now(), heard=False)


def test_nominations_are_read_once_one_s_own_is_set_down_and_somebody_shows_them(circle: Circle) -> None:
    version = chartered(circle, "Ana", charter(circle, ""))
    with circle.store.reading() as db:
        role = db.get_one(GroupForm, version).entity

    def nominated(name: str) -> set[str]:
        return {s.words for s in seen(circle, name).of("nomination")}

    def nominate(name: str, whom: str, why: str) -> None:
        desk = circle.desk(name)
        with desk.transaction() as db:
            services.nominate(db, by=desk.me, role=role, person=circle[whom], reason=why, at=desk.now())

    nominate("Ana", "Cai", "Cai asks how it works")
    nominate("Ben", "Ben", "I would like to learn it")
    assert nominated("Ana") == {"Cai asks how it works"}
    assert nominated("Cai") == set()
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        services.open_nominations(db, by=ana.me, role=role, at=ana.now())
    assert nominated("Ana") == {"Cai asks how it works", "I would like to learn it"}
    assert nominated("Cai") == set()
    nominate("Cai", "Ben", "He has time")
    assert len(nominated("Cai")) == 3


def test_a_charter_to_host_moves_the_steps_until_it_is_recalled_in_the_meeting(circle: Circle) -> None:
    role = taken_up(circle, charter(circle, title="Hosting", power=HOST, recall=1))
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=ana.now())
        session = opening.open_session(db, by=ana.me, cycle=cycle, practitioner=circle["Cai"], at=ana.now())

    def host(name: str) -> str | None:
        desk = circle.desk(name)
        with desk.reading() as db:
            return sessions.session(db, asker=desk.me, session=session, at=desk.now()).roles.get("host")

    assert host("Ben") == circle["Ana"]
    ben = circle.desk("Ben")
    with ben.transaction() as db:
        services.recall(db, by=ben.me, role=role, words="We cannot speak like this", at=ben.now())
    assert host("Ben") is None


def test_both_failures_are_in_view_nobody_there_and_always_the_same(circle: Circle, clock: Clock) -> None:
    taken_up(circle, charter(circle), days=30)
    topic = seen(circle).entry.topic
    for _term in range(2):
        clock.go_on(days=31)
        taken_up(circle, charter(circle, extension="Nobody dared"), days=30, role=topic)
    assert in_a_row(seen(circle).terms) == 3
    root = group_roles(circle.desk("Cai")).parts.root
    form(root, "open").press("open", which=seen(circle).entity)
    assert "for the third time or longer" in state(root)
    clock.go_on(days=31)
    root = group_roles(circle.desk("Cai")).parts.root
    form(root, "open").press("open", which=seen(circle).entity)
    assert "Nobody holds" in state(root)
    names = {person: name for name, person in circle.people.items()}
    frame = figures.frame([seen(circle)], names, clock.now.date())
    rows = figures.charters_table(frame)
    assert [row["how"] for row in rows].count("a term begins") == 3
