"""Whatever happens to a charter, it only narrows by itself and never outlasts its day."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START
from workbench.forms import powers
from workbench.forms.rules import HELD, SHRUNK
from workbench.forms.ways import KEEP, Charter, charter_text
from workbench.models.forms import GroupForm, Remark
from workbench.roles import rules

TEXTS = st.lists(st.sampled_from(["copies", "place", "time", "money"]), unique=True)
CHARTERS = st.builds(
    Charter, title=st.just("R"), holder=st.just("a"), decide_for=TEXTS.map(tuple), only_with=TEXTS.map(tuple),
    left=TEXTS.map(tuple), power=st.sampled_from(["", KEEP]), recall=st.integers(1, 4),
    dimensions=st.dictionaries(
        st.sampled_from(["planning", "valuing"]), st.sampled_from(["for", "with", "by"])
    ),
)  # fmt: skip


@given(CHARTERS, st.sampled_from(["copies", "place", "time", "money"]), st.sampled_from(["with", "by"]))
def test_handing_on_only_ever_narrows(told: Charter, thing: str, to: str) -> None:
    end = START.date()
    if rules.may_hand_on(told, thing=thing, to=to, by="a", says_so=frozenset()) is True:
        after = rules.handed_on(told, thing, to)
        assert rules.is_narrower(after, told, ends=end, ended=end)
        assert thing not in after.decide_for
        assert {*told.decide_for, *told.only_with, *told.left} == {
            *after.decide_for, *after.only_with, *after.left
        }  # fmt: skip


@given(CHARTERS, CHARTERS, CHARTERS)
def test_narrower_twice_is_narrower_and_never_the_other_way(
    one: Charter, two: Charter, three: Charter
) -> None:
    end = START.date()

    def narrower(new: Charter, old: Charter) -> bool:
        return rules.is_narrower(new, old, ends=end, ended=end)

    if narrower(two, one) and narrower(three, two):
        assert narrower(three, one)
    wider = replace(one, decide_for=(*one.decide_for, "something new"))
    assert not narrower(wider, one)


TERMS = st.lists(
    st.tuples(st.sampled_from(["ab", "b", "shrunk", "rests", "down", "recall"]), st.integers(1, 300)),
    max_size=8,
)


@given(TERMS, st.integers(0, 2000))
def test_nobody_holds_a_power_after_the_last_day_of_their_own_charter(
    told: list[tuple[str, int]], day: int
) -> None:
    """Whatever versions, layings down and recalls there were: a power never outlasts the newest charter."""
    versions: list[GroupForm] = []
    said: list[Remark] = []
    for n, (what, offset) in enumerate(told, start=1):
        at = START + timedelta(days=n * 10)
        if what in {"down", "recall"}:
            kind = "laid-down" if what == "down" else "recall"
            said.append(
                Remark(about="e", kind=kind, by_id="a" if what == "down" else "c", at=at, words="", tag="")
            )
            continue
        holder = "b" if what == "b" else "a"
        versions.append(
            GroupForm(
                id=str(n), entity="e", topic="role/x", revision=n, fate="rests" if what == "rests" else HELD,
                origin="group", text=charter_text(Charter("R", holder=holder, recall=1)), at=at, by_id="c",
                review_on=(at + timedelta(days=offset)).date(), mark=SHRUNK if what == "shrunk" else "",
                reason="",
            )
        )  # fmt: skip
    on = (START + timedelta(days=day)).date()
    now = powers.in_office(versions, {"e": said}, frozenset("abc"), on)
    if now is not None:
        assert now is versions[-1]
        assert on <= now.review_on  # type: ignore[operator]
        holder = "b" if '"holder": "b"' in now.text else "a"
        begun = [
            v for v in versions if v.mark != SHRUNK and v.fate == HELD and f'"holder": "{holder}"' in v.text
        ]
        ends = [r for r in said if r.at >= (begun or [now])[-1].at]
        assert not any(r.kind == "recall" for r in ends)
        assert not any(r.kind == "laid-down" and r.by_id == holder for r in ends)
