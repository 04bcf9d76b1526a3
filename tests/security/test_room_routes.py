"""Every door there is, by every method, as everybody: the answer is one of a short table, and no other."""

import json
from collections.abc import Iterator

import pytest

from tests.security.tally import tried
from tests.security.test_room_doors import example
from tests.security.test_room_doors import stock as stock
from tests.server.opened import Answer, Opened, Visitor, opened
from workbench.people import services as people
from workbench.server.doors import LISTED

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
KERNEL = "00000000-0000-4000-8000-000000000000"
TO_LINK = {"GET": 302, "HEAD": 302}  # led to the page that asks for a link
TO_HOME = TO_LINK  # who needs no unlocking is led home
ALL = {**dict.fromkeys(METHODS, 403), "OPTIONS": 405}
ANYONES = {**ALL, "HEAD": 302}
GUESTS = {**ALL, "HEAD": 405}
NOTHING = dict.fromkeys(METHODS, 404)
STRANGER, GUEST, WITHDRAWN = "stranger", "guest", "withdrawn"

TABLE: dict[str, tuple[str, dict[str, int], dict[str, int]]] = {
    # class: an address, what a stranger and someone withdrawn get, what a guest gets
    "Front": ("/", {**ANYONES, "GET": 302}, {**GUESTS, "GET": 302}),
    "Asking": ("/login", {**ANYONES, "GET": 200}, {**GUESTS, "GET": 302}),
    "Join": ("/join/no", {**ANYONES, "GET": 403}, {**GUESTS, "GET": 403}),
    "Meet": ("/meet", {**ANYONES, "GET": 200}, {**GUESTS, "GET": 200}),
    "Dates": (f"/calendar/{'A' * 43}.ics", {**ANYONES, "GET": 404}, {**GUESTS, "GET": 404}),
    "Leave": ("/leave-room", {**ALL, **TO_LINK}, {**GUESTS, "GET": 200}),
    "Health": ("/workbench/health", {**ANYONES, "GET": 200}, {**GUESTS, "GET": 200}),
    "Ours": ("/workbench/static/page.js", {**ANYONES, "GET": 200}, {**GUESTS, "GET": 200}),
    "Page": ("/voila/render/cycles/x/none.ipynb", {**ALL, **TO_LINK}, {**GUESTS, "GET": 403}),
    "GoodBye": (f"/voila/api/shutdown/{KERNEL}", ALL, {**GUESTS, "GET": 405}),
    "Line": (f"/api/kernels/{KERNEL}/channels", ALL, {**GUESTS, "GET": 403}),
    "Own": (f"/api/kernels/{KERNEL}", ALL, {**GUESTS, "GET": 403}),
    "WhatHappens": ("/what-happens", {**ANYONES, "GET": 200}, {**GUESTS, "GET": 200}),
    "Unlock": ("/unlock", {**ALL, **TO_LINK}, {**GUESTS, **TO_HOME}),
    "Anew": ("/unlock/anew", {**ALL, **TO_LINK}, {**GUESTS, **TO_HOME}),
    "Keys": ("/keys", {**ALL, **TO_LINK}, {**GUESTS, "GET": 200}),
    "Act": ("/keys/passphrase", {**ALL, **TO_LINK}, {**GUESTS, "GET": 405}),
    "Keep": ("/keep", {**ALL, **TO_LINK}, {**GUESTS, "GET": 200}),
    "KeepAct": ("/keep/copy", {**ALL, **TO_LINK}, {**GUESTS, "GET": 405}),
    "Nowhere": ("/nowhere", NOTHING, NOTHING),
}


def ask(visitor: Visitor, path: str, method: str) -> Answer:
    tried("routes")
    return visitor.ask(path, method, "" if method in {"POST", "PUT", "PATCH"} else None)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A room that wrote down all its doors, and to which some were added later."""
    with opened(tmp_path_factory.mktemp("doors"), "doors") as open_room:
        yield open_room


@pytest.fixture(scope="module")
def visitors(doors: Opened) -> dict[str, Visitor]:
    """Return a stranger, a guest, and a guest whose link was withdrawn after they came in."""
    withdrawn = doors.guest("Cai")
    assert ask(withdrawn, "/leave-room", "GET").status == 200, "until then they are a guest"
    cai = doors.circle.desk("Cai")
    with cai.transaction() as db:
        people.revoke_links(db, by=cai.me, person=cai.me, at=cai.now())
    guest = doors.guest("Ben")
    guest.ask("/leave-room")
    return {STRANGER: doors.visitor(), GUEST: guest, WITHDRAWN: withdrawn}


def test_every_door_answers_by_the_table_and_no_door_is_missing_from_it(doors: Opened, visitors):
    found = json.loads((doors.folder / "doors.json").read_text())
    assert {name for _pattern, _module, name in found} == set(TABLE) == {each.__name__ for each in LISTED}
    assert all(module.startswith("workbench.server.") for _pattern, module, _name in found)
    wrong = []
    for who, visitor in visitors.items():
        for name, (path, strangers, guests) in TABLE.items():
            for method in METHODS:
                answer = ask(visitor, path, method)
                expected = (guests if who == GUEST else strangers)[method]
                if answer.status != expected:
                    wrong.append((name, who, method, answer.status, expected))
                if answer.status == 302:
                    assert answer.headers["Location"].startswith(("/login", "/voila/render/pages/home"))
                if method == "HEAD" or answer.status == 302:
                    assert answer.body == b""
    assert wrong == []


def test_no_stock_door_opens_by_any_method_for_anybody(visitors, stock: list[tuple[str, str]]):
    paths = sorted({example(pattern) for pattern, _name in stock} - {"/", "/login", "/x"})
    assert len(paths) > 50
    wrong = []
    for who, visitor in visitors.items():
        for path in paths:
            for method in METHODS:
                answer = ask(visitor, path, method)
                to_link = answer.status == 302 and answer.headers["Location"].startswith("/login")
                if not to_link and answer.status not in {403, 404, 405}:
                    wrong.append((who, method, path, answer.status))
    assert wrong == []


@pytest.mark.parametrize("path", ["/new/plain", "/new/stock", "/new/heir", "/new/elsewhere"])
def test_a_door_that_was_added_after_ours_stays_closed(doors: Opened, path: str):
    for visitor in (doors.visitor(), doors.guest("Ben")):
        for method in METHODS:
            answer = ask(visitor, path, method)
            assert answer.status == 404
            assert b"newcomer" not in answer.body
    tried("attacks", 2 * len(METHODS))


def test_without_the_guard_such_a_door_would_be_open(tmp_path):
    with opened(tmp_path, "doors", "unguarded") as unguarded:
        answer = unguarded.visitor().ask("/new/plain")
        assert (answer.status, answer.text) == (200, "the newcomer is open")
