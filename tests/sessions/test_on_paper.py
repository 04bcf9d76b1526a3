"""Cards and sheets for paper hold what the protocol holds, once each, and ask nobody for anything."""

import re
import sys
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.builders import Circle
from workbench.cli.app import app
from workbench.core.paper import Paper
from workbench.core.rights import Refused
from workbench.exchange.carried import ways_of
from workbench.forms import services as write
from workbench.practice import services as practice
from workbench.sessions import altered, on_paper
from workbench.sessions.following import topic_of
from workbench.sessions.notes import NOTES
from workbench.sessions.protocols import KINDS, MEETING, protocol, shipped

ALL = (*KINDS, MEETING)


@pytest.mark.parametrize("kind", ALL)
def test_each_step_stands_on_one_card_and_in_the_hosts_list(kind: str) -> None:
    told = on_paper.as_html(on_paper.every([kind]), paper="a4")
    for number, stage in enumerate(protocol(kind).stages, start=1):
        assert told.count(f"<h4>{number}. {escape(stage.title)}</h4>") == 1
        assert told.count(f"<td>{escape(stage.title)}</td>") == 1
        assert told.count(f"<p class=what>{escape(stage.prompt)}</p>") == 1
        assert f"<em>{escape(stage.guard)}</em>" in told


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_recorded_has_a_place_on_the_sheet_of_who_writes_it(kind: str) -> None:
    (paper,) = on_paper.every([kind])
    mine, theirs = ([field.heading for field in sheet.fields] for sheet in paper.sheets)
    for note in protocol(kind).notes:
        heading, by = NOTES[note].heading(), NOTES[note].by
        assert (heading in mine) is (by != "peers")
        assert (heading in theirs) is (by != "practitioner")


def test_nothing_on_paper_asks_another_host_or_runs() -> None:
    told = on_paper.as_html(on_paper.every(ALL), paper="a4")
    assert re.findall(r"https?:|src=|<script|url\(", told) == []


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612)])
def test_a_pdf_is_tagged_named_and_of_the_size_that_was_asked_for(paper: Paper, width: int) -> None:
    made = on_paper.as_pdf(on_paper.every(ALL), paper=paper)
    assert made.startswith(b"%PDF")
    for part in (b"/StructTreeRoot", b"/Lang", b"/MarkInfo"):
        assert part in made
    assert re.search(rb"/MediaBox\s*\[\s*0 0 %d" % width, made)
    assert b"http" not in re.sub(rb"<\?xpacket.*?<\?xpacket end", b"", made, flags=re.S)


def test_without_what_draws_it_a_pdf_is_refused_and_html_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Refused, match="Use --as html"):
        on_paper.as_pdf(on_paper.every(["feedback"]), paper="a4")
    assert "The round" in on_paper.as_html(on_paper.every(["feedback"]), paper="a4")


def test_words_of_a_group_stay_words(circle: Circle) -> None:
    ana = circle.desk("Ana")
    text = altered.renamed(shipped("feedback"), "#panic(<b>)", "= ${x} *bold* @ref")
    with ana.transaction() as db:
        practice.open_cycle(db, by=ana.me, group=circle.group, at=ana.now())
        version = practice.write_criterion(
            db, by=ana.me, group=circle.group, wording="I <end> #on time", lack="", labels=("no", "yes"),
            shared=True, at=ana.now(),
        )  # fmt: skip
        practice.adopt(db, by=ana.me, version=version, at=ana.now())
        form = write.propose(
            db, by=ana.me, group=circle.group, topic=topic_of("feedback"), text=text, reason="So",
            review_on=None, cycle=None, at=ana.now(),
        )  # fmt: skip
        write.adopt(db, by=ana.me, form=form, at=ana.now())
        own, criteria = ways_of(db, group="Tuesday group", kinds=ALL, at=ana.now())
    made = on_paper.every(ALL, criteria, own)
    told = on_paper.as_html(made, paper="a4")
    assert "#panic(&lt;b&gt;)" in told
    assert told.count("I &lt;end&gt; #on time") == 2
    assert on_paper.as_pdf(made, paper="a4").startswith(b"%PDF")


def test_the_command_writes_one_kind_and_refuses_one_that_there_is_not(tmp_path: Path) -> None:
    run = CliRunner()
    out = f"{tmp_path}/cards.html"
    done = run.invoke(app, ["report", "cards", "--kind", "review", "--out", out])
    assert done.exit_code == 0, done.output
    told = Path(out).read_text("utf-8")
    assert "A small experiment" in told
    assert "The last word" not in told
    wrong = run.invoke(app, ["report", "cards", "--kind", "ranking", "--out", f"{tmp_path}/no.html"])
    assert wrong.exit_code == 1
    assert "no kind of session “ranking”" in wrong.output
    assert run.invoke(app, ["report", "poster", "--out", out]).exit_code == 2
    assert "Example:" in run.invoke(app, ["report", "--help"]).output


def test_steps_on_the_hosts_list_are_in_their_order() -> None:
    (paper,) = on_paper.every(["assessment"])
    assert all(later.number == earlier.number + 1 for earlier, later in pairwise(paper.cards))
