"""What a member takes along, and what leaving leaves."""

import json
import re
import zipfile
from base64 import b64decode
from io import BytesIO

from tests.journal.builders import Writing
from widgets.form import Form
from workbench.audit.leaving import leaving
from workbench.audit.own_data import as_file, take_along
from workbench.people import queries
from workbench.sessions import moves
from workbench.sessions import services as sessions
from workbench.sessions.rules import View


def widgets_in(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets_in(child)


def text(page) -> str:
    return "\n".join(str(getattr(widget, "value", "")) for widget in widgets_in(page))


def form(page) -> Form:
    return next(widget for widget in widgets_in(page) if isinstance(widget, Form))


def told(writing, name) -> dict:
    desk = writing.desk(name)
    with desk.reading() as db:
        return take_along(db, asker=desk.me, group=writing.group, at=desk.now())


def send(writing, name, session, criterion, words):
    desk = writing.desk(name)
    with desk.transaction() as db:
        sessions.send_view(
            db, by=desk.me, session=writing.sessions[session], views=[View(criterion, words=words)],
            at=desk.now(),
        )  # fmt: skip


def test_takes_along_what_one_wrote_and_nothing_that_others_wrote_for_themselves(store):
    writing = Writing(store)
    version, _ = writing.criterion("Listens")
    writing.write("Ana", words="from my log", criterion=version)
    writing.write("Ben", words="private to Ben")
    send(writing, "Ana", "Ana", version, "my own view")
    send(writing, "Ben", "Ben", version, "Ben of himself")
    written = json.dumps(told(writing, "Ana"), default=str)
    assert "from my log" in written
    assert "my own view" in written
    assert "private to Ben" not in written
    assert "Ben of himself" not in written


def test_does_not_take_along_what_has_not_been_shown_yet(store):
    writing = Writing(store)
    version, _ = writing.criterion("Listens")
    send(writing, "Ana", "Ana", version, "my own view")
    send(writing, "Ben", "Ana", version, "Ben of Ana")
    assert "Ben of Ana" not in json.dumps(told(writing, "Ana"), default=str)
    assert "Ben of Ana" in json.dumps(told(writing, "Ben"), default=str)


def test_the_file_holds_a_text_and_the_same_for_a_program(store):
    writing = Writing(store)
    writing.write("Ana", words="ﷺ what I learned")
    data = told(writing, "Ana")
    with zipfile.ZipFile(BytesIO(as_file(data))) as file:
        assert file.namelist() == ["my-data.txt", "my-data.json"]
        assert "ﷺ what I learned" in file.read("my-data.txt").decode()
        assert json.loads(file.read("my-data.json"))["entries"][0]["words"] == "ﷺ what I learned"
    assert as_file(data) == as_file(told(writing, "Ana"))


def test_the_file_is_made_when_asked_for_and_gone_with_the_next_act(store):
    writing = Writing(store)
    writing.write("Ana", words="what I learned")
    page = leaving(writing.desk("Ana"))
    assert "base64" not in text(page)
    form(page).press("take")
    packed = re.search(r'base64,([^"]+)"', text(page))
    assert packed is not None
    with zipfile.ZipFile(BytesIO(b64decode(packed[1]))) as file:
        assert "what I learned" in file.read("my-data.txt").decode()
    form(page).press("leave")
    assert "base64" not in text(page)


def test_leaving_ends_ones_standing_and_offers_nothing_more(store):
    writing = Writing(store)
    page = leaving(writing.desk("Ben"))
    form(page).press("leave")
    with writing.desk("Ana").reading() as db:
        assert queries.standing(db, person=writing["Ben"], group=writing.group) == "left"
    assert form(page).actions == []
    assert "You have left Tuesday group" in form(page).message
    form(page).press("take")
    assert "base64" not in text(page)


def test_someone_without_a_group_is_offered_nothing_to_leave_and_can_still_be_deleted(store):
    writing = Writing(store)
    form(leaving(writing.desk("Ben"))).press("leave")
    left = [each for each in widgets_in(leaving(writing.desk("Ben"))) if isinstance(each, Form)]
    assert [each.heading for each in left] == ["Delete me from this room"]


def test_who_leaves_takes_their_data_and_what_they_wrote_to_others_stays_with_the_others(store):
    writing = Writing(store)
    version, _ = writing.criterion("Listens")
    send(writing, "Ana", "Ana", version, "Ana of herself")
    send(writing, "Ben", "Ana", version, "Ben to Ana")
    send(writing, "Ben", "Ben", version, "Ben of himself")
    send(writing, "Ana", "Ben", version, "Ana to Ben")
    for name in ("Ana", "Ben"):
        desk = writing.desk(name)
        with desk.transaction() as db:
            moves.move(db, by=desk.me, session=writing.sessions[name], to="reveal", seen=0, at=desk.now())
            moves.end(db, by=desk.me, session=writing.sessions[name], seen=1, at=desk.now())
    taken = json.dumps(told(writing, "Ben"), default=str)
    assert all(words in taken for words in ("Ben to Ana", "Ben of himself", "Ana to Ben"))
    form(leaving(writing.desk("Ben"))).press("leave")
    stays = json.dumps(told(writing, "Ana"), default=str)
    assert all(words in stays for words in ("Ben to Ana", "Ana to Ben", "Ana of herself"))
    assert "Ben of himself" not in stays
    assert '"author": "Ben"' in stays


def test_takes_along_what_one_gave_to_minutes_and_said_of_the_groups_ways(circle):
    from tests.sessions.test_minutes import Noted
    from workbench.forms import services as forms
    from workbench.sessions.protocols import shipped

    noted = Noted(circle)
    noted.give("Cai", "seen")
    noted.give("Ana", "process")
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ana.transaction() as db:
        proposed = forms.propose(
            db, by=ana.me, group=circle.group, topic="protocol/feedback", 
            text=shipped("feedback") + "\n# ours\n",
            reason="WE TOOK TOO LONG", review_on=None, cycle=None, at=ana.now(),
        )  # fmt: skip
    with ben.transaction() as db:
        forms.say(db, by=ben.me, form=proposed, stand="differing", words="BEN LIKES IT LONG", at=ben.now())

    def along(name):
        desk = circle.desk(name)
        with desk.reading() as db:
            return take_along(db, asker=desk.me, group=circle.group, at=desk.now())

    assert [each["words"] for each in along("Cai")["given_to_minutes"]] == ["You looked at the door"]
    assert [each["reason"] for each in along("Ana")["ways_proposed"]] == ["WE TOOK TOO LONG"]
    assert [each["words"] for each in along("Ben")["said_to_ways"]] == ["BEN LIKES IT LONG"]
    assert "BEN LIKES IT LONG" not in str(along("Ana"))
