"""What an assessments file may say, and what is refused; nothing is written when a row is."""

import pytest
from sqlalchemy import func, select

from tests.exchange.sheets import AT, GROUP, a_csv, bring, cells, fresh, judged, taken_out
from workbench.core.rights import Refused
from workbench.models.people import Group, Person
from workbench.models.practice import Criterion, Cycle, CycleEnd
from workbench.models.sessions import Judgement, Lock, Session, StageMove


def counted(desk, *tables):
    with desk.reading() as db:
        return [db.scalar(select(func.count()).select_from(table)) for table in tables]


@pytest.fixture
def desk(tmp_path):
    return fresh(tmp_path)


def refused(outcome):
    return dict(outcome.refused)


def test_what_is_not_there_yet_is_made(desk, tmp_path):
    rows = [judged(), judged("Ben"), judged("Ana", "Ben"), judged(group="Other", criterion="I listen")]
    outcome = bring(desk, a_csv(tmp_path, rows))
    assert outcome.created == {
        "groups": [GROUP, "Other"], "cycles": [f"{GROUP} 1", "Other 1"], "people": ["Ana", "Ben", "Ana"],
        "criteria": ["I end on time", "I listen"],
    }  # fmt: skip
    assert counted(desk, Group, Cycle, CycleEnd, Session, Lock, Judgement) == [2, 2, 2, 3, 4, 4]


def test_the_same_name_in_two_groups_is_two_people(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged(), judged(group="Other")]))
    assert counted(desk, Person) == [2]


def test_new_criteria_are_shared_held_and_say_where_they_came_from(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged(mark="3")]), scale_="1-4")
    with desk.reading() as db:
        criterion = db.scalars(select(Criterion)).one()
    assert (criterion.owner_id, criterion.fate, criterion.reason) == (None, "held", "imported")
    assert criterion.labels == ["1", "2", "3", "4"]


def test_an_imported_session_counts_as_revealed_and_ended(desk, tmp_path):
    from workbench.exchange.queries import places

    bring(desk, a_csv(tmp_path, [judged(), judged("Ben")]))
    with desk.reading() as db:
        group = db.scalars(select(Group.id)).one()
        place = next(iter(places(db, group=group).values()))
        moves = db.scalars(select(StageMove.stage).order_by(StageMove.revision)).all()
    assert (place.revealed, place.ended, moves) == (True, True, ["reveal", "process"])


def test_a_second_import_of_the_same_file_adds_nothing(desk, tmp_path):
    path = a_csv(tmp_path, [judged(mark="1", words="=1", basis="no basis at all"), judged("Ben", at="")])
    bring(desk, path, scale_="1-3")
    before = counted(desk, Judgement, Lock, Session, Person, Cycle)
    outcome = bring(desk, path, scale_="1-3")
    assert (outcome.added, outcome.already_here, outcome.refused) == (0, 2, [])
    assert counted(desk, Judgement, Lock, Session, Person, Cycle) == before


def test_more_criteria_may_follow_for_an_imported_session(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged()]))
    outcome = bring(desk, a_csv(tmp_path, [judged(), judged(criterion="I listen"), judged("Ben")]))
    assert (outcome.added, outcome.already_here) == (2, 1)
    assert counted(desk, Session, Lock, Judgement) == [1, 2, 3]


def test_another_value_than_the_one_in_the_store_is_refused(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged()]))
    outcome = bring(desk, a_csv(tmp_path, [judged(words="Rarely"), judged("Ben")]))
    assert list(refused(outcome)) == [2]
    assert "what is in the store stays" in refused(outcome)[2]
    assert counted(desk, Judgement) == [1]


