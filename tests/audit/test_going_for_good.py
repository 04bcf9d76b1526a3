"""Deleting oneself on the people page: what is asked and said, and that the others' pages go on."""

import json
import threading

import pytest
from sqlalchemy import select

from tests.audit.planting import NAMES, Planted
from tests.audit.searching import told, traces
from tests.audit.test_erasure import deleted, planted
from tests.screens import form, state
from widgets.form import Form
from workbench.audit.erasure import delete_me
from workbench.audit.leaving import leaving
from workbench.audit.own_data import take_along
from workbench.audit.pages import cycle_report, trends
from workbench.core.rights import Refused
from workbench.cycles.pages import home
from workbench.journal.pages import journal, practice_log
from workbench.models.people import Person
from workbench.people import queries as people
from workbench.people import services
from workbench.people.pages import people as people_page
from workbench.practice.pages import practice
from workbench.screen.forms import Drafted
from workbench.sessions import queries as sessions
from workbench.sessions.pages import meeting, self_assessment


@pytest.fixture
def circle(tmp_path):
    circle = planted(tmp_path)
    yield circle
    circle.store.close()


def goodbye(circle: Planted, name: str) -> Form:
    return form(leaving(circle.desk(circle.called[name])), "delete")


def still_there(circle: Planted, name: str) -> bool:
    with circle.store.reading() as db:
        return not people.is_deleted(db, circle.id(name))


def delete_and_fail(circle: Planted, name: str) -> None:
    with circle.at(name) as db:
        delete_me(db, by=circle.id(name), typed=circle.called[name], at=circle.clock())
        raise ZeroDivisionError


def pages(circle: Planted, name: str) -> dict[str, str]:
    """Open every page for someone; return all that a browser could read of each."""
    desk = circle.desk(circle.called[name])
    with desk.reading() as db:
        own = sessions.session_of(db, asker=desk.me, cycle=circle.cycle)
    shown = {
        "home": home(desk), "people": people_page(desk), "leaving": leaving(desk), "practice": practice(desk),
        "journal": journal(desk), "log": practice_log(desk, cycle=circle.cycle), "trends": trends(desk),
        "report": cycle_report(desk, cycle=circle.cycle),
        "own view": self_assessment(desk, session=own or ""),
        "meeting": meeting(desk, cycle=circle.cycle),
    }  # fmt: skip
    if "There is nothing to show yet" not in state(shown["trends"].parts.root):
        form(shown["trends"].parts.root, "show").press("show")
    return {page: state(root.parts.root if hasattr(root, "parts") else root) for page, root in shown.items()}


def test_says_before_the_button_what_goes_what_stays_and_how_far_it_reaches(circle):
    said = goodbye(circle, "Ben")
    assert "Gone for good" in said.intro
    assert "forms that the group has adopted" in said.intro
    assert "A backup or a copy" in said.intro
    assert "Take your data along first" in said.actions[0]["confirm"]


@pytest.mark.parametrize("typed", ["", "Ben", "yes", "Cai"])
def test_asks_for_ones_own_name_and_does_nothing_without_it(circle, typed):
    page = goodbye(circle, "Ben")
    page.press("delete", name=typed)
    assert page.message.startswith("Nothing was deleted.")
    assert still_there(circle, "Ben")


def test_deletes_who_types_their_name_and_says_how_far_it_has_come(circle):
    page = goodbye(circle, "Ben")
    page.press("delete", name=f" {circle.called['Ben']} ")
    assert page.message == (
        "You are deleted from this room. It is gone from the store and from the files beside it. "
        "This page closes now."
    )
    assert page.actions == page.fields == []
    assert not still_there(circle, "Ben")
    assert traces(circle.workspace.path, circle.mine["Ben"]) == {}


@pytest.mark.parametrize("gone", NAMES)
def test_all_pages_of_the_others_open_as_before_and_name_nobody_who_is_gone(circle, gone):
    assert deleted(circle, gone)
    for name in NAMES:
        if name != gone:
            shown = pages(circle, name)
            assert [page for page, text in shown.items() if "Nothing was shown" in text] == []
            assert [page for page, text in shown.items() if circle.called[gone] in text] == []
            assert any("someone who has left" in text for text in shown.values())
            assert not any(word in text for text in shown.values() for word in circle.mine[gone])


