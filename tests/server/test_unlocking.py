"""Where a device waits until its person has given their passphrase, or begun anew."""

import pytest

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import PROBE, Opened, Visitor
from workbench.core import boxes, keys
from workbench.core.desk import Desk
from workbench.people import held, helping, keyring

HOME = "/voila/render/pages/home.ipynb"
CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"


@pytest.fixture
def lou(room: Opened) -> Visitor:
    """Someone with a passphrase who has come in by their link and waits."""
    return waiting(room, "Lou")


def waiting(room: Opened, name: str) -> Visitor:
    newcomer(room, name, passphrase=True)
    return room.guest(name)


def test_a_link_of_someone_with_a_passphrase_leads_to_where_it_is_asked(room: Opened):
    newcomer(room, "Kim", passphrase=True)
    answer = room.visitor().ask(f"/join/{room.circle.tokens['Kim']}")
    assert (answer.status, answer.headers["Location"]) == (302, "/unlock")


def test_every_page_leads_a_waiting_device_to_the_passphrase(room: Opened, lou: Visitor):
    for page in ("/", "/login", "/keys", PROBE, HOME):
        answer = lou.ask(page)
        assert (answer.status, answer.headers["Location"].partition("?")[0]) == (302, "/unlock"), page


def test_the_page_has_a_labelled_field_that_a_keeper_of_passphrases_can_fill(room: Opened, lou: Visitor):
    page = lou.ask("/unlock").text
    assert '<label for="passphrase"' in page
    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="username" value="Lou"' in page
    assert "<script" not in page


def test_the_right_passphrase_opens_the_records_and_hands_the_key_to_the_kernel(room: Opened, lou: Visitor):
    answer = lou.fill("/unlock", passphrase=PASSPHRASE)
    assert (answer.status, answer.headers["Location"]) == (303, HOME)
    assert lou.ask(PROBE).status == 200
    assert lou.ask("/keys").status == 200


def test_it_leads_on_to_the_page_that_was_asked_for_and_to_no_other_host(room: Opened):
    for name, asked, on in (
        ("Mo", PROBE, PROBE),
        ("Nia", f"{PROBE}?group=0af", f"{PROBE}?group=0af"),
        ("Oli", "//elsewhere.example/voila/render/x.ipynb", HOME),
        ("Pat", "https://elsewhere.example/", HOME),
        ("Quy", "/voila/render/../../x.ipynb", HOME),
    ):
        visitor = waiting(room, name)
        answer = visitor.fill("/unlock", passphrase=PASSPHRASE, next=asked)
        assert answer.headers["Location"] == on


def test_a_wrong_passphrase_is_told_calmly_and_the_right_one_still_opens(room: Opened, lou: Visitor):
    answer = lou.fill("/unlock", passphrase="seven loud herons")
    assert answer.status == 403
    assert "does not open your records. Nothing was lost." in answer.text
    assert lou.ask(PROBE).status == 302
    assert lou.fill("/unlock", passphrase=f"  {PASSPHRASE} ").status == 303


def test_the_recovery_code_opens_as_it_is_read_from_paper(room: Opened, lou: Visitor):
    key = room.circle.keys["Lou"]
    with Desk(room.circle.store, room.circle["Lou"], key).transaction() as db:
        keyring.keep_code(db, by=room.circle["Lou"], code=CODE, proof=key, at=room.circle.clock())
    assert lou.fill("/unlock", recovery=CODE.replace("0", "1")).status == 403
    answer = lou.fill("/unlock", recovery=CODE.lower().replace("-", " ").replace("1", "l").replace("0", "o"))
    assert (answer.status, answer.headers["Location"]) == (303, "/keys?done=by-code")
    assert "type your recovery code where the one of now is asked" in lou.ask("/keys?done=by-code").text


