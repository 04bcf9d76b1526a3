"""The page on which a group alters how its sessions are held."""

import pytest

from tests.builders import Circle, Clock
from tests.screens import card, form, state
from tests.sessions.builders import Meeting
from workbench.models.forms import GroupForm
from workbench.sessions import altered, moves, queries, services
from workbench.sessions.altering import protocols
from workbench.sessions.following import topic_of
from workbench.sessions.protocols import shipped

FEEDBACK = topic_of("feedback")


def begin(meeting: Meeting, name: str) -> str:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        return services.open_session(
            db, by=desk.me, cycle=meeting.cycle, practitioner=desk.me, kind="feedback", at=desk.now()
        )


WRONG = {
    "a loop": ("name", 'name = "request"', "would never end"),
    "a negative minute": ("minutes", "minutes = -3", "from 1 to 240"),
    "an unknown way": ("mechanic", 'mechanic = "vote"', "no way to hold a step"),
    "nobody": ("who", 'who = "the minister"', "nobody can hold"),
}


@pytest.mark.parametrize("why", sorted(WRONG))
def test_a_copy_that_cannot_be_followed_is_told_by_step_and_line_and_not_proposed(
    circle: Circle, why: str
) -> None:
    key, line, told = WRONG[why]
    lines = altered.moved(shipped("feedback"), 0, 0).splitlines()
    place = [n for n, each in enumerate(lines) if each.startswith(f"{key} =")][2]
    lines[place] = line
    page = protocols(circle.desk("Ana"))
    root = page.parts.root
    form(root, "look").press("look", kind="feedback")
    form(root, "alter").press("alter")
    form(root, "take-text").type_in(text="\n".join(lines))
    shown = state(root)
    assert told in shown
    assert f"line {place + 1}" in shown
    form(root, "propose").press("propose", reason="I like it so")
    assert "nothing was changed" in form(root, "propose").message
    assert forms_of(circle) <= 1


def forms_of(circle: Circle) -> int:
    with circle.store.reading() as db:
        return db.query(GroupForm).filter(GroupForm.topic == FEEDBACK).count()


def test_a_page_alters_proposes_and_adopts_and_the_draft_is_its_authors(circle: Circle, clock: Clock) -> None:
    meeting = Meeting(circle)
    pages = {name: protocols(circle.desk(name)) for name in ("Ana", "Ben")}
    for page in pages.values():
        form(page.parts.root, "look").press("look", kind="feedback")
    ana, ben = (pages[name].parts.root for name in ("Ana", "Ben"))
    form(ana, "alter").press("alter")
    form(ana, "which").press("which", step="5")
    card(ana, "Step 6").type_in(title="Three things each", minutes="15")
    card(ana, "Step 6").press("up")
    assert "Three things each" in state(ana)
    assert "Three things each" not in state(ben)
    again = protocols(circle.desk("Ana"))
    form(again.parts.root, "look").press("look", kind="feedback")
    assert "Three things each" in state(again.parts.root)
    form(ana, "propose").press("propose", reason="The round comes first")
    assert "Let my copy go" not in state(ana)
    pages["Ben"].again()
    assert "The round comes first" in state(ben)
    form(ben, "say").press("say", stand="differing", words="I am not sure")
    form(ben, "adopt").press("adopt")
    session = begin(meeting, "Ana")
    desk = circle.desk("Ana")
    with desk.transaction() as db:
        moves.attend_to(db, by=desk.me, session=session, seen=0, at=desk.now())
    with desk.reading() as db:
        seen = queries.session(db, asker=desk.me, session=session, at=desk.now())
    assert [stage.title for stage in seen.protocol.stages][4] == "Three things each"
    assert seen.protocol.stages[4].minutes == 15


def test_nobody_adopts_their_own_way_before_another_has_said_where_they_stand(circle: Circle) -> None:
    Meeting(circle)
    page = protocols(circle.desk("Ana"))
    root = page.parts.root
    form(root, "look").press("look", kind="feedback")
    form(root, "alter").press("alter")
    form(root, "take-text").type_in(text=altered.without(shipped("feedback"), 0))
    form(root, "propose").press("propose", reason="Shorter")
    form(root, "adopt").press("adopt")
    assert "Nobody else has said yet where they stand" in form(root, "adopt").message