def test_what_the_others_wrote_is_theirs_to_read_also_where_it_was_about_who_is_gone(circle):
    with circle.at("Cai") as db:
        before = take_along(db, asker=circle.id("Cai"), group=circle.group, at=circle.clock())
    deleted(circle, "Ben")
    with circle.at("Cai") as db:
        after = take_along(db, asker=circle.id("Cai"), group=circle.group, at=circle.clock())
    then, now = json.dumps(before, default=str), json.dumps(after, default=str)
    assert [column for word, column in circle.mine["Cai"].items() if word in then and word not in now] == []
    assert any(each["practitioner"] == "someone who has left" for each in after["sessions"])
    assert "a wording that was deleted" in now


def test_the_adopted_wording_stays_with_the_group_without_its_author(circle):
    deleted(circle, "Ana")
    shown = pages(circle, "Ben")["practice"]
    texts = {"criteria.wording", "criteria.lack"}
    assert all(word in shown for word, column in circle.shared.items() if column in texts)


def test_a_deleted_persons_ways_in_are_gone(circle):
    desk, token = circle.desk(circle.called["Ben"]), circle.tokens[circle.called["Ben"]]
    with circle.at("Ben") as db:
        cookie = services.sign_in(db, token=token, at=circle.clock())
        assert people.person_by_cookie(db, cookie=cookie, at=circle.clock(), waiting=True) == desk.me
    deleted(circle, "Ben")
    with circle.at("Ana") as db:
        assert people.person_by_cookie(db, cookie=cookie, at=circle.clock(), waiting=True) is None
        with pytest.raises(Refused, match="not known here"):
            services.sign_in(db, token=token, at=circle.clock())
        with pytest.raises(Refused, match="share no group"):
            services.renew_link(db, by=circle.id("Ana"), person=desk.me, at=circle.clock())
        with pytest.raises(Refused, match="was deleted"):
            services.make_link(db, by=circle.id("Ana"), person=desk.me, at=circle.clock())


def test_a_page_that_is_still_open_keeps_nothing_of_what_is_typed_after_it(circle):
    desk = circle.desk(circle.called["Ben"])
    drafted = Drafted(desk, place="anywhere", zone="UTC")
    page = drafted.bind(Form())
    drafted.keep({"words": "before"})
    assert page.message == ""
    deleted(circle, "Ben")
    drafted.keep({"words": "typed too late"})
    assert page.message.startswith("You were deleted from this room.")
    assert "typed too late" not in told(circle.store)


def test_two_who_are_deleted_at_once_are_both_gone_and_the_third_has_lost_nothing(circle):
    wrong: list[Exception] = []

    def go(name: str) -> None:
        try:
            deleted(circle, name)
        except Exception as error:  # told by the test, not by the thread
            wrong.append(error)

    threads = [threading.Thread(target=go, args=[name]) for name in ("Ana", "Ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    for name in ("Ana", "Ben"):
        assert not still_there(circle, name)
        assert traces(circle.workspace.path, circle.mine[name]) == {}
    pages(circle, "Cai")


def test_one_who_is_deleted_twice_is_told_so(circle):
    deleted(circle, "Ben")
    with pytest.raises(Refused, match="You were deleted"), circle.at("Ben") as db:
        delete_me(db, by=circle.id("Ben"), typed="someone who has left", at=circle.clock())


def test_nothing_is_deleted_where_something_fails_half_way(circle):
    with circle.store.reading() as db:
        before = list(db.execute(select(Person.id, Person.name)))
    with pytest.raises(ZeroDivisionError):
        delete_and_fail(circle, "Ben")
    with circle.store.reading() as db:
        assert list(db.execute(select(Person.id, Person.name))) == before
    assert traces(circle.workspace.path, circle.mine["Ben"]).keys() == set(circle.mine["Ben"])
