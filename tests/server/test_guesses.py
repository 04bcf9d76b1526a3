"""How often a passphrase may be tried at a key, on one sign-in and on all of them together."""

import re
from collections.abc import Callable
from itertools import count

import pytest

from workbench.server import known
from workbench.server.limits import (
    EVERY,
    FIRST_WAIT,
    FREE,
    LONGEST_WAIT,
    STORE,
    Guesses,
    Tryer,
    lasting,
)

DAY = 86_400.0
ONE_SIGN_IN, ALL_SIGN_INS = 155, 194  # tries in a day, as ``Guesses`` says


class Seconds:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def in_a_day(guesses: Guesses, seconds: Seconds, next_one: Callable[[], Tryer]) -> int:
    """Let someone guess as fast as they may for a day; return how often they could."""
    end, tries = seconds.now + DAY, 0
    who = next_one()
    while True:
        seconds.now += guesses.wait(who)
        if seconds.now >= end:
            return tries
        guesses.trying(who)
        tries += 1
        who = next_one()


class TestGuesses:
    def test_are_slowed_more_and_more_and_the_right_one_always_works_later(self):
        seconds, ana = Seconds(), Tryer("ana's", "one")
        guesses, waits = Guesses(seconds), []
        for _each in range(FREE + 12):
            seconds.now += guesses.wait(ana)
            guesses.trying(ana)
            waits.append(guesses.wait(ana))
        assert waits[: FREE - 1] == [0.0] * (FREE - 1)
        assert waits[FREE - 1 : FREE + 2] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
        assert max(waits) == waits[-1] == LONGEST_WAIT
        seconds.now += LONGEST_WAIT
        assert guesses.wait(ana) == 0.0

    def test_on_one_sign_in_slow_no_other_and_no_other_key(self):
        seconds = Seconds()
        guesses, guesser = Guesses(seconds), Tryer("ana's", "one")
        assert 150 <= in_a_day(guesses, seconds, lambda: guesser) <= ONE_SIGN_IN
        guesses.trying(guesser)
        assert guesses.wait(guesser) == LONGEST_WAIT
        assert guesses.wait(Tryer("ana's", "her new phone")) == 0.0
        assert guesses.wait(Tryer("ana's", "her own phone", known=True)) == 0.0
        assert guesses.wait(Tryer("ben's", "one")) == 0.0

    @pytest.mark.parametrize("known", [False, True])
    def test_on_ever_new_sign_ins_are_as_few_as_is_said_and_slow_nobodys_own_device(self, known: bool):
        seconds, numbers = Seconds(), count()
        guesses = Guesses(seconds)
        for _day in range(3):
            tries = in_a_day(guesses, seconds, lambda: Tryer("ana's", f"{next(numbers)}", known))
            assert DAY / EVERY <= tries <= ALL_SIGN_INS
        guesses.trying(Tryer("ana's", "another", known))
        assert guesses.wait(Tryer("ana's", "one more", known)) == EVERY
        assert guesses.wait(Tryer("ana's", "her own phone", not known)) == 0.0

    def test_many_at_once_are_counted_before_they_are_tried(self):
        guesses = Guesses(Seconds())
        for number in range(STORE):
            assert guesses.wait(Tryer("ana's", f"{number}")) == 0.0
            guesses.trying(Tryer("ana's", f"{number}"))
        assert guesses.wait(Tryer("ana's", "one more")) == EVERY

    def test_are_forgotten_after_the_right_one_and_after_a_day(self):
        seconds, ana, ben = Seconds(), Tryer("ana's", "one"), Tryer("ben's", "one")
        guesses = Guesses(seconds)
        for who in (ana, ben):
            for _each in range(FREE + 3):
                guesses.trying(who)
        guesses.right(ana)
        guesses.trying(ana)
        assert guesses.wait(ana) == 0.0
        seconds.now += 90_000.0
        guesses.trying(ben)
        assert guesses.wait(ben) == 0.0

    def test_at_one_key_are_not_forgotten_by_a_success_at_another(self):
        guesses, theirs, own = Guesses(Seconds()), Tryer("ana's", "one"), Tryer("their own", "one")
        for _each in range(FREE):
            guesses.trying(theirs)
            guesses.trying(own)
            guesses.right(own)
        assert guesses.wait(theirs) == FIRST_WAIT

    def test_by_a_success_are_no_more_than_before(self):
        seconds, numbers = Seconds(), count()
        guesses = Guesses(seconds)
        for _each in range(STORE):
            guesses.trying(Tryer("ana's", f"{next(numbers)}"))
        guesses.trying(Tryer("ana's", "ana's new phone"))
        guesses.right(Tryer("ana's", "ana's new phone"))
        assert guesses.wait(Tryer("ana's", "one more")) == EVERY

    def test_that_slow_are_told_with_how_long(self):
        assert [lasting(each) for each in (0.2, 1.0, 9.1, 60.0, 61.0, 600.0)] == [
            "1 second", "1 second", "10 seconds", "60 seconds", "2 minutes", "10 minutes",
        ]  # fmt: skip


def test_a_mark_says_something_for_one_key_in_one_room_only():
    shown = known.mark(b"this room's", "ana's")
    number = known.number(b"this room's", "ana's", shown)
    assert re.fullmatch("[0-9a-f]{32}", number)
    assert known.mark(b"this room's", "ana's") != shown
    forged = [
        "",
        ".",
        number,
        f"{number}.",
        f"{number}.{number}",
        f"{'0' * 32}.{shown.partition('.')[2]}",
        "é.é",
    ]
    assert [known.number(b"this room's", "ana's", each) for each in forged] == [""] * len(forged)
    assert known.number(b"another room's", "ana's", shown) == ""
    assert known.number(b"this room's", "ben's", shown) == ""
