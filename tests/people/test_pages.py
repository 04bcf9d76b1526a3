"""The page about people, driven as a browser drives it."""

import re
from datetime import timedelta

import pytest
from ipywidgets.widgets.widget import _instances

from widgets.form import Form
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.people import queries, services
from workbench.people.pages import people

TOKEN = re.compile(r"/join/([\w-]{20,})")


@pytest.fixture(autouse=True)
def at_an_address(monkeypatch):
    monkeypatch.setenv("WORKBENCH_URL", "http://192.168.1.5:8000")


def widgets_in(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets_in(child)


def text(page) -> str:
    return "\n".join(str(getattr(widget, "value", "")) for widget in widgets_in(page))


def form(page, heading) -> Form:
    return next(f for f in widgets_in(page) if isinstance(f, Form) and f.heading == heading)


def headings(page) -> list[str]:
    return [f.heading for f in widgets_in(page) if isinstance(f, Form)]


def page_of(circle, name="Ana"):
    return people(circle.desk(name))


def standing(circle, name):
    with circle.desk("Ana").reading() as db:
        return queries.standing(db, person=circle[name], group=circle.group)


def set_standing(circle, name, word, by="Ana"):
    with circle.desk(by).transaction() as db:
        services.set_standing(
            db, by=circle[by], group=circle.group, person=circle[name], standing=word, at=circle.clock()
        )


def test_says_what_on_the_way_in_means_while_someone_is_and_who_changes_it(circle):
    said = "Whoever is on the way in takes part as members do"
    page = page_of(circle)
    assert said not in text(page)
    form(page, "Invite someone").press("invite", name="Dee")
    assert said in text(page)
    assert "until a member says otherwise, under “How someone stands”" in form(page, "Invite someone").message
    assert "How someone stands" in headings(page)
    with circle.desk("Ana").reading() as db:
        here = queries.fellows(db, asker=circle["Ana"], group=circle.group)
    dee = next(fellow.id for fellow in here if fellow.name == "Dee")
    form(page, "How someone stands").press("set", person=dee, standing="member")
    assert said not in text(page)


def test_shows_who_is_here_how_they_stand_and_the_time_zone(circle):
    shown = text(page_of(circle))
    assert "Tuesday group" in shown
    assert "Europe/London" in shown
    assert "Ana (you)" in shown
    assert "Ben" in shown


class TestInviting:
    def invited(self, circle, name="Dee"):
        page = page_of(circle)
        form(page, "Invite someone").press("invite", name=name)
        return page, TOKEN.search(text(page))

    def test_shows_a_link_that_lets_in_and_its_picture(self, circle):
        page, found = self.invited(circle)
        assert f"http://192.168.1.5:8000/join/{found[1]}" in text(page)
        assert "<svg" in text(page)
        with Desk(circle.store, "").transaction() as db:
            cookie = services.sign_in(db, token=found[1], at=circle.clock())
        with Desk(circle.store, "").transaction() as db:
            who = queries.person_by_cookie(db, cookie=cookie, at=circle.clock())
            assert who is not None
            assert queries.person_name(db, who) == "Dee"
            assert queries.standing(db, person=who, group=circle.group) == "forming"

    @pytest.mark.parametrize("address", ["http://127.0.0.1:8866", "http://localhost:8866", ""])
    def test_shows_no_picture_where_no_other_device_could_open_it(self, circle, monkeypatch, address):
        monkeypatch.setenv("WORKBENCH_URL", address)
        page, found = self.invited(circle)
        assert f"{address}/join/{found[1]}" in text(page)
        assert "<svg" not in text(page)
        assert ("workbench serve --host" in text(page)) == bool(address)

    def test_keeps_the_link_in_no_widget_after_the_next_action(self, circle):
        page, found = self.invited(circle)
        form(page, "Found another group").press("found", name="", zone="Europe/London")
        states = [widget.get_state() for widget in _instances.values()]
        assert found[1] not in repr(states)
        assert found[1] not in text(page)

    def test_keeps_the_link_out_of_the_store(self, circle):
        _page, found = self.invited(circle)
        assert found[1].encode() not in b"".join(p.read_bytes() for p in circle.store.file.parent.iterdir())

    def test_without_a_name_changes_nothing(self, circle):
        page, found = self.invited(circle, name="  ")
        assert found is None
        assert "A name is missing" in form(page, "Invite someone").message

    def test_takes_names_of_any_script_and_escapes_them(self, circle):
        page, _found = self.invited(circle, name="<img src=x onerror=alert(1)> ﷺ")
        assert "<img" not in text(page)
        assert "&lt;img" in text(page)

    def test_takes_someone_from_another_group_without_a_new_link(self, circle, monkeypatch):
        page = page_of(circle)
        form(page, "Found another group").press("found", name="Friday group", zone="Europe/Paris")
        with circle.desk("Ana").reading() as db:
            friday = next(g for g in queries.groups(db, asker=circle["Ana"]) if g.name == "Friday group")
        monkeypatch.setenv("QUERY_STRING", f"group={friday.id}")
        page = page_of(circle)
        form(page, "Invite someone").press("invite", known=circle["Ben"])
        assert "Ben" in text(page)
        assert TOKEN.search(text(page)) is None


def test_the_hint_about_size_comes_only_above_eight(circle):
    for name in ("Dee", "Eli", "Fay", "Gus", "Hal"):
        form(page := page_of(circle), "Invite someone").press("invite", name=name)
    assert "more than eight" not in text(page)
    form(page, "Invite someone").press("invite", name="Ivy")
    assert "more than eight" in text(page)


class TestStanding:
    def test_is_written_down_by_a_member(self, circle):
        page = page_of(circle)
        form(page, "How someone stands").press("set", person=circle["Cai"], standing="observer")
        assert standing(circle, "Cai") == "observer"
        assert "observer" in text(page)

    def test_is_not_offered_to_an_observer_and_refused_if_pressed_all_the_same(self, circle):
        page = page_of(circle, "Cai")
        kept = form(page, "How someone stands")
        set_standing(circle, "Cai", "observer")
        kept.press("set", person=circle["Ana"], standing="ally")
        assert standing(circle, "Ana") == "member"
        assert "The members of the group say" in kept.message
        assert "How someone stands" not in headings(page_of(circle, "Cai"))


class TestALostLink:
    def test_is_replaced_by_a_member_and_the_person_sees_by_whom(self, circle):
        page = page_of(circle, "Ben")
        form(page, "Someone has lost their link").press("renew", person=circle["Cai"])
        assert TOKEN.search(text(page))
        assert "A new link for you was made by Ben on 2 Mar 2026, 18:30" in text(page_of(circle, "Cai"))
        assert "made by Ben" not in text(page_of(circle, "Ana"))

    def test_is_not_replaced_by_someone_on_the_way_in(self, circle):
        set_standing(circle, "Cai", "forming")
        with pytest.raises(Refused, match="A member of the group"), circle.desk("Cai").transaction() as db:
            services.renew_link(db, by=circle["Cai"], person=circle["Ana"], at=circle.clock())

    def test_is_not_replaced_by_a_stranger(self, circle):
        with circle.desk("Ana").transaction() as db:
            stranger = services.add_person(db, name="Zed", at=circle.clock())
        with pytest.raises(Refused, match="You share no group"), circle.desk("Ana").transaction() as db:
            services.renew_link(db, by=stranger, person=circle["Ana"], at=circle.clock())


class TestMyOwnLink:
    def sign_in(self, circle, token):
        with Desk(circle.store, "").transaction() as db:
            return services.sign_in(db, token=token, at=circle.clock())

    def signed_in(self, circle, cookie):
        with Desk(circle.store, "").reading() as db:
            return queries.person_by_cookie(db, cookie=cookie, at=circle.clock(), waiting=True)

    @pytest.mark.parametrize(("action", "stays"), [("renew", True), ("renew_all", False)])
    def test_is_replaced_with_or_without_the_devices(self, circle, action, stays):
        cookie = self.sign_in(circle, circle.tokens["Ben"])
        page = page_of(circle, "Ben")
        form(page, "My own link").press(action)
        found = TOKEN.search(text(page))
        assert found is not None
        assert (self.signed_in(circle, cookie) is not None) == stays
        assert self.signed_in(circle, self.sign_in(circle, found[1])) == circle["Ben"]
        with pytest.raises(Refused, match="replaced or withdrawn"):
            self.sign_in(circle, circle.tokens["Ben"])

    def test_is_withdrawn(self, circle):
        cookie = self.sign_in(circle, circle.tokens["Ben"])
        form(page_of(circle, "Ben"), "My own link").press("revoke")
        assert self.signed_in(circle, cookie) is None

    def test_of_ones_own_making_is_not_told_as_news(self, circle):
        page = page_of(circle, "Ben")
        circle.clock.go_on(hours=1)
        form(page, "My own link").press("renew")
        assert "was made by" not in text(page_of(circle, "Ben"))

    def test_made_by_another_is_told_as_long_as_it_works(self, circle):
        with circle.desk("Ana").transaction() as db:
            services.renew_link(db, by=circle["Ana"], person=circle["Ben"], at=circle.clock.go_on(hours=1))
        assert "was made by Ana" in text(page_of(circle, "Ben"))
        circle.clock.now += timedelta(days=366)
        assert "was made by Ana" not in text(page_of(circle, "Ben"))


class TestFounding:
    def test_refuses_a_name_that_is_taken_and_a_zone_that_nobody_knows(self, circle):
        found = form(page_of(circle), "Found another group")
        found.press("found", name="Tuesday group", zone="Europe/London")
        assert "already a group" in found.message
        found.press("found", name="Friday group", zone="Atlantis")
        assert "no time zone" in found.message
        assert found.values["name"] == "Friday group"

    def test_is_all_that_someone_without_a_group_is_offered_beside_their_link(self, circle):
        with circle.desk("Ana").transaction() as db:
            circle.people["Zed"] = services.add_person(db, name="Zed", at=circle.clock())
        page = page_of(circle, "Zed")
        assert headings(page) == ["My own link", "Found a group"]
        form(page, "Found a group").press("found", name="Zed's group", zone="UTC")
        assert "Zed's group" in text(page).replace("&#x27;", "'")


def test_the_page_of_a_group_one_is_not_in_shows_nothing(circle, monkeypatch):
    with circle.desk("Ana").transaction() as db:
        stranger = services.add_person(db, name="Zed", at=circle.clock())
    monkeypatch.setenv("QUERY_STRING", f"group={circle.group}")
    page = people(Desk(circle.store, stranger))
    assert "You are not in this group" in text(page)
    assert "Ben" not in text(page)
