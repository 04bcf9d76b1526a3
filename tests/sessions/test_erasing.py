"""A note that its author deletes is gone; everything else in the session stays."""

import pytest

from tests.builders import Circle
from tests.screens import form, state
from tests.sessions.builders import Meeting
from workbench.core.rights import Refused
from workbench.sessions import erasing, moves, services
from workbench.sessions.pages import meeting


@pytest.fixture
def turn(circle: Circle) -> Meeting:
    turn = Meeting(circle)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        moves.attend_to(db, by=ana.me, session=turn.session, seen=0, at=ana.now())
    return turn


def write(turn: Meeting, name: str, kind: str, words: str) -> str:
    desk = turn.circle.desk(name)
    with desk.transaction() as db:
        return services.write_note(
            db, by=desk.me, session=turn.session, kind=kind, words=words, at=desk.now()
        )


def delete(turn: Meeting, name: str, note: str) -> None:
    desk = turn.circle.desk(name)
    with desk.transaction() as db:
        erasing.delete_note(db, by=desk.me, note=note, at=desk.now())


def words(turn: Meeting, name: str) -> list[str]:
    return [note.words for note in turn.seen(name).notes]


def test_its_author_deletes_it_on_the_page_also_after_it_was_kept(turn: Meeting) -> None:
    note = write(turn, "Ben", "affirmation", "you waited")
    write(turn, "Cai", "affirmation", "you asked")
    ana = turn.circle.desk("Ana")
    with ana.transaction() as db:
        services.keep_note(db, by=ana.me, note=note, at=ana.now())
    turn.go("affirmation")
    page = meeting(turn.circle.desk("Ben"), cycle=turn.cycle)
    form(page.parts.root, "delete_note").press("delete_note", note=note)
    assert words(turn, "Ana") == words(turn, "Ben") == ["you asked"]
    assert "you waited" not in state(page.parts.root)
    with pytest.raises(AssertionError, match="offers"):
        form(page.parts.root, "delete_note")


def test_it_can_be_deleted_when_the_session_is_over(turn: Meeting) -> None:
    note = write(turn, "Ben", "doubt", "is it so")
    ana = turn.circle.desk("Ana")
    with ana.transaction() as db:
        moves.end(db, by=ana.me, session=turn.session, seen=turn.seen("Ana").place.revision, at=ana.now())
    page = meeting(turn.circle.desk("Ben"), cycle=turn.cycle)
    form(page.parts.root, "delete_note").press("delete_note", note=note)
    assert words(turn, "Ben") == []


@pytest.mark.parametrize("name", ["Ana", "Cai"])
def test_nobody_else_deletes_it(turn: Meeting, name: str) -> None:
    note = write(turn, "Ben", "affirmation", "you waited")
    with pytest.raises(Refused, match="not yours to delete"):
        delete(turn, name, note)
    assert words(turn, "Ana") == ["you waited"]


def test_what_one_may_not_read_any_more_one_cannot_delete_either(turn: Meeting, clock) -> None:
    note = write(turn, "Ben", "doubt", "is it so")
    clock.go_on(days=31)
    with pytest.raises(Refused, match="gone already"):
        delete(turn, "Ben", note)
