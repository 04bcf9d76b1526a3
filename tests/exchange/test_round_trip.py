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


def said_in(desk, folder):
    from workbench.exchange.queries import groups_for, rows_of

    at = desk.now()
    with desk.reading() as db:
        return [
            row
            for id, name in groups_for(db, asker=None, named=None)
            for row in rows_of(db, kind="assessments", asker=None, group=id, name=name, at=at)
        ]


def as_tuples(rows):
    return sorted(tuple(row[name] for name in COLUMNS) for row in rows)


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
