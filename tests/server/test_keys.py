"""The page about one's own keys and devices, and what its forms do."""

import re
from html import unescape

import pytest

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import PROBE, Opened, Visitor
from workbench.core import boxes, keys
from workbench.core.desk import Desk
from workbench.models.people import SignIn

PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def sol(room: Opened) -> Visitor:
    """Someone who has a personal link only, and is signed in."""
    newcomer(room, "Sol")
    return room.guest("Sol")


def text(visitor: Visitor, page: str = "/keys") -> str:
    return unescape(re.sub(r"<[^>]+>", " ", visitor.ask(page).text))


def choose(visitor: Visitor, passphrase: str = PASSPHRASE, **more: str) -> int:
    return visitor.fill("/keys", "/keys/passphrase", new=passphrase, again=passphrase, **more).status


def test_who_is_not_signed_in_is_led_to_the_link(room: Opened):
    assert room.visitor().ask("/keys").headers["Location"].startswith("/login")
    assert room.visitor().send("/keys/code").status == 403


class TestAPassphrase:
    def test_is_chosen_after_the_plain_warning_and_asked_from_then_on(self, room: Opened, sol: Visitor):
        page = text(sol)
        warning = page.index(
            "nobody can open your private records: not the group, and not whoever runs the machine"
        )
        assert warning < page.index("Choose this passphrase")
        assert "a court may ask you for your notes" in page
        assert choose(sol) == 303
        assert "Your passphrase is set." in text(sol, "/keys?done=passphrase")
        assert room.guest("Sol").ask("/").headers["Location"] == "/unlock"
        assert sol.ask(PROBE).status == 200

    def test_signs_out_whoever_came_in_by_the_link_before(self, room: Opened, sol: Visitor):
        early = room.guest("Sol")
        assert early.ask("/keys").status == 200
        assert choose(sol) == 303
        assert early.ask("/keys").headers["Location"].startswith("/login")
        assert sol.ask("/keys").status == 200

    @pytest.mark.parametrize(
        ("typed", "again", "told"),
        [
            ("short one", "short one", "at least ten letters"),
            ("seven quiet herons", "seven quiet heron", "not the same"),
            ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "the same few letters"),
            ("Sol password 1234", "Sol password 1234", "would try this early"),
        ],
    )
    def test_that_would_not_hold_is_refused_in_words(self, sol: Visitor, typed: str, again: str, told: str):
        answer = sol.fill("/keys", "/keys/passphrase", new=typed, again=again)
        assert answer.status == 403
        assert told in answer.text
        assert "Nothing was changed" in answer.text

    def test_is_changed_only_by_who_knows_the_one_before_or_the_code(self, room: Opened, sol: Visitor):
        choose(sol)
        assert choose(sol, "four other words here", now="not this one") == 403
        assert choose(sol, "four other words here", now=PASSPHRASE) == 303
        code = recovery_code(sol, "four other words here")
        assert choose(sol, "words that are new again", now=code) == 303
        again = room.guest("Sol")
        assert again.fill("/unlock", passphrase="four other words here").status == 403
        assert again.fill("/unlock", passphrase="words that are new again").status == 303


def recovery_code(visitor: Visitor, now: str = PASSPHRASE) -> str:
    shown = visitor.fill("/keys", "/keys/code", now=now).text
    found = re.search(r'<p class="code"[^>]*>([0-9A-Z ]+)</p>', shown)
    assert found
    return found.group(1)


class TestTheRecoveryCode:
    def test_is_shown_once_in_groups_of_four(self, sol: Visitor):
        choose(sol)
        code = recovery_code(sol)
        assert [len(group) for group in code.split(" ")] == [4] * 8
        assert code not in sol.ask("/keys").text

    def test_is_on_a_page_that_no_browser_keeps(self, sol: Visitor):
        choose(sol)
        assert sol.fill("/keys", "/keys/code", now=PASSPHRASE).headers["Cache-Control"] == "no-store"

    def test_renewed_replaces_the_one_before(self, room: Opened, sol: Visitor):
        choose(sol)
        first, second = recovery_code(sol), recovery_code(sol)
        again = room.guest("Sol")
        assert again.fill("/unlock", recovery=first).status == 403
        assert again.fill("/unlock", recovery=second).status == 303


class TestAfterAChangeOfThePassphrase:
    def test_the_page_says_first_that_the_old_code_still_opens_and_offers_another(
        self, room: Opened, sol: Visitor
    ):
        choose(sol)
        code = recovery_code(sol)
        choose(sol, "four other words here", now=PASSPHRASE)
        page = text(sol, "/keys?done=passphrase")
        assert page.index("opens your records as before") < page.index("Change my passphrase")
        assert "opens your records as before" not in text(sol)
        assert room.guest("Sol").fill("/unlock", recovery=code).status == 303, "what was said is true"
        recovery_code(sol, "four other words here")
        assert room.guest("Sol").fill("/unlock", recovery=code).status == 403

    def test_the_page_offers_a_code_first_to_who_has_none(self, sol: Visitor):
        choose(sol)
        page = text(sol, "/keys?done=passphrase")
        assert page.index("Make a recovery code") < page.index("Change my passphrase")
        assert "as before" not in page


