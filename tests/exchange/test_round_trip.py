import csv
import json
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.sheets import AT, DATA, GROUP, a_csv, bring, cells, fresh, judged, taken_out
from workbench.exchange.guards import guarded, unguarded
from workbench.exchange.rules import KINDS

COLUMNS = KINDS["assessments"].columns
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        '"',
        "a\r\nb",
        "\n",
        " ",
        "🙂",
        "שלום",
        "\u202eabc",
        "_x0041_",
        "x005F_",
        "a,b;c\td",
        "-1",
    ]
)
NAME = TEXT.filter(lambda text: text.strip() != "")
OWN = [
    "", "=cmd|' /C calc'!A0", "'", "''=", "-1", "-1+1", "\tx", "\rx", 'say "no"', "a\nb", "a\r\nb", "مرحبا",
    "\u202eabc", "\x00", "\x1b[31m", "\ufeffx", "\ufffe", "_x0000_", "🙂" * 5, " both ends ", "a|b", "NULL",
    "nan",
]  # fmt: skip


@cache
def words() -> list[str]:
    """Return texts that trouble programs: our own, and the collections that lie beside the checkout."""
    found = list(OWN)
    naughty, scripts = DATA / "e_text" / "blns.json", DATA / "e_text" / "udhr_article1_many_scripts.csv"
    if naughty.is_file():
        found += json.loads(naughty.read_text("utf-8"))
    if scripts.is_file():
        with scripts.open(encoding="utf-8", newline="") as file:
            found += [text for row in csv.DictReader(file) for text in row.values()]
    return list(dict.fromkeys(found))


def there_and_back(folder, rows, end):
    """Bring rows in, take them out, bring that into another store and take it out again."""
    first, second = fresh(folder), fresh(folder)
    came = bring(first, a_csv(folder, [{name: guarded(cell) for name, cell in row.items()} for row in rows]))
    assert came.refused == []
    out = taken_out(first, folder, name=f"out.{end}")
    again = bring(second, out)
    assert (again.refused, again.added) == ([], came.added)
    return said_in(second, folder), said_in(first, folder)


def said_in(desk, folder, kind="assessments", asker=None):
    from workbench.exchange.queries import groups_for, rows_of

    at = desk.now()
    with desk.reading() as db:
        return [
            row
            for id, name in groups_for(db, asker=asker, named=None)
            for row in rows_of(db, kind=kind, asker=asker, group=id, name=name, at=at)
        ]


def as_tuples(rows, columns=COLUMNS):
    return sorted(tuple(row[name] for name in columns) for row in rows)


@pytest.mark.parametrize("end", ["csv", "xlsx"])
@given(
    rows=st.lists(
        st.builds(
            judged, NAME, NAME, group=NAME, criterion=NAME, words=TEXT, evidence_for=TEXT,
            evidence_against=NAME, basis=TEXT.filter(lambda text: not text.startswith("no basis")),
        ),
        min_size=1, max_size=5, unique_by=lambda row: tuple(row[name] for name in COLUMNS[:5]),
    )
)  # fmt: skip
@FEW
def test_any_words_come_back_from_the_store_and_the_file_as_they_were(tmp_path, end, rows):
    second, first = there_and_back(tmp_path, rows, end)
    assert sorted(first) == as_tuples(rows)
    assert sorted(second) == as_tuples(rows)


@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_every_text_that_troubles_programs_is_unchanged_as_name_criterion_and_evidence(tmp_path, end):
    rows: list[dict[str, str]] = []
    for text in words():
        evidence = judged(
            evidence_for=text, evidence_against=text, words=f"{len(rows)}", criterion=f"no {len(rows)}"
        )
        rows.append(evidence)
        if text.strip():
            rows.append(judged(text, text, group=text, criterion=text))
    second, first = there_and_back(tmp_path, rows, end)
    assert sorted(first) == as_tuples(rows)
    assert sorted(second) == as_tuples(rows)


@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_no_basis_comes_back_as_no_basis(tmp_path, end):
    rows = [
        judged(words="", basis="no basis"),
        judged("Ben", words="", basis="no basis: I was away"),
        judged("Cai", words="", basis="two meetings"),
    ]
    second, first = there_and_back(tmp_path, rows, end)
    assert sorted(first) == as_tuples(rows)
    assert sorted(second) == as_tuples(rows)


