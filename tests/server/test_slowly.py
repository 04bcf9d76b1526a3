"""Slow work has so many places, and whoever finds none is sent away calmly, at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import Opened
from tests.waiting import to_its_end
from workbench.server.slowly import Busy, Slow


def test_one_more_than_can_wait_is_refused_and_a_place_that_is_free_again_is_given():
    async def tried() -> None:
        done, slow = Event(), Slow(1, 2)
        waiting = [asyncio.create_task(slow.do(done.wait)) for _each in range(3)]
        await asyncio.sleep(0)  # each has its turn to begin
        with pytest.raises(Busy):
            slow.check()
        with pytest.raises(Busy, match="Nothing was lost"):
            await slow.do(done.wait)
        done.set()
        assert await asyncio.gather(*waiting) == [True] * 3
        assert await slow.do(lambda: "done") == "done"

    to_its_end(tried())


def test_what_fails_gives_its_place_back():
    async def tried() -> None:
        slow = Slow(1, 0)
        for _each in range(3):
            with pytest.raises(ZeroDivisionError):
                await slow.do(lambda: 1 // 0)

    to_its_end(tried())


def test_strangers_who_come_all_at_once_are_told_to_wait_and_hold_up_nobody_who_is_in(room: Opened):
    newcomer(room, "Sam")
    newcomer(room, "Sue", passphrase=True)
    inside, at_the_door, stranger = room.guest("Sam"), room.guest("Sue"), room.visitor()
    guard, sent_away = stranger.guard("/login"), Event()

    def come(number: int) -> tuple[int, str | None, str]:
        answer = stranger.send("/login", _xsrf=guard, code=f"ABCD-{number:04}")
        if answer.status == 503:
            sent_away.set()
        return answer.status, answer.headers["Retry-After"], answer.text

    with ThreadPoolExecutor(19) as threads:
        coming = [threads.submit(come, number) for number in range(19)]
        assert sent_away.wait(60)
        assert inside.fill("/keys", "/keys/short").status == 200
        assert at_the_door.fill("/unlock", passphrase=PASSPHRASE).status == 303
        answers = [each.result() for each in coming]
    assert {status for status, _after, _text in answers} == {403, 503}
    assert {after for status, after, _text in answers if status == 503} == {"5"}
    assert all("Try again in a moment" in text for status, _after, text in answers if status == 503)
    later = room.visitor().fill("/login", code="ABCD-EFGH").status
    assert later in {403, 429}, "there is room again"
