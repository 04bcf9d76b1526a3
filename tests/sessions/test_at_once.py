"""Two people, or two pages of one, who write in the same moment: one outcome, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from tests.builders import Circle
from tests.sessions.builders import Meeting
from workbench.core.desk import Desk
from workbench.core.drafts import draft, keep_draft
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.models.practice import Criterion, Cycle
from workbench.models.sessions import Judgement, Lock, StageMove
from workbench.practice import services as practice
from workbench.practice.rules import HELD
from workbench.sessions import moves, services
from workbench.sessions.rules import View

ROUNDS = 5
Act = Callable[[Db, Desk], object]


def at_once(circle: Circle, *acts: tuple[str, Act]) -> list[str]:
    """Do all of this in the same moment, each with a store of its own; return what was said to each."""
    ready = Barrier(len(acts))

    def go(name: str, act: Act) -> str:
        store = Store(circle.store.url, circle.clock)
        desk = Desk(store, circle[name], circle.keys[name])
        try:
            ready.wait(timeout=10)
            with desk.transaction() as db:
                act(db, desk)
        except Refused as refused:
            return refused.sentence
        finally:
            store.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as people:
        return [each.result() for each in [people.submit(go, *act) for act in acts]]


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    return Meeting(circle)


def count(circle: Circle, table: type, *where) -> int:
    with circle.store.reading() as db:
        return db.scalar(select(func.count()).select_from(table).where(*where)) or 0


def one_of(said: list[str], *, told: str) -> None:
    assert sorted(map(bool, said)) == [False] + [True] * (len(said) - 1)
    assert all(told in sentence for sentence in said if sentence)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_step_is_moved_once(meeting: Meeting, circle: Circle, _round: int) -> None:
    def on(db: Db, desk: Desk) -> None:
        moves.move(db, by=desk.me, session=meeting.session, to="roles", seen=0, at=desk.now())

    one_of(at_once(circle, ("Ana", on), ("Ben", on), ("Cai", on)), told="a moment ago")
    assert count(circle, StageMove) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_turn_is_chosen_once(meeting: Meeting, circle: Circle, _round: int) -> None:
    def choose(db: Db, desk: Desk) -> None:
        moves.attend_to(db, by=desk.me, session=meeting.session, seen=0, at=desk.now())

    one_of(at_once(circle, ("Ana", choose), ("Ben", choose)), told="a moment ago")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_view_is_sent_in_once(meeting: Meeting, circle: Circle, _round: int) -> None:
    def send(words: str) -> Act:
        view = View(meeting.criterion, words=words)

        def act(db: Db, desk: Desk) -> None:
            services.send_view(db, by=desk.me, session=meeting.session, views=[view], at=desk.now())

        return act

    one_of(at_once(circle, ("Ana", send("one")), ("Ana", send("other"))), told="already")
    assert count(circle, Lock) == count(circle, Judgement) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_reveal_and_a_late_view_come_one_after_the_other(
    meeting: Meeting, circle: Circle, _round: int
) -> None:
    meeting.send("Ana")

    def send(db: Db, desk: Desk) -> None:
        view = View(meeting.criterion, words="late?")
        services.send_view(db, by=desk.me, session=meeting.session, views=[view], at=desk.now())

    def reveal(db: Db, desk: Desk) -> None:
        moves.move(db, by=desk.me, session=meeting.session, to="reveal", seen=0, at=desk.now())

    late, shown = at_once(circle, ("Ben", send), ("Ana", reveal))
    assert shown == ""
    assert late == "" or "independent" in late
    assert count(circle, Judgement) == (2 if late == "" else 1)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_draft_on_two_pages_is_overwritten_by_neither(circle: Circle, _round: int) -> None:
    def keep(words: str) -> Act:
        def act(db: Db, desk: Desk) -> None:
            values = {"words": words}
            keep_draft(db, author=desk.me, place="here", values=values, seen=0, at=desk.now())

        return act

    said = at_once(circle, ("Ana", keep("one")), ("Ana", keep("other")))
    one_of(said, told="another page")
    with circle.desk("Ana").reading() as db:
        kept = draft(db, author=circle["Ana"], place="here").values["words"]
    assert kept == ("other" if said[0] else "one")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_proposal_is_adopted_once(meeting: Meeting, circle: Circle, _round: int) -> None:
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        proposed = practice.write_criterion(
            db, by=ana.me, group=circle.group, wording="We end on time", shared=True, at=ana.now()
        )

    def adopt(db: Db, desk: Desk) -> None:
        practice.adopt(db, by=desk.me, version=proposed, at=desk.now())

    one_of(at_once(circle, ("Ana", adopt), ("Ben", adopt)), told="not open any more")
    assert count(circle, Criterion, Criterion.owner_id.is_(None), Criterion.fate == HELD) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_last_word_is_written_once(meeting: Meeting, circle: Circle, _round: int) -> None:
    meeting.send("Ana")

    def close(db: Db, desk: Desk) -> None:
        services.close(
            db, by=desk.me, session=meeting.session, stance="hold", words="I stay", shown_wrong_by="",
            views=[], seen=0, at=desk.now(),
        )  # fmt: skip

    one_of(at_once(circle, ("Ana", close), ("Ana", close)), told="another page")


def test_a_cycle_is_opened_once(circle: Circle) -> None:
    def begin(db: Db, desk: Desk) -> None:
        practice.open_cycle(db, by=desk.me, group=circle.group, at=desk.now())

    one_of(at_once(circle, ("Ana", begin), ("Ben", begin)), told="still open")
    assert count(circle, Cycle) == 1
