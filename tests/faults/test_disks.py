"""A disk that is full, fails, or is for reading only: the page says so, the words stay, nothing is half."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.builders import Circle, a_store
from tests.faults.disks import Disk, a_disk, unchangeable
from tests.faults.looking import wrong
from tests.faults.processes import Doomed, by_signal
from tests.faults.writing import Hand, Place, places
from widgets.fields import Field
from widgets.form import Form
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.drafts import draft
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.screen.forms import Drafted

LONG = "word " * 3000


def a_form(desk: Desk) -> Form:
    drafted = Drafted(desk, place="faults", zone="Europe/London")
    return drafted.bind(Form(fields=[Field("words", "Words", "text")], on_change=drafted.keep))


def kept(desk: Desk) -> str:
    with desk.reading() as db:
        return str(draft(db, author=desk.me, place="faults").values["words"])


def type_until_told(form: Form) -> str:
    """Type on until something is said; the words stay on the page."""
    for number in range(400):
        form.type_in(words=f"{number} {LONG}")
        if form.message:
            assert form.saved == ""
            assert form.values["words"] == f"{number} {LONG}"
            return form.message
    raise AssertionError("nothing was said")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with a_disk(tmp_path / "disk", 4) as made:
        yield made


@pytest.fixture
def writer(disk: Disk) -> Iterator[tuple[Desk, Place]]:
    Workspace(disk.folder).make()
    store = a_store(disk.folder)
    store.clock = system_clock
    circle = Circle(store)
    yield circle.desk("Ana"), places(circle)[0]
    store.close()


def test_a_full_disk_is_told_and_the_next_words_are_saved_when_there_is_room(
    disk: Disk, writer: tuple[Desk, Place]
) -> None:
    desk, _place = writer
    form = a_form(desk)
    form.type_in(words="the first words")
    assert form.saved.startswith("Saved")
    disk.fill()
    assert "The disk is full" in type_until_told(form)
    assert wrong(desk.store) == []
    disk.make_room()
    form.type_in(words="after there was room")
    assert form.message == ""
    assert form.saved.startswith("Saved")
    assert kept(desk) == "after there was room"


def write_on(hand: Hand) -> None:
    for number in range(400):
        hand.entry(number)
        hand.view(number)


def test_on_a_full_disk_an_act_is_refused_whole(disk: Disk, writer: tuple[Desk, Place]) -> None:
    desk, place = writer
    hand = Hand(place, "full")
    for number in range(5):
        hand.view(number)
    disk.fill()
    with pytest.raises(Refused, match="The disk is full"):
        write_on(hand)
    assert wrong(desk.store) == []
    disk.make_room()
    hand.desk.store.close()
    Hand(place, "later").view(0)
    assert wrong(desk.store) == []


def test_a_disk_that_is_for_reading_only_is_told_and_the_words_stay(
    disk: Disk, writer: tuple[Desk, Place]
) -> None:
    desk, _place = writer
    form = a_form(desk)
    form.type_in(words="the first words")
    desk.store.close()
    disk.only_for_reading(True)
    said = type_until_told(form)
    assert "What was saved before is safe" in said
    disk.only_for_reading(False)
    form.type_in(words="after it could be written")
    assert form.message == ""
    assert kept(desk) == "after it could be written"
    assert wrong(desk.store) == []


def test_a_store_that_may_not_be_written_to_is_told_and_the_words_stay(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    desk = Circle(store).desk("Ben")
    form = a_form(desk)
    form.type_in(words="the first words")
    store.close()
    with unchangeable(tmp_path / "store.sqlite"):
        assert "cannot be written to" in type_until_told(form)
        assert kept(desk) == "the first words"
        store.close()
    form.type_in(words="after it could be written")
    assert kept(desk) == "after it could be written"
    store.close()


def type_on_a_disk_that_fails(line: Any, url: str, person: str, key: Any, most: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    form = a_form(Desk(Store(url), person, key))
    form.type_in(words="the first words")
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    line.send(type_until_told(form))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    form.type_in(words="after it took words again")
    line.send(form.message)


@by_signal
@pytest.mark.skipif(sys.platform == "darwin", reason="Its limits are kept in another way.")
def test_a_disk_that_does_not_take_the_words_is_told(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    circle = Circle(store)
    most = os.path.getsize(tmp_path / "store.sqlite") + 20_000
    writer = Doomed(type_on_a_disk_that_fails, store.url, circle["Ben"], circle.keys["Ben"], most)
    assert "The disk did not take the last change" in writer.hear()
    assert writer.hear() == ""
    writer.kill()
    assert kept(circle.desk("Ben")) == "after it took words again"
    with store.reading() as db:
        assert db.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
    store.close()
