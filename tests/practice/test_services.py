"""Criteria in versions, shared ones adopted by a record, cycles: on a real database."""

import pytest

from workbench.core.rights import Refused
from workbench.practice import queries, services


class TestAPersonalCriterion:
    def test_is_held_at_once_and_needs_nobodys_leave(self, practising):
        practising.criterion("Ana", "Mine")
        assert practising.held("Ana") == ["Mine"]

    def test_is_readable_by_its_owner_only_through_every_query(self, practising):
        version = practising.criterion("Ana", "A secret of mine")
        practising.component("Ana", "A secret part")
        practising.whole("Ana", "A secret whole")
        entity = practising.entity(version)
        for query in (queries.criteria, queries.versions, queries.components, queries.parts, queries.wholes):
            assert "secret" not in repr(practising.read(query, "Ben", group=practising.group))
        with pytest.raises(Refused, match="not yours to see"):
            practising.read(queries.history, "Ben", entity=entity)

    def test_sounds_like_nothing_at_all_to_others(self, practising):
        entity = practising.entity(practising.criterion("Ana"))
        answers = []
        for asked in (entity, "0" * 32):
            with pytest.raises(Refused) as refused:
                practising.revise("Ben", asked, seen=1)
            answers.append(refused.value.sentence)
        assert answers[0] == answers[1]

    def test_cannot_be_voiced_on_or_adopted(self, practising):
        version = practising.criterion("Ana")
        with pytest.raises(Refused, match="not yours to see"):
            practising.voice("Ben", version)
        with pytest.raises(Refused, match="not yours to see"):
            practising.adopt("Ana", version)

    def test_can_be_put_down_and_taken_up_again(self, practising):
        entity = practising.entity(practising.criterion("Ana", "Mine"))
        practising.drop("Ana", entity, seen=1)
        assert practising.held() == []
        with pytest.raises(Refused, match="put down already"):
            practising.drop("Ana", entity, seen=2)
        practising.revise("Ana", entity, seen=2, wording="Mine")
        assert practising.held() == ["Mine"]

    def test_can_grow_into_a_proposal_that_names_where_it_came_from(self, practising):
        own = practising.criterion("Ana", "Mine")
        proposal = practising.criterion("Ana", "Mine", shared=True, grew_from=[own])
        with practising.desk("Ana").reading() as db:
            assert queries.wording(db, id=proposal).parent == own
        with pytest.raises(Refused, match="not yours to see"):
            practising.criterion("Ben", "Taken", shared=True, grew_from=[own])


class TestASharedCriterion:
    def test_is_not_held_before_its_adoption_is_written_down(self, practising):
        version = practising.criterion("Ana", "Ours", shared=True)
        assert practising.held("Ben") == []
        adopted = practising.adopt("Ben", version)
        assert practising.held("Cai") == ["Ours"]
        first, second = practising.read(queries.history, "Cai", entity=practising.entity(version))
        assert (first.fate, second.fate, second.parent, second.id) == ("proposed", "held", version, adopted)
        assert (first.by, second.by) == (practising["Ana"], practising["Ben"])

    def test_keeps_each_voice_with_its_author_after_the_adoption(self, practising):
        version = practising.criterion("Ana", "Ours", shared=True)
        practising.voice("Ben", version, "differing", "Not on Fridays")
        practising.adopt("Ana", version)
        (voice,) = practising.said(version, "Cai").voices
        assert (voice.by, voice.stand, voice.words) == (practising["Ben"], "differing", "Not on Fridays")

    def test_names_who_was_not_heard_and_waits_for_nobody(self, practising):
        version = practising.criterion("Ana", "Ours", shared=True)
        practising.voice("Ben", version)
        assert practising.said(version).silent == (practising["Cai"],)
        practising.clock.go_on(minutes=1)
        practising.adopt("Ana", version)
        practising.clock.go_on(minutes=1)
        practising.voice("Cai", version, "differing", "I came late")
        said = practising.said(version)
        assert said.silent == (practising["Cai"],)
        assert [voice.words for voice in said.voices] == ["", "I came late"]

    def test_can_be_said_anew_and_the_newest_words_count(self, practising):
        version = practising.criterion("Ana", shared=True)
        practising.voice("Ben", version, "differing", "First")
        practising.voice("Ben", version, "with", "Then")
        assert [voice.words for voice in practising.said(version).voices] == ["Then"]

    def test_changes_only_by_another_adoption(self, practising):
        entity = practising.entity(practising.shared(wording="Old"))
        proposal = practising.revise("Cai", entity, seen=2, wording="New")
        assert practising.held() == ["Old"]
        practising.adopt("Ana", proposal)
        assert practising.held() == ["New"]

    def test_is_put_down_only_by_an_adoption_too(self, practising):
        entity = practising.entity(practising.shared(wording="Old"))
        proposal = practising.drop("Cai", entity, seen=2)
        assert practising.held() == ["Old"]
        practising.adopt("Ana", proposal)
        assert practising.held() == []

    def test_that_is_only_proposed_can_be_taken_back_by_its_proposer(self, practising):
        entity = practising.entity(practising.criterion("Ana", shared=True))
        with pytest.raises(Refused, match="Others have a part"):
            practising.drop("Ben", entity, seen=1)
        practising.drop("Ana", entity, seen=1)
        assert practising.read(queries.proposals, group=practising.group) == []

    def test_is_adopted_once_and_a_later_adoption_closes_the_others(self, practising):
        version = practising.criterion("Ana", "One", shared=True)
        other = practising.revise("Ben", practising.entity(version), seen=1, wording="Other")
        practising.adopt("Cai", version)
        for late in (version, other):
            with pytest.raises(Refused, match="not open any more"):
                practising.adopt("Cai", late)
        with pytest.raises(Refused, match="not open any more"):
            practising.voice("Cai", other)

    def test_never_stands_under_a_part_that_is_somebodys_own(self, practising):
        own = practising.component("Ana", "Mine")
        with pytest.raises(Refused, match="yours alone"):
            practising.criterion("Ana", shared=True, component=own)
        with pytest.raises(Refused, match="not yours to see"):
            practising.criterion("Ben", component=own)
        practising.criterion("Ana", component=own)

    def test_is_for_members_to_write_and_for_all_present_to_read(self, practising):
        version = practising.criterion("Ana", "Ours", shared=True)
        practising.standing("Cai", "observer")
        assert practising.read(queries.proposals, "Cai", group=practising.group)
        for act in (practising.adopt, practising.voice):
            with pytest.raises(Refused, match="members of the group"):
                act("Cai", version)
        with pytest.raises(Refused, match="members of the group"):
            practising.criterion("Cai")


