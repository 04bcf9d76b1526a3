"""A decision: own stand before others', each voice confirmed by itself, outcomes that are nobody's count."""

from datetime import timedelta

import pytest

from tests.builders import Circle
from tests.decisions.deciding import ALL, Decision, proposed
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.decisions import services
from workbench.forms.register import register
from workbench.forms.ways import Way
from workbench.people import services as people


@pytest.fixture
def four(store: Store) -> Circle:
    return Circle(store, ALL)


@pytest.fixture
def open_now(four: Circle) -> Decision:
    decision = Decision(four)
    decision.set_out()
    return decision


def stands(decision: Decision, name: str) -> set[str]:
    return {said.words for said in decision.seen(name).of("stand", "need")}


def test_nobody_reads_a_stand_before_voices_are_heard_and_their_own_is_set_down(open_now: Decision) -> None:
    open_now.stand("Ana", "ANA WANTS", "ANA NEEDS")
    open_now.stand("Ben", "BEN WANTS")
    assert stands(open_now, "Ben") == {"BEN WANTS"}
    open_now.go("voices")
    assert stands(open_now, "Ben") == {"ANA WANTS", "ANA NEEDS", "BEN WANTS"}
    assert stands(open_now, "Cai") == set()
    assert "ANA WANTS" not in open_now.page("Cai")
    open_now.stand("Cai", "CAI WANTS")
    assert "ANA WANTS" in open_now.page("Cai")


def test_a_stand_stays_as_it_was_sent_in(open_now: Decision) -> None:
    open_now.stand("Ana", "FIRST")
    with pytest.raises(Refused, match="stays as it is"):
        open_now.stand("Ana", "SECOND")
    assert stands(open_now, "Ana") == {"FIRST"}


def test_how_it_is_decided_is_told_before_anyone_writes_and_stays(open_now: Decision) -> None:
    open_now.set_out(mode="consensus")
    open_now.stand("Ben")
    with pytest.raises(Refused, match="stays as it is"):
        open_now.set_out(mode="consent")
    with pytest.raises(Refused, match="Whoever brings it"):
        open_now.set_out("Ben")


def test_one_s_own_practice_is_never_voted_on(open_now: Decision) -> None:
    open_now.set_out(scope="own")
    option = open_now.add("Ana", "option", "Fewer hours")
    with pytest.raises(Refused, match="nobody else weighs it"):
        open_now.dots("Ben", {option: "fine"})
    with pytest.raises(Refused, match="decides nothing here"):
        open_now.outcome("together")
    open_now.outcome("none", "We heard it.")
    open_now.conclude()
    assert open_now.seen().closed


def test_only_the_speaker_says_that_they_were_heard_and_who_did_not_is_not_confirmed(
    open_now: Decision,
) -> None:
    for name in ALL[:3]:
        open_now.stand(name)
    open_now.go("voices")
    open_now.heard("Ana")
    open_now.heard("Ben", "not-heard")
    open_now.outcome()
    for name in ALL[:3]:
        open_now.answer(name)
    open_now.conclude()
    told = {p.person_id: (p.here, p.heard) for p in open_now.seen().presences}
    who = open_now.circle.people
    assert told == {
        who["Ana"]: (True, "heard"), who["Ben"]: (True, "not-heard"), who["Cai"]: (True, "not-confirmed"),
        who["Dee"]: (False, "not-confirmed"),
    }  # fmt: skip


def test_a_difference_is_kept_whole_and_together_is_refused_beside_it(open_now: Decision) -> None:
    for name in ALL:
        open_now.stand(name)
    open_now.outcome()
    open_now.answer("Ana")
    with pytest.raises(Refused, match="own words"):
        open_now.answer("Ben", "differing")
    open_now.answer("Ben", "differing", "Too far for me, I come anyway.")
    with pytest.raises(Refused, match="affirmed"):
        open_now.conclude()
    open_now.outcome("differing")
    assert open_now.seen().answers() == {}, "who words it anew begins the answers anew"
    open_now.answer("Ben", "differing", "Too far for me, I come anyway.")
    open_now.conclude()
    assert "Too far for me, I come anyway." in open_now.page("Cai")
    assert "differing" in {a.tag.split()[0] for a in open_now.seen("Cai").answers().values()}


