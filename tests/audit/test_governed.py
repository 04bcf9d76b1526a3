"""What a group agreed on and hands on stands beside one's own years: differences, and events on the axis."""

from tests.builders import Circle, Clock
from tests.decisions.deciding import Decision, proposed
from tests.roles.held import charter, taken_up
from workbench.audit.differences import differences
from workbench.audit.seen import trends_seen
from workbench.forms import agreed
from workbench.forms.ways import Way
from workbench.models.forms import GroupForm
from workbench.roles import services as roles


def test_a_difference_about_a_form_stands_on_the_board_with_its_age_and_when_it_was_looked_at(
    circle: Circle, clock: Clock
) -> None:
    form = proposed(circle, "Ana", Way("Money", text="Each gives what they can."), days=300)
    decision = Decision(circle)
    decision.set_out(form=form)
    for name in circle.people:
        decision.stand(name)
    decision.outcome("differing", "Yes")
    decision.answer("Ana")
    decision.answer("Ben")
    decision.answer("Cai", "differing", "I would say how much beforehand.")
    decision.conclude()
    ben = circle.desk("Ben")
    at = clock.go_on(days=30)
    with ben.transaction() as db:
        entity = db.get_one(GroupForm, form).entity
        agreed.review(db, by=ben.me, form=entity, answers={"experience": "Enough came in."}, at=at)
    with ben.reading() as db:
        (one,) = differences(db, asker=ben.me, group=circle.group, at=at)
    assert one.holds == "Money: Each gives what they can."
    assert (one.sees, one.words) == (circle["Cai"], "I would say how much beforehand.")
    assert one.revisited == at
    assert one.since < at


def test_a_role_that_changes_hands_is_an_event_on_everybody_s_axis_of_time(circle: Circle) -> None:
    role = taken_up(circle, charter(circle))
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        roles.hand_on(
            db, by=ana.me, role=role, thing="where it lies", to="with", words="We choose it", at=ana.now()
        )
    ben = circle.desk("Ben")
    with ben.reading() as db:
        told = [
            words for _at, words in trends_seen(db, asker=ben.me, group=circle.group, at=ben.now()).events
        ]
    assert told == [
        "Looking after the store: Ana takes it up", "Looking after the store: handed on: where it lies",
    ]  # fmt: skip
