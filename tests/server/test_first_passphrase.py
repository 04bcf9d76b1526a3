"""The first passphrase in an open room, and what a link leaves behind that was replaced before it."""

import pytest
import websocket

from tests.builders import PASSPHRASE
from tests.people.holding import helped_before
from tests.server.newcomers import newcomer
from tests.server.opened import Opened, Visitor, heard
from tests.server.test_keys import choose, text
from workbench.core import boxes, keys, vault
from workbench.people import queries, services


@pytest.fixture
def sol(room: Opened) -> Visitor:
    """Someone who has a personal link only, and is signed in."""
    newcomer(room, "Sol")
    return room.guest("Sol")


def test_it_makes_a_new_key_with_which_the_device_goes_on_and_its_pages_load_again(
    room: Opened, sol: Visitor
):
    person, before = room.circle["Sol"], room.circle.keys["Sol"]
    page = sol.open_probe()
    line = sol.line(page)
    assert choose(sol) == 303
    with pytest.raises((AssertionError, websocket.WebSocketException)):
        heard(line)
    with pytest.raises(websocket.WebSocketException):
        sol.line(page)
    assert sol.open_probe() != page
    with room.circle.store.reading() as db:
        (wrap,) = keys.wraps(db, person=person, kind=keys.PASSPHRASE)
        (cookie,) = (value for name, value in sol.cookies.items() if name.startswith("workbench-"))
        held = queries.key_by_cookie(db, cookie=cookie, at=room.circle.clock())
    assert held == keys.open_by_passphrase(wrap, PASSPHRASE) != before


def test_it_says_when_a_code_has_to_be_made_anew(room: Opened, sol: Visitor):
    helped_before(room.circle.desk("Sol"), code=vault.recovery_code())
    answer = sol.fill("/keys", "/keys/passphrase", new=PASSPHRASE, again=PASSPHRASE)
    assert answer.headers["Location"] == "/keys?done=passphrase-again"
    assert "opens nothing any more. Make a new code" in text(sol, "/keys?done=passphrase-again")
    assert "Make a recovery code" in text(sol)


def test_what_only_a_link_of_before_opened_is_said_to_be_sealed_for_good(room: Opened, sol: Visitor):
    desk, ben = room.circle.desk("Sol"), room.circle.desk("Ben")
    with desk.transaction() as db:
        boxes.put_away(db, owner=desk.me, name=f"note/{desk.me}", content={"words": "kept"}, at=desk.now())
    with ben.transaction() as db:
        token = services.renew_link(db, by=ben.me, person=desk.me, at=ben.now())
    again = room.visitor()
    again.ask(f"/join/{token}")
    assert "while you had no passphrase" in text(again)
    assert "nothing opens it now" in text(again)
