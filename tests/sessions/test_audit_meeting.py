"""The audit meeting: an own reading before all else, judgements of account and method written apart."""

import pytest

from tests.builders import Circle
from tests.screens import card, state
from workbench.core.rights import Refused
from workbench.practice import services as practice
from workbench.sessions import moves, queries, services
from workbench.sessions.disclosure import readers_of_note
from workbench.sessions.pages import meeting as page_of
from workbench.sessions.protocols import AUDIT, protocol

STEPS = [stage.name for stage in protocol(AUDIT).stages]


class Audit:
    """Ana's audit meeting, its turn chosen."""

    def __init__(self, circle: Circle) -> None:
        self.circle = circle
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            self.cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=ana.now())
            self.session = services.open_session(
                db, by=ana.me, cycle=self.cycle, practitioner=ana.me, kind=AUDIT, at=ana.now()
            )
            moves.attend_to(db, by=ana.me, session=self.session, seen=0, at=ana.now())

    def note(self, name: str, kind: str, words: str, tag: str = "") -> None:
        desk = self.circle.desk(name)
        with desk.transaction() as db:
            services.write_note(
                db, by=desk.me, session=self.session, kind=kind, words=words, tag=tag, at=desk.now()
            )

    def go(self, to: str) -> None:
        ana = self.circle.desk("Ana")
        with ana.transaction() as db:
            seen = queries.session(db, asker=ana.me, session=self.session, at=ana.now()).place.revision
            moves.move(db, by=ana.me, session=self.session, to=to, seen=seen, at=ana.now())

    def reads(self, name: str) -> set[str]:
        desk = self.circle.desk(name)
        with desk.reading() as db:
            seen = queries.session(db, asker=desk.me, session=self.session, at=desk.now())
        return {note.words for note in seen.notes}

    def page(self, name: str) -> str:
        return state(page_of(self.circle.desk(name), cycle=self.cycle).parts.root)


@pytest.fixture
def audit(circle: Circle) -> Audit:
    return Audit(circle)


def test_the_own_reading_is_read_by_nobody_before_the_findings(audit: Audit) -> None:
    audit.note("Ana", "reading", "READ FIRST")
    audit.note("Ana", "chosen-how", "", tag="hard")
    assert "READ FIRST" in audit.reads("Ana")
    assert audit.reads("Ben") == set()
    assert "READ FIRST" not in audit.page("Ben")
    audit.go("roles")
    assert "READ FIRST" not in audit.page("Ben")
    audit.go("findings")
    assert "READ FIRST" in audit.page("Ben")
    assert "hard cases" in audit.page("Ben")


def test_peers_judge_account_and_method_apart_and_all_is_shown_at_once(audit: Audit) -> None:
    audit.go("judging")
    audit.note("Ben", "account-judged", "BENS ACCOUNT")
    audit.note("Cai", "method-judged", "CAIS METHOD")
    assert audit.reads("Ben") == {"BENS ACCOUNT"}
    assert audit.reads("Cai") == {"CAIS METHOD"}
    assert audit.reads("Ana") == set()  # not even the practitioner
    assert "BENS ACCOUNT" not in audit.page("Ana")
    assert "Each writes alone; it is shown later." in audit.page("Ana")
    audit.go("shown")
    for name in ("Ana", "Ben", "Cai"):
        assert {"BENS ACCOUNT", "CAIS METHOD"} <= audit.reads(name)
        assert "BENS ACCOUNT" in audit.page(name)


def test_what_was_never_shown_stays_with_its_author(audit: Audit) -> None:
    audit.go("judging")
    audit.note("Ben", "account-judged", "BENS ACCOUNT")
    audit.go("again")  # over the step that shows it
    ana = audit.circle.desk("Ana")
    with ana.transaction() as db:
        seen = queries.session(db, asker=ana.me, session=audit.session, at=ana.now()).place.revision
        moves.end(db, by=ana.me, session=audit.session, seen=seen, at=ana.now())
    assert audit.reads("Ben") == {"BENS ACCOUNT"}
    assert audit.reads("Ana") == audit.reads("Cai") == set()


def test_the_last_word_and_the_next_focus_are_the_practitioners_own(audit: Audit) -> None:
    for step, kind in (("again", "assessed-anew"), ("focus", "focus")):
        audit.go(step)
        with pytest.raises(Refused):
            audit.note("Ben", kind, "Not mine to say")
        audit.note("Ana", kind, f"ANA {kind}")
        assert f"ANA {kind}" in audit.page("Ben")


def test_every_step_has_a_page_for_each(audit: Audit) -> None:
    for step in STEPS[1:]:
        audit.go(step)
        title = protocol(AUDIT).stage(step).title
        assert all(title in audit.page(name) for name in ("Ana", "Ben", "Cai"))


def test_no_step_of_it_has_a_mark(audit: Audit) -> None:
    assert not {"own-view", "peers-views", "reveal"} & protocol(AUDIT).records


def test_the_sentence_says_when_others_read_it() -> None:
    assert readers_of_note("account-judged") == (
        "Who reads this: at first you alone; once it is shown, those in the session; after the session you "
        "and the practitioner."
    )
    assert readers_of_note("reading").startswith("Who reads this: at first you alone; once it is shown,")


def test_the_form_says_it_too(audit: Audit) -> None:
    root = page_of(audit.circle.desk("Ana"), cycle=audit.cycle).parts.root
    assert "at first you alone" in str(card(root, "What I make of my cycle").fields)
