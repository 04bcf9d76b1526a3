"""A released entry goes from a quiet meeting page at its end: nobody writes, only the clock goes on."""

from datetime import timedelta

from tests.builders import Circle, Clock
from tests.journal.test_ends import in_the_kernel
from tests.screen.test_follow import live, until
from tests.sessions.builders import Meeting
from workbench.journal import services as journal
from workbench.sessions import moves
from workbench.sessions.pages import meeting as meeting_page

WORDS = "words for the account"


def test_a_released_entry_leaves_the_meeting_and_the_kernel_at_its_end(circle: Circle, clock: Clock):
    meeting, ana = Meeting(circle), circle.desk("Ana")
    with ana.transaction() as db:
        entry = journal.write_entry(
            db, by=ana.me, group=circle.group, cycle=meeting.cycle, day=ana.now().date(), at=ana.now(),
            words=WORDS,
        )  # fmt: skip
        journal.release(
            db, by=ana.me, entry=entry, session=meeting.session, purpose="the account", at=ana.now(),
            ends_at=ana.now() + timedelta(hours=2),
        )  # fmt: skip
        moves.attend_to(db, by=ana.me, session=meeting.session, seen=0, at=ana.now())
    meeting.go("account")

    async def visit() -> None:
        meeting_page(circle.desk("Ben"), cycle=meeting.cycle)
        assert WORDS in in_the_kernel()
        clock.go_on(hours=2)
        await until(lambda: WORDS not in in_the_kernel())

    live(visit())
