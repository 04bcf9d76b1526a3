"""What the tests of keys do over and over: write something sealed, come in, begin anew."""

from collections.abc import Collection, Set

from sqlalchemy import select

from tests.builders import CHEAP, Circle, a_passphrase
from workbench.core import boxes, keys, vault
from workbench.core.desk import Desk
from workbench.core.vault import Key
from workbench.models.drafts import Draft
from workbench.models.vault import BoxKey
from workbench.people import first, helping, keyring, queries, services


def a_note(desk: Desk, name: str = "note") -> None:
    with desk.transaction() as db:
        boxes.put_away(db, owner=desk.me, name=f"{name}/{desk.me}", content={"words": name}, at=desk.now())


def notes(desk: Desk) -> set[str]:
    with desk.reading() as db:
        found = boxes.contents(db, [f"{name}/{desk.me}" for name in ("note", "later", "draft")])
    return {each["words"] for each in found.values()}


def sealed_for(desk: Desk) -> int:
    """Return how much is sealed for the key at a desk, counted in the raw rows."""
    assert desk.key
    with desk.reading() as db:
        return sum(len(db.scalars(select(row).where(row.key_id == desk.key.id)).all())
                   for row in (BoxKey, Draft))  # fmt: skip


def came_in(circle: Circle, name: str) -> str:
    with Desk(circle.store, "").transaction() as db:
        return services.sign_in(db, token=circle.tokens[name], at=circle.clock())


def begun_anew(circle: Circle, name: str) -> tuple[Desk, str]:
    """Let someone begin anew on a further device; return their desk there, and its cookie."""
    with Desk(circle.store, "").transaction() as db:
        cookie = services.sign_in(db, token=circle.tokens[name], at=circle.clock())
        cookie = keyring.begin_anew(db, cookie=cookie, at=circle.clock())
    with circle.store.reading() as db:
        return Desk(
            circle.store, circle[name], queries.key_by_cookie(db, cookie=cookie, at=circle.clock())
        ), cookie


def with_passphrases(circle: Circle, *names: str) -> None:
    """Let people who have a bare link have a passphrase, for the key that they have."""
    for name in names:
        key = circle.keys[name]
        assert key
        a_passphrase(circle.store, circle[name], key)


def helped_before(desk: Desk, *, holders: Collection[str] = (), code: str = "") -> None:
    """Keep a code, or choose peers, as somebody without a passphrase could before that was refused."""
    assert desk.key
    with desk.transaction() as db:
        if holders:
            helping.share_out(db, key=desk.key, holders=holders, needed=2, at=desk.now())
        if code:
            keys.keep(db, keys.by_random(desk.key, keys.CODE, vault.read_code(code)), at=desk.now())


def chosen(
    circle: Circle, name: str, cookie: str, passphrase: str, *, desk: Desk | None = None,
    new: Key | None = None, wrap: keys.Wrapped | None = None, anew: Set[str] = frozenset(),
) -> Desk:  # fmt: skip
    """Let someone choose their first passphrase on a device; return their desk there, with the new key."""
    with circle.store.reading() as db:
        held = queries.key_by_cookie(db, cookie=cookie, at=circle.clock())
    before, key = desk or Desk(circle.store, circle[name], held), new or keys.fresh()
    with before.transaction() as db:
        told = first.choose_passphrase(
            db, by=before.me, cookie=cookie, new=key, wrapped=wrap or wrapped(key, passphrase),
            at=circle.clock(),
        )  # fmt: skip
    assert told == anew
    return Desk(circle.store, circle[name], key)


def sealed_anew(circle: Circle, name: str) -> tuple[Desk, str]:
    """Let someone begin anew, and give the new key a passphrase."""
    desk, cookie = begun_anew(circle, name)
    assert desk.key
    a_passphrase(circle.store, desk.me, desk.key)
    return desk, cookie


def wrapped(key: Key | None, passphrase: str) -> keys.Wrapped:
    assert key
    return keys.by_passphrase(key, passphrase, cost=CHEAP)


def by_passphrase(desk: Desk, passphrase: str) -> Key:
    with desk.reading() as db:
        (found,) = keys.wraps(db, person=desk.me, kind=keys.PASSPHRASE)
    return keys.open_by_passphrase(found, passphrase)