def test_rows_that_repeat_are_refused_by_both_numbers_unless_they_say_the_same(desk, tmp_path):
    rows = [judged(), judged("Ben"), judged(), judged("Ben", words="Never"), judged("Ben", cycle="1.0")]
    outcome = bring(desk, a_csv(tmp_path, rows))
    assert (outcome.repeated, list(refused(outcome))) == (1, [5, 6])
    assert "row 3" in refused(outcome)[5]
    assert counted(desk, Judgement, Group, Person) == [0, 0, 0]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(desk, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        'group,criterion,practitioner,assessor,words\nG,c,A,A,"two\nlines"\n\nG,c,A,,x\n', "utf-8"
    )
    assert list(refused(bring(desk, path))) == [4]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (judged(mark="8"), "not on the scale"),
        (judged(mark="1", basis="no basis"), "Keep one of them"),
        (judged(words=""), "It says nothing"),
        (judged(assessor=""), "No assessor"),
        (judged(practitioner=""), "No practitioner"),
        (judged(assessor="  "), "name is missing"),
        (judged(criterion=" "), "what competence looks like"),
        (judged(cycle="first"), "not the number of a cycle"),
        (judged(cycle="0"), "not the number of a cycle"),
        (judged(at="2026-02-02T18:30:00"), "no time zone"),
        (judged(at="yesterday"), "is not a moment"),
        (judged(at="2036-01-01T00:00:00Z"), "still to come"),
        (judged(words="x" * 20_001), "longer than 20,000"),
        (judged(group=""), "No group"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason_and_nothing_is_written(desk, tmp_path, row, why):
    outcome = bring(desk, a_csv(tmp_path, [judged("Ben"), row]), scale_="1-7")
    assert [number for number, _why in outcome.refused] == [3]
    assert why in outcome.refused[0][1]
    assert counted(desk, Judgement, Group, Person, Cycle, Criterion) == [0, 0, 0, 0, 0]


def test_a_mark_for_a_new_criterion_needs_a_scale(desk, tmp_path):
    outcome = bring(desk, a_csv(tmp_path, [judged(), judged("Ben", mark="3")]))
    assert "--scale" in refused(outcome)[3]


def test_a_naive_moment_is_read_in_the_zone_that_is_named(desk, tmp_path):
    from zoneinfo import ZoneInfo

    bring(desk, a_csv(tmp_path, [judged(at="2026-02-02T19:30:00")]), zone=ZoneInfo("Europe/Paris"))
    assert cells(taken_out(desk, tmp_path))[0]["at"] == AT


def test_a_dry_run_says_what_would_come_and_writes_nothing(desk, tmp_path):
    outcome = bring(desk, a_csv(tmp_path, [judged(), judged("Ben")]), dry_run=True)
    assert (outcome.added, outcome.created["people"]) == (2, ["Ana", "Ben"])
    assert counted(desk, Group, Person, Judgement) == [0, 0, 0]


def test_columns_can_be_named_as_the_file_names_them(desk, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("Team;Rater;Ratee;Item;Score;Rest\nT;A;B;c;2;x\n", "utf-8")
    named = "group=team,assessor=rater,practitioner=ratee,criterion=item,mark=score"
    outcome = bring(desk, path, mapped=named, scale_="no,partly,2")
    assert (outcome.added, outcome.not_read, outcome.refused) == (1, ["Rest"], [])


@pytest.mark.parametrize(
    ("mapped", "why"),
    [
        ("rater=assessor", "does not have"),
        ("assessor=nobody", "not in the file"),
        ("assessor", "not of the form"),
        ("mark=words,mark=basis", "twice"),
    ],
)
def test_a_map_that_names_what_is_not_there_is_refused(desk, tmp_path, mapped, why):
    with pytest.raises(Refused, match=why):
        bring(desk, a_csv(tmp_path, [judged()]), mapped=mapped)


@pytest.mark.parametrize("written", ["", "7-1", "1-99", "yes", "a,,b", "a,A"])
def test_a_scale_that_cannot_be_is_refused(desk, tmp_path, written):
    from workbench.exchange.rules import scale

    with pytest.raises(Refused, match="cannot be read"):
        scale(written)
