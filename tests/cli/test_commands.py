import json
import re
import sys

import pytest
from typer.testing import CliRunner

from tests.cli.commands import GROUP, Typed, a_workspace
from tests.exchange.sheets import a_csv, cells, judged
from workbench.cli.app import app
from workbench.core.settings import Workspace

COMMANDS = [
    ["init"], ["serve"], ["lab"], ["demo"], ["import"], ["export"], ["figure"], ["cycle", "open"],
    ["cycle", "close"], ["cycle", "list"], ["me", "link"], ["me", "leave"], ["backup"],
    ["restore"], ["doctor"], ["report"],
]  # fmt: skip


@pytest.fixture
def typed(tmp_path):
    return a_workspace(tmp_path)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_with_an_example(command):
    told = CliRunner().invoke(app, [*command, "--help"])
    assert told.exit_code == 0
    assert f"Example: workbench {' '.join(command)}" in told.output


def test_the_commands_are_the_ones_that_are_promised_and_no_others():
    told = CliRunner().invoke(app, ["--help"]).output
    names = re.findall(r"^  ([a-z]+)  ", told.partition("Commands:")[2], re.MULTILINE)
    assert set(names) == {command[0] for command in COMMANDS}


class TestInit:
    def test_prints_the_founders_link_which_lets_them_in(self, tmp_path):
        from workbench.core.store import Store
        from workbench.people.services import sign_in

        typed = Typed(tmp_path / "new")
        link = typed.json("init", "--group", "G", "--me", "Ana")["link"]
        store = Store(f"sqlite:///{typed.folder / 'store.sqlite'}")
        with store.writing() as db:
            assert sign_in(db, token=link.removeprefix("/join/"), at=store.clock())

    def test_prints_a_whole_link_and_says_what_changes_its_beginning(self, tmp_path):
        said = Typed(tmp_path / "new")("init", "--group", "G", "--me", "Ana")
        assert re.search(r"http://127\.0\.0\.1:8866/join/[\w-]{20,}$", said, re.MULTILINE)
        assert "another --host or --port" in said

    def test_makes_a_folder_that_only_its_owner_can_look_into(self, typed):
        if sys.platform != "win32":
            assert typed.folder.stat().st_mode & 0o077 == 0
            assert (typed.folder / "store.sqlite").stat().st_mode & 0o077 == 0

    def test_of_a_workspace_changes_nothing(self, typed):
        before = (typed.folder / "store.sqlite").read_bytes()
        assert str(typed.folder) in typed("init")
        assert "is a workspace already" in typed("init", "--group", "Other", "--me", "Ben", status=1)
        assert (typed.folder / "store.sqlite").read_bytes() == before

    def test_leaves_a_folder_alone_that_holds_something_else(self, tmp_path):
        (tmp_path / "letter.txt").write_text("Dear", "utf-8")
        assert "is not a workspace" in Typed(tmp_path)("init", status=1)
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    def test_with_half_a_founder_or_an_unknown_zone_makes_nothing(self, tmp_path):
        typed = Typed(tmp_path / "new")
        typed("init", "--group", "G", status=2)
        assert "name is missing" in typed("init", "--group", "G", "--me", " ", status=1)
        assert "no time zone called" in typed("init", "--group", "G", "--me", "A", "--zone", "Mars", status=1)
        assert not typed.folder.exists()


