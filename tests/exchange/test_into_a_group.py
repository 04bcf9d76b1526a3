"""Assessments that come into a group which is at work already: the room's own records stay as they are."""

import pytest
from sqlalchemy import func, select

from tests.builders import Circle
from tests.exchange.sheets import GROUP, a_csv, bring, judged
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.models.practice import Criterion, Cycle
from workbench.practice import services as practice
from workbench.sessions import services as sessions
from workbench.sessions.rules import View


def refused(outcome):
    return dict(outcome.refused)


@pytest.fixture
def held(circle):
    """A circle with one closed cycle, one criterion of three marks, and an open second cycle."""
    ana = circle["Ana"]
    with circle.desk("Ana").transaction() as db:
        at = circle.clock()
        cycle = practice.open_cycle(db, by=ana, group=circle.group, at=at)
        version = practice.write_criterion(
            db, by=ana, group=circle.group, wording="I end on time", lack="", labels=("no", "partly", "yes"),
            shared=True, at=at,
        )  # fmt: skip
        practice.adopt(db, by=ana, version=version, at=at)
        practice.close_cycle(db, by=ana, cycle=cycle, at=at)
        practice.open_cycle(db, by=ana, group=circle.group, at=at)
    return circle


def keeper(circle: Circle) -> Desk:
    return Desk(circle.store, "")


def test_an_unknown_group_that_is_named_is_refused_with_one_that_is_like_it(held, tmp_path):
    with pytest.raises(Refused, match="There is “Tuesday group”"):
        bring(keeper(held), a_csv(tmp_path, [judged()]), group="Tusday group")


def test_a_row_about_another_group_than_the_one_named_is_refused(held, tmp_path):
    outcome = bring(keeper(held), a_csv(tmp_path, [judged(group="Other"), judged()]), group=GROUP)
    assert list(refused(outcome)) == [2]


def test_an_open_cycle_and_one_after_it_are_left_to_the_room(held, tmp_path):
    outcome = bring(keeper(held), a_csv(tmp_path, [judged(cycle="2"), judged(cycle="3"), judged(cycle="1")]))
    assert list(refused(outcome)) == [2, 3]
    assert "is open; what belongs to it is written in the room" in refused(outcome)[2]


def test_a_wording_that_is_not_the_present_one_is_refused_with_the_present_one(held, tmp_path):
    ana = held["Ana"]
    with held.desk("Ana").transaction() as db:
        entity, seen = db.execute(select(Criterion.entity, func.max(Criterion.revision))).one()
        version = practice.revise_criterion(
            db, by=ana, entity=entity, seen=seen, wording="I name the ending", lack="", labels=("no", "yes"),
            component=None, reason="clearer", at=held.clock(),
        )  # fmt: skip
        practice.adopt(db, by=ana, version=version, at=held.clock())
    outcome = bring(
        keeper(held), a_csv(tmp_path, [judged(), judged(criterion="I name the ending", mark="yes")])
    )
    assert list(refused(outcome)) == [2]
    assert "now it is “I name the ending”" in refused(outcome)[2]


def test_a_criterion_that_is_only_proposed_is_refused(held, tmp_path):
    with held.desk("Ana").transaction() as db:
        practice.write_criterion(
            db, by=held["Ana"], group=held.group, wording="I listen", shared=True, at=held.clock()
        )
    outcome = bring(keeper(held), a_csv(tmp_path, [judged(criterion="I listen")]))
    assert "proposed and not adopted" in refused(outcome)[2]


def test_marks_are_those_of_the_criterion_that_is_there_whatever_the_scale_says(held, tmp_path):
    rows = [judged(mark="yes"), judged("Ben", mark="3")]
    assert list(refused(bring(keeper(held), a_csv(tmp_path, rows), scale_="1-7"))) == [3]


def test_nothing_is_added_to_a_session_that_was_held_in_the_room(held, tmp_path):
    ana, at = held["Ana"], held.clock()
    with held.desk("Ana").transaction() as db:
        cycle = db.scalar(select(Cycle.id).where(Cycle.number == 2))
        version = db.scalar(select(Criterion.id).where(Criterion.fate == "held"))
        session = sessions.open_session(db, by=ana, cycle=cycle, practitioner=ana, at=at)
        sessions.send_view(db, by=ana, session=session, views=[View(version, "yes", "Mostly")], at=at)
        practice.close_cycle(db, by=ana, cycle=cycle, at=at)
    path = a_csv(tmp_path, [judged(cycle="2", mark="yes", at=""), judged("Ben", cycle="2", mark="no")])
    outcome = bring(keeper(held), path)
    assert (outcome.already_here, list(refused(outcome))) == (1, [3])
    assert "was held in the room" in refused(outcome)[3]


def test_two_people_of_one_name_cannot_be_told_apart(circle, tmp_path):
    from workbench.people import services as people

    with circle.desk("Ana").transaction() as db:
        people.invite(db, by=circle["Ana"], group=circle.group, name="Ben", at=circle.clock())
    assert "two" not in (why := refused(bring(keeper(circle), a_csv(tmp_path, [judged("Ben")])))[2])
    assert "2 people called “Ben”" in why
