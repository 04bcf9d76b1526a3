"""
A group lives a year: it agrees, elects, decides with a difference, reviews, and a role lapses unaided.

The year is told to the ordinary services by a clock that walks; it ends now, and the room that is opened
then is a real one, asked over raw HTTP.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import Circle, Clock, make_tables
from tests.decisions.deciding import Decision, chartered, proposed
from tests.roles.held import charter, taken_up
from tests.screens import state
from tests.server.opened import Opened, Visitor, opened
from workbench.core.clock import system_clock
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.cycles.pages import home
from workbench.decisions.handbook_page import handbook
from workbench.forms import agreed, powers
from workbench.forms.register import register
from workbench.forms.ways import HOST, KEEP, Way
from workbench.people import services as people
from workbench.roles import services as roles
from workbench.roles.pages import group_roles
from workbench.roles.queries import Role
from workbench.roles.queries import roles as all_roles

NAMES = ("Ana", "Ben", "Cai")
PASS = "seven quiet herons"


class Year:
    """The year of one group, told step by step; ``clock`` stands at the step that it has come to."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(system_clock() - timedelta(days=365))
        self.workspace = Workspace(folder)
        self.workspace.make()
        self.store = Store(self.workspace.store_url, self.clock)
        make_tables(self.store)
        self.circle = Circle(self.store, NAMES, passphrases=False)

    def stands(self, title: str) -> str:
        desk = self.circle.desk("Cai")
        with desk.reading() as db:
            every = register(db, asker=desk.me, group=self.circle.group, at=desk.now())
        return next(entry.stands for entry in every if entry.title == title)

    def has(self, name: str, power: str) -> bool:
        desk = self.circle.desk(name)
        with desk.reading() as db:
            held = powers.powers_of(db, person=desk.me, at=desk.now())
        return any(each.charter.power == power for each in held)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    year = Year(tmp_path_factory.mktemp("year") / "w")
    _agree_with_a_difference(year)
    _elect_a_keeper_and_a_host(year)
    _review(year)
    _lapse(year)
    yield year
    year.store.close()


def _agree_with_a_difference(year: Year) -> None:
    form = proposed(year.circle, "Ana", Way("Money", text="Each gives what they can."), days=700)
    decision = Decision(year.circle)
    decision.set_out(form=form, mode="consensus")
    for name in NAMES:
        decision.stand(name)
    decision.go("voices")
    decision.heard("Ana")
    decision.heard("Ben")
    decision.outcome("differing", "Each gives what they can.", review_on=decision.today + timedelta(days=650))
    decision.answer("Ana")
    decision.answer("Ben")
    decision.answer("Cai", "differing", "I would say how much beforehand.")
    decision.conclude()
    assert year.stands("Money") == "held"
    assert "I would say how much beforehand." in state(handbook(year.circle.desk("Ben")).parts.root)


def _elect_a_keeper_and_a_host(year: Year) -> None:
    assert not year.has("Ana", KEEP)
    taken_up(year.circle, charter(year.circle, "Ana"), days=150)
    hosting = chartered(
        year.circle, "Cai", charter(year.circle, "Cai", title="Hosting", power=HOST), days=300
    )
    decision = Decision(year.circle, "Ben")
    decision.set_out("Ben", form=hosting, issue="")
    for name in NAMES:
        decision.stand(name)
    decision.outcome("together", "Cai hosts.", review_on=decision.today + timedelta(days=90))
    for name in NAMES:
        decision.answer(name)
    decision.conclude("Ben")
    assert year.has("Ana", KEEP)
    assert year.has("Cai", HOST)


def _review(year: Year) -> None:
    year.clock.go_on(days=100)
    desk = year.circle.desk("Ben")
    with desk.transaction() as db:
        every = register(db, asker=desk.me, group=year.circle.group, at=desk.now())
        money = next(entry for entry in every if entry.title == "Money")
        answers = {"experience": "It was enough.", "direction": "Cai asks for herself now."}
        agreed.review(db, by=desk.me, form=money.entity, answers=answers, at=desk.now())
    assert not year.has("Cai", HOST), "the decision said ninety days"


