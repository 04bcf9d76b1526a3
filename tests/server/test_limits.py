"""How often an address may try links that are not known."""

import pytest

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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:DB8:1:2::99", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%wlan0", True),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("::1", "::2", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "unknown", False),
    ],
)
def test_all_addresses_of_one_ipv6_network_wait_together(one: str, other: str, same: bool):
    attempts = Attempts(Seconds())
    for _ in range(AT_MOST):
        attempts.wrong(one)
    assert attempts.too_many(one)
    assert attempts.too_many(other) is same
    attempts.right(other)
    assert attempts.too_many(one) is not same


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
