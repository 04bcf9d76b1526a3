"""A clock that is set back: everything goes on, nothing is lost, and what was written stays in its order."""

import pytest

from tests.builders import Circle, Clock
from tests.faults.test_disks import a_form, kept
from tests.sessions.builders import Meeting, authors
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.people import services as people


def test_what_is_typed_is_saved_on(circle: Circle, clock: Clock) -> None:
    form = a_form(circle.desk("Ben"))
    form.type_in(words="before")
    clock.go_on(days=-400)
    form.type_in(words="after")
    assert form.message == ""
    assert form.saved.startswith("Saved")
    assert kept(circle.desk("Ben")) == "after"


def test_a_meeting_goes_on_where_it_was(circle: Circle, clock: Clock) -> None:
    meeting = Meeting(circle)
    meeting.send("Ana")
    meeting.go("peers")
    clock.go_on(days=-400)
    meeting.send("Ben", "always")
    meeting.go("account")
    seen = meeting.seen("Ana")
    assert seen.place.stage == "account"
    assert len(authors(seen)) == 1
    meeting.go("peers")
    assert meeting.seen("Cai").place.stage == "peers"


def test_links_still_let_their_people_in_and_nobody_else(circle: Circle, store: Store, clock: Clock) -> None:
    clock.go_on(days=-400)
    with Desk(store, "").transaction() as db:
        assert people.sign_in(db, token=circle.tokens["Ben"], at=clock())
    with pytest.raises(Refused, match="not known"), Desk(store, "").transaction() as db:
        people.sign_in(db, token="a guess", at=clock())
