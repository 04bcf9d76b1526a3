"""Choosing peers who can help, on the page about one's own keys."""

from urllib.parse import urlencode

import pytest

from tests.builders import PASSPHRASE
from tests.server.opened import Opened, Visitor
from tests.server.test_keys import choose, text
from tests.server.test_keys import sol as sol
from workbench.core import keys


class TestPeers:
    def test_are_chosen_named_and_let_go(self, room: Opened, sol: Visitor):
        choose(sol)
        guard = sol.guard("/keys")
        both = [("holder", room.circle[name]) for name in ("Ben", "Cai")]
        chosen = urlencode([("_xsrf", guard), ("now", PASSPHRASE), ("needed", "2"), *both])
        form = "application/x-www-form-urlencoded"
        assert sol.ask("/keys/peers", "POST", chosen, Content_Type=form).status == 303
        assert "Ben, Cai" in text(sol)
        assert sol.fill("/keys", "/keys/no-peers").status == 303
        with room.circle.store.reading() as db:
            assert keys.wraps(db, person=room.circle["Sol"], kind=keys.PEERS) == []

    @pytest.mark.parametrize("needed", ["1", "3", "", "two", "-2", "²"])
    def test_who_do_not_fit_are_refused(self, room: Opened, sol: Visitor, needed: str):
        choose(sol)
        ben = room.circle["Ben"]
        answer = sol.fill("/keys", "/keys/peers", needed=needed, holder=ben, now=PASSPHRASE)
        assert answer.status == 403
        assert "not your passphrase" not in answer.text
        assert "Nothing was changed" in answer.text
