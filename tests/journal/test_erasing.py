"""An entry that its owner deletes is gone; nobody else can delete it."""

import pytest

from tests.audit.searching import traces
from tests.journal.builders import TODAY, mine, released
from tests.journal.test_pages import forms, text
from workbench.core.erasing import waits
from workbench.core.rights import Refused
from workbench.journal import erasing, services
from workbench.journal.pages import journal

WORDS = "words-that-go-with-the-entry-for-good"


def delete(writing, name, entity):
    with writing.desk(name).transaction() as db:
        erasing.delete_entry(db, by=writing[name], entity=entity)


def test_it_is_gone_with_earlier_wordings_releases_and_what_was_being_written_to_it(writing, tmp_path):
    entity = writing.write(words="first")
    release = writing.release("Ana", entity, "Ana", purpose=WORDS)
    writing.withdraw("Ana", release)
    desk = writing.desk("Ana")
    with desk.transaction() as db:
        services.revise_entry(db, by=desk.me, entity=entity, seen=1, day=TODAY, words="second", at=desk.now())
    writing.release("Ana", entity, "Ana", purpose=WORDS)
    page = journal(desk)
    forms(page)[0].press("change", entry=entity)
    forms(page)[1].type_in(words="half a sentence")
    kept = writing.write(words="another")
    assert len(released(writing, "Ben")) == 1
    forms(page)[0].press("delete", entry=entity)
    assert "The entry is deleted. It is gone from the store" in text(page)
    assert [entry.entity for entry in mine(writing)] == [kept]
    assert released(writing, "Ben") == []
    assert traces(tmp_path, [entity, WORDS]) == {}
    assert not waits(writing.store)


@pytest.mark.parametrize("name", ["Ben", "Cai"])
def test_only_its_owner_deletes_it(writing, name):
    entity = writing.write(words="mine")
    writing.release("Ana", entity, "Ana")
    with pytest.raises(Refused, match="Only the person who wrote"):
        delete(writing, name, entity)
    assert [entry.words for entry in mine(writing)] == ["mine"]


def test_it_is_deleted_once(writing):
    entity = writing.write()
    delete(writing, "Ana", entity)
    with pytest.raises(Refused, match="no such entry"):
        delete(writing, "Ana", entity)


def test_the_button_says_what_cannot_be_undone(writing):
    writing.write()
    (action,) = [a for a in forms(journal(writing.desk("Ana")))[0].actions if a["name"] == "delete"]
    assert "have read it; that cannot be undone" in action["confirm"]
