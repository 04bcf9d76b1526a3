"""Invariant 2, walked: marks of two people whose sum, mean and difference are found nowhere in any output."""

import json
import re
from datetime import date

import pytest

from tests.audit.test_reporting import made
from tests.builders import PASSPHRASE
from tests.screens import on_page, state
from tests.sessions.builders import Meeting
from widgets.plot import Plot
from workbench.audit import services as audit
from workbench.audit.own_data import as_file, take_along
from workbench.audit.pages import cycle_report
from workbench.audit.queries import my_statements
from workbench.audit.reporting import MY_CYCLE, MY_YEARS
from workbench.audit.trends import Trends
from workbench.core.desk import Desk
from workbench.core.paper import as_html
from workbench.core.rights import Refused
from workbench.exchange.drawings import NAMES as PICTURES
from workbench.exchange.drawings import picture
from workbench.exchange.files import export_file
from workbench.practice import services as practice
from workbench.sessions import services
from workbench.sessions.pages import meeting as page_of
from workbench.sessions.rules import View

ANA, BEN, LATER = 100_103, 700_909, 300_407
COMBINED = {
    str(number)
    for one, other in ((ANA, BEN), (BEN, LATER), (ANA, LATER))
    for number in (one + other, (one + other) // 2, abs(one - other), (one + other) / 2)
}
ALL = (ANA + BEN + LATER, round((ANA + BEN + LATER) / 3), round((ANA + BEN + LATER) / 3, 2))
FORBIDDEN = COMBINED | {str(number) for number in ALL}


class Judged:
    """Ana's two assessments with views by herself and by Ben, on a scale of numbers as labels."""

    def __init__(self, circle):
        self.circle = circle
        ana = circle.desk("Ana")
        labels = [str(number) for number in sorted((ANA, LATER, BEN))]
        self.meetings = []
        for number in range(2):
            meeting = Meeting(circle)
            with ana.transaction() as db:
                version = practice.write_criterion(
                    db,
                    by=ana.me,
                    group=circle.group,
                    wording=f"Counted {number}",
                    labels=labels,
                    at=ana.now(),
                )
                services.agree_contract(
                    db, by=ana.me, session=meeting.session, purpose="To see", seen_by="", outside_use="",
                    criteria=[version], seen=0, at=ana.now(),
                )  # fmt: skip
                views = [View(version, mark=str((ANA, LATER)[number]), words="Own", evidence_for="Something")]
                services.send_view(db, by=ana.me, session=meeting.session, views=views, at=ana.now())
            ben = circle.desk("Ben")
            with ben.transaction() as db:
                views = [View(version, mark=str(BEN), words="Peer", basis="sat in")]
                services.send_view(db, by=ben.me, session=meeting.session, views=views, at=ben.now())
            for step in ("account", "reveal", "gaps", "closing"):
                meeting.go(step)
            meeting.close()
            circle.clock.go_on(days=30)
            with ana.transaction() as db:
                practice.close_cycle(db, by=ana.me, cycle=meeting.cycle, at=ana.now())
                audit.rate_then(
                    db, by=ana.me, version=version, cycle=meeting.cycle, mark=str(LATER), words="", seen=0,
                    at=ana.now(),
                )  # fmt: skip
            self.meetings.append(meeting)
        with ana.transaction() as db:
            rows = my_statements(db, asker=ana.me, group=circle.group, at=ana.now())
            audit.show_thread(
                db, by=ana.me, group=circle.group, criterion=rows[0]["criterion"], rows=rows, with_words=True,
                purpose="To ask", length="weeks", at=ana.now(),
            )  # fmt: skip


@pytest.fixture
def judged(circle):
    return Judged(circle)


def plots(root):
    return [each for each in on_page(root) if isinstance(each, Plot)]


def clean(text: str) -> list[str]:
    """Return the forbidden numbers that stand in a text, not as a piece of an id or of a longer number."""
    return sorted(number for number in FORBIDDEN if re.search(rf"(?<![\w.]){re.escape(number)}(?!\w)", text))


def test_the_search_finds_what_is_combined():
    assert clean(f"mean {(ANA + BEN) // 2}")
    assert not clean(f"{ANA} {BEN} {LATER}")


@pytest.mark.parametrize("name", ["Ana", "Ben", "Cai"])
def test_no_page_combines_them(judged, name):
    desk = judged.circle.desk(name)
    page = Trends(desk)
    page.opened = True
    roots = [page.follower.start().parts.root]
    page.choose({"since": "all"})
    for meeting in judged.meetings:
        roots.append(cycle_report(desk, cycle=meeting.cycle).parts.root)
        roots.append(page_of(desk, cycle=meeting.cycle).parts.root)
    told = "".join(
        state(root)
        + "".join(json.dumps(w.get_state(), default=str) for w in on_page(root) if isinstance(w, Plot))
        for root in roots
    )
    assert clean(told) == []
    assert name != "Ana" or str(ANA) in told


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("who", ["Ana", "Ben"])
def test_no_picture_combines_them(judged, name, who):
    wanted = "Counted 0" if name == "my-thread" else None
    try:
        drawn = picture(
            Desk(judged.circle.store, ""), name, group="Tuesday group", practitioner="Ana", form="json",
            criterion=wanted, link=judged.circle.tokens[who], passphrase=lambda: PASSPHRASE,
        )  # fmt: skip
    except Refused:
        return
    assert clean(drawn.decode()) == []


@pytest.mark.parametrize("name", [MY_CYCLE, MY_YEARS])
def test_no_report_combines_them(judged, name):
    page = as_html(made(judged.circle, name, cycle=1 if name == MY_CYCLE else None, until=date(2030, 1, 1)))
    assert clean(page) == []


def test_no_export_and_nothing_that_one_takes_along_combines_them(judged, tmp_path):
    for kind in ("assessments", "entries", "practice", "members"):
        export_file(
            Desk(judged.circle.store, ""), tmp_path / f"{kind}.csv", kind=kind,
            link=judged.circle.tokens["Ana"], passphrase=lambda: PASSPHRASE,
        )  # fmt: skip
        assert clean((tmp_path / f"{kind}.csv").read_text("utf-8-sig")) == []
    desk = judged.circle.desk("Ana")
    with desk.reading() as db:
        told = take_along(db, asker=desk.me, group=judged.circle.group, at=desk.now())
    assert clean(str(told)) == []
    assert as_file(told)
