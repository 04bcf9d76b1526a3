"""Waiting for something to come about, and not for a time."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Any

LONGEST = 30.0


def until(true: Callable[[], object]) -> None:
    """Return as soon as something is true; fail if it does not become so."""
    end, pause = monotonic() + LONGEST, Event()
    while not true():
        assert monotonic() < end, "it did not come about"
        pause.wait(0.05)


def to_its_end(doing: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine on a loop of its own: a browser test before may have left one in this thread."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, doing).result()
