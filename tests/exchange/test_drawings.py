"""The pictures by their names: of one person, of a group; for whom, and what is said where there is none."""

import json

import pytest

from tests.builders import PASSPHRASE
from tests.sessions.builders import Meeting
from workbench.audit import services as audit
from workbench.audit.queries import my_statements
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.exchange.drawings import OF_A_GROUP, PICTURES, picture
from workbench.practice import services as practice


@pytest.fixture
def told(circle):
    """Ana's assessment in a cycle that is over, her look back at it, and her line shown to the group."""
    meeting = Meeting(circle)
    meeting.hold("I ran over", "Never noticed", evidence_for="Once in time")
    circle.clock.go_on(days=30)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        at = ana.now()
        practice.add_component(db, by=ana.me, group=circle.group, name="Endings", shared=True, at=at)
        practice.close_cycle(db, by=ana.me, cycle=meeting.cycle, at=at)
        audit.rate_then(
            db, by=ana.me, version=meeting.criterion, cycle=meeting.cycle, mark="mostly",
            words="Seen from now", seen=0, at=at,
        )  # fmt: skip
        rows = my_statements(db, asker=ana.me, group=circle.group, at=at)
        audit.show_thread(
            db, by=ana.me, group=circle.group, criterion=rows[0]["criterion"], rows=rows, with_words=True,
            purpose="To ask you", length="weeks", at=at,
        )  # fmt: skip
    return circle


def drawn(circle, name, who="Ana", of="Ana", **more):
    return json.loads(
        picture(
            Desk(circle.store, ""), name, group="Tuesday group", practitioner=of, form="json",
            link=circle.tokens[who] if who else None, passphrase=lambda: PASSPHRASE, **more,
        )
    )  # fmt: skip


@pytest.mark.parametrize("name", [*PICTURES, *OF_A_GROUP])
def test_every_picture_of_the_catalogue_can_be_had_with_its_table(told, name):
    got = drawn(told, name)
    assert got["table"]
    assert got["figure"]["data"]


def test_a_rating_of_then_is_drawn_for_its_owner_alone(told):
    assert "Seen from now" in str(drawn(told, "then-and-now"))
    assert "Seen from now" not in str(drawn(told, "then-and-now", "Ben"))
    assert "Seen from now" not in str(drawn(told, "my-thread"))


def test_a_group_sees_what_was_shown_and_nothing_that_others_said_of_it(told):
    got = str(drawn(told, "group-threads", "Cai", of=None))
    assert "I ran over" in got
    assert "Never noticed" not in got


@pytest.mark.parametrize("name", OF_A_GROUP)
def test_a_picture_of_a_group_needs_a_link_of_someone_in_it(told, name):
    with pytest.raises(Refused, match="Add --link"):
        drawn(told, name, who=None, of=None)


def test_a_picture_of_one_person_needs_their_name(told):
    with pytest.raises(Refused, match="--practitioner"):
        drawn(told, "my-criteria", of=None)


@pytest.mark.parametrize("name", OF_A_GROUP)
def test_where_there_is_nothing_it_says_so(circle, name):
    with pytest.raises(Refused, match="nothing here to be shown yet"):
        drawn(circle, name, of=None)
