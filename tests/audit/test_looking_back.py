"""By today's understanding, how was I then: a series of its own, one's own alone, beside what was said."""

import json

import pytest

from tests.audit.test_showing import on_disk
from tests.frames import after as day
from tests.frames import frame_of, said
from tests.screens import card, on_page, state
from tests.sessions.builders import Meeting
from widgets.plot import Plot
from workbench.audit import figures, looking, services
from workbench.audit.own_data import take_along
from workbench.audit.trends import Trends
from workbench.core.private import fill
from workbench.core.rights import Refused
from workbench.models.audit import ThenRating
from workbench.practice import queries
from workbench.practice import services as practice


@pytest.fixture
def after(circle):
    """Ana's first assessment, in a cycle that is over; the next has begun."""
    meeting = Meeting(circle)
    meeting.send("Ana", mark="rarely", words="SAID THEN")
    for step in ("account", "reveal", "closing"):
        meeting.go(step)
    meeting.close()
    circle.clock.go_on(days=40)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        practice.close_cycle(db, by=ana.me, cycle=meeting.cycle, at=ana.now())
        practice.open_cycle(db, by=ana.me, group=circle.group, at=ana.now())
    return meeting


def rate(meeting, name="Ana", *, cycle=None, mark="mostly", words="LOOKED BACK", seen=0, version=None):
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        return services.rate_then(
            db, by=desk.me, version=version or meeting.criterion, cycle=cycle or meeting.cycle, mark=mark,
            words=words, seen=seen, at=desk.now(),
        )  # fmt: skip


def thens(meeting, name="Ana"):
    desk = meeting.circle.desk(name)
    with desk.reading() as db:
        return looking.ratings_of_then(db, asker=desk.me, group=meeting.circle.group)


class TestARatingOfThen:
    def test_stands_beside_what_was_said_then_and_touches_nothing(self, after):
        before = after.seen("Ana")
        rate(after)
        assert after.seen("Ana").views == before.views
        (found,) = thens(after)
        assert (found.cycle, found.mark, found.words) == (1, "mostly", "LOOKED BACK")

    def test_is_its_writers_alone_and_lies_sealed(self, after):
        rate(after)
        assert thens(after, "Ben") == []
        with after.circle.store.reading() as db:  # nobody's key
            (held,) = db.query(ThenRating).all()
            assert (held.mark, held.words) == (None, "")
            assert fill(db, [held]) == [held]
        assert b"LOOKED BACK" not in on_disk(after.circle.store)

    def test_may_be_revised_by_whoever_has_seen_the_newest(self, after):
        rate(after)
        with pytest.raises(Refused, match=r"a moment ago.*Nothing was overwritten"):
            rate(after, words="Other")
        rate(after, words="Better seen", seen=1)
        (found,) = thens(after)
        assert (found.words, found.revision) == ("Better seen", 2)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [({"mark": "5"}, "not one of the criterion"), ({"mark": None, "words": " "}, "neither a mark nor"),
         ({"words": "x" * 20_001}, "20,000")],
    )  # fmt: skip
    def test_is_refused_with_the_reason(self, after, wrong, said):
        with pytest.raises(Refused, match=said):
            rate(after, **wrong)
        assert thens(after) == []

    def test_looks_back_to_cycles_that_are_over_and_in_ones_own_group(self, after):
        ana = after.circle.desk("Ana")
        with ana.reading() as db:
            now = queries.current_cycle(db, asker=ana.me, group=after.circle.group)
        assert now
        with pytest.raises(Refused, match="not over"):
            rate(after, cycle=now.id)
        with pytest.raises(Refused, match="not here"):
            rate(after, cycle="0" * 32)
        with pytest.raises(Refused, match="not here"):
            rate(after, "Ben")  # Ana's own criterion

    def test_goes_along_with_ones_own_data(self, after):
        rate(after)
        for name, there in (("Ana", True), ("Ben", False)):
            desk = after.circle.desk(name)
            with desk.reading() as db:
                told = take_along(db, asker=desk.me, group=after.circle.group, at=desk.now())
            assert ("LOOKED BACK" in json.dumps(told, default=str)) is there


class TestThePage:
    def page(self, meeting, name="Ana"):
        page = Trends(meeting.circle.desk(name))
        page.opened = True
        return page, page.follower.start().parts.root

    def test_asks_by_todays_wording_and_draws_it_as_a_series_of_its_own(self, after):
        page, root = self.page(after)
        form = card(root, "Looking back")
        entity = page.looking_back.wordings.copy().popitem()[0]
        form.type_in(criterion=entity)
        assert [field["name"] for field in form.fields] == ["criterion", "cycle", "mark", "words"]
        form.press("write", criterion=entity, cycle=after.cycle, mark="mostly", words="LOOKED BACK")
        assert form.message == "It stands beside what was said then."
        plot = next(p for p in on_page(root) if isinstance(p, Plot) and "by today's" in p.caption)
        assert {(r["how"], r["mark"]) for r in plot.rows} >= {
            ("first view", "rarely"), ("by today's understanding", "mostly"),
        }  # fmt: skip
        assert "LOOKED BACK" not in state(self.page(after, "Ben")[1])

    def test_asks_nothing_where_no_cycle_is_over(self, circle):
        meeting = Meeting(circle)
        meeting.send("Ana")
        _page, root = self.page(meeting)
        assert "Looking back" not in state(root)


def test_the_two_series_are_never_joined_and_stand_on_one_scale():
    then = [said("not yet"), said("mostly", at=day(150))]
    now = [said("mostly", source="then", at=day(20)), said("mostly", source="then", at=day(170))]
    drawn = figures.then_and_now(frame_of(*then, *now))
    series = [trace for trace in drawn.data if trace.meta["stands_on"] == "labels" and len(trace.x) == 2]
    assert len(series) == 2
    assert {trace.marker.symbol for trace in series} == {"circle-open", "square-open"}
    assert len(figures.then_and_now_table(frame_of(*then, *now))) == 4
