"""The page of the audit meeting begins one's own, and follows the meeting of the cycle like any other."""

from tests.builders import Circle
from tests.screens import form, state
from workbench.decisions.pages import audit_meeting
from workbench.practice import services as practice


def test_it_begins_one_s_own_audit_meeting_and_all_pages_follow(circle: Circle) -> None:
    first = circle.desk("Ana")
    with first.transaction() as db:
        cycle = practice.open_cycle(db, by=first.me, group=circle.group, at=first.now())
    ana, ben = (audit_meeting(circle.desk(name), cycle=cycle) for name in ("Ana", "Ben"))
    assert "Begin my audit meeting" in state(ben.parts.root)
    form(ana.parts.root, "begin").press("begin")
    ben.again()
    assert "Own reading" in state(ben.parts.root)
    assert "What I make of my cycle" in state(ana.parts.root)
    assert "Begin my audit meeting" not in state(ben.parts.root)
