"""
Processes that write are killed at moments that chance chooses, while another one writes too.

What was acknowledged is there afterwards, nothing is half, and the store is sound each time.
``WORKBENCH_FAULTS=200`` kills two hundred times.
"""

import shutil
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.builders import Circle, a_store
from tests.faults.looking import missing, wrong
from tests.faults.processes import ROUNDS, Doomed, by_signal, chance
from tests.faults.writing import Place, places, write
from workbench.core.clock import system_clock
from workbench.core.store import Store
from workbench.core.vault import Key

EACH = 20
"""After so many kills a new store is begun, so that looking at it stays quick."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Place], dict[str, Key | None]]:
    folder = tmp_path_factory.mktemp("begun")
    store = a_store(folder)
    store.clock = system_clock
    circle = Circle(store)
    where = places(circle)
    store.close()
    return folder, where, {circle[name]: key for name, key in circle.keys.items()}


def hear_for(writer: Doomed, seconds: float) -> list[Any]:
    """Hear what a writer tells for a while, and one thing at least."""
    told = [writer.hear()]
    assert told != [None], "it stopped by itself"
    end = monotonic() + seconds
    while (left := end - monotonic()) > 0 and writer.line.poll(left):
        told.append(writer.hear())
    return told


@by_signal
@pytest.mark.parametrize("turn", range(-(-ROUNDS // EACH)))
def test_what_was_acknowledged_is_there_after_each_kill(begun: Any, tmp_path: Path, turn: int) -> None:
    folder, where, keys = begun
    by_chance = chance(f"writers {turn}")
    copy = tmp_path / "store.sqlite"
    shutil.copy(folder / "store.sqlite", copy)
    store = Store(f"sqlite:///{copy}")
    told: list[tuple[str, ...]] = []
    here = [replace(place, url=store.url) for place in where[:2]]
    other: Doomed | None = None
    for number in range(min(EACH, ROUNDS - turn * EACH)):
        writer = Doomed(write, here[number % 2], f"{turn}.{number}")
        told += (fresh := hear_for(writer, by_chance.uniform(0, 0.06)))
        if other is not None:
            told += (last := other.kill())
            assert wrong(store) == []
            assert missing(store, fresh + last, keys) == []
        other = writer
    assert other is not None
    told += other.kill()
    assert wrong(store) == []
    assert missing(store, told, keys) == []
    assert len(told) > min(EACH, ROUNDS)
    store.close()
