"""What leaves in a file: nothing that its owner has not let go, unless the owner asks by their own link."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import PASSPHRASE
from tests.exchange.sheets import a_csv, bring, cells, fresh, judged, taken_out
from workbench.core.desk import Desk
from workbench.core.keys import at_the_desk_of
from workbench.core.rights import Refused
from workbench.exchange.drawings import picture
from workbench.journal import services as journal
from workbench.models.journal import Entry
from workbench.models.sessions import Judgement
from workbench.people import services as people
from workbench.practice import services as practice
from workbench.sessions import moves
from workbench.sessions import services as sessions
from workbench.sessions.rules import View


@pytest.fixture
def meeting(circle):
    """A session of Ana: her own view and Ben's are sent in, not revealed; each has a personal criterion."""
    ana, ben, at = circle["Ana"], circle["Ben"], circle.clock()
    with circle.desk("Ana").transaction() as db:
        cycle = practice.open_cycle(db, by=ana, group=circle.group, at=at)
        version = practice.write_criterion(db, by=ana, group=circle.group, wording="Mine alone", at=at)
        with at_the_desk_of(db, circle.keys["Ben"]):
            practice.write_criterion(db, by=ben, group=circle.group, wording="Ben's own", at=at)
        session = sessions.open_session(db, by=ana, cycle=cycle, practitioner=ana, at=at)
        sessions.agree_contract(
            db, by=ana, session=session, purpose="To see", seen_by="", outside_use="", criteria=[version],
            seen=0, at=at,
        )  # fmt: skip
        moves.attend_to(db, by=ana, session=session, seen=0, at=at)
        sessions.send_view(db, by=ana, session=session, views=[View(version, None, "my words")], at=at)
        sessions.send_view(db, by=ben, session=session, views=[View(version, None, "ben's words")], at=at)
        journal.write_entry(
            db, by=ana, group=circle.group, cycle=cycle, day=at.date(), words="private", context="here", at=at
        )
    return session


def out(circle, folder, kind, **more):
    return cells(taken_out(Desk(circle.store, ""), folder, kind, f"{kind}.csv", **more))


def link(circle, name):
    with circle.desk(name).transaction() as db:
        return people.renew_link(db, by=circle[name], person=circle[name], at=circle.clock())


def test_views_that_were_not_revealed_go_out_to_nobody(circle, meeting, tmp_path):
    assert out(circle, tmp_path, "assessments") == []
    mine = out(circle, tmp_path, "assessments", link=link(circle, "Ana"))
    assert [row["words"] for row in mine] == ["my words"]
    theirs = out(circle, tmp_path, "assessments", link=link(circle, "Cai"))
    assert theirs == []


def test_views_that_were_revealed_go_out_by_the_links_of_those_who_may_read_them(circle, meeting, tmp_path):
    def words(name):
        return sorted(row["words"] for row in out(circle, tmp_path, "assessments", link=link(circle, name)))

    with circle.desk("Ana").transaction() as db:
        at = circle.clock()
        moves.move(db, by=circle["Ana"], session=meeting, to="reveal", seen=1, at=at, skipping=True)
    assert [words(name) for name in ("Ana", "Ben", "Cai")] == [["ben's words", "my words"]] * 3
    assert out(circle, tmp_path, "assessments") == []
    with circle.desk("Ana").transaction() as db:
        moves.end(db, by=circle["Ana"], session=meeting, seen=2, at=at)
    assert words("Ana") == ["ben's words", "my words"]
    assert (words("Ben"), words("Cai")) == (["ben's words"], [])
    assert out(circle, tmp_path, "assessments") == []


def test_personal_criteria_go_out_to_their_owner_only(circle, meeting, tmp_path):
    assert out(circle, tmp_path, "practice") == []
    mine = out(circle, tmp_path, "practice", link=f"http://localhost:8866/join/{link(circle, 'Ana')}")
    assert [(row["owner"], row["wording"]) for row in mine] == [("Ana", "Mine alone")]


def test_entries_go_out_by_a_link_only_also_while_they_are_released(circle, meeting, tmp_path):
    def words(name):
        return [row["words"] for row in out(circle, tmp_path, "entries", link=link(circle, name))]

    assert (words("Ana"), words("Ben")) == (["private"], [])
    ana, at = circle["Ana"], circle.clock()
    with circle.desk("Ana").transaction() as db:
        entry = db.scalars(select(Entry.entity)).one()
        released = journal.release(
            db,
            by=ana,
            entry=entry,
            session=meeting,
            purpose="To show",
            ends_at=at + timedelta(hours=2),
            at=at,
        )
    assert (words("Ana"), words("Ben")) == (["private"], ["private"])
    assert out(circle, tmp_path, "entries") == []
    circle.store.clock.go_on(hours=1)
    with circle.desk("Ana").transaction() as db:
        journal.withdraw(db, by=ana, release=released, at=at)
    assert (words("Ana"), words("Ben")) == (["private"], [])


def test_a_released_entry_stays_in_once_the_release_has_ended(circle, meeting, tmp_path):
    ana, at = circle["Ana"], circle.clock()
    with circle.desk("Ana").transaction() as db:
        entry = db.scalars(select(Entry.entity)).one()
        journal.release(
            db, by=ana, entry=entry, session=meeting, purpose="Show", ends_at=at + timedelta(hours=1), at=at
        )
    circle.store.clock.go_on(hours=2)
    assert out(circle, tmp_path, "entries", link=link(circle, "Ben")) == []


