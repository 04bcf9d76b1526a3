"""A draft that does not open where its author writes on is laid aside, and comes back."""

import pytest
from sqlalchemy import select

from tests.builders import PASSPHRASE, Circle, a_passphrase
from tests.people.holding import begun_anew
from workbench.core import drafts, keys
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.models.drafts import Draft
from workbench.people import held, keyring
from workbench.practice import erasing

PLACE = "log:one"


def keep(desk: Desk, words: str, seen: int, *, place: str = PLACE, unread: bool = False) -> int:
    with desk.transaction() as db:
        kept = drafts.keep_draft(
            db, author=desk.me, place=place, values={"words": words}, seen=seen, at=desk.now(), unread=unread
        )
    return kept.revision


def stands(desk: Desk, place: str = PLACE) -> str | None:
    with desk.reading() as db:
        return drafts.draft(db, author=desk.me, place=place).values.get("words")


def begun(circle: Circle) -> tuple[Desk, str]:
    """Let Ana write something, begin anew on another device, and type there; return her desk and cookie."""
    keep(circle.desk("Ana"), "the words before", 0)
    anew, cookie = begun_anew(circle, "Ana")
    assert stands(anew) is None
    assert keep(anew, "the first letter", 1) == 2
    assert keep(anew, "and on", 2) == 3
    assert stands(anew) == "and on"
    return anew, cookie


def bring_back(circle: Circle, desk: Desk, cookie: str) -> None:
    assert desk.key
    a_passphrase(circle.store, desk.me, desk.key, "some other words here")
    with desk.transaction() as db:
        (earlier,) = held.earlier(db, asker=desk.me)
        (found,) = keys.wraps(db, person=desk.me, kind=keys.PASSPHRASE, key_id=earlier.id)
        old = keys.open_by_passphrase(found, PASSPHRASE)
        keyring.bring_back(db, by=desk.me, old=old, cookie=cookie, at=desk.now())


def test_what_was_sealed_for_an_earlier_key_is_there_again_once_the_newer_words_are_sent_in(circle: Circle):
    anew, cookie = begun(circle)
    bring_back(circle, anew, cookie)
    assert stands(anew) == "and on"
    with anew.transaction() as db:
        assert not drafts.is_laid_aside(db, author=anew.me, place=PLACE)
        assert {kept.values["words"] for kept in drafts.drafts(db, author=anew.me).values()} == {
            "and on", "the words before",
        }  # fmt: skip
        drafts.drop_draft(db, author=anew.me, place=PLACE, seen=3)
        assert drafts.is_laid_aside(db, author=anew.me, place=PLACE)
        drafts.put_back(db, author=anew.me, key=anew.key)
    assert stands(anew) == "the words before"
    assert keep(anew, "gone on with", 1) == 2
    assert stands(anew) == "gone on with"


def test_it_is_there_at_once_where_the_newer_words_were_sent_in_before_it_was_brought_back(circle: Circle):
    anew, cookie = begun(circle)
    with anew.transaction() as db:
        drafts.drop_draft(db, author=anew.me, place=PLACE, seen=3)
        assert not drafts.is_laid_aside(db, author=anew.me, place=PLACE)
    bring_back(circle, anew, cookie)
    assert stands(anew) == "the words before"


def test_a_device_with_the_earlier_key_writes_over_no_draft_and_lays_none_aside(circle: Circle):
    before = circle.desk("Ana")
    anew, _cookie = begun_anew(circle, "Ana")
    keep(anew, "of the new key", 0)
    with pytest.raises(Refused, match="begun anew"):
        keep(before, "of the earlier device", 1, unread=True)
    with circle.store.reading() as db:
        assert len(db.scalars(select(Draft.id)).all()) == 1
    assert stands(anew) == "of the new key"


def test_what_is_sent_in_from_a_page_that_could_not_read_the_draft_leaves_it(circle: Circle):
    keep(circle.desk("Ana"), "the words before", 0)
    anew, _cookie = begun_anew(circle, "Ana")
    with anew.transaction() as db:
        drafts.drop_draft(db, author=anew.me, place=PLACE, seen=1, unread=True)
    with circle.desk("Ana").transaction() as db:
        drafts.put_back(db, author=anew.me, key=circle.keys["Ana"])
    assert stands(circle.desk("Ana")) == "the words before"


def test_a_page_that_has_not_seen_the_last_revision_lays_nothing_aside(circle: Circle):
    keep(circle.desk("Ana"), "the words before", 0)
    anew, _cookie = begun_anew(circle, "Ana")
    for seen in (0, 2):
        with pytest.raises(Refused, match="Nothing was overwritten"):
            keep(anew, "unseen", seen, unread=True)
    assert stands(circle.desk("Ana")) == "the words before"


def test_who_deletes_a_text_deletes_what_was_laid_aside_of_it(circle: Circle):
    place = f"practice:{circle.group}:whole"
    keep(circle.desk("Ana"), "the words before", 0, place=place)
    anew, _cookie = begun_anew(circle, "Ana")
    keep(anew, "the first letter", 1, place=place)
    with anew.transaction() as db:
        erasing.delete_whole(db, by=anew.me, group=circle.group)
    with circle.store.reading() as db:
        assert db.scalars(select(Draft.id)).all() == []
