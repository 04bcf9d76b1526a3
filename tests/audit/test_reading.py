"""One's own reading of a cycle is written first; nothing of its picture is on the page before that."""

import pytest

from tests.builders import Circle
from tests.screens import card, state
from tests.sessions.builders import Meeting
from workbench.audit import ending
from workbench.audit.reading import own_reading
from workbench.core.private import READING


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    meeting = Meeting(circle)
    meeting.hold("ANAS VIEW", "BENS VIEW")
    return meeting


def test_no_word_or_mark_of_the_cycle_is_in_the_kernel_before_the_reading_is_written(
    meeting: Meeting,
) -> None:
    page = own_reading(meeting.circle.desk("Ana"), cycle=meeting.cycle)
    root = page.parts.root
    before = state(root)
    assert "ANAS VIEW" not in before
    assert "stand here once you have written" in before
    card(root, "What I make of my cycle").press("keep", words="I RUSHED IT")
    after = state(root)
    assert "ANAS VIEW" in after
    assert "I RUSHED IT" in after


def test_it_is_read_by_its_writer_alone(meeting: Meeting) -> None:
    ana = meeting.circle.desk("Ana")
    with ana.transaction() as db:
        ending.write(
            db, by=ana.me, cycle=meeting.cycle, kind=READING, words="I RUSHED IT", seen=0, at=ana.now()
        )
    assert "I RUSHED IT" not in state(own_reading(meeting.circle.desk("Ben"), cycle=meeting.cycle).parts.root)
    assert meeting.circle.store.file is not None
    assert b"I RUSHED IT" not in meeting.circle.store.file.read_bytes()
