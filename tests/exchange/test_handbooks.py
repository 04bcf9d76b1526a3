"""A handbook goes out without names, and comes in as proposals that say where they are from."""

import json
from pathlib import Path

import pytest

from tests.builders import Circle, a_store
from tests.decisions.deciding import Decision, chartered, proposed
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.exchange.handbooks import take_in, write_out
from workbench.forms.register import register
from workbench.forms.ways import Charter, Way

WAY = Way("How we begin", text="We sit in silence for a minute.", strand="association", need="Quiet")


@pytest.fixture
def ours(circle: Circle, tmp_path: Path) -> Path:
    form = proposed(circle, "Ana", WAY)
    decision = Decision(circle)
    decision.set_out(form=form)
    for name in circle.people:
        decision.stand(name)
    decision.outcome("differing", "Yes")
    decision.answer("Ana")
    decision.answer("Ben", "differing", "Half a minute would do.")
    decision.answer("Cai")
    decision.conclude()
    chartered(circle, "Ana", Charter("Keeping", holder=circle["Ana"]))
    out = tmp_path / "ours.json"
    assert write_out(Desk(circle.store, ""), out, group="Tuesday group") == 1
    return out


def test_it_holds_the_history_and_the_differences_and_nobody_s_name(circle: Circle, ours: Path) -> None:
    text = ours.read_text("utf-8")
    told = json.loads(text)
    (way,) = told["ways"]
    assert (way["title"], way["stands"], way["differences"]) == (
        WAY.title,
        "held",
        ["Half a minute would do."],
    )
    assert [version["what"] for version in way["history"]] == ["proposed", "held"]
    assert not any(name in text or person in text for name, person in circle.people.items())


def test_another_group_takes_it_in_as_a_proposal_with_its_origin_and_once(ours: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    store = a_store(tmp_path / "other")
    other = Circle(store, ("Dee", "Eli"))
    desk = Desk(store, "")
    assert take_in(desk, ours, group="Tuesday group", dry_run=True).proposed == 1
    assert take_in(desk, ours, group="Tuesday group").proposed == 1
    assert take_in(desk, ours, group="Tuesday group").proposed == 0
    dee = other.desk("Dee")
    with dee.reading() as db:
        (entry,) = register(db, asker=dee.me, group=other.group, at=dee.now())
    assert entry.stands == "proposed"
    assert entry.way == WAY
    assert "From the handbook of “Tuesday group”" in entry.versions[0].reason
    store.close()


HEAD = {"format": "practice-workbench/handbook", "version": 1, "group": "x", "day": "2026-01-01", "ways": []}
WORDLESS = {"ways": [{"title": "A", "text": "B"}, {"title": "C"}]}


def without(key: str) -> str:
    return json.dumps({name: value for name, value in HEAD.items() if name != key})


BAD = {
    "not JSON": ("{", "not JSON"),
    "another file": ("[]", "not a handbook"),
    "a later version": (json.dumps(HEAD | {"version": 9}), "later version"),
    "no day": (without("day"), "which day"),
    "no group": (without("group"), "which group"),
    "a form without words": (json.dumps(HEAD | WORDLESS), "Form 2"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_cannot_be_taken_in_says_why_and_nothing_is_written(
    circle: Circle, tmp_path: Path, bad: str
) -> None:
    text, why = BAD[bad]
    file = tmp_path / "bad.json"
    file.write_text(text, "utf-8")
    with pytest.raises(Refused, match=why):
        take_in(Desk(circle.store, ""), file, group="Tuesday group")
    ana = circle.desk("Ana")
    with ana.reading() as db:
        assert register(db, asker=ana.me, group=circle.group, at=ana.now()) == []
