"""A wrapped key does not outlast what carried it: looked at in the raw rows of the store."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.builders import Circle
from tests.people.holding import came_in
from workbench.audit.sweep import sweep
from workbench.core import vault
from workbench.core.desk import Desk, redeem
from workbench.models.people import SignIn
from workbench.people import keyring, services

SECRET = b"a short code, slowly"


def carried(circle: Circle) -> dict[str, list[bytes]]:
    """Return the wrapped keys of each table that carries them, as they lie in the file."""
    assert circle.store.file
    with closing(sqlite3.connect(circle.store.file)) as line:
        return {
            table: [row[0] for row in line.execute(f"SELECT wrapped FROM {table} WHERE wrapped IS NOT NULL")]
            for table in ("sign_ins", "tickets", "short_codes")
        }


def how_many(circle: Circle) -> tuple[int, ...]:
    return tuple(map(len, carried(circle).values()))


def in_the_file(circle: Circle, wrapped: bytes) -> bool:
    assert circle.store.file
    circle.store.close()
    with closing(sqlite3.connect(circle.store.file)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return wrapped in circle.store.file.read_bytes()


@pytest.fixture
def signed_in(store) -> tuple[Circle, str]:
    """Ana without a passphrase on one device, with a page about to start and a code for another device."""
    circle = Circle(store, passphrases=False)
    cookie, ana = came_in(circle, "Ana"), circle.desk("Ana")
    with ana.transaction() as db:
        services.make_ticket(db, person=ana.me, at=ana.now(), key=ana.key)
        salt = vault.new_salt()
        keyring.keep_short_code(
            db, by=ana.me, cookie=cookie, secret=SECRET, salt=salt, proof=None, at=ana.now()
        )
    assert how_many(circle) == (1, 1, 1)
    return circle, cookie


def test_what_still_works_is_left_as_it_is(signed_in):
    circle, _cookie = signed_in
    before = carried(circle)
    sweep(circle.store)
    assert carried(circle) == before


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (timedelta(minutes=5), (1, 0, 1)), (timedelta(minutes=10), (1, 0, 0)),
        (services.SIGN_IN_LASTS - timedelta(seconds=1), (1, 0, 0)), (services.SIGN_IN_LASTS, (0, 0, 0)),
    ],
)  # fmt: skip
def test_the_sweep_takes_the_key_out_of_what_ran_out_and_out_of_the_file(signed_in, after, left):
    circle, _cookie = signed_in
    before = carried(circle)
    assert all(in_the_file(circle, wrapped) for each in before.values() for wrapped in each)
    circle.clock.now += after
    sweep(circle.store)
    assert how_many(circle) == left
    gone = [
        wrapped for table, each in before.items() for wrapped in each if wrapped not in carried(circle)[table]
    ]
    assert len(gone) == 3 - sum(left)
    assert not any(in_the_file(circle, wrapped) for wrapped in gone)


def test_a_ticket_a_code_and_a_sign_in_let_go_of_the_key_as_they_are_used_or_ended(signed_in):
    circle, cookie = signed_in
    with Desk(circle.store, "").transaction() as db:
        ticket = services.make_ticket(db, person=circle["Ana"], at=circle.clock(), key=circle.keys["Ana"])
    assert how_many(circle) == (1, 2, 1)
    with Desk(circle.store, "").transaction() as db:
        redeem(db, ticket=ticket, at=circle.clock())
        keyring.come_in_by_short_code(db, secret=SECRET, device="", at=circle.clock())
    assert how_many(circle) == (2, 1, 0)
    with Desk(circle.store, "").transaction() as db:
        services.sign_out(db, cookie=cookie, at=circle.clock())
    assert how_many(circle) == (1, 1, 0)


def test_what_an_older_room_left_in_ended_rows_goes_at_the_next_sweep(signed_in):
    circle, _cookie = signed_in
    with Desk(circle.store, "").transaction() as db:
        db.query(SignIn).one().ended_at = circle.clock()
    assert how_many(circle)[0] == 1
    sweep(circle.store)
    assert how_many(circle)[0] == 0


@pytest.mark.parametrize("by", ["a new link", "a withdrawn link"])
def test_with_a_persons_link_go_the_keys_of_all_that_it_let_in(signed_in, by: str):
    circle, _cookie = signed_in
    act = services.renew_link if by == "a new link" else services.revoke_links
    with circle.desk("Ben").transaction() as db:
        act(db, by=circle["Ben"], person=circle["Ana"], at=circle.clock())
    assert how_many(circle) == (0, 0, 0)