@pytest.mark.parametrize("mode", ["consent", "consensus", "threshold"])
def test_who_cannot_have_it_is_not_outvoted(four: Circle, mode: str) -> None:
    decision = Decision(four)
    decision.set_out(mode=mode, needed=2)
    for name in ALL:
        decision.stand(name)
    decision.outcome()
    for name in ALL[:3]:
        decision.answer(name)
    decision.answer("Dee", "objects", "It shuts me out.")
    with pytest.raises(Refused, match="Dee"):
        decision.conclude()
    decision.outcome("parked", "")
    decision.conclude()
    assert decision.seen().now.outcome == "parked"  # type: ignore[union-attr]


def test_what_was_agreed_beforehand_has_to_be_reached(four: Circle) -> None:
    decision = Decision(four)
    with pytest.raises(Refused, match="from 1 to 4"):
        decision.set_out(mode="threshold", needed=5)
    decision.set_out(mode="threshold", needed=3)
    for name in ALL:
        decision.stand(name)
    decision.outcome()
    decision.answer("Ana")
    with pytest.raises(Refused, match="Ana"):
        decision.conclude()
    decision.answer("Ben")
    decision.answer("Cai")
    decision.conclude()
    assert decision.seen().closed


def test_in_a_free_initiative_who_does_not_join_is_not_bound(four: Circle) -> None:
    decision = Decision(four)
    decision.set_out(mode="initiative")
    for name in ALL:
        decision.stand(name)
    decision.outcome()
    decision.answer("Ana")
    decision.answer("Ben")
    decision.conclude()
    free = {p.person_id for p in decision.seen().presences if p.stand == "not-bound"}
    assert free == {four["Cai"], four["Dee"]}


def test_everybody_reserved_ends_without_shame(open_now: Decision) -> None:
    option = open_now.add("Ana", "option", "Each month")
    for name in ALL:
        open_now.stand(name, strength="not-yet")
        open_now.dots(name, {option: "not"})
    open_now.show()
    open_now.outcome("none", "")
    open_now.conclude()
    assert open_now.seen().closed
    assert "no decision" in open_now.page("Ben")


def test_after_three_rounds_there_is_no_fourth(open_now: Decision) -> None:
    option = open_now.add("Ana", "option", "Each month")
    for _round in range(3):
        for name in ALL:
            open_now.dots(name, {option: "talk"})
        open_now.show()
    with pytest.raises(Refused, match="three rounds"):
        open_now.dots("Ana", {option: "fine"})


def test_a_proposer_who_leaves_in_the_middle_does_not_hold_it_up(open_now: Decision) -> None:
    open_now.stand("Ana", "ANA WANTS")
    ana = open_now.circle.desk("Ana")
    with ana.transaction() as db:
        people.set_standing(
            db, by=ana.me, group=open_now.circle.group, person=ana.me, standing="left", at=ana.now()
        )
    for name in ALL[1:]:
        open_now.stand(name)
    ben = open_now.desk("Ben")
    with ben.transaction() as db:
        services.put_outcome(
            db, by=ben.me, session=open_now.id, outcome="together", words="We go on.", carrier=None,
            review_on=open_now.today + timedelta(days=30), seen=open_now.seen("Ben").revision, at=ben.now(),
        )  # fmt: skip
    for name in ALL[1:]:
        open_now.answer(name)
    open_now.conclude("Ben")
    assert open_now.seen("Ben").closed


def test_two_decisions_on_one_form_at_once_and_the_second_is_told(four: Circle) -> None:
    form = proposed(four, "Ana", Way("Money", text="Each gives what they can."))
    first = Decision(four)
    first.set_out(form=form)
    second = Decision(four, "Ben")
    second.set_out("Ben", form=form)
    first.decide(ALL)
    for name in ALL:
        second.stand(name)
    second.outcome()
    for name in ALL:
        second.answer(name)
    with pytest.raises(Refused, match="decided on this since"):
        second.conclude()
    assert not second.seen().closed
    desk = four.desk("Cai")
    with desk.reading() as db:
        (entry,) = [
            e for e in register(db, asker=desk.me, group=four.group, at=desk.now()) if e.kind == "way"
        ]
    assert entry.stands == "held"


def test_a_group_of_two_decides(store: Store) -> None:
    two = Circle(store, ("Ana", "Ben"))
    decision = Decision(two)
    decision.set_out(mode="consensus")
    decision.decide(("Ana", "Ben"))
    assert decision.seen().closed
