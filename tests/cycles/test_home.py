"""The home page: what there is to do now, and calm when there is nothing."""

import pytest

from tests.builders import Circle
from widgets.form import Form
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.cycles.pages import home
from workbench.people import queries, services
from workbench.practice import queries as practice
from workbench.practice import services as practice_services
from workbench.sessions import moves
from workbench.sessions import queries as sessions
from workbench.sessions import services as session_services
from workbench.sessions.protocols import protocol


def widgets_in(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets_in(child)


def text(page) -> str:
    return "\n".join(str(getattr(widget, "value", "")) for widget in widgets_in(page.parts.root))


def form(page, action="open") -> Form:
    forms = [widget for widget in widgets_in(page.parts.root) if isinstance(widget, Form)]
    return next(form for form in forms if action in {offered["name"] for offered in form.actions})


def actions(page) -> list[str]:
    found = [widget for widget in widgets_in(page.parts.root) if isinstance(widget, Form)]
    ours = [each for each in found if each.level == 2]  # not those of the dates
    return [action["name"] for each in ours for action in each.actions]


def messages(page) -> list[str]:
    return [widget.message for widget in widgets_in(page.parts.root) if isinstance(widget, Form)]


def workspace_of(circle) -> Workspace:
    workspace = Workspace(circle.store.file.parent)
    workspace.make()
    return workspace


@pytest.fixture
def workspace(circle) -> Workspace:
    return workspace_of(circle)


def page_of(circle, name="Ana"):
    return home(circle.desk(name))


def current(circle):
    with circle.desk("Ana").reading() as db:
        return practice.current_cycle(db, asker=circle["Ana"], group=circle.group)


def write_a_criterion(circle, name="Ana"):
    with circle.desk(name).transaction() as db:
        practice_services.write_criterion(
            db, by=circle[name], group=circle.group, wording="I wait", at=circle.clock()
        )


def test_says_who_one_is(circle, workspace):
    assert "You are Ana." in text(page_of(circle))
    assert "You are Ben." in text(page_of(circle, "Ben"))


def test_lists_the_first_steps_in_order_and_drops_each_once_it_is_done(store):
    alone = Circle(store, ["Ana"])
    workspace_of(alone)
    page = page_of(alone)
    listed = [
        f"people.ipynb?group={alone.group}",
        f"practice.ipynb?group={alone.group}",
        "Open the first cycle",
    ]
    places = [text(page).index(step) for step in listed]
    assert places == sorted(places)

    with alone.desk("Ana").transaction() as db:
        services.invite(db, by=alone["Ana"], group=alone.group, name="Ben", at=alone.clock())
    page.again()
    assert [step in text(page) for step in listed] == [False, True, True]
    write_a_criterion(alone)
    page.again()
    assert [step in text(page) for step in listed] == [False, False, True]
    form(page).press("open")
    assert "First steps" not in text(page)


def test_goes_on_asking_for_the_practice_when_a_cycle_was_opened_first(circle, workspace):
    page = page_of(circle)
    form(page).press("open")
    assert "practice.ipynb?group=" in text(page)
    assert "Open the first cycle" not in text(page)


def test_shows_no_first_steps_to_an_observer(circle, workspace):
    with circle.desk("Ana").transaction() as db:
        services.set_standing(
            db, by=circle["Ana"], group=circle.group, person=circle["Cai"], standing="observer",
            at=circle.clock(),
        )  # fmt: skip
    assert "First steps" not in text(page_of(circle, "Cai"))


def test_without_a_cycle_is_calm_and_offers_to_open_the_next(circle, workspace):
    write_a_criterion(circle)
    page = page_of(circle)
    form(page).press("open")
    form(page, "close").press("close")
    assert "There is nothing you need to do here" in text(page)
    assert actions(page) == ["open"]
    assert "What happens to what I write" in text(page)
    assert "Europe/London" in text(page)


def test_opens_a_cycle_and_gives_each_their_own_pages(circle, workspace):
    page = page_of(circle)
    form(page).press("open")
    cycle = current(circle)
    shown = text(page)
    assert "Cycle 1, open since 2 Mar 2026, 18:30 (Europe/London)" in shown
    assert "The pages of this cycle are ready." in messages(page)
    ana, ben = circle["Ana"], circle["Ben"]
    assert f"../cycles/{cycle.id}/practice-log-{ana}.ipynb" in shown
    assert f"../cycles/{cycle.id}/self-assessment-{ana}.ipynb" in shown
    assert f"../cycles/{cycle.id}/assessment-meeting.ipynb" in shown
    assert ben not in shown
    assert (workspace.notebooks / "cycles" / cycle.id / f"practice-log-{ana}.ipynb").is_file()
    assert f"practice-log-{ben}.ipynb" in text(page_of(circle, "Ben"))


def test_tells_whose_turn_is_on_and_at_which_step(circle, workspace):
    form(page_of(circle)).press("open")
    cycle = current(circle)
    assert "It has not begun" in text(page_of(circle))
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        turn = sessions.session_of(db, asker=circle["Ben"], cycle=cycle.id)
        assert turn is not None
        _on, seen = sessions.turn(db, asker=ana.me, cycle=cycle.id)
        moves.attend_to(db, by=ana.me, session=turn, seen=seen, at=ana.now())
    first, second = protocol("assessment").stages[:2]
    assert f"Ben&#x27;s turn is on: {first.title}" in text(page_of(circle, "Cai"))
    with ana.transaction() as db:
        session_services.take_role(db, by=ana.me, session=turn, role="host", holder=ana.me, at=ana.now())
        place = sessions.session(db, asker=ana.me, session=turn, at=ana.now()).place
        moves.move(db, by=ana.me, session=turn, to=second.name, seen=place.revision, at=ana.now())
    assert f"Ben&#x27;s turn is on: {second.title}" in text(page_of(circle, "Cai"))


def test_makes_the_pages_of_someone_who_came_later(circle, workspace):
    form(page_of(circle)).press("open")
    with circle.desk("Ana").transaction() as db:
        dee = services.invite(db, by=circle["Ana"], group=circle.group, name="Dee", at=circle.clock())
    circle.people["Dee"] = dee.person
    page = page_of(circle, "Dee")
    assert actions(page) == ["make", "close"]
    form(page, "make").press("make")
    assert f"practice-log-{dee.person}.ipynb" in text(page)
    assert actions(page) == ["close"]


def test_closes_a_cycle_and_keeps_its_pages_in_reach(circle, workspace):
    page = page_of(circle)
    form(page).press("open")
    form(page, "close").press("close")
    assert current(circle) is None
    assert "Earlier cycles" in text(page)
    assert actions(page) == ["open"]
    form(page).press("open")
    assert current(circle).number == 2


def test_two_who_open_at_once_get_one_cycle_and_one_sentence(circle, workspace):
    one, two = page_of(circle), page_of(circle, "Ben")
    kept = form(two)
    form(one).press("open")
    kept.press("open")
    assert current(circle).number == 1
    assert kept.message


def test_offers_no_acts_to_an_observer(circle, workspace):
    with circle.desk("Ana").transaction() as db:
        services.set_standing(
            db, by=circle["Ana"], group=circle.group, person=circle["Cai"], standing="observer",
            at=circle.clock(),
        )  # fmt: skip
    assert actions(page_of(circle, "Cai")) == []


def test_welcomes_someone_without_a_group(circle, workspace):
    with circle.desk("Ana").transaction() as db:
        stranger = services.add_person(db, name="<b>Zed</b>", at=circle.clock())
    page = home(Desk(circle.store, stranger))
    assert "Welcome, &lt;b&gt;Zed&lt;/b&gt;" in text(page)
    assert "Tuesday group" not in text(page)


def test_links_to_the_other_groups_of_the_member_only(circle, workspace, monkeypatch):
    with circle.desk("Ana").transaction() as db:
        services.found_group(db, by=circle["Ana"], name="Friday group", zone="UTC", at=circle.clock())
        friday = next(g for g in queries.groups(db, asker=circle["Ana"]) if g.name == "Friday group")
    assert "Tuesday group" in text(page_of(circle))
    assert "Friday group" not in text(page_of(circle, "Ben"))
    monkeypatch.setenv("QUERY_STRING", f"group={friday.id}")
    assert "Friday group" not in text(page_of(circle, "Ben"))
    assert '<h2 dir="auto">Friday group</h2>' in text(page_of(circle))


def test_tells_of_a_link_that_someone_else_made(circle, workspace):
    with circle.desk("Ana").transaction() as db:
        services.renew_link(db, by=circle["Ana"], person=circle["Ben"], at=circle.clock())
    assert "A new link for you was made by Ana" in text(page_of(circle, "Ben"))


def test_leads_to_ones_keys_where_the_page_is_in_a_room(circle, workspace, monkeypatch):
    assert 'href="/keys"' not in text(page_of(circle))
    monkeypatch.setenv("WORKBENCH_URL", "http://127.0.0.1:8866")
    assert 'href="/keys"' in text(page_of(circle))
