"""What looks for lost and half records finds them: each of these is one, made by hand."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import Circle, a_store
from tests.faults.looking import missing, wrong
from tests.faults.writing import Hand, places
from workbench.core.clock import system_clock
from workbench.core.store import Store
from workbench.core.vault import Key

Written = tuple[Store, list[tuple[str, ...]], dict[str, Key | None]]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    store = a_store(tmp_path)
    store.clock = system_clock
    circle = Circle(store)
    hand = Hand(places(circle)[0], "by-hand")
    acts = [hand.draft, hand.entry, hand.release, hand.view, hand.entry, hand.release, hand.withdraw]
    told = [act(number) for number, act in enumerate(acts)]
    return store, told, {circle["Ana"]: circle.keys["Ana"]}


def test_nothing_is_found_where_nothing_is_wrong(written: Written) -> None:
    store, told, keys = written
    assert {each[0] for each in told} == {"draft", "entry", "release", "view", "withdrawal"}
    assert missing(store, told, keys) == []
    assert wrong(store) == []


@pytest.mark.parametrize(
    ("table", "lost"),
    [("drafts", "draft"), ("boxes", "entry"), ("entries", "entry"), ("judgements", "view"),
     ("releases", "release"), ("withdrawals", "withdrawal")],
)  # fmt: skip
def test_what_is_gone_is_found(written: Written, table: str, lost: str) -> None:
    store, told, keys = written
    change(store, f"DELETE FROM {table}")
    assert lost in {each[0] for each in missing(store, told, keys)}


ONE_ENTRY = "SELECT about FROM boxes WHERE about LIKE 'entry/%' LIMIT 1"


@pytest.mark.parametrize(
    ("statement", "half"),
    [
        (f"DELETE FROM boxes WHERE about IN ({ONE_ENTRY})", "an entry without its words"),
        ("DELETE FROM boxes WHERE about LIKE 'criteria/%'", "a criterion without its words"),
        ("DELETE FROM entries WHERE id = (SELECT id FROM entries LIMIT 1)", "without their entry"),
        ("DELETE FROM judgements WHERE id = (SELECT id FROM judgements LIMIT 1)", "half of a view"),
        ("DELETE FROM locks", "not locked"),
        ("DELETE FROM contracts", "without its contract"),
        ("DELETE FROM box_keys WHERE grant <> ''", "half of a release"),
        ("DELETE FROM withdrawals", "half of a release"),
    ],
)
def test_what_is_half_is_found(written: Written, statement: str, half: str) -> None:
    store, *_rest = written
    change(store, statement)
    assert any(half in each for each in wrong(store))


def change(store: Store, statement: str) -> None:
    """Do what nobody may, so that there is something to find."""
    assert store.file is not None
    with closing(sqlite3.connect(store.file)) as line, line:
        line.execute("INSERT INTO erasing (id) VALUES ('test')")
        line.execute(statement)
