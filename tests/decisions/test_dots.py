"""Gradients without names: sealed until they are shown, then told apart from person, time and order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from tests.audit.searching import traces
from tests.builders import Circle, a_store
from tests.decisions.deciding import ALL, Decision
from workbench.core import keys
from workbench.core.finishing import finish
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.decisions import figures, rules
from workbench.models.decisions import DetachedDots, Dot
from workbench.people import services as people


@pytest.fixture
def open_now(store: Store) -> Decision:
    decision = Decision(Circle(store, ALL))
    decision.set_out(dots="detached")
    return decision


def test_before_they_are_shown_the_file_tells_no_label_and_after_it_no_person(
    open_now: Decision, store: Store
) -> None:
    option = open_now.add("Ana", "option", "Each month")
    for name, label in zip(ALL, ("gladly", "aside", "aside", "talk"), strict=True):
        open_now.dots(name, {option: label})
    with store.reading() as db:
        rows = db.scalars(select(Dot)).all()
        assert {row.label for row in rows} == {""}
        assert len({len(row.sealed or b"") for row in rows}) == 1, "the length of a seal tells a label"
        sealed = [row.sealed or b"" for row in rows]
    assert all(label.encode() not in seal for label in rules.LABELS for seal in sealed)
    open_now.show("Ben")
    with store.reading() as db:
        assert db.scalars(select(Dot)).all() == []
        left = {(row.label, row.dots) for row in db.scalars(select(DetachedDots))}
    assert left == {("gladly", 1), ("aside", 2), ("talk", 1)}
    columns = {column["name"] for column in inspect(store.engine).get_columns("detached_dots")}
    assert columns == {"id", "session_id", "option_id", "round", "label", "dots"}
    assert store.file is not None
    finish(store, Workspace(store.file.parent))
    assert traces(store.file.parent, [seal.hex()[:64] for seal in sealed]) == {}
    assert not any(seal in store.file.read_bytes() for seal in sealed)


def test_fewer_than_three_voices_are_not_shown_on_the_whole_nor_for_one_option(open_now: Decision) -> None:
    one, other = (open_now.add("Ana", "option", words) for words in ("Each month", "Each week"))
    open_now.dots("Ana", {one: "fine"})
    open_now.dots("Ben", {one: "fine", other: "not"})
    with pytest.raises(Refused, match="Fewer than three"):
        open_now.show()
    open_now.dots("Cai", {one: "talk"})
    with pytest.raises(Refused, match="one of the options"):
        open_now.show()
    open_now.dots("Dee", {other: "fine"})
    with pytest.raises(Refused, match="one of the options"):
        open_now.show()
    assert open_now.seen().shown == ()


def test_a_second_round_with_one_voice_more_is_not_shown(open_now: Decision) -> None:
    option = open_now.add("Ana", "option", "Each month")
    for name in ALL[:3]:
        open_now.dots(name, {option: "fine"})
    open_now.show()
    for name in ALL:
        open_now.dots(name, {option: "fine"})
    with pytest.raises(Refused, match="beside the round before"):
        open_now.show()
    assert len(open_now.seen().shown) == 1


def test_no_view_of_the_asker_tells_more_than_how_many_lie_on_a_label(open_now: Decision) -> None:
    option = open_now.add("Ana", "option", "Each month")
    for name, label in zip(ALL, ("not", "fine", "fine", "fine"), strict=True):
        open_now.dots(name, {option: label})
    open_now.show()
    seen = [open_now.seen(name) for name in ALL]
    assert len({(tuple(s.shown[0].detached[option].items()), tuple(s.shown[0].named)) for s in seen}) == 1
    names = {person: name for name, person in open_now.circle.people.items()}
    frame = figures.frame(seen[0], names)
    assert set(frame["who"]) == set(frame["letters"]) == {""}
    drawn = str(figures.decision_mosaic(frame).to_dict()) + str(figures.decision_mosaic_table(frame))
    assert not any(name in drawn for name in ALL)


def test_who_came_after_the_dots_cannot_show_them_and_is_told_who_can(open_now: Decision) -> None:
    option = open_now.add("Ana", "option", "Each month")
    for name in ALL:
        open_now.dots(name, {option: "fine"})
    ana = open_now.circle.desk("Ana")
    with ana.transaction() as db:
        invited = people.invite(db, by=ana.me, group=open_now.circle.group, name="Eli", at=ana.now())
        people.set_standing(
            db, by=ana.me, group=open_now.circle.group, person=invited.person, standing="member", at=ana.now()
        )
    open_now.circle.people["Eli"] = invited.person
    with ana.reading() as db:
        open_now.circle.keys["Eli"] = keys.open_by_link(db, person=invited.person, token=invited.token)
    with pytest.raises(Refused, match="do not open for you"):
        open_now.show("Eli")
    open_now.show("Cai")
    assert len(open_now.seen().shown) == 1


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(rules.LABELS), min_size=3, max_size=4), st.permutations(ALL),
    st.permutations(ALL),
)  # fmt: skip
def test_in_which_order_they_were_given_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str], one: list[str], other: list[str]
) -> None:
    """The same dots, given in two orders: what the store tells afterwards is the same, row by row."""
    given_ = dict(zip(ALL, labels, strict=False))
    told = []
    for order in (one, other):
        store = a_store(tmp_path_factory.mktemp("dots"))
        decision = Decision(Circle(store, ALL, passphrases=False))
        decision.set_out(dots="detached")
        option = decision.add("Ana", "option", "Each month")
        for name in order:
            if name in given_:
                decision.dots(name, {option: given_[name]})
        decision.show()
        with store.reading() as db:
            rows = db.connection().exec_driver_sql("SELECT label, dots FROM detached_dots ORDER BY rowid")
            told.append([tuple(row) for row in rows])
        store.close()
    assert told[0] == told[1]
