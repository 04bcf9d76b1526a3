"""A group holds a session in its own way: a copy, a proposal, an adoption, and the day on which it rests."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Circle, Clock
from tests.screens import form, state
from tests.sessions.builders import Meeting
from workbench.core.rights import Refused
from workbench.forms import queries as forms
from workbench.forms import rules
from workbench.forms import services as write
from workbench.models.sessions import Session
from workbench.people import services as people
from workbench.people.rules import LEFT
from workbench.sessions import altered, services
from workbench.sessions.altering import protocols
from workbench.sessions.checking import problems
from workbench.sessions.following import protocol_of, topic_of, version_for
from workbench.sessions.protocols import shipped

FEEDBACK = topic_of("feedback")
TODAY = date(2026, 3, 2)
OTHER = altered.without(shipped("feedback"), 3)


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return Meeting(circle)


def propose(circle: Circle, name: str = "Ana", text: str = OTHER, review_on: date | None = None) -> str:
    desk = circle.desk(name)
    with desk.transaction() as db:
        version_for(db, by=desk.me, group=circle.group, kind="feedback", at=desk.now())
        return write.propose(
            db, by=desk.me, group=circle.group, topic=FEEDBACK, text=text, reason="Fewer steps",
            review_on=review_on, cycle=None, at=desk.now(),
        )  # fmt: skip


def adopt(circle: Circle, version: str, name: str = "Ben") -> str:
    desk = circle.desk(name)
    with desk.transaction() as db:
        return write.adopt(db, by=desk.me, form=version, at=desk.now())


def holds(circle: Circle) -> str:
    with circle.store.reading() as db:
        found = forms.in_force(db, group=circle.group, topic=FEEDBACK, at=circle.store.clock())
        return found.text if found else ""


def begin(meeting: Meeting, name: str) -> str:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        return services.open_session(
            db, by=desk.me, cycle=meeting.cycle, practitioner=desk.me, kind="feedback", at=desk.now()
        )


def steps_of(circle: Circle, session: str) -> int:
    with circle.store.reading() as db:
        return len(protocol_of(db, db.get_one(Session, session)).stages)


def test_the_first_session_of_a_kind_pins_what_ships(meeting: Meeting) -> None:
    session = begin(meeting, "Ana")
    with meeting.circle.store.reading() as db:
        (only,) = forms.rows(db, group=meeting.circle.group, topic=FEEDBACK)
        assert (only.fate, only.origin, only.text) == ("held", "shipped", shipped("feedback"))
        assert db.get_one(Session, session).form_id == only.id


def test_a_session_that_is_on_goes_on_as_it_began_and_the_next_follows_the_new_one(meeting: Meeting) -> None:
    before = begin(meeting, "Ana")
    adopt(meeting.circle, propose(meeting.circle))
    after = begin(meeting, "Ben")
    assert (steps_of(meeting.circle, before), steps_of(meeting.circle, after)) == (8, 7)


def test_what_differs_stays_beside_what_was_adopted(circle: Circle) -> None:
    version = propose(circle)
    cai = circle.desk("Cai")
    with cai.transaction() as db:
        write.say(db, by=cai.me, form=version, stand="differing", words="I need the facts", at=cai.now())
    adopt(circle, version)
    ana = circle.desk("Ana")
    with ana.reading() as db:
        said = forms.voices(db, asker=ana.me, group=circle.group, topic=FEEDBACK)
    assert [voice.words for voice in said[version]] == ["I need the facts"]
    assert "I need the facts" in _page(circle, "Ana", "feedback")


def _page(circle: Circle, name: str, kind: str) -> str:
    page = protocols(circle.desk(name))
    form(page.parts.root, "look").press("look", kind=kind)
    return state(page.parts.root)


def test_past_its_day_it_rests_by_itself_and_what_ships_holds(circle: Circle, clock: Clock) -> None:
    adopt(circle, propose(circle, review_on=TODAY + timedelta(days=30)))
    clock.go_on(days=30)
    assert holds(circle) == OTHER
    clock.go_on(days=1)
    assert holds(circle) == shipped("feedback")
    clock.go_on(days=5 * 365)
    assert holds(circle) == shipped("feedback")


def test_a_trial_leads_back_to_the_version_before_it(circle: Circle, clock: Clock) -> None:
    adopt(circle, propose(circle))
    other = altered.without(OTHER, 0)
    adopt(circle, propose(circle, text=other, review_on=TODAY + timedelta(days=7)))
    assert holds(circle) == other
    clock.go_on(days=8)
    assert holds(circle) == OTHER


def test_a_newer_version_that_ships_is_a_proposal_and_changes_nothing(circle: Circle) -> None:
    ana = circle.desk("Ana")
    newer = altered.renamed(shipped("feedback"), "Feedback", "Said otherwise")
    with ana.transaction() as db:
        for text in (shipped("feedback"), newer, newer):
            write.pin(db, by=ana.me, group=circle.group, topic=FEEDBACK, text=text, at=ana.now())
    assert holds(circle) == shipped("feedback")
    with circle.store.reading() as db:
        every = forms.rows(db, group=circle.group, topic=FEEDBACK)
        (came,) = rules.open_proposals(every)
    assert (came.origin, came.text) == ("shipped", newer)
    assert "came with the workbench" in _page(circle, "Ben", "feedback")
    adopt(circle, came.id)
    assert holds(circle) == newer


def test_of_two_proposals_at_once_one_is_adopted_and_the_other_is_told(circle: Circle) -> None:
    one, other = propose(circle), propose(circle, "Ben", altered.without(shipped("feedback"), 0))
    adopt(circle, one)
    with pytest.raises(Refused, match="decided on this since"):
        adopt(circle, other, "Cai")
    assert holds(circle) == OTHER


def test_a_version_can_be_let_rest_and_is_still_there_to_read(circle: Circle) -> None:
    adopt(circle, propose(circle))
    cai = circle.desk("Cai")
    with cai.transaction() as db:
        write.let_rest(db, by=cai.me, group=circle.group, topic=FEEDBACK, reason="Too short", at=cai.now())
    assert holds(circle) == shipped("feedback")
    told = _page(circle, "Ana", "feedback")
    assert "put to rest" in told
    assert "Too short" in told


BAD: dict[str, dict[str, Any]] = {
    "no reason": {"reason": " "},
    "yesterday": {"review_on": TODAY - timedelta(days=1)},
    "in ten years": {"review_on": TODAY + timedelta(days=3650)},
    "a book": {"text": "x" * 100_001},
    "the same": {"text": shipped("feedback")},
}


@pytest.mark.parametrize("why", sorted(BAD))
def test_what_cannot_be_proposed_is_refused_and_nothing_is_kept(circle: Circle, why: str) -> None:
    ana = circle.desk("Ana")
    told: dict[str, Any] = {"text": OTHER, "reason": "Fewer steps", "review_on": None} | BAD[why]
    with ana.transaction() as db:
        version_for(db, by=ana.me, group=circle.group, kind="feedback", at=ana.now())
        with pytest.raises(Refused, match="Nothing was proposed"):
            write.propose(db, by=ana.me, group=circle.group, topic=FEEDBACK, cycle=None, at=ana.now(), **told)
        assert len(forms.rows(db, group=circle.group, topic=FEEDBACK)) == 1


def test_who_has_left_neither_proposes_nor_adopts_nor_reads(circle: Circle) -> None:
    version = propose(circle)
    cai = circle.desk("Cai")
    with cai.transaction() as db:
        people.set_standing(db, by=cai.me, group=circle.group, person=cai.me, standing=LEFT, at=cai.now())
    for act in (lambda: propose(circle, "Cai"), lambda: adopt(circle, version, "Cai")):
        with pytest.raises(Refused):
            act()
    with cai.reading() as db, pytest.raises(Refused):
        forms.versions(db, asker=cai.me, group=circle.group, topic=FEEDBACK)


doings = st.lists(st.sampled_from(["propose", "trial", "adopt", "rest", "wait"]), max_size=10)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doings)
def test_whatever_a_group_does_one_version_holds_and_it_can_be_followed(
    circle: Circle, told: list[str]
) -> None:
    ana = circle.desk("Ana")
    for number, doing in enumerate(told):
        with ana.transaction() as db:
            version_for(db, by=ana.me, group=circle.group, kind="feedback", at=ana.now())
            every = forms.rows(db, group=circle.group, topic=FEEDBACK)
            day = forms.today(db, group=circle.group, at=ana.now())
            try:
                if doing in {"propose", "trial"}:
                    write.propose(
                        db, by=ana.me, group=circle.group, topic=FEEDBACK, reason="So", cycle=None,
                        at=ana.now(), review_on=day + timedelta(days=3) if doing == "trial" else None,
                        text=altered.renamed(OTHER, f"Feedback {number} {ana.now()}", "Why"),
                    )  # fmt: skip
                elif doing == "adopt" and rules.open_proposals(every):
                    write.adopt(db, by=ana.me, form=rules.open_proposals(every)[0].id, at=ana.now())
                elif doing == "rest":
                    write.let_rest(db, by=ana.me, group=circle.group, topic=FEEDBACK, reason="", at=ana.now())
            except Refused:
                pass
        if doing == "wait":
            circle.clock.go_on(days=2)  # type: ignore[attr-defined]
        assert problems(holds(circle) or shipped("feedback"), kind="feedback") == ()
