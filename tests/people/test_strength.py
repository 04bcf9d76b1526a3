"""What a passphrase may be, and what a device is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import PASSPHRASE
from workbench.people.devices import device, device_words
from workbench.people.strength import may_be_passphrase

OTHER = "four other words here"


@pytest.mark.parametrize(
    "typed",
    [
        "seven quiet herons", "Füchse bellen nachts", "correct horse battery", "七羽の静かな鷺が飛ぶよ夜に",
        "Ana walks to the river", "tuesday-river-lamp-9", "0f8-ae1-77c-d20",
    ],
)  # fmt: skip
def test_a_long_passphrase_of_ones_own_can_be_chosen(typed: str):
    assert may_be_passphrase(typed, again=typed, name="Ana Ruiz") is True


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ninechars", "at least "
                      "ten"), ("    short     ", "at least ten"), ("a" * 1001, "longer than a thousand"),
        ("aaaaaaaaaaaa", "same few letters"), ("abcabcabcabc", "same few letters"),
        ("Ana Ruiz 2026", "try this early"), ("anaruizanaruiz1", "try this early"),
        ("1234567890", "try this "
                       "early"), ("0987654321ab", "try this early"), ("qwertyuiop12", "try this early"),
        ("password1234", "try this "
                         "early"), ("My passphrase", "try this early"), ("WorkBench-2026", "try this early"),
    ],
)  # fmt: skip
def test_what_would_be_tried_first_is_refused_in_words(typed: str, why: str):
    answer = may_be_passphrase(typed, again=typed, name="Ana Ruiz")
    assert why in str(answer)
    assert "Nothing was changed." in str(answer)


def test_a_passphrase_is_typed_twice_however_a_keyboard_composes_it():
    assert may_be_passphrase("zwölf stille Reiher", again="zwo\u0308lf stille Reiher ", name="Ana") is True
    assert "not the same" in str(may_be_passphrase(PASSPHRASE, again=OTHER, name="Ana"))


@given(typed=st.text(max_size=60), name=st.text(max_size=20))
def test_whatever_is_typed_gets_an_answer(typed: str, name: str):
    answer = may_be_passphrase(typed, again=typed, name=name)
    assert answer is True or "Nothing was changed." in answer


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile "
         "Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/18.6 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 "
         "Safari/537.36 Edg/141.0.0.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/18.6 Safari/605.1.15", "Safari on Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8.5", "A device that does not say what it is"),
        ("<script>" * 300, "A device that does not say what it is"),
    ],
)  # fmt: skip
def test_a_device_is_called_as_people_call_it(named: str, words: str):
    assert device_words(device(named)) == words
