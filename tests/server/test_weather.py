"""Bad weather for kernels: their parent dies, a page's kernel dies, many come at once and leave again."""

import os
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from nbformat import v4

from tests.server.opened import PROBE, Opened, opened
from tests.waiting import until
from workbench.core.settings import Workspace
from workbench.server.kernels import kinds
from workbench.server.whereabouts import in_use

AT_ONCE = 30
HEARD_LATE = [  # as on a machine on which many others want the processor
    "# Speaks five seconds later\nfrom IPython import get_ipython\nfrom tornado.ioloop import IOLoop\n"
    "out, loop = get_ipython().kernel.iopub_thread, IOLoop.current()\nsend = out._really_send\n"
    "out._really_send = lambda *given, **others: loop.call_later(5, lambda: send(*given, **others))",
    "# The page\nimport ipywidgets as w\nw.Text(value='heard all the same')",
]


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Opened]:
    with opened(tmp_path) as room:
        yield room


def processes(room: Opened) -> Any:
    return psutil.Process(room.process.pid).children(recursive=True)


def parent(room: Opened) -> Any:
    (found,) = psutil.Process(room.process.pid).children()
    return found


def memory(room: Opened) -> int:
    """Return what all processes of a room take, each shared page counted once, in bytes."""
    everyone = [psutil.Process(room.process.pid), *processes(room)]
    return int(sum(each.memory_full_info().pss for each in everyone))


STAND = 3  # the parent, the page that was there before, and the fork that waits for the next


@pytest.mark.skipif(not kinds.possible(), reason="This system does not fork kernels: they start normally.")
class TestThePagesParent:
    def test_is_replaced_when_it_dies_and_nobody_notices_but_the_log(self, alone: Opened):
        ana, ben = alone.guest("Ana"), alone.guest("Ben")
        line = ana.line(ana.open_probe())
        first = parent(alone)
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: not first.is_running() or first.status() == psutil.STATUS_ZOMBIE)
        assert ben.ask(PROBE).status == 200
        assert parent(alone).pid != first.pid
        assert ana.ask("/voila/render/pages/people.ipynb").status == 200
        assert "a new one takes its place" in alone.log.read_text()
        line.close()

    def test_gives_everything_back_when_many_came_at_once_and_left(self, alone: Opened):
        guests = [alone.guest(name) for name in ("Ana", "Ben", "Cai") for _each in range(AT_ONCE // 3)]
        guests[0].ask(PROBE)
        until(lambda: in_use(Workspace(alone.folder)) is not None)

        def come_and_go(guest):
            answer = guest.ask(PROBE)
            kernel = re.search(r'"kernel": "([0-9a-f-]+)"', answer.text)
            assert answer.status == 200
            assert kernel, "the page has a kernel"
            assert "widget-view" in answer.text, "and was shown to its end"
            return guest, kernel.group(1)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            there = list(pool.map(come_and_go, guests))
            for guest, kernel in there:
                assert guest.leave(kernel) == 204
        until(lambda: len(processes(alone)) == STAND)
        before = memory(alone)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for guest, kernel in pool.map(come_and_go, guests):
                assert guest.leave(kernel) == 204
        until(lambda: len(processes(alone)) == STAND)
        assert memory(alone) < before * 1.1


def test_a_page_whose_kernel_dies_in_a_cell_says_so_and_ends(alone: Opened):
    page = alone.guest("Ben").ask("/voila/render/pages/dying.ipynb")
    assert page.status == 200
    assert "This page could not be shown to its end. What you typed before is kept." in page.text
    assert page.text.rstrip().endswith("</html>")


@pytest.mark.skipif(not kinds.possible(), reason="This system does not fork kernels: they start normally.")
def test_a_page_whose_kernel_is_heard_late_is_whole_all_the_same(alone: Opened):
    pages = Workspace(alone.folder).notebooks / "pages"
    cells = [v4.new_code_cell(cell) for cell in HEARD_LATE]
    nbformat.write(v4.new_notebook(cells=cells), pages / "late.ipynb")
    page = alone.guest("Ben").ask("/voila/render/pages/late.ipynb")
    assert page.status == 200
    assert "widget-view" in page.text
    assert "heard all the same" in page.text
    assert "could not be shown" not in page.text
