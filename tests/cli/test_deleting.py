"""me delete, at the machine that keeps the store."""

from pathlib import Path

import pytest

from tests.audit.searching import traces
from tests.cli.commands import GROUP, Typed, a_workspace

BEN = "Ben zq0123456789abcdef0123456789abcdef"


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    typed = a_workspace(tmp_path)
    members = tmp_path / "members.csv"
    members.write_text(f"group,name,standing\n{GROUP},{BEN},member\n", "utf-8")
    typed("import", "members", members)
    return typed


def names(typed: Typed) -> str:
    out = typed.folder.parent / "members-out.csv"
    typed("export", "members", "--out", out)
    return out.read_text("utf-8")


def test_by_name_for_someone_who_asks_for_it_and_says_what_goes_and_what_stays(typed):
    told = typed("me", "delete", "--person", BEN, "--group", GROUP, "--yes")
    assert "Gone for good" in told
    assert "What stays" in told
    assert "A backup or a copy" in told
    assert told.endswith("It is gone from the store and from the files beside it.\n")
    assert traces(typed.folder, [BEN.removeprefix("Ben ")]) == {}
    assert "someone who has left,left" in names(typed)


def test_by_ones_own_link(typed):
    link = typed.json("me", "link", "--person", BEN, "--group", GROUP)["link"]
    assert typed.json("me", "delete", "--link", link, "--yes") == {
        "deleted": True, "last_traces_removed": True
    }  # fmt: skip
    assert traces(typed.folder, [BEN.removeprefix("Ben ")]) == {}
    assert "not known here" in typed("me", "delete", "--link", link, "--yes", status=1)


def test_a_program_that_does_not_say_yes_deletes_nobody(typed):
    told = typed("me", "delete", "--person", BEN, "--group", GROUP, status=1)
    assert "Nothing was deleted. Say --yes" in told
    assert BEN in names(typed)


def test_it_needs_a_link_or_a_name_with_a_group(typed):
    typed("me", "delete", status=2)
    typed("me", "delete", "--person", BEN, status=2)
    typed("me", "delete", "--link", "x", "--person", BEN, "--group", GROUP, status=2)


def test_nobody_is_found_by_what_a_deleted_person_is_called(typed):
    typed("me", "delete", "--person", BEN, "--group", GROUP, "--yes")
    for command in ("delete", "link"):
        extra = ["--yes"] if command == "delete" else []
        told = typed("me", command, "--person", "someone who has left", "--group", GROUP, *extra, status=1)
        assert "There is nobody called" in told


def test_a_file_in_the_workspace_lies_where_deletion_reaches_it_or_is_refused(typed):
    inside = typed.folder / "exports" / "members.csv"
    typed("export", "members", "--out", inside)
    assert BEN in inside.read_text("utf-8")
    assert inside.parent.stat().st_mode & 0o777 == 0o700
    for elsewhere in (typed.folder / "members.csv", typed.folder / "notebooks" / "members.csv"):
        told = typed("export", "members", "--out", elsewhere, status=1)
        assert "would not find it. Nothing was written." in told
        assert not elsewhere.exists()
        figure = ["--group", GROUP, "--practitioner", BEN, "--as", "json", "--out", elsewhere]
        assert "would not find it" in typed("figure", "my-thread", *figure, status=1)
    typed("me", "delete", "--person", BEN, "--group", GROUP, "--yes")
    assert not inside.exists()
    assert traces(typed.folder, [BEN.removeprefix("Ben ")]) == {}
