"""Nobody comes in, or further in, by guessing, by an old code or cookie, or through somebody else's form."""

from http.cookies import SimpleCookie

import pytest
import websocket

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import PROBE, Opened, Visitor, opened
from tests.server.test_keys import choose, short_code
from workbench.core.desk import hashed
from workbench.models.people import SignIn
from workbench.models.vault import ShortCode
from workbench.server.doors import FOR_ANYONE, FOR_GUESTS, FOR_WAITING
from workbench.server.entrance import Leave
from workbench.server.limits import AT_MOST


def test_a_guesser_of_short_codes_waits_like_one_of_links(tmp_path):
    with opened(tmp_path) as other:
        visitor = other.visitor()
        guard = visitor.guard("/login")
        answers = [visitor.send("/login", _xsrf=guard, code=f"ABCD-{n:04}") for n in range(AT_MOST + 1)]
        assert [answer.status for answer in answers] == [403] * AT_MOST + [429]
        assert "Wait 60 seconds, then try again." in answers[-1].text


class TestAShortCode:
    @pytest.fixture
    def vik(self, room: Opened) -> Visitor:
        newcomer(room, "Vik")
        return room.guest("Vik")

    def come_in(self, room: Opened, code: str) -> int:
        return room.visitor().fill("/login", code=code).status

    def test_works_once(self, room: Opened, vik: Visitor):
        code = short_code(vik)
        assert [self.come_in(room, code) for _each in range(2)] == [303, 403]

    def test_works_for_ten_minutes(self, room: Opened, vik: Visitor):
        code = short_code(vik)
        with room.circle.desk("Vik").transaction() as db:
            (row,) = db.query(ShortCode).where(ShortCode.person_id == room.circle["Vik"])
            assert (row.ends_at - row.made_at).total_seconds() == 600
            row.ends_at = room.circle.clock()
        assert self.come_in(room, code) == 403

    def test_that_a_newer_one_replaced_or_that_is_of_no_one_opens_nothing(self, room: Opened, vik: Visitor):
        old, new = short_code(vik), short_code(vik)
        assert [self.come_in(room, code) for code in (old, "0000-0000", "", new)] == [403, 403, 403, 303]

    def test_ends_when_the_other_devices_are_signed_out(self, room: Opened, vik: Visitor):
        code = short_code(vik)
        vik.fill("/keys", "/keys/others")
        assert self.come_in(room, code) == 403

    def test_is_nowhere_in_the_store_and_neither_is_what_it_opens(self, room: Opened, vik: Visitor):
        code = short_code(vik).replace("-", "")
        kept = b"".join(file.read_bytes() for file in room.folder.glob("store.sqlite*"))
        assert code.encode() not in kept
        assert hashed(code).encode() not in kept

    def test_is_not_used_up_by_a_look_at_its_address(self, room: Opened, vik: Visitor):
        code = short_code(vik)
        assert f'value="{code}"' in room.visitor().ask(f"/login?code={code}").text
        assert self.come_in(room, code) == 303


class TestAWaitingDevice:
    @pytest.fixture
    def waiting(self, room: Opened) -> Visitor:
        newcomer(room, "Wim", passphrase=True)
        return room.guest("Wim")

    def test_reaches_no_page_no_kernel_and_no_line(self, room: Opened, waiting: Visitor):
        kernel = room.guest("Ben").open_probe()
        assert waiting.ask(PROBE).status == 302
        for path in (f"/api/kernels/{kernel}", "/api/kernels", "/api/contents", "/lab"):
            assert waiting.ask(path).status in {403, 404}, path
        with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
            waiting.line(kernel)
        assert refusal.value.status_code == 403

    def test_does_none_of_the_acts_of_those_who_are_in(self, waiting: Visitor):
        guard = waiting.guard("/unlock")
        for act in ("passphrase", "code", "short", "others", "peers", "earlier"):
            assert waiting.send(f"/keys/{act}", _xsrf=guard).status == 403, act

    def test_keeps_nothing_that_opens_the_key(self, room: Opened, waiting: Visitor):
        with room.circle.store.reading() as db:
            cookie = waiting.cookies[next(name for name in waiting.cookies if name.startswith("workbench-"))]
            row = db.query(SignIn).where(SignIn.cookie_hash == hashed(cookie)).one()
        assert (row.waiting, row.key_id) == (True, None)

    def test_gets_a_new_cookie_when_it_is_opened_and_the_one_before_opens_nothing(
        self, room: Opened, waiting: Visitor
    ):
        before = Visitor(room.address, dict(waiting.cookies))
        assert waiting.fill("/unlock", passphrase=PASSPHRASE).status == 303
        name = next(name for name in waiting.cookies if name.startswith("workbench-"))
        assert waiting.cookies[name] != before.cookies[name]
        assert before.ask("/").headers["Location"] == "/login"
        assert waiting.ask(PROBE).status == 200

    def test_gets_a_new_cookie_when_it_begins_anew(self, room: Opened, waiting: Visitor):
        before = Visitor(room.address, dict(waiting.cookies))
        assert waiting.fill("/unlock/anew").status == 303
        assert before.ask("/").headers["Location"] == "/login"

    def test_leaves_by_the_door_of_everyone(self, waiting: Visitor):
        assert "You have left the room" in waiting.send("/leave-room", _xsrf=waiting.guard("/unlock")).text
        assert waiting.ask("/").headers["Location"] == "/login"


def test_a_form_without_its_guard_does_nothing(room: Opened):
    newcomer(room, "Xia")
    xia = room.guest("Xia")
    acts = (
        "passphrase",
        "code",
        "peers",
        "no-peers",
        "ask",
        "earlier",
        "by-peers",
        "short",
        "device",
        "others",
    )
    for act in acts:
        assert xia.send(f"/keys/{act}").status == 403, act
    assert room.visitor().send("/login", code="ABCD-EFGH").status == 403
    assert choose(xia) == 303
    waiting = room.guest("Xia")
    for door in ("/unlock", "/unlock/anew", "/leave-room"):
        assert waiting.send(door, passphrase=PASSPHRASE).status == 403
    assert waiting.ask("/").headers["Location"] == "/unlock"


def test_the_new_cookie_is_out_of_reach_of_scripts(room: Opened):
    newcomer(room, "Yan", passphrase=True)
    given = SimpleCookie()
    for header in (
        room.guest("Yan").fill("/unlock", passphrase=PASSPHRASE).headers.get_all("Set-Cookie") or []
    ):
        given.load(header)
    (cookie,) = [each for name, each in given.items() if name.startswith("workbench-")]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    (mark,) = [each for name, each in given.items() if name.startswith("known-")]
    assert (mark["httponly"], mark["samesite"], mark["path"]) == (True, "Strict", "/unlock")


def test_the_doors_for_those_who_wait_are_their_own_but_for_leaving():
    assert {Leave} == FOR_WAITING & FOR_GUESTS
    assert not FOR_WAITING & FOR_ANYONE
