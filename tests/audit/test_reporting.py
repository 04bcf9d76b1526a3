"""Reports: what their owner may read, self-contained, stamped with owner, purpose and end."""

import re
from datetime import date, timedelta

import pytest

from tests.cli.commands import GROUP, a_workspace
from tests.sessions.builders import Meeting
from workbench.audit import ending, services
from workbench.audit.reporting import CRITERIA, MINUTES, MY_CYCLE, MY_YEARS, NAMES, report
from workbench.core.paper import Report, Section, as_html, as_pdf
from workbench.core.rights import Refused
from workbench.practice import services as practice

UNTIL = date(2030, 1, 1)


@pytest.fixture
def told(circle):
    """Ana's assessment, over; her look back and her letter."""
    meeting = Meeting(circle)
    meeting.hold("ANAS VIEW", "BENS VIEW", evidence_for="ONCE IN TIME")
    meeting.close()
    circle.clock.go_on(days=30)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        at = ana.now()
        shared = practice.write_criterion(
            db, by=ana.me, group=circle.group, wording="OUR OWN WAY", shared=True, reason="Needed", at=at
        )
        practice.adopt(db, by=ana.me, version=shared, at=at)
        practice.close_cycle(db, by=ana.me, cycle=meeting.cycle, at=at)
        said = {"by": ana.me, "cycle": meeting.cycle, "seen": 0, "at": at}
        services.rate_then(db, version=meeting.criterion, mark="mostly", words="SEEN FROM NOW", **said)
        ending.write(db, kind="letter", words="DEAR ME", **said)
    return circle


def made(circle, name, who="Ana", **more) -> Report:
    desk = circle.desk(who)
    asked = {"purpose": "To look back", "until": UNTIL, **more}
    with desk.reading() as db:
        return report(db, name=name, asker=desk.me, group=circle.group, at=desk.now(), **asked)


@pytest.mark.parametrize(
    ("name", "there", "not_there"),
    [
        (MY_CYCLE, ["ANAS VIEW", "BENS VIEW", "DEAR ME", "assessment"], ["SEEN FROM NOW"]),
        (
            MY_YEARS,
            ["ANAS VIEW", "SEEN FROM NOW", "ONCE IN TIME", "DEAR ME", "I end on time", "OUR OWN WAY"],
            [],
        ),
        (CRITERIA, ["OUR OWN WAY", "Needed", "adopted"], ["I end on time", "ANAS VIEW"]),
    ],
)
def test_each_says_what_it_is_for_and_no_more(told, name, there, not_there):
    page = as_html(made(told, name, cycle=1 if name == MY_CYCLE else None))
    assert [words for words in there if words not in page] == []
    assert [words for words in not_there if words in page] == []


@pytest.mark.parametrize("name", [MY_CYCLE, MY_YEARS, CRITERIA])
def test_nobody_elses_report_holds_what_is_ones_own(told, name):
    try:
        page = as_html(made(told, name, "Ben"))
    except Refused:
        return
    for words in ("DEAR ME", "SEEN FROM NOW", "ANAS VIEW", "I end on time"):
        assert words not in page


def test_each_page_bears_owner_purpose_and_end(told):
    page = as_html(made(told, MY_YEARS))
    assert "Ana," in page
    assert "For: To look back. To be thrown away after 1 Jan 2030." in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"purpose": " "}, "--purpose"), ({"until": date(2020, 1, 1)}, "is over")],
)
def test_it_is_refused_without_a_purpose_or_an_end_to_come(told, wrong, said):
    with pytest.raises(Refused, match=said):
        made(told, MY_YEARS, **wrong)


def test_minutes_are_of_a_meeting_at_which_one_was(told):
    with pytest.raises(Refused, match="at no meeting"):
        made(told, MINUTES)


def test_a_page_asks_nobody_for_anything_and_no_word_of_it_is_markup():
    section = Section("<b>Heading</b>")
    section.para("<script>alert(1)</script>")
    section.said('"><img src=x>', "A & B")
    section.table([("a", "<i>A</i>"), ("b", "Empty")], [{"a": "x < y", "b": ""}])
    page = as_html(Report("<u>Title</u>", "Ana", "", "stamp", (section,)))
    assert not re.search(r"<(script|img|b|i|u)\b", page)
    assert not re.search(r"(?:src|href|url)\s*[=(]", page.replace("src=x", ""))
    assert "Empty" not in page


def test_the_pdf_is_tagged_and_holds_every_letter():
    section = Section("Wörte, 文字, كلمات")
    section.para("#set text(red) $x^2$ *not bold* = not a heading")
    section.table([("a", "A")], [{"a": "one\ntwo"}])
    content = as_pdf(Report("Title", "Ana", "For whom", "stamp", (section,)))
    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content
    assert b"/URI" not in content


class TestTheCommand:
    @pytest.mark.parametrize("form", ["html", "pdf"])
    def test_writes_it_for_whoever_has_the_link(self, tmp_path, form):
        typed = a_workspace(tmp_path)
        (tmp_path / "ours.csv").write_text(f"group,wording,reason\n{GROUP},I end on time,Needed\n", "utf-8")
        typed("import", "practice", tmp_path / "ours.csv")
        link = re.search(r"http\S+", typed("me", "link", "--person", "Ana", "--group", GROUP))
        assert link
        out = tmp_path / f"criteria.{form}"
        until = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - any day to come
        typed(
            "report", "criteria", "--as", form, "--out", out, "--group", GROUP, "--link", link.group(),
            "--purpose", "To show a neighbour", "--until", until,
        )  # fmt: skip
        assert out.read_bytes()[:5] == (b"%PDF-" if form == "pdf" else b"<!doc")

    @pytest.mark.parametrize("name", NAMES)
    def test_says_what_it_needs(self, tmp_path, name):
        typed = a_workspace(tmp_path)
        told = typed("report", name, "--out", tmp_path / "x.html", "--group", GROUP, status=1)
        assert "--link, --purpose and --until" in told
        assert not (tmp_path / "x.html").exists()
