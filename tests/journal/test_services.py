"""Entries on a real store: written, revised, released, taken back."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Clock, a_store
from tests.journal.builders import TODAY, Writing, mine, released
from tests.people.holding import begun_anew
from workbench.core.rights import Refused
from workbench.core.store import WrittenOnce
from workbench.journal import queries, rules, services
from workbench.journal.releases import releases_of
from workbench.models.journal import Entry
from workbench.people import services as people


def test_an_entry_needs_nothing_but_its_owner_and_its_day(writing):
    entity = writing.write()
    (entry,) = mine(writing)
    assert (entry.entity, entry.owner_name, entry.day, entry.mark, entry.words) == (
        entity, "Ana", TODAY, None, "",
    )  # fmt: skip


def test_an_entry_keeps_the_wording_of_its_time(writing):
    old, entity = writing.criterion("Listens", labels=("no", "yes"))
    writing.write(criterion=old, mark="yes")
    writing.criterion("Listens to silence", labels=("no", "yes"), entity=entity, revision=2)
    assert [(e.wording, e.mark) for e in mine(writing)] == [("Listens", "yes")]


def test_a_replaced_wording_is_refused_for_a_new_entry(writing):
    old, entity = writing.criterion("Listens")
    writing.criterion("Listens to silence", entity=entity, revision=2)
    with pytest.raises(Refused, match="was replaced"):
        writing.write(criterion=old)
    assert mine(writing) == []


def test_a_proposal_leaves_the_held_wording_in_use(writing):
    held, entity = writing.criterion("Listens")
    proposed, _ = writing.criterion("Listens to silence", entity=entity, revision=2, fate="proposed")
    writing.write(criterion=held)
    with pytest.raises(Refused, match="was replaced"):
        writing.write(criterion=proposed)


def test_a_dropped_criterion_is_refused(writing):
    old, entity = writing.criterion()
    writing.criterion(entity=entity, revision=2, fate="dropped")
    with pytest.raises(Refused, match="was dropped"):
        writing.write(criterion=old)


def test_nobody_writes_by_the_personal_criterion_of_another(writing):
    personal, _ = writing.criterion(owner="Ben")
    with pytest.raises(Refused, match="not yours"):
        writing.write("Ana", criterion=personal)
    writing.write("Ben", criterion=personal)


@pytest.mark.parametrize("mark", ["maybe", "5", ""])
def test_a_mark_that_is_not_on_the_scale_is_refused(writing, mark):
    version, _ = writing.criterion(labels=("no", "yes"))
    with pytest.raises(Refused, match="not one of this criterion's marks"):
        writing.write(criterion=version, mark=mark)


def test_a_component_that_is_not_in_use_is_refused(writing):
    writing.write(component=writing.component())
    with pytest.raises(Refused, match="component is not in use"):
        writing.write(component=writing.component("Proposed", fate="proposed"))
    assert [entry.component_name for entry in mine(writing)] == ["Opening"]


def test_the_future_begins_at_midnight_where_the_group_is(writing):
    writing.clock.now = writing.clock.now.replace(month=7, hour=23, minute=30)
    writing.write(day=date(2026, 7, 3))
    with pytest.raises(Refused, match="still to come"):
        writing.write(day=date(2026, 7, 4))


def test_a_stranger_writes_nothing(writing, store):
    with writing.desk("Ana").transaction() as db:
        stranger = people.add_person(db, name="Zed", at=writing.now)
    writing.people["Zed"] = stranger
    with pytest.raises(Refused, match="members of the group"):
        writing.write("Zed")


def test_the_cycle_of_another_group_is_refused(writing):
    with pytest.raises(Refused, match="cycle"):
        writing.write(cycle="0" * 32)


def test_a_revision_keeps_the_earlier_one_and_shows_the_newest(writing):
    entity = writing.write(words="first")
    with writing.desk("Ana").transaction() as db:
        services.revise_entry(
            db, by=writing["Ana"], entity=entity, seen=1, day=TODAY, words="second", at=writing.now
        )
    assert [(e.words, e.revision) for e in mine(writing)] == [("second", 2)]
    with writing.desk("Ana").reading() as db:
        assert db.query(Entry).count() == 2


def test_a_revision_may_keep_the_wording_that_was_replaced_since(writing):
    old, criterion = writing.criterion("Listens", labels=("no", "yes"))
    entity = writing.write(criterion=old)
    writing.criterion("Listens to silence", entity=criterion, revision=2)
    with writing.desk("Ana").transaction() as db:
        services.revise_entry(
            db, by=writing["Ana"], entity=entity, seen=1, day=TODAY, criterion=old, mark="yes", at=writing.now
        )
    assert [(e.wording, e.mark) for e in mine(writing)] == [("Listens", "yes")]


def test_two_tabs_do_not_overwrite_each_other(writing):
    entity = writing.write(words="first")
    with writing.desk("Ana").transaction() as db:
        services.revise_entry(
            db, by=writing["Ana"], entity=entity, seen=1, day=TODAY, words="a", at=writing.now
        )
    with (
        pytest.raises(Refused, match="on another page"),
        writing.desk("Ana").transaction() as db,
    ):
        services.revise_entry(
            db, by=writing["Ana"], entity=entity, seen=1, day=TODAY, words="b", at=writing.now
        )
    assert [e.words for e in mine(writing)] == ["a"]


def test_an_entry_cannot_be_changed_in_place(writing):
    entity = writing.write(words="first")
    with pytest.raises(WrittenOnce), writing.desk("Ana").transaction() as db:
        db.query(Entry).filter_by(entity=entity).one().day = date(2026, 2, 1)


def test_nobody_else_revises_releases_or_takes_back(writing):
    entity = writing.write()
    release = writing.release("Ana", entity, "Ana")
    with pytest.raises(Refused, match="Only the person"), writing.desk("Ben").transaction() as db:
        services.revise_entry(db, by=writing["Ben"], entity=entity, seen=1, day=TODAY, at=writing.now)
    with pytest.raises(Refused, match="Only the person"):
        writing.release("Ben", entity, "Ben")
    with pytest.raises(Refused, match="Only the person"):
        writing.withdraw("Ben", release)
    assert len(released(writing, "Ben")) == 1


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("release"), st.sampled_from(["Ana", "Ben"]), st.sampled_from(["Ana", "Ben", "Cai"]),
            st.integers(1, 60),
        ),
        st.tuples(st.just("withdraw"), st.integers(0, 9)),
        st.tuples(st.just("wait"), st.integers(1, 40)),
        st.tuples(
            st.just("standing"), st.sampled_from(["Ben", "Cai"]), st.sampled_from(["observer", "member"])
        ),
        st.tuples(st.just("leave"), st.sampled_from(["Ben", "Cai"])),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_what_is_returned_equals_the_rule_equals_the_sentence(tmp_path_factory, happened):
    clock = Clock()
    store = a_store(tmp_path_factory.mktemp("store"), clock)
    writing = Writing(store)
    entries = {"Ana": writing.write("Ana"), "Ben": writing.write("Ben")}
    made: list[tuple[str, str]] = []
    for step in happened:
        try:
            match step:
                case ("release", owner, session, hours):
                    lasts = timedelta(hours=hours)
                    made.append((owner, writing.release(owner, entries[owner], session, lasts=lasts)))
                case ("withdraw", number) if number < len(made):
                    writing.withdraw(*made[number])
                case ("wait", hours):
                    clock.go_on(hours=hours)
                case ("standing", name, standing):
                    with writing.desk("Ana").transaction() as db:
                        people.set_standing(
                            db, by=writing["Ana"], group=writing.group, person=writing[name],
                            standing=standing, at=writing.now,
                        )  # fmt: skip
                case ("leave", name):
                    with writing.desk(name).transaction() as db:
                        people.set_standing(
                            db, by=writing[name], group=writing.group, person=writing[name],
                            standing="left", at=writing.now,
                        )  # fmt: skip
        except Refused:
            continue
    with writing.desk("Ana").reading() as db:
        facts = releases_of(db, entries.values())
        people_here = queries.readers(db, group=writing.group)
        for owner, entity in entries.items():
            sentence = rules.seen_by(
                owner=writing[owner], releases=facts[entity], now=writing.now, people=people_here, zone="UTC"
            )
            for reader in set(writing.people) - {owner}:
                inside = queries.sessions_of(db, person=writing[reader], group=writing.group)
                rule = rules.may_read_entry(
                    reader=writing[reader], owner=writing[owner], releases=facts[entity], now=writing.now,
                    in_session=inside,
                )  # fmt: skip
                got = queries.entries_for_me(db, asker=writing[reader], group=writing.group, at=writing.now)
                assert (rule is True) == (reader in sentence) == (entity in {e.entity for e in got})
    store.close()


def test_where_somebody_began_anew_an_open_page_of_the_owner_keeps_no_entry(writing):
    entity = writing.write(words="before")
    begun_anew(writing, "Ana")
    with pytest.raises(Refused, match="Your name was begun anew on 2 Mar 2026"):
        writing.write(words="after")
    with writing.desk("Ana").transaction() as db, pytest.raises(Refused, match="was begun anew"):
        services.revise_entry(
            db, by=writing["Ana"], entity=entity, seen=1, day=TODAY, at=writing.now, words="changed"
        )
    assert [entry.words for entry in mine(writing)] == ["before"]
