"""A released entry goes from a quiet open page at its end: nobody writes, only the clock goes on."""

import json
from datetime import timedelta

from ipywidgets.widgets.widget import _instances

from tests.builders import Clock
from tests.journal.builders import Writing
from tests.journal.test_pages import text
from tests.screen.test_follow import live, until
from workbench.journal.pages import journal

SOON, LATER = "words for a week", "words for a month"


def in_the_kernel() -> str:
    """Return all that a browser could read of any widget that is still open here."""
    states = [widget.get_state() for widget in list(_instances.values())]
    return json.dumps(states, default=str, ensure_ascii=False)


def test_each_entry_leaves_the_page_and_the_kernel_at_its_own_end(writing: Writing, clock: Clock):
    writing.release("Ana", writing.write(words=SOON), "Ana", lasts=timedelta(days=7))
    writing.release("Ana", writing.write(words=LATER), "Ana", lasts=timedelta(days=30))

    async def visit() -> None:
        page = journal(writing.desk("Ben"))
        assert SOON in text(page)
        clock.go_on(days=7, microseconds=-1)
        assert SOON in text(page)
        clock.go_on(microseconds=1)
        await until(lambda: SOON not in in_the_kernel())
        assert LATER in text(page)
        clock.go_on(days=23)
        await until(lambda: LATER not in in_the_kernel())

    live(visit())