class TestImportAndExport:
    def test_a_file_comes_in_and_goes_out(self, typed, tmp_path):
        path = a_csv(tmp_path, [judged(), judged("Ben", words="=1")])
        assert "2 are new" in typed("import", "assessments", path)
        typed("export", "assessments", "--out", tmp_path / "out.csv")
        assert sorted(row["words"] for row in cells(tmp_path / "out.csv")) == ["'=1", "Mostly"]

    def test_names_what_it_made_so_that_a_slip_of_the_pen_is_seen(self, typed, tmp_path):
        said = typed("import", "assessments", a_csv(tmp_path, [judged("Anna")]), "--dry-run")
        assert "New people (1): “Anna”" in said
        assert "nothing was written" in said

    def test_refused_rows_are_told_with_their_numbers_on_the_error_stream(self, typed, tmp_path):
        path = a_csv(tmp_path, [judged(), judged(), judged(words="Never"), judged("Ben", mark="9")])
        said = typed("import", "assessments", path, "--scale", "1-7", status=1)
        assert re.findall(r"^Row (\d+): ", said, re.MULTILINE) == ["4", "5"]
        assert "nothing was written" in said

    def test_a_program_is_told_in_json(self, typed, tmp_path):
        path = a_csv(tmp_path, [judged(), judged("Ben")])
        told = typed.json("import", "assessments", path)
        assert (told["read"], told["added"], told["written"]) == (2, 2, True)
        told = typed.json("import", "assessments", a_csv(tmp_path, [judged(words="Never")]), status=1)
        assert [each["row"] for each in told["refused"]] == [2]
        assert told["written"] is False
        told = typed.json("export", "all", "--out", tmp_path / "all.xlsx")
        assert told["rows"] == {"members": 2, "practice": 1, "assessments": 2, "entries": 0}

    def test_wrong_usage_ends_with_2(self, typed, tmp_path):
        typed("import", "poems", tmp_path / "x.csv", status=2)
        typed("export", "members", status=2)

    def test_an_unknown_group_is_told_with_one_that_is_like_it(self, typed, tmp_path):
        said = typed("export", "members", "--group", "tuesday grup", "--out", tmp_path / "o.csv", status=1)
        assert "There is “Tuesday group”." in said
        assert not (tmp_path / "o.csv").exists()


class TestCycle:
    def test_opens_lists_and_closes(self, typed):
        opened = typed.json("cycle", "open", "--group", GROUP)
        assert {made["fate"] for made in opened["notebooks"]} == {"made"}
        assert all((typed.folder / "notebooks" / made["path"]).is_file() for made in opened["notebooks"])
        assert "Cycle 1 is still open" in typed("cycle", "open", "--group", GROUP, status=1)
        assert [c["closed"] for c in typed.json("cycle", "list", "--group", GROUP)] == [None]
        assert "Cycle 1" in typed("cycle", "close", "--group", GROUP)
        assert "no open cycle" in typed("cycle", "close", "--group", GROUP, status=1)
        assert "(Europe/London)" in typed("cycle", "list", "--group", GROUP)

    def test_is_opened_by_someone_who_is_known(self, typed):
        said = typed("cycle", "open", "--group", GROUP, "--as", "Anna", status=1)
        assert "There is “Ana”." in said
        assert typed.json("cycle", "list", "--group", GROUP) == []


class TestMe:
    def test_a_new_link_takes_the_place_of_the_old(self, typed, tmp_path):
        old = typed.json("me", "link", "--person", "Ana", "--group", GROUP)["link"]
        new = typed("me", "link", "--person", "Ana", "--group", GROUP).splitlines()[0]
        out = tmp_path / "out.csv"
        assert "it has ended" in typed("export", "members", "--link", old, "--out", out, status=1)
        typed("export", "members", "--link", new, "--out", out)
        assert [row["name"] for row in cells(out)] == ["Ana"]

    def test_a_new_link_says_what_nothing_opens_any_more_and_only_where_there_is_such_a_thing(self, typed):
        from workbench.core.boxes import put_away
        from workbench.core.desk import Desk
        from workbench.core.keys import open_by_link
        from workbench.core.store import Store
        from workbench.models.people import Person

        asked = ("me", "link", "--person", "Ana", "--group", GROUP)
        assert "sealed for good" not in typed(*asked)
        token = typed.json(*asked)["link"].rsplit("/", 1)[1]
        store = Store(Workspace(typed.folder).store_url)
        with Desk(store, "").transaction() as db:
            ana = db.query(Person).one().id
            key = open_by_link(db, person=ana, token=token)
        with Desk(store, ana, key).transaction() as db:
            put_away(db, owner=ana, name="note", content={"words": "sealed"}, at=store.clock())
        store.close()
        assert "What only the old link opened" in typed(*asked)
        assert "sealed for good" not in typed(*asked)

    def test_only_a_link_lets_somebody_leave(self, typed):
        assert "not known here" in typed("me", "leave", "--group", GROUP, "--link", "guess", status=1)
        link = typed.json("me", "link", "--person", "Ana", "--group", GROUP)["link"]
        assert "You have left" in typed("me", "leave", "--group", GROUP, "--link", link)
        assert "Nobody takes part" in typed("cycle", "open", "--group", GROUP, status=1)


