"""One's dates: the rhythm of a cycle, a file with identifiers that stay, and a private address."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.builders import Circle
from tests.decisions.deciding import Decision, proposed
from tests.practice.builders import Practising
from tests.roles.held import charter, taken_up
from tests.screens import card, state
from workbench.core.rights import Refused
from workbench.cycles import calendar, planning
from workbench.cycles.pages import home
from workbench.cycles.planning import GUESS, PHASES, may_plan
from workbench.forms.ways import Way

OPENED = date(2026, 3, 2)


class Planning(Practising):
    """A group in its first cycle, and its plan."""

    def __init__(self, store):
        super().__init__(store)
        self.open = self.cycle()

    def plan(self, name="Ana"):
        return self.read(planning.plan_of, name, cycle=self.open)

    def set(self, name="Ana", *, seen=0, **begins):
        days = {**self.plan().begins, **begins}
        with self.writing(name) as db:
            planning.set_plan(db, by=self[name], cycle=self.open, begins=days, seen=seen, at=self.now)

    def dates(self, name="Ana"):
        return self.read(calendar.dates, name, at=self.now)

    def feed(self, name="Ana"):
        with self.writing(name) as db:
            return calendar.make_feed(db, by=self[name], at=self.now)

    def opens(self, token):
        with self.store.reading() as db:
            return calendar.person_by_feed(db, token=token, at=self.now)


@pytest.fixture
def circle(store):
    return Planning(store)


class TestTheRhythm:
    def test_is_a_guess_from_the_first_day_until_somebody_sets_it(self, circle):
        plan = circle.plan()
        assert plan.guess
        assert {phase: (day - OPENED).days for phase, day in plan.begins.items()} == GUESS
        circle.set("Ben", act=OPENED + timedelta(days=3))
        assert not circle.plan("Cai").guess
        assert circle.plan("Cai").begins["act"] == OPENED + timedelta(days=3)
        with pytest.raises(Refused, match="Nothing was overwritten"):
            circle.set("Ana")

    def test_is_refused_out_of_order_or_from_outside(self, circle):
        with pytest.raises(Refused, match="before the one above it"):
            circle.set(act=OPENED - timedelta(days=1))
        with pytest.raises(Refused, match="two years"):
            circle.set(end=OPENED + timedelta(days=800))
        with pytest.raises(Refused, match="missing"):
            circle.set(end=None)
        circle.standing("Cai", "left", by="Cai")
        with pytest.raises(Refused):
            circle.set("Cai")
        assert circle.plan().guess

    @given(st.lists(st.dates(date(2025, 1, 1), date(2027, 12, 31)), min_size=5, max_size=5))
    def test_only_days_in_their_order_are_taken(self, days):
        begins = dict(zip(PHASES, days, strict=True))
        in_order, near = days == sorted(days), all(abs((day - OPENED).days) <= 730 for day in days)
        assert (may_plan(begins, opened=OPENED) is True) is (in_order and near)


class TestTheFile:
    def test_holds_each_date_with_an_identifier_that_stays_when_the_day_changes(self, circle):
        def events():
            read = Calendar.from_ical(calendar.as_ics(circle.dates(), at=circle.now))
            return {str(e["uid"]): (e.decoded("dtstart"), str(e["summary"])) for e in read.walk("VEVENT")}

        before = events()
        assert len(before) == len(PHASES)
        circle.set(act=OPENED + timedelta(days=3))
        after = events()
        assert after.keys() == before.keys()
        moved = [uid for uid in after if after[uid] != before[uid]]
        assert [after[uid][0] for uid in moved] == [OPENED + timedelta(days=3)]
        assert {title.partition(" · ")[2] for _day, title in after.values()} == {"Tuesday group"}

    def test_holds_no_word_that_anybody_wrote(self, circle):
        circle.criterion("Ana", "WRITTEN BY ANA")
        assert b"WRITTEN" not in calendar.as_ics(circle.dates(), at=circle.now)

    def test_holds_nothing_of_a_group_that_one_has_left_and_nothing_that_is_over(self, circle):
        circle.clock.go_on(days=30)
        assert "act" not in str([each.title for each in circle.dates()])
        circle.standing("Cai", "left", by="Cai")
        assert circle.dates("Cai") == []


class TestTheAddress:
    def test_opens_its_owners_dates_until_it_is_ended_or_made_anew(self, circle):
        first = circle.feed()
        assert circle.opens(first) == circle["Ana"]
        second = circle.feed()
        assert circle.opens(first) is None
        with circle.writing() as db:
            calendar.end_feed(db, by=circle["Ana"], at=circle.now)
        assert circle.opens(second) is None

    def test_ends_after_a_year_with_no_one_acting(self, circle):
        token = circle.feed()
        circle.clock.go_on(days=365)
        assert circle.opens(token) == circle["Ana"]
        circle.clock.go_on(days=2)
        assert circle.opens(token) is None

    def test_stands_nowhere_in_the_store(self, circle):
        token = circle.feed()
        files = circle.store.file.parent.glob(f"{circle.store.file.name}*")
        assert token.encode() not in b"".join(file.read_bytes() for file in files)


class TestTheHomePage:
    def test_shows_the_next_dates_sets_the_rhythm_and_makes_an_address(self, circle):
        page = home(circle.desk("Ana"))
        assert "are a guess until somebody sets them" in state(page.parts.root)
        form = card(page.parts.root, "The rhythm of this cycle")
        form.press("plan", act=(OPENED + timedelta(days=2)).isoformat())
        assert "4 Mar 2026" in state(page.parts.root)
        assert "are a guess" not in state(page.parts.root)
        assert "data:" not in state(page.parts.root)
        card(page.parts.root, "My dates in my own calendar").press("file")
        assert "data:text/calendar" in state(page.parts.root)
        card(page.parts.root, "My dates in my own calendar").press("make_address")
        told = card(page.parts.root, "My dates in my own calendar").message
        token = told.partition("/calendar/")[2].removesuffix(".ics")
        assert circle.opens(token) == circle["Ana"]
        assert token not in state(home(circle.desk("Ana")).parts.root)


def test_what_is_agreed_decided_and_held_stands_among_everybody_s_dates_without_a_word_of_it(
    circle: Circle,
) -> None:
    form = proposed(circle, "Ana", Way("Money", text="Each gives what they can."), days=100)
    decision = Decision(circle)
    decision.set_out(form=form)
    decision.decide(tuple(circle.people))
    taken_up(circle, charter(circle), days=50)
    proposed(circle, "Ben", Way("Tea", text="In turn."), days=20)
    cai = circle.desk("Cai")
    with cai.reading() as db:
        told = [each.title for each in calendar.dates(db, asker=cai.me, at=cai.now())]
    for title in (
        "Look again at something we agreed", "Look again at what we decided", "A role ends",
        "Half of a role's time is over: what do we do ourselves now?",
    ):  # fmt: skip
        assert told.count(title) == 1, title
    assert not any(word in " ".join(told) for word in ("Money", "Tea", "store"))
