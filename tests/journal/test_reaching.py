"""A release reaches those who have a key to the words: the record, the sentence and the rows agree."""

import pytest
from sqlalchemy import select

from tests.journal.builders import TODAY, mine, released
from tests.screens import form, state
from workbench.audit.going import leave_group
from workbench.core.rights import Refused
from workbench.journal import queries, rules, services
from workbench.journal.detail import Releasing
from workbench.models.journal import Release
from workbench.models.vault import BoxKey
from workbench.people import services as people
from workbench.people.rules import MEMBER


def handed(writing) -> set[str]:
    """Return the names of those to whom a key was handed over, read from the raw rows."""
    with writing.store.reading() as db:
        readers = set(db.scalars(select(BoxKey.reader_id).where(BoxKey.grant != "")))
    return {name for name, person in writing.people.items() if person in readers}


def revise(writing, entity, seen=1, words="anew") -> None:
    with writing.desk("Ana").transaction() as db:
        services.revise_entry(
            db, by=writing["Ana"], entity=entity, seen=seen, day=TODAY, at=writing.now, words=words
        )


def stand(writing, name, standing, by) -> None:
    with writing.desk(by).transaction() as db:
        people.set_standing(
            db, by=writing[by], group=writing.group, person=writing[name], standing=standing, at=writing.now
        )


def leave(writing, name) -> None:
    with writing.desk(name).transaction() as db:
        leave_group(db, by=writing[name], group=writing.group, at=writing.now)


def sentence(writing) -> str:
    """Return who reads the first entry of Ana's, as her page says it."""
    (entry,) = mine(writing)
    with writing.desk("Ana").reading() as db:
        here = queries.readers(db, group=writing.group)
    return rules.seen_by(
        owner=writing["Ana"], releases=entry.releases, now=writing.now, people=here, zone="UTC"
    )


def someone_who_never_came_in(writing) -> None:
    with writing.desk("Ana").transaction() as db:
        writing.people["Dee"] = people.add_person(db, name="Dee", at=writing.now)
        people.let_in(
            db, group=writing.group, person=writing["Dee"], standing=MEMBER, by=writing["Ana"], at=writing.now
        )


class TestLeaving:
    def test_takes_the_keys_to_what_was_released_back_and_leaves_the_others_theirs(self, writing):
        writing.release("Ana", writing.write(words="for the meeting"), "Ana")
        assert handed(writing) == {"Ben", "Cai"}
        leave(writing, "Ben")
        assert handed(writing) == {"Cai"}
        assert [entry.words for entry in released(writing, "Cai")] == ["for the meeting"]
        assert "Ben" not in sentence(writing)

    def test_takes_back_what_the_one_who_leaves_had_released(self, writing):
        writing.release("Ana", writing.write(), "Ana")
        leave(writing, "Ana")
        assert handed(writing) == set()

    def test_takes_nothing_back_that_was_released_in_another_group(self, writing):
        writing.release("Ana", writing.write(), "Ana")
        with writing.desk("Ben").transaction() as db:
            other = people.found_group(db, by=writing["Ben"], name="Friday", zone="UTC", at=writing.now)
        with writing.desk("Ben").transaction() as db:
            leave_group(db, by=writing["Ben"], group=other, at=writing.now)
        assert handed(writing) == {"Ben", "Cai"}

    def test_a_later_wording_is_sealed_only_for_those_who_still_take_part(self, writing):
        entity = writing.write()
        writing.release("Ana", entity, "Ana")
        stand(writing, "Ben", "left", by="Ben")  # the keys of then are still there, as in an older store
        stand(writing, "Cai", "observer", by="Ana")
        before = handed(writing)
        revise(writing, entity)
        with writing.store.reading() as db:
            assert len(db.scalars(select(BoxKey).where(BoxKey.grant != "")).all()) == len(before)
        assert released(writing, "Ben") == released(writing, "Cai") == []

    def test_whoever_comes_back_is_not_given_what_was_released_before(self, writing):
        entity = writing.write()
        writing.release("Ana", entity, "Ana")
        leave(writing, "Ben")
        stand(writing, "Ben", "member", by="Ana")
        revise(writing, entity)
        assert released(writing, "Ben") == []
        assert handed(writing) == {"Cai"}
        assert "Ben" not in sentence(writing)


class TestWithoutAKey:
    def test_nobody_is_named_as_a_reader_in_the_record_or_in_the_sentence(self, writing):
        someone_who_never_came_in(writing)
        writing.release("Ana", writing.write(words="for those who can"), "Ana")
        with writing.store.reading() as db:
            (made,) = db.scalars(select(Release)).all()
        assert set(made.readers or ()) == {writing["Ben"], writing["Cai"]}
        assert handed(writing) == {"Ben", "Cai"}
        assert "Ben, Cai, until" in sentence(writing)
        assert "Dee" not in sentence(writing)
        assert released(writing, "Dee") == []

    def test_a_release_that_would_reach_nobody_is_refused(self, writing):
        someone_who_never_came_in(writing)
        entity = writing.write()
        desk = writing.desk("Ana")
        with desk.transaction() as db, pytest.raises(Refused, match="Nothing was released"):
            services.release(
                db, by=desk.me, entry=entity, session=writing.sessions["Ana"], purpose="x", at=writing.now,
                ends_at=writing.clock().replace(year=2026, month=3, day=9), readers=[writing["Dee"]],
            )  # fmt: skip
        assert handed(writing) == set()

    def test_the_page_offers_only_those_who_can_be_given_it_and_says_who_cannot(self, writing):
        someone_who_never_came_in(writing)
        writing.write()
        (entry,) = mine(writing)
        told: list[str] = []
        panel = Releasing(writing.desk("Ana"), entry, "UTC", told.append)
        assert "It cannot be given to Dee" in state(panel.root)
        (field,) = [each for each in panel.form.fields if each["name"] == "readers"]
        assert "Dee" not in str(field["options"])
        assert "Ben, Cai, until" in field["seen_by"]
        form(panel.root, "send").press("send", purpose="to look at")
        assert told == ["The entry is released."]

    def test_the_page_says_who_was_left_out_of_what_a_browser_sent(self, writing):
        writing.write()
        (entry,) = mine(writing)
        told: list[str] = []
        someone_who_never_came_in(writing)
        panel = Releasing(writing.desk("Ana"), entry, "UTC", told.append)
        panel._act("send", {**panel.form.values, "purpose": "x", "readers": [writing["Ben"], writing["Dee"]]})
        assert "It cannot be given to Dee" in told[0]
        assert handed(writing) == {"Ben"}
