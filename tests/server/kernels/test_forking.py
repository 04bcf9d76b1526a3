"""A fork is a process of its own: nothing of the parent's or of a sister's is in it."""

import os
from pathlib import Path
from typing import Any

from tests.server.kernels.started import (
    environment_of,
    kernel,
    open_files,
    parent_of,
    spec,
    threads_of,
)
from tests.waiting import to_its_end

AHEAD = {"modules": ["decimal"], "argv": []}


def test_it_runs_code_and_says_what_came_of_it(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one:
            assert await one.run("6 * 7") == 42
            done = await one.do("print('said'); 6 * 7")
            assert [content["text"] for kind, content in done["out"] if kind == "stream"] == ["said\n"]
            shown = [
                content["data"]["text/plain"] for kind, content in done["out"] if kind == "execute_result"
            ]
            assert shown == ["42"]
            failed = await one.do("1 / 0")
            assert failed["reply"]["ename"] == "ZeroDivisionError"

    to_its_end(go())


def test_what_a_cell_prints_is_heard_while_it_still_keeps_the_kernel_busy(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = f"import os\nprint('said')\nwhile not os.path.exists({str(heard)!r}):\n    pass"

    def listen(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            with heard.open("a", encoding="utf-8") as file:
                file.write(message["content"]["text"])

    async def go() -> None:
        async with kernel(tmp_path) as one:
            await one.client.execute_interactive(code, timeout=30, output_hook=listen)
            assert heard.read_text("utf-8") == "said\n"

    to_its_end(go())


def test_what_a_thread_prints_arrives_too(tmp_path: Path) -> None:
    code = (
        "import threading\nt = threading.Thread(target=print, args=('from a thread',))\nt.start()\nt.join()"
    )

    async def go() -> None:
        async with kernel(tmp_path) as one:
            said = [content["text"] for kind, content in (await one.do(code))["out"] if kind == "stream"]
            assert "".join(said) == "from a thread\n"

    to_its_end(go())


def test_two_forks_share_no_chance_no_session_and_no_names(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path) as one, kernel(tmp_path) as two:
            assert parent_of(one.pid) == parent_of(two.pid)
            for code in ("__import__('random').random()", "get_ipython().kernel.session.session"):
                assert await one.run(code) != await two.run(code)
            await one.do("secret = 'mine'")
            assert await two.run("'secret' in globals()") is False

    to_its_end(go())


def test_numpy_draws_other_numbers_in_each_fork(tmp_path: Path) -> None:
    code = "float(__import__('numpy').random.random())"

    async def go() -> None:
        kind = spec(modules=["numpy"])
        async with kernel(tmp_path, kind) as one, kernel(tmp_path, kind) as two:
            assert await one.run(code) != await two.run(code)

    to_its_end(go())


def test_a_fork_has_the_environment_and_the_folder_that_were_asked_for(tmp_path: Path) -> None:
    async def go() -> None:
        env = {**os.environ, "ONLY_HERE": "yes", "TZ": "Asia/Tokyo"}
        async with kernel(tmp_path, env=env, cwd=str(tmp_path)) as one:
            assert await one.run("__import__('os').environ['ONLY_HERE']") == "yes"
            assert await one.run("__import__('os').getcwd()") == str(tmp_path)
            assert await one.run("__import__('time').tzname[0]") == "JST"
        async with kernel(tmp_path, env={**os.environ, "TZ": "Asia/Tokyo"}) as two:
            assert await two.run("__import__('os').environ.get('ONLY_HERE')") is None

    to_its_end(go())


def test_the_parent_knows_no_secret_and_holds_no_thread(tmp_path: Path) -> None:
    async def go() -> None:
        env = {**os.environ, "A_SECRET": "planted"}
        async with kernel(tmp_path, spec(**AHEAD), env=env) as one:
            parent = parent_of(one.pid)
            assert "A_SECRET" not in environment_of(parent)
            assert "planted" not in "".join(environment_of(one.pid).values())  # the system's own record of it
            assert await one.run("__import__('os').environ['A_SECRET']") == "planted"  # the probe works
            assert threads_of(parent) == 1
            assert not [each for each in open_files(parent) if each.endswith((".sqlite", ".db"))]
            assert len([each for each in open_files(parent) if each.startswith("socket:")]) == 1

    to_its_end(go())


def test_a_fork_holds_nothing_of_the_server_but_its_lifeline(tmp_path: Path) -> None:
    async def go() -> None:
        with (tmp_path / "private").open("w") as held:
            os.set_inheritable(held.fileno(), True)
            async with kernel(tmp_path) as one, kernel(tmp_path) as two:
                for each in (one, two):
                    assert str(tmp_path / "private") not in open_files(each.pid)
                theirs = {each for each in open_files(one.pid) if each.startswith("socket:")}
                assert not theirs & {each for each in open_files(two.pid) if each.startswith("socket:")}

    to_its_end(go())


def test_what_was_read_ahead_is_there_and_collected_no_more(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path, spec(**AHEAD)) as one:
            assert await one.run("'decimal' in __import__('sys').modules") is True
            assert await one.run("__import__('gc').get_freeze_count() > 1000") is True
            assert await one.run("__import__('gc').isenabled()") is True
            assert await one.run("len(get_ipython().history_manager.input_hist_raw)") == 1

    to_its_end(go())


def test_widgets_that_were_read_ahead_can_be_asked_for_their_state(tmp_path: Path) -> None:
    async def go() -> None:
        async with kernel(tmp_path, spec(modules=["ipywidgets"])) as one:
            targets = await one.run("list(get_ipython().kernel.comm_manager.targets)")
            assert {"jupyter.widget", "jupyter.widget.control"} <= set(targets)

    to_its_end(go())
