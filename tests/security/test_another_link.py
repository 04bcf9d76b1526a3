"""Somebody's link, opened on another's device by a picture or a preview, changes nothing by itself."""

import sqlite3
from contextlib import closing

import pytest
import websocket

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import PROBE, Opened, Visitor, until
from workbench.core import keys
from workbench.core.desk import Desk
from workbench.models.vault import KeyPair

KEPT = ("sign_ins", "key_pairs", "wraps", "links", "tickets", "short_codes")


def rows(room: Opened) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(room.folder / "store.sqlite")) as db:
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in KEPT}


def link(room: Opened, name: str) -> str:
    return f"/join/{room.circle.tokens[name]}"


@pytest.fixture(params=["bare", "open", "waiting"])
def visitor(room: Opened, request: pytest.FixtureRequest) -> Visitor:
    """Somebody on their own device: with a link alone, with their records open, or before that."""
    name = f"Xen {request.node.name}"
    newcomer(room, name, passphrase=request.param != "bare")
    visitor = room.guest(name)
    if request.param == "open":
        assert visitor.fill("/unlock", passphrase=PASSPHRASE).status == 303
    visitor.ask("/leave-room")
    return visitor


@pytest.mark.parametrize("name", ["Ana", "Zed"])
def test_a_get_alone_changes_nothing(room: Opened, visitor: Visitor, name: str):
    if name == "Zed" and name not in room.circle.people:
        newcomer(room, "Zed", passphrase=True)
    before, cookies, here = rows(room), dict(visitor.cookies), visitor.ask("/").headers["Location"]
    answer = visitor.ask(link(room, name))
    assert answer.status == 200
    assert "On this device you are signed in as Xen" in answer.text
    assert f"Come in as {name}</button>" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert (rows(room), visitor.cookies, visitor.ask("/").headers["Location"]) == (before, cookies, here)


def test_neither_does_a_form_of_somebody_else(room: Opened, visitor: Visitor):
    before = rows(room)
    assert visitor.send(link(room, "Ana")).status == 403
    assert visitor.send(link(room, "Ana"), _xsrf="guessed").status == 403
    guard = visitor.cookies["_xsrf"]
    foreign = visitor.ask(
        link(room, "Ana"), "POST", f"_xsrf={guard}", Content_Type="application/x-www-form-urlencoded",
        Origin="http://elsewhere.example",
    )  # fmt: skip
    assert foreign.status in {403, 404}
    assert rows(room) == before


def test_a_form_of_ours_lets_the_other_in_and_ends_the_sign_in_of_before(room: Opened, visitor: Visitor):
    before = Visitor(room.address, dict(visitor.cookies))
    answer = visitor.fill(link(room, "Ana"))
    assert (answer.status, answer.headers["Location"]) == (303, "/voila/render/pages/home.ipynb")
    assert visitor.ask(PROBE).status == 200
    assert before.ask("/").headers["Location"] == "/login"


def test_it_ends_the_pages_of_before_too(room: Opened):
    ben = room.guest("Ben")
    kernel = ben.open_probe()
    line = ben.line(kernel)
    assert ben.fill(link(room, "Ana")).status == 303
    with pytest.raises(AssertionError, match="the line was closed"):
        until(line, "never")
    with pytest.raises(websocket.WebSocketBadStatusException):
        ben.line(kernel)


def test_ones_own_link_is_followed_without_a_question(room: Opened):
    for name, passphrase in (("Xia", False), ("Xol", True)):
        newcomer(room, name, passphrase=passphrase)
        visitor = room.guest(name)
        if passphrase:
            assert visitor.ask(link(room, name)).headers["Location"] == "/unlock", "a waiting one waits on"
            assert visitor.ask("/").headers["Location"] == "/unlock"
            assert visitor.fill("/unlock", passphrase=PASSPHRASE).status == 303
        before, cookies = rows(room), dict(visitor.cookies)
        answer = visitor.ask(link(room, name))
        assert (answer.status, answer.headers["Location"]) == (302, "/voila/render/pages/home.ipynb")
        assert (rows(room), visitor.cookies) == (before, cookies)


def test_ones_own_link_does_not_take_an_earlier_key_away_by_a_get(room: Opened):
    newcomer(room, "Xim")
    visitor = room.guest("Xim")
    with room.circle.store.reading() as db:
        (pair,) = db.query(KeyPair).where(KeyPair.person_id == room.circle["Xim"])
    a_new_key(room, "Xim")
    before = rows(room)
    assert "Come in anew</button>" in visitor.ask(link(room, "Xim")).text
    assert rows(room) == before
    assert pair.id in str(before["sign_ins"])


def a_new_key(room: Opened, name: str) -> None:
    """Let somebody's link open a new key, as after beginning anew on another device."""
    with Desk(room.circle.store, room.circle[name]).transaction() as db:
        new = keys.new_key(db, person=room.circle[name], at=room.circle.clock())
        token = room.circle.tokens[name]
        keys.keep(db, keys.by_random(new, keys.LINK, token), at=room.circle.clock())
