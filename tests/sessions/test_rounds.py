"""A round: who speaks, in which order, and who says so."""

import pytest

from tests.builders import Circle
from tests.screens import on_page
from tests.sessions.holding import Gathering
from widgets.round import Round
from workbench.core.rights import Refused
from workbench.screen.follow import Follower
from workbench.sessions import holding, moves, queries, rounds, services
from workbench.sessions.pages import meeting as page_of
from workbench.sessions.room_screen import room_screen


class Speaking:
    """A meeting of three in which Ben's turn of feedback stands at a step."""

    def __init__(self, circle: Circle, *there: str) -> None:
        self.circle, self.gathering = circle, Gathering(circle)
        for name in there:
            self.gathering.come(name)
        self.session = self.gathering.begin("Ana", self.gathering.want("Ben"))

    def go(self, to: str) -> None:
        desk = self.gathering.desk("Ana")
        with desk.transaction() as db:
            seen = queries.session(db, asker=desk.me, session=self.session, at=desk.now()).place.revision
            moves.move(db, by=desk.me, session=self.session, to=to, seen=seen, at=desk.now())

    def host(self, name: str) -> None:
        desk = self.gathering.desk(name)
        with desk.transaction() as db:
            services.take_role(
                db, by=desk.me, session=self.session, role="host", holder=desk.me, at=desk.now()
            )

    def read(self, session: str | None = None) -> rounds.Round | None:
        desk = self.circle.desk("Ana")
        with desk.reading() as db:
            return rounds.read(db, asker=desk.me, session=session or self.session, at=desk.now())

    def now(self) -> str | None:
        found = self.read()
        assert found is not None
        return next((name for name in ("Ana", "Ben", "Cai") if self.circle[name] == found.now), None)

    def names(self, session: str | None = None) -> list[str]:
        found = self.read(session)
        by_id = {self.circle[name]: name for name in ("Ana", "Ben", "Cai")}
        return [by_id[person] for person, _mark in found.speakers] if found else []

    def mark(self, by: str, of: str, word: str = rounds.SPOKEN, stage: str = "round") -> None:
        desk = self.gathering.desk(by)
        with desk.transaction() as db:
            rounds.mark(
                db, by=desk.me, session=self.session, stage=stage, person=self.circle[of], word=word,
                at=desk.now(),
            )  # fmt: skip

    def page(self, name: str) -> Follower:
        return page_of(self.circle.desk(name), cycle=self.gathering.cycle)


@pytest.fixture
def told(circle: Circle) -> Speaking:
    speaking = Speaking(circle, "Ben", "Cai")
    speaking.go("round")
    return speaking


def shown(page: Follower) -> Round:
    (found,) = [widget for widget in on_page(page.parts.root) if isinstance(widget, Round)]
    return found


def test_those_who_hold_the_step_speak_and_nobody_else(told: Speaking) -> None:
    assert set(told.names()) == {"Ana", "Cai"}, "the round is the peers'"
    told.go("process")
    assert set(told.names()) == {"Ana", "Ben", "Cai"}
    told.go("silence")
    assert told.read() is None, "nobody speaks in turn while all are silent"


def test_the_order_is_the_same_for_all_who_look_and_drawn_anew_for_each_step() -> None:
    people = [f"{n:032d}" for n in range(6)]

    def first(step: str) -> str:
        return min(people, key=lambda person: rounds.lot("a" * 32, step, person))

    assert {first(str(step)) for step in range(60)} == set(people), "in time everybody is first"


def test_whoever_comes_while_a_round_is_on_speaks_after_the_others(circle: Circle) -> None:
    speaking = Speaking(circle, "Cai")
    speaking.gathering.come("Ben")
    speaking.go("process")
    speaking.gathering.desk("Ben")
    before = speaking.names()
    assert "Cai" in before
    with (ana := speaking.gathering.desk("Ana")).transaction() as db:
        holding.leave(db, by=ana.me, meeting=speaking.gathering.meeting, at=ana.now())
    assert "Ana" not in speaking.names()
    speaking.gathering.come("Ana")
    assert speaking.names() == [name for name in before if name != "Ana"] + ["Ana"]


def test_the_word_goes_on_to_the_next_when_somebody_has_spoken_or_passed(told: Speaking) -> None:
    first, second = told.names()
    assert told.now() == first
    told.mark(first, first)
    assert told.now() == second
    told.mark(second, second, rounds.PASSED)
    assert told.now() is None
    told.mark(first, first, rounds.YET)
    assert told.now() == first, "nothing is final"


def test_each_says_it_for_themselves_and_only_the_host_for_others(told: Speaking) -> None:
    with pytest.raises(Refused, match="Each says for themselves"):
        told.mark("Ana", "Cai")
    told.host("Ana")
    told.mark("Ana", "Cai")
    with pytest.raises(Refused, match="They do not speak in this round"):
        told.mark("Ana", "Ben")


def test_a_round_that_has_been_left_takes_no_mark_and_keeps_those_it_had(told: Speaking) -> None:
    told.mark("Ana", "Ana")
    told.go("list")
    with pytest.raises(Refused, match="moved on from this round"):
        told.mark("Cai", "Cai")
    told.go("round")
    found = told.read()
    assert found is not None
    assert dict(found.speakers)[told.circle["Ana"]] == rounds.SPOKEN


def test_a_page_shows_whose_word_it_is_and_follows(told: Speaking) -> None:
    ana, cai = told.page("Ana"), told.page("Cai")
    mine = shown(ana)
    assert mine.may == [told.circle["Ana"]]
    mine.press(told.circle["Ana"], rounds.SPOKEN)
    cai.again()
    theirs = shown(cai)
    assert {person: mark for person, _name, mark in theirs.speakers} == {
        told.circle["Ana"]: rounds.SPOKEN, told.circle["Cai"]: rounds.YET,
    }  # fmt: skip
    assert shown(ana) is mine, "the control stays where it is, and so does the focus"


def test_the_room_screen_shows_the_round_and_marks_nobody(told: Speaking) -> None:
    screen = room_screen(told.circle.desk("Ana"), cycle=told.gathering.cycle)
    on_screen = shown(screen)
    assert [name for _person, name, _mark in on_screen.speakers] == told.names()
    on_screen.press(told.circle["Ana"], rounds.SPOKEN)
    assert told.now() == told.names()[0]


def test_who_came_late_finds_what_was_so_far_and_the_others_do_not(circle: Circle) -> None:
    speaking = Speaking(circle, "Ben")
    desk = speaking.gathering.desk("Ben")
    with desk.transaction() as db:
        services.write_note(
            db, by=desk.me, session=speaking.session, kind="request", words="How I ended", at=desk.now()
        )
    speaking.go("round")
    speaking.gathering.come("Cai")
    late, ben = speaking.page("Cai"), speaking.page("Ben")
    assert "so-far" in late.parts
    assert "How I ended" in late.parts["so-far"].value
    assert "so-far" not in ben.parts


def test_a_round_read_for_a_page_is_the_same_as_one_read_by_itself(told: Speaking) -> None:
    for step in ("facts", "round", "list", "process"):
        told.go(step)
        desk = told.circle.desk("Cai")
        with desk.reading() as db:
            seen = queries.session(db, asker=desk.me, session=told.session, at=desk.now())
            anew = rounds.read(db, asker=desk.me, session=told.session, at=desk.now())
            assert rounds.in_seen(db, seen) == anew, step
