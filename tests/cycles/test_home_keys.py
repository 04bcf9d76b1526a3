"""What the home page tells of keys: that somebody began anew, and who asks for help."""

import pytest

from tests.builders import Circle, Clock
from tests.cycles.test_home import actions, form, page_of, text, workspace_of
from tests.people.holding import begun_anew, sealed_anew
from workbench.core import vault
from workbench.core.settings import Workspace
from workbench.cycles.pages import home
from workbench.models.vault import HandedShare
from workbench.people import anew as begun
from workbench.people import helping, services
from workbench.people.carrying import NOT_YET

BEGUN = "Begun anew in your name on 2 Mar 2026, 18:30 (Europe/London), by a link and with a new key."


@pytest.fixture
def workspace(circle) -> Workspace:
    return workspace_of(circle)


class TestBegunAnew:
    def test_is_told_to_nobody_else_and_not_before(self, circle: Circle, workspace: Workspace):
        assert "Begun anew" not in text(page_of(circle))
        begun_anew(circle, "Ana")
        assert "Begun anew" not in text(page_of(circle, "Ben"))

    def test_is_told_where_the_earlier_key_is_with_what_to_do_and_nothing_to_press_away(
        self, circle: Circle, workspace: Workspace
    ):
        page = page_of(circle)
        begun_anew(circle, "Ana")
        page.again()
        shown = text(page)
        assert BEGUN in shown
        assert "This device has the key of before." in shown
        assert "ask a member of your group for a new link" in shown
        assert "mine" not in actions(page)

    def test_stays_when_the_link_is_made_anew(self, circle: Circle, workspace: Workspace):
        intruder, _cookie = begun_anew(circle, "Ana")
        with intruder.transaction() as db:
            services.renew_link(db, by=intruder.me, person=intruder.me, at=intruder.now())
        for page in (page_of(circle), home(intruder)):
            assert BEGUN in text(page)

    def test_becomes_one_line_when_it_is_said_that_it_was_oneself(
        self, circle: Circle, clock: Clock, workspace: Workspace
    ):
        desk, _cookie = begun_anew(circle, "Ana")
        page = home(desk)
        assert BEGUN in text(page)
        form(page, "mine").press("mine")
        assert BEGUN not in text(page)
        assert "it was said here that it was you" in text(page)
        assert "mine" not in actions(page)
        assert "This device has the key of before." in text(page_of(circle))
        clock.go_on(days=begun.STAYS.days)
        page.again()
        assert "Begun anew" not in text(page)


def test_who_holds_a_part_of_a_key_is_asked_to_help_and_hands_it_on_after_speaking(circle, workspace):
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        both = [circle["Ben"], circle["Cai"]]
        helping.choose_peers(db, by=ana.me, holders=both, needed=2, proof=ana.key, at=ana.now())
    anew, _cookie = sealed_anew(circle, "Ana")
    assert "hand" not in actions(page_of(circle, "Ben"))
    with anew.transaction() as db:
        helping.ask(db, by=anew.me, at=anew.now())
    for name in ("Ben", "Cai"):
        page = page_of(circle, name)
        asking = form(page, "hand")
        assert asking.heading == "Ana asks for your help"
        assert "Speak with them in person first" in asking.intro
        assert anew.key
        assert vault.fingerprint(anew.key.public) in asking.intro
        assert vault.fingerprint(anew.key.public) in asking.actions[0]["confirm"]
        asking.press("hand")
        assert "hand" not in actions(page)
    with anew.reading() as db:
        assert helping.joined(db, by=anew.me) == circle.keys["Ana"]


def test_a_press_on_a_form_that_was_read_before_somebody_else_began_anew_hands_nothing_on(
    circle: Circle, workspace: Workspace
):
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        both = [circle["Ben"], circle["Cai"]]
        helping.choose_peers(db, by=ana.me, holders=both, needed=2, proof=ana.key, at=ana.now())
    anew, _cookie = sealed_anew(circle, "Ana")
    with anew.transaction() as db:
        helping.ask(db, by=anew.me, at=anew.now())
    asking = form(page_of(circle, "Ben"), "hand")
    intruder, _cookie = sealed_anew(circle, "Ana")
    with intruder.transaction() as db:
        helping.ask(db, by=intruder.me, at=intruder.now())
    asking.press("hand")
    assert "Nothing was handed on" in asking.message
    with circle.store.reading() as db:
        assert {row.sealed for row in db.query(HandedShare)} == {NOT_YET}
