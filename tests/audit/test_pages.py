"""The trends page and the cycle's report show a person their own, and nobody else's."""

import pytest

from tests.builders import Circle
from tests.screens import card, form, on_page, state
from widgets.plot import Plot
from workbench.audit.pages import cycle_report, trends
from workbench.practice import services as practice
from workbench.sessions import moves, services
from workbench.sessions.rules import View


@pytest.fixture
def told(circle: Circle) -> str:
    """Ana's session, sent in by her and by Ben, shown together; return the cycle."""
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ana.transaction() as db:
        at = ana.now()
        cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=at)
        wording = practice.write_criterion(
            db, by=ana.me, group=circle.group, wording="I end on time", lack="", labels=("no", "yes"), at=at
        )
        session = services.open_session(db, by=ana.me, cycle=cycle, practitioner=ana.me, at=at)
        services.send_view(db, by=ana.me, session=session, views=[View(wording, "no", "ANAS VIEW")], at=at)
        services.send_view(db, by=ben.me, session=session, views=[View(wording, "yes", "BENS VIEW")], at=at)
    with ana.transaction() as db:
        moves.move(db, by=ana.me, session=session, to="reveal", seen=0, at=at)
        moves.end(db, by=ana.me, session=session, seen=1, at=at)
    return cycle


def test_the_pictures_come_after_ones_own_reading(circle: Circle, told: str) -> None:
    root = trends(circle.desk("Ana")).parts.root
    assert "ANAS VIEW" not in state(root)
    card(root, "What I make of it").type_in(words="I think it moved")
    form(root, "show").press("show")
    drawn = [widget for widget in on_page(root) if isinstance(widget, Plot)]
    said = [plot for plot in drawn if "ANAS VIEW" in str(plot.rows)]
    assert len(said) == 3
    assert all("BENS VIEW" in str(plot.rows) for plot in said)
    again = trends(circle.desk("Ana")).parts.root
    assert card(again, "What I make of it").values["words"] == "I think it moved"


def test_nobody_sees_anothers_trends(circle: Circle, told: str) -> None:
    page = trends(circle.desk("Ben"))
    page.opened = True  # type: ignore[attr-defined]
    page.again()
    assert "ANAS VIEW" not in state(page.parts.root)
    assert "BENS VIEW" not in state(page.parts.root)


def test_the_report_tells_turns_to_all_and_ones_own_words_to_oneself(circle: Circle, told: str) -> None:
    assert "has had a turn" in state(cycle_report(circle.desk("Ben"), cycle=told).parts.root)
    mine = cycle_report(circle.desk("Ana"), cycle=told).parts.root
    assert "My own turn" in state(mine)
    assert len([widget for widget in on_page(mine) if isinstance(widget, Plot)]) == 2
    assert "My own turn" not in state(cycle_report(circle.desk("Ben"), cycle=told).parts.root)
