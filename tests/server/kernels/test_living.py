"""Start, interrupt, restart, shutdown, signals and exit codes, as Jupyter expects them of a provisioner."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.kernels.started import alive, kernel, normal, parent_of, spec, worked_on
from tests.waiting import to_its_end
from workbench.server.kernels.process import Fork


async def until(true: object, tries: int = 400) -> None:
    for _try in range(tries):
        if true():  # type: ignore[operator]
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about")


@contextmanager
def a_server(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", int, int]]:
    """Start a server with one forked kernel; give it, the kernel's process and that of its parent."""
    command = [sys.executable, "-m", "tests.server.kernels.serving", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        fork, parent = (int(part) for part in server.stdout.readline().split())
        yield server, fork, parent


def test_an_interrupt_reaches_a_cell_that_goes_on_for_ever(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one:
            (tmp_path / "begun").unlink(missing_ok=True)
            code = f"open({str(tmp_path / 'begun')!r}, 'w').close()\nwhile True: pass"
            running = asyncio.ensure_future(one.do(code))
            await until((tmp_path / "begun").exists)
            await one.manager.interrupt_kernel()
            assert (await running)["reply"]["ename"] == "KeyboardInterrupt"
            assert await one.run("1") == 1

    to_its_end(go())


def test_a_restart_forgets_and_goes_on(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one:
            before = one.pid
            await one.do("kept = 1")
            await one.manager.restart_kernel(now=True)
            await one.client.wait_for_ready(timeout=30)
            assert one.pid != before
            assert not alive(before)
            assert await one.run("'kept' in globals()") is False

    to_its_end(go())


def test_its_exit_code_is_told_as_that_of_a_normal_kernel(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one, kernel(tmp_path, normal()) as other:
            for each in (one, other):
                each.client.execute("import os; os._exit(7)")
            await until(lambda: one.process.poll() is not None and other.process.poll() is not None)
            assert one.process.poll() == other.process.poll() == 7

    to_its_end(go())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_signal_that_ends_it_is_told(tmp_path: Path, number: int) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one:
            await one.manager.signal_kernel(number)
            await until(lambda: one.process.poll() is not None)
            assert one.process.poll() == -number
            assert not await one.manager.is_alive()

    to_its_end(go())


def test_it_shuts_down_when_asked(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one:
            pid = one.pid
            await one.manager.shutdown_kernel()
            assert not alive(pid)

    to_its_end(go())


def test_it_ends_with_what_it_started(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one:
            child = await one.run("__import__('subprocess').Popen(['sleep', '600']).pid")
            await one.manager.shutdown_kernel(now=True)
            await until(lambda: not alive(child))

    to_its_end(go())


def test_a_parent_that_dies_is_replaced_and_its_forks_live_on(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one:
            first = parent_of(one.pid)
            os.kill(first, signal.SIGKILL)
            await until(lambda: not alive(first))
            assert await one.run("1 + 1") == 2
            async with kernel(tmp_path) as two:
                assert parent_of(two.pid) not in {first, 1}
                assert await two.run("2 + 2") == 4
            await one.manager.shutdown_kernel(now=True)
            assert one.manager.provisioner is None or one.process is None or one.process.poll() is not None

    to_its_end(go())


def test_a_server_that_is_killed_leaves_no_kernel_behind(tmp_path: Path) -> None:
    with a_server(tmp_path) as (server, fork, parent):
        assert alive(fork)
        assert alive(parent)
        server.kill()
    to_its_end(until(lambda: not alive(fork) and not alive(parent)))


def test_a_server_that_is_killed_after_the_parent_leaves_no_kernel_behind(tmp_path: Path) -> None:
    with a_server(tmp_path) as (server, fork, parent):
        os.kill(parent, signal.SIGKILL)
        server.kill()
    to_its_end(until(lambda: not alive(fork)))


def test_where_the_system_refuses_to_fork_a_kernel_starts_normally(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def go() -> None:
        async with kernel(tmp_path, spec(modules=["tests.server.kernels.no_forks"])) as one:
            assert not isinstance(one.process, Fork)
            assert await one.run("6 * 7") == 42

    to_its_end(go())


def test_a_parent_that_cannot_prepare_is_not_tried_again_and_again(tmp_path: Path) -> None:
    async def go() -> None:
        kind = spec(modules=["there.is.no.such.module"])
        for _time in range(2):
            async with kernel(tmp_path, kind) as one:
                assert not isinstance(one.process, Fork)
                assert await one.run("6 * 7") == 42

    to_its_end(go())


def test_what_was_changed_on_disk_is_seen_by_the_next_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = worked_on(tmp_path, "worked_on", monkeypatch)
    code = "__import__('worked_on').STANDS"

    async def go() -> None:
        kind = spec(modules=["worked_on"])
        async with kernel(tmp_path, kind) as one:
            assert await one.run(code) == "before"
            source.write_text("STANDS = 'afterwards'\n", "utf-8")
            async with kernel(tmp_path, kind) as two:
                assert await two.run(code) == "afterwards"
            assert await one.run("1") == 1

    to_its_end(go())


def test_what_asks_for_more_than_a_fork_starts_normally(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path, extra_arguments=["--IPKernelApp.exec_lines=told = 5"]) as one:
            assert not isinstance(one.process, Fork)
            assert await one.run("told") == 5

    to_its_end(go())
