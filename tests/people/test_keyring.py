"""One's own key: what opens it, what does not, and how earlier records come back."""

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.builders import PASSPHRASE, Circle, a_passphrase, a_store
from tests.people.holding import a_note, begun_anew, by_passphrase, came_in, notes, sealed_anew, wrapped
from workbench.core import drafts, keys, vault
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.models.people import SignIn
from workbench.models.vault import Share, Wrap
from workbench.people import held, helping, keyring, queries

ONCE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OTHER = "four other words here"


# ---------------------------------------------------------------- passphrase and code


@ONCE
@given(wrong=st.text(max_size=30))
@example(wrong=PASSPHRASE.upper())
@example(wrong=PASSPHRASE.replace(" ", ""))
def test_a_wrong_passphrase_never_opens(circle: Circle, wrong: str):
    if unicodedata.normalize("NFKC", wrong).strip() != PASSPHRASE:
        with pytest.raises(NotOpened):
            by_passphrase(circle.desk("Ana"), wrong)


def test_a_change_of_the_passphrase_keeps_the_records_and_the_old_one_opens_no_more(circle: Circle):
    ana = circle.desk("Ana")
    a_note(ana)
    with ana.transaction() as db:
        new = wrapped(ana.key, OTHER)
        keyring.change_passphrase(
            db, by=ana.me, wrapped=new, proof=by_passphrase(ana, PASSPHRASE), at=ana.now()
        )
    with pytest.raises(NotOpened):
        by_passphrase(ana, PASSPHRASE)
    assert notes(Desk(ana.store, ana.me, by_passphrase(ana, OTHER))) == {"note"}


def test_a_passphrase_is_not_changed_without_the_one_before_nor_by_another_key(circle: Circle):
    ana = circle.desk("Ana")
    for proof in (None, circle.keys["Ben"], Key("0" * 32, vault.new_private())):
        other = wrapped(ana.key, OTHER)
        with ana.transaction() as db, pytest.raises(Refused, match="Nothing was changed"):
            keyring.change_passphrase(db, by=ana.me, wrapped=other, proof=proof, at=ana.now())
    with ana.transaction() as db, pytest.raises(Refused, match="another key"):
        keyring.change_passphrase(
            db, by=ana.me, wrapped=wrapped(circle.keys["Ben"], OTHER), proof=ana.key, at=ana.now()
        )
    assert by_passphrase(ana, PASSPHRASE) == ana.key


def test_the_recovery_code_opens_the_same_key_and_only_the_newest_does(circle: Circle):
    ana, codes = circle.desk("Ana"), [vault.recovery_code() for _each in range(2)]
    for code in codes:
        with ana.transaction() as db:
            keyring.keep_code(db, by=ana.me, code=code, proof=ana.key, at=ana.now())
    with ana.reading() as db:
        (found,) = keys.wraps(db, person=ana.me, kind=keys.CODE)
    assert keys.open_by_random(found, vault.read_code(codes[1].lower())) == ana.key
    with pytest.raises(NotOpened):
        keys.open_by_random(found, vault.read_code(codes[0]))


def test_no_further_way_in_is_made_without_proof_nor_with_another_key(circle: Circle):
    ana, cookie = circle.desk("Ana"), came_in(circle, "Ana")
    holders = [circle["Ben"], circle["Cai"]]
    with ana.reading() as db:
        before = db.query(Wrap).count()
    for proof in (None, circle.keys["Ben"], Key("0" * 32, vault.new_private())):
        given = {"by": ana.me, "proof": proof, "at": ana.now()}
        for act in (
            lambda db, given=given: keyring.keep_code(db, code=vault.recovery_code(), **given),
            lambda db, given=given: helping.choose_peers(db, holders=holders, needed=2, **given),
            lambda db, given=given: keyring.keep_short_code(db, cookie=cookie, secret=b"", salt=b"", **given),
        ):
            with ana.transaction() as db, pytest.raises(Refused, match="not your passphrase"):
                act(db)
    with ana.reading() as db:
        assert (db.query(Wrap).count(), db.query(Share).count()) == (before, 0)


def test_who_has_no_passphrase_yet_makes_no_way_in_that_would_outlast_it(tmp_path):
    circle = Circle(a_store(tmp_path), passphrases=False)
    ana = circle.desk("Ana")
    for act in (
        lambda db: keyring.keep_code(db, by=ana.me, code=vault.recovery_code(), proof=None, at=ana.now()),
        lambda db: helping.choose_peers(
            db, by=ana.me, holders=[circle["Ben"], circle["Cai"]], needed=2, proof=ana.key, at=ana.now()
        ),
    ):
        with ana.transaction() as db, pytest.raises(Refused, match="Choose one first"):
            act(db)