def test_a_link_that_is_unknown_or_was_replaced_proves_nothing(circle, meeting, tmp_path):
    old = link(circle, "Ana")
    link(circle, "Ana")
    for token in (old, "guess", ""):
        if token:
            with pytest.raises(Refused, match="not known here, or it has ended"):
                out(circle, tmp_path, "entries", link=token)


def test_someone_with_a_link_gets_nothing_of_groups_that_they_are_not_in(circle, meeting, tmp_path):
    bring(Desk(circle.store, ""), a_csv(tmp_path, [judged(group="Other")]))
    assert {row["group"] for row in out(circle, tmp_path, "members")} == {"Tuesday group", "Other"}
    assert {row["group"] for row in out(circle, tmp_path, "members", link=link(circle, "Ana"))} == {
        "Tuesday group"
    }
    with pytest.raises(Refused, match="no group called"):
        out(circle, tmp_path, "members", link=link(circle, "Ana"), group="Other")


def test_imported_entries_are_their_owners_and_by_their_owners_own_criterion(circle, tmp_path):
    from workbench.models.practice import Criterion

    columns = "group,cycle,practitioner,day,criterion,mark,words,evidence_for,evidence_against,context"
    written = ("Tuesday group,1,Ben,2026-02-01,I wait,2,=w,f,a,c", "Tuesday group,1,Ben,2026-02-01,,,,,,")
    rows = [dict(zip(columns.split(","), row.split(","), strict=True)) for row in written]
    keeper = Desk(circle.store, "")
    path = a_csv(tmp_path, rows)
    assert bring(keeper, path, "entries", scale_="1-3").added == 2
    assert bring(keeper, path, "entries", scale_="1-3").already_here == 2
    assert out(circle, tmp_path, "entries") == []
    mine = out(circle, tmp_path, "entries", link=link(circle, "Ben"))
    assert sorted(mine, key=str) == sorted([rows[0] | {"words": "'=w"}, rows[1]], key=str)
    with keeper.reading() as db:
        assert db.scalars(select(Criterion.owner_id)).one() == circle["Ben"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"day": "1.2.2026"}, "is not a day"),
        ({"day": "2027-01-01"}, "still to come"),
        ({"practitioner": ""}, "No practitioner"),
        ({"mark": "1"}, "no criterion"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(tmp_path, more, why):
    row = {
        "group": "G",
        "cycle": "",
        "practitioner": "Ben",
        "day": "2026-02-01",
        "mark": "",
        "words": "",
    } | more
    outcome = bring(fresh(tmp_path), a_csv(tmp_path, [row]), "entries")
    assert why in outcome.refused[0][1]


def test_standing_and_practice_that_differ_from_the_store_are_left_to_the_room(circle, tmp_path):
    keeper = Desk(circle.store, "")
    members = [{"group": "Tuesday group", "name": "Ben", "standing": "ally"},
               {"group": "Tuesday group", "name": "Dee", "standing": "boss"}]  # fmt: skip
    assert [number for number, _why in bring(keeper, a_csv(tmp_path, members), "members").refused] == [2, 3]
    first = [{"group": "Tuesday group", "owner": "Ana", "wording": "I wait", "labels": "no|yes"}]
    assert bring(keeper, a_csv(tmp_path, first), "practice").added == 1
    assert bring(keeper, a_csv(tmp_path, first), "practice").already_here == 1
    other = [first[0] | {"labels": "a|b"}, first[0] | {"wording": "I", "labels": "one"}]
    assert [number for number, _why in bring(keeper, a_csv(tmp_path, other), "practice").refused] == [2, 3]


def test_a_last_word_is_in_nobodys_picture_but_its_owners(circle, meeting):
    ana = circle["Ana"]
    with circle.desk("Ana").transaction() as db:
        at = circle.clock()
        judged = db.scalars(select(Judgement.criterion_id).where(Judgement.session_id == meeting)).first()
        assert judged
        moves.move(db, by=ana, session=meeting, to="reveal", seen=1, at=at, skipping=True)
        sessions.close(
            db, by=ana, session=meeting, stance="hold", words="I stay", shown_wrong_by="",
            views=[View(judged, None, "my last word on it")], seen=0, at=at,
        )  # fmt: skip
        moves.end(db, by=ana, session=meeting, seen=2, at=at)

    def drawn(name=None):
        mine = link(circle, name) if name else None
        drawing = picture(
            Desk(circle.store, ""), "before-and-after", group="Tuesday group", practitioner="Ana",
            form="json", link=mine, passphrase=lambda: PASSPHRASE,
        )  # fmt: skip
        return drawing.decode()

    assert "my words" in drawn("Ana")
    assert "my last word on it" in drawn("Ana")
    assert "my words" not in drawn("Ben")
    assert "my last word on it" not in drawn("Ben")
    with pytest.raises(Refused, match="nothing here to be shown"):
        drawn("Cai")
    with pytest.raises(Refused, match="Add --link"):
        drawn()
