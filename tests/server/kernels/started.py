"""Kernels for the tests of forking: started as any Jupyter server starts them."""

import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

TIMEOUT = 60


def spec(**config: Any) -> KernelSpec:
    """Return the specification of a kernel that forks."""
    return KernelSpec(
        argv=["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="forked",
        language="python",
        metadata={"kernel_provisioner": {"provisioner_name": "workbench-fork", "config": config}},
    )


def normal() -> KernelSpec:
    return KernelSpec(
        argv=["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="normal",
        language="python",
    )


class Running:
    """One kernel with a line to it."""

    def __init__(self, manager: AsyncKernelManager) -> None:
        self.manager = manager
        self.client = manager.client()
        self.client.start_channels()

    async def run(self, code: str) -> Any:
        """Run code, return what it evaluates to; fail where it fails."""
        reply = await self.client.execute_interactive(
            "", user_expressions={"it": code}, timeout=TIMEOUT, allow_stdin=False, store_history=False
        )
        found = reply["content"]["user_expressions"]["it"]
        assert found["status"] == "ok", found
        return eval(found["data"]["text/plain"])

    async def do(self, code: str) -> dict[str, Any]:
        """Run code, return the reply and what came out, by channel."""
        out: list[dict[str, Any]] = []
        reply = await self.client.execute_interactive(
            code, timeout=TIMEOUT, allow_stdin=False, output_hook=out.append
        )
        return {"reply": reply["content"], "out": [(o["msg_type"], o["content"]) for o in out]}

    @property
    def pid(self) -> int:
        provisioner: Any = self.manager.provisioner
        return int(provisioner.pid)

    @property
    def process(self) -> Any:
        provisioner: Any = self.manager.provisioner
        return provisioner.process


@asynccontextmanager
async def kernel(folder: Path, kind: KernelSpec | None = None, **others: Any) -> AsyncIterator[Running]:
    """Start a kernel and end it afterwards."""
    manager = AsyncKernelManager(connection_file=str(folder / f"{os.urandom(6).hex()}.json"), transport="ipc")
    manager._kernel_spec = kind or spec()
    await manager.start_kernel(**others)
    running = Running(manager)
    try:
        await running.client.wait_for_ready(timeout=TIMEOUT)
        yield running
    finally:
        running.client.stop_channels()
        await manager.shutdown_kernel(now=True)


def worked_on(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a module's source that kernels find, and which was last changed long ago."""
    source = folder / f"{name}.py"
    source.write_text("STANDS = 'before'\n", "utf-8")
    os.utime(source, (1, 1))
    ahead = [str(folder), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, ahead)))
    return source


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def threads_of(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/task"))


def open_files(pid: int) -> list[str]:
    folder = Path(f"/proc/{pid}/fd")
    return [os.readlink(each) for each in folder.iterdir()]


def environment_of(pid: int) -> dict[str, str]:
    pairs = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return dict(pair.decode().split("=", 1) for pair in pairs if b"=" in pair)


__all__ = [
    "alive",
    "environment_of",
    "json",
    "kernel",
    "normal",
    "open_files",
    "parent_of",
    "signal",
    "spec",
    "worked_on",
]
