"""Words in boxes are read by their owner, and by those to whom they were handed over, until taken back."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from tests.builders import Circle, a_passphrase
from workbench.core import boxes, drafts, keys
from workbench.core.desk import Desk
from workbench.core.drafts import draft, keep_draft
from workbench.core.rights import Refused
from workbench.models.base import new_id
from workbench.models.vault import Box, BoxKey
from workbench.people import services as people

plain = st.dictionaries(st.text(max_size=8), st.none() | st.text(max_size=60), max_size=4)
slow = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)


def put(circle: Circle, name: str, content: Mapping[str, Any]) -> str:
    desk = circle.desk(name)
    about = boxes.about("entry", new_id(), 1, desk.me)
    with desk.transaction() as db:
        boxes.put_away(db, owner=desk.me, name=about, content=content, at=desk.now())
    return about


def read(desk: Desk, about: str) -> Mapping[str, Any] | None:
    with desk.reading() as db:
        return boxes.contents(db, [about]).get(about)


@slow
@given(content=plain)
def test_a_box_holds_what_was_put_into_it_for_its_owner_and_nobody_else(circle: Circle, content):
    about = put(circle, "Ana", content)
    assert read(circle.desk("Ana"), about) == content
    assert read(circle.desk("Ben"), about) is None
    assert read(Desk(circle.store, circle["Ana"]), about) is None
    assert read(Desk(circle.store, circle["Ana"], circle.keys["Ben"]), about) is None


def test_the_file_holds_none_of_the_words(circle: Circle):
    put(circle, "Ana", {"words": "planted in a box", "mark": "planted mark"})
    desk = circle.desk("Ana")
    with desk.transaction() as db:
        keep_draft(db, author=desk.me, place="x", values={"a": "planted in a draft"}, seen=0, at=desk.now())
    assert circle.store.file
    files = list(circle.store.file.parent.glob("store.sqlite*"))
    kept = b"".join(file.read_bytes() for file in files)
    assert b"Tuesday group" in kept  # what is not sealed is found, so the search works
    assert b"planted" not in kept


def test_it_is_read_by_those_to_whom_it_was_handed_until_it_is_taken_back(circle: Circle):
    about = put(circle, "Ana", {"words": "what I learned"})
    with circle.desk("Ana").transaction() as db:
        assert boxes.hand_over(db, name=about, readers=[circle["Ben"]], grant="one") == []
    assert read(circle.desk("Ben"), about) == {"words": "what I learned"}
    assert read(circle.desk("Cai"), about) is None
    with circle.desk("Ana").transaction() as db:
        boxes.take_back(db, ["one"])
    assert read(circle.desk("Ben"), about) is None
    assert read(circle.desk("Ana"), about) == {"words": "what I learned"}


def test_nobody_hands_over_what_is_not_theirs(circle: Circle):
    about = put(circle, "Ana", {"words": "mine"})
    with pytest.raises(Refused), circle.desk("Ben").transaction() as db:
        boxes.hand_over(db, name=about, readers=[circle["Ben"]], grant="one")
    with pytest.raises(Refused), Desk(circle.store, circle["Ana"]).transaction() as db:
        boxes.hand_over(db, name=about, readers=[circle["Ben"]], grant="one")
    assert read(circle.desk("Ben"), about) is None


def test_a_box_put_in_anothers_place_or_a_key_given_to_another_does_not_open(circle: Circle):
    one, other = put(circle, "Ana", {"words": "one"}), put(circle, "Ana", {"words": "other"})
    theirs = put(circle, "Ben", {"words": "theirs"})
    with circle.store.writing() as db:
        key = circle.keys["Ana"]
        assert key is not None
        held = {box.about: box for box in db.scalars(select(Box))}
        first, second = held[one].words, held[other].words
        db.execute(update(Box).where(Box.about == one).values(words=second))
        db.execute(update(Box).where(Box.about == other).values(words=first))
        mine = update(BoxKey).where(BoxKey.box_id == held[theirs].id)
        db.execute(mine.values(reader_id=circle["Ana"], key_id=key.id))
        db.commit()
    assert [read(circle.desk("Ana"), about) for about in (one, other, theirs)] == [None, None, None]


def test_what_is_thrown_away_is_gone_for_everyone(circle: Circle):
    about = put(circle, "Ana", {"words": "gone"})
    with circle.desk("Ana").transaction() as db:
        boxes.hand_over(db, name=about, readers=[circle["Ben"]], grant="one")
        boxes.throw_away(db, [about])
    assert read(circle.desk("Ana"), about) is None
    assert read(circle.desk("Ben"), about) is None
    with circle.store.reading() as db:
        assert db.scalar(select(BoxKey.id)) is None


def test_what_came_for_someone_without_a_key_waits_for_a_passphrase_and_is_sealed_then(circle: Circle):
    with circle.desk("Ana").transaction() as db:
        late = people.add_person(db, name="Late", at=circle.clock())
        about = boxes.about("entry", new_id(), 1, late)
        boxes.put_away(db, owner=late, name=about, content={"words": "waits open"}, at=circle.clock())
        keep_draft(db, author=late, place="x", values={"a": "waits too"}, seen=0, at=circle.clock())
        key = keys.new_key(db, person=late, at=circle.clock())
        boxes.seal_what_waits(db, late)
    assert read(Desk(circle.store, late), about) == {"words": "waits open"}
    a_passphrase(circle.store, late, key)
    with Desk(circle.store, late, key).transaction() as db:
        boxes.seal_what_waits(db, late)
        drafts.seal_anew(db, author=late, old=None, new=(key.id, key.public))
    assert read(Desk(circle.store, late), about) is None
    assert read(Desk(circle.store, late, key), about) == {"words": "waits open"}
    with Desk(circle.store, late, key).reading() as db:
        assert draft(db, author=late, place="x").values == {"a": "waits too"}
    with Desk(circle.store, late).reading() as db:
        assert not draft(db, author=late, place="x").opens


def test_a_box_that_was_changed_in_the_file_keeps_nobody_from_the_rest(circle: Circle):
    spoilt, sound = put(circle, "Ana", {"words": "spoilt"}), put(circle, "Ana", {"words": "sound"})
    old = circle.keys["Ana"]
    assert old is not None
    with circle.desk("Ana").transaction() as db:
        box = db.scalars(select(Box).where(Box.about == spoilt)).one()
        db.execute(update(BoxKey).where(BoxKey.box_id == box.id).values(sealed=b"something else"))
        new = keys.new_key(db, person=circle["Ana"], at=circle.clock())
        assert boxes.seal_anew(db, old=old, new=new) == 1
    desk = Desk(circle.store, circle["Ana"], new)
    assert [read(desk, about) for about in (spoilt, sound)] == [None, {"words": "sound"}]


def test_an_earlier_keys_boxes_open_again_once_they_are_sealed_anew(circle: Circle):
    about, old = put(circle, "Ana", {"words": "from before"}), circle.keys["Ana"]
    assert old is not None
    with circle.desk("Ana").transaction() as db:
        new = keys.new_key(db, person=circle["Ana"], at=circle.clock())
    desk = Desk(circle.store, circle["Ana"], new)
    assert read(desk, about) is None
    with desk.transaction() as db:
        assert boxes.seal_anew(db, old=old, new=new) == 1
    assert read(desk, about) == {"words": "from before"}
    assert read(Desk(circle.store, circle["Ana"], old), about) is None


def test_a_key_that_travels_comes_out_only_with_the_secret_it_went_in_with(circle: Circle):
    key = circle.keys["Ana"]
    assert key is not None
    key_id, wrapped = keys.carried(key, "ticket", "one way")
    assert keys.carried_in(key_id, wrapped, "ticket", "one way") == key
    assert keys.carried_in(key_id, wrapped, "other", "one way") is None
    assert keys.carried_in(key_id, wrapped, "ticket", "another way") is None
    assert keys.carried(None, "ticket", "one way") == (None, None)
