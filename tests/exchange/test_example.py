"""The example community: all its words arrive, its times are real ones, and nobody reads another's."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.exchange.community import TODAY, Community, moments
from workbench.content import content
from workbench.core.rights import Refused
from workbench.exchange.example import GROUPS, build, words
from workbench.models.practice import Voice
from workbench.models.sessions import Closing, Judgement, Lock, Session
from workbench.people import queries as people
from workbench.practice import queries as practice
from workbench.sessions import queries as sessions


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    made = Community(tmp_path_factory.mktemp("example") / "one")
    yield made
    made.store.close()


def said(value: object) -> list[str]:
    """Every text in a told file that is someone's words, and no key or name of a field."""
    if isinstance(value, dict):
        keys = {"key", "by", "of", "host", "support", "rattle", "kind", "stand", "component", "criterion"}
        return [each for name, inner in value.items() if name not in keys for each in said(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in said(inner)]
    return [value] if isinstance(value, str) and " " in value else []


def test_every_word_of_the_example_is_in_the_store_as_it_was_written(community: Community) -> None:
    told = [words("people"), *(words(f"{g}{n}") for g in GROUPS for n in ("", "-1", "-2", "-3", "-4"))]
    rows = community.rows()
    cells = [value for each in rows.values() for row in each for value in row]
    kept = {value for value in cells if isinstance(value, str)}
    kept |= {part for value in cells if isinstance(value, list) for part in value if isinstance(part, str)}
    kept |= community.sealed_words()
    texts = [each for file in told for each in said(file)]
    assert len(texts) > 700
    assert [each for each in texts if each not in kept] == []


def test_two_builds_give_the_same_community_but_for_its_ids(community: Community, tmp_path: Path) -> None:
    other = Community(tmp_path / "two")

    def without_ids(value: object) -> object:
        if isinstance(value, str):
            return re.sub(r"[0-9a-f]{32,64}", "id", value)
        if isinstance(value, bytes):
            return "sealed"
        if isinstance(value, dict):
            return {name: without_ids(each) for name, each in value.items()}
        return [without_ids(each) for each in value] if isinstance(value, list) else value

    def plain(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[str]]:
        return {name: [repr([without_ids(v) for v in row]) for row in each] for name, each in rows.items()}

    one, two = plain(community.rows()), plain(other.rows())
    for table in one:
        assert sorted(one[table]) == sorted(two[table]), table
    other.store.close()


def test_there_are_six_people_two_groups_and_someone_is_in_both(community: Community) -> None:
    assert len(community.guests) == 6
    assert all(guest.name.endswith(" Example") for guest in community.guests)
    assert {len(guest.groups) for guest in community.guests} == {1, 2}
    assert all("(example)" in group.name for group in community.groups)


def test_one_group_uses_words_only_and_the_other_its_own_labels(community: Community) -> None:
    scales = {}
    with community.store.reading() as db:
        for group in community.groups:
            asker = people.fellows_of(db, group.id)[0].id
            shared = [w for w in practice.criteria(db, asker=asker, group=group.id) if not w.owner]
            scales[group.name] = {len(wording.labels) for wording in shared}
    assert scales == {
        "Harbour Street counsellors (example)": {0},
        "Wednesday teachers and coaches (example)": {0, 3, 5},
    }


def test_three_cycles_are_closed_and_the_fourth_meets_now(community: Community) -> None:
    for group in community.groups:
        with community.store.reading() as db:
            asker = people.fellows_of(db, group.id)[0].id
            cycles = practice.cycles(db, asker=asker, group=group.id)
            assert [c.number for c in cycles] == [1, 2, 3, 4]
            assert [c.closed_at is None for c in cycles] == [False, False, False, True]
            assert timedelta(weeks=36) < TODAY - cycles[0].opened_at < timedelta(weeks=41)
            now = sessions.sittings(db, asker=asker, cycle=cycles[3].id)
            assert len(now) == 4
            assert not any(sitting.own_locked for sitting in now)
            session, _ = sessions.turn(db, asker=asker, cycle=cycles[3].id)
            assert session is not None
            agreed = sessions.contract(db, session)
            assert agreed is not None
            assert agreed.purpose
            assert practice.proposals(db, asker=asker, group=group.id)


def test_everything_happened_within_nine_months_before_today(community: Community) -> None:
    assert all(TODAY - timedelta(weeks=41) < moment <= TODAY for moment in moments(community))


def test_nothing_lies_ahead_when_it_is_made_just_after_midnight(tmp_path: Path) -> None:
    midnight = datetime(2026, 2, 1, 0, 1, tzinfo=UTC)
    early = Community(tmp_path / "early", midnight)
    assert max(moments(early)) <= midnight
    early.store.close()


def test_wordings_changed_on_the_way_with_a_reason(community: Community) -> None:
    for group in community.groups:
        with community.store.reading() as db:
            asker = people.fellows_of(db, group.id)[0].id
            changed = [each for each in practice.versions(db, asker=asker, group=group.id) if len(each) > 2]
            assert changed
            assert all(version.reason for each in changed for version in each)


def test_voices_that_differ_stand_beside_what_was_adopted(community: Community) -> None:
    with community.store.reading() as db:
        voices = [(voice.stand, bool(voice.words)) for voice in db.scalars(select(Voice))]
    assert set(voices) == {("with", True), ("differing", True)}


def test_every_session_of_a_closed_cycle_keeps_the_order_of_its_steps(community: Community) -> None:
    with community.store.reading() as db:
        closings = list(db.scalars(select(Closing)))
        assert {closing.stance for closing in closings} == {"hold", "revise", "suspend"}
        for closing in closings:
            session = db.get_one(Session, closing.entity)
            locks = list(db.scalars(select(Lock).where(Lock.session_id == session.id).order_by(Lock.at)))
            assert locks[0].by_id == session.practitioner_id == closing.by_id
            assert all(locks[0].at < other.at < closing.at for other in locks[1:])
        judgements = list(db.scalars(select(Judgement)))
        assert any(judgement.no_basis for judgement in judgements)
        assert all(not (judgement.no_basis and judgement.mark) for judgement in judgements)


def test_a_second_build_in_the_same_folder_is_refused_and_changes_nothing(community: Community) -> None:
    before = community.rows()
    with pytest.raises(Refused, match="already a group"):
        build(community.workspace, today=TODAY)
    assert community.rows() == before


def test_the_example_names_nobody_but_its_six_invented_people() -> None:
    first = {name.split()[0] for name in words("people")["people"].values()}
    folder = content("data", "example")
    every = " ".join(file.read_text("utf-8") for file in sorted(folder.glob("*.toml")))
    inside_a_sentence = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", every))
    days = {"Monday", "Tuesdays", "Thursday", "Friday", "Fridays", "Saturday"}
    assert inside_a_sentence == first | days | {"Example", "Street"}
