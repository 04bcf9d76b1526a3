"""Who may read what of a session, asked from the places where it could slip out."""

import pytest

from tests.builders import Circle, Clock
from tests.screens import form
from tests.sessions.builders import Meeting, authors
from workbench.core.rights import Refused
from workbench.people import services as people
from workbench.people.rules import LEFT
from workbench.practice import services as practice
from workbench.practice.rules import seen_by
from workbench.sessions import services
from workbench.sessions.pages import self_assessment
from workbench.sessions.rules import View
from workbench.sessions.statements import statements

SECRET = "I stop before I am asked to"


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return Meeting(circle)


def personal(meeting: Meeting, wording: str = SECRET) -> str:
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        return practice.write_criterion(
            db, by=ana.me, group=meeting.circle.group, wording=wording, at=ana.now()
        )


def shared(meeting: Meeting, wording: str = "We end on time") -> str:
    ben = meeting.circle.desk("Ben")
    with ben.transaction() as db:
        proposed = practice.write_criterion(
            db, by=ben.me, group=meeting.circle.group, wording=wording, shared=True, at=ben.now()
        )
        return practice.adopt(db, by=ben.me, version=proposed, at=ben.now())


def agree(meeting: Meeting, criteria: list[str], seen: int = 0) -> None:
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        services.agree_contract(
            db, by=ana.me, session=meeting.session, purpose="To learn", seen_by="", outside_use="",
            criteria=criteria, seen=seen, at=ana.now(),
        )  # fmt: skip


def send(meeting: Meeting, name: str, *views: View) -> None:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        services.send_view(db, by=desk.me, session=meeting.session, views=views, at=desk.now())


def wordings(meeting: Meeting, name: str) -> set[str]:
    return {w.wording for w in meeting.seen(name).criteria}


class TestAPersonalCriterion:
    def test_is_not_shown_by_a_contract_that_names_no_criteria(self, meeting: Meeting) -> None:
        personal(meeting)
        common = shared(meeting)
        agree(meeting, [])
        assert wordings(meeting, "Ben") == {"We end on time"}
        assert SECRET in wordings(meeting, "Ana")
        send(meeting, "Ana", View(common, words="mostly"))
        assert wordings(meeting, "Ben") == {"We end on time"}

    def test_is_not_named_by_sending_in_a_view_in_which_it_was_left_empty(self, meeting: Meeting) -> None:
        kept = personal(meeting)
        send(meeting, "Ana", View(meeting.criterion, mark="mostly"), View(kept))
        assert wordings(meeting, "Ben") == {"I end on time"}

    def test_is_shown_where_its_owner_named_it(self, meeting: Meeting) -> None:
        agree(meeting, [personal(meeting)])
        assert wordings(meeting, "Ben") == {SECRET}

    def test_is_read_by_others_in_the_ways_that_the_sentence_names_and_no_other(
        self, meeting: Meeting
    ) -> None:
        said = seen_by(shared=False, criterion=True)
        assert said.startswith("Only you")
        assert "until you choose it for a session or write to it in one" in said
        kept = personal(meeting)
        assert SECRET not in wordings(meeting, "Ben")
        agree(meeting, [])
        assert SECRET not in wordings(meeting, "Ben")
        send(meeting, "Ana", View(kept, words="written to"))
        assert SECRET in wordings(meeting, "Ben")

    def test_is_not_chosen_beforehand_and_the_form_says_what_choosing_it_does(
        self, meeting: Meeting, circle: Circle
    ) -> None:
        kept, common = personal(meeting), shared(meeting)
        page = self_assessment(circle.desk("Ana"), session=meeting.session)
        contract = form(page.parts.root, "agree")
        assert contract.values["criteria"] == [common]
        field = next(each for each in contract.fields if each["name"] == "criteria")
        assert (kept, f"{SECRET} (your own)") in field["options"]
        assert field["hint"] == "Choosing one of your own shows its wording to those in the session."
        contract.press("agree")
        assert wordings(meeting, "Ben") == {"We end on time"}
        form(page.parts.root, "agree").press("agree", criteria=[kept, common])
        assert wordings(meeting, "Ben") == {"We end on time", SECRET}

    def test_cannot_be_judged_by_a_peer_who_has_its_id(self, meeting: Meeting) -> None:
        kept = personal(meeting)
        send(meeting, "Ana", View(meeting.criterion, mark="mostly"))
        with pytest.raises(Refused) as refused:
            send(meeting, "Ben", View(kept, words="a guess"))
        assert SECRET not in refused.value.sentence

    def test_of_someone_else_cannot_be_put_in_a_contract(self, meeting: Meeting, circle: Circle) -> None:
        ben = circle.desk("Ben")
        with ben.transaction() as db:
            bens = practice.write_criterion(
                db, by=ben.me, group=circle.group, wording="Ben's own", at=ben.now()
            )
        with pytest.raises(Refused, match="not yours to use") as refused:
            agree(meeting, [bens])
        assert "Ben's own" not in refused.value.sentence

    def test_of_another_group_cannot_be_put_in_a_contract(self, meeting: Meeting, circle: Circle) -> None:
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            other = people.found_group(db, by=ana.me, name="Friday group", zone="UTC", at=ana.now())
            there = practice.write_criterion(db, by=ana.me, group=other, wording="There", at=ana.now())
        with pytest.raises(Refused, match="not yours to use"):
            agree(meeting, [there])


class TestTheSessionOfSomeoneWhoLeft:
    def test_does_not_shut_the_group_out(self, meeting: Meeting, circle: Circle) -> None:
        personal(meeting)
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            people.set_standing(db, by=ana.me, group=circle.group, person=ana.me, standing=LEFT, at=ana.now())
        assert meeting.seen("Ben").criteria == ()
        with pytest.raises(Refused, match="not in this group"):
            meeting.seen("Ana")


def test_pictures_hold_no_more_than_the_session(meeting: Meeting, circle: Circle, clock: Clock) -> None:
    kept = personal(meeting)
    send(meeting, "Ana", View(meeting.criterion, mark="mostly"), View(kept))
    clock.go_on(minutes=1)
    meeting.go("reveal")
    ben = circle.desk("Ben")
    with ben.reading() as db:
        rows = statements(db, asker=ben.me, group=circle.group, practitioner=circle["Ana"], at=ben.now())
    assert SECRET not in str(rows)


class TestTheOwnView:
    def test_is_not_presented_by_an_account_that_was_passed_over(
        self, meeting: Meeting, circle: Circle, clock: Clock
    ) -> None:
        for step in ("account", "self"):
            meeting.go(step)
            clock.go_on(minutes=1)
        meeting.send("Ana")
        clock.go_on(minutes=1)
        meeting.go("peers")
        assert authors(meeting.seen("Ben")) == set()
        meeting.go("account")
        assert authors(meeting.seen("Ben")) == {circle["Ana"]}

    def test_is_presented_where_it_was_sent_in_during_the_account(
        self, meeting: Meeting, circle: Circle, clock: Clock
    ) -> None:
        meeting.go("account")
        clock.go_on(minutes=1)
        meeting.send("Ana")
        assert authors(meeting.seen("Ben")) == {circle["Ana"]}

    def test_stays_presented_when_someone_steps_back(
        self, meeting: Meeting, circle: Circle, clock: Clock
    ) -> None:
        meeting.send("Ana")
        for step in ("account", "self", "peers"):
            clock.go_on(minutes=1)
            meeting.go(step)
        assert authors(meeting.seen("Ben")) == {circle["Ana"]}
