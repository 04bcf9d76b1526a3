"""Choosing peers who can help, on the page about one's own keys."""

from html import unescape
from urllib.parse import urlencode

import pytest

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import Opened, Visitor
from tests.server.test_keys import choose, text
from tests.server.test_keys import sol as sol
from workbench.core import keys


class TestPeers:
    def test_are_chosen_named_and_let_go(self, room: Opened, sol: Visitor):
        choose(sol)
        for name in ("Gil", "Hal"):
            newcomer(room, name, passphrase=True)
        page = text(sol)
        assert "Gil" in page
        assert "Only people with a passphrase of their own are named here." in page
        guard = sol.guard("/keys")
        both = [("holder", room.circle[name]) for name in ("Gil", "Hal")]
        chosen = urlencode([("_xsrf", guard), ("now", PASSPHRASE), ("needed", "2"), *both])
        form = "application/x-www-form-urlencoded"
        assert sol.ask("/keys/peers", "POST", chosen, Content_Type=form).status == 303
        assert "Gil, Hal" in text(sol)
        assert sol.fill("/keys", "/keys/no-peers").status == 303
        with room.circle.store.reading() as db:
            assert keys.wraps(db, person=room.circle["Sol"], kind=keys.PEERS) == []

    def test_with_a_bare_link_are_not_named_and_not_taken(self, room: Opened, sol: Visitor):
        choose(sol)
        newcomer(room, "Ivo")
        assert 'name="holder" value="' + room.circle["Ivo"] not in sol.ask("/keys").text
        answer = sol.fill("/keys", "/keys/peers", needed="2", holder=room.circle["Ivo"], now=PASSPHRASE)
        assert "has no passphrase yet" in unescape(answer.text)

    @pytest.mark.parametrize("needed", ["1", "3", "", "two", "-2", "²"])
    def test_who_do_not_fit_are_refused(self, room: Opened, sol: Visitor, needed: str):
        choose(sol)
        ben = room.circle["Ben"]
        answer = sol.fill("/keys", "/keys/peers", needed=needed, holder=ben, now=PASSPHRASE)
        assert answer.status == 403
        assert "not your passphrase" not in answer.text
        assert "Nothing was changed" in answer.text
