"""A guesser is slowed, whatever they come by, and keeps nobody waiting who has a device of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import Answer, Opened, Visitor, opened
from workbench.core import boxes, keys, vault
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.server.limits import FREE, STORE
from workbench.server.whereabouts import open_at

CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"


@dataclass
class Far:
    """A room that is asked through a proxy: each visitor comes from an address of their own."""

    room: Opened
    numbers: Iterator[int]

    def visitor(self) -> "From":
        here = open_at(Workspace(self.room.folder))
        assert here
        return From(here, {}, f"192.0.2.{next(self.numbers) % 250}")

    def guest(self, name: str) -> "From":
        visitor = self.visitor()
        visitor.ask(f"/join/{self.room.circle.tokens[name]}")
        return visitor


@dataclass
class From(Visitor):
    there: str = ""

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        headers = {"Host": "room.example.org", "X_Forwarded_For": self.there, **headers}
        return super().ask(path, method, body, **headers)

    def tries(self, passphrase: str) -> int:
        return self.fill("/unlock", passphrase=passphrase).status


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    with opened(tmp_path_factory.mktemp("far"), "behind") as room:
        yield Far(room, count(1))


class TestAGuesser:
    def test_is_told_to_wait_and_the_rightful_person_comes_in_at_once_on_a_new_device(self, far: Far):
        newcomer(far.room, "Tam", passphrase=True)
        guesser = far.guest("Tam")
        answers = [guesser.fill("/unlock", passphrase=f"a wrong one {n}") for n in range(FREE + 1)]
        assert [answer.status for answer in answers] == [403] * FREE + [429]
        assert re.search(r"Wait (?:10|\d) seconds?, then try again\.", answers[-1].text)
        assert 1 <= int(answers[-1].headers["Retry-After"] or 0) <= 10
        assert guesser.tries(PASSPHRASE) == 429
        assert far.guest("Tam").tries(PASSPHRASE) == 303

    def test_with_many_sign_ins_runs_out_and_the_rightful_person_comes_in_on_their_own_device(self, far: Far):
        newcomer(far.room, "Uma", passphrase=True)
        own = far.guest("Uma")
        assert own.tries(PASSPHRASE) == 303
        own.send("/leave-room", _xsrf=own.guard("/leave-room"))
        assert own.ask("/").headers["Location"] == "/login"
        answers = [far.guest("Uma").tries("a wrong one") for _each in range(STORE + 3)]
        assert answers == [403] * STORE + [429] * 3
        assert far.guest("Uma").tries(PASSPHRASE) == 429, "a new device cannot be told from the guesser's"
        own.ask(f"/join/{far.room.circle.tokens['Uma']}")
        assert own.tries(PASSPHRASE) == 303

    def test_keeps_nobody_waiting_who_has_the_printed_code(self, far: Far):
        newcomer(far.room, "Una", passphrase=True)
        una, key = far.room.circle["Una"], far.room.circle.keys["Una"]
        with Desk(far.room.circle.store, una, key).transaction() as db:
            assert key
            keys.keep(db, keys.by_random(key, keys.CODE, vault.read_code(CODE)), at=far.room.circle.clock())
        device = far.guest("Una")
        for _each in range(FREE):
            device.tries("a wrong one")
        assert device.tries(PASSPHRASE) == 429
        assert device.fill("/unlock", recovery=CODE.replace("0", "1")).status == 403
        assert device.fill("/unlock", recovery=CODE).status == 303

    def test_of_codes_waits_by_their_address(self, far: Far):
        newcomer(far.room, "Ugo", passphrase=True)
        device = far.guest("Ugo")
        answers = [device.fill("/unlock", recovery=f"{number:032}").status for number in range(21)]
        assert answers == [403] * 20 + [429]

    def test_does_not_pass_a_passphrase_for_a_code(self, far: Far):
        newcomer(far.room, "Udo", passphrase=True)
        device = far.guest("Udo")
        answers = [device.tries(f"{number:032}") for number in range(FREE + 1)]
        assert answers == [403] * FREE + [429]

    def test_who_began_anew_clears_nothing_of_the_earlier_key_by_their_own_passphrase(self, far: Far):
        newcomer(far.room, "Ulf", passphrase=True)
        own, circle = "words of the new key", far.room.circle
        with circle.desk("Ulf").transaction() as db:
            boxes.put_away(
                db, owner=circle["Ulf"], name="note/ulf", content={"words": "kept"}, at=circle.clock()
            )
        guesser = far.guest("Ulf")
        guesser.fill("/unlock/anew")
        assert guesser.fill("/keys", "/keys/passphrase", new=own, again=own).status == 303
        answers = []
        for number in range(FREE + 1):
            answers.append(guesser.fill("/keys", "/keys/earlier", then=f"a wrong one {number}").status)
            assert guesser.fill("/keys", "/keys/short", now=own).status == 200
        assert answers == [403] * FREE + [429]
