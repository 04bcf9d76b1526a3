"""
Pages in a language that puts marks round every message: whatever stands outside them went past gettext.

What people write here has no letter of the Latin script, so that it can be told from words of our own.
"""

import re
from typing import Any

import nbformat
import pytest

from tests.builders import Circle
from tests.languages import OPEN, marked, unmarked
from tests.reading import texts, told
from tests.screens import card, form
from workbench.audit.keeping import keeping
from workbench.audit.leaving import leaving
from workbench.audit.pages import cycle_report, trends
from workbench.content import content
from workbench.core.words import _
from workbench.cycles.making import make
from workbench.cycles.pages import home
from workbench.cycles.templates import names, read, templates_folder
from workbench.journal import services as entries
from workbench.journal.pages import journal, practice_log
from workbench.people.pages import people
from workbench.practice import services as criteria
from workbench.practice.pages import practice
from workbench.server.notice import notice, words_for
from workbench.sessions import services
from workbench.sessions.pages import meeting, self_assessment

ANA, BEN, CAI = "Άννα", "Βίκτωρ", "Κάλια"
GIVEN = ("Tuesday group", "Europe/London", "UTC")  # names that the builder and the world give
ENDS, STILL = "Τελειώνω στην ώρα", "Αφήνω τη σιωπή"
LABELS = ("σπάνια", "συχνά", "πάντα")


@pytest.fixture(autouse=True)
def language(tmp_path, monkeypatch):
    marked(tmp_path / "locale")
    monkeypatch.setenv("WORKBENCH_LOCALE", str(tmp_path / "locale"))
    monkeypatch.setenv("WORKBENCH_LANGUAGE", "eo")


class Turn(Circle):
    """Three people in their first cycle, and the turn of one of them."""

    def __init__(self, store) -> None:
        super().__init__(store, (ANA, BEN, CAI))
        ana = self.desk(ANA)
        with ana.transaction() as db:
            given: dict[str, Any] = {"by": ana.me, "group": self.group, "at": ana.now()}
            self.cycle = criteria.open_cycle(db, **given)
            for wording, labels in ((ENDS, LABELS), (STILL, ())):
                criteria.write_criterion(db, **given, wording=wording, lack="Βιάζομαι", labels=labels)
            self.session = services.open_session(
                db, by=ana.me, cycle=self.cycle, practitioner=ana.me, at=ana.now()
            )


@pytest.fixture
def circle(store):
    return Turn(store)


def past_gettext(page) -> list[str]:
    """Return what a page says in Latin letters outside the marks."""
    root = page.parts.root if hasattr(page, "parts") else page
    found = []
    said = [str(text) for text in texts(root)]
    assert any(OPEN in text for text in said)
    for text in said:
        rest = unmarked(text)
        for name in GIVEN:
            rest = rest.replace(name, "")
        if re.search("[A-Za-z]", rest):
            found.append(text)
    return found


class TestPages:
    def test_home(self, circle):
        assert past_gettext(home(circle.desk(ANA))) == []

    def test_people(self, circle, monkeypatch):
        monkeypatch.setenv("WORKBENCH_URL", "")
        page = people(circle.desk(ANA))
        form(page, "invite").press("invite", name="")
        form(page, "found").press("found", name="", zone="")
        assert past_gettext(page) == []

    def test_leaving_and_keeping(self, circle):
        for page in (leaving, keeping):
            assert past_gettext(page(circle.desk(ANA))) == []

    def test_practice_with_its_history_and_examples(self, circle):
        ana = circle.desk(ANA)
        with ana.transaction() as db:
            given = {"by": ana.me, "group": circle.group, "at": ana.now()}
            criteria.write_whole(db, **given, words="Όλα μαζί", seen=0)
            criteria.add_component(db, **given, name="Τέλη", shared=True)
            proposed = criteria.write_criterion(db, **given, wording="Ακούω", lack="Μιλώ", shared=True)
            ben = {"by": circle[BEN], "version": proposed, "at": ana.now()}
            criteria.give_voice(db, **ben, stand="differing", words="Όχι έτσι")
        for name in (ANA, BEN, CAI):
            assert past_gettext(practice(circle.desk(name))) == []
        with ana.transaction() as db:
            criteria.adopt(db, by=ana.me, version=proposed, at=ana.now())
        page = practice(ana)
        form(page, "examples").press("examples", which="teaching")
        form(page, "keep_whole").type_in(words="Νέα λόγια")
        form(page, "write").press("write", wording="")
        assert past_gettext(page) == []

    def test_the_log_and_the_journal(self, circle):
        ana = circle.desk(ANA)
        log = practice_log(ana, cycle=circle.cycle)
        assert past_gettext(log) == []
        with ana.transaction() as db:
            entry = entries.write_entry(
                db, by=ana.me, group=circle.group, cycle=circle.cycle, day=ana.now().date(), words="Σιωπή",
                evidence_for="Πράγματι", evidence_against="Όχι", context="Πρωί", at=ana.now(),
            )  # fmt: skip
            entries.release(
                db, by=ana.me, entry=entry, session=circle.session, purpose="Για μάθηση",
                ends_at=circle.clock.now.replace(day=9), at=ana.now(),
            )  # fmt: skip
        assert past_gettext(practice_log(ana, cycle=circle.cycle)) == []
        assert past_gettext(journal(ana)) == []

    def test_the_self_assessment_of_oneself_and_of_another(self, circle):
        page = self_assessment(circle.desk(ANA), session=circle.session)
        card(page.parts.root, ENDS).type_in(mark=LABELS[0], words="Έτσι")
        assert past_gettext(page) == []
        assert past_gettext(self_assessment(circle.desk(BEN), session=circle.session)) == []


