"""Entries released to a meeting: read until the end, until taken back, or until their owner leaves."""

from datetime import timedelta

import pytest

from tests.journal.builders import mine, released
from workbench.core.rights import Refused
from workbench.people import services as people


def test_a_released_entry_is_read_until_it_is_taken_back(writing):
    entity = writing.write(words="what I learned")
    assert released(writing, "Ben") == []
    release = writing.release("Ana", entity, "Ana")
    assert [e.words for e in released(writing, "Ben")] == ["what I learned"]
    assert released(writing, "Ben", session="Ben") == []
    writing.withdraw("Ana", release)
    assert released(writing, "Ben") == []
    with pytest.raises(Refused, match="already"):
        writing.withdraw("Ana", release)


def test_a_release_lapses_with_nobody_acting(writing):
    writing.release("Ana", writing.write(), "Ana", lasts=timedelta(days=7))
    assert len(released(writing, "Ben", at=writing.now + timedelta(days=6))) == 1
    assert released(writing, "Ben", at=writing.now + timedelta(days=7)) == []


def test_whoever_leaves_takes_their_entries_back_and_can_still_read_them(writing):
    writing.release("Ana", writing.write(words="mine"), "Ana")
    with writing.desk("Ana").transaction() as db:
        people.set_standing(
            db, by=writing["Ana"], group=writing.group, person=writing["Ana"], standing="left", at=writing.now
        )
    assert released(writing, "Ben") == []
    assert [e.words for e in mine(writing)] == ["mine"]


def test_whoever_has_left_reads_no_longer_what_was_released(writing):
    writing.release("Ana", writing.write(), "Ana")
    with writing.desk("Ben").transaction() as db:
        people.set_standing(
            db, by=writing["Ben"], group=writing.group, person=writing["Ben"], standing="left", at=writing.now
        )
    assert released(writing, "Ben") == []
    assert len(released(writing, "Cai")) == 1


def test_what_someone_took_back_by_leaving_is_not_released_by_coming_back(writing):
    entry = writing.write("Ana", words="For the meeting only")
    writing.release("Ana", entry, "Ana")
    for standing, by in (("left", "Ana"), ("member", "Ben")):
        writing.clock.go_on(hours=1)
        with writing.desk(by).transaction() as db:
            people.set_standing(
                db, by=writing[by], group=writing.group, person=writing["Ana"], standing=standing,
                at=writing.now,
            )  # fmt: skip
    assert released(writing, "Ben") == []
    writing.clock.go_on(hours=1)
    writing.release("Ana", entry, "Ana")
    assert [e.words for e in released(writing, "Ben")] == ["For the meeting only"]
