"""Waiting for something to come about, and not for a time."""

from collections.abc import Callable
from threading import Event
from time import monotonic

LONGEST = 30.0


def until(true: Callable[[], object]) -> None:
    """Return as soon as something is true; fail if it does not become so."""
    end, pause = monotonic() + LONGEST, Event()
    while not true():
        assert monotonic() < end, "it did not come about"
        pause.wait(0.05)
