"""Files that are damaged, strange or empty, and places that cannot be written to."""

import csv
import sys
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import event, func, select

from tests.exchange.sheets import a_csv, bring, cells, fresh, judged, look_alike, taken_out
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.models.people import Person
from workbench.models.sessions import Judgement


@pytest.fixture
def desk(tmp_path):
    return fresh(tmp_path)


def a_workbook(folder, rows, name="in.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


HEADER = ["group", "criterion", "practitioner", "assessor", "mark", "words", "at"]


def test_numbers_dates_and_gaps_of_a_spreadsheet_are_read_as_they_look(desk, tmp_path):
    rows = [HEADER, [3, "c", 1.0, "A", 5, None, datetime(2026, 1, 5, 9, 30)], [], [3, "c", 1.0, "B", 4.0]]  # noqa: DTZ001
    from zoneinfo import ZoneInfo

    outcome = bring(desk, a_workbook(tmp_path, rows), scale_="1-7", zone=ZoneInfo("UTC"))
    assert (outcome.added, outcome.refused) == (2, [])
    first = cells(taken_out(desk, tmp_path))[0]
    assert (first["group"], first["practitioner"], first["mark"], first["at"]) == (
        "3", "1", "5", "2026-01-05T09:30:00+00:00",
    )  # fmt: skip


def test_a_formula_is_refused_by_its_cell(desk, tmp_path):
    outcome = bring(desk, a_workbook(tmp_path, [HEADER, ["G", "c", "A", "=A1", "", "x"]]))
    assert "Cell D2 holds a formula" in outcome.refused[0][1]


def test_every_cell_of_a_spreadsheet_that_is_written_is_text(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged(words="'=1+1", mark="3"), judged("+Ben")]), scale_="1-7")
    sheet = load_workbook(taken_out(desk, tmp_path, name="out.xlsx"))["assessments"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert "=1+1" in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,b\n1,2\n", "has no column"),
        (b'group,"criterion\n1,2\n', "quotation marks"),
        (b"PK\x03\x04 not a workbook", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0 old", "an old or a locked spreadsheet"),
        (b"\xff\xfeg", "not written in utf-16"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(desk, tmp_path, content, why):
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=why):
        bring(desk, path)


def test_a_missing_file_and_a_folder_are_refused_in_a_sentence(desk, tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(Refused, match="cannot be read"):
            bring(desk, path)


def test_a_quotation_mark_that_never_closes_and_ragged_rows_are_refused_by_number(desk, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text('group,criterion,practitioner,assessor,words\nG,c,A\nG,c,A,A,x,y\nG,c,A,A,"x\n', "utf-8")
    assert [number for number, _why in bring(desk, path).refused] == [2, 3, 4]


def test_a_spreadsheet_cut_off_in_the_middle_writes_nothing(desk, tmp_path):
    path = a_workbook(tmp_path, [HEADER, *[["G", f"c{i}", "A", "A", "", "x"] for i in range(200)]])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused, match="not a spreadsheet"):
        bring(desk, path)


def test_a_text_too_long_for_a_spreadsheet_is_refused_with_its_row_and_goes_into_csv(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged(words="\x01" * 9_000)]))
    with pytest.raises(Refused, match="assessments, row 2: the words"):
        taken_out(desk, tmp_path, name="out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
    assert len(cells(taken_out(desk, tmp_path))[0]["words"]) == 9_000


def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_half_kept(tmp_path):
    desk = fresh(tmp_path)
    store = Store(desk.store.url, desk.store.clock)

    def keep_small(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 40}")

    event.listen(store.engine, "connect", keep_small)
    with pytest.raises(Refused, match="disk is full"):
        bring(Desk(store, ""), look_alike(tmp_path), mapped="assessor=rater,practitioner=ratee,mark=value",
              scale_="1-7")  # fmt: skip
    with desk.reading() as db:
        assert db.scalar(select(func.count()).select_from(Judgement)) == 0
        assert db.scalar(select(func.count()).select_from(Person)) == 0


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(desk, tmp_path):
    (tmp_path / "taken").write_text("", "utf-8")
    for out in ("none/out.csv", "taken/out.csv"):
        with pytest.raises(Refused, match="could not be written"):
            taken_out(desk, tmp_path, name=out)
    with pytest.raises(Refused, match="could not be made"):
        taken_out(desk, tmp_path, "all", "taken")


@pytest.mark.parametrize(("kind", "name"), [("members", "out.txt"), ("all", "out.csv"), ("members", "out")])
def test_a_file_of_another_kind_is_refused(desk, tmp_path, kind, name):
    with pytest.raises(Refused, match="Nothing was written"):
        taken_out(desk, tmp_path, kind, name)


def test_all_kinds_go_into_a_folder_or_into_the_sheets_of_one_file(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged()]))
    folder = taken_out(desk, tmp_path, "all", "folder")
    assert sorted(path.name for path in folder.iterdir()) == [
        "assessments.csv", "entries.csv", "members.csv", "practice.csv",
    ]  # fmt: skip
    book = load_workbook(taken_out(desk, tmp_path, "all", "all.xlsx"))
    assert book.sheetnames == ["members", "practice", "assessments", "entries"]


def test_letters_beyond_ascii_bring_a_mark_at_the_start_and_others_do_not(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged()]))
    assert not taken_out(desk, tmp_path).read_bytes().startswith(b"\xef\xbb\xbf")
    bring(desk, a_csv(tmp_path, [judged("Zoë")]))
    assert taken_out(desk, tmp_path).read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_is_written_is_readable_by_its_owner_only(desk, tmp_path):
    bring(desk, a_csv(tmp_path, [judged()]))
    if sys.platform != "win32":
        assert taken_out(desk, tmp_path).stat().st_mode & 0o077 == 0


def test_a_very_long_cell_is_read_whole(desk, tmp_path):
    path = tmp_path / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(judged()), list(judged(words="y" * 200_000).values())])
    assert "longer than 20,000" in bring(desk, path).refused[0][1]
