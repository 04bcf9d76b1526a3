"""What one would say of one's practice: one's own alone, with on what it rests, and it expires."""

from datetime import date

import pytest

from tests.builders import Circle, Clock
from tests.screens import form, state
from workbench.audit import provenance
from workbench.audit.reporting import STATEMENT, report
from workbench.audit.statement import claims, write
from workbench.audit.statement_page import my_statement
from workbench.core.paper import as_html
from workbench.core.rights import Refused
from workbench.practice import services as practice


@pytest.fixture
def begun(circle: Circle) -> Circle:
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        practice.open_cycle(db, by=ana.me, group=circle.group, at=ana.now())
    return circle


def say(circle: Circle, section: str, words: str, rests: tuple[str, ...] = ("own",), seen: int = 0) -> None:
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        write(
            db, by=ana.me, group=circle.group, section=section, words=words, rests=rests, told="", seen=seen,
            at=ana.now(),
        )  # fmt: skip


def test_it_lies_sealed_and_nobody_else_is_told_that_it_is_there(begun: Circle) -> None:
    say(begun, "D", "I AM SLOW TO END")
    assert begun.store.file is not None
    assert b"I AM SLOW TO END" not in begun.store.file.read_bytes()
    ben = begun.desk("Ben")
    with ben.reading() as db:
        assert claims(db, asker=ben.me, group=begun.group) == []
    assert "I AM SLOW TO END" not in state(my_statement(ben).parts.root)


def test_a_claim_says_on_what_it_rests_and_its_word_alone_is_an_answer(begun: Circle) -> None:
    with pytest.raises(Refused, match="on what it rests"):
        say(begun, "D", "I AM SLOW", rests=())
    say(begun, "D", "I AM SLOW", rests=("log", "peers"))
    with pytest.raises(Refused):
        say(begun, "Z", "I AM SLOW")


def test_the_page_writes_it_and_the_picture_tells_age_and_ground(begun: Circle, clock: Clock) -> None:
    page = my_statement(begun.desk("Ana"))
    root = page.parts.root
    form(root, "keep").press(
        "keep", words="I sit with endings", rests=["log", "audit"], told="Twelve entries"
    )
    assert "entries in my practice log; my audit meetings" in state(root)
    clock.go_on(days=400)
    ana = begun.desk("Ana")
    with ana.reading() as db:
        mine = claims(db, asker=ana.me, group=begun.group)
    table = provenance.provenance_table(provenance.frame(mine, clock.now.date()))
    assert table[0]["until"].startswith("expired on")
    drawn = provenance.provenance(provenance.frame(mine, clock.now.date())).to_dict()
    assert {shape["line"]["dash"] for shape in drawn["layout"]["shapes"]} == {"dot"}, (
        "it is not drawn as firm"
    )


def test_its_paper_says_whose_it_is_on_what_it_rests_and_until_when(begun: Circle) -> None:
    say(begun, "A", "I OFFER QUIET")
    ana = begun.desk("Ana")
    with ana.reading() as db:
        made = report(
            db, name=STATEMENT, asker=ana.me, group=begun.group, at=ana.now(), purpose="For enquirers",
            until=date(2030, 1, 1),
        )  # fmt: skip
    page = as_html(made)
    for words in ("I OFFER QUIET", "my word alone", "stands until", "For enquirers"):
        assert words in page
