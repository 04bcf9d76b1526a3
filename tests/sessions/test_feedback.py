"""A feedback session informs: nothing in it judges, and only its owner's list is kept unasked."""

import pytest

from tests.builders import Circle, Clock
from tests.sessions.builders import Meeting
from workbench.core.rights import Refused
from workbench.models.sessions import Note
from workbench.sessions import moves, queries, services
from workbench.sessions.protocols import protocol
from workbench.sessions.rules import View
from workbench.sessions.seen import NoteSeen

STEPS = [stage.name for stage in protocol("feedback").stages]


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    """Return a meeting whose session is Ana's feedback, beside her assessment."""
    meeting = Meeting(circle)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        meeting.session = services.open_session(
            db, by=ana.me, cycle=meeting.cycle, practitioner=ana.me, kind="feedback", at=ana.now()
        )
        moves.attend_to(db, by=ana.me, session=meeting.session, seen=0, at=ana.now())
    return meeting


def write(meeting: Meeting, name: str, kind: str, words: str) -> str:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        return services.write_note(
            db, by=desk.me, session=meeting.session, kind=kind, words=words, at=desk.now()
        )


def read_by(meeting: Meeting, name: str) -> dict[str, NoteSeen]:
    return {note.words: note for note in meeting.seen(name).notes}


def end(meeting: Meeting) -> None:
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        seen = queries.place(db, queries.row(db, meeting.session)).revision
        moves.end(db, by=ana.me, session=meeting.session, seen=seen, at=ana.now())


def test_it_goes_through_all_its_steps_beside_an_assessment(meeting: Meeting) -> None:
    for step in STEPS[1:]:
        meeting.go(step)
        assert meeting.seen("Ben").place.stage == step
    assert meeting.seen("Ben").criteria == ()
    with meeting.circle.desk("Ben").reading() as db:
        found = queries.sittings(db, asker=meeting.circle["Ben"], cycle=meeting.cycle)
        assert sorted((s.kind, s.place.begun) for s in found) == [("assessment", False), ("feedback", True)]


def test_no_judgement_gets_in(meeting: Meeting) -> None:
    with pytest.raises(Refused, match="no place for that"):
        meeting.send("Ana")
    with pytest.raises(Refused, match="no place for that"):
        meeting.close()
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db, pytest.raises(Refused, match="no place for that"):
        services.agree_contract(
            db, by=ana.me, session=meeting.session, purpose="", seen_by="", outside_use="",
            criteria=[], seen=0, at=ana.now(),
        )  # fmt: skip
    with ana.transaction() as db, pytest.raises(Refused, match="no place for that"):
        services.send_view(
            db, by=meeting.circle["Ben"], session=meeting.session, at=ana.now(),
            views=[View(meeting.criterion, mark="mostly")],
        )  # fmt: skip
    for kind in ("doubt", "gap", "differing", "affirmation", "stars"):
        with pytest.raises(Refused, match="no such note"):
            write(meeting, "Ben", kind, "Too much")


def test_an_assessment_has_none_of_the_notes_of_feedback(circle: Circle) -> None:
    meeting = Meeting(circle)
    for kind in ("observation", "take", "jot"):
        with pytest.raises(Refused, match="no such note"):
            write(meeting, "Ana", kind, "You ended early")


def test_jots_are_read_by_their_author_alone(meeting: Meeting) -> None:
    write(meeting, "Ben", "jot", "The pause was long")
    assert "The pause was long" in read_by(meeting, "Ben")
    for name in ("Ana", "Cai"):
        assert "The pause was long" not in read_by(meeting, name)


def test_jots_of_someone_with_a_key_are_not_in_the_store(meeting: Meeting) -> None:
    note = write(meeting, "Ben", "jot", "The pause was long")
    ben = meeting.circle.desk("Ben")
    with ben.reading() as db:
        stored = db.get_one(Note, note).words
    sealed = ben.key is not None
    assert stored == ("" if sealed else "The pause was long")


def test_peers_speak_and_the_practitioner_sorts(meeting: Meeting) -> None:
    with pytest.raises(Refused, match="for the peers"):
        write(meeting, "Ana", "observation", "I saw myself")
    with pytest.raises(Refused, match="practitioner's own"):
        write(meeting, "Ben", "take", "You should take this")


def test_only_the_list_is_kept_unasked(meeting: Meeting, clock: Clock) -> None:
    said = {
        "Ana": {"request": "How I ended", "story": "It went late", "take": "Name the end", "leave": "The tea",
                "puzzle": "Whose clock"},
        "Ben": {"observation": "You looked at the door", "effect": "I felt hurried", "question": "Who?"},
    }  # fmt: skip
    for name, told in said.items():
        for kind, words in told.items():
            write(meeting, name, kind, words)
    everything = {words for told in said.values() for words in told.values()}
    assert everything <= read_by(meeting, "Cai").keys()
    kept = read_by(meeting, "Ana")["I felt hurried"]
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        services.keep_note(db, by=ana.me, note=kept.id, at=ana.now())
    end(meeting)
    assert not everything & read_by(meeting, "Cai").keys()
    clock.go_on(days=2, seconds=1)
    assert read_by(meeting, "Ana").keys() == {"Name the end", "The tea", "Whose clock", "I felt hurried"}
    assert read_by(meeting, "Ben").keys() == {"I felt hurried"}


def test_an_unknown_kind_of_session_is_refused(circle: Circle) -> None:
    meeting = Meeting(circle)
    ana = circle.desk("Ana")
    with ana.transaction() as db, pytest.raises(Refused, match="no such kind"):
        services.open_session(
            db, by=ana.me, cycle=meeting.cycle, practitioner=ana.me, kind="ranking", at=ana.now()
        )


def test_nobody_is_put_on_the_list_by_somebody_else_twice(meeting: Meeting) -> None:
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        again = services.open_session(
            db, by=ana.me, cycle=meeting.cycle, practitioner=ana.me, kind="feedback", at=ana.now()
        )
    assert again == meeting.session
