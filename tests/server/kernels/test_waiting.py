"""One fork waits for whoever asks next: it is as good as one that is forked for them, and sooner there."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from tests.server.kernels.started import Running, alive, kernel, open_files, parent_of, spec, worked_on
from tests.server.kernels.test_living import until
from tests.waiting import to_its_end
from workbench.server.kernels import forks
from workbench.server.kernels.manager import PromptManager

ONE = spec(ahead=True)


def places(folder: Path) -> list[Path]:
    """Return the files of whoever waits: one that says where, and one for each channel."""
    return sorted(folder.glob("waiting-*"))


def told(folder: Path) -> list[Path]:
    """Return the file in which whoever waits says where: it is gone once somebody has asked."""
    return sorted(folder.glob("waiting-*.json"))


def children(parent: int) -> set[int]:
    found = set()
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if parent_of(int(each.name)) == parent and alive(int(each.name)):
                found.add(int(each.name))
        except OSError:
            continue
    return found


async def one_waits(folder: Path, parent: int, busy: set[int]) -> int:
    """Wait until there is one, and it listens; return its process."""
    await until(lambda: any(len(list(folder.glob(f"{each.stem}-ipc-*"))) == 5 for each in told(folder)))
    (pid,) = children(parent) - busy
    return pid


def test_the_second_who_asks_gets_the_one_that_waits(tmp_path: Path) -> None:
    async def go() -> None:
        env = {**os.environ, "TZ": "Asia/Tokyo"}
        async with kernel(tmp_path, ONE, env=env) as one:
            await one.do("secret = 'mine'")
            parent = parent_of(one.pid)
            waiting = await one_waits(tmp_path, parent, {one.pid})
            env |= {"ONLY_HERE": "yes", "JPY_SESSION_NAME": "named"}
            async with kernel(tmp_path, ONE, env=env, cwd=str(tmp_path)) as two:
                assert two.pid == waiting
                assert await two.run("6 * 7") == 42
                assert await two.run("'secret' in globals()") is False
                assert await two.run("__import__('os').environ['ONLY_HERE']") == "yes"
                assert await two.run("__import__('time').tzname[0]") == "JST"
                assert await two.run("__import__('os').getcwd()") == str(tmp_path)
                assert await two.run("__session__") == "named"
                file = await two.run("get_ipython().kernel.parent.connection_file")
                assert file == two.manager.connection_file
                assert await one_waits(tmp_path, parent, {one.pid, two.pid}) != waiting
        await until(lambda: len(list(tmp_path.iterdir())) == 6)  # of the one that waits now, and no other's

    to_its_end(go())


def test_it_shares_no_chance_no_session_and_no_key_with_the_one_before(tmp_path: Path) -> None:
    asked = (
        "__import__('random').random()",
        "get_ipython().kernel.session.session",
        "get_ipython().kernel.session.key",
    )

    async def go() -> None:
        async with kernel(tmp_path, ONE) as first:
            said: list[tuple[Any, ...]] = []
            parent, busy = parent_of(first.pid), {first.pid}
            for _time in range(2):
                waiting = await one_waits(tmp_path, parent, busy)
                async with kernel(tmp_path, ONE) as one:
                    assert one.pid == waiting
                    said.append(tuple([await one.run(code) for code in asked]))
            assert not set(said[0]) & set(said[1])

    to_its_end(go())


def test_it_holds_nothing_of_the_server_or_of_others(tmp_path: Path) -> None:
    async def go() -> None:
        with (tmp_path / "private").open("w") as held:
            os.set_inheritable(held.fileno(), True)
            async with kernel(tmp_path, ONE) as one:
                waiting = await one_waits(tmp_path, parent_of(one.pid), {one.pid})
                assert str(tmp_path / "private") not in open_files(waiting)
                theirs = {each for each in open_files(one.pid) if each.startswith("socket:")}
                assert not theirs & set(open_files(waiting))
                assert {each.stat().st_mode & 0o077 for each in told(tmp_path)} == {0}

    to_its_end(go())


def test_where_it_was_killed_one_is_forked_at_once(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path, ONE) as one:
            waiting = await one_waits(tmp_path, parent_of(one.pid), {one.pid})
            before = set(places(tmp_path))
            os.kill(waiting, signal.SIGKILL)
            async with kernel(tmp_path, ONE) as two:
                assert two.pid != waiting
                assert await two.run("6 * 7") == 42
                await until(lambda: not before & set(places(tmp_path)))

    to_its_end(go())


def test_a_restart_is_found_where_it_was(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path, ONE) as one:
            await one_waits(tmp_path, parent_of(one.pid), {one.pid})
            async with kernel(tmp_path, ONE) as two:
                where = two.manager.get_connection_info()
                await two.do("kept = 1")
                await one_waits(tmp_path, parent_of(one.pid), {one.pid, two.pid})
                await two.manager.restart_kernel(now=True)
                await two.client.wait_for_ready(timeout=30)
                assert two.manager.get_connection_info() == where
                assert await two.run("'kept' in globals()") is False

    to_its_end(go())


@pytest.mark.parametrize("how", ["ended", "killed"])
def test_it_ends_with_its_parent_and_leaves_no_file(tmp_path: Path, how: str) -> None:
    async def go() -> None:
        async with kernel(tmp_path, ONE) as one:
            parent = parent_of(one.pid)
            waiting = await one_waits(tmp_path, parent, {one.pid})
            if how == "killed":
                os.kill(parent, signal.SIGKILL)
            else:
                forks.end_all()
            await until(lambda: not alive(waiting) and not places(tmp_path))

    to_its_end(go())


def test_after_a_change_on_disk_nobody_gets_the_one_that_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = worked_on(tmp_path, "worked_on_too", monkeypatch)
    kind = spec(modules=["worked_on_too"], ahead=True)

    async def go() -> None:
        async with kernel(tmp_path, kind) as one:
            waiting = await one_waits(tmp_path, parent_of(one.pid), {one.pid})
            source.write_text("STANDS = 'afterwards'\n", "utf-8")
            async with kernel(tmp_path, kind) as two:
                assert await two.run("__import__('worked_on_too').STANDS") == "afterwards"
                await until(lambda: not alive(waiting))

    to_its_end(go())


def test_nobody_waits_where_kernels_are_reached_by_ports(tmp_path: Path) -> None:
    async def go() -> None:
        running = []
        for name in ("one", "two"):
            manager = AsyncKernelManager(connection_file=str(tmp_path / f"{name}.json"))
            manager._kernel_spec = ONE
            await manager.start_kernel()
            running.append(Running(manager))
            await running[-1].client.wait_for_ready(timeout=30)
        assert children(parent_of(running[0].pid)) == {each.pid for each in running}
        assert not places(tmp_path)
        for each in running:
            each.client.stop_channels()
            await each.manager.shutdown_kernel(now=True)

    to_its_end(go())


def test_a_manager_that_cannot_start_a_kernel_says_so(tmp_path: Path) -> None:
    async def go() -> None:
        manager = PromptManager(connection_file=str(tmp_path / "one.json"), transport="ipc")
        manager._kernel_spec = KernelSpec(argv=["there-is-no-such-program"], language="python")
        with pytest.raises(FileNotFoundError):
            await manager.start_kernel()
        ready: Any = manager.ready
        assert isinstance(ready.exception(), FileNotFoundError)

    to_its_end(go())
