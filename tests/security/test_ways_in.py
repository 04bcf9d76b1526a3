"""An open device that somebody picks up gives them no way in that lasts."""

from html import unescape

import pytest

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import Opened, Visitor
from tests.server.test_keys import recovery_code, text
from workbench.core import keys
from workbench.models.vault import Share, ShortCode
from workbench.server.limits import FREE

OTHER = "four other words here"


@pytest.fixture
def picked_up(room: Opened, request: pytest.FixtureRequest) -> Visitor:
    """An open device of somebody with a passphrase."""
    return unlocked(room, f"Zoe {request.node.name}")


def unlocked(room: Opened, name: str) -> Visitor:
    newcomer(room, name, passphrase=True)
    room.circle.people["Zoe"] = room.circle[name]
    visitor = room.guest(name)
    assert visitor.fill("/unlock", passphrase=PASSPHRASE).status == 303
    return visitor


def tries(room: Opened, visitor: Visitor, act: str, **typed: str) -> int:
    peers = {"needed": "2", "holder": room.circle["Ben"]} if act == "peers" else {}
    return visitor.fill("/keys", f"/keys/{act}", **peers, **typed).status


def made(room: Opened) -> list[int]:
    """Return how many codes, parts and short codes there are for the owner of the device."""
    with room.circle.store.reading() as db:
        (opened,) = keys.wraps(db, person=room.circle["Zoe"], kind=keys.PASSPHRASE)
        return [
            len(keys.wraps(db, person=room.circle["Zoe"], kind=keys.CODE)),
            db.query(Share).where(Share.key_id == opened.key_id).count(),
            db.query(ShortCode).where(ShortCode.person_id == room.circle["Zoe"]).count(),
        ]


@pytest.mark.parametrize("act", ["code", "peers", "short"])
def test_without_the_passphrase_no_further_way_in_is_made(room: Opened, picked_up: Visitor, act: str):
    assert tries(room, picked_up, act) == 403
    assert tries(room, picked_up, act, now="a wrong one") == 403
    assert tries(room, picked_up, act, now="0" * 32) == 403
    assert made(room) == [0, 0, 0]


@pytest.mark.parametrize("act", ["code", "short"])
def test_with_it_one_is_made_so_the_refusals_mean_something(room: Opened, picked_up: Visitor, act: str):
    assert tries(room, picked_up, act, now=PASSPHRASE) == 200
    assert sum(made(room)) == 1


def test_what_is_tried_there_is_counted_like_what_is_tried_at_the_door(room: Opened, picked_up: Visitor):
    acts = ["code", "peers", "short", "passphrase", "code", "short"]
    more = {"new": OTHER, "again": OTHER}
    answers = [tries(room, picked_up, act, now=f"a wrong one {act}", **more) for act in acts]
    assert answers == [403] * FREE + [429]
    assert tries(room, picked_up, "code", now=PASSPHRASE) == 429


def test_the_printed_code_is_as_good_as_the_passphrase(room: Opened, picked_up: Visitor):
    code = recovery_code(picked_up)
    assert tries(room, picked_up, "short", now=code) == 200
    assert recovery_code(picked_up, code.lower()) != code
    assert tries(room, picked_up, "short", now=code) == 403, "a newer one took its place"


def test_the_page_says_why_it_asks(room: Opened, picked_up: Visitor):
    for name in ("Wim who could help", "Xia who could help"):
        newcomer(room, name, passphrase=True)
    told = "It is asked so that nobody who picks up this device while it is open gets a way in of their own."
    assert unescape(picked_up.ask("/keys").text).count(told) == 3


class TestSomebodyWithALinkAlone:
    @pytest.fixture
    def bare(self, room: Opened, request: pytest.FixtureRequest) -> Visitor:
        name = f"Yve {request.node.name}"
        newcomer(room, name)
        room.circle.people["Yve"] = room.circle[name]
        return room.guest(name)

    @pytest.mark.parametrize("act", ["code", "peers"])
    def test_makes_nothing_that_would_open_what_is_sealed_later(self, room: Opened, bare: Visitor, act: str):
        assert "Choose a passphrase first. Then you can make a code here." in text(bare)
        assert tries(room, bare, act) == 403
        with room.circle.store.reading() as db:
            for kind in (keys.CODE, keys.PEERS):
                assert keys.wraps(db, person=room.circle["Yve"], kind=kind) == []

    def test_lets_a_further_device_in_as_the_link_does_and_a_passphrase_puts_it_out(
        self, room: Opened, bare: Visitor
    ):
        assert "your personal link lets a device in just as well" in text(bare)
        code = bare.fill("/keys", "/keys/short").text.partition('<p class="code" dir="auto">')[2][:9]
        further = room.visitor()
        assert further.fill("/login", code=code).status == 303
        bare.fill("/keys", "/keys/passphrase", new=PASSPHRASE, again=PASSPHRASE)
        assert further.ask("/keys").status == 302
