"""What lapses goes on its day and not before, by itself; what does not lapse stays."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from tests.audit.planting import NAMES, Planted
from tests.audit.searching import opened, told, traces
from tests.audit.test_erasure import planted
from tests.audit.test_going_for_good import pages
from tests.builders import START
from workbench.audit import lifetimes
from workbench.audit.lapsing import FIXED, GUESSES, Choice, in_force
from workbench.audit.sweep import lapsing_soon, overdue, sweep
from workbench.core.erasing import erasing, waits
from workbench.core.leftovers import copies
from workbench.core.rights import Refused
from workbench.models.journal import Entry, Release
from workbench.models.keeping import Lifetime
from workbench.models.sessions import Keeping, Note
from workbench.models.vault import Box, BoxKey

LATER = timedelta(seconds=1)
# What each kind plants its words in; with no words, what is counted is only that it is gone.
LIES_IN = {
    "entry": set(), "draft": {"drafts.values", "drafts.sealed"}, "release": {"releases.purpose"},
    "note": {"notes.words"}, "gap": {"notes.words"}, "kept note": {"notes.words"},
    "peer's view": {"judgements.words"}, "own view": {"judgements.words"},
    "last word": {"closings.words", "closing_views.words"}, "contract": {"contracts.purpose"},
    "proposal": {"criteria.wording"}, "proposed part": {"components.name"},
    "proposed form": {"group_forms.text"}, "experiment": {"experiments.change"},
    "look-back": {"look_backs.words"}, "then": set(), "visit": {"visits.words"},
    "end of a cycle": {"cycle_words.words"}, "remark": {"remarks.words"}, "dot": set(),
}  # fmt: skip


@pytest.fixture
def circle(tmp_path):
    circle = planted(tmp_path)
    yield circle
    circle.store.close()


def kinds(circle: Planted) -> set[str]:
    with circle.store.reading() as db:
        return {each.kind for each in overdue(db, circle.clock())}


def ends(circle: Planted) -> dict[str, set]:
    """Return on which moments the planted records of each kind lapse."""
    with circle.store.reading() as db:
        found: dict[str, set] = {}
        for each in overdue(db, START + timedelta(days=40_000)):
            found.setdefault(each.kind, set()).add(each.at)
    return found


def test_nothing_is_overdue_in_a_group_that_has_just_begun(circle):
    assert kinds(circle) == set()
    assert sweep(circle.store, circle.workspace).gone == {}


def test_every_kind_of_the_planted_records_lapses_one_day_but_a_doubt_that_is_kept(circle):
    assert ends(circle).keys() == GUESSES.keys() | FIXED.keys() - {"doubt"}


@pytest.mark.parametrize("kind", sorted(GUESSES))
def test_it_lapses_on_its_day_and_not_before(circle, kind):
    day = min(ends(circle)[kind])
    circle.clock.now = day - LATER
    assert kind not in kinds(circle)
    sweep(circle.store, circle.workspace)
    words = {word for name in NAMES for word, column in circle.mine[name].items() if column in LIES_IN[kind]}
    before = {word for word in words if word in told(circle.store)}
    circle.clock.now = day
    assert kind in kinds(circle)
    swept = sweep(circle.store, circle.workspace)
    assert swept.done
    assert swept.gone[kind] >= 1
    assert kind not in kinds(circle)
    gone = {word for word in before if word not in told(circle.store)}
    assert bool(gone) is bool(before)
    assert traces(circle.workspace.path, gone) == {}


def test_with_an_entry_go_its_sealed_words_and_every_key_to_them(circle):
    circle.clock.now = max(ends(circle)["entry"])
    sweep(circle.store, circle.workspace)
    with circle.store.reading() as db:
        assert list(db.scalars(select(Box.id).where(Box.about.startswith("entry/")))) == []
        assert list(db.scalars(select(Entry.id))) == list(db.scalars(select(Release.id))) == []


def test_the_keys_that_a_release_gave_end_with_it(circle):
    def handed() -> int:
        with circle.store.reading() as db:
            released = select(BoxKey.id).join(Release, Release.id == BoxKey.grant)
            return len(list(db.scalars(released)))

    assert handed() == 6
    circle.clock.go_on(days=7, seconds=-1)
    sweep(circle.store, circle.workspace)
    assert handed() == 6
    circle.clock.go_on(seconds=1)
    sweep(circle.store, circle.workspace)
    assert handed() == 0


def test_a_doubt_fades_after_thirty_days_unless_the_practitioner_keeps_it(circle):
    with circle.at("Ana") as db, erasing(db):
        kept = select(Note.id).where(Note.kind == "doubt", Note.by_id == circle.id("Ben"))
        db.execute(delete(Keeping).where(Keeping.note_id.in_(kept)))
        doubt = update(Note).where(Note.kind == "doubt").values(ends_at=circle.clock() + timedelta(days=30))
        db.execute(doubt)
    circle.clock.go_on(days=30, seconds=-1)
    assert "doubt" not in kinds(circle)
    circle.clock.go_on(seconds=1)
    assert sweep(circle.store, circle.workspace).gone["doubt"] == 1
    with circle.store.reading() as db:
        assert len(list(db.scalars(select(Note.id).where(Note.kind == "doubt")))) == 2


@pytest.mark.parametrize("kind", sorted(FIXED.keys() - {"doubt"}))
def test_what_the_room_keeps_by_itself_goes_too(circle, kind):
    day = min(ends(circle)[kind])
    circle.clock.now = day - LATER
    assert kind not in kinds(circle)
    circle.clock.now = day
    assert kind in kinds(circle)
    sweep(circle.store, circle.workspace)
    assert kind not in kinds(circle)


def test_after_a_hundred_years_what_the_group_has_adopted_and_the_names_are_still_there(circle):
    circle.clock.go_on(days=36_600)
    sweep(circle.store, circle.workspace)
    assert kinds(circle) == set()
    left = told(circle.store) + opened(circle)
    assert all(word in left for word in circle.shared)
    assert all(name in left for name in circle.called.values())
    for name in NAMES:
        pages(circle, name)
        own = {"whole_practices.words", "criteria.wording"}
        assert {column for word, column in circle.mine[name].items() if column in own and word in left} == own


def test_a_group_says_for_how_long_and_everyone_sees_who_said_it(circle):
    with circle.at("Ben") as db:
        lifetimes.set_days(
            db, by=circle.id("Ben"), group=circle.group, kind="entry", days=30, seen=0, at=circle.clock()
        )
    with circle.at("Cai") as db:
        kept = lifetimes.of_group(db, asker=circle.id("Cai"), group=circle.group, at=circle.clock())
    (entry,) = [each for each in kept if each.kind == "entry"]
    assert (entry.days, entry.now, entry.by) == (30, 1095, circle.called["Ben"])
    circle.clock.go_on(days=30)
    assert "entry" in kinds(circle)


def test_a_shorter_time_takes_nothing_away_for_two_weeks(circle):
    circle.clock.go_on(days=100)
    with circle.at("Ben") as db:
        lifetimes.set_days(
            db, by=circle.id("Ben"), group=circle.group, kind="entry", days=1, seen=0, at=circle.clock()
        )
    circle.clock.go_on(days=13)
    assert "entry" not in kinds(circle)
    circle.clock.go_on(days=1)
    assert "entry" in kinds(circle)


@pytest.mark.parametrize(
    ("choices", "days"),
    [
        ([], 50), ([(20, 30)], 20), ([(20, 3)], 50), ([(90, 3)], 90), ([(None, 3)], None),
        ([(None, 30), (20, 3)], None), ([(20, 30), (10, 5), (15, 1)], 20), ([(20, -1)], 50),
    ],
)  # fmt: skip
def test_of_several_choices_the_longest_of_two_weeks_holds(choices, days):
    told = [Choice(chosen, START - timedelta(days=ago)) for chosen, ago in choices]
    assert in_force(told, 50, START) == days


@pytest.mark.parametrize(("kind", "days"), [("entry", 0), ("entry", 36_501), ("ticket", 3), ("nothing", 3)])
def test_what_cannot_be_set_is_refused(circle, kind, days):
    with pytest.raises(Refused, match="Nothing was changed"), circle.at("Ben") as db:
        lifetimes.set_days(
            db, by=circle.id("Ben"), group=circle.group, kind=kind, days=days, seen=0, at=circle.clock()
        )


def test_two_who_set_it_at_once_are_told(circle):
    for name, refused in (("Ben", False), ("Cai", True)):
        given = {"by": circle.id(name), "group": circle.group, "kind": "note", "days": 9, "seen": 0}
        if refused:
            with pytest.raises(Refused, match="a moment ago"), circle.at(name) as db:
                lifetimes.set_days(db, **given, at=circle.clock())
        else:
            with circle.at(name) as db:
                lifetimes.set_days(db, **given, at=circle.clock())
    with circle.store.reading() as db:
        assert len(list(db.scalars(select(Lifetime)))) == 1


def test_what_lapses_soon_is_told_to_its_owner_alone(circle):
    circle.clock.now = min(ends(circle)["draft"]) - timedelta(days=3)
    with circle.at("Ana") as db:
        found = lapsing_soon(db, owner=circle.id("Ana"), at=circle.clock(), within=timedelta(days=14))
    assert {each.kind for each in found} == {"draft"}
    assert {each.owner for each in found} == {circle.id("Ana")}


def test_the_copy_before_a_migration_is_kept_for_thirty_days(circle):
    assert circle.store.file is not None
    copy = circle.store.file.with_name("store.sqlite.before-0002")
    made = copy.stat().st_mtime
    circle.clock.now = circle.clock.now.fromtimestamp(made, tz=START.tzinfo) + timedelta(days=29)
    assert copies(circle.store.file, before=circle.clock() - timedelta(days=30)) == []
    circle.clock.go_on(days=2)
    assert copies(circle.store.file, before=circle.clock() - timedelta(days=30)) == [copy]
    sweep(circle.store, circle.workspace)
    assert not copy.exists()


def test_a_sweep_finishes_what_could_not_be_finished_before(circle):
    circle.clock.now = min(ends(circle)["draft"])
    assert circle.store.file is not None
    with closing(sqlite3.connect(circle.store.file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM drafts").fetchone()
        assert not sweep(circle.store, circle.workspace).done
        assert waits(circle.store)
        other.execute("COMMIT")
    assert sweep(circle.store, circle.workspace).done
    assert not waits(circle.store)
