"""
A facilitator and twelve others meet: all join by the code, feedback, assessment, review and the close.

    python -m bench.meeting [--people 13]

A browser context each and one for the screen of the room, two of them phones of 360x740, on the same
processors as the room. It is the meeting of ``tests/browser/test_meeting.py``, which makes sure at each step
that every page is right and nothing was lost; here it is held by more people, and its waits are told: from
the press of "Go on" until this script has seen the new step on every page, one page after the other.
"""

import argparse
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from bench.measuring import processes
from tests.browser.gathering import gathered
from tests.browser.meetings import NAMES, come_together, hold
from tests.chromium import launch_options


def main() -> None:
    """Hold the meeting and print its figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=len(NAMES), choices=range(4, len(NAMES) + 1))
    names = NAMES[: asked.parse_args().people]
    options: Any = launch_options()
    with TemporaryDirectory() as folder, sync_playwright() as its:
        browser = its.chromium.launch(**options)
        with gathered(Path(folder), names) as gathering:
            assert gathering.room
            load, begun = os.getloadavg()[0], time.monotonic()
            held = come_together(gathering, browser, names, Path(folder))
            joined, spent = time.monotonic() - begun, processes.processor(gathering.room.pid)
            hold(held)
            whole = time.monotonic() - begun
            trouble = [said for guest in (*held.everyone, held.screen) for said in guest.trouble]
            waits = sorted(held.waits)
            print(f"{len(names)} people and the room screen; load {load:.1f} on {os.cpu_count()} processors")
            print(f"  all have joined by the code after {joined:.0f} s; over after {whole:.0f} s")
            high = waits[round(0.95 * (len(waits) - 1))]
            print(
                f"  {len(waits)} steps, from the press to the last of {len(names) + 1} pages: "
                f"median {statistics.median(waits):.2f} s, p95 {high:.2f} s, most {waits[-1]:.2f} s"
            )
            used = processes.processor(gathering.room.pid) - spent
            print(f"  processor of the room and all its pages: {used:.0f} s")
            print(f"  memory at the end: {processes.memory(gathering.room.pid):.0f} MB")
            print(f"  what the browsers complained of: {trouble or 'nothing'}")
        browser.close()


if __name__ == "__main__":
    main()
