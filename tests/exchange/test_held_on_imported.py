"""A group that came in from a file holds its next assessment session, on pages, on that data."""

import pytest
from sqlalchemy import select

from tests.exchange.sheets import MAP, SEVEN, bring, fresh, ratings
from tests.screens import card, form, on_page, state
from widgets.plot import Plot
from workbench.audit.pages import trends
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.cycles.services import open_cycle
from workbench.models.people import Group
from workbench.people.queries import fellows_of
from workbench.sessions.pages import meeting, self_assessment
from workbench.sessions.queries import session_of


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return ratings(tmp_path_factory.mktemp("ratings"))


def test_a_group_of_five_holds_its_next_session(files, tmp_path):
    keeper = fresh(tmp_path)
    bring(keeper, files[0], mapped=MAP, scale_=SEVEN)
    with keeper.reading() as db:
        groups = db.scalars(select(Group.id).order_by(Group.name))
        group = next(g for g in groups if len(fellows_of(db, g)) == 5)
        five = [fellow.id for fellow in fellows_of(db, group)]
    desks = {person: Desk(keeper.store, person) for person in five}
    own, *peers = five
    workspace = Workspace(tmp_path / "w")
    workspace.make()
    cycle = open_cycle(desks[own], group, workspace=workspace).cycle
    with desks[own].reading() as db:
        session = session_of(db, asker=own, cycle=cycle)
    assert session

    page = self_assessment(desks[own], session=session)
    mine = [w for w in on_page(page.parts.root) if any(f["name"] == "mark" for f in getattr(w, "fields", []))]
    assert len(mine) == 15
    for one in mine:
        one.type_in(mark="4", words="OWN WORDS")
    form(page.parts.root, "send").press("send")

    pages = {person: meeting(desk, cycle=cycle) for person, desk in desks.items()}
    form(pages[own].parts.root, "choose").press("choose", session=session)
    for _step in ("roles", "self", "peers"):
        form(pages[own].parts.root, "forward").press("forward")
    for peer in peers:
        pages[peer].again()
        assert "OWN WORDS" not in state(pages[peer].parts.root)
        card(pages[peer].parts.root, mine[0].heading).type_in(mark="7", words=f"PEER {peer}")
        form(pages[peer].parts.root, "send").press("send")
    for _step in ("account", "testing", "reveal"):
        pages[own].again()
        form(pages[own].parts.root, "forward").press("forward")
    for person in five:
        pages[person].again()
        assert all(f"PEER {peer}" in state(pages[person].parts.root) for peer in peers)

    over_time = trends(desks[own])
    form(over_time.parts.root, "show").press("show")
    thread = next(w for w in on_page(over_time.parts.root) if isinstance(w, Plot))
    assert {row["cycle"] for row in thread.rows} == {"1", "2"}
    assert len(thread.rows) == 15 * 5 + 15 + 4
