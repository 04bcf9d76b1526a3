"""
Three phones lose their line in mid-sentence, for 30 seconds and for 5 minutes; a fourth page sleeps.

    python -m bench.cuts [--away 30 300]

Nothing turns a clock here: five minutes are five minutes. It is the room of ``tests/browser/test_cuts.py``,
where the same is tried with clocks that are turned on. Printed is how long after the line was back the last
of the pages had said so and stood at its step, with the words; what is not as it should be ends the run.
"""

import argparse
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.gathering import gathered
from tests.browser.test_cuts import BEGUN, WHOLE, Writer
from tests.browser.turns import FeedbackToBen
from tests.chromium import launch_options

NAMES = ("Cai", "Dee", "Eva")
SLEEPER = "Finn"


def main() -> None:
    """Cut the lines, give them back, and print what was seen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--away", type=int, nargs="+", default=[30, 300])
    options: Any = launch_options()
    with TemporaryDirectory() as folder, sync_playwright() as its:
        browser = its.chromium.launch(**options)
        with gathered(Path(folder), ["Ana", "Ben", *NAMES, SLEEPER]) as gathering:
            FeedbackToBen(gathering).go("silence")
            writers = [Writer(gathering, browser, name, own_time=False) for name in NAMES]
            sleeper = Writer(gathering, browser, SLEEPER, own_time=False)
            print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
            for number, away in enumerate(asked.parse_args().away, start=1):
                _cut(writers, sleeper, away, number)
        browser.close()


def _cut(writers: list[Writer], sleeper: Writer, away: int, number: int) -> None:
    whole = f"{WHOLE} {number}"
    asleep = sleeper.guest.context.new_cdp_session(sleeper.page)
    asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    for each in writers:
        if not each.field.input_value():
            each.types(BEGUN)
        each.line.close()
        each.told("interrupted")
        each.types(whole.removeprefix(BEGUN))
    until = time.monotonic() + away
    while (left := until - time.monotonic()) > 0:
        writers[0].page.wait_for_timeout(min(left, 5) * 1000)  # keeps the browser's events going
    for each in writers:
        each.line.closed = False
    asleep.send("Page.setWebLifecycleState", {"state": "active"})
    begun = time.monotonic()
    for each in [*writers, sleeper]:
        each.back()
    back = time.monotonic() - begun
    for each in writers:
        each.sends_once(whole)
        each.at_silence()
    if sleeper.field.input_value() != BEGUN:
        raise SystemExit("The page that slept has lost its words.")
    print(f"  away {away} s: the last of {len(writers)} pages was back after {back:.1f} s, every word once")
    print(f"  a page asleep for {away} s stands at the same step, with its words")


if __name__ == "__main__":
    main()
