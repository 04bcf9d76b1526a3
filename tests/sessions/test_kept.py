"""What one typed in a session is there again, whatever the others did meanwhile."""

import pytest

from tests.builders import Circle, Clock
from tests.screens import card, form, on_page, state
from workbench.models.practice import Criterion
from workbench.people import services as people
from workbench.practice import services as practice
from workbench.screen.follow import Follower
from workbench.sessions import moves, queries, services
from workbench.sessions.pages import meeting, self_assessment


class Turn:
    """Ana's turn, with one criterion of her own and three people at their pages."""

    def __init__(self, circle: Circle, clock: Clock) -> None:
        self.circle, self.clock = circle, clock
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            at = ana.now()
            self.cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=at)
            self.criterion = practice.write_criterion(
                db, by=ana.me, group=circle.group, wording="I end on time", labels=("rarely", "always"), at=at
            )
            self.session = services.open_session(db, by=ana.me, cycle=self.cycle, practitioner=ana.me, at=at)
            moves.attend_to(db, by=ana.me, session=self.session, seen=0, at=at)
        self.pages = {name: meeting(circle.desk(name), cycle=self.cycle) for name in ("Ana", "Ben")}

    def page(self, name: str) -> Follower:
        self.clock.go_on(seconds=5)
        self.pages[name].again()
        return self.pages[name]

    def press(self, name: str, action: str, **values: object) -> None:
        form(self.page(name).parts.root, action).press(action, **values)  # type: ignore[arg-type]

    def go_to(self, stage: str) -> None:
        while self.stage() != stage:
            self.press("Ana", "skip")

    def stage(self) -> str:
        with self.circle.desk("Ben").reading() as db:
            return queries.place(db, queries.row(db, self.session)).stage

    def card(self, name: str, heading: str = "I end on time"):
        return card(self.page(name).parts.root, heading)

    def state(self, name: str) -> str:
        return state(self.page(name).parts.root)

    def send_own(self) -> None:
        self.card("Ana").type_in(words="As I see it")
        self.press("Ana", "send")

    def reword(self, labels: tuple[str, ...] = ("no", "yes")) -> None:
        ana = self.circle.desk("Ana")
        self.clock.go_on(minutes=1)
        with ana.transaction() as db:
            entity = db.get_one(Criterion, self.criterion).entity
            self.criterion = practice.revise_criterion(
                db, by=ana.me, entity=entity, seen=1, wording="I end when I said", lack="", labels=labels,
                component=None, reason="clearer", at=ana.now(),
            )  # fmt: skip


@pytest.fixture
def turn(circle: Circle, clock: Clock) -> Turn:
    return Turn(circle, clock)


def test_words_are_there_again_after_the_step_moved_on_under_them(turn: Turn) -> None:
    turn.go_to("self")
    turn.send_own()
    turn.go_to("peers")
    turn.card("Ben").type_in(words="half a sen")
    turn.press("Ana", "skip")
    turn.clock.go_on(seconds=20)
    assert "half a sen" not in turn.state("Ben")
    turn.press("Ben", "back")
    assert turn.card("Ben").values["words"] == "half a sen"


def test_words_that_were_not_sent_in_before_the_reveal_are_still_shown_to_their_author(turn: Turn) -> None:
    turn.go_to("self")
    turn.send_own()
    turn.go_to("peers")
    turn.card("Ben").type_in(words="too late by then")
    turn.go_to("reveal")
    for _step in range(3):
        turn.press("Ben", "back")
    assert "too late by then" in turn.state("Ben")
    assert "too late by then" not in turn.state("Ana")


def test_a_draft_stays_with_its_criterion_when_the_wording_changes(turn: Turn) -> None:
    turn.go_to("self")
    turn.card("Ana").type_in(mark="always", words="Each time this spring")
    turn.reword()
    now = turn.card("Ana", "I end when I said")
    assert now.values == {
        "mark": "", "words": "Each time this spring", "evidence_for": "", "evidence_against": "",
    }  # fmt: skip
    assert "wording has changed" in now.message


def test_an_agreed_wording_that_was_replaced_stays_in_the_contract_that_is_sent_again(turn: Turn) -> None:
    turn.press("Ana", "agree", purpose="To learn", criteria=[turn.criterion])
    old = turn.criterion
    turn.reword()
    contract = form(turn.page("Ana").parts.root, "agree")
    assert contract.values["criteria"] == [old]
    contract.press("agree", criteria=[old, turn.criterion])
    assert "Two of these are wordings of one criterion" in contract.message
    contract.press("agree", criteria=[turn.criterion])
    assert "I end when I said" in turn.state("Ben")


def test_one_can_step_back_over_the_reveal_of_nothing(turn: Turn) -> None:
    turn.go_to("gaps")
    turn.press("Ben", "back")
    assert turn.stage() == "testing"


def test_the_last_word_is_still_the_practitioners_after_the_end(turn: Turn) -> None:
    turn.go_to("self")
    turn.send_own()
    turn.go_to("closing")
    form(turn.page("Ana").parts.root, "close").type_in(words="I stay w")
    turn.go_to("process")
    turn.press("Ben", "end")
    late = form(turn.page("Ana").parts.root, "close")
    assert late.values["words"] == "I stay w"
    assert "you alone" in str(late.fields)
    late.press("close", stance="hold", words="I stay with it")
    assert "I stay with it" in turn.state("Ana")
    assert "I stay with it" not in turn.state("Ben")


def test_the_meeting_goes_on_when_the_one_whose_turn_it_is_has_left(turn: Turn, circle: Circle) -> None:
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        people.set_standing(db, by=ana.me, group=circle.group, person=ana.me, standing="left", at=ana.now())
    assert "Ana's turn" in turn.state("Ben").replace("&#x27;", "'")
    turn.press("Ben", "skip")
    assert turn.stage() == "roles"


def test_an_own_view_that_was_never_sent_in_is_read_again_by_its_author_after_the_end(turn: Turn) -> None:
    page = self_assessment(turn.circle.desk("Ana"), session=turn.session)
    card(page.parts.root, "I end on time").type_in(words="never sent")
    turn.go_to("process")
    turn.press("Ben", "end")
    assert "never sent" in turn.state("Ana")
    assert "never sent" not in turn.state("Ben")
    assert len(list(on_page(turn.page("Ana").parts.root))) > 1


def test_a_form_never_stays_open_for_the_turn_of_another(turn: Turn, circle: Circle) -> None:
    ben = circle.desk("Ben")
    turn.go_to("process")
    with ben.transaction() as db:
        at = ben.now()
        bens = services.open_session(db, by=ben.me, cycle=turn.cycle, practitioner=ben.me, at=at)
        moves.attend_to(db, by=ben.me, session=bens, seen=1, at=at)
        moves.move(db, by=ben.me, session=bens, to="process", seen=1, at=at)
        moves.attend_to(db, by=ben.me, session=turn.session, seen=2, at=at)
    turn.card("Ana", "How we did this").type_in(words="In my turn nobody was heard")
    with ben.transaction() as db:
        moves.attend_to(db, by=ben.me, session=bens, seen=3, at=ben.now())
    now = turn.card("Ana", "How we did this")
    assert now.values["words"] == ""
    now.press("note", words="In Ben's turn everybody was")
    with ben.reading() as db:
        seen = [queries.session(db, asker=ben.me, session=s, at=ben.now()) for s in (turn.session, bens)]
    assert [[n.words for n in s.notes] for s in seen] == [[], ["In Ben's turn everybody was"]]
