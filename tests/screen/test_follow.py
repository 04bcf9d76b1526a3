"""Every page follows the store: soon, also after trouble, and each only once."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.builders import Circle
from tests.screens import state
from workbench.core.desk import Desk
from workbench.core.doorbell import EVERY
from workbench.core.drafts import keep_draft
from workbench.core.rights import NotNow, Refused
from workbench.models.base import new_id
from workbench.screen import follow
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words

SOON = 20  # seconds: a busy machine may be slow, but never this slow


class Page:
    """A page that shows how often it was read, and stumbles when it is told to."""

    def __init__(self, desk: Desk, name: str = "page") -> None:
        self.reads = 0
        self.trouble: Exception | None = None
        self.follower = Follower(desk, self.read, name)

    def read(self) -> list[Part]:
        if self.trouble is not None:
            raise self.trouble
        self.reads += 1
        return [words("count", f"read {self.reads} times")]

    def shown(self) -> str:
        return state(self.follower.parts.root)


def write(circle: Circle, name: str = "Ben") -> None:
    desk = circle.desk(name)
    with desk.transaction() as db:
        now = desk.now()
        keep_draft(db, author=desk.me, place=new_id(), values={}, seen=0, at=now)


async def until(true: Callable[[], bool], within: float = SOON) -> None:
    async with asyncio.timeout(within):
        while not true():
            await asyncio.sleep(0.01)


def live(visit: Coroutine[Any, Any, None]) -> None:
    """Run a visit in a loop of its own, on a thread of its own: a browser may have a loop running here."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, visit).result()


@pytest.fixture
def page(circle: Circle) -> Page:
    return Page(circle.desk("Ana"))


def test_a_page_follows_a_writer_in_its_own_process(page: Page, circle: Circle) -> None:
    def follows(before: int) -> bool:
        return page.reads > before

    async def visit() -> None:
        page.follower.start()
        for _turn in range(3):
            before = page.reads
            write(circle)
            await until(partial(follows, before))

    live(visit())


def test_a_change_between_the_first_reading_and_the_first_look_is_followed(
    page: Page, circle: Circle
) -> None:
    async def visit() -> None:
        read = page.read

        def read_and_then_be_overtaken() -> list[Part]:
            parts = read()
            page.follower._read = read
            write(circle)
            return parts

        page.follower._read = read_and_then_be_overtaken
        page.follower.start()
        await until(lambda: page.reads == 2)

    live(visit())


def test_a_page_that_stumbled_over_a_change_takes_it_in_later(page: Page, circle: Circle) -> None:
    async def visit() -> None:
        page.follower.start()
        page.trouble = RuntimeError("unforeseen")
        write(circle)
        await asyncio.sleep(EVERY * 2)
        page.trouble = None
        await until(lambda: page.reads == 2, within=3)
        write(circle)
        await until(lambda: page.reads == 3)

    live(visit())


def test_a_store_that_is_busy_takes_nothing_off_the_page(page: Page, circle: Circle) -> None:
    async def visit() -> None:
        page.follower.start()
        page.trouble = NotNow("The store was busy for too long.")
        page.follower.again()
        assert "read 1 times" in page.shown()
        page.trouble = None
        await until(lambda: page.reads == 2)
        assert "read 2 times" in page.shown()

    live(visit())


def test_a_page_opened_while_the_store_was_busy_says_so_and_comes_by_itself(page: Page) -> None:
    async def visit() -> None:
        page.trouble = NotNow("The store was busy for too long.")
        page.follower.start()
        assert "busy" in page.shown()
        page.trouble = None
        await until(lambda: "read 1 times" in page.shown())

    live(visit())


def test_whoever_may_not_see_the_page_any_more_is_told_and_sees_nothing_else(
    page: Page, circle: Circle
) -> None:
    async def visit() -> None:
        page.follower.start()
        page.trouble = Refused("You are not in this group.")
        write(circle)
        await until(lambda: "not in this group" in page.shown())
        assert "read 1 times" not in page.shown()

    live(visit())


def test_a_page_opened_again_in_the_same_place_is_followed_once(circle: Circle) -> None:
    async def visit() -> None:
        pages = [Page(circle.desk("Ana"), "again") for _run in range(3)]
        for each in pages:
            each.follower.start()
        await asyncio.sleep(EVERY)
        running = [each.follower.task for each in pages if each.follower.task]
        assert [task.done() for task in running] == [True, True, False]
        write(circle)
        await until(lambda: pages[-1].reads == 2)
        assert [each.reads for each in pages] == [1, 1, 2]

    live(visit())
    assert follow._following[circle["Ana"], "again"].done()


def test_a_store_locked_by_another_program_is_told_in_a_sentence(circle: Circle) -> None:
    locked = OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked"))
    with pytest.raises(NotNow, match="busy"), circle.desk("Ana").reading():
        raise locked
