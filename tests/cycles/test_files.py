"""A notebook is put in its place whole, or not at all."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workbench.cycles.files import now_in, put, seal


@contextmanager
def a_disk_with_room_for(octets: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_is_put_is_there_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "cycles" / "one" / "log.ipynb"
    put(file, b"words")
    assert now_in(file) == b"words"
    assert [each.name for each in file.parent.iterdir()] == ["log.ipynb"]


def test_nothing_half_written_stays_when_the_disk_is_full(tmp_path: Path) -> None:
    file = tmp_path / "cycles" / "one" / "log.ipynb"
    with a_disk_with_room_for(1000), pytest.raises(OSError, match="too large"):
        put(file, b"x" * 5000)
    assert list(file.parent.iterdir()) == []
    assert now_in(file) is None


def test_the_seal_tells_whether_something_was_written_in() -> None:
    assert seal(b"words") == seal(b"words") != seal(b"words ")
