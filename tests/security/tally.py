"""Counts what the attacks tried, in whatever process they ran; the end of the test run tells the sums."""

from collections import Counter
from typing import Any

import pytest

TRIED: Counter[str] = Counter()
ORDER = ("routes", "attacks", "pages", "bytes")
KEPT = "security_tally"


def tried(what: str, number: int = 1) -> None:
    TRIED[what] += number


def pytest_sessionfinish(session: pytest.Session) -> None:
    output: Any = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[KEPT] = dict(TRIED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in what another process counted."""
    TRIED.update(getattr(node, "workeroutput", {}).get(KEPT, {}))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if TRIED:
        told = ", ".join(f"{what} {TRIED[what]:,}" for what in ORDER if TRIED[what])
        terminalreporter.write_line(f"Security, tried or searched: {told}")
