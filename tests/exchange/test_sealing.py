"""A file sealed by a passphrase opens as it was written, with its passphrase, whole, and in no other way."""

import io
import random

import pytest

from workbench.core.rights import Refused
from workbench.exchange import sealing
from workbench.exchange.sealing import LENGTH, PIECE, Opening, Sealing, is_sealed

CHEAP = "1/8/1"
WORDS = "seven quiet herons"


def sealed(content: bytes) -> bytes:
    file = io.BytesIO()
    made = Sealing(file, WORDS, cost=CHEAP)
    for start in range(0, len(content), 100_000):
        made.write(content[start : start + 100_000])
    made.finish()
    return file.getvalue()


def opened(file: bytes, passphrase: str = WORDS) -> bytes:
    with io.BufferedReader(Opening(io.BytesIO(file), passphrase), PIECE) as reading:
        return reading.read()


def pieces(file: bytes) -> tuple[bytes, list[bytes]]:
    """Return the two lines at the beginning, and the pieces that follow with their lengths."""
    head_ends = file.index(b"\n", file.index(b"\n") + 1) + 1
    rest, found = file[head_ends:], []
    while rest:
        length = LENGTH + int.from_bytes(rest[:LENGTH], "big")
        found.append(rest[:length])
        rest = rest[length:]
    return file[:head_ends], found


@pytest.fixture(scope="module")
def content() -> bytes:
    return random.Random(7).randbytes(3 * PIECE + 12_345)


@pytest.fixture(scope="module")
def file(content: bytes) -> bytes:
    return sealed(content)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_it_opens_as_it_was_written(size: int) -> None:
    written = random.Random(size).randbytes(size)
    file = sealed(written)
    assert is_sealed(io.BytesIO(file))
    assert opened(file) == written


def test_the_same_words_typed_on_another_keyboard_open_it(file: bytes, content: bytes) -> None:
    assert opened(file, f" {WORDS}\n") == content


def test_a_wrong_passphrase_is_told_as_one(file: bytes) -> None:
    with pytest.raises(Refused, match="does not open with this passphrase"):
        opened(file, "seven quiet heron")


def test_a_file_of_a_newer_version_is_told_as_one(file: bytes) -> None:
    with pytest.raises(Refused, match="newer version"):
        opened(file.replace(b"file 1\n", b"file 2\n", 1))


def test_a_file_that_was_changed_anywhere_does_not_open(file: bytes) -> None:
    chance = random.Random(11)
    for place in [
        len(sealing.MARK),
        60,
        len(file) - 1,
        *(chance.randrange(PIECE, len(file)) for _each in range(40)),
    ]:
        changed = bytearray(file)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(Refused):
            opened(bytes(changed))


def test_a_file_that_was_cut_does_not_open(file: bytes) -> None:
    chance = random.Random(13)
    for length in [len(file) - 1, 10, *(chance.randrange(40, len(file)) for _each in range(40))]:
        with pytest.raises(Refused):
            opened(file[:length])


def test_a_file_cut_between_two_pieces_does_not_open(file: bytes) -> None:
    head, found = pieces(file)
    assert len(found) == 4
    for left in range(len(found)):
        with pytest.raises(Refused, match="cut off or was changed"):
            opened(head + b"".join(found[:left]))


def test_pieces_in_another_order_lengthened_or_of_another_file_do_not_open(
    file: bytes, content: bytes
) -> None:
    head, (first, second, third, last) = pieces(file)
    _head, (other, *_rest) = pieces(sealed(content))
    for put_together in (
        [second, first, third, last],
        [first, first, second, third, last],
        [first, third, last],
        [first, second, third, last, last],
        [first, second, third, last, b"more"],
        [other, second, third, last],
        [last],
    ):
        with pytest.raises(Refused, match="cut off or was changed"):
            opened(head + b"".join(put_together))


def test_a_costly_beginning_is_refused_before_it_costs_anything(file: bytes) -> None:
    with pytest.raises(Refused, match="cut off or was changed"):
        opened(file.replace(b'"1/8/1"', b'"1/999999999/1"', 1))