class Meeting:
    """The meeting's page before each of the three; at each look all of them are read."""

    def __init__(self, circle):
        self.circle = circle
        self.pages = {name: meeting(circle.desk(name), cycle=circle.cycle) for name in (ANA, BEN, CAI)}

    def look(self):
        for page in self.pages.values():
            page.again()
            assert past_gettext(page) == []

    def root(self, name):
        self.pages[name].again()
        return self.pages[name].parts.root

    def press(self, name, action, **values):
        form(self.root(name), action).press(action, **values)
        self.look()

    def card(self, name, heading):
        return card(self.root(name), heading)


def test_the_meeting_at_every_step_and_what_it_leaves_behind(circle):
    room = Meeting(circle)
    room.look()
    room.press(BEN, "choose", session=circle.session)
    room.press(ANA, "agree", purpose="Θέλω γνώση")
    room.press(ANA, "pause")
    room.press(ANA, "go_on") if offered(room, ANA, "go_on") else room.press(ANA, "forward")
    while not offered(room, ANA, "roles"):
        room.press(ANA, "forward")
    room.press(ANA, "roles", support=circle[BEN], timekeeper=circle[CAI])
    room.press(CAI, "roles", rattle=circle[CAI], host=circle[ANA])
    room.press(ANA, "forward")
    room.card(ANA, ENDS).type_in(mark=LABELS[1], words="Δικά μου")
    room.card(ANA, STILL).type_in(words="Δικά μου", evidence_for="Πράγματι", evidence_against="Όχι")
    room.press(ANA, "send")
    room.press(ANA, "forward")
    room.card(BEN, ENDS).type_in(mark=LABELS[2], words="Έτσι φαίνεται", basis="Ήμουν εκεί")
    room.card(CAI, STILL).type_in(no_basis=True)
    room.press(BEN, "send")
    room.press(CAI, "send")
    room.press(ANA, "forward")
    room.press(ANA, "forward")
    noted(room, BEN, "What is under-said")
    for writer, heading in (
        (ANA, "What I make of the differences"),
        (CAI, "Doubts, spoken in role"),
        (CAI, "Affirmations"),
    ):
        until(room, writer, heading)
        noted(room, writer, heading)
    room.press(ANA, "forward")
    room.press(ANA, "close", stance="revise", words="Μικρότερο", shown_wrong_by="Δύο")
    until(room, BEN, "Differing views beside the last word")
    noted(room, BEN, "Differing views beside the last word")
    while not offered(room, ANA, "end"):
        room.press(ANA, "forward")
    room.press(ANA, "end")
    assert past_gettext(cycle_report(circle.desk(ANA), cycle=circle.cycle)) == []
    assert past_gettext(cycle_report(circle.desk(BEN), cycle=circle.cycle)) == []
    page = trends(circle.desk(ANA))
    form(page.parts.root, "show").press("show")
    assert past_gettext(page) == []
    assert past_gettext(home(circle.desk(ANA))) == []


def offered(room, name, action) -> bool:
    try:
        form(room.root(name), action)
    except AssertionError:
        return False
    return True


def until(room, name, heading):
    """Go on from step to step until someone has a card with a heading."""
    for _step in range(13):
        try:
            room.card(name, _(heading))
            return
        except AssertionError:
            room.press(ANA, "forward")


def noted(room, name, heading):
    room.card(name, _(heading)).press("note", words="Λόγια")
    room.look()


def test_a_notebook_made_from_a_template_keeps_its_title_and_its_code():
    ids = {name: "a" * 32 for name in ("cycle", "group", "member", "session")}
    for name in names(templates_folder()):
        made = nbformat.reads(make(read(templates_folder(), name), ids).decode(), as_version=4)
        told = [cell.source for cell in made.cells if cell.cell_type == "markdown"]
        assert told[0].startswith(f"# {OPEN}")
        assert [text for text in told if re.search("[A-Za-z]", unmarked(text))] == []


def test_the_frame_of_every_page_says_nothing_of_its_own():
    frame = content("templates", "voila", "workbench", "index.html.j2").read_text("utf-8")
    frame = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script.*?</script>", "", frame, flags=re.DOTALL)
    assert re.search("[A-Za-z]", told(frame)) is None


def test_what_the_server_says_in_place_of_a_page():
    for status in (400, 401, 403, 404, 405, 429, 500, 503):
        assert re.search("[A-Za-z]", unmarked(told(notice(*words_for(status))))) is None