def _lapse(year: Year) -> None:
    year.clock.go_on(days=30)
    assert "nobody is proposed to follow" in state(home(year.circle.desk("Ben")).parts.root)
    assert year.has("Ana", KEEP)
    year.clock.now = system_clock()
    assert not year.has("Ana", KEEP)
    assert year.stands("Money") == "held"


@pytest.fixture(scope="module")
def room(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    for name, person in year.circle.people.items():
        ana = year.circle.desk("Ana")
        with ana.transaction() as db:
            year.circle.tokens[name] = people.make_link(db, by=ana.me, person=person, at=system_clock())
    folder = tmp_path_factory.mktemp("room")
    (year.workspace.notebooks / "pages").mkdir(exist_ok=True)
    with opened(folder, made=(year.workspace, year.circle, year.store)) as open_room:
        yield open_room


def asks(guest: Visitor, act: str) -> tuple[int, str]:
    answer = guest.send(f"/keep/{act}", _xsrf=guest.guard("/keys"), new=PASS)
    return answer.status, answer.text


def keeping(circle: Circle) -> Role:
    desk = circle.desk("Cai")
    with desk.reading() as db:
        every = all_roles(db, asker=desk.me, group=circle.group, at=desk.now())
    return next(role for role in every if role.charter.power == KEEP)


def test_once_the_term_is_over_its_powers_are_gone_over_raw_http_and_on_screen(
    year: Year, room: Opened
) -> None:
    copies = year.workspace.path.parent / f"{year.workspace.path.name}-copies"
    for name in NAMES:
        guest = room.guest(name)
        for act in ("copy", "look"):
            status, said = asks(guest, act)
            assert status == 403, (name, act)
            assert "Nothing was done" in said
        assert "Nobody holds a charter for it now" in guest.ask("/keep").text
    assert not copies.exists()
    page = state(group_roles(year.circle.desk("Ben")).parts.root)
    assert "Nobody, since" in page
    assert "Nobody holds “Looking after the store” now" in state(home(year.circle.desk("Cai")).parts.root)


def test_a_new_election_gives_them_to_another_each_act_is_a_line_and_recall_takes_them(
    year: Year, room: Opened
) -> None:
    year.clock.now = system_clock()
    circle = year.circle
    topic = keeping(circle).entry.topic
    role = taken_up(circle, charter(circle, "Ben", recall=1), days=2, role=topic)
    ben = room.guest("Ben")
    status, said = asks(ben, "copy")
    assert status == 200, said
    (copy,) = (year.workspace.path.parent / f"{year.workspace.path.name}-copies").iterdir()
    assert b"Each gives what they can" not in copy.read_bytes()
    assert asks(ben, "look")[0] == 200
    assert asks(room.guest("Ana"), "copy")[0] == 403
    cai = circle.desk("Cai")
    assert [s.words.split(":")[0] for s in keeping(circle).of("for-log")] == [
        "Made a copy of the store", "Looked the store over."
    ]  # fmt: skip
    year.clock.now = system_clock()
    with cai.transaction() as db:
        assert roles.recall(db, by=cai.me, role=role, words="The copy lies open", at=cai.now())
    assert asks(ben, "copy")[0] == 403


def test_a_stranger_gets_nothing(room: Opened) -> None:
    assert room.visitor().ask("/keep").status == 302
    assert room.visitor().send("/keep/copy", new=PASS).status == 403


def test_before_any_charter_nobody_looks_after_the_store_from_the_room(tmp_path: Path) -> None:
    with opened(tmp_path) as open_room:
        ana = open_room.guest("Ana")
        assert [asks(ana, act)[0] for act in ("copy", "look")] == [403, 403]
        assert "Nobody holds a charter for it now" in ana.ask("/keep").text
