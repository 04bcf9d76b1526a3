"""Coming in by a personal link, and leaving."""

import re

from sqlalchemy import update

from tests.server.opened import PROBE, Opened
from workbench.core.desk import hashed
from workbench.models.people import Link
from workbench.people import services as people

HOME = "/voila/render/pages/home.ipynb"


def test_a_link_signs_in_and_leads_home(room: Opened):
    visitor = room.visitor()
    answer = visitor.ask(f"/join/{room.circle.tokens['Ben']}")
    assert (answer.status, answer.headers["Location"]) == (302, HOME)
    assert visitor.ask("/").headers["Location"] == HOME


def test_the_cookie_is_out_of_reach_of_scripts_and_comes_along_when_a_link_is_followed(room: Opened):
    given = room.visitor().ask(f"/join/{room.circle.tokens['Ben']}").headers["Set-Cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    assert "Path=/" in given


def test_the_store_keeps_nothing_that_opens_the_room(room: Opened):
    guest = room.guest("Cai")
    kept = b"".join(file.read_bytes() for file in room.folder.glob("store.sqlite*"))
    for secret in (*guest.cookies.values(), room.circle.tokens["Cai"]):
        assert secret.encode() not in kept
    assert hashed(room.circle.tokens["Cai"]).encode() in kept


def test_who_is_not_signed_in_is_asked_for_the_link(room: Opened):
    visitor = room.visitor()
    assert visitor.ask("/").headers["Location"] == "/login"
    assert visitor.ask(PROBE).headers["Location"].startswith("/login")
    assert "Open your personal link, or ask someone in your group" in visitor.ask("/login").text


def test_an_unknown_link_is_told_calmly(room: Opened):
    answer = room.visitor().ask("/join/not-a-link")
    assert answer.status == 403
    assert "Ask someone in your group for a new one." in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Traceback" not in answer.text


def test_a_link_that_was_withdrawn_or_has_run_out_opens_nothing(room: Opened):
    ana = room.circle.desk("Ana")
    with ana.transaction() as db:
        old = people.invite(db, by=ana.me, group=room.circle.group, name="Dov", at=ana.now())
        late = people.invite(db, by=ana.me, group=room.circle.group, name="Eli", at=ana.now())
        people.revoke_links(db, by=ana.me, person=old.person, at=ana.now())
        db.execute(update(Link).where(Link.token_hash == hashed(late.token)).values(ends_at=ana.now()))
    assert "withdrawn" in room.visitor().ask(f"/join/{old.token}").text
    assert "run out" in room.visitor().ask(f"/join/{late.token}").text
    assert room.visitor().ask(f"/join/{late.token}").status == 403


def test_withdrawing_links_signs_the_devices_out_that_came_by_them(room: Opened):
    ana = room.circle.desk("Ana")
    with ana.transaction() as db:
        fay = people.invite(db, by=ana.me, group=room.circle.group, name="Fay", at=ana.now())
    visitor = room.visitor()
    visitor.ask(f"/join/{fay.token}")
    assert visitor.ask("/leave-room").status == 200
    with ana.transaction() as db:
        people.revoke_links(db, by=ana.me, person=fay.person, at=ana.now())
    assert visitor.ask("/leave-room").headers["Location"].startswith("/login")


def test_leaving_takes_a_form_of_ours_and_ends_the_sign_in(room: Opened):
    guest = room.guest("Ben")
    kept = dict(guest.cookies)
    assert guest.send("/leave-room").status == 403
    form = re.search(r'name="_xsrf" value="([^"]+)"', guest.ask("/leave-room").text)
    assert form
    answer = guest.send("/leave-room", _xsrf=form.group(1))
    assert "You have left the room" in answer.text
    guest.cookies = kept
    assert guest.ask("/").headers["Location"] == "/login"


def test_a_form_from_elsewhere_is_refused(room: Opened):
    guest = room.guest("Ben")
    form = re.search(r'name="_xsrf" value="([^"]+)"', guest.ask("/leave-room").text)
    assert form
    body = f"_xsrf={form.group(1)}"
    kind = "application/x-www-form-urlencoded"
    foreign = guest.ask("/leave-room", "POST", body, Content_Type=kind, Origin="http://elsewhere.example")
    assert foreign.status in {403, 404}
    assert guest.ask("/leave-room").status == 200
