"""An assessment session, step by step, on a real store."""

import pytest

from tests.builders import Circle, Clock
from tests.sessions.builders import Meeting, authors
from workbench.core.rights import Refused
from workbench.models.practice import Criterion
from workbench.practice import services as practice
from workbench.sessions import moves, services


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return Meeting(circle)


class TestTheOwnView:
    def test_comes_before_any_peers(self, meeting: Meeting) -> None:
        with pytest.raises(Refused, match="own view has not been sent in"):
            meeting.send("Ben")

    def test_can_be_sent_in_once_only(self, meeting: Meeting) -> None:
        meeting.send("Ana")
        with pytest.raises(Refused, match="already"):
            meeting.send("Ana", mark="always")
        assert [v.view.mark for v in meeting.seen("Ana").views] == ["mostly"]

    def test_is_not_sent_in_empty_and_stays_open(self, meeting: Meeting) -> None:
        for blank in ("", " \n"):
            with pytest.raises(Refused, match=r"stays open.*can also be skipped in the meeting"):
                meeting.send("Ana", mark=None, words=blank)
        assert meeting.seen("Ana").sent_in == frozenset()
        assert meeting.seen("Ana").contract is None
        meeting.send("Ana", mark=None, evidence_against="one thing")

    def test_is_read_by_others_only_once_presented(self, meeting: Meeting, circle: Circle) -> None:
        meeting.send("Ana")
        assert authors(meeting.seen("Ben")) == set()
        meeting.go("account")
        assert authors(meeting.seen("Ben")) == {circle["Ana"]}

    def test_takes_only_marks_of_its_scale(self, meeting: Meeting) -> None:
        with pytest.raises(Refused, match="not on its scale"):
            meeting.send("Ana", mark="5")
        assert meeting.seen("Ana").sent_in == frozenset()

    def test_takes_only_the_wordings_in_use(self, meeting: Meeting, circle: Circle) -> None:
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            entity = db.get_one(Criterion, meeting.criterion).entity
            practice.revise_criterion(
                db, by=ana.me, entity=entity, seen=1, wording="I end when I said", lack="",
                labels=("no", "yes"), component=None, reason="clearer", at=ana.now(),
            )  # fmt: skip
        with pytest.raises(Refused, match="not the one in use"):
            meeting.send("Ana")


class TestThePeersViews:
    def test_are_read_by_nobody_before_all_are_shown(self, meeting: Meeting, circle: Circle) -> None:
        meeting.send("Ana")
        meeting.send("Ben", mark="always")
        meeting.go("account")
        for name in ("Ana", "Cai"):
            assert authors(meeting.seen(name)) == {circle["Ana"]}

    def test_are_not_sent_in_empty_and_stay_open(self, meeting: Meeting, circle: Circle) -> None:
        meeting.send("Ana")
        with pytest.raises(Refused, match=r"stays open.*I have no basis to judge this"):
            meeting.send("Ben", mark=None)
        assert meeting.seen("Ben").sent_in == {circle["Ana"]}
        meeting.send("Ben", mark=None, no_basis=True)
        assert meeting.seen("Ben").sent_in == {circle["Ana"], circle["Ben"]}

    def test_appear_together_for_everyone(self, meeting: Meeting, circle: Circle) -> None:
        meeting.send("Ana")
        meeting.send("Ben", mark="always")
        meeting.send("Cai", mark=None, words="as I saw it")
        meeting.go("reveal")
        for name in ("Ana", "Ben", "Cai"):
            assert circle["Ben"] in authors(meeting.seen(name))

    def test_cannot_follow_after_all_were_shown(self, meeting: Meeting) -> None:
        meeting.send("Ana")
        meeting.go("reveal")
        with pytest.raises(Refused, match="independent"):
            meeting.send("Ben")

    def test_do_not_hold_anyone_up(self, meeting: Meeting) -> None:
        meeting.send("Ana")
        meeting.go("reveal")
        meeting.close()
        assert meeting.seen("Ana").closing is not None

    def test_stay_with_the_practitioner_and_the_author_after_the_end(
        self, meeting: Meeting, circle: Circle
    ) -> None:
        meeting.send("Ana")
        meeting.send("Ben")
        meeting.go("reveal")
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            moves.end(db, by=ana.me, session=meeting.session, seen=1, at=ana.now())
        assert authors(meeting.seen("Ana")) == {circle["Ana"], circle["Ben"]}
        assert authors(meeting.seen("Ben")) == {circle["Ben"]}
        assert authors(meeting.seen("Cai")) == set()


class TestTheLastWord:
    def test_is_the_practitioners_alone(self, meeting: Meeting) -> None:
        meeting.send("Ana")
        with pytest.raises(Refused, match="practitioner alone"):
            meeting.close("Ben")

    def test_is_not_overwritten_by_an_older_page(self, meeting: Meeting) -> None:
        meeting.send("Ana")
        meeting.close(seen=0)
        with pytest.raises(Refused, match="another page"):
            meeting.close(seen=0, stance="revise")
        meeting.close(seen=1, stance="suspend")
        last = meeting.seen("Ana").closing
        assert last is not None
        assert last.stance == "suspend"


class TestMovingOn:
    def test_needs_the_own_view_before_all_is_shown(self, meeting: Meeting) -> None:
        with pytest.raises(Refused, match="nothing to show yet"):
            meeting.go("reveal")

    def test_by_two_at_once_has_one_outcome_and_the_other_is_told(
        self, meeting: Meeting, circle: Circle
    ) -> None:
        for name, outcome in (("Ana", None), ("Ben", Refused)):
            desk = circle.desk(name)
            with desk.transaction() as db:
                move = dict(by=desk.me, session=meeting.session, to="roles", seen=0, at=desk.now())
                if outcome is None:
                    moves.move(db, **move)  # type: ignore[arg-type]
                else:
                    with pytest.raises(outcome, match="a moment ago"):
                        moves.move(db, **move)  # type: ignore[arg-type]
        assert meeting.seen("Cai").place.stage == "roles"

    def test_is_the_hosts_while_anyone_may_step_back_and_skip(
        self, meeting: Meeting, circle: Circle, clock: Clock
    ) -> None:
        ana, ben = circle.desk("Ana"), circle.desk("Ben")
        meeting.go("contract")
        with ana.transaction() as db:
            services.take_role(db, by=ana.me, session=meeting.session, role="host", holder=ana.me, at=clock())
        with ben.transaction() as db, pytest.raises(Refused, match="host moves"):
            moves.move(db, by=ben.me, session=meeting.session, to="roles", seen=1, at=clock())
        with ben.transaction() as db:
            moves.move(db, by=ben.me, session=meeting.session, to="roles", seen=1, at=clock(), skipping=True)
        meeting.go("contract", "Ben")
        assert meeting.seen("Ana").place.stage == "contract"

    def test_ten_times_to_and_fro_changes_no_stored_word(self, meeting: Meeting) -> None:
        meeting.send("Ana", words="as it was")
        for _turn in range(10):
            meeting.go("account")
            meeting.go("self")
        assert [v.view.words for v in meeting.seen("Ana").views] == ["as it was"]


class TestDoubts:
    def test_fade_after_thirty_days(self, meeting: Meeting, circle: Circle, clock: Clock) -> None:
        ben = circle.desk("Ben")
        with ben.transaction() as db:
            services.write_note(
                db, by=ben.me, session=meeting.session, kind="doubt", words="really?", at=clock()
            )
        assert [n.words for n in meeting.seen("Ana").notes] == ["really?"]
        clock.go_on(days=31)
        assert meeting.seen("Ana").notes == ()