class TestFigure:
    @pytest.fixture
    def judged_twice(self, typed, tmp_path):
        rows = [judged(mark="2"), judged("Ben", mark="3"), judged(cycle="2", mark="3", criterion="I listen")]
        typed("import", "assessments", a_csv(tmp_path, rows), "--scale", "1-3")
        return typed

    @pytest.mark.parametrize("name", ["my-thread", "my-criteria", "before-and-after", "range-of-views"])
    def test_is_written_from_what_came_in_by_a_file(self, judged_twice, tmp_path, name):
        judged_twice(
            "figure", name, "--group", GROUP, "--practitioner", "Ana", "--criterion", "I end on time", "--as",
            "json", "--out", tmp_path / "f.json",
        )  # fmt: skip
        told = json.loads((tmp_path / "f.json").read_text("utf-8"))
        assert {row["who"] for row in told["table"]} == {"Ana", "Ben"}

    def test_a_page_asks_no_host_for_anything(self, judged_twice, tmp_path):
        page = tmp_path / "f.html"
        ask = ("figure", "my-criteria", "--group", GROUP, "--practitioner", "Ana", "--as", "html")
        judged_twice(*ask, "--out", page)
        assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", page.read_text("utf-8"))

    def test_own_entries_are_in_it_by_ones_own_link_only(self, judged_twice, tmp_path):
        rows = [{"group": GROUP, "practitioner": "Ana", "day": "2026-02-01", "criterion": "I end on time",
                 "mark": "1", "words": "on the job"}]  # fmt: skip
        judged_twice("import", "entries", a_csv(tmp_path, rows))
        out = tmp_path / "f.json"
        ask = [
            "figure",
            "my-criteria",
            "--group",
            GROUP,
            "--practitioner",
            "Ana",
            "--as",
            "json",
            "--out",
            out,
        ]
        judged_twice(*ask)
        assert "on the job" not in out.read_text("utf-8")
        link = judged_twice.json("me", "link", "--person", "Ana", "--group", GROUP)["link"]
        judged_twice(*ask, "--link", link)
        assert "on the job" in out.read_text("utf-8")
        link = judged_twice.json("me", "link", "--person", "Ben", "--group", GROUP)["link"]
        judged_twice(*ask, "--link", link)
        assert "on the job" not in out.read_text("utf-8")

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            (["my-tread"], "There is “my-thread”"),
            (["my-thread"], "--criterion"),
            (["my-thread", "--criterion", "I end on tim"], "There is “I end on time”"),
            (["my-criteria", "--cycle", "7"], "cycle 7"),
            (["my-criteria", "--practitioner", "Bem"], "There is “Ben”"),
        ],
    )
    def test_what_is_not_there_is_told_with_what_is_like_it(self, judged_twice, tmp_path, more, why):
        ask = ["figure", "--group", GROUP, "--practitioner", "Ana", "--as", "json", "--out", tmp_path / "f"]
        assert why in judged_twice(*ask, *more, status=1)
        assert not (tmp_path / "f").exists()
