"""Processes that are quickly started, and killed as a machine kills: without a word, at any moment."""

import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

FULL = 200
ROUNDS = int(os.environ.get("WORKBENCH_FAULTS", "40"))
"""How often writers are killed in all; ``WORKBENCH_FAULTS=200`` is the long run."""
SEED = int(os.environ.get("WORKBENCH_FAULTS_SEED", "20261122"))

_WAY = "forkserver" if sys.platform != "win32" else "spawn"
context: Any = multiprocessing.get_context(_WAY)
if _WAY == "forkserver":
    context.set_forkserver_preload(["tests.faults.writing", "tests.faults.old_store"])

by_signal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to kill by")


def chance(name: str) -> random.Random:
    """Return chance that is the same in each run, and another one for each test."""
    return random.Random(f"{SEED}/{name}")


def a_moment(longest: float, by: random.Random) -> None:
    """Let a moment pass. There is nothing to wait for: that nobody knows when is the point of it."""
    Event().wait(by.uniform(0, longest))


class Doomed:
    """A process that is going to be killed, and the line on which it tells what is done."""

    def __init__(self, target: Callable[..., None], *given: object) -> None:
        self.line, far = context.Pipe()
        self.process = context.Process(target=target, args=(far, *given), daemon=True)
        self.process.start()
        far.close()

    def hear(self) -> Any:
        """Return the next thing that it tells; None if it has ended."""
        try:
            return self.line.recv()
        except (EOFError, OSError):
            return None

    def kill(self) -> list[Any]:
        """Kill it; return all that it had told and nobody had heard yet."""
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(30)
        told = []
        while (each := self.hear()) is not None:
            told.append(each)
        self.line.close()
        return told
