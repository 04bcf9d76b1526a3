"""What ends with a session, and what goes on although someone is not there."""

import pytest

from tests.builders import Circle, Clock
from tests.sessions.builders import Meeting
from workbench.core.rights import Refused
from workbench.people import services as people
from workbench.people.rules import LEFT
from workbench.sessions import moves, services


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    found = Meeting(circle)
    found.go("roles")
    return found


def give(meeting: Meeting, by: str, role: str, holder: str | None) -> None:
    desk = meeting.circle.desk(by)
    who = meeting.circle[holder] if holder else None
    with desk.transaction() as db:
        services.take_role(db, by=desk.me, session=meeting.session, role=role, holder=who, at=desk.now())


def end(meeting: Meeting) -> None:
    desk = meeting.circle.desk("Ben")
    with desk.transaction() as db:
        seen = meeting.seen("Ben").place.revision
        moves.end(db, by=desk.me, session=meeting.session, seen=seen, at=desk.now())


class TestTheHost:
    def test_who_has_left_the_group_holds_nobody_up(self, meeting: Meeting, circle: Circle) -> None:
        give(meeting, "Cai", "host", "Cai")
        cai = circle.desk("Cai")
        with cai.transaction() as db:
            people.set_standing(db, by=cai.me, group=circle.group, person=cai.me, standing=LEFT, at=cai.now())
        assert meeting.seen("Ben").roles == {}
        meeting.go("self", "Ben")
        assert meeting.seen("Ana").place.stage == "self"

    def test_who_never_comes_is_followed_by_another(self, meeting: Meeting) -> None:
        give(meeting, "Ana", "host", "Cai")
        with pytest.raises(Refused, match="host moves"):
            meeting.go("self", "Ben")
        give(meeting, "Ben", "host", "Ben")
        meeting.go("self", "Ben")
        assert meeting.seen("Ana").place.stage == "self"


class TestTheSupportPerson:
    def test_is_chosen_by_the_practitioner_alone(self, meeting: Meeting) -> None:
        with pytest.raises(Refused, match="practitioner chooses"):
            give(meeting, "Ben", "support", "Ben")

    def test_may_lay_the_role_down(self, meeting: Meeting) -> None:
        give(meeting, "Ana", "support", "Ben")
        give(meeting, "Ben", "support", None)
        assert meeting.seen("Ana").roles == {}


class TestAfterTheEnd:
    def test_nobody_holds_a_role_any_more(self, meeting: Meeting) -> None:
        give(meeting, "Ana", "support", "Ben")
        end(meeting)
        assert meeting.seen("Ana").roles == {}
        with pytest.raises(Refused, match="has ended"):
            give(meeting, "Ana", "support", "Ben")

    def test_who_was_still_writing_may_send_it_in_for_a_moment(
        self, meeting: Meeting, circle: Circle, clock: Clock
    ) -> None:
        end(meeting)
        clock.go_on(seconds=20)
        ben = circle.desk("Ben")
        with ben.transaction() as db:
            services.write_note(
                db, by=ben.me, session=meeting.session, kind="doubt", words="just now", at=ben.now()
            )

    def test_nobody_adds_a_note(self, meeting: Meeting, circle: Circle, clock: Clock) -> None:
        end(meeting)
        clock.go_on(seconds=21)
        ben = circle.desk("Ben")
        with ben.transaction() as db, pytest.raises(Refused, match="kept as a draft"):
            services.write_note(
                db, by=ben.me, session=meeting.session, kind="doubt", words="late", at=ben.now()
            )

    def test_what_it_was_for_stays_as_it_was(self, meeting: Meeting, circle: Circle) -> None:
        end(meeting)
        ana = circle.desk("Ana")
        with ana.transaction() as db, pytest.raises(Refused, match="has ended"):
            services.agree_contract(
                db, by=ana.me, session=meeting.session, purpose="Something else", seen_by="",
                outside_use="", criteria=[], seen=0, at=ana.now(),
            )  # fmt: skip

    def test_the_last_word_can_still_be_written(self, meeting: Meeting) -> None:
        meeting.send("Ana")
        end(meeting)
        meeting.close()
        assert meeting.seen("Ana").closing is not None
        assert meeting.seen("Ben").closing is None