class TestDevices:
    def test_are_listed_in_plain_words_with_this_one_marked(self, room: Opened, sol: Visitor):
        phone = room.visitor()
        phone.ask(f"/join/{room.circle.tokens['Sol']}", User_Agent=PHONE)
        assert "Firefox on Android (this one)" in text(phone)
        assert "Firefox on Android (this one)" not in text(sol)
        assert "Firefox on Android" in text(sol)

    def test_are_signed_out_one_by_one_or_all_others_at_once(self, room: Opened, sol: Visitor):
        others = [room.guest("Sol") for _each in range(3)]
        with room.circle.store.reading() as db:
            rows = db.query(SignIn).where(SignIn.person_id == room.circle["Sol"]).order_by(SignIn.made_at)
            lost = [row.id for row in rows][1]
        assert sol.fill("/keys", "/keys/device", device=lost).status == 303
        assert [each.ask("/").headers["Location"] == "/login" for each in others] == [True, False, False]
        assert sol.fill("/keys", "/keys/others").status == 303
        assert [each.ask("/").headers["Location"] for each in others] == ["/login"] * 3
        assert sol.ask("/keys").status == 200

    def test_of_somebody_else_are_out_of_reach(self, room: Opened, sol: Visitor):
        room.guest("Ben")
        with room.circle.store.reading() as db:
            bens = db.query(SignIn).where(SignIn.person_id == room.circle["Ben"]).first()
        assert bens
        answer = sol.fill("/keys", "/keys/device", device=bens.id)
        assert answer.status == 403
        assert "no such device of yours" in answer.text

    def test_coming_in_again_by_ones_link_makes_no_second_one_of_the_same_device(
        self, room: Opened, sol: Visitor
    ):
        before = dict(sol.cookies)
        assert sol.ask(f"/join/{room.circle.tokens['Sol']}").headers["Location"].endswith("home.ipynb")
        assert sol.cookies == before
        assert sol.ask("/keys").text.count("<li>") == 1


class TestAShortCode:
    def test_lets_one_more_device_in_with_the_opened_key(self, room: Opened, sol: Visitor):
        choose(sol)
        code = short_code(sol)
        assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
        phone = room.visitor()
        answer = phone.fill("/login", code=code.lower().replace("-", " "))
        assert (answer.status, answer.headers["Location"]) == (303, "/voila/render/pages/home.ipynb")
        assert phone.ask("/keys").status == 200
        assert "Choose this passphrase" not in phone.ask("/keys").text

    def test_is_told_to_carry_the_key_before_the_button(self, sol: Visitor):
        page = text(sol)
        assert page.index("is not asked for your passphrase") < page.index("Make a short code")

    def test_opens_a_device_that_waits_for_the_passphrase(self, room: Opened, sol: Visitor):
        choose(sol)
        waiting = room.guest("Sol")
        assert waiting.send("/login", _xsrf=waiting.guard("/unlock"), code=short_code(sol)).status == 303
        assert waiting.ask("/keys").status == 200

    def test_has_a_picture_only_where_another_device_can_reach_the_room(self, room: Opened, sol: Visitor):
        assert "<svg" not in sol.fill("/keys", "/keys/short").text
        shown = sol.ask(
            "/keys/short", "POST", f"_xsrf={sol.guard('/keys')}", Host="192.0.2.7:8866",
            Content_Type="application/x-www-form-urlencoded",
        ).text  # fmt: skip
        assert "<svg" in shown
        assert "http://192.0.2.7:8866/login" in shown


def short_code(visitor: Visitor) -> str:
    shown = visitor.fill("/keys", "/keys/short", now=PASSPHRASE).text
    found = re.search(r'<p class="code"[^>]*>([^<]+)</p>', shown)
    assert found
    return found.group(1)


def test_a_device_with_an_earlier_key_makes_a_code_that_brings_the_records_back_on_another(
    room: Opened, sol: Visitor
):
    desk = room.circle.desk("Sol")
    with desk.transaction() as db:
        boxes.put_away(db, owner=desk.me, name=f"note/{desk.me}", content={"words": "kept"}, at=desk.now())
    choose(sol)
    other = room.guest("Sol")
    other.fill("/unlock/anew")
    assert "this one still has your earlier key" in text(sol)
    assert choose(sol, "some other words here") == 403
    assert "people page prepares it" in text(sol)
    assert sol.fill("/keys", "/keys/code", now="words of the new key").status == 403
    code = recovery_code(sol)
    assert other.fill("/keys", "/keys/earlier", then=code).status == 403
    assert choose(other, "words of the new key") == 303
    answer = other.fill("/keys", "/keys/earlier", then="wrong words altogether")
    assert answer.status == 403
    assert "They are kept as they were." in answer.text
    assert other.fill("/keys", "/keys/earlier", then=code).status == 303
    with room.circle.store.reading() as db:
        wrapped = keys.wraps(db, person=desk.me, kind=keys.PASSPHRASE)[0]
    again = Desk(desk.store, desk.me, keys.open_by_passphrase(wrapped, "words of the new key"))
    with again.reading() as db:
        assert boxes.contents(db, [f"note/{desk.me}"]) == {f"note/{desk.me}": {"words": "kept"}}
    assert sol.ask("/").headers["Location"] == "/login"


def test_what_an_address_says_was_done_is_only_ever_one_of_our_sentences(sol: Visitor):
    assert "not-one-of-ours" not in sol.ask("/keys?done=not-one-of-ours").text


def test_an_act_that_does_not_exist_leads_nowhere(sol: Visitor):
    assert sol.fill("/keys", "/keys/nothing").status == 404
