"""How a group decides for a while: proposed, adopted, until a day; a new decision begins with it."""

from datetime import timedelta

import pytest

from tests.builders import Circle, Clock
from tests.decisions.deciding import Decision
from tests.screens import form, state
from workbench.core.rights import Refused
from workbench.decisions.mode import Mode, mode_now, propose_mode
from workbench.decisions.pages import group_decisions
from workbench.decisions.pages import meeting as page_of
from workbench.forms import services as forms


def agreed(circle: Circle, mode: Mode, days: int = 60) -> str:
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ana.transaction() as db:
        version = propose_mode(
            db, by=ana.me, group=circle.group, mode=mode, reason="To try it", at=ana.now(),
            review_on=ana.now().date() + timedelta(days=days),
        )  # fmt: skip
    with ben.transaction() as db:
        forms.say(db, by=ben.me, form=version, stand="with", words="", at=ben.now())
        return forms.adopt(db, by=ben.me, form=version, at=ben.now(), heard=False)


def test_it_holds_until_its_day_and_no_longer(circle: Circle, clock: Clock) -> None:
    agreed(circle, Mode("threshold", 2, "Two of three"))
    with circle.store.reading() as db:
        assert mode_now(db, group=circle.group, at=clock.now) == Mode("threshold", 2, "Two of three")
        assert mode_now(db, group=circle.group, at=clock.go_on(days=61)) is None


def test_a_new_decision_begins_with_it_and_may_say_otherwise(circle: Circle) -> None:
    agreed(circle, Mode("consensus"))
    decision = Decision(circle)
    root = page_of(circle.desk("Ana"), cycle=decision.cycle).parts.root
    assert form(root, "set-out").values["mode"] == "consensus"
    form(root, "set-out").press("set-out", issue="Where do we meet?", mode="consent")
    assert decision.seen().now.mode == "consent"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("mode", "why"), [(Mode("vote"), "Choose"), (Mode("threshold"), "how many"), (Mode("other"), "own way")]
)
def test_what_cannot_be_decided_by_is_refused(circle: Circle, mode: Mode, why: str) -> None:
    with pytest.raises(Refused, match=why):
        agreed(circle, mode)


def test_the_page_proposes_and_adopts_it(circle: Circle) -> None:
    ana, ben = (group_decisions(circle.desk(name)) for name in ("Ana", "Ben"))
    form(ana.parts.root, "propose").press(
        "propose", mode="other", words="We sleep on it once", reason="Haste"
    )
    ben.again()
    assert "We sleep on it once" in state(ben.parts.root)
    form(ben.parts.root, "say").press("say", stand="with")
    form(ben.parts.root, "adopt").press("adopt")
    ana.again()
    assert "in a way of our own" in state(ana.parts.root)
