"""The first passphrase: whoever opened the key of the link before opens nothing that is written after."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from tests.builders import Circle
from tests.people.holding import (
    a_note,
    begun_anew,
    by_passphrase,
    came_in,
    chosen,
    helped_before,
    notes,
    with_passphrases,
    wrapped,
)
from workbench.core import boxes, drafts, keys, vault
from workbench.core.desk import Desk, redeem
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.migrations.tables import METADATA
from workbench.models.drafts import Draft
from workbench.models.people import Ticket
from workbench.models.vault import BoxKey, KeyPair, Share, Wrap
from workbench.people import held, helping, keyring, queries, services
from workbench.people.carrying import share_about

WORDS = "four other words here"


@pytest.fixture
def bare(store) -> Circle:
    return Circle(store, passphrases=False)


def write_draft(desk: Desk, words: str, seen: int, place: str = "log") -> None:
    with desk.transaction() as db:
        drafts.keep_draft(db, author=desk.me, place=place, values={"words": words}, seen=seen, at=desk.now())


def opened_by(circle: Circle, key: Key) -> Iterator[str]:
    """Try a private key on everything that is sealed for anybody, whatever key the row names."""
    with circle.store.reading() as db:
        names = {row[0]: row[1] for row in db.execute(text("SELECT id, about FROM boxes"))}
        tries = [(row.sealed, f"{names[row.box_id]}>{row.reader_id}/{row.grant}") for row in db.query(BoxKey)]
        tries += [(row.sealed, share_about(row.key_id, row.holder_id)) for row in db.query(Share)]
        tries += [
            (row.sealed, f"draft/{row.place}/{row.revision}/{row.author_id}")
            for row in db.query(Draft)
            if row.sealed
        ]
    for sealed, about in tries:
        try:
            vault.open_own(key, sealed, about)
        except NotOpened:
            continue
        yield about


def test_who_kept_the_key_of_the_link_opens_nothing_that_the_store_holds_after(bare: Circle):
    ana, ben = bare.desk("Ana"), bare.desk("Ben")
    kept = ana.key  # whoever had the link could open it
    assert kept
    a_note(ana)
    write_draft(ana, "begun", 0)
    with ben.transaction() as db:
        assert ben.key
        helping.share_out(db, key=ben.key, holders=[ana.me, bare["Cai"]], needed=2, at=ben.now())
    assert len(list(opened_by(bare, kept))) == 3
    after = chosen(bare, "Ana", came_in(bare, "Ana"), WORDS)
    a_note(after, "later")
    write_draft(after, "gone on", 1)
    write_draft(after, "elsewhere", 0, "other")
    a_note(ben, "draft")
    with ben.transaction() as db:
        boxes.hand_over(db, name=f"draft/{ben.me}", readers=[ana.me], grant="one")
    assert list(opened_by(bare, kept)) == []
    assert after.key
    assert len(list(opened_by(bare, after.key))) == 6
    assert notes(after) == {"note", "later"}
    assert notes(ana) == set()


def test_nothing_in_the_store_opens_the_key_of_before(bare: Circle):
    ana, other = bare.desk("Ana"), came_in(bare, "Ana")
    assert ana.key
    with ana.transaction() as db:
        ticket = services.make_ticket(db, person=ana.me, at=ana.now(), key=ana.key)
        salt = vault.new_salt()
        keyring.keep_short_code(
            db, by=ana.me, cookie=other, secret=b"code", salt=salt, proof=None, at=ana.now()
        )
    helped_before(ana, holders=[bare["Ben"], bare["Cai"]], code=vault.recovery_code())
    with_passphrases(bare, "Ben", "Cai")
    cookie = came_in(bare, "Ana")
    chosen(bare, "Ana", cookie, WORDS, anew={keys.CODE})
    with bare.store.reading() as db:
        carriers = [table for table in METADATA.sorted_tables if "wrapped" in table.columns]
        assert {table.name for table in carriers} == {"wraps", "sign_ins", "tickets", "short_codes"}
        for table in carriers:
            mine = select(table.c.wrapped).where(table.c.key_id == ana.key.id, table.c.wrapped.is_not(None))
            assert db.scalars(mine).all() == [], table.name
        assert db.scalars(select(Share.id).where(Share.key_id == ana.key.id)).all() == []
        assert keys.open_by_link(db, person=ana.me, token=bare.tokens["Ana"]) is None
        assert db.get_one(KeyPair, ana.key.id).ended_at
        assert db.scalars(select(Ticket.used_at)).one()
    with Desk(bare.store, "").transaction() as db, pytest.raises(Refused, match="Reload the page"):
        redeem(db, ticket=ticket, at=bare.clock())


def test_the_device_goes_on_with_the_new_key_and_all_others_are_signed_out(bare: Circle):
    cookie, other = came_in(bare, "Ana"), came_in(bare, "Ana")
    after = chosen(bare, "Ana", cookie, WORDS)
    assert after.key == by_passphrase(after, WORDS)
    with bare.store.reading() as db:
        assert queries.key_by_cookie(db, cookie=cookie, at=bare.clock()) == after.key
        assert queries.signed_in(db, cookie=other, at=bare.clock()) is None
        assert held.earlier(db, asker=after.me) == ()


def test_the_peers_who_could_help_can_still_and_a_code_has_to_be_made_anew(bare: Circle):
    ana = bare.desk("Ana")
    helped_before(ana, holders=[bare["Ben"], bare["Cai"]], code=vault.recovery_code())
    with_passphrases(bare, "Ben", "Cai")
    after = chosen(bare, "Ana", came_in(bare, "Ana"), WORDS, anew={keys.CODE})
    a_note(after, "later")
    _anew, cookie = begun_anew(bare, "Ana")
    anew = chosen(bare, "Ana", cookie, WORDS)
    assert anew.key
    with anew.transaction() as db:
        helping.ask(db, by=anew.me, at=anew.now())
    for name in ("Ben", "Cai"):
        with bare.desk(name).transaction() as db:
            helping.hand_on(db, by=bare[name], person=anew.me, key=anew.key.id, at=anew.now())
    with anew.transaction() as db:
        old = helping.joined(db, by=anew.me)
        keyring.bring_back(db, by=anew.me, old=old, cookie=cookie, at=anew.now())
    assert notes(anew) == {"later"}


def test_peers_who_are_not_enough_any_more_are_told_to_be_chosen_again(bare: Circle):
    ana = bare.desk("Ana")
    helped_before(ana, holders=[bare["Ben"], bare["Cai"]])
    with_passphrases(bare, "Ben", "Cai")
    with bare.desk("Cai").transaction() as db:
        services.set_standing(
            db, by=bare["Cai"], group=bare.group, person=bare["Cai"], standing="left", at=ana.now()
        )
    after = chosen(bare, "Ana", came_in(bare, "Ana"), WORDS, anew={keys.PEERS})
    with after.reading() as db:
        assert db.scalars(select(Share.id)).all() == []
        assert [row.kind for row in db.query(Wrap).where(Wrap.key_id == (after.key or Key("", b"")).id)] == [
            keys.PASSPHRASE
        ]


def test_it_is_the_first_only_once_and_only_with_the_key_in_use_at_a_device_that_is_signed_in(bare: Circle):
    ana, cookie = bare.desk("Ana"), came_in(bare, "Ana")
    with pytest.raises(Refused, match="not signed in"):
        chosen(bare, "Ana", came_in(bare, "Ben"), WORDS, desk=ana)
    new = keys.fresh()
    with pytest.raises(Refused, match="another key"):
        chosen(bare, "Ana", cookie, WORDS, new=new, wrap=wrapped(keys.fresh(), WORDS))
    after = chosen(bare, "Ana", cookie, WORDS)
    with pytest.raises(Refused, match="still has your earlier key"):
        chosen(bare, "Ana", cookie, "words of somebody else", desk=ana)
    with pytest.raises(Refused, match="You have a passphrase already"):
        chosen(bare, "Ana", cookie, "words of somebody else", desk=after)
    assert by_passphrase(after, WORDS) == after.key
