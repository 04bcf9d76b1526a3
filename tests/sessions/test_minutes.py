"""Minutes hold facts, and of what was said only what its people gave to them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Circle, Clock
from tests.screens import form, state
from tests.sessions.holding import Gathering
from workbench.core.rights import Refused
from workbench.people import services as people
from workbench.people.rules import LEFT
from workbench.sessions import erasing, minutes, queries, services
from workbench.sessions.minutes_page import minutes_page

NAMES = ("Ana", "Ben", "Cai")


class Noted(Gathering):
    """A meeting with Ben's feedback in it: Cai said something to Ben, Ben keeps a list."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(circle)
        for name in ("Ben", "Cai"):
            self.come(name)
        self.turn = self.begin("Ana", self.want("Ben"))
        self.notes = {
            "seen": self.note("Cai", "observation", "You looked at the door"),
            "take": self.note("Ben", "take", "Say when five minutes are left"),
            "jot": self.note("Cai", "jot", "CAI JOT"),
            "process": self.note("Ana", "process", "We kept the time"),
        }

    def note(self, name: str, kind: str, words: str) -> str:
        desk = self.desk(name)
        with desk.transaction() as db:
            return services.write_note(
                db, by=desk.me, session=self.turn, kind=kind, words=words, at=desk.now()
            )

    def give(self, name: str, *given_: str) -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            chosen = frozenset(self.notes[each] for each in given_)
            minutes.give(db, by=desk.me, meeting=self.meeting, notes=chosen, at=desk.now())

    def told(self, name: str = "Ana") -> set[str]:
        desk = self.circle.desk(name)
        with desk.reading() as db:
            found = minutes.minutes_of(db, asker=desk.me, meeting=self.meeting, at=desk.now())
        return {line.note.words for line in found.lines}


@pytest.fixture
def noted(circle: Circle) -> Noted:
    return Noted(circle)


def test_unasked_they_hold_who_was_there_and_whose_turns_and_no_word(noted: Noted) -> None:
    ana = noted.circle.desk("Ana")
    with ana.reading() as db:
        found = minutes.minutes_of(db, asker=ana.me, meeting=noted.meeting, at=ana.now())
    assert [found.names[person] for person in found.there] == ["Ana", "Ben", "Cai"]
    assert [(found.names[who], kind) for who, kind in found.turns] == [("Ben", "Feedback")]
    assert found.lines == ()


def test_what_one_said_alone_one_gives_alone_and_takes_back(noted: Noted) -> None:
    noted.give("Ana", "process")
    noted.give("Ben", "take")
    noted.end(noted.turn)
    for name in NAMES:
        assert noted.told(name) == {"We kept the time", "Say when five minutes are left"}
    noted.give("Ben")
    for name in NAMES:
        assert noted.told(name) == {"We kept the time"}


def test_what_was_said_to_somebody_stands_there_only_when_both_give_it(noted: Noted) -> None:
    noted.give("Cai", "seen")
    assert noted.told("Ana") == set()
    noted.give("Ben", "seen")
    assert noted.told("Ana") == {"You looked at the door"}
    noted.give("Ben")
    assert noted.told("Ana") == set()


@pytest.mark.parametrize(
    ("name", "what"), [("Ana", "seen"), ("Ana", "take"), ("Cai", "take"), ("Cai", "jot")]
)
def test_nobody_gives_what_is_not_theirs_or_is_private(noted: Noted, name: str, what: str) -> None:
    with pytest.raises(Refused, match="not yours to give"):
        noted.give(name, what)
    assert noted.told() == set()


def test_what_is_deleted_or_has_faded_is_gone_from_them(noted: Noted, clock: Clock) -> None:
    for name, what in (("Cai", "seen"), ("Ben", "seen"), ("Ana", "process")):
        noted.give(name, what)
    assert noted.told("Ben") == {"You looked at the door", "We kept the time"}
    ana = noted.circle.desk("Ana")
    with ana.transaction() as db:
        erasing.delete_note(db, by=ana.me, note=noted.notes["process"], at=ana.now())
    assert noted.told("Ben") == {"You looked at the door"}
    clock.go_on(days=3)
    assert noted.told("Ben") == set()


def test_who_was_not_there_or_has_left_reads_nothing(noted: Noted) -> None:
    circle = noted.circle
    noted.give("Ana", "process")
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        invited = people.invite(db, by=ana.me, group=circle.group, name="Dora", at=ana.now())
        people.set_standing(
            db, by=ana.me, group=circle.group, person=invited.person, standing="member", at=ana.now()
        )
        people.set_standing(
            db, by=circle["Cai"], group=circle.group, person=circle["Cai"], standing=LEFT, at=ana.now()
        )
    for person in (invited.person, circle["Cai"], "0" * 32):
        with circle.store.reading() as db, pytest.raises(Refused):
            minutes.minutes_of(db, asker=person, meeting=noted.meeting, at=ana.now())
        with circle.store.reading() as db:
            assert queries.row(db, noted.meeting).kind == "meeting"


def test_no_page_holds_a_word_that_was_not_given(noted: Noted) -> None:
    noted.give("Ana", "process")
    noted.give("Cai", "seen")
    noted.end(noted.turn)
    shown = {name: state(minutes_page(noted.circle.desk(name)).parts.root) for name in NAMES}
    for name in NAMES:
        assert "We kept the time" in shown[name]
        assert "CAI JOT" not in shown[name]
    assert "You looked at the door" not in shown["Ana"]
    assert "Say when five minutes are left" not in shown["Ana"] + shown["Cai"]
    assert "waits for Ben" in shown["Cai"]


def test_the_page_gives_and_takes_back(noted: Noted) -> None:
    page = minutes_page(noted.circle.desk("Ben"))
    form(page.parts.root, "give").press("give", notes=[noted.notes["take"]])
    assert noted.told() == {"Say when five minutes are left"}
    form(page.parts.root, "give").press("give", notes=[])
    assert noted.told() == set()


choices = st.lists(st.tuples(st.sampled_from(["Ben", "Cai"]), st.booleans()), max_size=8)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices)
def test_it_stands_there_exactly_as_long_as_both_give_it(noted: Noted, told: list[tuple[str, bool]]) -> None:
    now = {"Ben": False, "Cai": False}
    for name in now:
        noted.give(name)
    for name, gives in told:
        noted.give(name, *(["seen"] if gives else []))
        now[name] = gives
        assert (noted.told() == {"You looked at the door"}) is all(now.values())
