"""Whatever the order in which people act: own stand first, no subtraction, no voice silenced."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Circle, a_store
from tests.decisions.deciding import ALL, Decision
from tests.decisions.test_decisions import stands
from workbench.decisions import rules


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(ALL), st.lists(st.sampled_from(ALL), max_size=4, unique=True), st.booleans())
def test_in_any_order_no_one_reads_a_stand_before_theirs(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], wrote: list[str], forward: bool
) -> None:
    store = a_store(tmp_path_factory.mktemp("stands"))
    try:
        decision = Decision(Circle(store, ALL, passphrases=False))
        decision.set_out()
        for name in wrote:
            decision.stand(name, f"{name} wants")
        if forward:
            decision.go("voices")
        for reader in order:
            others = stands(decision, reader) - {f"{reader} wants"}
            if reader not in wrote or not forward:
                assert others == set()
            else:
                assert others == {f"{name} wants" for name in wrote if name != reader}
    finally:
        store.close()


VOICES = st.lists(st.sampled_from(ALL), unique=True)


@given(VOICES, st.lists(VOICES, max_size=2), st.lists(VOICES, min_size=1, max_size=3))
def test_detached_dots_are_shown_only_where_no_subtraction_tells_fewer_than_three(
    givers: list[str], earlier: list[list[str]], by_option: list[list[str]]
) -> None:
    """Source: DOMAIN Q8; each view that is allowed differs from each other by nobody, or by three."""
    some = [[p for p in option if p in givers] for option in by_option]
    may = rules.may_show_dots(writing=True, dots="detached", givers=givers, by_option=some, earlier=earlier)
    if may is True:
        assert len(givers) >= 3
        assert all(not option or len(option) >= 3 for option in some)
        for before in earlier:
            assert len(set(givers) ^ set(before)) not in {1, 2}


@given(
    st.dictionaries(st.sampled_from(ALL), st.sampled_from(rules.ANSWERS)), VOICES,
    st.sampled_from(rules.MODES), st.sampled_from(("together", "differing", "trial")),
    st.integers(1, 4),
)  # fmt: skip
def test_no_outcome_silences_a_voice(
    answers: dict[str, str], present: list[str], mode: str, outcome: str, needed: int
) -> None:
    may = rules.may_conclude(
        writing=True, outcome=outcome, mode=mode, needed=needed, answers=answers, present=present,
        names={name: name for name in ALL},
    )  # fmt: skip
    if may is True:
        said = [answers[p] for p in present if p in answers]
        assert mode in {"initiative", "other"} or "objects" not in said
        assert outcome != "together" or set(said) <= {"with"}


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(ALL), min_size=1, unique=True),
    st.dictionaries(st.sampled_from(ALL), st.sampled_from([rules.HEARD, rules.NOT_HEARD])),
)
def test_no_record_without_each_voice_confirmed_by_itself_or_marked_not_confirmed(
    tmp_path_factory: pytest.TempPathFactory, came: list[str], heard: dict[str, str]
) -> None:
    store = a_store(tmp_path_factory.mktemp("heard"))
    try:
        circle = Circle(store, ALL, passphrases=False)
        decision = Decision(circle)
        decision.set_out()
        for name in came:
            decision.stand(name)
        decision.go("voices")
        for name, word in heard.items():
            decision.heard(name, word)
        decision.outcome("none", "")
        decision.conclude()
        told = {p.person_id: (p.here, p.heard) for p in decision.seen().presences}
        there = {*came, *heard}
        assert told == {circle[name]: (name in there, heard.get(name, rules.NOT_CONFIRMED)) for name in ALL}
    finally:
        store.close()