def test_a_key_that_only_a_link_opened_and_that_is_ended_still_gets_a_code(tmp_path):
    circle = Circle(a_store(tmp_path), passphrases=False)
    ana, code = circle.desk("Ana"), vault.recovery_code()
    with Desk(circle.store, "").transaction() as db:
        keys.new_key(db, person=ana.me, at=ana.now())
    with ana.transaction() as db:
        keyring.keep_code(db, by=ana.me, code=code, proof=None, at=ana.now())
        with pytest.raises(Refused, match="not your passphrase"):
            keyring.keep_code(db, by=ana.me, code=code, proof=None, at=ana.now())


# ---------------------------------------------------------------- beginning anew, and back


def test_beginning_anew_leaves_what_was_sealed_sealed_and_lets_one_write_at_once(circle: Circle):
    a_note(circle.desk("Ana"))
    anew, _cookie = begun_anew(circle, "Ana")
    assert notes(anew) == set()
    a_note(anew, "later")
    assert notes(anew) == {"later"}
    assert notes(circle.desk("Ana")) == {"note"}


def test_the_old_passphrase_brings_the_earlier_records_back_with_drafts_and_what_is_held_for_others(
    circle: Circle,
):
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    a_note(ana)
    with ana.transaction() as db:
        drafts.keep_draft(db, author=ana.me, place="log", values={"words": "begun"}, seen=0, at=ana.now())
    with ben.transaction() as db:
        helping.choose_peers(
            db, by=ben.me, holders=[ana.me, circle["Cai"]], needed=2, proof=ben.key, at=ben.now()
        )
    other = came_in(circle, "Ana")
    anew, cookie = begun_anew(circle, "Ana")
    with anew.transaction() as db, pytest.raises(Refused, match="Choose a passphrase first"):
        keyring.bring_back(db, by=anew.me, old=ana.key or Key("", b""), cookie=cookie, at=anew.now())
    assert anew.key
    a_passphrase(circle.store, anew.me, anew.key, OTHER)
    a_note(anew, "later")
    with anew.transaction() as db:
        (earlier,) = held.earlier(db, asker=anew.me)
        (found,) = keys.wraps(db, person=anew.me, kind=keys.PASSPHRASE, key_id=earlier.id)
        old = keys.open_by_passphrase(found, PASSPHRASE)
        keyring.bring_back(db, by=anew.me, old=old, cookie=cookie, at=anew.now())
    assert notes(anew) == {"note", "later"}
    with anew.transaction() as db:
        assert drafts.draft(db, author=anew.me, place="log").values == {"words": "begun"}
        assert held.earlier(db, asker=anew.me) == ()
        assert queries.signed_in(db, cookie=other, at=anew.now()) is None
        assert queries.signed_in(db, cookie=cookie, at=anew.now())
    ben_anew, _ = sealed_anew(circle, "Ben")
    with ben_anew.transaction() as db:
        helping.ask(db, by=ben.me, at=ben.now())
    assert ben_anew.key
    with anew.transaction() as db:
        helping.hand_on(db, by=anew.me, person=ben.me, key=ben_anew.key.id, at=anew.now())


def test_nobody_brings_back_with_a_key_that_is_not_an_earlier_one_of_theirs(circle: Circle):
    anew, cookie = begun_anew(circle, "Ana")
    assert anew.key
    a_passphrase(circle.store, anew.me, anew.key)
    with anew.reading() as db:
        (pair,) = keys.earlier(db, anew.me)
    for old in (circle.keys["Ben"], anew.key, Key(pair.id, vault.new_private())):
        assert old
        with anew.transaction() as db, pytest.raises(Refused, match="not an earlier key of yours"):
            keyring.bring_back(db, by=anew.me, old=old, cookie=cookie, at=anew.now())


def test_a_device_with_the_earlier_key_does_nothing_in_the_name_of_the_new_one(circle: Circle):
    ana, cookie = circle.desk("Ana"), came_in(circle, "Ana")
    begun_anew(circle, "Ana")
    with ana.transaction() as db:
        for act in (
            lambda: helping.ask(db, by=ana.me, at=ana.now()),
            lambda: keyring.key_in_use(db, by=ana.me),
            lambda: keyring.keep_short_code(
                db, by=ana.me, cookie=cookie, secret=b"", salt=b"", proof=ana.key, at=ana.now()
            ),
        ):
            with pytest.raises(Refused, match="this one still has your earlier key"):
                act()


def test_when_a_device_was_last_here_is_written_down_once_in_ten_minutes(circle: Circle):
    cookie, begun = came_in(circle, "Ana"), circle.clock()
    for minutes, seen in (
        (9, begun),
        (10, begun + timedelta(minutes=10)),
        (15, begun + timedelta(minutes=10)),
    ):
        with Desk(circle.store, "").transaction() as db:
            keyring.seen(db, cookie=cookie, at=begun + timedelta(minutes=minutes))
        with circle.store.reading() as db:
            assert db.query(SignIn).one().seen_at == seen