class TestBeginningAnew:
    def test_is_told_plainly_before_the_button(self, lou: Visitor):
        page = lou.ask("/unlock/anew").text
        told = page.index("Nobody else can open it: not the group, and not whoever runs the machine.")
        assert told < page.index("<button")

    def test_lets_the_device_in_at_once_and_ends_the_key_without_deleting_it(
        self, room: Opened, lou: Visitor
    ):
        person, old = room.circle["Lou"], room.circle.keys["Lou"]
        assert old
        answer = lou.fill("/unlock/anew")
        assert (answer.status, answer.headers["Location"]) == (303, "/keys?done=anew")
        assert lou.ask(PROBE).status == 200
        with room.circle.store.reading() as db:
            assert [pair.id for pair in keys.earlier(db, person)] == [old.id]
            assert keys.wraps(db, person=person, kind=keys.PASSPHRASE, key_id=old.id)

    def test_keeps_the_key_for_the_link_so_that_the_next_device_opens_the_same(
        self, room: Opened, lou: Visitor
    ):
        lou.fill("/unlock/anew")
        with room.circle.store.reading() as db:
            new = keys.in_use(db, room.circle["Lou"])
        assert room.guest("Lou").ask("/keys").status == 200
        with room.circle.store.reading() as db:
            again = keys.in_use(db, room.circle["Lou"])
        assert new
        assert again
        assert new.id == again.id

    def test_a_device_with_the_earlier_key_gets_the_new_one_by_the_link(self, room: Opened):
        newcomer(room, "Una", passphrase=True)
        here, there = room.guest("Una"), room.guest("Una")
        assert here.fill("/unlock", passphrase=PASSPHRASE).status == 303
        there.fill("/unlock/anew")
        assert "this one still has your earlier key" in here.ask("/keys").text
        join = f"/join/{room.circle.tokens['Una']}"
        assert "This device has a key of yours from before" in here.ask(join).text
        assert "this one still has your earlier key" in here.ask("/keys").text  # asking changes nothing
        assert here.fill(join, join).status in {302, 303}
        assert "this one still has your earlier key" not in here.ask("/keys").text

    def test_is_not_offered_to_a_device_that_is_open(self, room: Opened):
        ben = room.guest("Ben")
        for page in ("/unlock", "/unlock/anew"):
            assert ben.ask(page).headers["Location"].startswith("/login")
        assert ben.send("/unlock/anew", _xsrf=ben.guard("/leave-room")).status == 403


def test_peers_who_were_chosen_are_asked_and_what_they_hand_on_opens_the_earlier_records(room: Opened):
    for name in ("Rae", "Sam", "Tia"):
        newcomer(room, name, passphrase=True)
    rae, circle = room.circle["Rae"], room.circle
    desk = Desk(circle.store, rae, circle.keys["Rae"])
    with desk.transaction() as db:
        boxes.put_away(db, owner=rae, name="note/r/1/rae", content={"words": "kept"}, at=desk.now())
        holders = [circle["Sam"], circle["Tia"]]
        helping.choose_peers(db, by=rae, holders=holders, needed=2, proof=desk.key, at=desk.now())
    visitor = room.guest("Rae")
    assert "Sam, Tia" in visitor.ask("/unlock/anew").text
    assert visitor.fill("/unlock/anew", ask="yes").headers["Location"] == "/keys?done=asked"
    assert "once you have chosen a passphrase" in visitor.ask("/keys").text
    assert "Choose a passphrase first." in visitor.ask("/keys").text
    assert visitor.fill("/keys", "/keys/passphrase", new=PASSPHRASE, again=PASSPHRASE).status == 303
    for name in ("Sam", "Tia"):
        assert "Open my earlier records now" not in visitor.ask("/keys").text
        with circle.desk(name).transaction() as db:
            (asked,) = held.asked_to_help(db, asker=circle[name])
            assert asked.number in visitor.ask("/keys").text
            helping.hand_on(db, by=circle[name], person=rae, key=asked.key, at=circle.clock())
    assert "Open my earlier records now" in visitor.ask("/keys").text
    assert visitor.fill("/keys", "/keys/by-peers").headers["Location"] == "/keys?done=earlier"
    assert "Your earlier records</h2>" not in visitor.ask("/keys").text
    again = room.guest("Rae")
    again.fill("/unlock", passphrase=PASSPHRASE)
    with circle.store.reading() as db:
        wrapped = keys.wraps(db, person=rae, kind=keys.PASSPHRASE)[0]
    opened = Desk(circle.store, rae, keys.open_by_passphrase(wrapped, PASSPHRASE))
    with opened.reading() as db:
        assert boxes.contents(db, ["note/r/1/rae"]) == {"note/r/1/rae": {"words": "kept"}}
