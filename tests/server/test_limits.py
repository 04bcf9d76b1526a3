"""How often an address may try links that are not known."""

from tests.server.opened import Opened
from workbench.server.limits import ADDRESSES, AT_MOST, Attempts


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_address_waits_after_twenty_wrong_links_and_others_do_not():
    attempts = Attempts(Seconds())
    for _ in range(AT_MOST):
        assert not attempts.too_many("one")
        attempts.wrong("one")
    assert attempts.too_many("one")
    assert not attempts.too_many("other")


def test_after_a_minute_it_may_try_again():
    seconds = Seconds()
    attempts = Attempts(seconds)
    for _ in range(AT_MOST + 5):
        attempts.wrong("one")
    seconds.now = 59.0
    assert attempts.too_many("one")
    seconds.now = 61.0
    assert not attempts.too_many("one")


def test_many_addresses_do_not_fill_the_memory():
    attempts = Attempts(Seconds())
    for number in range(ADDRESSES + 50):
        attempts.wrong(str(number))
    assert len(attempts._wrong) == ADDRESSES


def test_the_room_says_to_wait(room: Opened):
    visitor = room.visitor()
    answers = [visitor.ask(f"/join/wrong-{number}") for number in range(AT_MOST + 1)]
    assert [answer.status for answer in answers] == [403] * AT_MOST + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert "Wait a minute" in answers[-1].text
    assert room.visitor().ask(f"/join/{room.circle.tokens['Ben']}").status == 429
