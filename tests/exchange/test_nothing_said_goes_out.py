"""Without a personal link, no word that was said in the room is in any file, whatever is asked for."""

from datetime import timedelta
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from tests.builders import PASSPHRASE
from tests.exchange.sheets import GROUP, a_csv, bring, judged
from workbench.core.boxes import contents
from workbench.core.desk import Desk
from workbench.core.drafts import drafts, keep_draft
from workbench.core.rights import Refused
from workbench.exchange.drawings import PICTURES, picture
from workbench.exchange.files import export_file
from workbench.exchange.rules import KINDS
from workbench.journal import services as journal
from workbench.migrations.tables import METADATA
from workbench.models.practice import Criterion
from workbench.models.vault import Box
from workbench.people import services as people
from workbench.practice import queries
from workbench.practice import services as practice
from workbench.sessions import moves
from workbench.sessions import services as sessions
from workbench.sessions.protocols import protocol
from workbench.sessions.rules import View

SAID = "SAID-IN-THE-ROOM"
HOLDS_WORDS = {
    "closing_views", "closings", "components", "contracts", "criteria", "drafts", "entries", "judgements",
    "notes", "releases", "voices", "whole_practices",
}  # fmt: skip

NOTE_KINDS = tuple(protocol("assessment").notes)


def write_practice(circle, db):
    """Write what is personal or only proposed; return the versions of the shared and of Ana's criterion."""
    ana, ben, group, at = circle["Ana"], circle["Ben"], circle.group, circle.clock()
    practice.write_whole(db, by=ana, group=group, words=f"{SAID} whole", seen=0, at=at)
    own = practice.add_component(db, by=ana, group=group, name=f"{SAID} part", shared=False, at=at)
    part = practice.add_component(db, by=ana, group=group, name="Endings", shared=True, at=at)
    version = queries.parts(db, asker=ana, group=group)
    proposed = next(each[-1].id for each in version if each[-1].entity == part)
    practice.adopt_component(db, by=ana, version=proposed, at=at)
    practice.revise_component(db, by=ben, entity=part, seen=2, name=f"{SAID} name", reason=SAID, at=at)
    mine = practice.write_criterion(
        db, by=ana, group=group, wording=f"{SAID} own", lack=SAID, component=own, reason=SAID, at=at
    )
    proposed = practice.write_criterion(
        db, by=ana, group=group, wording="I end on time", labels=("1", "2", "3"), component=part,
        shared=True, at=at,
    )  # fmt: skip
    shared = practice.adopt(db, by=ana, version=proposed, at=at)
    reworded = practice.revise_criterion(
        db, by=ben, entity=db.get_one(Criterion, shared).entity, seen=2, wording=f"{SAID} new",
        lack=SAID, labels=(SAID, "2"), component=part, reason=SAID, at=at,
    )  # fmt: skip
    practice.give_voice(db, by=ana, version=reworded, stand="differing", words=SAID, at=at)
    practice.write_criterion(db, by=ben, group=group, wording=f"{SAID} new", shared=True, reason=SAID, at=at)
    return shared, mine


def hold_session(circle, db, cycle, shared, mine):
    """Hold Ana's session from its contract to its end, with a word of each kind."""
    ana, ben, at = circle["Ana"], circle["Ben"], circle.clock()
    session = sessions.open_session(db, by=ana, cycle=cycle, practitioner=ana, at=at)
    sessions.agree_contract(
        db, by=ana, session=session, purpose=SAID, seen_by=SAID, outside_use=SAID, criteria=[shared, mine],
        seen=0, at=at,
    )  # fmt: skip
    moves.attend_to(db, by=ana, session=session, seen=0, at=at)
    views = [
        View(version, mark, f"{SAID} words", f"{SAID} for", f"{SAID} against", f"{SAID} basis")
        for version, mark in ((shared, "2"), (mine, None))
    ]
    for who in (ana, ben):
        sessions.send_view(db, by=who, session=session, views=views, at=at)
    moves.move(db, by=ana, session=session, to="reveal", seen=1, at=at, skipping=True)
    again = [View(shared, "3", f"{SAID} last"), View(mine, None, f"{SAID} last")]
    sessions.close(
        db,
        by=ana,
        session=session,
        stance="revise",
        words=SAID,
        shown_wrong_by=SAID,
        views=again,
        seen=0,
        at=at,
    )
    for kind in NOTE_KINDS:
        by = ana if kind == "gap" else ben
        note = sessions.write_note(db, by=by, session=session, kind=kind, words=f"{SAID} {kind}", at=at)
        sessions.keep_note(db, by=ana, note=note, at=at)
    entry = journal.write_entry(
        db, by=ana, group=circle.group, cycle=cycle, day=at.date(), at=at, criterion=shared, mark="1",
        words=SAID, evidence_for=SAID, evidence_against=SAID, context=SAID,
    )  # fmt: skip
    ends = at + timedelta(days=1)
    journal.release(db, by=ana, entry=entry, session=session, purpose=SAID, ends_at=ends, at=at)
    keep_draft(db, author=ana, place="journal", values={"words": SAID}, seen=0, at=at)
    return session


