"""Somebody with a link alone begins anew in another's name: nothing is sealed for them, and it is told."""

from collections.abc import Callable

import pytest

from tests.builders import Circle, Clock, a_passphrase, a_store
from tests.people.holding import a_note, begun_anew, came_in, notes, sealed_for
from workbench.core import drafts
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.people import anew, services

KEPT_FROM_THEM = "was begun anew"


def typed(desk: Desk, words: str, seen: int = 0) -> None:
    with desk.transaction() as db:
        drafts.keep_draft(db, author=desk.me, place="log", values={"words": words}, seen=seen, at=desk.now())


def going_on(desk: Desk) -> None:
    typed(desk, "and then", seen=1)


def another_draft(desk: Desk) -> None:
    with desk.transaction() as db:
        drafts.keep_draft(db, author=desk.me, place="new", values={"words": "first"}, seen=0, at=desk.now())


@pytest.mark.parametrize("write", [a_note, going_on, another_draft])
def test_an_open_page_of_the_rightful_person_seals_nothing_for_whoever_began_anew(
    circle: Circle, write: Callable[[Desk], None]
):
    ana = circle.desk("Ana")
    typed(ana, "begun")
    intruder, _cookie = begun_anew(circle, "Ana")
    with pytest.raises(Refused, match=KEPT_FROM_THEM):
        write(ana)
    assert sealed_for(intruder) == 0
    assert notes(intruder) == set()


def test_nothing_that_was_kept_is_lost_and_whoever_began_anew_writes_for_themselves(circle: Circle):
    ana = circle.desk("Ana")
    a_note(ana)
    typed(ana, "begun")
    anew_, _cookie = begun_anew(circle, "Ana")
    with pytest.raises(Refused, match="what was kept before is there still"):
        typed(ana, "and then", seen=1)
    with ana.reading() as db:
        assert drafts.draft(db, author=ana.me, place="log").values == {"words": "begun"}
    assert notes(ana) == {"note"}
    a_note(anew_, "later")
    assert notes(anew_) == {"later"}


def test_a_desk_without_a_key_writes_for_the_only_key_there_ever_was_and_for_no_other(circle: Circle):
    keyless = Desk(circle.store, circle["Ana"])
    a_note(keyless)
    assert notes(circle.desk("Ana")) == {"note"}
    intruder, _cookie = begun_anew(circle, "Ana")
    with pytest.raises(Refused, match="not open on this page"):
        a_note(keyless, "later")
    assert sealed_for(intruder) == 0


# ---------------------------------------------------------------- what is told


def told(desk: Desk) -> anew.BegunAnew | None:
    with desk.reading() as db:
        return anew.begun_anew(db, asker=desk.me, at=desk.now())


def said(desk: Desk) -> None:
    with desk.transaction() as db:
        anew.say_it_was_me(db, by=desk.me, at=desk.now())


def test_a_first_key_is_no_beginning_anew(circle: Circle):
    assert told(circle.desk("Ana")) is None


def test_a_link_that_was_replaced_before_it_was_ever_opened_is_none_either(tmp_path):
    circle = Circle(a_store(tmp_path), passphrases=False)
    with circle.desk("Ana").transaction() as db:
        token = services.renew_link(db, by=circle["Ana"], person=circle["Ben"], at=circle.clock())
    circle.tokens["Ben"] = token
    came_in(circle, "Ben")
    assert told(Desk(circle.store, circle["Ben"])) is None


def test_the_person_is_told_on_either_device_when_it_was(circle: Circle, clock: Clock):
    at = clock.go_on(hours=2)
    intruder, _cookie = begun_anew(circle, "Ana")
    for desk, holds in ((circle.desk("Ana"), False), (intruder, True)):
        found = told(desk)
        assert found == anew.BegunAnew(at, holds=holds, said_at=None)
    assert told(circle.desk("Ben")) is None


def test_renewing_the_link_or_choosing_a_passphrase_does_not_take_the_notice_away(
    circle: Circle, clock: Clock
):
    intruder, _cookie = begun_anew(circle, "Ana")
    before = told(intruder)
    with intruder.transaction() as db:
        services.renew_link(db, by=intruder.me, person=intruder.me, at=intruder.now())
    assert intruder.key
    a_passphrase(circle.store, intruder.me, intruder.key, "words of the intruder")
    clock.go_on(days=400)
    assert before is not None
    assert told(circle.desk("Ana")) == anew.BegunAnew(before.at, holds=False, said_at=None)
    assert told(intruder) == before


def test_saying_that_it_was_me_ends_it_only_after_a_while_and_never_where_the_earlier_key_is(
    circle: Circle, clock: Clock
):
    now, _cookie = begun_anew(circle, "Ana")
    at = clock.go_on(hours=1)
    said(now)
    found = told(now)
    assert found is not None
    assert found.said_at == at
    clock.go_on(days=anew.STAYS.days)
    assert told(now) is None
    assert told(circle.desk("Ana")) is not None


def test_only_a_desk_with_the_key_in_use_says_it_and_once_is_enough(circle: Circle, clock: Clock):
    now, _cookie = begun_anew(circle, "Ana")
    with pytest.raises(Refused, match="still has your earlier key"):
        said(circle.desk("Ana"))
    said(now)
    first = told(now)
    clock.go_on(hours=1)
    said(now)
    assert told(now) == first


def test_beginning_anew_once_more_is_told_anew(circle: Circle, clock: Clock):
    now, _cookie = begun_anew(circle, "Ana")
    said(now)
    at = clock.go_on(hours=1)
    assert now.key
    a_passphrase(circle.store, now.me, now.key)
    again, _cookie = begun_anew(circle, "Ana")
    assert told(again) == anew.BegunAnew(at, holds=True, said_at=None)
    assert told(now) == anew.BegunAnew(at, holds=False, said_at=None)
