"""What is sealed opens to the same words, only with its key, only in its place."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import CHEAP
from workbench.core import vault
from workbench.core.vault import Key, NotOpened

words = st.text(max_size=400)
secrets_ = st.binary(min_size=32, max_size=32)


def a_key() -> Key:
    return Key("k", vault.new_private())


@given(text=words, about=words)
def test_what_is_sealed_for_someone_opens_to_the_same_words_and_only_with_their_key(text: str, about: str):
    own, other = a_key(), a_key()
    said = text.encode("utf-8", "surrogatepass")
    sealed = vault.seal_for(own.public, said, about.encode("utf-8", "replace").decode())
    meant = about.encode("utf-8", "replace").decode()
    assert vault.open_own(own, sealed, meant) == said
    with pytest.raises(NotOpened):
        vault.open_own(other, sealed, meant)


@given(text=words, about=st.text(max_size=40), other=st.text(max_size=40))
def test_a_seal_does_not_open_in_another_place(text: str, about: str, other: str):
    own, secret = a_key(), vault.new_secret()
    if about == other:
        return
    sealed = vault.seal_for(own.public, text.encode(), about)
    with pytest.raises(NotOpened):
        vault.open_own(own, sealed, other)
    with pytest.raises(NotOpened):
        vault.unlock(secret, vault.lock(secret, text.encode(), about), other)


@given(secret=secrets_, text=words, place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_one_changed_bit_is_noticed(secret: bytes, text: str, place: int, bit: int):
    sealed = bytearray(vault.lock(secret, text.encode(), "here"))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(NotOpened):
        vault.unlock(secret, bytes(sealed), "here")


@given(st.binary(max_size=80))
def test_anything_that_is_no_seal_is_refused_and_not_more(junk: bytes):
    with pytest.raises(NotOpened):
        vault.open_own(a_key(), junk, "here")
    with pytest.raises(NotOpened):
        vault.unlock(vault.new_secret(), junk, "here")


def test_the_same_words_never_look_the_same_twice():
    own, secret = a_key(), vault.new_secret()
    assert len({vault.seal_for(own.public, b"one", "here") for _each in range(20)}) == 20
    assert len({vault.lock(secret, b"one", "here") for _each in range(20)}) == 20


@settings(max_examples=30, deadline=None)
@given(passphrase=st.text(min_size=1, max_size=40), other=st.text(min_size=1, max_size=40))
def test_only_the_same_passphrase_gives_the_same_secret(passphrase: str, other: str):
    salt = vault.new_salt()
    meant = vault.from_passphrase(passphrase, salt, CHEAP)
    assert vault.from_passphrase(f" {passphrase} ", salt, CHEAP) == meant
    assert vault.from_passphrase(passphrase, vault.new_salt(), CHEAP) != meant


def test_a_passphrase_typed_on_another_keyboard_is_the_same():
    salt = vault.new_salt()
    composed, apart = "caf\u00e9 au lait", "cafe\u0301 au lait"
    assert vault.from_passphrase(composed, salt, CHEAP) == vault.from_passphrase(apart, salt, CHEAP)


def test_what_is_random_gives_another_secret_for_each_purpose():
    assert vault.from_random("token", "one") != vault.from_random("token", "other")


def test_a_recovery_code_is_read_as_it_was_meant():
    code = vault.recovery_code()
    assert len(vault.read_code(code)) == vault.CODE
    assert vault.read_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == (
        vault.read_code(code)
    )
    assert len({vault.recovery_code() for _each in range(100)}) == 100


@settings(max_examples=20, deadline=None)
@given(data=st.data(), holders=st.integers(min_value=2, max_value=8))
def test_enough_shares_give_the_secret_back_and_fewer_do_not(data: st.DataObject, holders: int):
    needed = data.draw(st.integers(min_value=2, max_value=holders))
    secret = data.draw(st.binary(min_size=16, max_size=16))
    shares = data.draw(st.permutations(vault.split(secret, needed, holders)))
    assert vault.join(shares[:needed]) == secret
    assert vault.join(shares[: needed - 1]) != secret


def test_an_opened_key_shows_nothing_of_itself():
    assert vault.new_private().hex() not in repr(a_key())
    own = a_key()
    assert own.private.hex() not in repr(own)
    assert str(own.private) not in repr(own)


def test_figures_of_known_answers_still_hold():
    """A store sealed by an earlier version opens in this one: figures kept from version 0.2."""
    told = json.loads((Path(__file__).parent / "known_answers.json").read_text("utf-8"))
    for case in told["passphrases"]:
        made = vault.from_passphrase(case["passphrase"], bytes.fromhex(case["salt"]), case["cost"])
        assert made.hex() == case["secret"]
    for case in told["randoms"]:
        assert vault.from_random(case["secret"], case["purpose"]).hex() == case["made"]
    for case in told["locked"]:
        opened = vault.unlock(bytes.fromhex(case["secret"]), bytes.fromhex(case["sealed"]), case["about"])
        assert opened.decode() == case["words"]
    for case in told["sealed"]:
        own = Key("k", bytes.fromhex(case["private"]))
        assert vault.open_own(own, bytes.fromhex(case["sealed"]), case["about"]).decode() == case["words"]