@pytest.fixture(params=["ended", "going on"])
def spoken(request, circle, tmp_path):
    """A group in whose room a word of every kind was said, and which brought one judgement in by a file."""
    with circle.desk("Ana").transaction() as db:
        ana, at = circle["Ana"], circle.clock()
        earlier = practice.open_cycle(db, by=ana, group=circle.group, at=at)
        practice.close_cycle(db, by=ana, cycle=earlier, at=at)
        cycle = practice.open_cycle(db, by=ana, group=circle.group, at=at)
        shared, mine = write_practice(circle, db)
        session = hold_session(circle, db, cycle, shared, mine)
        if request.param == "ended":
            moves.end(db, by=ana, session=session, seen=2, at=at)
    rows = [
        judged(mark="1", words="From a file", evidence_for="Seen for a file"),
        judged("Ben", mark="3", words="From a file too"),
        judged(criterion=f"{SAID} own", words=SAID),
    ]
    outcome = bring(Desk(circle.store, ""), a_csv(tmp_path, rows))
    assert (outcome.added, outcome.refused) == (3, [])
    return circle


def drawn(circle, name, form, link=None):
    criterion = "I end on time" if name == "my-thread" else None
    return picture(
        Desk(circle.store, ""), name, group=GROUP, practitioner="Ana", form=form, criterion=criterion,
        link=link, passphrase=lambda: PASSPHRASE,
    )  # fmt: skip


def bytes_of(path):
    """Return all that stands in a file or a folder; a spreadsheet is a packed one."""
    if path.is_dir():
        return b"".join(bytes_of(each) for each in path.iterdir())
    if path.suffix == ".xlsx":
        with ZipFile(path) as packed:
            return b"".join(packed.read(name) for name in packed.namelist())
    return path.read_bytes()


def test_words_were_said_in_every_table_that_holds_any(spoken):
    with Desk(spoken.store, "").reading() as db:
        holding = {
            "criteria" if table.name == "boxes" else table.name  # a wording that was laid open for a session
            for table in METADATA.sorted_tables
            if any(SAID in str(row) for row in db.execute(select(table)))
        }
    for name in spoken.people:
        with spoken.desk(name).reading() as db:
            holding |= sealed(db, spoken[name])
    assert holding == HOLDS_WORDS


def sealed(db, person):
    """Return the tables of which words lie sealed in this person's boxes and drafts."""
    kept = contents(db, db.scalars(select(Box.about).where(Box.owner_id == person)))
    found = {about.partition("/")[0] for about, said in kept.items() if SAID in str(said)}
    drawer = drafts(db, author=person).values()
    found |= {"drafts"} if any(SAID in str(kept.values) for kept in drawer) else set()
    return {"entries" if each == "entry" else each for each in found}


@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_no_export_holds_a_word_of_the_room(spoken, tmp_path, end):
    desk = Desk(spoken.store, "")
    whole = tmp_path / ("all" if end == "csv" else "all.xlsx")
    written = export_file(desk, whole, kind="all")
    assert written == {"members": 3, "practice": 1, "assessments": 2, "entries": 0}
    files = [whole, *(tmp_path / f"one-{kind}.{end}" for kind in KINDS)]
    for kind, path in zip(KINDS, files[1:], strict=True):
        export_file(desk, path, kind=kind)
    said = b"".join(bytes_of(path) for path in files)
    assert said.count(b"From a file too") == 2
    assert said.count(b"Endings") == 2
    assert SAID.encode() not in said


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("form", ["json", "html"])
def test_no_picture_holds_a_word_of_the_room(spoken, name, form):
    said = drawn(spoken, name, form)
    shown = {"then-and-now": b"From a file", "evidence-balance": b"Seen for a file"}
    assert shown.get(name, b"From a file too") in said
    assert SAID.encode() not in said


def test_what_the_room_alone_knows_is_not_drawn_and_not_named_in_the_refusal(spoken):
    ask = {"group": GROUP, "practitioner": "Ana", "form": "json"}
    for name, more in (
        ("my-thread", {"criterion": f"{SAID} ow"}),
        ("my-criteria", {"cycle": 2}),
        ("range-of-views", {"cycle": 2}),
        ("my-criteria", {"practitioner": "Ben"}),
    ):
        with pytest.raises(Refused, match="Add --link with your personal link") as refusal:
            picture(Desk(spoken.store, ""), name, **(ask | more))
        assert f"{SAID} own" not in refusal.value.sentence


def test_by_ones_own_link_what_one_may_read_is_in_the_files_and_pictures(spoken, tmp_path):
    def link(name):
        with spoken.desk(name).transaction() as db:
            return people.renew_link(db, by=spoken[name], person=spoken[name], at=spoken.clock())

    desk = Desk(spoken.store, "")
    written = export_file(
        desk, tmp_path / "mine.xlsx", kind="all", link=link("Ana"), passphrase=lambda: PASSPHRASE
    )
    assert written == {"members": 3, "practice": 2, "assessments": 7, "entries": 1}
    assert f"{SAID} own".encode() in bytes_of(tmp_path / "mine.xlsx")
    assert f"{SAID} last".encode() in drawn(spoken, "my-thread", "json", link("Ana"))
