"""What may be true of a practice's description, by example and by chance."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.practice import rules, ways
from workbench.practice.rules import DROPPED, HELD, PROPOSED, TO_DROP
from workbench.practice.ways import OWN, THREE, WORDS


@dataclass(frozen=True)
class Stage:
    revision: int
    fate: str


fates = st.lists(st.sampled_from([PROPOSED, TO_DROP, HELD, DROPPED]), max_size=12)
labels = st.lists(st.text(min_size=1).filter(lambda text: text.strip()), min_size=2, max_size=12)


def stages(names) -> list[Stage]:
    return [Stage(number, fate) for number, fate in enumerate(names, start=1)]


class TestWhatHolds:
    @given(fates)
    def test_is_never_a_proposal(self, names):
        now = rules.in_force(stages(names))
        assert now is None or now.fate == HELD

    @given(fates)
    def test_is_the_last_one_held_unless_it_was_put_down_later(self, names):
        every = stages(names)
        now = rules.in_force(every)
        later = [s for s in every if now and s.revision > now.revision]
        assert not any(s.fate in {HELD, DROPPED} for s in later)

    @given(fates)
    def test_open_proposals_come_after_whatever_was_settled(self, names):
        every = stages(names)
        last = rules.settled(every)
        for proposal in rules.open_proposals(every):
            assert proposal.fate in {PROPOSED, TO_DROP}
            assert last is None or proposal.revision > last.revision

    def test_is_nothing_before_an_adoption_and_nothing_after_it_was_put_down(self):
        assert rules.in_force(stages([PROPOSED, PROPOSED])) is None
        assert rules.in_force(stages([PROPOSED, HELD, TO_DROP])) == Stage(2, HELD)
        assert rules.in_force(stages([PROPOSED, HELD, TO_DROP, DROPPED])) is None


class TestWaysOfJudging:
    def test_are_words_three_or_own(self):
        assert ways.labels_by(WORDS, "left\nover") == ()
        assert ways.labels_by(THREE, "left\nover") == ("no", "partly", "yes")
        assert ways.labels_by(OWN, " low \n\n high ") == ("low", "high")
        assert [ways.way_of(each) for each in ((), ("no", "partly", "yes"), ("1", "2"))] == [
            WORDS,
            THREE,
            OWN,
        ]

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            (["one"], "two to twelve"),
            ([str(n) for n in range(13)], "two to twelve"),
            (["low", " "], "empty"),
            (["low", "Low "], "the same"),
            (["low", "h" * 201], "longer than 200"),
        ],
    )
    def test_refuse_what_is_no_order_of_labels(self, given, sentence):
        assert sentence in str(ways.may_be_labels(given))

    def test_of_their_own_need_labels(self):
        assert "labels are missing" in str(ways.may_judge_by(OWN, ()))
        assert ways.may_judge_by(WORDS, ()) is True

    @given(labels)
    def test_keep_their_labels_as_text_in_the_written_order(self, written):
        text = "\n".join(" ".join(label.split()) for label in written)
        read = ways.labels_from(text)
        assert list(read) == [line.strip() for line in text.splitlines() if line.strip()]
        assert all(isinstance(label, str) for label in read)

    @given(labels)
    def test_come_back_from_the_form_as_they_were(self, written):
        kept = tuple(" ".join(label.split()) for label in written)
        if ways.may_be_labels(kept) is True and ways.way_of(kept) == OWN:
            assert ways.labels_by(OWN, "\n".join(kept)) == kept


class TestChanging:
    @given(st.integers(0, 50), st.integers(0, 50))
    def test_goes_on_only_from_the_newest(self, seen, newest):
        answer = rules.may_go_on(seen=seen, newest=newest)
        assert (answer is True) == (seen == newest)
        if answer is not True:
            assert answer.startswith("Someone changed this a moment ago")
            assert f"revision {newest}" in answer
            assert "overwritten" in answer

    def test_wants_a_reason(self):
        assert "why" in str(rules.may_be_reason("  "))
        assert rules.may_be_reason("It was too easy") is True

    def test_says_something_new_or_takes_up_what_was_put_down(self):
        assert "stand there already" in str(rules.may_differ(fate=HELD, same=True))
        assert rules.may_differ(fate=DROPPED, same=True) is True
        assert rules.may_differ(fate=HELD, same=False) is True

    def test_of_a_personal_wording_is_for_its_owner_only(self):
        for standing in ("member", "forming", "observer", None):
            assert rules.may_change(by="ben", owner="ana", standing=standing) == rules.not_here()
            assert rules.may_see(asker="ben", owner="ana", standing=standing) == rules.not_here()
        assert rules.may_change(by="ana", owner="ana", standing="member") is True
        assert rules.may_see(asker="ana", owner="ana", standing="observer") is True


class TestVoices:
    def test_that_differ_have_words(self):
        answer = rules.may_give_voice(standing="member", stand="differing", words=" ", open_=True)
        assert "own words" in str(answer)
        assert rules.may_give_voice(standing="member", stand="with", words="", open_=True) is True

    @pytest.mark.parametrize("stand", ["", "against", "5", "WITH"])
    def test_have_one_of_two_stands(self, stand):
        assert rules.may_give_voice(standing="member", stand=stand, words="x", open_=True) is not True

    def test_are_the_members_and_observers_cannot_adopt(self):
        assert rules.may_give_voice(standing="observer", stand="with", words="", open_=True) is not True
        assert rules.may_adopt(standing="observer", open_=True) is not True
        assert rules.may_adopt(standing="member", open_=True) is True
        assert "not open" in str(rules.may_adopt(standing="member", open_=False))


@pytest.mark.parametrize(("attempts", "may"), [(0, False), (1, True), (7, True)])
def test_examples_open_after_an_own_attempt(attempts, may):
    assert (rules.may_see_examples(attempts) is True) == may


def test_only_one_cycle_is_open():
    assert "Cycle 3 is still open" in str(rules.may_open_cycle(standing="member", open_number=3))
    assert rules.may_open_cycle(standing="member", open_number=None) is True
    assert rules.may_open_cycle(standing="ally", open_number=None) is not True
    assert rules.may_close_cycle(standing="member", closed=True) is not True
