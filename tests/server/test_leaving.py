"""Kernels that leave, a room that is full, and how many pages are open."""

from pathlib import Path

import pytest

from tests.server.opened import PROBE, Opened, opened
from tests.waiting import until
from workbench.core.settings import Workspace
from workbench.server.whereabouts import in_use


@pytest.fixture
def small(tmp_path: Path):
    """A room with places for two pages, where a page without a browser is given back soon."""
    with opened(tmp_path, "small") as room:
        yield room


def alive(room: Opened) -> tuple[int, int]:
    found = in_use(Workspace(room.folder))
    assert found is not None
    return found[1:]


def test_the_host_learns_how_many_pages_are_open_and_nobodys_name(small: Opened):
    assert alive(small) == (0, 0)
    lines = [guest.line(guest.open_probe()) for guest in (small.guest("Ana"), small.guest("Ben"))]
    assert alive(small) == (2, 2)
    answer = small.visitor().ask("/workbench/health").text
    assert "Ana" not in answer
    for line in lines:
        line.close()


def test_who_comes_to_a_full_room_waits_calmly_and_comes_in_as_soon_as_there_is_a_place(small: Opened):
    ana, ben, cai = (small.guest(name) for name in ("Ana", "Ben", "Cai"))
    lines = [guest.line(guest.open_probe()) for guest in (ana, ben)]
    waiting = cai.ask(PROBE)
    assert waiting.status == 503
    assert "Yours opens by itself as soon as another is closed. Nothing was lost." in waiting.text
    assert waiting.headers["Refresh"] == "5"
    lines[0].close()
    until(lambda: alive(small)[0] == 1)
    assert cai.ask(PROBE).status == 200
    lines[1].close()


def test_a_page_that_lost_its_browser_gives_its_kernel_back(small: Opened):
    guest = small.guest("Ana")
    kernel = guest.open_probe()
    line = guest.line(kernel)
    line.shutdown()  # as a phone that vanished: no word of leaving
    until(lambda: alive(small) == (0, 0))
    assert guest.ask(f"/api/kernels/{kernel}").status == 403
