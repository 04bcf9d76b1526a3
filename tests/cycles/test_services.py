"""Opening a cycle makes its notebooks; what was written is never overwritten; what fails is named."""

import os
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.builders import Circle
from tests.cycles.builders import a_workspace, code_cell, opened, own_templates, spoil
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.cycles.queries import my_notebooks
from workbench.cycles.services import FAILED, KEPT, MADE, WRITTEN_IN, prepare
from workbench.models.cycles import Notebook
from workbench.models.practice import Cycle
from workbench.models.sessions import Session
from workbench.people import services as people

OWN = ("letter", "own-reading", "practice-log", "self-assessment")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path)


def files(workspace: Workspace) -> list[Path]:
    return sorted(file for file in workspace.notebooks.rglob("*") if file.is_file())


def count(circle: Circle, table: type) -> int:
    with circle.store.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_each_member_gets_a_log_and_a_self_assessment_and_the_group_a_meeting_and_a_report(
    circle: Circle, workspace: Workspace
) -> None:
    made = opened(circle, workspace)
    assert {each.fate for each in made.notebooks} == {MADE}
    members = circle.people.values()
    own = {f"{name}-{member}" for name in OWN for member in members}
    shared = {"assessment-meeting", "audit-meeting", "cycle-report", "room-screen", "what-we-learn"}
    folder = workspace.notebooks / "cycles" / made.cycle
    assert {file.stem for file in folder.iterdir()} == own | shared
    assert {str(file.relative_to(workspace.notebooks)) for file in files(workspace)} == {
        each.path for each in made.notebooks
    }


def test_notebooks_can_be_read_by_the_owner_of_the_workspace_only(
    circle: Circle, workspace: Workspace
) -> None:
    opened(circle, workspace)
    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in files(workspace)} == {0o600}
        folders = [file.parent for file in files(workspace)]
        assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_names_and_words_of_people_are_in_no_notebook(circle: Circle, workspace: Workspace) -> None:
    opened(circle, workspace)
    for file in files(workspace):
        text = file.read_text("utf-8")
        assert not any(name in text for name in (*circle.people, "Tuesday group"))
        assert str(workspace.path) not in text


def test_the_same_cycle_gives_the_same_notebooks_in_another_folder(
    circle: Circle, workspace: Workspace, tmp_path: Path
) -> None:
    made = opened(circle, workspace)
    before = {file.name: file.read_bytes() for file in files(workspace)}
    for file in files(workspace):
        file.unlink()
    again = prepare(circle.desk("Ben"), cycle=made.cycle, workspace=workspace)
    assert {file.name: file.read_bytes() for file in files(workspace)} == before
    assert {each.fate for each in again} == {MADE}
    assert count(circle, Notebook) == len(again)


def test_a_notebook_that_was_written_in_is_kept_as_it_was_written(
    circle: Circle, workspace: Workspace
) -> None:
    made = opened(circle, workspace)
    written = workspace.notebooks / made.notebooks[2].path
    written.write_text(written.read_text("utf-8").replace("# ", "# My own note. ", 1), "utf-8")
    before = written.read_bytes()
    again = {each.path: each for each in prepare(circle.desk("Ana"), cycle=made.cycle, workspace=workspace)}
    assert written.read_bytes() == before
    fates = {path: each.fate for path, each in again.items()}
    assert fates.pop(made.notebooks[2].path) == WRITTEN_IN
    assert set(fates.values()) == {KEPT}
    assert again[made.notebooks[2].path].sentence == "It was kept as it was written."


def test_a_template_that_changed_leaves_the_notebooks_of_this_cycle_as_they_are(
    circle: Circle, workspace: Workspace, tmp_path: Path
) -> None:
    folder = own_templates(tmp_path)
    made = opened(circle, workspace, folder=folder)
    before = [file.read_bytes() for file in files(workspace)]
    spoil(folder, "practice-log", lambda n: n["cells"][1].update(source="Another text."))
    prepare(circle.desk("Ana"), cycle=made.cycle, workspace=workspace, folder=folder)
    assert [file.read_bytes() for file in files(workspace)] == before


def test_someone_who_came_later_gets_theirs_and_nobody_elses_changes(
    circle: Circle, workspace: Workspace
) -> None:
    made = opened(circle, workspace)
    with circle.desk("Ana").transaction() as db:
        late = people.invite(db, by=circle["Ana"], group=circle.group, name="Dee", at=circle.store.clock())
    again = prepare(circle.desk("Ana"), cycle=made.cycle, workspace=workspace)
    assert {each.template for each in again if each.fate == MADE} == set(OWN)
    assert {each.owner for each in again if each.fate == MADE} == {late.person}


def test_an_observer_gets_none(circle: Circle, workspace: Workspace) -> None:
    with circle.desk("Ana").transaction() as db:
        people.set_standing(
            db, by=circle["Ana"], group=circle.group, person=circle["Cai"], standing="observer",
            at=circle.store.clock(),
        )  # fmt: skip
    assert circle["Cai"] not in {each.owner for each in opened(circle, workspace).notebooks}


