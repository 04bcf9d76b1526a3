"""Many who come and go: all come in, and what they took is given back."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import psutil
import pytest

from tests.server.newcomers import newcomer
from tests.server.opened import PROBE, Opened, Visitor, opened
from tests.waiting import until
from workbench.core.settings import Workspace
from workbench.server.kernels import kinds
from workbench.server.whereabouts import in_use

PEOPLE = 10  # each of whom may have twelve pages open


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Opened]:
    with opened(tmp_path) as open_room:
        for number in range(PEOPLE):
            newcomer(open_room, f"Guest {number}")
        yield open_room


def guests(room: Opened) -> list[Visitor]:
    return [room.guest(f"Guest {number}") for number in range(PEOPLE)]


def processes(room: Opened) -> list[psutil.Process]:
    whole = psutil.Process(room.process.pid)
    return [whole, *whole.children(recursive=True)]


def memory(room: Opened) -> float:
    """Return what the room's processes hold together, in MB, each page counted once."""
    return float(sum(each.memory_full_info().pss for each in processes(room))) / 1e6


def alive(room: Opened) -> int:
    found = in_use(Workspace(room.folder))
    return found[1] if found is not None else -1


def test_a_hundred_who_come_within_ten_seconds_are_all_answered_calmly(room: Opened) -> None:
    known = guests(room)
    begun, never = time.monotonic(), Event()

    def come(number: int) -> int:
        never.wait(begun + number / 10 - time.monotonic())  # one each tenth of a second
        return known[number % PEOPLE].ask(PROBE).status

    with ThreadPoolExecutor(24) as pool:
        answers = Counter(pool.map(come, range(100)))
    assert set(answers) <= {200, 503}, answers
    assert answers[200] >= 90
    assert room.visitor().ask("/workbench/health").status == 200


def test_fifty_who_come_and_leave_give_back_memory_and_processes(room: Opened) -> None:
    known = guests(room)
    known[0].leave(known[0].open_probe())
    count = (
        3 if kinds.possible() else 1
    )  # the room, its kernels' parent, and the fork that waits for the next
    until(lambda: alive(room) == 0 and len(processes(room)) == count)
    before = memory(room)

    def visit(number: int) -> int:
        guest = Visitor(room.address, dict(known[number % PEOPLE].cookies))
        return guest.leave(guest.open_probe())

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(visit, range(50))) <= {200, 204}
    until(lambda: alive(room) == 0)
    until(lambda: len(processes(room)) == count)
    assert memory(room) <= before * 1.1