def test_members_and_practice_come_back_too(tmp_path):
    members = [
        {"group": GROUP, "name": "Ana", "standing": "member"},
        {"group": GROUP, "name": "Ben", "standing": "observer"},
    ]
    practice = [
        {"group": GROUP, "owner": "", "component": "Endings", "wording": "I end on time",
         "lack": "I run over", "labels": "no|partly|yes", "reason": "we agreed"},
        {"group": GROUP, "owner": "", "component": "", "wording": "=1", "lack": "", "labels": "",
         "reason": "x"},
    ]  # fmt: skip
    desk, other = fresh(tmp_path), fresh(tmp_path)
    for where, name in ((desk, "in.csv"), (other, "members.csv")):
        path = a_csv(tmp_path, members) if where is desk else tmp_path / name
        bring(where, path, "members")
        path = a_csv(tmp_path, practice) if where is desk else tmp_path / "practice.csv"
        bring(where, path, "practice")
        for kind in ("members", "practice"):
            taken_out(where, tmp_path, kind, f"{kind}.csv")
    assert cells(tmp_path / "members.csv") == members
    written = [
        {name: unguarded(cell) for name, cell in row.items()} for row in cells(tmp_path / "practice.csv")
    ]
    assert sorted(written, key=str) == sorted(practice, key=str)


def the_link_of(desk, name):
    from sqlalchemy import select

    from workbench.models.people import Person
    from workbench.people.services import make_link

    with desk.transaction() as db:
        person = db.scalars(select(Person.id).where(Person.name == name)).one()
        return make_link(db, by=person, person=person, at=desk.now())


@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_entries_come_back_by_their_owners_link_and_not_without_one(tmp_path, end):
    columns = KINDS["entries"].columns
    rows = [
        dict(zip(columns, (GROUP, "1", who, "2026-02-01", *by, text, text, text, text), strict=True))
        for who in ("Ana", "Ben")
        for number, text in enumerate(words())
        for by in [("", "") if number % 2 else ("I wait", "2")]
    ]
    guarded_rows = [{name: guarded(cell) for name, cell in row.items()} for row in rows]
    first, second = fresh(tmp_path), fresh(tmp_path)
    came = bring(first, a_csv(tmp_path, guarded_rows), "entries", scale_="1-3")
    assert (came.added, came.refused) == (len(rows), [])
    assert said_in(first, tmp_path, "entries") == []
    for who in ("Ana", "Ben"):
        mine = [row for row in rows if row["practitioner"] == who]
        out = taken_out(first, tmp_path, "entries", f"{who}.{end}", link=the_link_of(first, who))
        assert bring(first, out, "entries").already_here == len(mine)
        assert bring(second, out, "entries", scale_="1-3").added == len(mine)
        again = taken_out(second, tmp_path, "entries", "again.csv", link=the_link_of(second, who))
        read = [{name: unguarded(cell) for name, cell in row.items()} for row in cells(again)]
        assert as_tuples(read, columns) == as_tuples(mine, columns)


def test_assessments_by_a_personal_criterion_come_back_by_their_owners_link_and_not_without_one(tmp_path):
    practice = [{"group": GROUP, "owner": "Ana", "wording": "I end on time", "labels": "1|2|3"}]
    desk = fresh(tmp_path)
    bring(desk, a_csv(tmp_path, [{"group": GROUP, "name": "Ana"}]), "members")
    bring(desk, a_csv(tmp_path, practice), "practice")
    rows = [judged(mark="2"), judged("Ben", mark="3")]
    assert bring(desk, a_csv(tmp_path, rows)).added == 2
    assert said_in(desk, tmp_path) == []
    assert cells(taken_out(desk, tmp_path, link=the_link_of(desk, "Ana"))) == rows


def test_a_spreadsheet_that_was_saved_anew_with_shared_texts_reads_the_same(tmp_path):
    from zipfile import ZipFile

    desk, other = fresh(tmp_path), fresh(tmp_path)
    said = "_x005F_ x005F_ _x0041_\r\nend "
    bring(desk, a_csv(tmp_path, [judged(words=said)]))
    out = taken_out(desk, tmp_path, name="out.xlsx")
    shared = _with_shared_texts(out, tmp_path / "saved.xlsx")
    assert "xl/sharedStrings.xml" in ZipFile(shared).namelist()
    bring(other, shared)
    assert said_in(other, tmp_path) == said_in(desk, tmp_path)


def _with_shared_texts(path, saved):
    """Write a spreadsheet again as other programs do: each text in a table of its own, cells by number."""
    import re
    from zipfile import ZipFile

    texts = []

    def numbered(found):
        texts.append(found[2])
        return f'<c{found[1]} t="s"><v>{len(texts) - 1}</v></c>'

    with ZipFile(path) as old, ZipFile(saved, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                pattern = r'<c([^>]*) t="inlineStr"><is>(.*?)</is></c>'
                data = re.sub(pattern, numbered, data, flags=re.DOTALL)
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
                data = data.replace("</Types>", part)
            new.writestr(name, data)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        table = "".join(f"<si>{text}</si>" for text in texts)
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{table}</sst>')
    return saved


def test_moments_keep_their_instant(tmp_path):
    desk = fresh(tmp_path)
    bring(desk, a_csv(tmp_path, [judged(at="2026-02-02T19:30:00+01:00")]))
    assert said_in(desk, tmp_path)[0][-1] == AT