def test_a_template_that_fails_is_named_and_the_others_are_made(
    circle: Circle, workspace: Workspace, tmp_path: Path
) -> None:
    folder = own_templates(tmp_path)
    (folder / "broken.ipynb").write_text('{"cells": [', "utf-8")
    spoil(folder, "practice-log", lambda n: code_cell(n, 0)["metadata"].clear())
    spoil(folder, "cycle-report", lambda n: code_cell(n, 1).update(source="print(1)"))
    made = opened(circle, workspace, folder=folder)
    failed = [each for each in made.notebooks if each.fate == FAILED]
    assert {each.template for each in failed} == {"broken", "practice-log", "cycle-report"}
    assert all(f"“{each.template}”" in each.sentence for each in failed)
    assert {file.name.split("-")[0] for file in files(workspace)} == {
        "self",
        "assessment",
        "room",
        "letter",
        "own",
        "audit",
        "what",
    }
    assert count(circle, Notebook) == len(made.notebooks) - len(failed)


def test_nothing_half_written_stays_where_the_workspace_cannot_be_written_to(
    circle: Circle, workspace: Workspace
) -> None:
    (workspace.notebooks / "cycles").write_text("a file where a folder should be", "utf-8")
    made = opened(circle, workspace)
    assert {each.fate for each in made.notebooks} == {FAILED}
    assert "could not be written to" in made.notebooks[0].sentence
    assert [file.name for file in files(workspace)] == ["cycles"]
    (workspace.notebooks / "cycles").unlink()
    again = prepare(circle.desk("Ana"), cycle=made.cycle, workspace=workspace)
    assert {each.fate for each in again} == {MADE}


def test_a_strange_file_in_the_place_of_a_notebook_is_left_as_it_is(
    circle: Circle, workspace: Workspace
) -> None:
    made = opened(circle, workspace)
    with circle.desk("Ana").transaction() as db:
        late = people.invite(db, by=circle["Ana"], group=circle.group, name="Dee", at=circle.store.clock())
    strange = workspace.notebooks / "cycles" / made.cycle / f"practice-log-{late.person}.ipynb"
    strange.write_text("not made here", "utf-8")
    again = {each.path: each for each in prepare(circle.desk("Ana"), cycle=made.cycle, workspace=workspace)}
    assert again[str(strange.relative_to(workspace.notebooks))].fate == FAILED
    assert strange.read_text("utf-8") == "not made here"


def test_a_cycle_that_may_not_be_opened_leaves_no_cycle_no_session_and_no_notebook(
    circle: Circle, workspace: Workspace
) -> None:
    with circle.desk("Ana").transaction() as db:
        people.set_standing(
            db, by=circle["Ana"], group=circle.group, person=circle["Ben"], standing="ally",
            at=circle.store.clock(),
        )  # fmt: skip
    with pytest.raises(Refused):
        opened(circle, workspace, by="Ben")
    assert (count(circle, Cycle), count(circle, Session), files(workspace)) == (0, 0, [])
    cycle = opened(circle, workspace).cycle
    with pytest.raises(Refused):
        prepare(circle.desk("Ben"), cycle=cycle, workspace=workspace)
    with pytest.raises(Refused, match="still open"):
        opened(circle, workspace)
    assert count(circle, Cycle) == 1


def test_a_cycle_that_does_not_exist_is_refused(circle: Circle, workspace: Workspace) -> None:
    with pytest.raises(Refused):
        prepare(circle.desk("Ana"), cycle="0" * 32, workspace=workspace)


def test_each_sees_their_own_notebooks_and_the_groups_newest_cycle_first(
    circle: Circle, workspace: Workspace
) -> None:
    first = opened(circle, workspace)
    with circle.store.reading() as db:
        mine = my_notebooks(db, asker=circle["Ben"], group=circle.group)
    assert [(each.template, each.owner, each.number) for each in mine] == [
        ("letter", circle["Ben"], 1),
        ("own-reading", circle["Ben"], 1),
        ("practice-log", circle["Ben"], 1),
        ("self-assessment", circle["Ben"], 1),
        ("assessment-meeting", None, 1),
        ("audit-meeting", None, 1),
        ("cycle-report", None, 1),
        ("room-screen", None, 1),
        ("what-we-learn", None, 1),
    ]
    assert {each.cycle for each in mine} == {first.cycle}
    assert mine[2].name == "practice log"


def test_someone_from_outside_is_shown_no_list(circle: Circle, workspace: Workspace) -> None:
    opened(circle, workspace)
    with circle.desk("Ana").transaction() as db:
        stranger = people.add_person(db, name="Stranger", at=circle.store.clock())
    with circle.store.reading() as db, pytest.raises(Refused):
        my_notebooks(db, asker=stranger, group=circle.group)
