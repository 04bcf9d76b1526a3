"""
What a person's trends page costs as the years go by: seconds of the server, and bytes to the phone.

    python -m bench.trends [--years 1 3 10] [--federation] [--write]

A group of twelve, a cycle a month, thirty criteria, an own view and three peers' each time; everything in
it is invented. The page is opened and filtered by the same code that a phone asks, without its browser.
Beside it the same statements are read by plain SQL into a frame of pandas, in the same run: the ratio tells
what the rules, the words and the pictures cost. With ``--federation`` a thousand groups stand around it.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from sqlalchemy import text

from bench.measuring import results
from bench.measuring.years import FEDERATION, LARGE, Size, Years, lay_in
from tests.builders import make_tables
from tests.screens import on_page
from widgets.plot import Plot
from workbench.audit.trends import Trends
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.store import Store

PLAIN = text(
    "SELECT c.number, k.entity, k.wording, j.by_id, j.mark, j.words, j.at FROM judgements j "
    "JOIN sessions s ON s.id = j.session_id JOIN cycles c ON c.id = s.cycle_id "
    "JOIN criteria k ON k.id = j.criterion_id "
    "WHERE s.practitioner_id = :who AND c.number >= :since ORDER BY j.at"
)
TIMES = 9


def main() -> None:
    """Lay the years in, ask the page, print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--years", type=int, nargs="+", default=[1, 3, 10])
    asked.add_argument("--federation", action="store_true")
    asked.add_argument("--write", action="store_true", help="put it into RESULTS.md")
    chosen = asked.parse_args()
    sizes = {f"{years} y": replace(LARGE, cycles=12 * years) for years in chosen.years}
    if chosen.federation:
        sizes["federation"] = FEDERATION
    told = f"{results.load()} at the start; medians of {TIMES}.".capitalize()
    rows = [HEADS]
    for name, size in sizes.items():
        with TemporaryDirectory() as folder:
            rows.append([name, *_measured(Path(folder), size)])
    print(f"{told}\n\n{results.printed(rows)}")
    if chosen.write:
        how = " ".join((__doc__ or "").split("\n\n")[2].split())
        results.write("Years", "\n\n".join([results.machine(), how, told, results.marked(rows)]))


HEADS = [
    "", "judgements", "bare page (ms)", "with all pictures (ms)", "one filter (ms)", "largest figure (kB)",
    "all of it (kB)", "plain SQL and pandas (ms)", "pictures to plain",
]  # fmt: skip


def _measured(folder: Path, size: Size) -> list[str]:
    store = Store(f"sqlite:///{folder / 'store.sqlite'}", system_clock)
    make_tables(store)
    years = lay_in(store, size)
    desk = Desk(store, years.people[0])
    bare = _seconds(lambda: Trends(desk).follower.start())
    page = Trends(desk)
    page.follower.start()
    page.opened = True
    opening = _seconds(lambda: _open(desk))
    page.follower.again()
    criteria = [each["criterion"] for each in _options(page)]
    number = iter(range(10**6))

    def narrow() -> None:
        page.choose({"criterion": criteria[next(number) % len(criteria)], "since": "all"})

    filtering = _seconds(narrow)
    sent = [_bytes(plot) for plot in _plots(_open(desk))]
    since = max(1, size.cycles - 11)
    plain = _seconds(lambda: _plain(store, years, since))
    store.close()
    told = [f"{size.judgements:,}", *(f"{1000 * each:.0f}" for each in (bare, opening, filtering))]
    figures = max(figure for figure, _table in sent)
    told += [f"{figures / 1000:.0f}", f"{sum(map(sum, sent)) / 1000:.0f}", f"{1000 * plain:.0f}"]
    return [*told, f"{(opening - bare) / plain:.1f}"]


def _open(desk: Desk) -> Trends:
    page = Trends(desk)
    page.opened = True
    page.follower.start()
    return page


def _bytes(plot: Plot) -> tuple[int, int]:
    """Return how many bytes of figure and of table go to the phone, before they are compressed."""
    figure, table = (len(json.dumps(plot.get_state()[name])) for name in ("figure", "table"))
    return figure, table


def _options(page: Trends) -> list[dict[str, Any]]:
    return [row for row in page.seen.rows if row["source"] == "self"]


def _plots(page: Trends) -> list[Plot]:
    return [each for each in on_page(page.follower.parts.root) if isinstance(each, Plot)]


def _plain(store: Store, years: Years, since: int) -> pd.DataFrame:
    with store.reading() as db:
        rows = db.execute(PLAIN, {"who": years.people[0], "since": since}).all()
    return pd.DataFrame(rows)


def _seconds(act: Callable[[], object]) -> float:
    spent = []
    for _again in range(TIMES):
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