class TestComponents:
    def test_are_ones_own_at_once_or_shared_by_an_adoption(self, practising):
        practising.component("Ana", "Mine")
        entity = practising.component("Ana", "Ours", shared=True)
        assert [p.name for p in practising.read(queries.components, group=practising.group)] == ["Mine"]
        with practising.writing("Ben") as db:
            (part,) = queries.parts_of(db, entity)
            services.adopt_component(
                db, by=practising["Ben"], version=part.id, reason="Said round the table", at=practising.now
            )
        assert [p.name for p in practising.read(queries.components, "Cai", group=practising.group)] == [
            "Ours"
        ]

    def test_are_renamed_and_put_down_with_a_reason(self, practising):
        entity = practising.component("Ana", "Endings")
        with practising.writing() as db:
            services.revise_component(
                db, by=practising["Ana"], entity=entity, seen=1, name="Partings", reason="Nearer",
                at=practising.now,
            )  # fmt: skip
        with practising.writing() as db:
            services.drop_component(
                db, by=practising["Ana"], entity=entity, seen=2, reason="Empty", at=practising.now
            )
        assert practising.read(queries.components, group=practising.group) == []


class TestTheWhole:
    def test_is_kept_in_revisions_of_which_the_newest_is_shown(self, practising):
        practising.whole(words="First")
        practising.whole(words="Second", seen=1)
        with pytest.raises(Refused, match="revision 2"):
            practising.whole(words="Third", seen=1)
        assert [w.words for w in practising.read(queries.wholes, group=practising.group)] == [
            "First",
            "Second",
        ]

    def test_begins_with_words(self, practising):
        with pytest.raises(Refused, match="no words yet"):
            practising.whole(words=" ")


class TestCycles:
    def test_are_open_one_at_a_time_and_numbered(self, practising):
        first = practising.cycle()
        with pytest.raises(Refused, match="Cycle 1 is still open"):
            practising.cycle("Ben")
        with practising.writing("Ben") as db:
            services.close_cycle(db, by=practising["Ben"], cycle=first, at=practising.now)
        second = practising.cycle("Cai")
        found = practising.read(queries.cycles, group=practising.group)
        assert [(c.number, c.closed_at is None) for c in found] == [(1, False), (2, True)]
        now = practising.read(queries.current_cycle, group=practising.group)
        assert now is not None
        assert now.id == second

    def test_are_closed_once_and_by_members(self, practising):
        cycle = practising.cycle()
        practising.standing("Cai", "ally")
        with pytest.raises(Refused, match="members of the group"), practising.writing("Cai") as db:
            services.close_cycle(db, by=practising["Cai"], cycle=cycle, at=practising.now)
        with practising.writing() as db:
            services.close_cycle(db, by=practising["Ana"], cycle=cycle, at=practising.now)
        with pytest.raises(Refused, match="closed already"), practising.writing() as db:
            services.close_cycle(db, by=practising["Ana"], cycle=cycle, at=practising.now)


class TestOwnAttempts:
    def test_are_own_words_and_not_the_adoption_of_anothers(self, practising):
        version = practising.criterion("Ana", shared=True)
        practising.adopt("Ben", version)
        assert practising.read(queries.own_attempts, "Ben", group=practising.group) == 0
        assert practising.read(queries.own_attempts, "Ana", group=practising.group) == 1
