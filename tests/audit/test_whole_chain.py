"""One whole chain: a criterion, entries, a meeting, a revision, the next cycle, the break in the line."""

from tests.builders import Circle
from tests.screens import card, form, on_page, state
from tests.sessions.builders import Meeting
from widgets.plot import Plot
from workbench.audit.trends import Trends
from workbench.journal import services as journal
from workbench.practice import queries, services
from workbench.practice.pages import PracticePage
from workbench.sessions.rules import View
from workbench.sessions.services import close, open_session, send_view

LABELS = "rarely\nmostly\nreliably"


class Chain:
    """Ana, and what she does at her pages and in her meetings."""

    def __init__(self, circle: Circle) -> None:
        self.circle, self.ana = circle, circle.desk("Ana")

    def practice(self):
        page = PracticePage(self.ana, self.circle.group)
        page.again()
        return page.follower.parts.root

    def entry(self, version, words, mark):
        with self.ana.transaction() as db:
            journal.write_entry(
                db, by=self.ana.me, group=self.circle.group, cycle=self.cycle, day=self.ana.now().date(),
                at=self.ana.now(), criterion=version, words=words, mark=mark, evidence_for=f"{words}, seen",
            )  # fmt: skip

    def held(self):
        with self.ana.reading() as db:
            return queries.criteria(db, asker=self.ana.me, group=self.circle.group)[0]

    def open(self):
        with self.ana.transaction() as db:
            self.cycle = services.open_cycle(db, by=self.ana.me, group=self.circle.group, at=self.ana.now())

    def meet(self, version, mark, words):
        meeting = Meeting.__new__(Meeting)
        meeting.circle, meeting.cycle, meeting.criterion = self.circle, self.cycle, version
        with self.ana.transaction() as db:
            meeting.session = open_session(
                db, by=self.ana.me, cycle=self.cycle, practitioner=self.ana.me, at=self.ana.now()
            )
            views = [View(version, mark=mark, words=words)]
            send_view(db, by=self.ana.me, session=meeting.session, views=views, at=self.ana.now())
        meeting.go("peers")
        ben = self.circle.desk("Ben")
        with ben.transaction() as db:
            view = View(version, mark="reliably", words=f"BEN: {words}", basis="sat in")
            send_view(db, by=ben.me, session=meeting.session, views=[view], at=ben.now())
        for step in ("account", "reveal", "closing"):
            meeting.go(step)
        with self.ana.transaction() as db:
            close(
                db, by=self.ana.me, session=meeting.session, stance="hold", words="I stay with it",
                shown_wrong_by="", views=[View(version, mark=mark, words=words)], seen=0, at=self.ana.now(),
            )  # fmt: skip


def test_from_a_criterion_to_the_break_in_its_line_and_the_old_words_behind_it(circle):
    chain = Chain(circle)
    writing = form(chain.practice(), "write")
    writing.type_in(wording="I END ON TIME", way="own")
    writing.press("write", labels=LABELS)
    first = chain.held()
    assert (first.wording, first.labels) == ("I END ON TIME", ("rarely", "mostly", "reliably"))

    chain.open()
    chain.entry(first.id, "TUESDAY", "rarely")
    circle.clock.go_on(days=20)
    chain.meet(first.id, "mostly", "FIRST CYCLE")
    circle.clock.go_on(days=2)
    with chain.ana.transaction() as db:
        services.close_cycle(db, by=chain.ana.me, cycle=chain.cycle, at=chain.ana.now())

    root = chain.practice()
    card(root, "Change a criterion").press("open", entity=first.entity)
    revising = form(root, "revise")
    revising.press("revise", wording="I SAY THE END ALOUD", labels=LABELS, reason="Time was not the point")
    second = chain.held()
    assert (second.wording, second.revision, second.parent) == ("I SAY THE END ALOUD", 2, first.id)

    circle.clock.go_on(days=5)
    chain.open()
    circle.clock.go_on(days=20)
    chain.entry(second.id, "THURSDAY", "mostly")
    chain.meet(second.id, "rarely", "SECOND CYCLE")

    page = Trends(chain.ana)
    root = page.follower.start().parts.root
    assert "SECOND CYCLE" not in state(root)  # an own reading first
    card(root, "What I make of it").press("show", words="Fewer, and harder to say")
    page.choose({"criterion": first.entity})
    (line,) = [each for each in on_page(root) if isinstance(each, Plot) and "One criterion" in each.caption]
    notes = str(line.figure["layout"]["annotations"])
    assert "wording changed" in notes
    own = [t for t in line.figure["data"] if t.get("name") == "first view" and not t["showlegend"]]
    assert [len(trace["x"]) for trace in own] == [1, 1]  # not joined over the break
    before = line.rows[own[0]["customdata"][0]]
    assert (before["criterion"], before["words"], before["mark"]) == (
        "I END ON TIME",
        "FIRST CYCLE",
        "mostly",
    )
    told = {row["words"] for row in line.rows}
    assert told >= {"TUESDAY", "THURSDAY", "BEN: FIRST CYCLE", "SECOND CYCLE"}
    came = next(each for each in on_page(root) if isinstance(each, Plot) and "came about" in each.caption)
    assert [(row["did"], row["words"]) for row in came.rows] == [
        ("written", "I END ON TIME"), ("altered", "I SAY THE END ALOUD"),
    ]  # fmt: skip
