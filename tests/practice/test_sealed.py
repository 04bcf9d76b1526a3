"""A personal criterion, the whole practice and a gap note are sealed, until their owner shows them."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import Circle
from tests.people.holding import begun_anew
from tests.screens import state
from tests.sessions.builders import Meeting
from workbench.core import keys
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.models.vault import Box
from workbench.practice import erasing, queries, services
from workbench.practice.pages import practice
from workbench.sessions import queries as sessions_read
from workbench.sessions import services as sessions
from workbench.sessions.erasing import delete_note
from workbench.sessions.rules import View

WORDING, LACK, LABELS = "I keep planted words", "planted lack", ["planted never", "planted always"]

SHUT = "a wording that is sealed"


def a_personal_criterion(circle: Circle, name: str = "Ana") -> str:
    desk = circle.desk(name)
    with desk.transaction() as db:
        return services.write_criterion(
            db, by=desk.me, group=circle.group, wording=WORDING, lack=LACK, labels=LABELS,
            reason="planted reason", at=desk.now(),
        )  # fmt: skip


def bytes_of(circle: Circle) -> bytes:
    assert circle.store.file
    return b"".join(file.read_bytes() for file in circle.store.file.parent.glob("store.sqlite*"))


def test_a_personal_criterion_is_read_by_its_owner_and_lies_nowhere_in_the_file(circle: Circle):
    version = a_personal_criterion(circle)
    with circle.desk("Ana").reading() as db:
        (mine,) = queries.criteria(db, asker=circle["Ana"], group=circle.group)
        assert (mine.wording, mine.lack, list(mine.labels), mine.reason) == (
            WORDING, LACK, LABELS, "planted reason",
        )  # fmt: skip
        assert queries.wording(db, id=version) == mine
    with Desk(circle.store, circle["Ana"]).reading() as db:
        (shut,) = queries.criteria(db, asker=circle["Ana"], group=circle.group)
        assert (shut.wording, shut.lack, shut.labels, shut.reason) == (SHUT, "", (), "")
    assert b"Tuesday group" in bytes_of(circle)
    assert b"planted" not in bytes_of(circle)


def test_it_is_revised_and_put_down_by_its_owner_with_all_its_versions_kept(circle: Circle):
    a_personal_criterion(circle)
    with circle.desk("Ana").transaction() as db:
        (mine,) = queries.criteria(db, asker=circle["Ana"], group=circle.group)
        services.revise_criterion(
            db, by=circle["Ana"], entity=mine.entity, seen=1, wording="I keep planted words briefly",
            lack=LACK, labels=LABELS, component=None, reason="shorter", at=circle.clock(),
        )  # fmt: skip
        services.drop_criterion(
            db, by=circle["Ana"], entity=mine.entity, seen=2, reason="enough", at=circle.clock()
        )
    with circle.desk("Ana").reading() as db:
        told = [v.wording for v in queries.history(db, asker=circle["Ana"], entity=mine.entity)]
    assert told == [WORDING, "I keep planted words briefly", "I keep planted words briefly"]
    assert b"planted" not in bytes_of(circle)


def test_without_its_key_it_cannot_be_revised_into_something_empty(circle: Circle):
    a_personal_criterion(circle)
    with circle.desk("Ana").transaction() as db:
        (mine,) = queries.criteria(db, asker=circle["Ana"], group=circle.group)
        keys.new_key(db, person=circle["Ana"], at=circle.clock())
    keyless = Desk(circle.store, circle["Ana"])
    with pytest.raises(Refused, match="sealed for an earlier key"), keyless.transaction() as db:
        services.drop_criterion(
            db, by=circle["Ana"], entity=mine.entity, seen=1, reason="enough", at=circle.clock()
        )


def test_the_whole_practice_is_its_owners_alone(circle: Circle):
    desk = circle.desk("Ana")
    with desk.transaction() as db:
        services.write_whole(db, by=desk.me, group=circle.group, words="planted whole", seen=0, at=desk.now())
        with pytest.raises(Refused):
            services.write_whole(
                db, by=desk.me, group=circle.group, words="planted whole", seen=1, at=desk.now()
            )
    with desk.reading() as db:
        assert [w.words for w in queries.wholes(db, asker=desk.me, group=circle.group)] == ["planted whole"]
    assert b"planted" not in bytes_of(circle)


def test_a_personal_wording_is_shown_to_those_in_a_session_once_its_owner_judges_by_it(circle: Circle):
    meeting = Meeting(circle)
    version = a_personal_criterion(circle)
    with circle.desk("Ben").reading() as db:
        assert queries.wording(db, id=version).wording == SHUT
    desk = circle.desk("Ana")
    with desk.transaction() as db:
        sessions.agree_contract(
            db, by=desk.me, session=meeting.session, purpose="", seen_by="", outside_use="",
            criteria=[version], seen=0, at=desk.now(),
        )  # fmt: skip
    with circle.desk("Ben").reading() as db:
        seen = sessions_read.session(db, asker=circle["Ben"], session=meeting.session, at=circle.clock())
        assert [(w.wording, list(w.labels)) for w in seen.criteria] == [(WORDING, LABELS)]


def test_what_a_sent_in_view_judges_by_is_shown_and_the_other_personal_ones_stay_sealed(circle: Circle):
    meeting = Meeting(circle)
    used, unused = a_personal_criterion(circle), a_personal_criterion(circle)
    desk = circle.desk("Ana")
    with desk.transaction() as db:
        sessions.send_view(
            db, by=desk.me, session=meeting.session, views=[View(used, words="so it was")], at=desk.now()
        )
    with circle.desk("Ben").reading() as db:
        assert queries.wording(db, id=used).wording == WORDING
        assert queries.wording(db, id=unused).wording == SHUT


def test_nobody_else_shows_a_personal_wording(circle: Circle):
    meeting = Meeting(circle)
    version = a_personal_criterion(circle)
    with pytest.raises(Refused), Desk(circle.store, circle["Ana"]).transaction() as db:
        sessions.agree_contract(
            db, by=circle["Ana"], session=meeting.session, purpose="", seen_by="", outside_use="",
            criteria=[version], seen=0, at=circle.clock(),
        )  # fmt: skip
    with circle.desk("Ben").reading() as db:
        assert queries.wording(db, id=version).wording == SHUT


@pytest.fixture
def bare(store) -> Circle:
    return Circle(store, passphrases=False)


def test_who_has_only_a_link_keeps_nothing_for_themselves_alone_and_shares_as_all_do(bare: Circle):
    desk = bare.desk("Ana")
    given: dict[str, Any] = {"group": bare.group, "at": bare.clock()}
    for act in (
        lambda db: services.write_whole(db, by=desk.me, words="mine", seen=0, **given),
        lambda db: services.write_criterion(db, by=desk.me, wording="mine", **given),
        lambda db: services.add_component(db, by=desk.me, name="mine", shared=False, **given),
    ):
        with pytest.raises(Refused, match="passphrase of your own"), desk.transaction() as db:
            act(db)
    with desk.transaction() as db:
        services.write_criterion(db, by=desk.me, wording="ours", shared=True, **given)


def test_the_practice_page_says_so_beforehand_and_leads_to_where_a_passphrase_is_chosen(
    bare: Circle, monkeypatch
):
    monkeypatch.setenv("WORKBENCH_URL", "http://localhost:8866")
    assert "/keys" in state(practice(bare.desk("Ana")))


def test_it_says_nothing_of_it_to_who_has_one(circle: Circle):
    assert "/keys" not in state(practice(circle.desk("Ana")))


def boxes_of(circle: Circle, name: str) -> list[str]:
    with circle.store.reading() as db:
        return list(db.scalars(select(Box.about).where(Box.owner_id == circle[name])))


def test_what_is_deleted_leaves_no_box_behind(circle: Circle):
    meeting, desk = Meeting(circle), circle.desk("Ana")
    meeting.send("Ana")
    before = boxes_of(circle, "Ana")
    with desk.transaction() as db:
        services.write_whole(db, by=desk.me, group=circle.group, words="whole", seen=0, at=desk.now())
        note = sessions.write_note(
            db, by=desk.me, session=meeting.session, kind="gap", words="my own note", at=desk.now()
        )
    assert len(boxes_of(circle, "Ana")) == len(before) + 2
    with desk.transaction() as db:
        erasing.delete_whole(db, by=desk.me, group=circle.group)
        delete_note(db, by=desk.me, note=note, at=desk.now())
    assert boxes_of(circle, "Ana") == before


def test_where_somebody_began_anew_an_open_page_of_the_owner_keeps_nothing_personal(circle: Circle):
    begun_anew(circle, "Ana")
    with pytest.raises(Refused, match="was begun anew"):
        a_personal_criterion(circle)
    ana = circle.desk("Ana")
    with ana.transaction() as db, pytest.raises(Refused, match="was begun anew"):
        services.write_whole(db, by=ana.me, group=circle.group, words="planted", seen=0, at=ana.now())
    with circle.store.reading() as db:
        assert db.scalars(select(Box)).all() == []
